import type { Clock } from '../lib/clock.ts';
import { TokenBuckets, WINDOW } from './buckets.ts';
import { Counters, SERIES_WORDS } from './counters.ts';
import { Slots } from './slots.ts';
import { TALLY_WORDS, Tallies } from './tallies.ts';

/** How much the memory holds. It never grows. */
export interface SharedBounds {
  /** Token buckets that are not full: a power of two, at least 16, or 0. */
  readonly buckets: number;
  /** Label sets that counters are kept for. */
  readonly series: number;
  /** Gateway threads beside the one that opens the memory. */
  readonly threads: number;
}

/** What a thread attaches itself with: to be sent by `postMessage` or as `workerData`. */
export interface SharedHandle {
  readonly memory: SharedArrayBuffer;
  readonly thread: number;
}

/** The shared memory as a thread has it. */
export interface SharedState {
  readonly buckets: TokenBuckets;
  readonly counters: Counters;
  readonly tallies: Tallies;
}

/** The shared memory as the thread has it that gives out its slots. */
export interface OwnedState extends SharedState {
  readonly seriesSlots: Slots;
  /**
   * For thread 1 … `threads`. Two threads that run at once never have one number; the thread that replaces another takes
   * its number over, and the counts go on.
   */
  handle(thread: number): SharedHandle;
}

/** Changes whenever the meaning of the memory does. */
const LAYOUT = 3;
const HEADER_WORDS = 6;
const MAX_BYTES = 2 ** 30;
/** Two cache lines, which processors fetch in pairs: parts that different threads write to lie so far apart. */
const APART = 128;
const WORD = 8;
const HALF = 4;

export function openSharedState(bounds: SharedBounds, clock: Pick<Clock, 'now'>): OwnedState {
  const { buckets, series, threads } = bounds;
  for (const [name, value] of Object.entries({ buckets, series, threads }))
    if (!Number.isSafeInteger(value) || value < 0) throw new RangeError(`${name} is ${value}: not a number of things.`);
  if (buckets !== 0 && (buckets < WINDOW || !Number.isInteger(Math.log2(buckets))))
    throw new RangeError(`buckets is ${buckets}: neither 0 nor a power of two from ${WINDOW}.`);
  const { bytes } = layout(bounds);
  if (bytes > MAX_BYTES)
    throw new RangeError(
      `${buckets} buckets and ${series} series for ${threads} threads take ${bytes} bytes of shared memory; ${MAX_BYTES} is the most.`,
    );
  const memory = new SharedArrayBuffer(bytes);
  new Int32Array(memory, 0, HEADER_WORDS).set([LAYOUT, SERIES_WORDS, TALLY_WORDS, buckets, series, threads]);
  const state = attachSharedState({ memory, thread: 0 }, clock);
  return {
    ...state,
    seriesSlots: new Slots('series of counters', series, (slot) => state.counters.reset(slot)),
    handle(thread) {
      if (!(Number.isInteger(thread) && thread >= 1 && thread <= threads))
        throw new RangeError(`There is no thread ${thread} among ${threads}.`);
      return { memory, thread };
    },
  };
}

/** In a thread: the memory that another one opened. */
export function attachSharedState({ memory, thread }: SharedHandle, clock: Pick<Clock, 'now'>): SharedState {
  const header = [...new Int32Array(memory, 0, HEADER_WORDS)];
  const [version = 0, words = 0, tallies = 0, buckets = 0, series = 0, threads = 0] = header;
  // A thread is started from the files as they are then: an upgrade may have replaced them since the memory was opened.
  if (version !== LAYOUT || words !== SERIES_WORDS || tallies !== TALLY_WORDS)
    throw new Error(
      `The shared memory has layout ${version} with ${words} words a series and ${tallies} tallies; this thread knows layout ${LAYOUT} with ${SERIES_WORDS} and ${TALLY_WORDS}. Restart the process.`,
    );
  const { timesAt, highsAt, lowsAt, locksAt, windows, lanesAt, laneBytes, talliesIn } = layout({
    buckets,
    series,
    threads,
  });
  const lanes = (at: number, words: number) =>
    Array.from(
      { length: threads + 1 },
      (_, lane) => new BigUint64Array(memory, lanesAt + lane * laneBytes + at, words),
    );
  return {
    buckets: new TokenBuckets(
      {
        times: new BigInt64Array(memory, timesAt, buckets),
        highs: new Int32Array(memory, highsAt, buckets),
        lows: new Int32Array(memory, lowsAt, buckets),
        locks: new Int32Array(memory, locksAt, windows),
      },
      clock,
      thread,
    ),
    counters: new Counters(lanes(0, series * SERIES_WORDS), thread),
    tallies: new Tallies(lanes(talliesIn, TALLY_WORDS), thread),
  };
}

/** Header, buckets, then a lane of counters and tallies for each thread. Buckets lie close: all threads write to all of them anyway. */
function layout({ buckets, series, threads }: SharedBounds) {
  const timesAt = apart(HEADER_WORDS * HALF);
  const highsAt = timesAt + apart(buckets * WORD);
  const lowsAt = highsAt + apart(buckets * HALF);
  const locksAt = lowsAt + apart(buckets * HALF);
  const windows = buckets / WINDOW;
  const lanesAt = locksAt + apart(windows * HALF);
  const talliesIn = series * SERIES_WORDS * WORD;
  const laneBytes = apart(talliesIn + TALLY_WORDS * WORD);
  const at = { timesAt, highsAt, lowsAt, locksAt, windows };
  return { ...at, lanesAt, laneBytes, talliesIn, bytes: lanesAt + (threads + 1) * laneBytes };
}

/** So many bytes and at least APART more, in whole words. */
function apart(bytes: number): number {
  return Math.ceil(bytes / APART) * APART + APART;
}
