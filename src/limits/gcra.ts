import type { Clock } from '../lib/clock.ts';

/** A rate and a burst, compiled: what a request costs and how far ahead of the clock a bucket may get, in nanoseconds. */
export interface Limit {
  readonly interval: bigint;
  /** 0 blocks. */
  readonly tolerance: bigint;
}

const NS_PER_SECOND = 1e9;
const NS_PER_MS = 1_000_000n;
/** 36 years: what would take longer to refill is cut. With LATEST_MS this keeps every sum below 2^63. */
const LONGEST = 1n << 60n;
/** The year 2116, in milliseconds. */
const LATEST_MS = Number((1n << 62n) / NS_PER_MS);
/** In place of a time: somebody else is about to get the cell. No sum comes so far. */
export const FROZEN = (1n << 63n) - 1n;
/** `take` of a cell that is frozen. */
export const GIVEN_ON = -1;

const BLOCKED: Limit = { interval: 0n, tolerance: 0n };

/**
 * `rate` requests a second, `burst` at once. A rate or a burst of 0 blocks (aws-behaviour.md §1.19), and so does what is
 * not a number.
 *
 * The interval is rounded up to a whole nanosecond, so a bucket is never faster than its rate, and at 100,000 a second
 * slower by less than 0.01 %. The burst is exact at every rate. Microseconds would be off by 10 % there, and picoseconds
 * since 1970 do not fit 64 bits.
 */
export function compileLimit(rate: number, burst: number): Limit {
  if (!(rate > 0 && burst >= 1)) return BLOCKED;
  const interval = BigInt(Math.max(1, Math.ceil(Math.min(NS_PER_SECOND / rate, Number(LONGEST)))));
  const most = LONGEST / interval;
  const tokens = burst < Number(most) ? BigInt(Math.floor(burst)) : most;
  return { interval, tolerance: tokens * interval };
}

/**
 * Token buckets as GCRA keeps them: of each bucket only the time at which it will be full again (the theoretical arrival
 * time), in nanoseconds since 1970. A request moves it by one interval with one compare-exchange, so that all threads
 * together admit no more than `burst + rate × t`, and exactly that many when they ask for more. A cell of 0 is a full bucket.
 *
 * Measured by `bench/limits.ts`, CPU ns per take, medians of three runs on a machine with two cores that had other work too; alone,
 * and with a second thread on the same bucket, found by its name: 82–85 and 118–157; of one of 10,000 buckets in turn 144–167 and
 * 154–251. With the limit compiled at each take 172–199 and 194–250. Without the search, numbers converted from and to BigInt take
 * 66–70 and 77–144, and the bits of a double, whose sums are not exact and which has no nanoseconds left after a hundred days, 34–38
 * and 50–96. Two 32-bit halves cannot be exchanged at once, and a lock for each take would be held by a thread that died, for
 * everybody, until somebody takes it back.
 *
 * `N` names the owner of a cell, where cells are given on (buckets.ts).
 */
export class Gcra<N = undefined> {
  readonly #cells: BigInt64Array;
  readonly #clock: Pick<Clock, 'now'>;
  readonly #owns: (cell: number, name: N) => boolean;
  #ms = 0;
  #ns = 0n;

  constructor(cells: BigInt64Array, clock: Pick<Clock, 'now'>, owns: (cell: number, name: N) => boolean) {
    this.#cells = cells;
    this.#clock = clock;
    this.#owns = owns;
  }

  /**
   * 0 when the request is admitted, else the whole milliseconds until one would be: `Infinity` when the limit blocks. GIVEN_ON
   * when the cell is, or may be, no longer `name`'s. `now` is the clock's time, read by the caller once for all its buckets;
   * one that has become old admits less, not more.
   */
  take(cell: number, name: N, limit: Limit, now: number): number {
    const { interval, tolerance } = limit;
    if (tolerance === 0n) return Number.POSITIVE_INFINITY;
    const cells = this.#cells;
    let at = this.nanoseconds(now);
    for (;;) {
      const stored = Atomics.load(cells, cell);
      if (stored === FROZEN) return GIVEN_ON;
      const next = BigInt.asIntN(64, stored > at ? stored + interval : at + interval);
      const over = BigInt.asIntN(64, next - at - tolerance);
      if (over <= 0n) {
        if (Atomics.compareExchange(cells, cell, stored, next) === stored) return 0;
      } else if (over <= interval) {
        return milliseconds(over);
      } else {
        // No request of this limit has put the bucket so far ahead. Either `now` is older than the request that did, or
        // the clock was set back, or the limit was lowered. The clock, read after the cell, tells which.
        const fresh = this.nanoseconds(this.#clock.now());
        if (fresh > at) {
          at = fresh;
        } else if (!this.#owns(cell, name)) {
          // It is another's bucket by now, which may have a larger limit.
          return GIVEN_ON;
        } else if (Atomics.compareExchange(cells, cell, stored, fresh + tolerance) === stored) {
          // An empty bucket as of now: an hour set back costs whoever asks for this bucket one interval, not an hour. One that nobody asks
          // for keeps its cell that hour, and where all cells of a window are such, no other bucket gets one.
          return milliseconds(interval);
        }
      }
    }
  }

  /** Takes back a request that was admitted, from a bucket that is still `name`'s. */
  giveBack(cell: number, name: N, { interval }: Limit): void {
    const cells = this.#cells;
    for (;;) {
      const stored = Atomics.load(cells, cell);
      // Looked at after the load: a cell that is given on has another time by then.
      if (stored === FROZEN || !this.#owns(cell, name)) return;
      if (Atomics.compareExchange(cells, cell, stored, stored - interval) === stored) return;
    }
  }

  /** The same millisecond is converted once, however many requests it has. */
  nanoseconds(ms: number): bigint {
    if (ms !== this.#ms) {
      this.#ns = BigInt(Math.floor(Math.min(Math.max(ms, 0), LATEST_MS))) * NS_PER_MS;
      this.#ms = ms;
    }
    return this.#ns;
  }
}

function milliseconds(ns: bigint): number {
  return Math.ceil(Number(ns) / 1e6);
}
