import type { ParameterSource, ResolvedHttpProxy, ResolvedParameter } from '../definition/definition.ts';
import {
  type Context,
  configurationError,
  integrationTimeout,
  type MethodPlan,
  type MethodRequest,
  networkError,
} from '../exchange/exchange.ts';
import { isHeaderValue, lastHeader } from '../lib/headers.ts';
import { parseQuery } from '../lib/query.ts';
import { forwardedHeaders } from './forwarded.ts';
import { HTTP_PROXY_REQUEST_DROPS, responseHeaders } from './header-tables.ts';

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
  const { origin, path: pathTemplate, query: queryTemplate } = splitUri(proxy.uri);
  const parameters = proxy.parameters.map((parameter) => ({ ...parameter, read: compileSource(parameter.from) }));
  const to = (place: ResolvedParameter['to']) => parameters.filter((parameter) => parameter.to === place);
  const [inPath, inQuery, inHeader] = [to('path'), to('querystring'), to('header')];
  const overwritten = new Set(inHeader.map(({ name }) => name.toLowerCase()));

  return {
    admit: undefined,
    reads: { body: false },
    toEndpoint(rq, body, cx) {
      const filled = (template: string): string =>
        inPath.reduce((text, { name, read }) => {
          const [value] = read(rq, cx);
          return value === undefined ? text : text.replaceAll(`{${name}}`, pathSafe(value));
        }, template);

      const query = [filled(queryTemplate)];
      const mapped = new Set<string>();
      for (const { name, read } of inQuery) {
        const values = read(rq, cx);
        if (values.length > 0) mapped.add(name);
        for (const value of values) query.push(`${encodeURIComponent(name)}=${encodeURIComponent(value)}`);
      }
      for (const pair of rq.query.split('&')) {
        if (mapped.size === 0 || !mapped.has(parseQuery(pair)[0]?.[0] ?? '')) query.push(pair);
      }
      const search = query.filter((part) => part !== '').join('&');

      const headers = passedHeaders(rq, overwritten);
      headers.push('Host', origin.slice(origin.indexOf('//') + 2), ...forwardedHeaders(rq, cx));
      headers.push('X-Amzn-Apigateway-Api-Id', cx.stage.apiId);
      if (lastHeader(headers, 'user-agent') === undefined && !overwritten.has('user-agent')) {
        headers.push('User-Agent', `AmazonAPIGateway_${cx.stage.apiId}`);
      }
      for (const { name, read } of inHeader) {
        const values = read(rq, cx);
        if (values.length === 0) continue;
        const value = values.join(',');
        // A decoded query value may hold CR and LF; it must not become a header of its own.
        if (!isHeaderValue(value))
          return configurationError(`The value mapped to the header ${name} cannot stand in a header`);
        headers.push(name, value);
      }
      const streamed = rq.body.length !== undefined && rq.body.length > 0;
      return {
        origin,
        method: proxy.httpMethod === 'ANY' ? rq.httpMethod : proxy.httpMethod,
        path: `${filled(pathTemplate)}${search === '' ? '' : `?${search}`}`,
        headers,
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

/** What a source yields of one request: no value when it is absent or empty, for then the mapping is skipped. */
type Read = (rq: MethodRequest, cx: Context) => readonly string[];

const SOURCES: {
  readonly [S in ParameterSource['source']]: (from: Extract<ParameterSource, { source: S }>) => Read;
} = {
  static:
    ({ value }) =>
    () => [value],
  path:
    ({ name }) =>
    (rq) =>
      present(rq.pathParameters?.[name]),
  // Single-valued sources take the last value (recorded on AWS, aws-behaviour.md §1.9).
  querystring:
    ({ name }) =>
    (rq) =>
      present(queryValues(rq, name).at(-1)),
  multivaluequerystring:
    ({ name }) =>
    (rq) =>
      queryValues(rq, name),
  header:
    ({ name }) =>
    (rq) =>
      present(headerValues(rq, name).at(-1)),
  multivalueheader:
    ({ name }) =>
    (rq) =>
      headerValues(rq, name),
  context:
    ({ name }) =>
    (_, cx) =>
      present(contextValue(cx, name)),
};

function compileSource(from: ParameterSource): Read {
  return (SOURCES[from.source] as (from: ParameterSource) => Read)(from);
}

function present(value: string | undefined): readonly string[] {
  return value === undefined || value === '' ? [] : [value];
}

function queryValues(rq: MethodRequest, name: string): string[] {
  return parseQuery(rq.query)
    .filter(([key]) => key === name)
    .map(([, value]) => value);
}

/** Mapping expressions look headers up in their exact spelling (recorded on AWS). */
function headerValues(rq: MethodRequest, name: string): string[] {
  const values: string[] = [];
  for (let i = 0; i < rq.headers.length; i += 2) if (rq.headers[i] === name) values.push(rq.headers[i + 1] as string);
  return values;
}

function contextValue(cx: Context, name: string): string | undefined {
  const all: { readonly [name: string]: string | number | null } = {
    ...cx.stage,
    variables: null,
    ...cx,
    stage: cx.stage.stage,
    'identity.sourceIp': cx.sourceIp,
    'identity.userAgent': cx.userAgent,
  };
  const value = all[name];
  return value === null || value === undefined ? undefined : String(value);
}

function passedHeaders(rq: MethodRequest, overwritten: ReadonlySet<string>): string[] {
  const out: string[] = [];
  for (let i = 0; i < rq.headers.length; i += 2) {
    const name = rq.headers[i] as string;
    const lower = name.toLowerCase();
    if (HTTP_PROXY_REQUEST_DROPS.has(lower) || FORWARDED.has(lower) || overwritten.has(lower)) continue;
    out.push(name, rq.headers[i + 1] as string);
  }
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

/** A decoded value must not end the path, nor the request line. */
function pathSafe(value: string): string {
  return value.replace(/[^\x21-\x7e]|[?#]/gu, (character) => encodeURIComponent(character));
}

function splitUri(uri: string): { origin: string; path: string; query: string } {
  const [, origin = '', path = '', query = ''] = /^(https?:\/\/[^/?#]+)([^?#]*)\??([^#]*)/i.exec(uri) ?? [];
  return { origin, path: path === '' ? '/' : path, query };
}
