/** What is counted for each series, under CloudWatch's names (aws-behaviour.md §1.16). A series is a set of labels. */
export const COUNTS = ['Count', '4XXError', '5XXError', 'CacheHitCount', 'CacheMissCount'] as const;
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

/** Which half of a 64-bit word is the low one on this machine. */
const LOW = new Uint32Array(new BigUint64Array([1n]).buffer)[0] === 1 ? 0 : 1;
const LOW_MAX = 0xffff_ffff;

/**
 * Counters without contention: every thread writes to a lane of its own, a reader adds the lanes up.
 *
 * A word is 64 bits, and its thread, the only one that writes to it, touches the low half alone until that overflows; then
 * it stores the whole word. So a count costs a plain 32-bit store, and a reader, who loads whole words, never sees half
 * of a carry. A reading is exact for each word; words of one series may be a request apart.
 */
export class Counters {
  readonly #lanes: readonly BigUint64Array[];
  readonly #words: BigUint64Array;
  readonly #halves: Uint32Array;
  readonly #series: number;

  /** `own` is the lane of this thread. Lanes have the same size. */
  constructor(lanes: readonly BigUint64Array[], own: number) {
    const words = lanes[own];
    if (words === undefined) throw new RangeError(`There is no lane ${own} among ${lanes.length}.`);
    this.#lanes = lanes;
    this.#words = words;
    this.#halves = new Uint32Array(words.buffer, words.byteOffset, words.length * 2);
    this.#series = words.length / SERIES_WORDS;
  }

  count(series: number, name: CountName): void {
    this.#add(this.#base(series) + COUNT_AT[name], 1);
  }

  /** A latency. One below 0, which a clock that was set back yields, counts as 0. */
  observe(series: number, name: HistogramName, ms: number): void {
    const base = this.#base(series) + HISTOGRAM_AT[name];
    let bucket = 0;
    while (bucket < LATENCY_BOUNDS.length && ms > (LATENCY_BOUNDS[bucket] as number)) bucket++;
    this.#add(base + bucket, 1);
    if (ms > 0) this.#add(base + BUCKETS, Math.round(ms * 1000));
  }

  /** The sum over all threads, those that have ended included. */
  read(series: number): SeriesReading {
    const base = this.#base(series);
    const sum = (word: number) => this.#lanes.reduce((total, lane) => total + Number(Atomics.load(lane, word)), 0);
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
    for (const lane of this.#lanes) for (let i = 0; i < SERIES_WORDS; i++) Atomics.store(lane, base + i, 0n);
  }

  #base(series: number): number {
    // A plain store beyond the end would be dropped in silence.
    if (!(series >= 0 && series < this.#series)) throw new RangeError(`There is no series ${series}.`);
    return series * SERIES_WORDS;
  }

  #add(word: number, by: number): void {
    const low = (this.#halves[2 * word + LOW] as number) + by;
    if (low <= LOW_MAX) this.#halves[2 * word + LOW] = low;
    else Atomics.store(this.#words, word, Atomics.load(this.#words, word) + BigInt(by));
  }
}

function byName<N extends string, T>(names: readonly N[], value: (index: number, name: N) => T): Record<N, T> {
  return Object.fromEntries(names.map((name, i) => [name, value(i, name)])) as Record<N, T>;
}
