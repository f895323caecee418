import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Clock } from '../lib/clock.ts';
import { httpDate, perSecond } from '../lib/dates.ts';
import type { RawHeaders } from '../lib/headers.ts';
import type { Log } from '../lib/log.ts';

/** A request, parsed; its body is still on its way. */
export interface WireRequest {
  readonly method: string;
  /** Path and query as the client sent them, always starting with `/`. */
  readonly target: string;
  /** `HTTP/1.1` */
  readonly protocol: string;
  readonly headers: RawHeaders;
  readonly remoteAddress: string;
  readonly port: number;
  readonly secure: boolean;
  /** Declared length; 0 when there is no body, `undefined` when it is chunked. */
  readonly length: number | undefined;
  /** The whole body, or `too large` as soon as it exceeds `limit` bytes, or `aborted` when the client went away. */
  bytes(limit: number): Promise<Buffer | 'too large' | 'aborted'>;
  stream(): NodeJS.ReadableStream;
}

export interface WireResponse {
  readonly status: number;
  /** Without Date, Connection and Content-Length, which are the listener's, in this order, after `Date`. */
  readonly headers: RawHeaders;
  readonly body: Buffer | string;
}

/** Answers a request. It must not throw: whoever composes it turns bugs into answers. */
export type Answer = (rq: WireRequest) => WireResponse | Promise<WireResponse>;

export interface Listener {
  readonly port: number;
  /**
   * Stops taking connections, answers what is in flight with `Connection: close`, and resolves when all is answered or
   * `graceMs` has passed, whichever is first.
   */
  close(graceMs: number): Promise<void>;
}

/** API Gateway's limit for all header names, values and terminators (aws-behaviour.md §3.2). */
const MAX_HEADER_BYTES = 10_240;
const IDLE_CONNECTION_MS = 310_000;
const HEADERS_MS = 30_000;
const REQUEST_MS = 300_000;
const MAX_CONNECTIONS = 20_000;

/** Listens on `host:port`; port 0 takes a free one. @throws the listen error (`EADDRINUSE`, `EACCES` …) */
export async function listen(options: {
  readonly host: string;
  readonly port: number;
  readonly answer: Answer;
  readonly clock: Clock;
  readonly log: Log;
}): Promise<Listener> {
  const { answer, clock, log } = options;
  const date = perSecond(httpDate);
  let closing = false;
  let idle: (() => void) | undefined;
  let inFlight = 0;

  const server = createServer(
    {
      maxHeaderSize: MAX_HEADER_BYTES,
      keepAliveTimeout: IDLE_CONNECTION_MS,
      headersTimeout: HEADERS_MS,
      requestTimeout: REQUEST_MS,
      noDelay: true,
    },
    (message, out) => {
      inFlight++;
      const finish = (): void => {
        inFlight--;
        if (closing && inFlight === 0) idle?.();
      };
      out.once('close', finish);
      const answered = answer(new NodeRequest(message));
      if (answered instanceof Promise) {
        answered.then(
          (rs) => write(rs, message, out),
          (error: unknown) => {
            log.error('A request was not answered because of a bug in Gatehouse', { error });
            out.destroy();
          },
        );
      } else {
        write(answered, message, out);
      }
    },
  );
  server.maxConnections = MAX_CONNECTIONS;

  function write(rs: WireResponse, message: IncomingMessage, out: ServerResponse): void {
    if (out.destroyed) return;
    const bodyless = rs.status === 204 || rs.status === 304 || rs.status < 200;
    const close = closing || !out.shouldKeepAlive || !message.complete;
    const head: string[] = ['Date', date(clock.now())];
    for (const part of rs.headers) head.push(part);
    if (!bodyless) head.push('Content-Length', String(Buffer.byteLength(rs.body)));
    head.push('Connection', close ? 'close' : 'keep-alive');
    out.sendDate = false;
    out.writeHead(rs.status, head);
    out.end(bodyless || message.method === 'HEAD' ? undefined : rs.body);
    // A body that nobody read must not stay in the way of the connection's end.
    if (!message.complete) message.resume();
  }

  // Before a request is parsed there is no API that could answer, so this is the wire's own answer.
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    if (error.code === 'ECONNRESET' || !socket.writable) {
      socket.destroy();
      return;
    }
    const [status, text] = CLIENT_ERRORS[error.code ?? ''] ?? [400, 'Bad Request'];
    const body = JSON.stringify({ message: text });
    socket.end(
      `HTTP/1.1 ${status} ${text}\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n` +
        `Connection: close\r\n\r\n${body}`,
    );
  });

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host: options.host, port: options.port }, () => {
      server.off('error', reject);
      resolve();
    });
  });

  return {
    port: (server.address() as AddressInfo).port,
    async close(graceMs) {
      closing = true;
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeIdleConnections();
      if (inFlight > 0) {
        await new Promise<void>((resolve) => {
          const cancel = clock.after(graceMs, resolve);
          idle = () => {
            cancel();
            resolve();
          };
        });
      }
      server.closeAllConnections();
      await closed;
    },
  };
}

const CLIENT_ERRORS: { readonly [code: string]: readonly [status: number, text: string] } = {
  HPE_HEADER_OVERFLOW: [431, 'Request Header Fields Too Large'],
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'Request Timeout'],
};

class NodeRequest implements WireRequest {
  readonly #message: IncomingMessage;

  constructor(message: IncomingMessage) {
    this.#message = message;
  }

  get method(): string {
    return this.#message.method ?? 'GET';
  }

  get target(): string {
    const url = this.#message.url ?? '/';
    if (url.startsWith('/')) return url;
    // Absolute form (`GET http://host/path`), which RFC 9112 obliges a server to take.
    const path = /^[a-z][a-z0-9+.-]*:\/\/[^/?#]*(.*)$/i.exec(url)?.[1] ?? '';
    return path.startsWith('/') ? path : `/${path}`;
  }

  get protocol(): string {
    return `HTTP/${this.#message.httpVersion}`;
  }

  get headers(): RawHeaders {
    return this.#message.rawHeaders;
  }

  get remoteAddress(): string {
    const address = this.#message.socket.remoteAddress ?? '';
    // An IPv4 client of a dual-stack socket.
    return address.startsWith('::ffff:') ? address.slice(7) : address;
  }

  get port(): number {
    return this.#message.socket.localPort ?? 0;
  }

  get secure(): boolean {
    return false;
  }

  get length(): number | undefined {
    const declared = this.#message.headers['content-length'];
    if (declared !== undefined) return Number(declared);
    return this.#message.headers['transfer-encoding'] === undefined ? 0 : undefined;
  }

  async bytes(limit: number): Promise<Buffer | 'too large' | 'aborted'> {
    const length = this.length;
    if (length === 0) return EMPTY;
    if (length !== undefined && length > limit) return 'too large';
    const message = this.#message;
    return new Promise((resolve) => {
      const chunks: Buffer[] = [];
      let size = 0;
      message.on('data', (chunk: Buffer) => {
        size += chunk.length;
        if (size > limit) {
          message.removeAllListeners('data');
          resolve('too large');
        } else {
          chunks.push(chunk);
        }
      });
      message.once('end', () => resolve(chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks, size)));
      message.once('close', () => resolve('aborted'));
    });
  }

  stream(): NodeJS.ReadableStream {
    return this.#message;
  }
}

const EMPTY = Buffer.alloc(0);
