import { malformedAuthorization } from '../authorizers/authorizers.ts';
import {
  type Context,
  configurationError,
  type Fault,
  forbidden,
  isFault,
  type MethodRequest,
  type MethodResponse,
  missingAuthenticationToken,
  requestTooLarge,
} from '../exchange/exchange.ts';
import type { Clock } from '../lib/clock.ts';
import { lastHeader, type RawHeaders } from '../lib/headers.ts';
import { newExtendedRequestId, newTraceRoot, newUuid, randomHex } from '../lib/ids.ts';
import type { Log } from '../lib/log.ts';
import { type CompiledMethod, renderFault, type StageLogs } from '../plan/plan.ts';
import type { WireRequest, WireResponse } from '../wire/wire.ts';
import { BodyRoom, HeldBody, MAX_BODY_BYTES } from './body-room.ts';
import type { Target } from './hosts.ts';
import type { Plans } from './plans.ts';

const VERBS = new Set(['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT']);

/** Answers requests to REST APIs. A bug surfaces here: it is logged with the request's id and answered as a 500. */
export function restExecutor(options: {
  readonly plans: Plans;
  readonly clock: Clock;
  readonly log: Log;
  readonly room?: BodyRoom;
}): (rq: WireRequest, target: Target) => WireResponse | Promise<WireResponse> {
  const { plans, clock, log, room = new BodyRoom() } = options;

  function logFault({ detail, fault, status }: Fault, rq: WireRequest, target: Target, requestId: string): void {
    const asked = fault === 'MISSING_AUTHENTICATION_TOKEN' ? preflightFor(rq) : undefined;
    if (asked !== undefined) {
      log.info(
        `A browser asked whether a page may send ${asked} ${target.fullPath} of API ${target.apiId}, and was answered 403: for CORS the ` +
          'resource needs an OPTIONS method without authorization, with a MOCK integration that answers the Access-Control-Allow headers',
        { requestId, fault },
      );
    }
    if (detail === undefined) return;
    log.info(`${rq.method} ${target.fullPath} of API ${target.apiId} answered ${status}: ${detail}`, {
      requestId,
      fault,
    });
  }

  return (rq, target) => {
    const requestId = newUuid();
    const extendedRequestId = newExtendedRequestId();

    const render = ({ status, headers, body, stream }: MethodResponse): WireResponse => ({
      status,
      headers: withIds(headers, requestId, extendedRequestId),
      body,
      stream,
    });
    const answerWith = (answer: MethodResponse | Fault, { renderFault, finished }: Execution): WireResponse => {
      if (!isFault(answer)) {
        finished?.(answer, undefined);
        return render(answer);
      }
      logFault(answer, rq, target, requestId);
      const rendered = renderFault(answer);
      finished?.(rendered, answer);
      return render(rendered);
    };
    const broken = (error: unknown): WireResponse => {
      log.error('A request failed because of a bug in Gatehouse', { requestId, error });
      return render(INTERNAL_ERROR);
    };

    try {
      const body = new HeldBody(rq, room);
      const ids = { requestId, extendedRequestId, now: clock.now() };
      const execution = execute(rq, body, target, plans, ids, clock);
      const { answer } = execution;
      if (!(answer instanceof Promise)) return answerWith(answer, execution);
      return answer.then(
        (rs) => {
          body.release();
          try {
            return answerWith(rs, execution);
          } catch (error) {
            return broken(error);
          }
        },
        (error: unknown) => {
          body.release();
          return broken(error);
        },
      );
    } catch (error) {
      return broken(error);
    }
  };
}

/** The path of a request line's target. */
function pathOf(target: string): string {
  const question = target.indexOf('?');
  return question < 0 ? target : target.slice(0, question);
}

/** The verb that a CORS preflight asks about. */
function preflightFor({ method, headers }: WireRequest): string | undefined {
  const asked = method === 'OPTIONS' ? lastHeader(headers, 'access-control-request-method') : undefined;
  return asked !== undefined && VERBS.has(asked) ? asked : undefined;
}

const INTERNAL_ERROR: MethodResponse = {
  status: 500,
  headers: ['Content-Type', 'application/json', 'x-amzn-ErrorType', 'InternalServerErrorException'],
  body: '{"message": "Internal server error"}',
};

/** AWS's order: Content-Type, which every response begins with, then the ids, then the rest. */
function withIds(headers: RawHeaders, requestId: string, extendedRequestId: string): string[] {
  const all = [headers[0] ?? '', headers[1] ?? '', 'x-amzn-RequestId', requestId, 'x-amz-apigw-id', extendedRequestId];
  for (let i = 2; i < headers.length; i++) all.push(headers[i] as string);
  return all;
}

/** What becomes of a request, and how its fault is told to the client. */
interface Execution {
  readonly answer: MethodResponse | Fault | Promise<MethodResponse | Fault>;
  readonly renderFault: (fault: Fault) => MethodResponse;
  /** Told what the client gets, where the stage has logs. */
  readonly finished: ((answer: MethodResponse, fault: Fault | undefined) => void) | undefined;
}

/** A fault that no API has a say in. */
function refused(fault: Fault): Execution {
  return { answer: fault, renderFault, finished: undefined };
}

function execute(
  rq: WireRequest,
  body: HeldBody,
  target: Target,
  plans: Plans,
  ids: { readonly requestId: string; readonly extendedRequestId: string; readonly now: number },
  clock: Clock,
): Execution {
  const plan = plans.find(target.apiId, target.stage);
  if (plan === 'unknown api') return refused(forbidden(`There is no deployed API ${target.apiId}`));
  if (plan === 'unknown stage')
    return refused(forbidden(`API ${target.apiId} has no stage ${JSON.stringify(target.stage)}`));
  if (plan === 'unserved')
    return refused(configurationError('The stage cannot be compiled; see the log of its deployment'));
  if (plan.refuse !== undefined) return refused(plan.refuse);
  if (rq.length !== undefined && rq.length > MAX_BODY_BYTES) return refused(requestTooLarge);

  const httpMethod = lastHeader(rq.headers, 'x-http-method-override')?.toUpperCase() ?? rq.method;
  const route = VERBS.has(httpMethod) ? plan.routes.find(target.path, httpMethod) : undefined;
  const method = route?.value;
  const { logs } = plan;

  const request: MethodRequest = {
    httpMethod,
    path: target.path,
    query: target.query,
    signedPath: pathOf(rq.target),
    headers: rq.headers,
    pathParameters: route?.pathParameters ?? null,
    port: rq.port,
    secure: rq.secure,
    body,
    caller: rq.caller,
  };
  const trace = traceOf(rq.headers, ids.now);
  const context: Context = {
    stage: plan.context,
    requestId: ids.requestId,
    extendedRequestId: ids.extendedRequestId,
    requestTimeEpoch: ids.now,
    httpMethod,
    path: target.fullPath,
    protocol: rq.protocol,
    domainName: target.domainName,
    domainPrefix: target.domainPrefix,
    sourceIp: rq.remoteAddress,
    userAgent: lastHeader(rq.headers, 'user-agent') ?? null,
    traceHeader: trace.traceHeader,
    traceId: trace.traceId,
    resourceId: method?.resourceId ?? '',
    resourcePath: method?.resourcePath ?? '',
    iam: undefined,
    authorizer: undefined,
    apiKey: undefined,
    record: logs?.record(ids.requestId, request, method?.log),
  };
  if (method?.log !== undefined) logs?.opened(context, method.log);
  return {
    answer: method === undefined ? notFound(rq) : method.run(request, context),
    renderFault: (fault) => plan.renderFault(fault, request, context),
    finished: logs && ((answer, fault) => whenSent(answer, clock, (sent) => tell(logs, context, sent, fault, method))),
  };
}

/** As a method with AWS_IAM would: what is no signature is not taken for a missing one (awslabs/time-addressable-media-store#8). */
function notFound({ headers }: WireRequest): Fault {
  return malformedAuthorization(headers) ?? missingAuthenticationToken;
}

// deviation: A request that is refused before its method is looked for (by its Content-Length, or because the endpoint is disabled), or fails by a bug of Gatehouse, has no line in the logs of its stage; AWS "might not generate logs" of the first and the last (developer guide, "Monitor REST APIs").

/** What the client got. */
interface Sent {
  readonly answer: MethodResponse;
  /** Bytes of the body. */
  readonly length: number;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/** Of a body that is streamed, when its last piece has been handed over. */
function whenSent(answer: MethodResponse, clock: Clock, tell: (sent: Sent) => void): void {
  const { body, stream } = answer;
  let length = Buffer.byteLength(body);
  if (stream === undefined) {
    tell({ answer, length, at: clock.now() });
    return;
  }
  stream.watch({
    passed(bytes) {
      length += bytes;
    },
    over: () => tell({ answer, length, at: clock.now() }),
  });
}

function tell(
  logs: StageLogs,
  context: Context,
  { answer, length, at }: Sent,
  fault: Fault | undefined,
  method: CompiledMethod | undefined,
): void {
  const finished = {
    context,
    status: answer.status,
    responseLength: context.httpMethod === 'HEAD' ? 0 : length,
    responseLatency: Math.round(at - context.requestTimeEpoch),
    integration: context.record?.integration,
    fault,
  };
  logs.finished(finished, answer, method?.log);
}

/**
 * The client's trace header, and the same with what it lacks: Root, Parent and Sampled of an incoming id are kept, a Root
 * alone gets a Parent (recorded on AWS, aws-behaviour.md §2.1). Nothing is sampled until tracing is implemented.
 */
function traceOf(headers: RawHeaders, now: number): { traceHeader: string; traceId: string } {
  const incoming = lastHeader(headers, 'x-amzn-trace-id');
  if (incoming === undefined || !TRACE.test(incoming)) {
    const root = newTraceRoot(now);
    return { traceHeader: root, traceId: `${root};Parent=${randomHex(8)};Sampled=0` };
  }
  const parent = incoming.includes('Parent=') ? '' : `;Parent=${randomHex(8)}`;
  const sampled = incoming.includes('Sampled=') ? '' : ';Sampled=0';
  return { traceHeader: incoming, traceId: incoming + parent + sampled };
}

const TRACE = /^(?=.*Root=)[\w=;:.-]{1,256}$/;
