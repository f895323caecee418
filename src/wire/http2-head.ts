import { BOUNDS, HEADERS_TOO_LARGE, TARGET_TOO_LONG } from './bounds.ts';
import type { Refusal } from './head.ts';
import type { RequestHead } from './http1.ts';

/**
 * The head of an HTTP/2 request as HTTP/1.1 would have it, for `readHead` to be as strict about. nghttp2 has seen to the form
 * of HTTP/2: pseudo headers are there, once, and first; names are lower-case; none belongs to a connection (RFC 9113, 8.2, 8.3).
 *
 * @param raw name, value, name, value … in the order in which they came, pseudo headers among them
 */
export function readHttp2Head(raw: readonly string[]): RequestHead | Refusal {
  let method = '';
  let target = '';
  let scheme = '';
  let authority: string | undefined;
  let host: string | undefined;
  /** Where the crumbs of the cookie are put together. */
  let cookieAt = -1;
  const headers: string[] = [];
  let bytes = 0;
  for (let i = 0; i < raw.length; i += 2) {
    const name = raw[i] as string;
    const value = raw[i + 1] as string;
    if (name.charCodeAt(0) === 58) {
      if (name === ':method') method = value;
      else if (name === ':path') target = value;
      else if (name === ':scheme') scheme = value;
      else if (name === ':authority') authority = value;
      else return badRequest;
      continue;
    }
    bytes += name.length + value.length + PUNCTUATION;
    if (name === 'cookie' && cookieAt >= 0) {
      // RFC 9113, 8.2.3: in one line for whoever does not speak HTTP/2.
      headers[cookieAt] += `; ${value}`;
      continue;
    }
    if (name === 'cookie') cookieAt = headers.length + 1;
    if (name === 'host') host = value;
    else if (name === 'te' && value.toLowerCase() !== 'trailers') return badRequest;
    else if (name === 'http2-settings') return badRequest;
    headers.push(name, value);
  }
  if (authority !== undefined && host === undefined) {
    bytes += 'Host'.length + authority.length + PUNCTUATION;
    // Written as AWS writes it, which gives it to integrations so whatever the client speaks.
    headers.unshift('Host', authority);
  }
  if (target.length > BOUNDS.target) return TARGET_TOO_LONG;
  if (bytes > BOUNDS.headers) return HEADERS_TOO_LARGE;
  // RFC 9113, 8.3.1: who names two hosts, or another scheme than the connection's, may mean it differently than we do.
  if (authority !== undefined && host !== undefined && authority.toLowerCase() !== host.toLowerCase())
    return badRequest;
  if (scheme !== 'https') return badRequest;
  if (!TARGET.test(target)) return badRequest;
  // deviation: A request over HTTP/2 is shown with the protocol HTTP/1.1, which is what AWS logs whatever the client speaks; whether its events say the same is not recorded.
  return { method, target, version: '1.1', headers, keepAlive: true };
}

const badRequest: Refusal = { status: 400, message: 'Bad Request' };

/** `: ` and the end of the line: as HTTP/1.1 counts them. */
const PUNCTUATION = 4;

/** Origin form, of the characters that llhttp takes, or what OPTIONS may ask for. */
const TARGET = /^(?:\/[\x21-\x7e]*|\*)$/;
