import type { Cancel } from '../lib/clock.ts';
import { Environment, type EnvironmentSpec } from './environment.ts';
import { type Job, shuttingDown, throttled } from './job.ts';

export interface PoolBounds {
  /** Environments at once. */
  readonly maxEnvironments: number;
  /** Invocations that may wait for one, and for how long. */
  readonly maxWaiting: number;
  readonly maxWaitMs: number;
}

export interface PoolEvents {
  started(environment: Environment): void;
  /** No environment and nothing waiting: the pool may be forgotten. */
  empty(pool: Pool): void;
}

interface Waiting {
  readonly job: Job;
  readonly cancel: Cancel;
}

/**
 * The environments of one function version. An invocation goes to the environment that was idle last, else to a new one, else
 * it waits in line. Retired, the pool still serves what it has accepted, and ends its environments as they fall idle.
 */
export class Pool {
  readonly spec: EnvironmentSpec;
  readonly #bounds: PoolBounds;
  readonly #events: PoolEvents;
  readonly #environments = new Set<Environment>();
  /** Most recently used last. */
  readonly #idle: Environment[] = [];
  readonly #waiting: Waiting[] = [];
  #retired = false;

  constructor(spec: EnvironmentSpec, bounds: PoolBounds, events: PoolEvents) {
    this.spec = spec;
    this.#bounds = bounds;
    this.#events = events;
  }

  run(job: Job): void {
    const idle = this.#idle.pop();
    if (idle !== undefined) idle.run(job);
    else if (this.#environments.size < this.#bounds.maxEnvironments) this.#start(job);
    else this.#enqueue(job);
  }

  retire(): void {
    this.#retired = true;
    for (const environment of this.#idle.splice(0)) environment.end('SIGTERM');
    this.#forgetIfEmpty();
  }

  close(): void {
    this.#retired = true;
    for (const { job, cancel } of this.#waiting.splice(0)) {
      cancel();
      job.settle(shuttingDown);
    }
    for (const environment of [...this.#environments]) environment.end('SIGTERM');
  }

  #enqueue(job: Job): void {
    if (this.#waiting.length >= this.#bounds.maxWaiting) {
      job.settle(throttled('ConcurrentInvocationLimitExceeded'));
      return;
    }
    const cancel = this.spec.clock.after(this.#bounds.maxWaitMs, () => {
      const place = this.#waiting.findIndex((waiting) => waiting.job === job);
      if (place === -1) return;
      this.#waiting.splice(place, 1);
      job.settle(throttled('ConcurrentInvocationLimitExceeded'));
    });
    this.#waiting.push({ job, cancel });
  }

  #dequeue(): Job | undefined {
    const waiting = this.#waiting.shift();
    waiting?.cancel();
    return waiting?.job;
  }

  #start(job: Job): void {
    const environment = new Environment(
      this.spec,
      { idle: (it) => this.#fellIdle(it), ended: (it) => this.#ended(it) },
      job,
    );
    this.#environments.add(environment);
    this.#events.started(environment);
  }

  #fellIdle(environment: Environment): void {
    const job = this.#dequeue();
    if (job !== undefined) environment.run(job);
    else if (this.#retired) environment.end('SIGTERM');
    else this.#idle.push(environment);
  }

  #ended(environment: Environment): void {
    this.#environments.delete(environment);
    const place = this.#idle.indexOf(environment);
    if (place !== -1) this.#idle.splice(place, 1);
    const job = this.#dequeue();
    if (job !== undefined) this.#start(job);
    else this.#forgetIfEmpty();
  }

  #forgetIfEmpty(): void {
    if (this.#environments.size === 0 && this.#waiting.length === 0) this.#events.empty(this);
  }
}
