import { Readable } from 'node:stream';
import type { Caller, Cancellable } from '../lib/caller.ts';
import { GrowingBytes } from '../lib/growing-bytes.ts';
import type { RawHeaders } from '../lib/headers.ts';
import type { RequestHead } from './http1.ts';

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
  /**
   * The whole body, or `too large` as soon as it exceeds `limit` bytes or `takes` refuses a piece of it, or `aborted` when the
   * client went away. `takes` is told how many bytes have come.
   */
  bytes(limit: number, takes?: (bytes: number) => boolean): Promise<Buffer | 'too large' | 'aborted'>;
  stream(): NodeJS.ReadableStream;
  /** Goes away when the connection does before the answer is out. */
  readonly caller?: Caller;
}

/** What a request needs of the connection that it came over. */
export interface RequestConnection {
  readonly remoteAddress: string;
  readonly port: number;
  readonly secure: boolean;
  /** Stops and resumes the arrival of bytes. */
  hold(): void;
  release(): void;
  /** Somebody wants the body: a client that waits for leave to send it gets it. */
  bodyWanted(): void;
}

/** Unread bytes of a body above which the connection is held. */
const HIGH_WATER = 65_536;

/**
 * A request of a connection. Its body is in one of these states: *kept* (it piles up until somebody asks, the connection
 * is held above the high-water mark), *taken* (given to the one who asked), *dropped* (nobody will ask).
 */
export class IncomingRequest implements WireRequest, Caller {
  readonly method: string;
  readonly target: string;
  readonly protocol: string;
  readonly headers: RawHeaders;
  readonly length: number | undefined;
  /** Whether the connection may serve another request after this one, as far as the client is concerned. */
  readonly keepAlive: boolean;
  /** All of the body has arrived. */
  complete = false;
  /** The client went away before that. */
  aborted = false;
  /** More came than the one who read it would take. */
  overran = false;
  whenGone: Cancellable | undefined = undefined;
  readonly #connection: RequestConnection;
  #kept: GrowingBytes | undefined;
  #size = 0;
  #take: BodyTaker | undefined;
  #dropped = false;

  constructor(head: RequestHead, target: string, length: number | undefined, connection: RequestConnection) {
    this.method = head.method;
    this.target = target;
    this.protocol = head.version === '1.1' ? 'HTTP/1.1' : 'HTTP/1.0';
    this.headers = head.headers;
    this.keepAlive = head.keepAlive;
    this.length = length;
    this.#connection = connection;
  }

  get caller(): Caller {
    return this;
  }

  get remoteAddress(): string {
    return this.#connection.remoteAddress;
  }

  get port(): number {
    return this.#connection.port;
  }

  get secure(): boolean {
    return this.#connection.secure;
  }

  async bytes(limit: number, takes = takesAll): Promise<Buffer | 'too large' | 'aborted'> {
    if (this.length === 0) return EMPTY;
    if (this.length !== undefined && this.length > limit) return 'too large';
    return new Promise((resolve) => {
      const body = new GrowingBytes(limit);
      this.#taken({
        piece: (piece) => {
          if (body.length + piece.length <= limit && takes(piece.length)) {
            body.add(piece);
            return;
          }
          this.overran = true;
          this.drop();
          resolve('too large');
        },
        end: () => resolve(body.take()),
        abort: () => resolve('aborted'),
      });
    });
  }

  stream(): NodeJS.ReadableStream {
    const body = new Readable({ read: () => this.#connection.release() });
    this.#taken({
      piece: (piece) => {
        if (!body.push(piece)) this.#connection.hold();
      },
      end: () => body.push(null),
      abort: () => body.destroy(new Error('The client went away before its body was complete')),
    });
    // Who reads it may destroy it, when an endpoint does not take the body; the client must still get its answer.
    body.once('close', () => this.drop());
    body.on('error', noop);
    return body;
  }

  /** From the connection: a piece of the body. */
  push(piece: Buffer): void {
    this.#size += piece.length;
    if (this.#dropped) return;
    if (this.#take !== undefined) {
      this.#take.piece(piece);
      return;
    }
    this.#kept ??= new GrowingBytes();
    this.#kept.add(piece);
    if (this.#size > HIGH_WATER) this.#connection.hold();
  }

  /** From the connection: that was all of it. */
  end(): void {
    this.complete = true;
    this.#take?.end();
    // It may have been held for this body, and nobody would let it go afterwards.
    this.#connection.release();
  }

  /** From the connection: it is gone. */
  abort(): void {
    if (this.complete || this.aborted) return;
    this.aborted = true;
    this.#take?.abort();
  }

  /** From the connection: nobody is there any more to take an answer. */
  gone(): void {
    const work = this.whenGone;
    this.whenGone = undefined;
    work?.cancel();
    this.abort();
  }

  /** Bytes of the body that have arrived. */
  get arrived(): number {
    return this.#size;
  }

  /** What is there and what comes is of no interest any more. */
  drop(): void {
    this.#dropped = true;
    this.#take = undefined;
    this.#kept = undefined;
    if (!this.complete) this.#connection.release();
  }

  #taken(take: BodyTaker): void {
    if (this.#take !== undefined || this.#dropped) throw new Error('The body of a request was asked for twice');
    this.#take = take;
    const kept = this.#kept;
    this.#kept = undefined;
    if (kept !== undefined) take.piece(kept.take());
    if (this.aborted) take.abort();
    else if (this.complete && this.#take === take) take.end();
    if (this.complete || this.aborted) return;
    this.#connection.bodyWanted();
    this.#connection.release();
  }
}

/** The one who asked for a body. */
interface BodyTaker {
  piece(piece: Buffer): void;
  end(): void;
  abort(): void;
}

const EMPTY = Buffer.alloc(0);

function takesAll(_bytes: number): boolean {
  return true;
}

function noop(): void {
  // The reader of the stream has the error, if there still is one.
}
