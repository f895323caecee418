/** A listener with TLS, and clients for it: Node's own, and one that writes frames as a test says. */
import { type ClientHttp2Session, type ClientHttp2Stream, connect as connectHttp2 } from 'node:http2';
import { type ConnectionOptions, connect, type TLSSocket } from 'node:tls';
import { ManualClock } from '../lib/clock.ts';
import { memoryLog } from '../lib/log.ts';
import { aExample, bExample, ca, cert, key } from './tls.fixture.ts';
import { hello, type Served } from './wire.fixture.ts';
import { type Answer, listen, TlsContexts } from './wire.ts';

export interface ServedTls extends Served {
  readonly contexts: TlsContexts;
}

export async function serveTls(answer: Answer = () => hello()): Promise<ServedTls> {
  const clock = new ManualClock(Date.UTC(2026, 10, 22, 18, 30, 5));
  const log = memoryLog();
  const contexts = new TlsContexts({
    fallback: { cert, key },
    byName: new Map([
      ['a.example', aExample],
      ['*.b.example', bExample],
    ]),
  });
  const listener = await listen({ host: '127.0.0.1', port: 0, answer, clock, log, tls: contexts });
  return { listener, clock, log, contexts, [Symbol.asyncDispose]: () => listener.close(0) };
}

/** A TLS connection, once its handshake is done. */
export async function dialTls({ listener }: Served, options: ConnectionOptions = {}): Promise<TLSSocket> {
  const socket = connect({ port: listener.port, host: '127.0.0.1', servername: 'localhost', ca, ...options });
  await new Promise<void>((resolve, reject) => {
    socket.once('secureConnect', resolve);
    socket.once('error', reject);
  });
  socket.on('error', () => undefined);
  return socket;
}

export interface Session extends AsyncDisposable {
  readonly session: ClientHttp2Session;
  send(headers: Record<string, string | string[]>, body?: string | Buffer): Promise<Received>;
}

export interface Received {
  readonly status: number;
  /** Name, value, name, value … */
  readonly headers: readonly string[];
  readonly body: string;
}

/** Node's own client. */
export function openSession(served: Served): Session {
  const session = connectHttp2(`https://localhost:${served.listener.port}`, { ca, host: '127.0.0.1' });
  session.on('error', () => undefined);
  return {
    session,
    send(headers, body) {
      const stream = session.request({ ':path': '/', ...headers }, { endStream: body === undefined });
      if (body !== undefined) stream.end(body);
      return received(stream);
    },
    async [Symbol.asyncDispose]() {
      if (session.destroyed) return;
      const closed = new Promise((resolve) => session.once('close', resolve));
      session.destroy();
      await closed;
    },
  };
}

/** What comes on a stream. @throws when it is reset */
export async function received(stream: ClientHttp2Stream): Promise<Received> {
  const head = new Promise<string[]>((resolve, reject) => {
    stream.once('response', (_headers, _flags, raw) => resolve(raw));
    stream.once('error', reject);
    stream.once('close', () => reject(new Error(`The stream was closed with code ${stream.rstCode}`)));
  });
  const headers = await head;
  let body = '';
  for await (const chunk of stream) body += (chunk as Buffer).toString('latin1');
  return { status: Number(headers[headers.indexOf(':status') + 1]), headers, body };
}

/** Once it is so: the test's own time limit is the bound. */
export async function eventually(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setImmediate(resolve));
}

export interface Frame {
  readonly type: number;
  readonly flags: number;
  readonly stream: number;
  readonly payload: Buffer;
}

export const DATA = 0x0;
export const HEADERS = 0x1;
export const PRIORITY = 0x2;
export const RST_STREAM = 0x3;
export const SETTINGS = 0x4;
export const PING = 0x6;
export const GOAWAY = 0x7;
export const WINDOW_UPDATE = 0x8;
export const CONTINUATION = 0x9;
export const END_STREAM = 0x1;
export const END_HEADERS = 0x4;
export const ACK = 0x1;

const PREFACE = 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n';

/** A frame's bytes (RFC 9113, 4.1). */
export function frame(type: number, flags: number, stream: number, payload: Buffer = Buffer.alloc(0)): Buffer {
  const head = Buffer.alloc(9);
  head.writeUIntBE(payload.length, 0, 3);
  head.writeUInt8(type, 3);
  head.writeUInt8(flags, 4);
  head.writeUInt32BE(stream, 5);
  return Buffer.concat([head, payload]);
}

/** A header block of literals that are not indexed (RFC 7541, 6.2.2), whatever stands in them. */
export function block(...fields: (readonly [string, string])[]): Buffer {
  return Buffer.concat(fields.flatMap(([name, value]) => [Buffer.from([0]), literal(name), literal(value)]));
}

function literal(text: string): Buffer {
  const bytes = Buffer.from(text, 'latin1');
  if (bytes.length < 127) return Buffer.concat([Buffer.from([bytes.length]), bytes]);
  const length = [127];
  let rest = bytes.length - 127;
  for (; rest >= 128; rest >>= 7) length.push((rest & 127) | 128);
  return Buffer.concat([Buffer.from([...length, rest]), bytes]);
}

export const GET_FIELDS = [
  [':method', 'GET'],
  [':path', '/'],
  [':scheme', 'https'],
  [':authority', 'localhost'],
] as const;

export function get(stream: number): Buffer {
  return frame(HEADERS, END_STREAM | END_HEADERS, stream, block(...GET_FIELDS));
}

export function u32(...numbers: number[]): Buffer {
  const bytes = Buffer.alloc(numbers.length * 4);
  for (const [i, number] of numbers.entries()) bytes.writeUInt32BE(number, i * 4);
  return bytes;
}

export interface RawSession {
  readonly socket: TLSSocket;
  write(...frames: Buffer[]): void;
  /** The next frame for which `wanted` holds, `undefined` when the connection ends before it. */
  until(wanted: (frame: Frame) => boolean): Promise<Frame | undefined>;
  /** Once the server has read all that was sent so far. @throws when the connection has ended */
  ping(): Promise<void>;
  /** All frames that come until the connection ends. */
  rest(): Promise<Frame[]>;
}

/** A client that has sent its preface and, unless told otherwise, empty settings. */
export async function openRaw(served: Served, settings: Buffer = frame(SETTINGS, 0, 0)): Promise<RawSession> {
  const socket = await dialTls(served, { ALPNProtocols: ['h2'] });
  const frames: Frame[] = [];
  let bytes = Buffer.alloc(0);
  let ended = false;
  let wake: () => void = () => undefined;
  socket.on('data', (chunk: Buffer) => {
    bytes = Buffer.concat([bytes, chunk]);
    while (bytes.length >= 9 && bytes.length >= 9 + bytes.readUIntBE(0, 3)) {
      const end = 9 + bytes.readUIntBE(0, 3);
      frames.push({
        type: bytes.readUInt8(3),
        flags: bytes.readUInt8(4),
        stream: bytes.readUInt32BE(5) & 0x7fffffff,
        payload: bytes.subarray(9, end),
      });
      bytes = bytes.subarray(end);
    }
    wake();
  });
  socket.on('close', () => {
    ended = true;
    wake();
  });
  socket.write(PREFACE);
  socket.write(settings);
  async function next(): Promise<Frame | undefined> {
    while (frames.length === 0 && !ended) {
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
    return frames.shift();
  }
  async function until(wanted: (frame: Frame) => boolean): Promise<Frame | undefined> {
    for (;;) {
      const seen = await next();
      if (seen === undefined || wanted(seen)) return seen;
    }
  }
  return {
    socket,
    write: (...sent) => {
      socket.write(Buffer.concat(sent));
    },
    until,
    async ping() {
      socket.write(frame(PING, 0, 0, Buffer.alloc(8)));
      if ((await until(({ type }) => type === PING)) === undefined) throw new Error('The connection has ended');
    },
    async rest() {
      const all: Frame[] = [];
      for (let seen = await next(); seen !== undefined; seen = await next()) all.push(seen);
      return all;
    },
  };
}

/** Error codes by their number (RFC 9113, 7). */
const CODES = [
  'NO_ERROR',
  'PROTOCOL_ERROR',
  'INTERNAL_ERROR',
  'FLOW_CONTROL_ERROR',
  'SETTINGS_TIMEOUT',
  'STREAM_CLOSED',
  'FRAME_SIZE_ERROR',
  'REFUSED_STREAM',
  'CANCEL',
  'COMPRESSION_ERROR',
  'CONNECT_ERROR',
  'ENHANCE_YOUR_CALM',
  'INADEQUATE_SECURITY',
  'HTTP_1_1_REQUIRED',
];

/** The error code of a RST_STREAM or GOAWAY frame; `none` without a frame. */
export function codeOf(seen: Frame | undefined): string {
  if (seen === undefined) return 'none';
  return CODES[seen.payload.readUInt32BE(seen.type === GOAWAY ? 4 : 0)] ?? 'unknown';
}
