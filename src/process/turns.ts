/** Calls that one turn of the event loop begins. */
const MOST = 16;

/**
 * Gives calls their turns: so many are begun in one turn of the event loop, and the others wait in the order in which they came. What
 * else the loop has to do, requests to APIs first of all, waits for that many calls and not for all that have come; and who has come
 * first is answered first, whichever order the system says it in that there is something to read.
 */
export class Turns {
  readonly #most: number;
  #begun = 0;
  #waiting: (() => void)[] = [];
  /** How many of those who waited have been told to begin and have not yet. */
  #beginning = 0;

  constructor(most = MOST) {
    this.#most = most;
  }

  /** @returns what to wait for before the call begins; `undefined`: nothing */
  wait(): Promise<void> | undefined {
    if (this.#begun === this.#most) return new Promise((resolve) => this.#waiting.push(resolve));
    if (this.#begun++ === 0) setImmediate(() => this.#next());
    return this.#beginning === 0 ? undefined : new Promise((resolve) => this.#begin(resolve));
  }

  #next(): void {
    const begin = this.#waiting.splice(0, this.#most);
    this.#begun = begin.length;
    for (const resolve of begin) this.#begin(resolve);
    if (begin.length > 0) setImmediate(() => this.#next());
  }

  /** One after the other, as those are that do not wait: two that begin together would read together, and one of them write in vain. */
  #begin(resolve: () => void): void {
    this.#beginning++;
    setImmediate(() => {
      this.#beginning--;
      resolve();
    });
  }
}
