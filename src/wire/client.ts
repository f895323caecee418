import { Agent } from 'undici';
import type { Clock } from '../lib/clock.ts';
import type { RawHeaders } from '../lib/headers.ts';

export interface ClientRequest {
  /** `http://host:port`, `https://host` */
  readonly origin: string;
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  /** Without framing: Content-Length and Transfer-Encoding are the client's own business. */
  readonly headers: RawHeaders;
  readonly body: Buffer | string | NodeJS.ReadableStream | undefined;
  /** Length of a body that is a stream. */
  readonly length?: number;
  /** From the call to the last byte of the answer. */
  readonly timeoutMs: number;
  readonly insecureSkipVerification?: boolean;
}

export type ClientAnswer =
  | { readonly answer: 'response'; readonly status: number; readonly headers: RawHeaders; readonly body: Buffer }
  | { readonly answer: 'timeout' }
  /** The name does not resolve, or is none. */
  | { readonly answer: 'no address'; readonly detail: string }
  /** Refused, reset, closed early, not HTTP, untrusted certificate, larger than `maxResponseBytes`. */
  | { readonly answer: 'network error'; readonly detail: string };

export interface Client {
  send(request: ClientRequest): Promise<ClientAnswer>;
  close(): Promise<void>;
}

const NO_ADDRESS = new Set(['ENOTFOUND', 'EAI_AGAIN', 'EAI_NODATA', 'ERR_INVALID_URL', 'UND_ERR_INVALID_ARG']);

/** As every header on the wire: a byte a character. */
function latin1(part: string | Buffer): string {
  return typeof part === 'string' ? part : part.toString('latin1');
}

/** A pool of keep-alive connections per origin. */
export function openClient(options: {
  readonly clock: Clock;
  readonly maxResponseBytes: number;
  /** Connections per origin. */
  readonly connections: number;
}): Client {
  const { clock } = options;
  const pool = {
    connections: options.connections,
    pipelining: 1,
    maxResponseSize: options.maxResponseBytes,
    // The injected clock bounds the whole exchange, so undici's own timers would be a second opinion.
    headersTimeout: 0,
    bodyTimeout: 0,
    keepAliveTimeout: 4_000,
    connect: { timeout: 0 },
  };
  const verified = new Agent(pool);
  let unverified: Agent | undefined;

  return {
    async send(request) {
      let agent = verified;
      if (request.insecureSkipVerification === true) {
        unverified ??= new Agent({ ...pool, connect: { ...pool.connect, rejectUnauthorized: false } });
        agent = unverified;
      }
      const abort = new AbortController();
      let timedOut = false;
      const cancel = clock.after(request.timeoutMs, () => {
        timedOut = true;
        abort.abort();
      });
      try {
        const headers = [...request.headers];
        if (request.length !== undefined && request.length > 0) headers.push('Content-Length', String(request.length));
        const response = await agent.request({
          origin: request.origin,
          path: request.path,
          method: request.method,
          headers,
          body: (request.body ?? null) as never,
          signal: abort.signal,
          responseHeaders: 'raw',
        });
        const body = Buffer.from(await response.body.arrayBuffer());
        const raw = response.headers as unknown as readonly (string | Buffer)[];
        return { answer: 'response', status: response.statusCode, headers: raw.map(latin1), body };
      } catch (error) {
        if (timedOut) return { answer: 'timeout' };
        const { code, message } = error as NodeJS.ErrnoException;
        const detail = code === undefined ? message : `${code}: ${message}`;
        return { answer: NO_ADDRESS.has(code ?? '') ? 'no address' : 'network error', detail };
      } finally {
        cancel();
      }
    },
    async close() {
      await Promise.all([verified.destroy(), unverified?.destroy()]);
    },
  };
}
