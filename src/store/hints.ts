import type { Log } from '../lib/log.ts';

/** Whoever watches a store, told after a commit: once for all the commits of one turn of the event loop. */
export class Hints {
  readonly #log: Log;
  readonly #watchers = new Set<{ readonly hint: () => void }>();
  #due: NodeJS.Immediate | undefined;

  constructor(log: Log) {
    this.#log = log;
  }

  watch(hint: () => void): () => void {
    const watcher = { hint }; // its own object: the same function may watch twice
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }

  /** Not at once: a watcher must neither delay nor fail the transaction that it hears of. */
  give(): void {
    if (this.#watchers.size > 0) this.#due ??= setImmediate(() => this.#giveNow());
  }

  close(): void {
    this.#watchers.clear();
    clearImmediate(this.#due);
  }

  #giveNow(): void {
    this.#due = undefined;
    for (const { hint } of this.#watchers) {
      try {
        hint();
      } catch (error) {
        this.#log.error('A watcher of the store threw; the next commit calls it again.', { error });
      }
    }
  }
}
