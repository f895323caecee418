import { headerStart, isHeaderName, isHeaderValue, isNamed, type RawHeaders } from '../lib/headers.ts';
import { remember } from '../lib/names.ts';

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

/** As `headerStart`, and empty where the header is the sender's own. */
const sendableStart = remember((name) => (OWN.has(name.toLowerCase()) ? '' : headerStart(name)));

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
    const start = sendableStart(name);
    if (start === '' || !isHeaderValue(value)) {
      throw new UnsendableError(`The header ${JSON.stringify(name)} cannot be sent`);
    }
    if (name.length === 4 && isNamed(name, 'Host', 'host')) {
      if (named) throw new UnsendableError('A request has one Host');
      named = true;
    }
    lines += start + value;
  }
  const hostLine = named ? '' : `\r\nHost: ${host}`;
  return `${method} ${path} HTTP/1.1${hostLine}${lines}${framing(method, length)}\r\nConnection: keep-alive\r\n\r\n`;
}

function framing(method: string, length: number | undefined): string {
  if (length === undefined) return '\r\nTransfer-Encoding: chunked';
  return length > 0 || WITH_BODY.has(method) ? `\r\nContent-Length: ${length}` : '';
}
