import type { Log } from '../lib/log.ts';

/** What was started, to be stopped in reverse. */
export class Started {
  readonly #log: Log;
  readonly #steps: (() => Promise<void> | void)[] = [];

  constructor(log: Log) {
    this.#log = log;
  }

  push(stop: () => Promise<void> | void): void {
    this.#steps.push(stop);
  }

  /** A step that fails is logged and keeps none from being taken. */
  async stop(): Promise<void> {
    for (const step of this.#steps.splice(0).reverse()) {
      try {
        await step();
      } catch (error) {
        this.#log.error('Something could not be stopped', { error });
      }
    }
  }
}
