/**
 * The only place that knows what time it is. Everything that waits or stamps takes a `Clock`, so that a test moves time
 * instead of sleeping.
 */
export interface Clock {
  /** Milliseconds since the Unix epoch. */
  now(): number;
  /** Runs `fn` once, `ms` milliseconds from now. The returned function cancels it; cancelling twice is harmless. */
  after(ms: number, fn: () => void): Cancel;
}

export type Cancel = () => void;

export const systemClock: Clock = {
  now: () => Date.now(),
  after(ms, fn) {
    const timer = setTimeout(fn, ms);
    return () => clearTimeout(timer);
  },
};

/** A clock that stands still until `advance` moves it. For tests, and later for `/_gatehouse/clock`. */
export class ManualClock implements Clock {
  #now: number;
  #order = 0;
  readonly #due = new Map<number, { at: number; fn: () => void }>();

  constructor(startMs = Date.UTC(2026, 0, 1)) {
    this.#now = startMs;
  }

  now(): number {
    return this.#now;
  }

  after(ms: number, fn: () => void): Cancel {
    const id = this.#order++;
    this.#due.set(id, { at: this.#now + ms, fn });
    return () => this.#due.delete(id);
  }

  /** How many timers wait: what a leak test asserts on. */
  get pending(): number {
    return this.#due.size;
  }

  /** Moves time forward and runs what falls due, in order of time and then of registration. */
  advance(ms: number): void {
    const end = this.#now + ms;
    for (;;) {
      const next = [...this.#due].filter(([, t]) => t.at <= end).sort(([i, a], [j, b]) => a.at - b.at || i - j)[0];
      if (next === undefined) break;
      this.#due.delete(next[0]);
      this.#now = Math.max(this.#now, next[1].at);
      next[1].fn();
    }
    this.#now = end;
  }
}
