import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Clock } from '../lib/clock.ts';
import { httpDate, perSecond } from '../lib/dates.ts';
import type { RawHeaders } from '../lib/headers.ts';
import type { Log } from '../lib/log.ts';
import { declaredLength, NodeRequest, type WireRequest } from './request.ts';

export interface WireResponse {
  readonly status: number;
  /**
   * In the order in which they are sent, without Date, Content-Length and Connection, which are the listener's: Date goes
   * before them, and the other two after a Content-Type that comes first, as AWS has them.
   */
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

/** API Gateway's limits for the URL and for all header names, values and terminators (aws-behaviour.md §3.2). */
const MAX_TARGET_BYTES = 10_240;
const MAX_HEADER_BYTES = 10_240;
/** What is left of a request body when its answer is ready: up to here it is worth reading to keep the connection. */
const MAX_DRAINED_BYTES = 65_536;
/** How long a client that is still sending may take to notice that it has been answered. */
const LINGER_MS = 5_000;
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
      maxHeaderSize: MAX_TARGET_BYTES + MAX_HEADER_BYTES,
      keepAliveTimeout: IDLE_CONNECTION_MS,
      headersTimeout: HEADERS_MS,
      requestTimeout: REQUEST_MS,
      noDelay: true,
    },
    (message, out) => {
      inFlight++;
      out.once('close', () => {
        inFlight--;
        if (closing && inFlight === 0) idle?.();
      });
      const refused = oversized(message);
      const answered = refused ?? answer(new NodeRequest(message));
      if (answered instanceof Promise) {
        answered.then((rs) => write(rs, message, out)).catch((error: unknown) => abandon(out, error));
        return;
      }
      try {
        write(answered, message, out);
      } catch (error) {
        abandon(out, error);
      }
    },
  );
  server.maxConnections = MAX_CONNECTIONS;

  function abandon(out: ServerResponse, error: unknown): void {
    log.error('A request was not answered because of a bug in Gatehouse', { error });
    out.destroy();
  }

  function write(rs: WireResponse, message: IncomingMessage, out: ServerResponse): void {
    if (out.destroyed) return;
    const bodyless = rs.status === 204 || rs.status === 304 || rs.status < 200;
    const unread = !message.complete && (declaredLength(message) ?? Number.POSITIVE_INFINITY) > MAX_DRAINED_BYTES;
    const close = closing || !out.shouldKeepAlive || unread;
    const { headers } = rs;
    const typed = headers[0]?.toLowerCase() === 'content-type' ? 2 : 0;
    const head: string[] = ['Date', date(clock.now())];
    if (typed === 2) head.push(headers[0] as string, headers[1] as string);
    if (!bodyless) head.push('Content-Length', String(Buffer.byteLength(rs.body)));
    head.push('Connection', close ? 'close' : 'keep-alive');
    for (let i = typed; i < headers.length; i++) head.push(headers[i] as string);
    out.sendDate = false;
    out.writeHead(rs.status, head);
    const body = bodyless || message.method === 'HEAD' ? '' : rs.body;
    if (unread) linger(message, out, body);
    else out.end(body);
  }

  /**
   * Answers a client that is still sending. Were the connection closed at once, the system would reset it for the bytes
   * that nobody read, and the client would lose the answer with them.
   */
  function linger(message: IncomingMessage, out: ServerResponse, body: Buffer | string): void {
    if (body.length > 0) out.write(body);
    else out.flushHeaders();
    const cancel = clock.after(closing ? 0 : LINGER_MS, () => out.end());
    message.once('close', () => {
      cancel();
      out.end();
    });
    message.once('end', () => out.end());
    message.resume();
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
      if (inFlight > 0 && graceMs > 0) {
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

/** Node limits the whole head; AWS the request line and the headers apart. */
function oversized(message: IncomingMessage): WireResponse | undefined {
  if ((message.url ?? '').length > MAX_TARGET_BYTES) return refusal(414, 'URI Too Long');
  let bytes = 0;
  // The colon and space of a line, and its end, are as many bytes as two parts of the list share.
  for (const part of message.rawHeaders) bytes += part.length + 2;
  return bytes > MAX_HEADER_BYTES ? refusal(431, 'Request Header Fields Too Large') : undefined;
}

// deviation: Requests beyond the limits of URL (414) and headers (431) are answered {"message":…} without request ids;
// AWS's answers are not recorded.
function refusal(status: number, text: string): WireResponse {
  return { status, headers: ['Content-Type', 'application/json'], body: JSON.stringify({ message: text }) };
}

const CLIENT_ERRORS: { readonly [code: string]: readonly [status: number, text: string] } = {
  HPE_HEADER_OVERFLOW: [431, 'Request Header Fields Too Large'],
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'Request Timeout'],
};
