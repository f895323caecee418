import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import type { RawHeaders } from '../lib/headers.ts';

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

/** A request as node:http parsed it. */
export class NodeRequest implements WireRequest {
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
    return declaredLength(this.#message);
  }

  async bytes(limit: number): Promise<Buffer | 'too large' | 'aborted'> {
    const length = this.length;
    if (length === 0) return EMPTY;
    if (length !== undefined && length > limit) return 'too large';
    const message = this.#message;
    if (message.destroyed && !message.complete) return 'aborted';
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
    // Who reads it may destroy it, when an endpoint does not take the body; the client must still get its answer.
    const message = this.#message;
    const body = new Readable({ read: () => message.resume() });
    message.on('data', (chunk: Buffer) => {
      if (!body.destroyed && !body.push(chunk)) message.pause();
    });
    message.once('end', () => body.push(null));
    message.once('close', () => {
      if (!message.complete) body.destroy(new Error('The client went away before its body was complete'));
    });
    body.once('close', () => message.resume());
    // Its reader has the error, if there still is one.
    body.on('error', noop);
    return body;
  }
}

const EMPTY = Buffer.alloc(0);

function noop(): void {
  // Nothing is left to do.
}

/** 0 when there is no body, `undefined` when it is chunked. */
export function declaredLength({ headers }: IncomingMessage): number | undefined {
  const declared = headers['content-length'];
  if (declared !== undefined) return Number(declared);
  return headers['transfer-encoding'] === undefined ? 0 : undefined;
}
