import type { ResolvedHttpProxy, ResolvedParameter } from '../definition/definition.ts';
import {
  type Context,
  configurationError,
  type Fault,
  integrationTimeout,
  isFault,
  type MethodPlan,
  type MethodRequest,
  networkError,
} from '../exchange/exchange.ts';
import { isHeaderValue } from '../lib/headers.ts';
import { parseQuery } from '../lib/query.ts';
import { forwardedHeaders } from './forwarded.ts';
import { HTTP_PROXY_REQUEST_DROPS, MAPPED_DROPS, responseHeaders } from './header-tables.ts';
import { compileSource } from './parameters.ts';
import { compileUriTemplate } from './uri-template.ts';

/** Sends a request to an HTTP endpoint. Handed in: what is behind it is the wire's business. */
export type SendHttp = (request: HttpEndpointRequest) => Promise<HttpEndpointAnswer>;

export interface HttpEndpointRequest {
  readonly origin: string;
  readonly method: string;
  readonly path: string;
  readonly headers: readonly string[];
  readonly body: Buffer | NodeJS.ReadableStream | undefined;
  readonly length?: number;
  readonly timeoutMs: number;
  readonly insecureSkipVerification: boolean;
}

export type HttpEndpointAnswer =
  | { readonly answer: 'response'; readonly status: number; readonly headers: readonly string[]; readonly body: Buffer }
  | { readonly answer: 'timeout' }
  | { readonly answer: 'no address' | 'network error'; readonly detail: string };

/**
 * HTTP_PROXY: the client's request with the mapped parameters laid over it. Headers overwrite; query values of the URI
 * come first, then the mapped and the client's (recorded on AWS, aws-behaviour.md §1.8).
 */
export function compileHttpProxy(proxy: ResolvedHttpProxy, send: SendHttp): MethodPlan<HttpEndpointRequest> {
  const uri = splitUri(proxy.uri);
  const host = uri.origin.slice(uri.origin.indexOf('//') + 2);
  const to = (place: ResolvedParameter['to']): ResolvedParameter[] => proxy.parameters.filter((p) => p.to === place);
  const renderPath = compileUriTemplate(uri.path, to('path'), 'path');
  const renderQuery = compileQuery(uri.query, to('path'), to('querystring'));
  const mapHeaders = compileMappedHeaders(to('header'));

  return {
    admit: undefined,
    reads: { body: false },
    toEndpoint(rq, body, cx) {
      const mapped = mapHeaders(rq, cx);
      if (isFault(mapped)) return mapped;
      const query = renderQuery(rq, cx);
      const streamed = rq.body.length !== undefined && rq.body.length > 0;
      return {
        origin: uri.origin,
        method: proxy.httpMethod === 'ANY' ? rq.httpMethod : proxy.httpMethod,
        path: `${renderPath(rq, cx)}${query === '' ? '' : `?${query}`}`,
        headers: endpointHeaders(rq, cx, host, mapped),
        body: streamed ? rq.body.stream() : body.length > 0 ? body : undefined,
        ...(streamed ? { length: rq.body.length } : {}),
        timeoutMs: proxy.timeoutMs,
        insecureSkipVerification: proxy.insecureSkipVerification,
      };
    },
    async integrate(rq) {
      const answered = await send(rq);
      if (answered.answer === 'response') return answered;
      if (answered.answer === 'timeout') return integrationTimeout(rq.timeoutMs);
      const detail = `${rq.origin}: ${answered.detail}`;
      // Recorded on AWS: an address that does not resolve is a configuration error, a broken connection is not.
      return answered.answer === 'no address'
        ? configurationError(`Invalid endpoint address. ${detail}`)
        : networkError(detail);
    },
    toClient: (rs) => ({ status: rs.status, headers: responseHeaders(rs.headers), body: rs.body }),
  };
}

/** The values of the URI first, then the mapped, then the client's own (recorded on AWS, aws-behaviour.md §1.8). */
// deviation: A mapped query parameter takes the place of the client's own of the same name; on AWS only their order
// behind the values of the URI is recorded.
function compileQuery(
  text: string,
  inPath: readonly ResolvedParameter[],
  inQuery: readonly ResolvedParameter[],
): (rq: MethodRequest, cx: Context) => string {
  const renderOwn = compileUriTemplate(text, inPath, 'query');
  const mappings = inQuery.map(({ name, from }) => ({
    name,
    key: encodeURIComponent(name),
    read: compileSource(from),
  }));
  if (text === '' && mappings.length === 0) return (rq) => rq.query;
  return (rq, cx) => {
    const parts = [renderOwn(rq, cx)];
    const mapped = new Set<string>();
    for (const { name, key, read } of mappings) {
      for (const value of read(rq, cx)) {
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

type MappedHeader = readonly [name: string, value: string];

function compileMappedHeaders(
  parameters: readonly ResolvedParameter[],
): (rq: MethodRequest, cx: Context) => readonly MappedHeader[] | Fault {
  const mappings = parameters
    .filter(({ name }) => !MAPPED_DROPS.has(name.toLowerCase()))
    .map(({ name, from }) => ({ name, read: compileSource(from) }));
  return (rq, cx) => {
    const mapped: MappedHeader[] = [];
    for (const { name, read } of mappings) {
      const value = read(rq, cx).join(',');
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

/** What the client sent and may pass, what the gateway adds, and over both what is mapped. */
function endpointHeaders(rq: MethodRequest, cx: Context, host: string, mapped: readonly MappedHeader[]): string[] {
  const overwritten = new Set(mapped.map(([name]) => name.toLowerCase()));
  const out: string[] = [];
  let userAgent = overwritten.has('user-agent');
  for (let i = 0; i < rq.headers.length; i += 2) {
    const name = rq.headers[i] as string;
    const lower = name.toLowerCase();
    // To many servers behind us `_` and `-` are the same: what is ours under one name must not be the client's under the other.
    // deviation: A client's header that differs from one of the gateway's own only by _ in place of - is not passed to an HTTP endpoint; AWS is not known to drop it.
    const dashed = lower.includes('_') ? lower.replaceAll('_', '-') : lower;
    if (
      HTTP_PROXY_REQUEST_DROPS.has(dashed) ||
      FORWARDED.has(dashed) ||
      overwritten.has(lower) ||
      overwritten.has(dashed)
    )
      continue;
    if (lower === 'user-agent') userAgent = true;
    out.push(name, rq.headers[i + 1] as string);
  }
  const added = ['Host', host, ...forwardedHeaders(rq, cx), 'X-Amzn-Apigateway-Api-Id', cx.stage.apiId];
  if (!userAgent) added.push('User-Agent', `AmazonAPIGateway_${cx.stage.apiId}`);
  for (let i = 0; i < added.length; i += 2) {
    const name = added[i] as string;
    if (!overwritten.has(name.toLowerCase())) out.push(name, added[i + 1] as string);
  }
  for (const [name, value] of mapped) out.push(name, value);
  return out;
}

/** Set anew by `forwardedHeaders` and below it. */
const FORWARDED = new Set([
  'x-amzn-trace-id',
  'x-amzn-apigateway-api-id',
  'x-forwarded-for',
  'x-forwarded-port',
  'x-forwarded-proto',
]);

function splitUri(uri: string): { origin: string; path: string; query: string } {
  const [, origin = '', path = '', query = ''] = /^(https?:\/\/[^/?#]+)([^?#]*)\??([^#]*)/i.exec(uri) ?? [];
  return { origin, path: path === '' ? '/' : path, query };
}
