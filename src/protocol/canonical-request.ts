import type { Presented } from '../lib/presented.ts';
import { canonicalRequest as canonical, canonicalPath } from '../lib/sigv4.ts';
import type { WireRequest } from './message.ts';
import { peekQuery } from './uri.ts';

/**
 * The canonical request of SigV4 for every service but S3, of a request that came in. Undefined when a signed header is missing
 * or the query cannot be decoded.
 */
export function canonicalRequest(
  request: WireRequest,
  { signedHeaders, presigned }: Presented,
  payloadHash: string,
): string | undefined {
  // Decoded as our own reading decodes it, so that what is verified is what is used.
  const query = peekQuery(request.query);
  if (query === undefined) return undefined;
  const headers: [string, string][] = [];
  for (const name of signedHeaders) {
    const value = request.headers(name);
    if (value === undefined) return undefined;
    headers.push([name, value]);
  }
  const pairs = [...query]
    .filter(([name]) => !(presigned && name === 'X-Amz-Signature'))
    .flatMap(([name, values]) => values.map((value) => [name, value] as const));
  return canonical({
    method: request.method,
    path: canonicalPath(request.path),
    query: pairs,
    headers,
    payloadHash,
  });
}
