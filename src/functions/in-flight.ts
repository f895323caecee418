import type { Job } from './job.ts';

/**
 * The invocations that an environment was given and has not answered, in the order in which it runs them: the first is
 * running, those behind it have not begun. A runtime answers one before it begins the next, so that this holds also for
 * what a process leaves behind.
 */
export class InFlight {
  readonly #jobs: Job[] = [];
  /** Its caller has been told that the time was up; it stays first until the process is known not to have gone on. */
  #expired: Job | undefined;
  #stopped = false;

  get size(): number {
    return this.#jobs.length;
  }

  get running(): Job | undefined {
    const first = this.#jobs[0];
    return this.#stopped || first === this.#expired ? undefined : first;
  }

  get stopped(): boolean {
    return this.#stopped;
  }

  add(job: Job): void {
    this.#jobs.push(job);
  }

  /** Takes out the one that runs, because it is settled. */
  end(): Job | undefined {
    const { running } = this;
    if (running !== undefined) this.#jobs.shift();
    return running;
  }

  /** The process says that it begins nothing any more. */
  stop(): void {
    this.#stopped = true;
  }

  /** The one that runs is settled, though not by the process, which is about to be ended. */
  expire(): Job | undefined {
    this.#expired = this.running;
    return this.#expired;
  }

  /** The process answered the expired one after all, and so has begun the next. */
  answeredLate(requestId: string): void {
    if (this.#expired === undefined || this.#expired.invocation.requestId !== requestId) return;
    this.#jobs.shift();
    this.#expired = undefined;
  }

  /** Takes out one that the runtime gives back: it has not begun it. */
  giveBack(requestId: string): Job | undefined {
    const place = this.#jobs.findIndex(({ invocation }) => invocation.requestId === requestId);
    if (place === -1 || this.#jobs[place] === this.#expired) return undefined;
    return this.#jobs.splice(place, 1)[0];
  }

  /** Takes out all that never began. Nothing comes from the process any more, and the one that ran is settled. */
  takeUnbegun(): Job[] {
    if (this.#expired !== undefined) this.#jobs.shift();
    this.#expired = undefined;
    return this.#jobs.splice(0);
  }
}
