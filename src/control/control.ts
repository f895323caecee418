import { scopeOf } from '../definition/definition.ts';
import type { Clock } from '../lib/clock.ts';
import type { Log } from '../lib/log.ts';
import { remember } from '../lib/names.ts';
import { loadModel, type Model, type OperationName, type ServiceName } from '../model/model.ts';
import {
  type Answer,
  type Call,
  type Credentials,
  chooseService,
  compileService,
  type Handler,
  identify,
  renderHal,
  ServiceError,
  type ServiceServer,
  serviceErrors,
  verify,
  verifyHead,
  type WireRequest,
} from '../protocol/protocol.ts';
import { RevisionConflict, type Store, StoreUnavailable } from '../store/store.ts';
import { type FunctionsOptions, functionHandlers, later as functionLater } from './functions/functions.ts';
import { isKeyOf } from './iam/caller.ts';
import { iamHandlers, later as iamLater } from './iam/iam.ts';
import { accountOfAccessKey } from './iam/ids.ts';
import { type LimitsMode, limitsOf } from './limits.ts';
import { logsHandlers, later as logsLater } from './logs/logs.ts';
import { RecordTooLarge, withRecordSizes } from './record-sizes.ts';
import { type RestControl, restHandlers, restLater } from './rest/rest.ts';
import { retrying } from './retry.ts';
import { stsHandlers, later as stsLater } from './sts/sts.ts';

/** Each service and the operations of it that answer 501: what `npm run coverage:operations` counts. */
export const services = [
  { model: loadModel('apigateway'), later: restLater },
  { model: loadModel('apigatewayv2'), later: allOf(loadModel('apigatewayv2')) },
  { model: loadModel('apigatewaymanagementapi'), later: allOf(loadModel('apigatewaymanagementapi')) },
  { model: loadModel('lambda'), later: functionLater },
  { model: loadModel('sts'), later: stsLater },
  { model: loadModel('iam'), later: iamLater },
  { model: loadModel('logs'), later: logsLater },
] as const;

export interface ControlOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  readonly limits: LimitsMode;
  readonly testInvoke: RestControl['testInvoke'];
  readonly usageWritten?: RestControl['usageWritten'];
  readonly accountThrottle?: RestControl['accountThrottle'];
  /** With credentials, every call must be signed with one; without, any signature passes (developer mode). */
  readonly credentials: Credentials | undefined;
  readonly functions: Omit<FunctionsOptions, 'store' | 'clock'>;
  /** Resolves once what was committed is in force, so that who reads an answer can rely on it. */
  readonly caughtUp: () => Promise<void>;
}

/** The control plane of all services on one port. */
export interface Control {
  /** The service that a request is for; `undefined` when it is for none. */
  choose(request: WireRequest): ServiceServer | undefined;
  /** Looks at the origin and at who signs, not at the body. @returns what the request is refused with */
  admit(server: ServiceServer, request: WireRequest): ServiceError | undefined;
  /** Verifies the signature, which covers the body too, and means an admitted request. Never rejects. */
  answer(server: ServiceServer, request: WireRequest, requestId: string): Promise<Answer>;
}

export function openControl(options: ControlOptions): Control {
  const { clock, log } = options;
  const store = retrying(withRecordSizes(options.store));
  const { testInvoke, usageWritten, accountThrottle } = options;
  const shown = { testInvoke, usageWritten, accountThrottle };
  const rest = restHandlers({ store, clock, log, limits: limitsOf(options.limits), ...shown });
  const functions = functionHandlers({ store, clock, ...options.functions });
  const iam = iamHandlers({ store, clock, limits: options.limits });
  const sts = stsHandlers({ store, clock });
  const logs = logsHandlers({ store, clock });
  const run = <H extends object>(handlers: H, words: Words): H => controlled(store, handlers, words);
  const servers: readonly ServiceServer[] = [
    compileService(loadModel('apigateway'), run(rest, restWords), restLater),
    compileService(loadModel('apigatewayv2'), {}, allOf(loadModel('apigatewayv2'))),
    compileService(loadModel('apigatewaymanagementapi'), {}, allOf(loadModel('apigatewaymanagementapi'))),
    compileService(loadModel('lambda'), run(functions, functionWords), functionLater),
    compileService(loadModel('sts'), run(sts, iamWords), stsLater),
    compileService(loadModel('iam'), run(iam, iamWords), iamLater),
    compileService(loadModel('logs'), run(logs, logsWords), logsLater),
  ];
  return {
    choose: chooseService(servers),
    admit: (server, request) => admit(server, request, options),
    async answer(server, request, requestId) {
      const { credentials } = options;
      const forged = credentials && verify(request, { credentials, clock, service: server.service });
      if (forged !== undefined) return server.refuse(forged, requestId);
      const answer = await server.answer(request, { ...identify(request), requestId });
      if (answer.bug !== undefined) {
        const operation = answer.operation ?? 'A request';
        const why =
          answer.bug instanceof StoreUnavailable ? 'its data cannot be read or written' : 'of a bug in Gatehouse';
        log.error(`${operation} failed because ${why}`, { requestId, error: answer.bug });
      }
      if (request.method !== 'GET') await options.caughtUp();
      return server.service === 'apigateway' ? renderHal(request, answer, outputOf) : answer;
    },
  };
}

/** Who may call. Without credentials any signature passes, but there must be one, as on AWS. */
function admit(server: ServiceServer, request: WireRequest, options: ControlOptions): ServiceError | undefined {
  const origin = request.headers('origin');
  if (origin !== undefined && !LOCAL_ORIGIN.test(origin)) return foreignOrigin(origin);
  const { credentials, clock } = options;
  if (credentials !== undefined) return verifyHead(request, { credentials, clock, service: server.service });
  // A page whose name was made to lead here is of our own origin for its browser: its name gives it away.
  const host = request.headers('host') ?? '';
  if (!isOurHost(host)) return foreignHost(host);
  // Any other page in the developer's browser can send requests here, but no Authorization header without our leave.
  // deviation: Without credentials configured, the control plane takes no presigned requests: any page can make a link that looks like one.
  return request.headers('authorization') === undefined ? unsigned : undefined;
}

const unsigned = new ServiceError('MissingAuthenticationTokenException', 'Missing Authentication Token', {
  status: 403,
});

const LOCAL_ORIGIN = /^https?:\/\/(?:localhost|[a-z0-9.-]+\.localhost|127\.\d+\.\d+\.\d+|\[::1\])(?::\d+)?$/;

/** Loopback names, addresses, the single labels of container networks, and the names that AWS's tools use. */
const isOurHost = remember((host) => OUR_HOST.test(host));
const OUR_HOST =
  /^(?:localhost|[a-z0-9.-]+\.localhost|[a-z0-9.-]+\.localhost\.localstack\.cloud|[a-z0-9.-]+\.amazonaws\.com(?:\.cn)?|\d+\.\d+\.\d+\.\d+|\[[0-9a-f:.]+\]|host\.docker\.internal|[a-z0-9_-]+)(?::\d+)?$/i;

// deviation: Without credentials configured, the control plane answers only under local names, addresses and AWS's names.
function foreignHost(host: string): ServiceError {
  const message =
    `The control plane does not answer as ${host.slice(0, 100)}. Use localhost or an address, or configure ` +
    'GATEHOUSE_CREDENTIALS, with which any name will do';
  return new ServiceError('AccessDeniedException', message, { status: 403 });
}

// deviation: The control plane refuses requests that a browser page of another origin makes; AWS's relies on signatures alone.
function foreignOrigin(origin: string): ServiceError {
  const message = `The control plane takes no requests from pages of ${origin}`;
  return new ServiceError('AccessDeniedException', message, { status: 403 });
}

/** What a service says to those who cannot be served. */
interface Words {
  /** Of two writers of one thing, one wins: what the other is told. */
  readonly conflict: ServiceError;
  readonly tooLarge: (message: string) => ServiceError;
}

const restErrors = serviceErrors(loadModel('apigateway'));
const restWords: Words = {
  conflict: restErrors.ConflictException(
    'Unable to complete operation due to concurrent modification. Please try again later.',
  ),
  tooLarge: restErrors.BadRequestException,
};
const functionErrors = serviceErrors(loadModel('lambda'));
const functionWords: Words = {
  conflict: functionErrors.ResourceConflictException(
    'The operation cannot be performed at this time. An update is in progress for this resource.',
  ),
  tooLarge: functionErrors.InvalidParameterValueException,
};
const iamErrors = serviceErrors(loadModel('iam'));
const iamWords: Words = {
  conflict: iamErrors.ConcurrentModificationException(
    'The request was rejected because multiple requests to change this object were submitted simultaneously. Wait a few minutes and submit your request again.',
  ),
  tooLarge: iamErrors.LimitExceededException,
};
const logsErrors = serviceErrors(loadModel('logs'));
const logsWords: Words = {
  conflict: logsErrors.OperationAbortedException(
    'A conflicting operation is currently in progress against this resource. Please try again.',
  ),
  tooLarge: logsErrors.InvalidParameterException,
};

/** Handlers as the control plane runs them: in the account of the access key, where it was made here. */
function controlled<H extends object>(store: Store, handlers: H, words: Words): H {
  const wrapped = Object.entries(handlers).map(([operation, handle]: [string, Handler<unknown, unknown>]) => [
    operation,
    async (input: unknown, call: Call) => {
      try {
        const account = accountOfAccessKey(call.accessKey ?? '');
        const isOwn = account !== undefined && (await isKeyOf(store, account, call.accessKey ?? ''));
        return await handle(input, isOwn ? { ...call, account, scope: scopeOf(account, call.region) } : call);
      } catch (error) {
        if (error instanceof RevisionConflict) throw words.conflict;
        throw error instanceof RecordTooLarge ? words.tooLarge(error.message) : error;
      }
    },
  ]);
  return Object.fromEntries(wrapped) as H;
}

/** The shape of what an operation of the REST control plane answers. */
function outputOf(operation = ''): string | undefined {
  const { operations } = loadModel('apigateway');
  return Object.hasOwn(operations, operation)
    ? operations[operation as OperationName<'apigateway'>]?.output
    : undefined;
}

function allOf<S extends ServiceName>(model: Model<S>): readonly OperationName<S>[] {
  return Object.keys(model.operations) as OperationName<S>[];
}
