/** Calls that one turn of the event loop begins. */
const MOST = 16;

/**
 * Gives calls their turns: so many are begun in one turn of the event loop, and the others wait in the order in which they came. What
 * else the loop has to do, requests to APIs first of all, waits for that many calls and not for all that have come.
 *
 * Each begins in a callback of its own, so that it runs until it waits for something else before the next begins: two that begin
 * together would read together, and one of them write in vain.
 */
export class Turns {
  readonly #most: number;
  #waiting: (() => void)[] = [];
  #due = false;

  constructor(most = MOST) {
    this.#most = most;
  }

  /** Resolves when the call may begin. */
  wait(): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
      if (this.#due) return;
      this.#due = true;
      setImmediate(() => this.#begin());
    });
  }

  #begin(): void {
    const [first, ...others] = this.#waiting.splice(0, this.#most);
    first?.();
    for (const resolve of others) setImmediate(resolve);
    this.#due = others.length > 0 || this.#waiting.length > 0;
    if (this.#due) setImmediate(() => this.#begin());
  }
}
