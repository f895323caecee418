import { isUtf8 } from 'node:buffer';
import {
  type Fault,
  incompleteSignature,
  invalidSignature,
  type MethodRequest,
  missingAuthenticationToken,
  notImplemented,
} from '../exchange/exchange.ts';
import { lastHeader, type RawHeaders } from '../lib/headers.ts';
import { type Presented, readPresented, type SignedHead } from '../lib/presented.ts';
import { incompleteAuthorization, staleness } from '../lib/signature-checks.ts';
import { signedQuery } from '../lib/signed-query.ts';
import { canonicalPath, canonicalRequest } from '../lib/sigv4.ts';

/** The service that requests to APIs are signed for. */
const SERVICE = 'execute-api';
/** What events split a query by (lib/query.ts). */
const SEPARATOR = /[&;]/;

/**
 * What a request says of its signature, after all that needs neither its body nor who signed it has been looked at.
 *
 * @param region the API's
 */
export function readSigned(rq: MethodRequest, region: string, now: number): Presented | Fault {
  const head = headOf(rq);
  const presented = readPresented(head, SEPARATOR);
  if (presented === undefined) return unreadable(head);
  if (!presented.signedHeaders.includes('host')) {
    // As AWS's services print it; not recorded for API Gateway.
    return invalidSignature("'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.");
  }
  const stale = staleness(presented, now);
  if (stale !== undefined) return invalidSignature(stale);
  const misplaced = scopeProblems(presented, region);
  return misplaced === '' ? presented : invalidSignature(misplaced);
}

/**
 * What AWS says to a request that has an Authorization header and no signature, also where there is no such method; `undefined` when
 * nothing is wrong with the header, or there is none.
 */
export function malformedAuthorization(headers: RawHeaders): Fault | undefined {
  const header = lastHeader(headers, 'authorization');
  if (header === undefined || header.startsWith(ASYMMETRIC)) return undefined;
  const head: SignedHead = { query: '', headers: (name) => lastHeader(headers, name) };
  return readPresented(head) === undefined ? incompleteSignature(incompleteAuthorization(header, head)) : undefined;
}

function headOf({ headers, query }: MethodRequest): SignedHead {
  return { query, headers: (name) => lastHeader(headers, name) };
}

// deviation: SigV4a is not verified: it is signed with keys that are derived from secrets by a curve's arithmetic, and answers 501.
const ASYMMETRIC = 'AWS4-ECDSA-P256-SHA256';

function unreadable(head: SignedHead): Fault {
  const header = head.headers('authorization');
  if (header !== undefined) {
    return header.startsWith(ASYMMETRIC)
      ? notImplemented('SigV4a')
      : incompleteSignature(incompleteAuthorization(header, head));
  }
  const names = new Map(signedQuery(head.query, SEPARATOR));
  if (names.get('X-Amz-Algorithm')?.startsWith(ASYMMETRIC) === true) return notImplemented('SigV4a');
  if (!QUERY_PARAMETERS.some((name) => head.query.includes(name))) return missingAuthenticationToken;
  const missing = QUERY_PARAMETERS.filter((name) => !names.has(name));
  // As AWS's services print it; not recorded for API Gateway.
  const said = missing.map((name) => `AWS query-string parameters must include '${name}'. `).join('');
  return incompleteSignature(`${said}Re-examine the query-string parameters.`);
}

const QUERY_PARAMETERS = [
  'X-Amz-Algorithm',
  'X-Amz-Credential',
  'X-Amz-Date',
  'X-Amz-SignedHeaders',
  'X-Amz-Signature',
] as const;

/** Each sentence ends with a space: recorded of an API with a wrong region and service (aws-behaviour.md §2.7). */
function scopeProblems({ region, service, scope, time }: Presented, expected: string): string {
  const day = time.slice(0, 8);
  let problems = '';
  if (region !== expected) problems += 'Credential should be scoped to a valid region. ';
  if (service !== SERVICE) problems += `Credential should be scoped to correct service: '${SERVICE}'. `;
  if (scope.terminator !== TERMINATOR) {
    problems += `Credential should be scoped with a valid terminator: '${TERMINATOR}'. `;
  }
  if (scope.date !== day) {
    problems += `Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '${scope.date}' != '${day}', from '${time}'. `;
  }
  return problems;
}

const TERMINATOR = 'aws4_request';

/** Segments that a signature does not distinguish and a route does. */
const INDIRECT = /\/\.{0,2}\/|\/\.{1,2}$/;

/**
 * What the signature covers, in its canonical form, all but the body's hash. `undefined` when a signed header is missing, when the query cannot be decoded, or when
 * the path means something else in its canonical form.
 */
// deviation: A path with a segment that is empty, `.` or `..` is not admitted with a signature, for its canonical form is another path's; what AWS does is not recorded.
// deviation: What is signed has to be the method that X-HTTP-Method-Override names; what AWS compares is not recorded.
export function compileCanonical(
  rq: MethodRequest,
  { signedHeaders, presigned }: Presented,
): ((payloadHash: string) => string) | undefined {
  if (INDIRECT.test(rq.path)) return undefined;
  const query = signedQuery(rq.query, SEPARATOR);
  const headers = valuesOf(rq.headers, signedHeaders);
  if (query === undefined || headers === undefined) return undefined;
  const parts = {
    method: rq.httpMethod,
    // Encoded a second time, as it came: measured on APIs by aws/aws-sdk-net#4473, and shown by what AWS answered in aws/aws-sdk-net#3132.
    path: canonicalPath(rq.signedPath),
    query: presigned ? query.filter(([name]) => name !== 'X-Amz-Signature') : query,
    headers,
  };
  return (payloadHash) => canonicalRequest({ ...parts, payloadHash });
}

/** Each name once; the values of a header that comes again are joined. `undefined` when one is missing. */
function valuesOf(headers: RawHeaders, names: readonly string[]): ReadonlyMap<string, string> | undefined {
  const given = new Map<string, string>();
  for (let i = 0; i < headers.length; i += 2) {
    const name = (headers[i] as string).toLowerCase();
    const before = given.get(name);
    given.set(name, before === undefined ? (headers[i + 1] as string) : `${before},${headers[i + 1]}`);
  }
  const signed = new Map<string, string>();
  for (const name of names) {
    const value = given.get(name);
    if (value === undefined) return undefined;
    signed.set(name, utf8(value));
  }
  return signed;
}

const BEYOND_ASCII = /[\x80-\xff]/;

/** Headers come as bytes, one for each character; who signs text beyond ASCII signs it as UTF-8. */
// deviation: A signed header whose bytes are UTF-8 is verified as that text, and any other as Latin-1; what AWS does with either is not recorded.
function utf8(value: string): string {
  if (!BEYOND_ASCII.test(value)) return value;
  const bytes = Buffer.from(value, 'latin1');
  return isUtf8(bytes) ? bytes.toString('utf8') : value;
}
