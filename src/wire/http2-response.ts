import type { ServerHttp2Stream } from 'node:http2';
import { isHeaderName, isHeaderValue } from '../lib/headers.ts';
import type { WireResponse } from './response.ts';

/** They speak of one connection, and this is another protocol's (RFC 9113, 8.2.2). */
const CONNECTION_SPECIFIC = new Set([
  'connection',
  'http2-settings',
  'keep-alive',
  'proxy-connection',
  'te',
  'transfer-encoding',
  'upgrade',
]);

const BODYLESS = new Set([204, 205, 304]);

/**
 * Sends a response, in the order of `renderResponse`. @param date the Date header's value
 *
 * @returns whether a body that is streamed is still to be sent
 * @throws when a header could not stand in a response without being read as something else
 */
export function sendResponse(rs: WireResponse, isHead: boolean, date: string, stream: ServerHttp2Stream): boolean {
  const { status, headers, body, stream: flow } = writable(rs);
  const length = flow !== undefined ? flow.length : typeof body === 'string' ? Buffer.byteLength(body) : body.length;
  const out = [':status', String(status), 'date', date];
  let from = 0;
  if (headers.length > 0 && (headers[0] as string).toLowerCase() === 'content-type') {
    addHeader(out, 'content-type', headers[1] as string);
    from = 2;
  }
  if (length !== undefined && !BODYLESS.has(status)) out.push('content-length', String(length));
  for (let i = from; i < headers.length; i += 2) {
    addHeader(out, (headers[i] as string).toLowerCase(), headers[i + 1] as string);
  }
  const endStream = isHead || length === 0 || BODYLESS.has(status);
  stream.respond(out, { endStream });
  if (endStream) return false;
  if (flow !== undefined) return true;
  stream.end(body);
  return false;
}

function addHeader(out: string[], name: string, value: string): void {
  if (!isHeaderName(name) || !isHeaderValue(value))
    throw new Error(`${JSON.stringify(name)} cannot be sent as a header`);
  if (!CONNECTION_SPECIFIC.has(name)) out.push(name, value);
}

// deviation: A status above 599, which node:http2 does not send, is answered 502 over HTTP/2.
function writable(rs: WireResponse): WireResponse {
  if (rs.takeOver !== undefined) throw new Error('A stream of HTTP/2 cannot become another protocol');
  if (rs.status <= 599) return rs;
  return {
    status: 502,
    headers: ['Content-Type', 'application/json'],
    body: JSON.stringify({ message: 'Internal server error' }),
  };
}
