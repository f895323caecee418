import type { ResolvedClientCertificate, ResolvedHttpProxy, ResolvedParameter } from '../definition/definition.ts';
import {
  type Context,
  configurationError,
  type EndpointResponse,
  type Fault,
  integrationTimeout,
  isFault,
  type MethodPlan,
  type MethodRequest,
  type MethodResponse,
  networkError,
  type RequestBody,
} from '../exchange/exchange.ts';
import { JsonPathBudgetError } from '../json-path/json-path.ts';
import { type BodyFlow, limitFlow } from '../lib/body-flow.ts';
import type { Caller } from '../lib/caller.ts';
import type { Clock } from '../lib/clock.ts';
import { isHeaderValue, lastHeader, type RawHeaders } from '../lib/headers.ts';
import { parseQuery } from '../lib/query.ts';
import { endpointHeaders, type MappedHeader } from './endpoint-headers.ts';
import { MAPPED_DROPS, responseHeaders } from './header-tables.ts';
import { InvalidJson, JsonBody } from './mapped/payload.ts';
import { compileSource } from './parameters.ts';
import { compileUriTemplate } from './uri-template.ts';
import { sendsStagePath } from './vpc-link.ts';

/** Sends a request to an HTTP endpoint. Handed in: what is behind it is the wire's business. */
export type SendHttp = (request: HttpEndpointRequest) => Promise<HttpEndpointAnswer>;

export interface HttpEndpointRequest {
  readonly origin: string;
  readonly method: string;
  readonly path: string;
  readonly headers: readonly string[];
  readonly body: Buffer | NodeJS.ReadableStream | undefined;
  /** Of a body that is a stream. */
  readonly length?: number | undefined;
  readonly timeoutMs: number;
  readonly insecureSkipVerification: boolean;
  readonly clientCertificate?: ResolvedClientCertificate | undefined;
  /** The answer is there with its head, and its body is streamed. */
  readonly streams?: boolean | undefined;
  /** Whose answer it is: when it goes away, so does the request. */
  readonly caller?: Caller | undefined;
}

export type HttpEndpointAnswer =
  | {
      readonly answer: 'response';
      readonly status: number;
      readonly headers: readonly string[];
      readonly body: Buffer;
      readonly stream?: BodyFlow | undefined;
    }
  | { readonly answer: 'timeout' }
  | { readonly answer: 'no address' | 'network error'; readonly detail: string };

/** A request whose body may still have to be read. */
interface Outgoing extends HttpEndpointRequest {
  body: HttpEndpointRequest['body'];
  readonly unread: RequestBody | undefined;
}

/** A body up to this many bytes is read before anything is sent: it goes out in one piece with its head. */
const MAX_READ_FIRST = 65_536;

/**
 * HTTP_PROXY: the client's request with the mapped parameters laid over it. Headers overwrite; query values of the URI
 * come first, then the mapped and the client's (recorded on AWS, aws-behaviour.md §1.8).
 */
// deviation: What is streamed beyond 10 MB is not slowed down to 2 MB/s.
export function compileHttpProxy(proxy: ResolvedHttpProxy, send: SendHttp, streaming: Streaming): MethodPlan<Outgoing> {
  const uri = splitUri(proxy.uri);
  const host = uri.origin.slice(uri.origin.indexOf('//') + 2);
  const to = (place: ResolvedParameter['to']): ResolvedParameter[] => proxy.parameters.filter((p) => p.to === place);
  const staged = sendsStagePath(proxy.vpcLink);
  const renderPath = staged
    ? (_rq: MethodRequest, cx: Context) => cx.path
    : compileUriTemplate(uri.path, to('path'), 'path');
  const renderQuery = compileQuery(staged ? '' : uri.query, to('path'), to('querystring'));
  const mapHeaders = compileMappedHeaders(to('header'));
  const { httpMethod, timeoutMs, insecureSkipVerification } = proxy;

  const read = compileReading(uri.origin, timeoutMs);

  async function readBodyAndSend(rq: Outgoing, unread: RequestBody): Promise<EndpointResponse | Fault> {
    const body = await unread.bytes();
    if (isFault(body)) return body;
    rq.body = body;
    return read(await send(rq));
  }

  const streams = proxy.transferMode === 'STREAM';

  async function sendAndStream(rq: Outgoing): Promise<EndpointResponse | Fault> {
    const started = streaming.clock.now();
    return limited(read(await send(rq)), streaming, timeoutMs - (streaming.clock.now() - started));
  }

  const mapsBody = proxy.parameters.some(({ from }) => from.source === 'body');
  // "Request streaming isn't supported": the body is there before anything of the answer is.
  const readsBody = mapsBody || streams;

  function outgoing(rq: MethodRequest, body: Buffer, cx: Context, json: JsonBody | undefined): Outgoing | Fault {
    const mapped = mapHeaders(rq, cx, json);
    if (isFault(mapped)) return mapped;
    const query = renderQuery(rq, cx, json);
    const path = renderPath(rq, cx, json);
    const { length = 0 } = rq.body;
    const isUnread = !readsBody && length > 0;
    return {
      origin: uri.origin,
      method: httpMethod === 'ANY' ? rq.httpMethod : httpMethod,
      path: query === '' ? path : `${path}?${query}`,
      headers: endpointHeaders(rq, cx, host, mapped),
      body: isUnread && length > MAX_READ_FIRST ? rq.body.stream() : body.length > 0 ? body : undefined,
      length: isUnread && length > MAX_READ_FIRST ? length : undefined,
      timeoutMs,
      insecureSkipVerification,
      caller: rq.caller,
      unread: isUnread && length <= MAX_READ_FIRST ? rq.body : undefined,
      streams: streams || undefined,
    };
  }

  return {
    admit: undefined,
    reads: { body: readsBody },
    toEndpoint(rq, body, cx) {
      if (!mapsBody) return outgoing(rq, body, cx, undefined);
      try {
        return outgoing(rq, body, cx, new JsonBody(body));
      } catch (error) {
        if (error instanceof InvalidJson) return error.fault;
        if (error instanceof JsonPathBudgetError) return configurationError(error.message);
        throw error;
      }
    },
    integrate: streams
      ? sendAndStream
      : (rq) => (rq.unread === undefined ? send(rq).then(read) : readBodyAndSend(rq, rq.unread)),
    toClient: streams
      ? streamedResponse
      : (rs) => ({ status: rs.status, headers: responseHeaders(rs.headers), body: rs.body }),
    shown: {
      request: (rq) => ({ uri: rq.origin + rq.path, headers: rq.headers }),
      responseHeaders: (rs) => rs.headers,
    },
  };
}

/** What an endpoint answered, or AWS's fault when it did not. */
export function compileReading(
  origin: string,
  timeoutMs: number,
): (answered: HttpEndpointAnswer) => Extract<HttpEndpointAnswer, { answer: 'response' }> | Fault {
  return (answered) => {
    if (answered.answer === 'response') return answered;
    if (answered.answer === 'timeout') return integrationTimeout(timeoutMs);
    const detail = `${origin}: ${answered.detail}`;
    // Recorded on AWS: an address that does not resolve is a configuration error, a broken connection is not.
    return answered.answer === 'no address'
      ? configurationError(`Invalid endpoint address. ${detail}`)
      : networkError(detail);
  };
}

/** What limits an answer that is streamed. */
export interface Streaming {
  readonly clock: Clock;
  readonly idleMs: number;
}

function limited<R extends EndpointResponse>(rs: R | Fault, { clock, idleMs }: Streaming, totalMs: number): R | Fault {
  if (!isFault(rs) && rs.stream !== undefined) limitFlow(rs.stream, clock, { idleMs, totalMs });
  return rs;
}

/** A length that was said is the client's to hear; otherwise the body goes out in chunks (aws-behaviour.md §1.8). */
function streamedResponse({ status, headers, body, stream }: EndpointResponse): MethodResponse {
  const length = lastHeader(headers, 'content-length');
  if (stream !== undefined && length !== undefined) stream.length = Number(length);
  return { status, headers: responseHeaders(withoutLength(headers)), body, stream };
}

export function withoutLength(headers: RawHeaders): RawHeaders {
  const isLength = (i: number): boolean => (headers[i - (i % 2)] as string).toLowerCase() === 'content-length';
  return headers.filter((_, i) => !isLength(i));
}

/** The values of the URI first, then the mapped, then the client's own (recorded on AWS, aws-behaviour.md §1.8). */
// deviation: A mapped query parameter takes the place of the client's own of the same name; on AWS only their order
// behind the values of the URI is recorded.
function compileQuery(
  text: string,
  inPath: readonly ResolvedParameter[],
  inQuery: readonly ResolvedParameter[],
): (rq: MethodRequest, cx: Context, json: JsonBody | undefined) => string {
  const renderOwn = compileUriTemplate(text, inPath, 'query');
  const mappings = inQuery.map(({ name, from }) => ({
    name,
    key: encodeURIComponent(name),
    read: compileSource(from),
  }));
  if (text === '' && mappings.length === 0) return (rq) => rq.query;
  return (rq, cx, json) => {
    const parts = [renderOwn(rq, cx, json)];
    const mapped = new Set<string>();
    for (const { name, key, read } of mappings) {
      for (const value of read(rq, cx, json)) {
        mapped.add(name);
        parts.push(`${key}=${encodeURIComponent(value.toWellFormed())}`);
      }
    }
    for (const pair of rq.query.split('&')) {
      if (mapped.size === 0 || !mapped.has(parseQuery(pair)[0]?.[0] ?? '')) parts.push(pair);
    }
    return parts.filter((part) => part !== '').join('&');
  };
}

const none: readonly MappedHeader[] = [];

function compileMappedHeaders(
  parameters: readonly ResolvedParameter[],
): (rq: MethodRequest, cx: Context, json: JsonBody | undefined) => readonly MappedHeader[] | Fault {
  const mappings = parameters
    .filter(({ name }) => !MAPPED_DROPS.has(name.toLowerCase()))
    .map(({ name, from }) => ({ name, read: compileSource(from) }));
  if (mappings.length === 0) return () => none;
  return (rq, cx, json) => {
    const mapped: MappedHeader[] = [];
    for (const { name, read } of mappings) {
      const value = read(rq, cx, json).join(',');
      if (value === '') continue;
      // A decoded query value may hold CR and LF; it must not become a header of its own.
      if (!isHeaderValue(value)) {
        return configurationError(`The value mapped to the header ${name} cannot stand in a header`);
      }
      mapped.push([name, value]);
    }
    return mapped;
  };
}

export function splitUri(uri: string): { origin: string; path: string; query: string } {
  const [, origin = '', path = '', query = ''] = /^(https?:\/\/[^/?#]+)([^?#]*)\??([^#]*)/i.exec(uri) ?? [];
  return { origin, path: path === '' ? '/' : path, query };
}
