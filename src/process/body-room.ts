import type { Answer, WireResponse } from '../wire/wire.ts';

/** Bytes of bodies that have come and are not answered, of all threads together: seven functions of the largest size at once. */
const MAX_BYTES = 512 * 1024 * 1024;
/** A counter for each gateway thread by its number, 1 … 64, and one for a process without any. */
const COUNTERS = 65;

/**
 * The memory that bodies of the control plane may take, counted by what has come of them: who announces a body and does not send it
 * takes none of it. It is shared between threads, each of which has a counter, so that what one held can be given back when it dies.
 */
export class BodyRoom {
  readonly memory: SharedArrayBuffer;
  readonly #counters: Int32Array;
  readonly #owner: number;
  readonly #most: number;

  /** @param owner the thread's number, or 0 */
  constructor(owner: number, memory = new SharedArrayBuffer(COUNTERS * 4), most = MAX_BYTES) {
    this.memory = memory;
    this.#counters = new Int32Array(memory);
    this.#owner = owner;
    this.#most = most;
  }

  /** @returns whether there was room for them; they are held then until `give` */
  take(bytes: number): boolean {
    Atomics.add(this.#counters, this.#owner, bytes);
    if (this.held <= this.#most) return true;
    this.give(bytes);
    return false;
  }

  give(bytes: number): void {
    Atomics.sub(this.#counters, this.#owner, bytes);
  }

  /** A thread has died: it holds nothing any more. */
  clear(owner: number): void {
    Atomics.store(this.#counters, owner, 0);
  }

  /** By all threads. */
  get held(): number {
    let sum = 0;
    for (let i = 0; i < COUNTERS; i++) sum += Atomics.load(this.#counters, i);
    return sum;
  }
}

/** An answer whose requests have room for their bodies until they are answered; a request that finds none left is told to come again. */
export function withBodyRoom(room: BodyRoom, answer: Answer): Answer {
  return async (rq) => {
    const { method, target, protocol, headers, remoteAddress, port, secure, length } = rq;
    let held = 0;
    let refused = false;
    const takes = (bytes: number): boolean => {
      refused = !room.take(bytes);
      if (!refused) held += bytes;
      return !refused;
    };
    try {
      const response = await answer({
        ...{ method, target, protocol, headers, remoteAddress, port, secure, length },
        bytes: (limit) => rq.bytes(limit, takes),
        stream: () => rq.stream(),
        ...(rq.caller === undefined ? {} : { caller: rq.caller }),
      });
      return refused ? busy('The bodies of other requests take all the memory that there is for them') : response;
    } finally {
      room.give(held);
    }
  };
}

/** Whoever sent it may try again: the AWS SDKs do. */
// deviation: A control plane that has no room for a request answers 503 ServiceUnavailableException; AWS throttles its callers.
export function busy(message: string): WireResponse & { readonly body: string } {
  return {
    status: 503,
    headers: [
      'Content-Type',
      'application/json',
      'x-amzn-ErrorType',
      'ServiceUnavailableException',
      'Retry-After',
      '1',
    ],
    body: JSON.stringify({ message }),
  };
}
