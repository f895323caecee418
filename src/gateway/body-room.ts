import { clientGone, type Fault, type RequestBody, refusal, requestTooLarge } from '../exchange/exchange.ts';
import type { WireRequest } from '../wire/wire.ts';

/** API Gateway's payload limit (aws-behaviour.md §3.2). */
export const MAX_BODY_BYTES = 10_485_760;
/** Bytes of bodies that were read and whose requests are not answered, in one thread. */
const MAX_HELD_BYTES = 536_870_912;

/** The memory that request bodies may take: one client may send 10 MB, and there are 20,000 connections. */
export class BodyRoom {
  readonly #most: number;
  held = 0;

  constructor(most = MAX_HELD_BYTES) {
    this.#most = most;
  }

  /** @returns whether there was room for them */
  take(bytes: number): boolean {
    if (this.held + bytes > this.#most) return false;
    this.held += bytes;
    return true;
  }

  give(bytes: number): void {
    this.held -= bytes;
  }
}

/** The body of one request. A class: an object literal with a getter costs each request 10 % of its CPU, and 45 MB (decision 14). */
export class HeldBody implements RequestBody {
  readonly #rq: WireRequest;
  readonly #room: BodyRoom;
  #held = 0;
  #whole: Promise<Buffer | Fault> | undefined;

  constructor(rq: WireRequest, room: BodyRoom) {
    this.#rq = rq;
    this.#room = room;
  }

  get length(): number | undefined {
    return this.#whole === undefined ? this.#rq.length : undefined;
  }

  bytes(): Promise<Buffer | Fault> {
    this.#whole ??= this.#read();
    return this.#whole;
  }

  asSent(): Promise<Buffer | Fault> {
    return this.bytes();
  }

  stream(): NodeJS.ReadableStream {
    return this.#rq.stream();
  }

  /** What was read of it has room until this is called: when the request is answered. */
  release(): void {
    this.#room.give(this.#held);
    this.#held = 0;
  }

  async #read(): Promise<Buffer | Fault> {
    let refused = false;
    const body = await this.#rq.bytes(MAX_BODY_BYTES, (bytes) => {
      refused = !this.#room.take(bytes);
      if (!refused) this.#held += bytes;
      return !refused;
    });
    if (refused) return noRoom;
    if (body === 'too large') return requestTooLarge;
    return body === 'aborted' ? clientGone : body;
  }
}

// deviation: Requests whose bodies would take more than 512 MB together in a thread answer 429; AWS has no such bound.
const noRoom = refusal('THROTTLED', {
  detail: 'The bodies of other requests take all the memory that there is for them',
});
