import type { ResolvedAws } from '../../definition/definition.ts';
import { type Context, type EndpointResponse, type Fault, isFault, type MethodPlan } from '../../exchange/exchange.ts';
import type { Clock } from '../../lib/clock.ts';
import { hasHeader, lastHeader } from '../../lib/headers.ts';
import { compileBinary } from '../binary.ts';
import type { MappedHeader } from '../endpoint-headers.ts';
import { compileReading, type HttpEndpointRequest, type SendHttp } from '../http-proxy.ts';
import { compileRequestMapping, type MappedRequest } from '../mapped/request-mapping.ts';
import { compileResponseMapping } from '../mapped/response-mapping.ts';
import { withTraceId } from '../mapped/trace-id.ts';
import { type AwsAccess, compileAwsCall } from './aws-call.ts';
import type { AwsCredentials } from './sign.ts';

interface AwsResponse extends EndpointResponse {
  readonly mapped: MappedRequest;
}

interface AwsSent {
  readonly sent: HttpEndpointRequest;
  readonly mapped: MappedRequest;
}

export interface AwsCapabilities {
  readonly sendHttp: SendHttp;
  readonly access: AwsAccess;
  readonly clock: Clock;
  /** What the caller of a method signed with. */
  readonly credentialsOf: (cx: Context) => AwsCredentials | Fault;
}

/** AWS: the service gets what is mapped, signed, and the client what an integration response makes of its answer. */
export function compileAws(
  aws: ResolvedAws,
  binaryMediaTypes: readonly string[],
  { sendHttp, access, clock, credentialsOf }: AwsCapabilities,
): MethodPlan<AwsSent, AwsResponse> {
  const binary = compileBinary(binaryMediaTypes);
  const request = compileRequestMapping(aws.mapping, binary);
  const respond = compileResponseMapping(aws.mapping, binary);
  const call = compileAwsCall(aws.call, access, clock);

  return {
    admit: undefined,
    reads: { body: request.readsBody },
    toEndpoint(rq, body, cx) {
      if (isFault(call)) return call;
      const credentials = aws.call.asCaller ? credentialsOf(cx) : undefined;
      if (credentials !== undefined && isFault(credentials)) return credentials;
      const mapped = request.map(rq, body, cx);
      if (isFault(mapped)) return mapped;
      const headers = withOwn(mapped, cx);
      return { sent: call({ ...mapped, headers, httpMethod: rq.httpMethod, caller: rq.caller, credentials }), mapped };
    },
    async integrate({ sent, mapped }) {
      const response = compileReading(sent.origin, sent.timeoutMs)(await sendHttp(sent));
      return isFault(response) ? response : { ...response, mapped };
    },
    toClient: (rs, cx) => withTraceId(respond(rs, String(rs.status), rs.mapped, cx), cx),
    shown: {
      request: ({ sent }) => ({
        uri: sent.origin + sent.path,
        headers: shownHeaders(sent.headers),
        body: sent.body?.toString() ?? '',
      }),
      responseHeaders: (rs) => rs.headers,
    },
  };
}

/** What API Gateway sends by itself (aws-behaviour.md §1.8), where nothing of that name is mapped. */
function withOwn({ rq, headers }: MappedRequest, cx: Context): MappedHeader[] {
  const { apiId } = cx.stage;
  const contentType = lastHeader(rq.headers, 'content-type');
  const own: readonly MappedHeader[] = [
    ['Accept', 'application/json'],
    ['User-Agent', `AmazonAPIGateway_${apiId}`],
    ['Content-Type', contentType ?? 'application/json'],
    ['X-Amzn-Trace-Id', cx.traceHeader],
    ['X-Amzn-Apigateway-Api-Id', apiId],
  ];
  const mapped = headers.flat();
  return [...own.filter(([name]) => !hasHeader(mapped, name.toLowerCase())), ...headers];
}

/** Logs name neither the signature nor the token. */
function shownHeaders(headers: readonly string[]): string[] {
  return headers.map((text, i) =>
    i % 2 === 1 && SECRET.has((headers[i - 1] as string).toLowerCase()) ? HIDDEN : text,
  );
}

const SECRET = new Set(['authorization', 'x-amz-security-token']);
const HIDDEN = '*****';
