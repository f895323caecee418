import type { Socket } from 'node:net';
import type { BodyFlow } from '../lib/body-flow.ts';
import { headerStart, isHeaderValue, isNamed, type RawHeaders } from '../lib/headers.ts';
import { ownText } from '../lib/own-text.ts';

export interface WireResponse {
  readonly status: number;
  /**
   * In the order in which they are sent, without Date, Content-Length and Connection, which are the listener's: Date goes
   * before them, and the other two after a Content-Type that comes first, as AWS has them.
   */
  readonly headers: RawHeaders;
  readonly body: Buffer | string;
  /**
   * The body as it comes; `body` is empty then. It goes out no faster than the client takes it, and is cancelled when the
   * client goes. How long it may last is for the one who made it to see to.
   */
  readonly stream?: BodyFlow | undefined;
  /**
   * With status 101 over HTTP/1.1: gets the socket as soon as this answer is written (RFC 9110, 7.8). `headers` has Upgrade,
   * the listener adds Connection. What it throws ends the connection.
   */
  readonly takeOver?: (socket: Socket) => TakenOver;
}

/** A connection that speaks another protocol now. The listener counts it, and ends it when its time to drain is over. */
export interface TakenOver {
  /** The listener is closing: say goodbye as the protocol has it, and end the socket. */
  finish(): void;
}

/** Renders and writes the answer that changes the protocol. */
export function renderSwitch({ headers }: WireResponse, date: string, socket: Socket): void {
  let head = `HTTP/1.1 101 Switching Protocols\r\nDate: ${date}\r\nConnection: upgrade`;
  for (let i = 0; i < headers.length; i += 2) head += renderHeader(headers[i] as string, headers[i + 1] as string);
  socket.write(`${head}\r\n\r\n`, 'latin1');
}

/** Bodies up to this many bytes travel in one string with their head: one write. */
const SMALL = 16_384;

/**
 * Renders a response and writes it. @param date the Date header's value
 *
 * @returns false when the client is slow and the socket keeps some of it
 * @throws when a header could not stand in a response without being read as something else
 */
export function renderResponse(
  rs: WireResponse,
  isHead: boolean,
  date: string,
  close: boolean,
  socket: Socket,
): boolean {
  const { status, headers, body } = rs;
  const bodyless = isBodyless(status);
  let head = firstLines(status, date);
  let i = 0;
  if (headers.length > 0 && isNamed(headers[0] as string, 'Content-Type', 'content-type')) {
    head += renderHeader(headers[0] as string, headers[1] as string);
    i = 2;
  }
  const length = typeof body === 'string' ? Buffer.byteLength(body) : body.length;
  if (!bodyless) head += `\r\nContent-Length: ${length}`;
  head += close ? '\r\nConnection: close' : '\r\nConnection: keep-alive';
  for (; i < headers.length; i += 2) head += renderHeader(headers[i] as string, headers[i + 1] as string);
  head += '\r\n\r\n';
  if (bodyless || isHead || length === 0) return socket.write(head, 'latin1');
  if (typeof body === 'string') {
    // As many bytes as characters: ASCII, which both encodings write alike.
    if (length === body.length) return socket.write(head + body, 'latin1');
  } else if (length <= SMALL) {
    return socket.write(head + body.toString('latin1'), 'latin1');
  }
  socket.cork();
  socket.write(head, 'latin1');
  const taken = socket.write(body);
  socket.uncork();
  return taken;
}

/** How a client knows where a body ends: by chunks, by its length, or, with HTTP/1.0, by the end of the connection. */
export type BodyFraming = 'chunked' | 'close' | number;

/** The head of a response whose body follows. @throws as `renderResponse` */
export function renderStreamHead(rs: WireResponse, framing: BodyFraming, date: string, close: boolean): string {
  const { status, headers } = rs;
  let head = firstLines(status, date);
  let i = 0;
  if (headers.length > 0 && isNamed(headers[0] as string, 'Content-Type', 'content-type')) {
    head += renderHeader(headers[0] as string, headers[1] as string);
    i = 2;
  }
  if (!isBodyless(status)) {
    if (framing === 'chunked') head += '\r\nTransfer-Encoding: chunked';
    else if (framing !== 'close') head += `\r\nContent-Length: ${framing}`;
  }
  head += close ? '\r\nConnection: close' : '\r\nConnection: keep-alive';
  for (; i < headers.length; i += 2) head += renderHeader(headers[i] as string, headers[i + 1] as string);
  return `${head}\r\n\r\n`;
}

export function isBodyless(status: number): boolean {
  return status === 204 || status === 304;
}

/** With the end of the line before it. */
function renderHeader(name: string, value: string): string {
  const start = headerStart(name);
  if (start === '' || !isHeaderValue(value)) throw new Error(`${JSON.stringify(name)} cannot be sent as a header`);
  return start + value;
}

// An import of node:http evaluates all of its members, and one of them loads a WebSocket client: 6 MB that nobody uses.
const { STATUS_CODES } = process.getBuiltinModule('node:http');
/** By status, of the last date that there was. */
const lines = new Map<number, string>();
let dateOfLines = '';

/** The status line and the Date, which come together for a second. */
function firstLines(status: number, date: string): string {
  if (date !== dateOfLines) {
    lines.clear();
    dateOfLines = date;
  }
  let first = lines.get(status);
  if (first === undefined) {
    if (!(status >= 200 && status <= 999)) throw new Error(`${status} is no final status`);
    first = ownText(`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? 'Unknown'}\r\nDate: ${date}`);
    lines.set(status, first);
  }
  return first;
}
