import { constants, type ServerHttp2Stream } from 'node:http2';
import type { BodyFlow } from '../lib/body-flow.ts';
import { BODY_MS, MAX_DRAINED_BYTES, WRITE_MS } from './bounds.ts';
import { type Refusal, readHead } from './head.ts';
import { readHttp2Head } from './http2-head.ts';
import { sendResponse } from './http2-response.ts';
import { IncomingRequest, type RequestConnection } from './request.ts';
import type { WireResponse } from './response.ts';

/** What an exchange needs of the connection that it came over. */
export interface ExchangeConnection {
  readonly remoteAddress: string;
  readonly port: number;
  now(): number;
  date(): string;
  /** Bytes of a body have come. */
  received(bytes: number): void;
  /** Its stream is closed: nothing comes or goes any more. */
  closed(exchange: Http2Exchange): void;
}

const { NGHTTP2_CANCEL, NGHTTP2_INTERNAL_ERROR, NGHTTP2_NO_ERROR } = constants;

/**
 * One request of an HTTP/2 connection and its answer: a stream. It is *arriving* while a body is on its way, within its time;
 * *answering*, however long that takes; *sending* until the client has taken the answer, within its time; *closed*.
 */
export class Http2Exchange implements RequestConnection {
  readonly remoteAddress: string;
  readonly port: number;
  readonly secure = true;
  /** Milliseconds since the epoch, after which `expire` is due. */
  deadline = Number.POSITIVE_INFINITY;
  /** The request, or why there is none. */
  readonly asked: IncomingRequest | Refusal;
  readonly #stream: ServerHttp2Stream;
  readonly #connection: ExchangeConnection;
  #isHead = false;
  #expectsContinue = false;
  #sending = false;
  /** The answer that goes out as it comes. */
  #flow: BodyFlow | undefined;

  constructor(stream: ServerHttp2Stream, raw: readonly string[], connection: ExchangeConnection) {
    this.remoteAddress = connection.remoteAddress;
    this.port = connection.port;
    this.#stream = stream;
    this.#connection = connection;
    stream.on('close', () => this.#close());
    // An error is always followed by `close`.
    stream.on('error', noop);
    this.asked = this.#read(raw);
    stream.on('aborted', () => this.#leave());
  }

  /** How many bytes of the answer wait for the client. */
  get unsent(): number {
    return this.#sending ? this.#stream.writableLength : 0;
  }

  // --- from the request ---

  hold(): void {
    this.#stream.pause();
  }

  release(): void {
    if (!this.#stream.destroyed) this.#stream.resume();
  }

  bodyWanted(): void {
    if (!this.#expectsContinue || this.#sending || this.#isOver()) return;
    this.#expectsContinue = false;
    this.#stream.additionalHeaders({ ':status': 100 });
  }

  // --- from the connection ---

  /** @throws when the response cannot be sent as it is */
  respond(response: WireResponse): void {
    const { stream: flow } = response;
    if (this.#isOver()) {
      flow?.cancel();
      return;
    }
    const stream = this.#stream;
    const streams = sendResponse(response, this.#isHead, this.#connection.date(), stream);
    this.#sending = true;
    this.deadline = this.#connection.now() + WRITE_MS;
    if (flow !== undefined) this.#send(flow, streams);
    if (this.asked instanceof IncomingRequest) this.asked.drop();
    // RFC 9113, 8.1, has this for a body of which the rest is of no use. Some clients are at a loss then, so a small rest is read.
    if (this.#expectsContinue || this.#left() > MAX_DRAINED_BYTES) stream.close(NGHTTP2_NO_ERROR);
  }

  /** The deadline has passed. */
  expire(): void {
    this.deadline = Number.POSITIVE_INFINITY;
    if (this.#sending) this.reset(NGHTTP2_CANCEL);
    // Who reads the body is told, and the request is answered as far as it can be.
    else if (this.asked instanceof IncomingRequest) this.asked.abort();
  }

  abandon(): void {
    this.reset(NGHTTP2_INTERNAL_ERROR);
  }

  reset(code: number): void {
    if (!this.#stream.destroyed) this.#stream.close(code);
  }

  // --- inside ---

  /** The body comes piece by piece, and goes as the client gives leave. */
  #send(flow: BodyFlow, streams: boolean): void {
    const stream = this.#stream;
    if (!streams) {
      flow.cancel();
      return;
    }
    let left = flow.length ?? Number.POSITIVE_INFINITY;
    const breakOff = (): void => {
      flow.cancel();
      this.reset(NGHTTP2_INTERNAL_ERROR);
    };
    this.#flow = flow;
    // How long it lasts is for the one who made it.
    this.deadline = Number.POSITIVE_INFINITY;
    stream.on('drain', () => flow.release());
    flow.take({
      piece: (bytes) => {
        left -= bytes.length;
        if (left < 0) {
          breakOff();
          return;
        }
        // What a client sends to give leave for it counts beside it.
        this.#connection.received(bytes.length);
        if (!stream.write(bytes)) flow.hold();
      },
      end: () => {
        if (left > 0 && left !== Number.POSITIVE_INFINITY) {
          breakOff();
          return;
        }
        this.deadline = this.#connection.now() + WRITE_MS;
        stream.end();
      },
      fail: breakOff,
    });
  }

  /** Bytes of the body that have not come. */
  #left(): number {
    if (this.#stream.endAfterHeaders) return 0;
    if (!(this.asked instanceof IncomingRequest)) return Number.POSITIVE_INFINITY;
    return this.asked.complete ? 0 : (this.asked.length ?? Number.POSITIVE_INFINITY) - this.asked.arrived;
  }

  #isOver(): boolean {
    return this.#stream.destroyed || this.#stream.closed;
  }

  #read(raw: readonly string[]): IncomingRequest | Refusal {
    const head = readHttp2Head(raw);
    if ('status' in head) return head;
    this.#isHead = head.method === 'HEAD';
    const read = readHead(head);
    if ('status' in read) return read;
    const stream = this.#stream;
    const declared = head.headers.some((name, i) => i % 2 === 0 && name === 'content-length');
    const length = stream.endAfterHeaders ? 0 : declared ? read.length : undefined;
    this.#expectsContinue = read.expectsContinue && !stream.endAfterHeaders;
    const request = new IncomingRequest(head, read.target, length, this);
    if (stream.endAfterHeaders) {
      request.end();
      return request;
    }
    this.deadline = this.#connection.now() + BODY_MS;
    stream.on('data', (piece: Buffer) => {
      this.#connection.received(piece.length);
      if (!request.aborted) request.push(piece);
    });
    stream.on('end', () => {
      // A stream that is reset ends as well, but what has come is not all then.
      if (stream.aborted || request.aborted) return;
      if (!this.#sending) this.deadline = Number.POSITIVE_INFINITY;
      request.end();
    });
    return request;
  }

  /** The client will not take an answer, or has it. */
  #leave(): void {
    this.#flow?.cancel();
    this.#flow = undefined;
    if (!(this.asked instanceof IncomingRequest)) return;
    if (this.#sending) this.asked.abort();
    else this.asked.gone();
  }

  #close(): void {
    this.#leave();
    this.#connection.closed(this);
  }
}

function noop(): void {
  // The stream is closed by it, and that is all there is to do.
}
