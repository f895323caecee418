/** Ways to take a token and to count, for `bench/limits.ts`: what src/limits does, and what it could have done instead. */
import { bucketName, compileLimit, openSharedState, type SharedHandle } from '../src/limits/limits.ts';
import { attachSharedState } from '../src/limits/shared.ts';

/** Memory that the variants share between threads, each in its own part. */
export interface VariantMemory {
  readonly handles: readonly [SharedHandle, SharedHandle];
  readonly cells: SharedArrayBuffer;
}

/** Runs once; true when it was admitted. `now` is in milliseconds. */
export type Once = (now: number) => boolean;

/**
 * So deep that a bucket never runs dry, which would be ahead of the clock by eleven days: each lap begins at the same time again,
 * and what the laps before it took is still taken. Every take is admitted.
 */
const RATE = 1_000_000;
const BURST = 1_000_000_000_000;
export const START = Date.UTC(2026, 0, 1);
const CELL = 16;
/** As in a process. */
const TABLE = 2 ** 17;
/** Names that are in use at once, in the variant with many. */
const NAMES = 10_000;

export function openMemory(): VariantMemory {
  const state = openSharedState({ buckets: TABLE, series: 1, threads: 2 }, { now: () => START });
  return { handles: [state.handle(1), state.handle(2)], cells: new SharedArrayBuffer(1024) };
}

/** By name; every thread compiles its own, so that each has its own optimised code. */
export function compileVariants(memory: VariantMemory, thread: 0 | 1): Readonly<Record<string, Once>> {
  const state = attachSharedState(memory.handles[thread], { now: () => START });
  const cells = new BigInt64Array(memory.cells);
  const words = new Int32Array(memory.cells);
  const doubles = new Float64Array(memory.cells);
  const limit = compileLimit(RATE, BURST);
  const spent = compileLimit(1, 1);
  const names = Array.from({ length: NAMES }, (_, i) => bucketName(`key ${i}`));
  const [one = bucketName(''), denied = bucketName('denied')] = names;
  state.buckets.take(denied, spent, START);
  let next = thread;
  return {
    'take: BigInt, compiled limit (ours)': (now) => state.buckets.take(one, limit, now) === 0,
    'take: one of 10,000 buckets in turn (ours)': (now) => {
      next = (next + 7919) % NAMES;
      return state.buckets.take(names[next] ?? one, limit, now) === 0;
    },
    'take: BigInt, limit compiled each time': (now) =>
      state.buckets.take(one, compileLimit(RATE + (now & 1), BURST), now) === 0,
    'take: Number arithmetic, converted': (now) => takeNumber(cells, CELL, RATE + (now & 1), BURST, now),
    'take: bits of a double': (now) => takeDouble(cells, CELL * 2, RATE + (now & 1), BURST, now),
    'take: a spin lock beside a double': (now) => takeLocked(words, doubles, RATE + (now & 1), BURST, now),
    'deny: BigInt, compiled limit (ours)': () => state.buckets.take(denied, spent, START) === 0,
    'count: a lane per thread (ours)': () => {
      state.counters.count(0, 'Count');
      return true;
    },
    'count: one Atomics.add for all': () => {
      Atomics.add(words, 200, 1);
      return true;
    },
    'observe: a lane per thread (ours)': (now) => {
      state.counters.observe(0, 'Latency', now & 63);
      return true;
    },
  };
}

/** Nanoseconds since START: exact for 104 days. */
function takeNumber(cells: BigInt64Array, cell: number, rate: number, burst: number, now: number): boolean {
  const interval = Math.ceil(1e9 / rate);
  const at = (now - START) * 1e6;
  for (;;) {
    const stored = Atomics.load(cells, cell);
    const next = Math.max(Number(stored), at) + interval;
    if (next - at > interval * burst) return false;
    if (Atomics.compareExchange(cells, cell, stored, BigInt(next)) === stored) return true;
  }
}

const scratch = new Float64Array(1);
const bits = new BigInt64Array(scratch.buffer);

/** Milliseconds since START as a double, whose bits are the cell. */
function takeDouble(cells: BigInt64Array, cell: number, rate: number, burst: number, now: number): boolean {
  const interval = 1000 / rate;
  const at = now - START;
  for (;;) {
    const stored = Atomics.load(cells, cell);
    bits[0] = stored;
    const next = Math.max(scratch[0] ?? 0, at) + interval;
    if (next - at > interval * burst) return false;
    scratch[0] = next;
    if (Atomics.compareExchange(cells, cell, stored, bits[0] ?? 0n) === stored) return true;
  }
}

/** A thread that dies between the two atomics would stop all the others. */
function takeLocked(words: Int32Array, doubles: Float64Array, rate: number, burst: number, now: number): boolean {
  const interval = 1000 / rate;
  const at = now - START;
  while (Atomics.compareExchange(words, 120, 0, 1) !== 0) {
    // Another thread has it.
  }
  const next = Math.max(doubles[62] ?? 0, at) + interval;
  const admitted = next - at <= interval * burst;
  if (admitted) doubles[62] = next;
  Atomics.store(words, 120, 0);
  return admitted;
}

/** Of the variants that are not ours; our buckets are too deep to run dry. */
export function resetMemory(memory: VariantMemory): void {
  new Int32Array(memory.cells).fill(0);
}
