import type { Cancel, Clock } from '../lib/clock.ts';

/**
 * One deadline that moves often and is met seldom. Moving it later costs an assignment: the timer underneath is left as it
 * is and looks again when it fires.
 */
export class Alarm {
  readonly #clock: Clock;
  readonly #ring: () => void;
  #due = Number.POSITIVE_INFINITY;
  #armed = Number.POSITIVE_INFINITY;
  #cancel: Cancel | undefined;

  constructor(clock: Clock, ring: () => void) {
    this.#clock = clock;
    this.#ring = ring;
  }

  /** Rings once at `due`, in milliseconds since the epoch; replaces what was set before. */
  set(due: number): void {
    this.#due = due;
    if (this.#armed > due) this.#arm();
  }

  clear(): void {
    this.#cancel?.();
    this.#cancel = undefined;
    this.#due = Number.POSITIVE_INFINITY;
    this.#armed = Number.POSITIVE_INFINITY;
  }

  #arm(): void {
    this.#cancel?.();
    this.#armed = this.#due;
    this.#cancel = this.#clock.after(Math.max(0, this.#due - this.#clock.now()), () => this.#fired());
  }

  #fired(): void {
    this.#cancel = undefined;
    this.#armed = Number.POSITIVE_INFINITY;
    if (this.#due > this.#clock.now()) {
      this.#arm();
      return;
    }
    this.#due = Number.POSITIVE_INFINITY;
    this.#ring();
  }
}
