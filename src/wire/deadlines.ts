import type { Cancel, Clock } from '../lib/clock.ts';

/** What has a deadline now and then. Its links belong to `Deadlines`. */
export abstract class Timed {
  /** Milliseconds since the epoch. */
  due = 0;
  before: Timed | undefined = undefined;
  after: Timed | undefined = undefined;
  lane: Lane | undefined = undefined;

  /** The deadline has passed; it is set no more. */
  abstract expire(): void;
}

/** Those with the same time to live: the first to come is the first that is due. */
interface Lane {
  readonly ms: number;
  first: Timed | undefined;
  last: Timed | undefined;
}

/**
 * Many deadlines over one timer. Setting and clearing cost some assignments: the timer stands at the earliest deadline that
 * there was and, when it rings, looks for the next. Deadlines are met to the millisecond.
 */
export class Deadlines {
  readonly #clock: Clock;
  readonly #lanes = new Map<number, Lane>();
  #armed = Number.POSITIVE_INFINITY;
  #cancel: Cancel | undefined;
  #now = Number.NEGATIVE_INFINITY;
  /** Deadlines that are set. */
  #count = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** @param ms from now; replaces a deadline that was set before */
  set(timed: Timed, ms: number): void {
    if (timed.lane === undefined) this.#count++;
    else unlink(timed, timed.lane);
    const due = this.#look() + ms;
    let lane = this.#lanes.get(ms);
    if (lane === undefined) {
      lane = { ms, first: undefined, last: undefined };
      this.#lanes.set(ms, lane);
    }
    timed.due = due;
    timed.lane = lane;
    timed.before = lane.last;
    if (lane.last === undefined) lane.first = timed;
    else lane.last.after = timed;
    lane.last = timed;
    if (due < this.#armed) this.#arm(due, ms);
  }

  /** @param ms what a deadline that is set gets besides */
  putOff(timed: Timed, ms: number): void {
    if (timed.lane !== undefined) this.set(timed, timed.due + ms - this.#look());
  }

  clear(timed: Timed): void {
    if (timed.lane === undefined) return;
    unlink(timed, timed.lane);
    this.#count--;
    if (this.#count === 0) this.#disarm();
  }

  #arm(due: number, ms: number): void {
    this.#cancel?.();
    this.#armed = due;
    this.#cancel = this.#clock.after(Math.max(0, ms), () => this.#ring());
  }

  #disarm(): void {
    this.#cancel?.();
    this.#cancel = undefined;
    this.#armed = Number.POSITIVE_INFINITY;
  }

  #ring(): void {
    this.#cancel = undefined;
    this.#armed = Number.POSITIVE_INFINITY;
    const now = this.#look();
    let next = Number.POSITIVE_INFINITY;
    for (const lane of this.#lanes.values()) {
      let first = lane.first;
      while (first !== undefined && first.due <= now) {
        this.clear(first);
        first.expire();
        first = lane.first;
      }
      if (first === undefined) this.#lanes.delete(lane.ms);
      else if (first.due < next) next = first.due;
    }
    // What expired may have set others, and with them the timer, or cleared all that there were.
    if (this.#count > 0 && next < this.#armed) this.#arm(next, next - now);
  }

  /** The time. Where the clock was set back, the deadlines go back with it: none is met late. */
  #look(): number {
    const now = this.#clock.now();
    if (now < this.#now) {
      const back = this.#now - now;
      for (const lane of this.#lanes.values()) {
        for (let timed = lane.first; timed !== undefined; timed = timed.after) timed.due -= back;
      }
      this.#armed -= back;
    }
    this.#now = now;
    return now;
  }
}

function unlink(timed: Timed, lane: Lane): void {
  const { before, after } = timed;
  if (before === undefined) lane.first = after;
  else before.after = after;
  if (after === undefined) lane.last = before;
  else after.before = before;
  timed.lane = undefined;
  timed.before = undefined;
  timed.after = undefined;
}
