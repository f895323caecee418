import type { Socket } from 'node:net';
import type { BodyFlow, FlowSource } from '../lib/body-flow.ts';
import { GrowingBytes } from '../lib/growing-bytes.ts';
import { type RequestHead, RequestParser, type RequestReader } from '../wire/wire.ts';

/**
 * The Lambda Runtime API 2018-06-01, server side, over any socket. Paths, headers and statuses: AWS Lambda Developer Guide,
 * "Using the Lambda runtime API for custom runtimes"; bodies of errors: aws/aws-lambda-runtime-interface-emulator,
 * `rapi/rendering`, whose JSON ends with a line feed.
 */
export interface RuntimeSession {
  /** GET next. Without a refusal, `connection.deliver` is called once, now or later. */
  next(connection: RuntimeConnection): string | undefined;
  /** Our own bootstraps': what they have asked for is not to be delivered. */
  asksNoMore(): void;
  /** Likewise: an invocation that was delivered and has not begun goes back. */
  returned(requestId: string): string;
  /**
   * The three posts answer at once with one of `answers`. A body of `undefined` was larger than `MAX_PAYLOAD`. `last` says
   * that the runtime ends, and has begun nothing after this.
   */
  response(requestId: string, body: Buffer | undefined): string;
  /**
   * A response has begun to come that is streamed. @returns where its pieces go; `undefined` when it is wanted whole, or not at
   * all: then `response` or `error` follows
   */
  responds(requestId: string, source: FlowSource): BodyFlow | undefined;
  /** All of it has come. */
  responded(requestId: string): string;
  error(requestId: string, body: Buffer | undefined, last: boolean): string;
  initError(body: Buffer | undefined): string;
  /** The connection ended; `asked` when its GET next was still without an answer. */
  lost(connection: RuntimeConnection, asked: boolean): void;
}

/** Bytes that a function may return: 6 MB and 100, as Lambda's own error text says. */
export const MAX_PAYLOAD = 6_291_556;
/** Bytes of a request's target and of its headers. */
const HEAD_BOUNDS = { target: 1_024, headers: 65_536 };
/** "200 MB for each streamed response" (Lambda quotas). */
const MAX_STREAM = 209_715_200;
/** A body is read to its end to be refused politely, up to this many bytes. */
const MAX_READ = 64 * 1024 * 1024;
/** Answers that may wait behind a GET next which has none yet. Real clients have no more than one. */
const MAX_BEHIND = 16;
/** Payloads up to this many bytes travel in one string with their head: one write, no second buffer. */
const SMALL = 16_384;

const ROOT = '/2018-06-01/runtime/';
const INVOCATION = `${ROOT}invocation/`;
const NEXT = `${INVOCATION}next`;
const INIT_ERROR = `${ROOT}init/error`;
/** GET nexts that a bootstrap of ours may have open. It has 4. */
const MAX_ASKS = 16;

export const answers = {
  accepted: json('202 Accepted', { status: 'OK' }),
  invalidRequestId: error('400 Bad Request', 'InvalidRequestID', 'Invalid request ID'),
  invalidResponseMode: error('400 Bad Request', 'InvalidFunctionResponseMode', 'Invalid function response mode'),
  tooLarge: error(
    '413 Request Entity Too Large',
    'RequestEntityTooLarge',
    `Exceeded maximum allowed payload size (${MAX_PAYLOAD} bytes).`,
  ),
  notFound: answer('404 Not Found', 'text/plain; charset=utf-8', '404 page not found\n'),
  methodNotAllowed: answer('405 Method Not Allowed', 'text/plain; charset=utf-8', ''),
} as const;

/** The 403 of a call that does not fit the state the runtime is in. State names are the emulator's. */
export function invalidTransition(from: string, to: string): string {
  const message = `State transition from ${from} to ${to} failed for runtime. Error: State transition is not allowed`;
  return error('403 Forbidden', 'InvalidStateTransition', message);
}

/**
 * One connection of a runtime. Requests may be pipelined; answers leave in the order of the requests, so that everything
 * asked after a GET next waits for it.
 *
 * `asksAhead` is for our own bootstraps, on the descriptor that they inherit. They need no answers but those to GET next,
 * and get no others; they may ask for the next invocation before they have answered the last (`asks` counts those open),
 * which saves both sides a wake-up; `DELETE invocation/next` takes back all that was asked, and
 * `POST invocation/{id}/return` gives back an invocation that has not begun.
 */
export class RuntimeConnection implements RequestReader {
  readonly asksAhead: boolean;
  readonly #socket: Socket;
  readonly #session: RuntimeSession;
  readonly #parser = new RequestParser(this, HEAD_BOUNDS);
  #head: RequestHead | undefined;
  #whole = new GrowingBytes(MAX_PAYLOAD);
  #size = 0;
  /** The response that is streamed says so in its head. */
  #mode: string | undefined;
  /** Where its pieces go. */
  #flow: BodyFlow | undefined;
  /** Answers that have not been written yet. */
  #out = '';
  #asks = 0;
  #behind: string[] = [];
  #reading = false;
  #ending = false;
  #ended = false;

  constructor(socket: Socket, session: RuntimeSession, asksAhead: boolean) {
    this.#socket = socket;
    this.#session = session;
    this.asksAhead = asksAhead;
    socket.on('data', (chunk: Buffer) => this.#read(chunk));
    socket.on('end', () => socket.end());
    // An error is always followed by `close`, where everything is released.
    socket.on('error', () => socket.destroy());
    socket.on('close', () => this.#close());
  }

  /** GET nexts without an answer. */
  get asks(): number {
    return this.#asks;
  }

  /** Answers a GET next. `headers` are whole lines; `type` and length are ours. */
  deliver(headers: string, payload: Uint8Array | string): void {
    this.#asks--;
    const length = typeof payload === 'string' ? Buffer.byteLength(payload) : payload.length;
    this.#out += `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n${headers}Content-Length: ${length}\r\n\r\n`;
    // As many bytes as characters: ASCII, for which the Latin-1 encoder is the cheapest.
    if (typeof payload === 'string' && length === payload.length) {
      this.#out += payload;
    } else if (typeof payload !== 'string' && length <= SMALL) {
      this.#out += Buffer.from(payload.buffer, payload.byteOffset, length).toString('latin1');
    } else {
      this.#socket.cork();
      this.#flush();
      this.#socket.write(payload);
      this.#socket.uncork();
    }
    if (this.#behind.length > 0) {
      this.#out += this.#behind.join('');
      this.#behind = [];
    }
    // What answers the bytes that are being read leaves when they are read: one write for all of it.
    if (!this.#reading && this.#out !== '') this.#flush();
  }

  destroy(): void {
    this.#socket.destroy();
  }

  head(head: RequestHead): void {
    this.#head = head;
    this.#whole.take();
    this.#size = 0;
    this.#mode = undefined;
    if (head.method === 'POST') this.#readMode(head);
    if (header(head.headers, 'expect')?.toLowerCase() === '100-continue' && this.#asks === 0) {
      this.#out += 'HTTP/1.1 100 Continue\r\n\r\n';
      this.#flush();
    }
  }

  body(piece: Buffer): void {
    this.#size += piece.length;
    if (this.#flow !== undefined) {
      if (this.#size > MAX_STREAM) this.#flow.fail(`The response is larger than ${MAX_STREAM} bytes`);
      else this.#flow.push(piece);
      return;
    }
    if (this.#size <= MAX_PAYLOAD) this.#whole.add(piece);
    else this.#whole.take();
    if (this.#size > MAX_READ) this.#socket.destroy();
  }

  end(): void {
    const head = this.#head;
    if (head === undefined || this.#ending) return;
    this.#ending = !head.keepAlive;
    const text = this.#route(head);
    if (text === undefined) return;
    if (this.asksAhead) return;
    if (this.#asks > 0) this.#behind.push(text);
    else this.#out += text;
    if (this.#behind.length > MAX_BEHIND) this.#socket.destroy();
  }

  #route(head: RequestHead): string | undefined {
    const { target } = head;
    const method = target === NEXT ? 'GET' : 'POST';
    const posts = this.asksAhead ? OUR_POSTS : POSTS;
    const isPost = target === INIT_ERROR || (target.startsWith(INVOCATION) && posts.test(target));
    if (method === 'POST' && !isPost) return answers.notFound;
    if (this.asksAhead && target === NEXT && head.method === 'DELETE') {
      this.#asks = 0;
      this.#session.asksNoMore();
      return undefined;
    }
    if (head.method !== method) return answers.methodNotAllowed;
    if (method === 'GET') return this.#next();
    const body = this.#body();
    if (target === INIT_ERROR) return this.#session.initError(body);
    const slash = target.lastIndexOf('/');
    const requestId = target.slice(INVOCATION.length, slash);
    if (target.endsWith('/return')) return this.#session.returned(requestId);
    const last = this.asksAhead && !head.keepAlive;
    if (target.charCodeAt(slash + 1) === 101) return this.#session.error(requestId, body, last);
    if (this.#mode === undefined) return this.#session.response(requestId, body);
    if (this.#mode !== 'streaming') return answers.invalidResponseMode;
    return this.#streamed(requestId, body, last);
  }

  #readMode({ headers, target }: RequestHead): void {
    this.#mode = header(headers, 'lambda-runtime-function-response-mode');
    if (this.#mode !== 'streaming' || !target.startsWith(INVOCATION) || !target.endsWith('/response')) return;
    const requestId = target.slice(INVOCATION.length, target.lastIndexOf('/'));
    this.#flow = this.#session.responds(requestId, {
      // One invocation at a time: nothing else that comes here can be urgent.
      hold: () => this.#socket.pause(),
      release: () => this.#socket.resume(),
      cancel: () => this.#socket.resume(),
    });
  }

  /** All of it is here. A function that failed on its way says so behind it, in trailers. */
  #streamed(requestId: string, body: Buffer | undefined, last: boolean): string {
    const flow = this.#flow;
    this.#flow = undefined;
    const { trailers } = this.#parser;
    const type = header(trailers, 'lambda-runtime-function-error-type');
    if (type !== undefined) {
      const error = Buffer.from(header(trailers, 'lambda-runtime-function-error-body') ?? '', 'base64');
      return this.#session.error(requestId, error, last);
    }
    if (flow === undefined) return this.#session.response(requestId, body);
    return this.#session.responded(requestId);
  }

  #next(): string | undefined {
    if (this.#asks > 0 && !this.asksAhead) return invalidTransition('Ready', 'Ready');
    if (this.#asks >= MAX_ASKS) return invalidTransition('Ready', 'Ready');
    this.#asks++;
    const refusal = this.#session.next(this);
    if (refusal !== undefined) this.#asks--;
    return refusal;
  }

  #body(): Buffer | undefined {
    if (this.#size > MAX_PAYLOAD) return undefined;
    return this.#whole.take();
  }

  #read(chunk: Buffer): void {
    this.#reading = true;
    const problem = this.#parser.execute(chunk);
    this.#reading = false;
    if (problem !== undefined && !this.#ended) {
      this.#ending = true;
      this.#out += answer('400 Bad Request', 'text/plain; charset=utf-8', '400 Bad Request', 'Connection: close\r\n');
    }
    if (this.#out !== '') this.#flush();
    if (this.#ending && this.#asks === 0) this.#socket.end();
  }

  #flush(): void {
    this.#socket.write(this.#out, 'latin1');
    this.#out = '';
  }

  #close(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#parser.free();
    this.#whole.take();
    // Of a process that has ended, how it ended is the better reason, and comes after this.
    if (!this.asksAhead) this.#flow?.fail('The runtime closed its connection before its response was complete');
    this.#session.lost(this, this.#asks > 0);
  }
}

const POSTS = /\/(?:response|error)$/;
const OUR_POSTS = /\/(?:response|error|return)$/;

/** The value of a header by its lower-case name. The lengths are compared first: they nearly always differ. */
function header(headers: readonly string[], name: string): string | undefined {
  for (let i = 0; i < headers.length; i += 2) {
    const candidate = headers[i];
    if (candidate?.length === name.length && candidate.toLowerCase() === name) return headers[i + 1];
  }
  return undefined;
}

function error(status: string, errorType: string, errorMessage: string): string {
  return json(status, { errorMessage, errorType });
}

function json(status: string, value: object): string {
  return answer(status, 'application/json', `${JSON.stringify(value)}\n`);
}

function answer(status: string, type: string, body: string, more = ''): string {
  return `HTTP/1.1 ${status}\r\nContent-Type: ${type}\r\n${more}Content-Length: ${body.length}\r\n\r\n${body}`;
}
