import { hash } from 'node:crypto';
import type { Clock } from '../lib/clock.ts';
import { FROZEN, Gcra, GIVEN_ON, type Limit } from './gcra.ts';

/** The name of a bucket: 64 bits of its digest. */
export interface BucketName {
  readonly high: number;
  readonly low: number;
}

/** A limit and what it is counted in. */
export interface Bucket {
  readonly name: BucketName;
  readonly limit: Limit;
}

/** Cells that a bucket may be in: those whose low halves lie in one cache line. */
export const WINDOW = 16;

/** What `take` answers when there is no cell: the request has to be refused, and the log to say why. */
export const NO_ROOM = -1;
/** The same, when another thread did not make way in time: it may have died there, and its end not be known yet. */
export const LOCKED = -2;

/** How long a thread waits for another that is about to take a cell, which costs that one a microsecond unless it dies there. */
const LOCK_MS = 100;
/** A bucket that loses its cell again and again within one request has come upon a table that is too small. */
const ATTEMPTS = 8;

/** Parts are texts that hold no NUL. */
export function bucketName(...parts: readonly string[]): BucketName {
  const digest = hash('sha256', parts.join('\0'), 'buffer');
  // The name of a cell that nobody has had yet is 0.
  return { high: digest.readInt32LE(0) | 1, low: digest.readInt32LE(4) };
}

/** The memory of a table. All but `locks` have as many elements: a power of two, at least WINDOW, or 0. */
export interface BucketMemory {
  readonly times: BigInt64Array<SharedArrayBuffer>;
  readonly highs: Int32Array<SharedArrayBuffer>;
  readonly lows: Int32Array<SharedArrayBuffer>;
  /** One for each window: 0, or 1 + the number of the thread that holds it. */
  readonly locks: Int32Array<SharedArrayBuffer>;
}

/**
 * Token buckets by name, in memory that all threads share: a table of a fixed size. A bucket that is full says nothing that
 * an absent one does not, so its cell may be given on, and no bucket is ever opened or closed by anybody.
 *
 * A bucket lies in one of the WINDOW cells that its name begins at. Takes touch its time alone, by compare-exchange. Who finds
 * no cell of the name locks the window, looks again, and takes over a cell whose time lies in the past:
 *
 *     past time ──▸ FROZEN ──▸ another name ──▸ the time of its first request
 *
 * Under the lock no name comes to have two cells. A take of the old owner that finds the time frozen looks for its bucket
 * anew; one that began before and ends after has charged the new owner, sees that by the name, and takes once more: a race
 * denies a request too many, and admits none.
 *
 * A thread that dies in there leaves a lock, which `ended` takes back, and perhaps a frozen cell, which the next holder of the
 * lock takes over.
 */
export class TokenBuckets {
  readonly #memory: BucketMemory;
  readonly #gcra: Gcra<BucketName>;
  readonly #clock: Pick<Clock, 'now'>;
  readonly #mine: number;
  readonly #mask: number;

  /** @param thread the number of this one, which no other has at the same time */
  constructor(memory: BucketMemory, clock: Pick<Clock, 'now'>, thread: number) {
    this.#memory = memory;
    this.#clock = clock;
    this.#mine = thread + 1;
    this.#mask = memory.locks.length - 1;
    this.#gcra = new Gcra(memory.times, clock, (cell, name) => this.#owns(cell, name));
  }

  /** As `Gcra.take`; or NO_ROOM, or LOCKED. */
  take(name: BucketName, limit: Limit, now: number): number {
    if (limit.tolerance === 0n) return Number.POSITIVE_INFINITY;
    let cell = this.#find(name);
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      if (cell < 0) cell = this.#claim(name, now);
      if (cell < 0) return cell;
      const wait = this.#gcra.take(cell, name, limit, now);
      if (wait !== GIVEN_ON && this.#owns(cell, name)) return wait;
      cell = -1;
    }
    return NO_ROOM;
  }

  /** Undoes a take that was admitted, for a request that another bucket has refused. */
  giveBack(name: BucketName, limit: Limit): void {
    const cell = this.#find(name);
    // A bucket that is not there is full.
    if (cell >= 0) this.#gcra.giveBack(cell, name, limit);
  }

  /** A thread has ended: what it held is free. */
  ended(thread: number): void {
    const { locks } = this.#memory;
    for (let window = 0; window < locks.length; window++) release(locks, window, thread + 1);
  }

  #find({ high, low }: BucketName): number {
    const { lows, highs } = this.#memory;
    if (lows.length === 0) return -1;
    const from = (low & this.#mask) * WINDOW;
    for (let cell = from; cell < from + WINDOW; cell++)
      if (Atomics.load(lows, cell) === low && Atomics.load(highs, cell) === high) return cell;
    return -1;
  }

  #owns(cell: number, { high, low }: BucketName): boolean {
    const { lows, highs } = this.#memory;
    return Atomics.load(lows, cell) === low && Atomics.load(highs, cell) === high;
  }

  /** A cell of this name, its own or one that nobody needs; or NO_ROOM, or LOCKED. */
  #claim(name: BucketName, now: number): number {
    const { locks, times } = this.#memory;
    if (locks.length === 0) return NO_ROOM;
    const window = name.low & this.#mask;
    if (!this.#lock(window)) return LOCKED;
    try {
      const known = this.#find(name);
      if (known < 0) return this.#takeOver(window, name, this.#gcra.nanoseconds(now));
      // Whoever froze it has died.
      Atomics.compareExchange(times, known, FROZEN, 0n);
      return known;
    } finally {
      release(locks, window, this.#mine);
    }
  }

  /**
   * After the clock was set back, a bucket that nobody asks for keeps its cell until the clock has come to its time again: how
   * far ahead a bucket may be its limit says, which is not in the cell, and one given on too early would admit too many.
   *
   * @param at when the request came: its bucket is full then
   * @returns the cell, or NO_ROOM
   */
  #takeOver(window: number, { high, low }: BucketName, at: bigint): number {
    const { times, lows, highs } = this.#memory;
    // The clock's time, and not the request's, which may be old: fewer buckets would be past then.
    const now = this.#gcra.nanoseconds(this.#clock.now());
    for (let attempt = 0; attempt < WINDOW; attempt++) {
      const cell = this.#oldest(window);
      const time = Atomics.load(times, cell);
      if (time > now && time !== FROZEN) return NO_ROOM;
      if (Atomics.compareExchange(times, cell, time, FROZEN) !== time) continue;
      Atomics.store(highs, cell, high);
      Atomics.store(lows, cell, low);
      Atomics.store(times, cell, at);
      return cell;
    }
    return NO_ROOM;
  }

  /** The cell that was full first, or that nobody has had: so two that are seldom used do not drive each other out. */
  #oldest(window: number): number {
    const { times } = this.#memory;
    let oldest = window * WINDOW;
    let least = FROZEN;
    for (let cell = window * WINDOW; cell < (window + 1) * WINDOW; cell++) {
      const time = Atomics.load(times, cell);
      if (time === FROZEN) return cell;
      if (time < least) {
        oldest = cell;
        least = time;
      }
    }
    return oldest;
  }

  #lock(window: number): boolean {
    const { locks } = this.#memory;
    for (let waited = 0; waited <= LOCK_MS; waited++) {
      const holder = Atomics.compareExchange(locks, window, 0, this.#mine);
      if (holder === 0) return true;
      Atomics.wait(locks, window, holder, 1);
    }
    return false;
  }
}

function release(locks: Int32Array<SharedArrayBuffer>, window: number, holder: number): void {
  if (Atomics.compareExchange(locks, window, holder, 0) === holder) Atomics.notify(locks, window);
}
