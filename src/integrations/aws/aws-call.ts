import type { ResolvedAwsCall } from '../../definition/definition.ts';
import { configurationError, type Fault } from '../../exchange/exchange.ts';
import type { Caller } from '../../lib/caller.ts';
import type { Clock } from '../../lib/clock.ts';
import { hasHeader } from '../../lib/headers.ts';
import { uriEncode } from '../../lib/sigv4.ts';
import type { MappedHeader } from '../endpoint-headers.ts';
import type { HttpEndpointRequest } from '../http-proxy.ts';
import { compileFilling } from '../mapped/fill-uri.ts';
import { awsHost, findService, serviceName, signingScope } from './services.ts';
import { type AwsCredentials, compileSigner, SIGNATURE_HEADERS } from './sign.ts';

/** How this Gatehouse reaches AWS's services, or what stands in for them. */
export interface AwsAccess {
  /** Absent: real AWS is not called, and configured endpoints get a signature of nobody's. */
  readonly credentials: AwsCredentials | undefined;
  /** Origin by service: `sqs`, `data-ats.iot`; `*` for all others. */
  readonly endpoints: ReadonlyMap<string, string>;
}

export const NO_AWS_ACCESS: AwsAccess = { credentials: undefined, endpoints: new Map() };

/** A request as the mapping leaves it. */
export interface AwsRequest {
  /** The client's, for an integration that takes ANY. */
  readonly httpMethod: string;
  /** Values for `{name}` in the path and the query of the URI, percent-encoded as the client sent them. */
  readonly path: ReadonlyMap<string, string>;
  /** Decoded. */
  readonly query: readonly (readonly [name: string, value: string])[];
  readonly headers: readonly MappedHeader[];
  readonly body: Buffer | string;
  readonly caller?: Caller | undefined;
  /** Of the method's caller, where the call is signed with them. */
  readonly credentials?: AwsCredentials | undefined;
}

/** Fills the URI, names the action, signs. To be asked at the moment of sending: a signature is good for five minutes. */
export type AwsCall = (rq: AwsRequest) => HttpEndpointRequest;

/** Servers that stand in for AWS want a signature, whosever it is. */
const NOBODY: AwsCredentials = { accessKeyId: 'test', secretAccessKey: 'test', sessionToken: undefined };

/** Methods whose mapped body stays behind. */
const WITHOUT_BODY = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * The call of a service of AWS, as an integration's URI names it (developer guide, "Basic tasks of an API integration request").
 *
 * @returns the fault of every request where there is neither an endpoint for the service nor a credential for AWS: the same
 * 500 as AWS's when API Gateway may not assume the integration's role
 */
// deviation: An integration's calls of AWS services are signed with the credentials of Gatehouse's configuration, whatever role the integration names; those as the caller, with the caller's.
export function compileAwsCall(
  call: ResolvedAwsCall,
  { credentials, endpoints }: AwsAccess,
  clock: Clock,
): AwsCall | Fault {
  const name = serviceName(call);
  const endpoint = endpoints.get(name) ?? endpoints.get(call.service) ?? endpoints.get('*');
  if (endpoint === undefined && credentials === undefined) {
    return configurationError(
      `There is no endpoint for ${name} (--aws-endpoints), and no credentials for AWS (GATEHOUSE_AWS_CREDENTIALS)`,
    );
  }
  if (call.asCaller && endpoint === undefined) {
    return configurationError(
      `There is no endpoint for ${name} (--aws-endpoints), and AWS knows no caller of this API`,
    );
  }
  const origin = endpoint ?? `https://${awsHost(call)}`;
  const host = origin.slice(origin.indexOf('//') + 2);
  const path = endpoint === undefined ? call.path : pathAt(call);
  const scope = signingScope(call);
  const sign = compileSigner(credentials ?? NOBODY, scope);
  const own: string[] = ['Host', host];
  const { targetPrefix } = findService(call);
  const target = call.action === null || targetPrefix === undefined ? undefined : `${targetPrefix}.${call.action}`;
  const action: readonly (readonly [string, string])[] = call.action === null ? [] : [['Action', call.action]];
  const fillPath = compileFilling(escapeRest(path), 'path');
  const readQuery = compileQuery(call.query);

  return (rq) => {
    const headers = [...own];
    for (const [header, value] of rq.headers) {
      const lower = header.toLowerCase();
      if (lower !== 'host' && !SIGNATURE_HEADERS.has(lower)) headers.push(header, value);
    }
    if (target !== undefined && !hasHeader(headers, 'x-amz-target')) headers.push('X-Amz-Target', target);
    const query = [...action, ...readQuery(rq.path), ...rq.query].map(
      ([key, value]) => [key.toWellFormed(), value.toWellFormed()] as const,
    );
    const method = call.httpMethod === 'ANY' ? rq.httpMethod : call.httpMethod;
    const sent = WITHOUT_BODY.has(method) ? EMPTY : bytesOf(rq.body);
    const unsigned = { method, path: fillPath(rq.path), query, headers, body: sent };
    const search = query.map(([key, value]) => `${uriEncode(key)}=${uriEncode(value)}`);
    return {
      origin,
      method,
      path: search.length === 0 ? unsigned.path : `${unsigned.path}?${search.join('&')}`,
      headers: (rq.credentials === undefined ? sign : compileSigner(rq.credentials, scope))(unsigned, clock.now()),
      body: sent.length === 0 ? undefined : sent,
      timeoutMs: call.timeoutMs,
      insecureSkipVerification: false,
      caller: rq.caller,
    };
  };
}

const EMPTY = Buffer.alloc(0);

/** A bucket in the host of S3 is a segment of the path at a server that is not S3's: its name has no subdomains. */
function pathAt(call: ResolvedAwsCall): string {
  return call.service === 's3' && call.subdomain !== null ? `/${call.subdomain}${call.path}` : call.path;
}

function bytesOf(body: Buffer | string): Buffer {
  return typeof body === 'string' ? Buffer.from(body) : body;
}

/** What a URI may hold that a request line may not. */
function escapeRest(path: string): string {
  return path.toWellFormed().replace(/[^\x21-\x7e]/gu, encodeURIComponent);
}

function compileQuery(text: string): (path: ReadonlyMap<string, string>) => readonly (readonly [string, string])[] {
  if (!text.includes('{')) {
    const fixed = splitQuery(text);
    return () => fixed;
  }
  const fill = compileFilling(text, 'query');
  return (path) => splitQuery(fill(path));
}

function splitQuery(text: string): [name: string, value: string][] {
  return text
    .split('&')
    .filter((part) => part !== '')
    .map((part) => {
      const equals = part.indexOf('=');
      return equals < 0 ? [decode(part), ''] : [decode(part.slice(0, equals)), decode(part.slice(equals + 1))];
    });
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text; // an escape that is no UTF-8 stands for itself
  }
}
