import type { OnReadOpts, Socket } from 'node:net';
import { isNamed } from '../lib/headers.ts';
import type { Call, CallPlace } from './call.ts';
import { Timed } from './deadlines.ts';
import { ResponseParser, type ResponseReader } from './response-parser.ts';
import { type Arrival, MAX_ASIDE, responseArrived, writeTogether } from './turn.ts';
import { type BodySource, UpstreamBody } from './upstream-body.ts';
import { describe } from './upstream-dial.ts';

/** The pool that a connection belongs to. */
export interface ConnectionPool {
  /** It is free for another call. */
  release(connection: UpstreamConnection): void;
  /** It is of no use any more, and still there. */
  retire(connection: UpstreamConnection): void;
  /** It is gone. */
  ended(connection: UpstreamConnection): void;
  /** It was gone before the call reached it. */
  retry(call: Call): void;
}

/** How long a connection may be kept unused: less than what common servers allow (Node 5 s, Apache 5 s). */
const IDLE_MS = 4_000;
/** What goes from the time that an endpoint names: the way there. */
const IDLE_MARGIN_MS = 1_000;
/** All connections read into this memory, one after the other: what is kept of it is copied. */
const READ_BYTES = 65_536;
const CLOSED_EARLY = 'The endpoint closed the connection before its response was complete';
const readBuffer = Buffer.allocUnsafeSlow(READ_BYTES);

/**
 * One connection to an endpoint. It is
 *
 * - *being made*, until `attach`;
 * - *free*: whatever comes now, be it bytes or the end, makes it useless;
 * - *busy*: it has a call, which it settles with the response or with what went wrong. It becomes free again only when the
 *   request went out as a whole and the response came as a whole, with nothing behind it, and neither side wants to close;
 * - *ended*: everything is released.
 */
export class UpstreamConnection extends Timed implements ResponseReader, CallPlace, Arrival {
  waits = false;
  readonly onread: OnReadOpts = {
    buffer: readBuffer,
    callback: (bytes, buffer) => this.#arrived((buffer as Buffer).subarray(0, bytes)),
  };
  /** Milliseconds for which it may be kept after its last response. */
  idleMs = IDLE_MS;
  readonly #pool: ConnectionPool;
  readonly #parser = new ResponseParser(this);
  #socket: Socket | undefined;
  #call: Call | undefined;
  /** Responses that came before. */
  #served = 0;
  /** Something has come of the response to this call. */
  #begun = false;
  #complete = false;
  #keepAlive = false;
  #sending: UpstreamBody | undefined;
  /** What comes is more than its call can take. */
  #paused = false;
  /** Read from the socket, and not yet parsed: of the response to this call. */
  #aside: Buffer | undefined;
  /** The endpoint has ended its side: nothing more can be asked. */
  #over = false;
  /** Something came before there was a call. */
  #spoiled = false;
  #error: Error | undefined;
  /** The Keep-Alive header that `idleMs` was read from. */
  #keepAliveHeader = '';

  constructor(pool: ConnectionPool) {
    super();
    this.#pool = pool;
  }

  /** It is there. */
  attach(socket: Socket): void {
    this.#socket = socket;
    socket.on('end', () => this.#ended());
    // An error is always followed by `close`, where everything is released.
    socket.on('error', (error) => {
      this.#error = error;
    });
    socket.on('close', () => {
      this.#over = true;
      this.catchUp();
      this.#lost();
      this.#parser.free();
      this.#pool.ended(this);
    });
    if (this.#spoiled) socket.destroy();
  }

  /** It will never be there. */
  discard(): void {
    this.#parser.free();
  }

  /** Only when it is free. */
  start(call: Call): void {
    const socket = this.#socket as Socket;
    this.#call = call;
    this.#begun = false;
    this.#complete = false;
    call.place = this;
    this.#parser.expect(call.isHead);
    if (call.source !== undefined) {
      this.#send(call, socket, call.source);
      return;
    }
    if (call.rest === undefined) {
      writeTogether(socket);
      socket.write(call.text, 'latin1');
      return;
    }
    socket.cork();
    socket.write(call.text, 'latin1');
    socket.write(call.rest);
    socket.uncork();
  }

  // --- from the parser ---

  head(status: number, headers: readonly string[], length: number): string | undefined {
    for (let i = 0; i < headers.length; i += 2) {
      const name = headers[i] as string;
      if (name.length === 10 && name !== 'Connection' && isNamed(name, 'Keep-Alive', 'keep-alive'))
        this.#readKeepAlive(headers[i + 1] as string);
    }
    return this.#call?.head(status, headers, length);
  }

  body(chunk: Buffer, start: number, end: number): string | undefined {
    return this.#call?.piece(chunk, start, end);
  }

  end(keepAlive: boolean): void {
    this.#complete = true;
    this.#keepAlive = keepAlive;
  }

  // --- from the pool, and from the call that it has ---

  /** Its time unused is over. */
  expire(): void {
    this.destroy();
  }

  forget(call: Call): void {
    if (this.#call !== call) return;
    this.#take();
    this.destroy();
  }

  pause(): void {
    this.#paused = true;
    this.#socket?.pause();
  }

  resume(): void {
    this.#paused = false;
    this.#socket?.resume();
  }

  destroy(): void {
    this.#pool.retire(this);
    this.#socket?.destroy();
  }

  /** Settles its call, if it has one, as failed. */
  fail(detail: string): void {
    const call = this.#take();
    this.destroy();
    call?.settle({ answer: 'network error', detail });
  }

  // --- inside ---

  #send(call: Call, socket: Socket, source: BodySource): void {
    if (source.destroyed === true) {
      this.fail('The request body broke off');
      return;
    }
    const progress = (): void => call.uploading();
    this.#sending = new UpstreamBody(call.text, source, call.length, socket, progress, (problem) => {
      this.#sending = undefined;
      if (problem !== undefined) this.fail(problem);
    });
  }

  /** @param piece its memory is somebody else's afterwards */
  #arrived(piece: Buffer): boolean {
    // Nobody asked for anything, or what is asked has not left yet.
    if (this.#call === undefined || this.#socket === undefined || this.#socket.writableCorked > 0) {
      this.#spoil();
      return true;
    }
    const before = this.#aside;
    if (before === undefined && piece.length <= MAX_ASIDE) {
      this.#aside = Buffer.from(piece);
      responseArrived(this);
      return true;
    }
    this.#aside = undefined;
    // As one: between them this call could be over, and what is too much of its response would be the next call's.
    this.#read(before === undefined ? piece : Buffer.concat([before, piece]));
    return true;
  }

  /** What came is no response to anything. A call that has not left may go another way, unless the endpoint speaks first on all. */
  #spoil(): void {
    this.#spoiled = true;
    const call = this.#take();
    this.destroy();
    if (call === undefined) return;
    if (this.#served > 0) this.#pool.retry(call);
    else call.settle({ answer: 'network error', detail: 'The endpoint sent something before it was asked' });
  }

  catchUp(): void {
    const bytes = this.#aside;
    this.#aside = undefined;
    if (bytes !== undefined && this.#call !== undefined) this.#read(bytes);
  }

  #read(bytes: Buffer): void {
    this.#begun = true;
    const problem = this.#parser.execute(bytes);
    if (problem !== undefined) this.fail(`What came is no response: ${problem}`);
    else if (this.#complete) this.#finish();
  }

  #finish(): void {
    const isSent = this.#sending === undefined && this.#socket?.writableLength === 0;
    const call = this.#take();
    this.#served++;
    if (this.#paused) this.resume();
    const mayServe = isSent && this.#keepAlive && !this.#over && !this.#parser.surplus && this.idleMs > 0;
    if (mayServe) this.#pool.release(this);
    else this.destroy();
    call?.end();
  }

  /** The call leaves; what of its body was still to be sent is not. */
  #take(): Call | undefined {
    const call = this.#call;
    this.#call = undefined;
    if (call !== undefined) call.place = undefined;
    this.#sending?.stop();
    this.#sending = undefined;
    return call;
  }

  /** The endpoint sends no more. */
  #ended(): void {
    this.#over = true;
    this.catchUp();
    if (this.#call !== undefined && this.#begun && this.#parser.finish() === undefined && this.#complete) {
      this.#keepAlive = false;
      this.#finish();
    } else {
      this.#lost();
      this.destroy();
    }
  }

  #lost(): void {
    const stale = this.#served > 0 && !this.#begun;
    const call = this.#take();
    if (call === undefined) return;
    if (stale && call.mayRetry) {
      call.mayRetry = false;
      this.#pool.retry(call);
      return;
    }
    call.settle({ answer: 'network error', detail: this.#error === undefined ? CLOSED_EARLY : describe(this.#error) });
  }

  #readKeepAlive(value: string): void {
    if (value === this.#keepAliveHeader) return;
    this.#keepAliveHeader = value;
    const seconds = /(?:^|[ ,;\t])timeout=(\d{1,9})/i.exec(value)?.[1];
    this.idleMs = seconds === undefined ? IDLE_MS : Math.min(IDLE_MS, Number(seconds) * 1_000 - IDLE_MARGIN_MS);
  }
}
