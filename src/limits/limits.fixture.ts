import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { SharedHandle } from './shared.ts';

/** The same numbers in [0, 1) for the same seed (mulberry32). */
export function seeded(seed: number): () => number {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A clock that is set to any time, earlier ones too. */
export class SettableClock {
  ms = Date.UTC(2026, 0, 1);

  now(): number {
    return this.ms;
  }
}

/** Words of the memory beside the state under test: the time, and who has come to the start. */
export const TIME = 0;
export const READY = 1;

/** Takes until a bucket is empty at `end`; whoever finds it empty earlier moves the time by a millisecond. */
export interface Takes {
  readonly does: 'take';
  /** Its name. */
  readonly bucket: string;
  readonly rate: number;
  readonly burst: number;
  readonly end: number;
}

/**
 * Takes from many buckets in a table that is too small for all, in random order, `times` times; whoever comes along moves the
 * time, so that cells are taken over all the while.
 */
export interface Jostles {
  readonly does: 'jostle';
  readonly names: number;
  readonly rate: number;
  readonly burst: number;
  readonly times: number;
  /** Of each bucket, how many were admitted by all threads. */
  readonly admitted: Int32Array<SharedArrayBuffer>;
}

/** Counts, and observes latencies so long that their sum overflows its low half every second time. */
export interface CountsUp {
  readonly does: 'count';
  readonly series: number;
  readonly times: number;
  readonly latency: number;
}

export interface Work {
  readonly handle: SharedHandle;
  readonly words: BigInt64Array<SharedArrayBuffer>;
  /** How many threads start at once. */
  readonly together: number;
  readonly task: Takes | Jostles | CountsUp;
}

/** What a thread answered when it had done its work. */
export async function runThread(work: Work): Promise<number> {
  const worker = new Worker(new URL('./thread.fixture.ts', import.meta.url), { workerData: work });
  const exit = once(worker, 'exit');
  const [answer] = await once(worker, 'message');
  await exit;
  return Number(answer);
}
