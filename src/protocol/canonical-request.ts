import type { WireRequest } from './message.ts';
import type { Presented } from './presented.ts';
import { peekQuery } from './uri.ts';

/**
 * The canonical request of SigV4, as "Create a signed AWS API request" in the IAM user guide defines it for every service but
 * S3: the path is encoded a second time. Undefined when a signed header is missing or
 * the query cannot be decoded.
 */
export function canonicalRequest(
  request: WireRequest,
  { signedHeaders, presigned }: Presented,
  payloadHash: string,
): string | undefined {
  const query = peekQuery(request.query);
  if (query === undefined) return undefined;
  const headers: string[] = [];
  const names = [...signedHeaders].sort();
  for (const name of names) {
    const value = request.headers(name);
    if (value === undefined) return undefined;
    headers.push(`${name}:${value.trim().replace(/ +/g, ' ')}\n`);
  }
  return [
    request.method,
    canonicalPath(request.path),
    canonicalQuery(query, presigned),
    headers.join(''),
    names.join(';'),
    payloadHash,
  ].join('\n');
}

function canonicalPath(path: string): string {
  const segments: string[] = [];
  for (const segment of path.split('/')) {
    if (segment === '' || segment === '.') continue;
    if (segment === '..') segments.pop();
    else segments.push(encode(segment));
  }
  return `/${segments.join('/')}${segments.length > 0 && path.endsWith('/') ? '/' : ''}`;
}

/** Decoded as our own reading decodes it, so that what is verified is what is used; then encoded as AWS encodes. */
function canonicalQuery(query: ReadonlyMap<string, readonly string[]>, presigned: boolean): string {
  const pairs: [string, string][] = [];
  for (const [name, values] of query)
    if (!(presigned && name === 'X-Amz-Signature'))
      for (const value of values) pairs.push([encode(name), encode(value)]);
  return pairs
    .sort(([a, x], [b, y]) => (a === b ? order(x, y) : order(a, b)))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
}

const order = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** AWS's UriEncode: everything but the unreserved characters of RFC 3986. */
function encode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
