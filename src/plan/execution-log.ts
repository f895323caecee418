import {
  type Context,
  type EndpointResponse,
  type ExecutionLog,
  type Fault,
  isFault,
  type MethodPlan,
  type MethodRequest,
  type MethodResponse,
} from '../exchange/exchange.ts';
import type { Clock } from '../lib/clock.ts';
import { lastHeader, type RawHeaders } from '../lib/headers.ts';
import { javaDate } from '../lib/java-date.ts';
import { parseQuery } from '../lib/query.ts';
import { redacted } from '../lib/redacted.ts';

/** AWS cuts each message there and says so: seen in an AWS CLI user's published log of 2024, for headers and bodies alike. */
const MAX_MESSAGE = 1024;

/** As TestInvokeMethod answers it (recorded on AWS, aws-behaviour.md §2.12). */
export function openTestLog(requestId: string, clock: Clock): ExecutionLog {
  return openLog(`Execution log for request ${requestId}\n`, () => `${javaDate(clock.now())} : `, cut);
}

/**
 * As it stands in the log group of a stage: the request's id before each message (published logs of AWS of 2018 and 2019). What would
 * end a line is escaped, so that no client can forge one.
 *
 * @param secrets what is not shown wherever it comes up: see `secretsOf`
 */
export function openStageLog(requestId: string, clock: Clock, secrets: readonly string[]): ExecutionLog {
  const prefix = (): string => `${new Date(clock.now()).toISOString()} (${requestId}) `;
  const hidden = (message: string): string => {
    // Nobody brings so many but to have them looked for.
    if (secrets.length > MOST_SECRETS) return message.replace(/:[\s\S]*/, ': [REDACTED]');
    for (const secret of secrets) if (message.includes(secret)) message = message.replaceAll(secret, redacted(secret));
    return message;
  };
  return openLog('', prefix, (message) => escapedLine(cut(hidden(message))));
}

function openLog(heading: string, prefix: () => string, shown: (message: string) => string): ExecutionLog {
  let text = heading;
  return {
    line(message) {
      text += `${prefix()}${shown(message)}\n`;
    },
    text: () => text,
  };
}

function cut(message: string): string {
  return message.length > MAX_MESSAGE ? `${message.slice(0, MAX_MESSAGE)} [TRUNCATED]` : message;
}

const CONTROL = /[\x00-\x1f\x7f-\x9f\u2028\u2029]/g;

function escapedLine(message: string): string {
  return message.replace(CONTROL, (c) =>
    c === '\n'
      ? '\\n'
      : c === '\r'
        ? '\\r'
        : c === '\t'
          ? '\\t'
          : `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** Of these, all but the last six characters are stars (a published log of AWS of 2019; developer guide: "API Gateway redacts authorization headers, API key values"). */
// deviation: In execution logs X-Amz-Security-Token, Proxy-Authorization and cookies are redacted too, and what a client sent as one of these is wherever it comes up again; in a published log of AWS the token is not.
const SECRET = new Set([
  'authorization',
  'cookie',
  'proxy-authorization',
  'set-cookie',
  'x-amz-security-token',
  'x-api-key',
]);

/** `{name=value, name=value}`, as Java prints a map; the values of a name that comes again stand together. */
export function shownMap(pairs: RawHeaders): string {
  const values = new Map<string, string>();
  for (let i = 0; i < pairs.length; i += 2) {
    const [name, given] = [pairs[i] as string, pairs[i + 1] as string];
    const value = SECRET.has(name.toLowerCase()) ? redacted(given) : given;
    const before = values.get(name);
    values.set(name, before === undefined ? value : `${before},${value}`);
  }
  return `{${[...values].map(([name, value]) => `${name}=${value}`).join(', ')}}`;
}

/** Forms of secrets that are looked for in each message. */
const MOST_SECRETS = 64;

/** What is shorter is no secret, and stars in its place would hide all else. */
const SHORTEST_SECRET = 4;

/** The credentials that a request brings, as they may come up again: in an event, in a URI. */
export function secretsOf({ headers, query }: Pick<MethodRequest, 'headers' | 'query'>): readonly string[] {
  const values: string[] = [];
  for (let i = 0; i < headers.length; i += 2) {
    if (!SECRET.has((headers[i] as string).toLowerCase())) continue;
    const value = headers[i + 1] as string;
    // Behind the scheme too.
    values.push(value, value.slice(value.indexOf(' ') + 1));
  }
  for (const pair of query.split('&')) {
    const [[name, value] = []] = parseQuery(pair);
    if (name === undefined || value === undefined || !SECRET.has(name.toLowerCase())) continue;
    values.push(value, pair.slice(pair.indexOf('=') + 1));
  }
  if (values.length === 0) return values;
  const forms = values.flatMap((value) => [
    value,
    JSON.stringify(value).slice(1, -1),
    encodeURIComponent(value.toWellFormed()),
  ]);
  return [...new Set(forms)].filter(({ length }) => length >= SHORTEST_SECRET).sort((a, b) => b.length - a.length);
}

/** Longer than any header can be: a credential that begins within a message is seen whole. */
const MAX_SEEN = 32_768;

/** A body as far as it is looked at. */
export function shownBody(body: Buffer | string): string {
  return typeof body === 'string' ? body.slice(0, MAX_SEEN) : body.toString('utf8', 0, MAX_SEEN);
}

/** @param trace whether the request itself is shown @param apiKey as it is shown; empty: it has none */
export function logOpening(log: ExecutionLog, rq: MethodRequest, cx: Context, trace: boolean, apiKey = ''): void {
  log.line(`Starting execution for request: ${cx.requestId}`);
  log.line(`HTTP Method: ${rq.httpMethod}, Resource Path: ${rq.path}`);
  if (apiKey !== '') log.line(`API Key: ${apiKey}`);
  if (!trace) return;
  log.line(`Method request path: ${shownMap(Object.entries(rq.pathParameters ?? {}).flat())}`);
  log.line(`Method request query string: ${shownMap([...new Map(parseQuery(rq.query))].flat())}`);
  log.line(`Method request headers: ${shownMap(rq.headers)}`);
}

/** @param answer what the client gets; `undefined` when it is not shown */
export function logClosing(
  log: ExecutionLog,
  status: number,
  fault: Fault | undefined,
  answer: Pick<MethodResponse, 'headers' | 'body'> | undefined,
): void {
  if (fault !== undefined) log.line(failure(fault));
  else {
    if (answer !== undefined) {
      log.line(`Method response body after transformations: ${shownBody(answer.body)}`);
      log.line(`Method response headers: ${shownMap(answer.headers)}`);
    }
    log.line('Successfully completed execution');
  }
  log.line(`Method completed with status: ${status}`);
}

/** Writes into a request's record what passes between a method and its endpoint. A MOCK has none, and nothing is written of it. */
export function recorded<Q extends object, R extends EndpointResponse>(
  plan: MethodPlan<Q, R>,
  clock: Clock,
  /** Whether messages and bodies go to the log. */
  trace: boolean,
): MethodPlan<Q, R> {
  const traced = trace ? withBodyShown(plan) : plan;
  const { shown } = plan;
  if (shown === undefined) return traced;
  const logOf = (cx: Context): ExecutionLog | undefined => (trace ? cx.record?.log : undefined);

  function note(response: R | Fault, start: number, cx: Context): R | Fault {
    const { record } = cx;
    if (record === undefined || shown === undefined) return response;
    const latency = Math.round(clock.now() - start);
    if (isFault(response)) {
      const error = response.detail ?? response.message ?? undefined;
      record.integration = { endpointStatus: undefined, status: undefined, latency, requestId: undefined, error };
      return response;
    }
    const { status } = response;
    const headers = shown.responseHeaders(response, cx);
    const requestId = lastHeader(headers, 'x-amzn-requestid') ?? lastHeader(headers, 'x-amz-request-id');
    record.integration = { endpointStatus: status, status, latency, requestId, error: undefined };
    const log = logOf(cx);
    if (log === undefined) return response;
    log.line(`Received response. Status: ${status}, Integration latency: ${latency} ms`);
    log.line(`Endpoint response headers: ${shownMap(headers)}`);
    if (response.stream === undefined)
      log.line(`Endpoint response body before transformations: ${shownBody(response.body)}`);
    return response;
  }

  return {
    ...traced,
    toEndpoint(rq, body, cx) {
      const request = plan.toEndpoint(rq, body, cx);
      const log = logOf(cx);
      if (log === undefined || isFault(request)) return request;
      const { uri, headers, body: sent } = shown.request(request, cx);
      log.line(`Endpoint request URI: ${uri}`);
      log.line(`Endpoint request headers: ${shownMap(headers)}`);
      log.line(`Endpoint request body after transformations: ${shownBody(sent ?? body)}`);
      log.line(`Sending request to ${uri}`);
      return request;
    },
    integrate(rq, cx) {
      const start = clock.now();
      const response = plan.integrate(rq, cx);
      return response instanceof Promise ? response.then((rs) => note(rs, start, cx)) : note(response, start, cx);
    },
    toClient(rs, cx) {
      const answer = plan.toClient(rs, cx);
      const { record } = cx;
      if (shown.status !== undefined && record?.integration !== undefined && !isFault(answer))
        record.integration = { ...record.integration, status: shown.status(answer) };
      return answer;
    },
  };
}

/** The client's body is read whole, whether the integration needs it or not: the log shows it before anybody looks at it. */
function withBodyShown<Q, R extends EndpointResponse>(plan: MethodPlan<Q, R>): MethodPlan<Q, R> {
  const { admitBody } = plan;
  return {
    ...plan,
    admitBody(rq, body, cx) {
      cx.record?.log?.line(`Method request body before transformations: ${shownBody(body)}`);
      return admitBody?.(rq, body, cx);
    },
  };
}

const PLAN_CHECKS: ReadonlySet<Fault['fault']> = new Set(['INVALID_API_KEY', 'THROTTLED', 'QUOTA_EXCEEDED']);

/** Why an execution failed, in AWS's words. */
// deviation: Of an execution that fails, the log has AWS's recorded sentence only for configuration errors, malformed proxy responses and timeouts; other sentences are ours.
export function failure({ fault, detail, message, status }: Fault): string {
  if (fault === 'INTEGRATION_TIMEOUT') return 'Execution failed due to a timeout error';
  const why = detail ?? message ?? `status ${status}`;
  // AWS's lines about bodies that are not valid (published logs of 2021) and about usage plans (2019) have no heading.
  if (why.startsWith('Execution failed') || why.startsWith('Request body does not match') || PLAN_CHECKS.has(fault))
    return why;
  return fault === 'API_CONFIGURATION_ERROR'
    ? `Execution failed due to configuration error: ${why}`
    : `Execution failed: ${why}`;
}
