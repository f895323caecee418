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

export interface HeldBody extends RequestBody {
  /** What was read of it has room until this is called: when the request is answered. */
  release(): void;
}

export function heldBody(rq: WireRequest, room: BodyRoom): HeldBody {
  let held = 0;
  let whole: Promise<Buffer | Fault> | undefined;

  async function read(): Promise<Buffer | Fault> {
    let refused = false;
    const body = await rq.bytes(MAX_BODY_BYTES, (bytes) => {
      refused = !room.take(bytes);
      if (!refused) held += bytes;
      return !refused;
    });
    if (refused) return noRoom;
    if (body === 'too large') return requestTooLarge;
    return body === 'aborted' ? clientGone : body;
  }

  return {
    get length() {
      return whole === undefined ? rq.length : undefined;
    },
    bytes() {
      whole ??= read();
      return whole;
    },
    stream: () => rq.stream(),
    release() {
      room.give(held);
      held = 0;
    },
  };
}

// deviation: Requests whose bodies would take more than 512 MB together in a thread answer 429; AWS has no such bound.
const noRoom = refusal('THROTTLED', {
  detail: 'The bodies of other requests take all the memory that there is for them',
});
