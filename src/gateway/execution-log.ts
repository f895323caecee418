import { type EndpointResponse, type Fault, isFault, type MethodPlan } from '../exchange/exchange.ts';
import type { Clock } from '../lib/clock.ts';
import type { RawHeaders } from '../lib/headers.ts';
import type { Observe } from '../plan/plan.ts';

/** AWS cuts each message there and says so: seen in an AWS CLI user's published log of 2024, for headers and bodies alike. */
const MAX_MESSAGE = 1024;

/** The log of one execution, line by line in AWS's words (recorded on AWS, aws-behaviour.md §2.12). */
export interface ExecutionLog {
  line(message: string): void;
  /** All lines, each ended. */
  text(): string;
}

export function openExecutionLog(requestId: string, clock: Clock): ExecutionLog {
  let text = `Execution log for request ${requestId}\n`;
  return {
    line(message) {
      const shown = message.length > MAX_MESSAGE ? `${message.slice(0, MAX_MESSAGE)} [TRUNCATED]` : message;
      text += `${javaDate(clock.now())} : ${shown}\n`;
    },
    text: () => text,
  };
}

/** `Thu Jan 01 00:00:00 UTC 1970`, as `java.util.Date` prints it. */
function javaDate(ms: number): string {
  const [day, date, month, year, time] = new Date(ms).toUTCString().replace(',', '').split(' ');
  return `${day} ${month} ${date} ${time} UTC ${year}`;
}

/** `{name=value, name=value}`, as Java prints a map; the values of a name that comes again stand together. */
export function shownMap(pairs: RawHeaders): string {
  const values = new Map<string, string>();
  for (let i = 0; i < pairs.length; i += 2) {
    const [name, value] = [pairs[i] as string, pairs[i + 1] as string];
    const before = values.get(name);
    values.set(name, before === undefined ? value : `${before},${value}`);
  }
  return `{${[...values].map(([name, value]) => `${name}=${value}`).join(', ')}}`;
}

/** Writes what passes between a method and its endpoint into the log. A MOCK has none, and nothing is written of it. */
export function observeInto(log: ExecutionLog, clock: Clock, clientBody: string): Observe {
  return <Q extends object, R extends EndpointResponse>(plan: MethodPlan<Q, R>): MethodPlan<Q, R> => {
    const { shown } = plan;
    if (shown === undefined) return plan;
    return {
      ...plan,
      toEndpoint(rq, body, cx) {
        const request = plan.toEndpoint(rq, body, cx);
        if (isFault(request)) return request;
        const { uri, headers, body: sent = clientBody } = shown.request(request, cx);
        log.line(`Endpoint request URI: ${uri}`);
        log.line(`Endpoint request headers: ${shownMap(headers)}`);
        log.line(`Endpoint request body after transformations: ${sent}`);
        log.line(`Sending request to ${uri}`);
        return request;
      },
      async integrate(rq, cx) {
        const start = clock.now();
        const response = await plan.integrate(rq, cx);
        if (isFault(response)) return response;
        const latency = Math.round(clock.now() - start);
        log.line(`Received response. Status: ${response.status}, Integration latency: ${latency} ms`);
        log.line(`Endpoint response headers: ${shownMap(shown.responseHeaders(response, cx))}`);
        log.line(`Endpoint response body before transformations: ${response.body.toString()}`);
        return response;
      },
    };
  };
}

/** Why an execution failed, in AWS's words. */
// deviation: Of an execution that fails, the log has AWS's recorded sentence only for configuration errors, malformed proxy responses and timeouts; other sentences are ours.
export function failure({ fault, detail, message, status }: Fault): string {
  if (fault === 'INTEGRATION_TIMEOUT') return 'Execution failed due to a timeout error';
  const why = detail ?? message ?? `status ${status}`;
  // AWS's line about a body that is not valid has no heading (published logs of 2021).
  if (why.startsWith('Execution failed') || why.startsWith('Request body does not match')) return why;
  return fault === 'API_CONFIGURATION_ERROR'
    ? `Execution failed due to configuration error: ${why}`
    : `Execution failed: ${why}`;
}
