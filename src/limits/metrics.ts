import type { Cancel, Clock } from '../lib/clock.ts';
import type { Log } from '../lib/log.ts';
import type { Counters, SeriesReading } from './counters.ts';
import type { Slots } from './slots.ts';

/** What a series is about: a stage, or one method of it where detailed metrics are on. */
export interface SeriesLabels {
  readonly api: string;
  readonly stage: string;
  /** As CloudWatch's dimensions Resource and Method: `/pets/{petId}`, `GET`. */
  readonly method?: { readonly resource: string; readonly httpMethod: string };
}

export interface LabelledReading extends SeriesReading {
  readonly labels: SeriesLabels;
}

/** The counters of one series, as a gateway thread counts in them. */
export class Series {
  readonly #counters: Counters;
  readonly #slot: number;

  /** `slot` is what SeriesBook.acquire gave. */
  constructor(counters: Counters, slot: number) {
    this.#counters = counters;
    this.#slot = slot;
  }

  /** One request that was answered. Milliseconds; `undefined` when no integration was called. */
  observe(status: number, latencyMs: number, integrationMs: number | undefined): void {
    this.#counters.answered(this.#slot, status, latencyMs, integrationMs);
  }

  cache(hit: boolean): void {
    this.#counters.count(this.#slot, hit ? 'CacheHitCount' : 'CacheMissCount');
  }
}

/** Where everything is counted that finds no slot of its own. No API has such an id. */
export const OVERFLOW: SeriesLabels = { api: '_other', stage: '_other' };

interface Entry {
  readonly labels: SeriesLabels;
  readonly slot: number;
  /** How often each holder has it. */
  readonly holders: Map<number, number>;
  /** Set while nobody holds it. */
  expiry: Cancel | undefined;
}

/**
 * Which series has which slot, kept by the thread that opened the memory. A holder is a thread's number: what a thread held
 * is let go when it ends, however it ended.
 *
 * A series that nobody holds any more is *lingering*: it keeps its slot and its counts until the requests that began under
 * the plan that let it go have ended, and is taken up again if a plan wants it within that time.
 *
 * When all slots are in use, further series share one, under the labels OVERFLOW: requests are counted all the same, and the
 * log says so.
 */
export class SeriesBook {
  readonly #slots: Slots;
  readonly #counters: Counters;
  readonly #clock: Pick<Clock, 'after'>;
  readonly #log: Log;
  readonly #lingerMs: number;
  readonly #entries = new Map<string, Entry>();
  readonly #overflow: number;
  #refused = 0;
  #full = false;

  /** @throws RangeError when there is not even one slot */
  constructor(options: {
    readonly seriesSlots: Slots;
    readonly counters: Counters;
    readonly clock: Pick<Clock, 'after'>;
    readonly log: Log;
    /** Longer than the longest request. */
    readonly lingerMs: number;
  }) {
    this.#slots = options.seriesSlots;
    this.#counters = options.counters;
    this.#clock = options.clock;
    this.#log = options.log;
    this.#lingerMs = options.lingerMs;
    this.#overflow = this.#slots.acquire(keyOf(OVERFLOW));
  }

  /** Series that were counted under OVERFLOW because all slots were in use. */
  get refused(): number {
    return this.#refused;
  }

  /** The slot of a series. Each call is to be matched by a `release`, or by `ended`. */
  acquire(labels: SeriesLabels, holder: number): number {
    const key = keyOf(labels);
    const entry = this.#entries.get(key) ?? this.#open(key, labels);
    if (entry === undefined) return this.#overflow;
    entry.expiry?.();
    entry.expiry = undefined;
    entry.holders.set(holder, (entry.holders.get(holder) ?? 0) + 1);
    return entry.slot;
  }

  /** What found no slot is not held, so that letting it go changes nothing. */
  release(labels: SeriesLabels, holder: number): void {
    const key = keyOf(labels);
    const entry = this.#entries.get(key);
    const times = entry?.holders.get(holder);
    if (entry === undefined || times === undefined) return;
    if (times > 1) entry.holders.set(holder, times - 1);
    else this.#drop(key, entry, holder);
  }

  /** A thread has ended: it holds nothing any more. */
  ended(holder: number): void {
    for (const [key, entry] of [...this.#entries]) if (entry.holders.has(holder)) this.#drop(key, entry, holder);
  }

  /** The sums over all threads, in the order in which the series came; OVERFLOW last, once something is in it. */
  read(): LabelledReading[] {
    const readings = [...this.#entries.values()].map(({ labels, slot }) => ({ labels, ...this.#counters.read(slot) }));
    if (this.#refused > 0) readings.push({ labels: OVERFLOW, ...this.#counters.read(this.#overflow) });
    return readings;
  }

  /** Forgets what lingers; for the end of the process. */
  close(): void {
    for (const entry of this.#entries.values()) entry.expiry?.();
    this.#entries.clear();
  }

  #open(key: string, labels: SeriesLabels): Entry | undefined {
    if (this.#slots.free === 0) {
      this.#refused++;
      if (!this.#full) {
        this.#full = true;
        this.#log.error(
          `All ${this.#slots.size} series of counters are in use: requests of further stages and methods are counted under api="${OVERFLOW.api}"`,
          { first: key },
        );
      }
      return undefined;
    }
    const entry = { labels, slot: this.#slots.acquire(key), holders: new Map(), expiry: undefined };
    this.#entries.set(key, entry);
    return entry;
  }

  #drop(key: string, entry: Entry, holder: number): void {
    entry.holders.delete(holder);
    if (entry.holders.size > 0) return;
    entry.expiry = this.#clock.after(this.#lingerMs, () => {
      this.#entries.delete(key);
      this.#slots.release(key);
      this.#full = false;
    });
  }
}

function keyOf({ api, stage, method }: SeriesLabels): string {
  return JSON.stringify(method === undefined ? [api, stage] : [api, stage, method.resource, method.httpMethod]);
}
