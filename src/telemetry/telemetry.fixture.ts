import type { Tally } from './access-log.ts';
import type { Destination } from './destination.ts';

/** Keeps what it is given; while it is shut, writes wait. */
export class GatedDestination implements Destination {
  readonly batches: string[] = [];
  started = 0;
  /** The most writes that were ever under way at once. */
  together = 0;
  closed = false;
  failing: Error | undefined;
  #gate = Promise.withResolvers<void>();
  #under = 0;

  constructor() {
    this.#gate.resolve();
  }

  shut(): void {
    this.#gate = Promise.withResolvers();
  }

  open(): void {
    this.#gate.resolve();
  }

  async write(batch: Uint8Array): Promise<void> {
    this.started++;
    this.together = Math.max(this.together, ++this.#under);
    await this.#gate.promise;
    this.#under--;
    if (this.failing !== undefined) throw this.failing;
    // Read as late as it may be: whoever changes the bytes before shows here.
    this.batches.push(Buffer.from(batch).toString());
  }

  async reopen(): Promise<void> {
    this.batches.push('reopened');
  }

  async close(): Promise<void> {
    this.closed = true;
  }
}

export function tallied() {
  const tallies = { accessLogLines: 0, accessLogBytes: 0, accessLogLost: 0, accessLogFailedWrites: 0 };
  const tally: Tally = (name, by) => {
    tallies[name] += by;
  };
  return { tally, tallies };
}
