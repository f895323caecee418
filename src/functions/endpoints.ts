import type { InvokeOutcome, InvokeRequest } from '../definition/definition.ts';
import { globMatches } from '../lib/glob.ts';
import { lastHeader, type RawHeaders } from '../lib/headers.ts';
import { isObject } from '../lib/json.ts';
import type { Client } from '../wire/wire.ts';

/** One line of the operator's map. */
export interface FunctionEndpoint {
  /** A function's ARN or name, as APIs refer to it; `*` stands for any characters, `?` for one. The first line that fits counts. */
  readonly pattern: string;
  /**
   * What speaks the Lambda Invoke API: `http://127.0.0.1:3001` for `sam local start-lambda`, `:3002` for serverless-offline.
   * A path that ends in `/invocations` is taken whole, as the Runtime Interface Emulator of a container image wants it:
   * `http://app:8080/2015-03-31/functions/function/invocations`.
   */
  readonly endpoint: string;
  /** From the call to the last byte of the answer: 900 000, Lambda's longest timeout. */
  readonly timeoutMs?: number;
}

export interface Endpoints {
  /** Where the function runs instead of here. */
  find(request: InvokeRequest): Endpoint | undefined;
  invoke(endpoint: Endpoint, request: InvokeRequest, requestId: string): Promise<InvokeOutcome>;
}

export interface Endpoint {
  readonly url: string;
  readonly origin: string;
  /** Path before the API's own, or the whole path when `whole`. */
  readonly path: string;
  readonly whole: boolean;
  readonly timeoutMs: number;
}

const LONGEST_TIMEOUT = 900_000;

/** @throws Error naming the line that is no usable URL. */
export function openEndpoints(lines: readonly FunctionEndpoint[], client: Pick<Client, 'send'>): Endpoints {
  const exact = new Map<string, Endpoint>();
  const globs: { readonly pattern: string; readonly endpoint: Endpoint }[] = [];
  for (const line of lines) {
    const { pattern } = line;
    const endpoint = endpointOf(line);
    if (/[*?]/.test(pattern)) globs.push({ pattern, endpoint });
    else if (!exact.has(pattern)) exact.set(pattern, endpoint);
  }
  return {
    find({ arn, name }) {
      if (lines.length === 0) return undefined;
      const found = exact.get(arn) ?? exact.get(name);
      if (found !== undefined || globs.length === 0) return found;
      return globs.find(({ pattern }) => globMatches(pattern, arn) || globMatches(pattern, name))?.endpoint;
    },
    invoke: (endpoint, request, requestId) => invoke(endpoint, request, requestId, client),
  };
}

function endpointOf({ pattern, endpoint: url, timeoutMs = LONGEST_TIMEOUT }: FunctionEndpoint): Endpoint {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  const usable =
    parsed !== undefined &&
    (parsed.protocol === 'http:' || parsed.protocol === 'https:') &&
    `${parsed.username}${parsed.password}${parsed.search}${parsed.hash}` === '';
  if (!usable) {
    throw new Error(
      `The endpoint of the functions ${pattern} must be an http or https URL without credentials and query, not ${url}`,
    );
  }
  const path = parsed.pathname.replace(/\/+$/, '');
  return { url, origin: parsed.origin, path, whole: path.endsWith('/invocations'), timeoutMs };
}

/**
 * deviation: A function that runs at an operator's endpoint has no resource policy here: whoever may call the API's route reaches it, unless the integration names a role.
 * deviation: A function that runs at an operator's endpoint is called with Invoke, so that what it streams comes in one piece, of at most 10 MB.
 * deviation: Requests to an endpoint are not signed, so AWS's own Lambda cannot be one, only what does not verify signatures.
 */
async function invoke(
  endpoint: Endpoint,
  request: InvokeRequest,
  requestId: string,
  client: Pick<Client, 'send'>,
): Promise<InvokeOutcome> {
  const { name, qualifier, payload } = request;
  const query = qualifier === '' ? '' : `?Qualifier=${encodeURIComponent(qualifier)}`;
  const path = endpoint.whole
    ? endpoint.path
    : `${endpoint.path}/2015-03-31/functions/${encodeURIComponent(name)}/invocations${query}`;
  const answer = await client.send({
    origin: endpoint.origin,
    method: 'POST',
    path,
    headers: requestHeaders(request),
    body: typeof payload === 'string' ? payload : Buffer.from(payload.buffer, payload.byteOffset, payload.byteLength),
    timeoutMs: endpoint.timeoutMs,
  });
  const where = `The endpoint ${endpoint.url} of function ${name}`;
  switch (answer.answer) {
    case 'response':
      return readAnswer(answer, request, requestId, where);
    case 'timeout':
      return unavailable(`${where} did not answer within ${endpoint.timeoutMs} ms.`);
    case 'no address':
    case 'network error':
      return unavailable(`${where} cannot be reached: ${answer.detail}`);
  }
}

function requestHeaders({ type, clientContext, traceId, tail }: InvokeRequest): string[] {
  const headers = ['Content-Type', 'application/json', 'X-Amz-Invocation-Type', type];
  if (tail === true) headers.push('X-Amz-Log-Type', 'Tail');
  if (clientContext !== undefined) headers.push('X-Amz-Client-Context', clientContext);
  if (traceId !== undefined) headers.push('X-Amzn-Trace-Id', traceId);
  return headers;
}

function readAnswer(
  { status, headers, body }: { readonly status: number; readonly headers: RawHeaders; readonly body: Buffer },
  { type }: InvokeRequest,
  ownRequestId: string,
  where: string,
): InvokeOutcome {
  if (status < 200 || status > 299) return refusalOf(status, headers, body, where);
  const requestId = lastHeader(headers, 'x-amzn-requestid') ?? ownRequestId;
  if (type === 'Event') return { outcome: 'accepted', requestId };
  const functionError = lastHeader(headers, 'x-amz-function-error');
  const log = lastHeader(headers, 'x-amz-log-result');
  const result = {
    payload: body,
    version: lastHeader(headers, 'x-amz-executed-version') ?? '$LATEST',
    requestId,
    ...(log !== undefined && { logTail: Buffer.from(log, 'base64').toString() }),
  };
  if (functionError === undefined) return { outcome: 'returned', ...result };
  return { outcome: 'failed', functionError: functionError === 'Handled' ? 'Handled' : 'Unhandled', ...result };
}

/** An error of the Lambda API names itself in a header; anything else is not an answer of that API. */
function refusalOf(status: number, headers: RawHeaders, body: Buffer, where: string): InvokeOutcome {
  const [error] = lastHeader(headers, 'x-amzn-errortype')?.split(':') ?? [];
  const text = body.subarray(0, 512).toString();
  if (error === undefined || error === '') return unavailable(`${where} answered with status ${status}: ${text}`);
  return { outcome: 'refused', error, message: messageOf(body) ?? `${where} answered with status ${status}.` };
}

function messageOf(body: Buffer): string | undefined {
  try {
    const parsed: unknown = JSON.parse(body.toString());
    if (!isObject(parsed)) return undefined;
    const message = parsed['Message'] ?? parsed['message'];
    return typeof message === 'string' ? message : undefined;
  } catch {
    return undefined; // not JSON: the status says it all
  }
}

function unavailable(message: string): InvokeOutcome {
  return { outcome: 'refused', error: 'ServiceException', message };
}
