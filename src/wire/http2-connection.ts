import {
  constants,
  performServerHandshake,
  type ServerHttp2Session,
  type ServerHttp2Stream,
  type ServerOptions,
} from 'node:http2';
import type { TLSSocket } from 'node:tls';
import { IDLE_MS, LINGER_MS } from './bounds.ts';
import type { Refusal } from './head.ts';
import { type ExchangeConnection, Http2Exchange } from './http2-exchange.ts';
import { IncomingRequest } from './request.ts';
import type { WireResponse } from './response.ts';
import { type ConnectionContext, clientAddress, type ServedConnection } from './served.ts';

const MAX_STREAMS = 100;
/**
 * Answers that are being made for one connection. Those of streams that the client has reset count on: opening and resetting
 * in turns (CVE-2023-44487) would otherwise have us make any number at once.
 */
const MAX_UNFINISHED = 2 * MAX_STREAMS;
/** Bytes of answers that wait for one client. */
const MAX_UNSENT_BYTES = 67_108_864;
/** Bytes that a client may send beside twice what its requests and answers consist of: see `#isFlooding`. */
const MAX_OVERHEAD_BYTES = 262_144;

/** What nghttp2 and Node look after: each number is a bound on what a stranger can make us keep or do. */
const SESSION: ServerOptions = {
  settings: {
    maxConcurrentStreams: MAX_STREAMS,
    // Above our own bounds for heads, so that those can be answered; beyond it, a stream is reset.
    maxHeaderListSize: 65_536,
  },
  // As many as fit into our bounds: it is bytes that are limited.
  maxHeaderListPairs: 2_560,
  // Megabytes: beyond it streams are refused. It counts unsent answers, so that it lies above our bound for those.
  maxSessionMemory: 80,
  maxSettings: 32,
  // A client may open more than it is allowed before it has seen our settings; each such stream is refused.
  maxSessionInvalidFrames: 1_000,
  maxSessionRejectedStreams: 1_000,
  // RST_STREAM frames: so many at once, and so many a second. nghttp2's own numbers.
  streamResetBurst: 1_000,
  streamResetRate: 33,
  // What a header may be twice is for the one who made the response to know, as over HTTP/1.1.
  strictSingleValueFields: false,
};

const { NGHTTP2_ENHANCE_YOUR_CALM, NGHTTP2_REFUSED_STREAM } = constants;

/**
 * One HTTP/2 connection of a client (RFC 9113), over `node:http2`, which brings nghttp2's protections. It is *open* until it
 * has been silent for 310 s, or is told to finish: then no stream is taken any more (GOAWAY), those that are open are
 * answered, and the client has a moment to go; then it is *ended*.
 */
export class Http2Connection implements ServedConnection, ExchangeConnection {
  readonly remoteAddress: string;
  readonly port: number;
  /** It is looked at in every sweep: a flood is seen by what has come since the last. */
  readonly deadline = Number.NEGATIVE_INFINITY;
  readonly #socket: TLSSocket;
  readonly #session: ServerHttp2Session;
  readonly #context: ConnectionContext;
  readonly #exchanges = new Set<Http2Exchange>();
  /** Answers that are being made. */
  #unfinished = 0;
  /** Bytes of heads and bodies, in and out. */
  #payload = 0;
  /** When it has been without a stream for too long. */
  #silentUntil: number;
  #ended = false;

  constructor(socket: TLSSocket, context: ConnectionContext) {
    this.#socket = socket;
    this.#context = context;
    this.remoteAddress = clientAddress(socket);
    this.port = socket.localPort ?? 0;
    this.#silentUntil = context.now() + IDLE_MS;
    // Who says no more can not take an answer either: it could not give leave to send it (WINDOW_UPDATE).
    socket.allowHalfOpen = false;
    this.#session = performServerHandshake(socket, SESSION);
    this.#session.on('stream', (stream, _headers, _flags, raw) => this.#begin(stream, raw));
    this.#session.on('error', (error) => {
      context.log.debug('An HTTP/2 connection failed', { error, remoteAddress: this.remoteAddress });
    });
    socket.on('error', () => socket.destroy());
    socket.on('close', () => this.#close());
  }

  /** Whether everything is released. */
  get ended(): boolean {
    return this.#ended;
  }

  // --- from an exchange ---

  now(): number {
    return this.#context.now();
  }

  date(): string {
    return this.#context.date();
  }

  received(bytes: number): void {
    this.#payload += bytes;
  }

  closed(exchange: Http2Exchange): void {
    this.#exchanges.delete(exchange);
    if (this.#exchanges.size > 0) return;
    this.#silentUntil = this.now() + (this.#isFinishing() ? LINGER_MS : IDLE_MS);
    this.#context.settled(this);
  }

  // --- from the listener ---

  expire(): void {
    if (this.#isFlooding()) {
      this.#session.destroy(new Error('It sends little but frames of control'), NGHTTP2_ENHANCE_YOUR_CALM);
      this.#silentUntil = this.now();
      return;
    }
    const now = this.now();
    for (const exchange of this.#exchanges) if (exchange.deadline <= now) exchange.expire();
    if (this.#exchanges.size > 0 || this.#silentUntil > now) return;
    if (this.#isFinishing()) this.destroy();
    else this.finish();
  }

  finish(): void {
    if (this.#isFinishing()) return;
    if (this.#exchanges.size === 0) this.#silentUntil = this.now() + LINGER_MS;
    this.#session.close();
  }

  destroy(): void {
    this.#session.destroy();
    this.#socket.destroy();
  }

  // --- inside ---

  #isFinishing(): boolean {
    return this.#session.closed || this.#session.destroyed;
  }

  /**
   * Frames that carry nothing (PING, SETTINGS, PRIORITY, WINDOW_UPDATE, empty DATA) cost little each, and without an end they
   * cost a core. Bytes tell them all, whatever they are: nginx's idea (`http2 flood detected`), with a tighter ratio.
   */
  #isFlooding(): boolean {
    return !this.#isFinishing() && this.#socket.bytesRead > 2 * this.#payload + MAX_OVERHEAD_BYTES;
  }

  #begin(stream: ServerHttp2Stream, raw: readonly string[]): void {
    for (const text of raw) this.#payload += text.length;
    if (stream.destroyed || stream.closed) return;
    const exchange = new Http2Exchange(stream, raw, this);
    this.#exchanges.add(exchange);
    const { asked } = exchange;
    if (!(asked instanceof IncomingRequest)) this.#respond(exchange, renderRefusal(asked));
    else if (this.#unfinished >= MAX_UNFINISHED) exchange.reset(NGHTTP2_REFUSED_STREAM);
    else this.#answer(exchange, asked);
  }

  #answer(exchange: Http2Exchange, request: IncomingRequest): void {
    let answered: WireResponse | Promise<WireResponse>;
    try {
      answered = this.#context.answer(request);
    } catch (error) {
      this.#abandon(exchange, error);
      return;
    }
    if (!(answered instanceof Promise)) {
      this.#respond(exchange, answered);
      return;
    }
    this.#unfinished++;
    answered.then(
      (response) => {
        this.#unfinished--;
        this.#respond(exchange, response);
      },
      (error: unknown) => {
        this.#unfinished--;
        this.#abandon(exchange, error);
      },
    );
  }

  #respond(exchange: Http2Exchange, response: WireResponse): void {
    const { length } = response.body;
    if (length > SMALL && this.#unsent() + length > MAX_UNSENT_BYTES) {
      response.stream?.cancel();
      exchange.reset(NGHTTP2_ENHANCE_YOUR_CALM);
      return;
    }
    this.#payload += length;
    try {
      exchange.respond(response);
    } catch (error) {
      response.stream?.cancel();
      this.#abandon(exchange, error);
    }
  }

  #unsent(): number {
    let bytes = 0;
    for (const exchange of this.#exchanges) bytes += exchange.unsent;
    return bytes;
  }

  #abandon(exchange: Http2Exchange, error: unknown): void {
    this.#context.log.error('A request was not answered because of a bug in Gatehouse', { error });
    exchange.abandon();
  }

  #close(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#session.destroy();
    this.#context.settled(this);
  }
}

/** Bodies of which any number that the streams allow may wait. */
const SMALL = 65_536;

function renderRefusal({ status, message }: Refusal): WireResponse {
  return { status, headers: ['Content-Type', 'application/json'], body: JSON.stringify({ message }) };
}
