import { headerStart, isHeaderName, isHeaderValue, isNamed, type RawHeaders } from '../lib/headers.ts';

/** What of a request stands before its body. */
export interface RequestLines {
  readonly method: string;
  readonly path: string;
  readonly headers: RawHeaders;
}

/** A request that cannot be sent without being read as something else, or as more than one. */
export class UnsendableError extends Error {}

/** As llhttp lets it in, less what would end it or the line. */
const PATH = /^[/*][\x21-\x7e\x80-\xff]*$/;

/** What only the sender of the bytes can know. */
const OWN = new Set([
  'connection',
  'content-length',
  'expect',
  'keep-alive',
  'proxy-connection',
  'transfer-encoding',
  'upgrade',
]);

/** Methods of which a server expects a body: without one they say so (RFC 9110, 8.6). */
const WITH_BODY = new Set(['PATCH', 'POST', 'PUT']);

/**
 * The head of a request, to be written as latin1. The framing is ours, and so is the Host where there is none.
 *
 * @param host of the endpoint
 * @param length of the body; `undefined` when it goes out in chunks
 * @throws UnsendableError
 */
export function renderRequestHead(rq: RequestLines, host: string, length: number | undefined): string {
  const { method, path, headers } = rq;
  if (!isHeaderName(method) || !PATH.test(path)) throw new UnsendableError('The request line cannot be sent');
  let lines = '';
  let named = false;
  for (let i = 0; i < headers.length; i += 2) {
    const name = headers[i] as string;
    const value = headers[i + 1] as string;
    const start = headerStart(name);
    if (start === '' || !isHeaderValue(value) || isOwn(name)) {
      throw new UnsendableError(`The header ${JSON.stringify(name)} cannot be sent`);
    }
    if (name.length === 4 && isNamed(name, 'Host', 'host')) {
      if (named) throw new UnsendableError('A request has one Host');
      named = true;
    }
    lines += `${start}${value}\r\n`;
  }
  const hostLine = named ? '' : `Host: ${host}\r\n`;
  return `${method} ${path} HTTP/1.1\r\n${hostLine}${lines}${framing(method, length)}Connection: keep-alive\r\n\r\n`;
}

function framing(method: string, length: number | undefined): string {
  if (length === undefined) return 'Transfer-Encoding: chunked\r\n';
  return length > 0 || WITH_BODY.has(method) ? `Content-Length: ${length}\r\n` : '';
}

/** Most names differ from all of them by their length. */
function isOwn(name: string): boolean {
  switch (name.length) {
    case 6:
    case 7:
    case 10:
    case 14:
    case 16:
    case 17:
      return OWN.has(name.toLowerCase());
    default:
      return false;
  }
}
