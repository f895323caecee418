import type { InvokeFunction, InvokeOutcome, InvokeRequest } from '../definition/definition.ts';
import type { Clock } from '../lib/clock.ts';
import { newUuid } from '../lib/ids.ts';
import type { Log } from '../lib/log.ts';
import type { Store } from '../store/store.ts';
import type { Client } from '../wire/wire.ts';
import { type FunctionEndpoint, openEndpoints } from './endpoints.ts';
import type { FunctionEngine, RunTarget } from './engine.ts';
import { EventQueue } from './event-queue.ts';
import type { Invocation } from './job.ts';
import { allowsInvoke, type ServiceCaller } from './permission.ts';
import { openTargets, type Target } from './targets.ts';

export interface InvokerOptions {
  readonly store: Store;
  readonly engine: Pick<FunctionEngine, 'run' | 'retire'>;
  /** Functions that run elsewhere, and what reaches them. */
  readonly endpoints: readonly FunctionEndpoint[];
  readonly client: Pick<Client, 'send'>;
  readonly clock: Clock;
  readonly log: Log;
  /** Picks the version of an alias with weights: 0 ≤ x < 1. */
  readonly random?: () => number;
  /** Asynchronous invocations held at once: 10 000, */
  readonly maxEvents?: number;
  /** and the bytes of their payloads: 64 MiB. */
  readonly maxEventBytes?: number;
}

export interface Invoker {
  readonly invokeFunction: InvokeFunction;
  /** Resolves once invocations see everything that was committed before the call. */
  caughtUp(): Promise<void>;
  /** Ends the timers and the watch on the store; events that wait are dropped. The engine and the store are the caller's. */
  close(): void;
}

type Refusal = Extract<InvokeOutcome, { outcome: 'refused' }>;

/** "Invocation payload (request and response): 6 MB … (synchronous), 1 MB (asynchronous)" (Lambda quotas). */
const limits: { readonly [type in InvokeRequest['type']]: number } = { RequestResponse: 6_291_456, Event: 1_048_576 };

/** Source ARNs whose decision is kept for a function. There is one for each method of the APIs that call it. */
const MAX_DECISIONS = 1024;

/**
 * Makes the one capability through which functions are invoked: finds the function, asks its policy, runs it. What is known of
 * functions is in memory, so that nothing is awaited before the engine has the invocation.
 *
 * @throws Error when an endpoint is no usable URL
 */
export async function openInvoker(options: InvokerOptions): Promise<Invoker> {
  const { store, engine, client, clock, log, random = Math.random } = options;
  const endpoints = openEndpoints(options.endpoints, client);
  const targets = await openTargets(store, (scope, name, version) => engine.retire(scope, name, version), log);
  const events = new EventQueue({
    clock,
    log,
    maxEvents: options.maxEvents ?? 10_000,
    maxBytes: options.maxEventBytes ?? 64 * 1024 * 1024,
    async run(request, requestId) {
      // Again for each attempt: the function may have changed, or be gone.
      const target = find(request);
      return target === undefined ? notFound(request) : run(target, request, requestId);
    },
  });

  function find({ scope, name, qualifier }: InvokeRequest): Target | undefined {
    return targets.find(scope, name, qualifier);
  }

  function run(target: Target, request: InvokeRequest, requestId: string): Promise<InvokeOutcome> {
    const version = pick(target);
    return engine
      .run(version, invocationOf(request, requestId))
      .catch((error: unknown) => runChanged(version, error, request, requestId));
  }

  function pick({ main, other }: Target): RunTarget {
    return other !== undefined && random() < other.share ? other.run : main;
  }

  /** The code of a version goes with its last use: it may have been replaced while an environment was about to unpack it. */
  async function runChanged(
    ran: RunTarget,
    error: unknown,
    request: InvokeRequest,
    requestId: string,
  ): Promise<InvokeOutcome> {
    await targets.caughtUp();
    const target = find(request);
    if (target === undefined) return notFound(request);
    const version = pick(target);
    if (version.version.codeId === ran.version.codeId) throw error;
    return engine.run(version, invocationOf(request, requestId));
  }

  function admit(target: Target, request: InvokeRequest): Promise<InvokeOutcome> {
    const { caller } = request;
    if (caller !== undefined && !mayInvoke(target, caller)) return Promise.resolve(denied(target, caller));
    const requestId = request.requestId ?? newUuid();
    if (request.type === 'RequestResponse') return run(target, request, requestId);
    return Promise.resolve(events.add(request, requestId) ? { outcome: 'accepted', requestId } : queueFull);
  }

  /** Perhaps it was created a moment ago, and the change has not arrived yet. */
  async function lookAgain(request: InvokeRequest): Promise<InvokeOutcome> {
    await targets.caughtUp();
    const target = find(request);
    return target === undefined ? notFound(request) : admit(target, request);
  }

  return {
    invokeFunction(request) {
      const tooLarge = checkSize(request);
      if (tooLarge !== undefined) return Promise.resolve(tooLarge);
      const endpoint = endpoints.find(request);
      if (endpoint !== undefined) {
        return endpoints.invoke(endpoint, request, request.requestId ?? newUuid());
      }
      const target = find(request);
      return target === undefined ? lookAgain(request) : admit(target, request);
    },
    caughtUp: () => targets.caughtUp(),
    close() {
      events.close();
      targets.close();
    },
  };
}

function invocationOf(request: InvokeRequest, requestId: string): Invocation {
  const { payload, traceId, clientContext, tail, onResponse } = request;
  const invocation: { -readonly [K in keyof Invocation]: Invocation[K] } = { requestId, payload };
  if (traceId !== undefined) invocation.traceId = traceId;
  if (clientContext !== undefined) invocation.clientContext = clientContext;
  if (tail === true) invocation.tail = true;
  if (onResponse !== undefined) invocation.onResponse = onResponse;
  return invocation;
}

/** Text: AWS, quoted in many bug reports. */
function checkSize({ payload, type }: InvokeRequest): Refusal | undefined {
  const limit = limits[type];
  // No UTF-16 unit takes more than three bytes: most payloads need not be measured.
  if (payload.length * 3 <= limit) return undefined;
  const size = Buffer.byteLength(payload);
  if (size <= limit) return undefined;
  const message = `${size} byte payload is too large for the ${type} invocation type (limit ${limit} bytes)`;
  return { outcome: 'refused', error: 'RequestTooLargeException', message };
}

function mayInvoke(target: Target, caller: ServiceCaller): boolean {
  const { service, sourceArn, sourceAccount } = caller;
  const known = target.decisions.get(sourceArn);
  if (known !== undefined && known.service === service && known.sourceAccount === sourceAccount) return known.allowed;
  const allowed = allowsInvoke(target.statements, caller);
  if (target.decisions.size >= MAX_DECISIONS) target.decisions.clear();
  target.decisions.set(sourceArn, { service, sourceAccount, allowed });
  return allowed;
}

/** For the access log and the operator: API Gateway's client sees a 500 without it. */
function denied({ arn, name, policyQualifier }: Target, { service, sourceArn }: ServiceCaller): Refusal {
  const qualifier = policyQualifier === '' ? '' : ` --qualifier ${policyQualifier}`;
  const command =
    `aws lambda add-permission --function-name ${name}${qualifier} --statement-id apigateway` +
    ` --action lambda:InvokeFunction --principal ${service} --source-arn '${sourceArn}'`;
  const message = `The resource policy of ${arn} does not allow ${service} to invoke it for ${sourceArn}. To allow it: ${command}`;
  return { outcome: 'refused', error: 'AccessDeniedException', message };
}

function notFound({ scope, name, qualifier }: InvokeRequest): Refusal {
  const [account, region] = scope.split('/');
  const arn = `arn:aws:lambda:${region}:${account}:function:${name}${qualifier === '' ? '' : `:${qualifier}`}`;
  return { outcome: 'refused', error: 'ResourceNotFoundException', message: `Function not found: ${arn}` };
}

const queueFull: Refusal = { outcome: 'refused', error: 'TooManyRequestsException', message: 'Rate Exceeded.' };
