import type { ResolvedHttp } from '../definition/definition.ts';
import {
  type Context,
  configurationError,
  type EndpointResponse,
  isFault,
  type MethodPlan,
} from '../exchange/exchange.ts';
import { hasHeader, lastHeader } from '../lib/headers.ts';
import { compileBinary } from './binary.ts';
import { compileReading, type HttpEndpointRequest, type SendHttp, splitUri } from './http-proxy.ts';
import { compileFilling } from './mapped/fill-uri.ts';
import { compileRequestMapping, type MappedRequest } from './mapped/request-mapping.ts';
import { compileResponseMapping } from './mapped/response-mapping.ts';
import { withTraceId } from './mapped/trace-id.ts';
import { sendsStagePath } from './vpc-link.ts';

interface HttpRequest {
  readonly sent: HttpEndpointRequest;
  readonly mapped: MappedRequest;
}

interface HttpResponse extends EndpointResponse {
  readonly mapped: MappedRequest;
}

/** What may stand in a request line, without its query. */
const PATH = /^\/[!-"$->@-~]*$/;

/** These have no body, whatever a template makes. */
const BODILESS = new Set(['GET', 'HEAD', 'OPTIONS']);

/** HTTP: the endpoint gets what is mapped, and the client what an integration response makes of the answer. */
export function compileHttp(
  http: ResolvedHttp,
  binaryMediaTypes: readonly string[],
  send: SendHttp,
): MethodPlan<HttpRequest, HttpResponse> {
  const binary = compileBinary(binaryMediaTypes);
  const request = compileRequestMapping(http.mapping, binary);
  const respond = compileResponseMapping(http.mapping, binary);
  const uri = splitUri(http.uri);
  const staged = sendsStagePath(http.vpcLink);
  const fillPath = compileFilling(uri.path, 'path');
  const fillQuery = compileFilling(uri.query, 'query');
  const read = compileReading(uri.origin, http.timeoutMs);
  const host = uri.origin.slice(uri.origin.indexOf('//') + 2);
  const { timeoutMs, insecureSkipVerification } = http;

  return {
    admit: undefined,
    reads: { body: request.readsBody },
    toEndpoint(rq, body, cx) {
      const mapped = request.map(rq, body, cx);
      if (isFault(mapped)) return mapped;
      const method = http.httpMethod === 'ANY' ? rq.httpMethod : http.httpMethod;
      const own = staged ? '' : fillQuery(mapped.path);
      const pairs = mapped.query.map(([name, value]) => `${escaped(name)}=${escaped(value)}`);
      const query = [own, ...pairs].filter((part) => part !== '').join('&');
      const path = staged ? (mapped.overrides.request.wholePath ?? cx.path) : fillPath(mapped.path);
      if (staged && !PATH.test(path)) return configurationError(`$context.requestOverride.path is no path: ${path}`);
      const sent: HttpEndpointRequest = {
        origin: uri.origin,
        method,
        path: query === '' ? path : `${path}?${query}`,
        headers: headersOf(mapped, cx, host, BODILESS.has(method) || BODILESS.has(rq.httpMethod)),
        body:
          BODILESS.has(method) || mapped.body.length === 0
            ? undefined
            : typeof mapped.body === 'string'
              ? Buffer.from(mapped.body)
              : mapped.body,
        timeoutMs,
        insecureSkipVerification,
        caller: rq.caller,
      };
      return { sent, mapped };
    },
    async integrate({ sent, mapped }) {
      const response = read(await send(sent));
      return isFault(response) ? response : { ...response, mapped };
    },
    toClient: (rs, cx) => withTraceId(respond(rs, String(rs.status), rs.mapped, cx), cx),
    shown: {
      request: ({ sent }) => ({
        uri: sent.origin + sent.path,
        headers: sent.headers,
        body: sent.body?.toString() ?? '',
      }),
      responseHeaders: (rs) => rs.headers,
    },
  };
}

function escaped(text: string): string {
  return encodeURIComponent(text.toWellFormed());
}

/**
 * AWS's own headers (recorded: aws-behaviour.md §1.8, `HTTP`), and over them what is mapped. Of a client's GET the type is not
 * passed on, whatever the endpoint is asked with (recorded: test_apigateway_header_remapping_http[HTTP]).
 */
function headersOf({ rq, headers }: MappedRequest, cx: Context, host: string, untyped: boolean): string[] {
  const { apiId } = cx.stage;
  const mapped = headers.flat();
  const out = ['Host', host];
  const contentType = lastHeader(rq.headers, 'content-type');
  const own = [
    ['Accept', 'application/json'],
    ['User-Agent', `AmazonAPIGateway_${apiId}`],
    ...(untyped || contentType === undefined ? [] : [['Content-Type', contentType]]),
    ['X-Amzn-Trace-Id', cx.traceHeader],
    ['X-Amzn-Apigateway-Api-Id', apiId],
  ] as const;
  for (const [name = '', value = ''] of own) if (!hasHeader(mapped, name.toLowerCase())) out.push(name, value);
  for (let i = 0; i < mapped.length; i += 2) {
    const name = mapped[i] as string;
    if (name.toLowerCase() === 'host') out[1] = mapped[i + 1] as string;
    else out.push(name, mapped[i + 1] as string);
  }
  return out;
}
