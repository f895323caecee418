import { Lanes } from './lanes.ts';

/**
 * What is counted for each series, under CloudWatch's names (aws-behaviour.md §1.16), and what Prometheus wants beside them:
 * 2XX and 3XX. A series is a set of labels.
 */
export const COUNTS = ['Count', '2XX', '3XX', '4XXError', '5XXError', 'CacheHitCount', 'CacheMissCount'] as const;
export const HISTOGRAMS = ['Latency', 'IntegrationLatency'] as const;
/** Upper bounds of the histograms' buckets in milliseconds, inclusive; 29 s is AWS's integration timeout. One more holds the rest. */
export const LATENCY_BOUNDS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 29_000] as const;

export type CountName = (typeof COUNTS)[number];
export type HistogramName = (typeof HISTOGRAMS)[number];

export interface HistogramReading {
  /** One for each of LATENCY_BOUNDS, and the rest. */
  readonly buckets: readonly number[];
  /** Of all that was observed, in milliseconds. */
  readonly sum: number;
}

export interface SeriesReading {
  readonly counts: Readonly<Record<CountName, number>>;
  readonly histograms: Readonly<Record<HistogramName, HistogramReading>>;
}

const BUCKETS = LATENCY_BOUNDS.length + 1;
/** A histogram is its buckets and then the sum, in microseconds. */
const HISTOGRAM_WORDS = BUCKETS + 1;
/** 64-bit words that a series has in every lane. */
export const SERIES_WORDS = COUNTS.length + HISTOGRAMS.length * HISTOGRAM_WORDS;

const COUNT_AT = byName(COUNTS, (i) => i);
const HISTOGRAM_AT = byName(HISTOGRAMS, (i) => COUNTS.length + i * HISTOGRAM_WORDS);
/** Below this many milliseconds a bucket is looked up instead of sought: bounds are whole numbers. */
const FAST = 1000;
const BUCKET_OF = Uint8Array.from({ length: FAST + 1 }, (_, ms) => bucketOf(ms));
/** What every request touches, as numbers. */
const ANSWERED = COUNT_AT.Count;
const { Latency: LATENCY, IntegrationLatency: INTEGRATION_LATENCY } = HISTOGRAM_AT;
/** By the first digit of the status code. */
const CLASS_AT = [0, 0, COUNT_AT['2XX'], COUNT_AT['3XX'], COUNT_AT['4XXError'], COUNT_AT['5XXError']];

/** Counters and histograms of each series, in lanes. A reading is exact for each number; two of them may be a request apart. */
export class Counters {
  readonly #lanes: Lanes;
  readonly #series: number;

  /** `own` is the lane of this thread. Lanes have the same size. */
  constructor(lanes: readonly BigUint64Array[], own: number) {
    this.#lanes = new Lanes(lanes, own);
    this.#series = this.#lanes.words / SERIES_WORDS;
  }

  count(series: number, name: CountName): void {
    this.#lanes.add(this.#base(series) + COUNT_AT[name], 1);
  }

  /**
   * A request that was answered: counts it, its class of status code and its latencies in milliseconds.
   * @param integrationMs `undefined` when no integration was called
   */
  answered(series: number, status: number, latencyMs: number, integrationMs: number | undefined): void {
    const base = this.#base(series);
    const lanes = this.#lanes;
    lanes.add(base + ANSWERED, 1);
    lanes.add(base + (CLASS_AT[Math.min(5, Math.max(2, (status / 100) | 0))] as number), 1);
    observe(lanes, base + LATENCY, latencyMs);
    if (integrationMs !== undefined) observe(lanes, base + INTEGRATION_LATENCY, integrationMs);
  }

  /** A latency. One below 0, which a clock that was set back yields, counts as 0. */
  observe(series: number, name: HistogramName, ms: number): void {
    observe(this.#lanes, this.#base(series) + HISTOGRAM_AT[name], ms);
  }

  /** The sum over all threads, those that have ended included. */
  read(series: number): SeriesReading {
    const base = this.#base(series);
    const sum = (word: number) => this.#lanes.sum(word);
    return {
      counts: byName(COUNTS, (i) => sum(base + i)),
      histograms: byName(HISTOGRAMS, (_, name) => {
        const at = base + HISTOGRAM_AT[name];
        return { buckets: Array.from({ length: BUCKETS }, (_, i) => sum(at + i)), sum: sum(at + BUCKETS) / 1000 };
      }),
    };
  }

  /** Clears a series in all lanes: for its owner, while no thread counts in it. */
  reset(series: number): void {
    const base = this.#base(series);
    for (let i = 0; i < SERIES_WORDS; i++) this.#lanes.clear(base + i);
  }

  #base(series: number): number {
    // A plain store beyond the end would be dropped in silence.
    if (!(series >= 0 && series < this.#series)) throw new RangeError(`There is no series ${series}.`);
    return series * SERIES_WORDS;
  }
}

function observe(lanes: Lanes, at: number, ms: number): void {
  const bucket = ms < FAST ? (BUCKET_OF[Math.ceil(ms)] ?? 0) : bucketOf(ms);
  lanes.add(at + bucket, 1);
  if (ms > 0) lanes.add(at + BUCKETS, Math.round(ms * 1000));
}

function bucketOf(ms: number): number {
  let bucket = 0;
  while (bucket < LATENCY_BOUNDS.length && ms > (LATENCY_BOUNDS[bucket] as number)) bucket++;
  return bucket;
}

function byName<N extends string, T>(names: readonly N[], value: (index: number, name: N) => T): Record<N, T> {
  return Object.fromEntries(names.map((name, i) => [name, value(i, name)])) as Record<N, T>;
}
