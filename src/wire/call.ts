import { BodyFlow, type FlowSource } from '../lib/body-flow.ts';
import { GrowingBytes } from '../lib/growing-bytes.ts';
import type { ClientAnswer, ClientRequest } from './client.ts';
import { type Deadlines, Timed } from './deadlines.ts';
import { renderRequestHead } from './render-request.ts';
import type { BodySource } from './upstream-body.ts';

/** Where a call is: told when nobody waits for it any more. */
export interface CallPlace {
  forget(call: Call): void;
  /** The answer comes faster than it is taken: nothing is read for the moment. */
  pause(): void;
  resume(): void;
}

/** Bodies up to this many bytes travel in one string with their head: one write. */
const SMALL = 16_384;
/** The most memory that a body gets because of what is said of it, before any of it has come. */
const MAX_ALLOCATED = 1_048_576;

/** What may be sent twice without harm (RFC 9110, 9.2.2). */
const IDEMPOTENT = new Set(['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PUT', 'TRACE']);

/** One request on its way: it waits in a queue, then it is on a connection, then it is settled, once. */
export class Call extends Timed {
  readonly isHead: boolean;
  /** The head, and the body when that is small; in latin1. */
  readonly text: string;
  /** What of the body is not in `text`. */
  readonly rest: Buffer | undefined;
  readonly source: BodySource | undefined;
  /** Bytes of `source`; `undefined` when it goes out in chunks. */
  readonly length: number | undefined;
  /** May be sent a second time, when the connection turns out to have been dead. */
  mayRetry: boolean;
  place: CallPlace | undefined = undefined;
  readonly #request: ClientRequest;
  readonly #deadlines: Deadlines;
  readonly #maxBytes: number;
  #settle: ((answer: ClientAnswer) => void) | undefined;
  #status = 0;
  #headers: readonly string[] = [];
  #body: GrowingBytes | undefined;
  /** The body, when it is handed on as it comes. */
  #flow: BodyFlow | undefined;

  /** @throws UnsendableError */
  constructor(
    request: ClientRequest,
    host: string,
    deadlines: Deadlines,
    maxBytes: number,
    settle: (answer: ClientAnswer) => void,
  ) {
    super();
    const { body, method } = request;
    this.#request = request;
    this.#deadlines = deadlines;
    this.#maxBytes = maxBytes;
    this.#settle = settle;
    this.isHead = method === 'HEAD';
    this.rest = undefined;
    this.source = undefined;
    this.length = 0;
    if (body === undefined) this.text = renderRequestHead(request, host, 0);
    else if (typeof body === 'string' || Buffer.isBuffer(body)) {
      const bytes = typeof body === 'string' ? Buffer.from(body) : body;
      const head = renderRequestHead(request, host, bytes.length);
      if (bytes.length === 0) this.text = head;
      else if (bytes.length <= SMALL) this.text = head + bytes.toString('latin1');
      else {
        this.text = head;
        this.rest = bytes;
      }
    } else {
      this.length = request.length;
      this.text = renderRequestHead(request, host, this.length);
      this.source = body;
      // It may break off while nobody reads it yet.
      body.on('error', ignore);
    }
    this.mayRetry = this.source === undefined && IDEMPOTENT.has(method);
    deadlines.set(this, this.#firstMs());
    const { caller } = request;
    if (caller !== undefined) caller.whenGone = this;
  }

  /** A piece of the body has come from the client: how long it takes to send it all is not the endpoint's doing. */
  uploading(): void {
    if (this.#settle !== undefined && this.#status === 0) this.#deadlines.set(this, this.#firstMs());
  }

  /** Milliseconds until the head of the response has to be there. */
  #firstMs(): number {
    const { timeoutMs, headersTimeoutMs = timeoutMs } = this.#request;
    return Math.min(timeoutMs, headersTimeoutMs);
  }

  // --- what comes ---

  /** @returns why the rest is not wanted */
  head(status: number, headers: readonly string[], length: number): string | undefined {
    const { timeoutMs, headersTimeoutMs } = this.#request;
    if (headersTimeoutMs !== undefined && headersTimeoutMs < timeoutMs) {
      this.#deadlines.putOff(this, timeoutMs - headersTimeoutMs);
    }
    this.#status = status;
    this.#headers = headers;
    if (this.#request.streams === true) {
      this.#stream();
      return undefined;
    }
    if (length > this.#maxBytes) return TOO_LARGE;
    this.#body = new GrowingBytes(this.#maxBytes, Math.min(Math.max(length, 0), MAX_ALLOCATED));
    return undefined;
  }

  /** @returns as `head` */
  piece(chunk: Buffer, start: number, end: number): string | undefined {
    if (this.#flow !== undefined) {
      this.#flow.push(Buffer.from(chunk.subarray(start, end)));
      return undefined;
    }
    const body = this.#body;
    if (body === undefined) return undefined;
    if (body.length + end - start > this.#maxBytes) return TOO_LARGE;
    body.copy(chunk, start, end);
    return undefined;
  }

  /** The answer is there, but for its body. */
  #stream(): void {
    // With its last byte it leaves the connection, which is another call's then.
    const source: FlowSource = {
      hold: () => this.place?.pause(),
      release: () => this.place?.resume(),
      cancel: () => this.place?.forget(this),
    };
    const stream = new BodyFlow(source);
    this.#flow = stream;
    this.settle({ answer: 'response', status: this.#status, headers: this.#headers, body: EMPTY, stream });
  }

  end(): void {
    if (this.#flow !== undefined) {
      this.#flow.end();
      return;
    }
    const body = this.#body?.take() ?? EMPTY;
    this.settle({ answer: 'response', status: this.#status, headers: this.#headers, body });
  }

  // --- how it ends ---

  /** The first answer counts. */
  settle(answer: ClientAnswer): void {
    const settle = this.#settle;
    if (settle === undefined) {
      if (answer.answer === 'network error') this.#flow?.fail(answer.detail);
      return;
    }
    this.#settle = undefined;
    this.#deadlines.clear(this);
    const { caller } = this.#request;
    if (caller !== undefined && caller.whenGone === this) caller.whenGone = undefined;
    this.source?.destroy?.();
    settle(answer);
  }

  expire(): void {
    this.#leave({ answer: 'timeout' });
  }

  /** Nobody wants the answer any more. */
  cancel(): void {
    this.#leave({ answer: 'network error', detail: 'The client went away' });
  }

  #leave(answer: ClientAnswer): void {
    this.place?.forget(this);
    this.settle(answer);
  }
}

const EMPTY = Buffer.alloc(0);
const TOO_LARGE = 'The response is too large';

function ignore(): void {
  // Who reads it finds it destroyed.
}
