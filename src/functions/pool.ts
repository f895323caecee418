import { Alarm } from './alarm.ts';
import { Environment, type EnvironmentSpec } from './environment.ts';
import { type Job, shuttingDown, throttled } from './job.ts';

export interface PoolBounds {
  /** Environments at once. */
  readonly maxEnvironments: number;
  /** How long an invocation may be expected to wait for a busy environment; beyond it another is started. 0 always does. */
  readonly growAfterMs: number;
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
  /** Milliseconds since the epoch. */
  readonly since: number;
}

/** Weight of the newest duration in the average. */
const WEIGHT = 0.05;

/**
 * The environments of one function version. An invocation goes to the environment that was idle last. If all are busy, it
 * waits in line when that is expected to take less than `growAfterMs`, judged by how long invocations took so far, and is
 * otherwise the first of a new environment. A function that answers at once is thereby served by few processes, however many
 * callers it has, and one that takes its time by as many as it may have. Retired, the pool still serves what it has accepted,
 * and ends its environments as they fall idle.
 */
// deviation: An invocation waits for a busy environment when one is expected to be free within 50 ms; AWS starts another one at once.
export class Pool {
  readonly spec: EnvironmentSpec;
  readonly #bounds: PoolBounds;
  readonly #events: PoolEvents;
  readonly #environments = new Set<Environment>();
  /** Of those, the ones that have not served anything yet. */
  readonly #starting = new Set<Environment>();
  /** Most recently used last. */
  readonly #idle: Environment[] = [];
  /** The longest wait first. */
  readonly #waiting: Waiting[] = [];
  /** When the first in line is to be looked at. */
  readonly #alarm: Alarm;
  /** Average duration of invocations; unknown before the first has ended. */
  #serviceMs: number | undefined;
  #retired = false;

  constructor(spec: EnvironmentSpec, bounds: PoolBounds, events: PoolEvents) {
    this.spec = spec;
    this.#bounds = bounds;
    this.#events = events;
    this.#alarm = new Alarm(spec.clock, () => this.#overdue());
  }

  run(job: Job): void {
    const idle = this.#idle.pop();
    if (idle !== undefined) idle.run(job);
    else if (this.#mayGrow() && this.#expectedWait() >= this.#bounds.growAfterMs) this.#start(job);
    else this.#enqueue(job);
  }

  retire(): void {
    this.#retired = true;
    for (const environment of this.#idle.splice(0)) environment.end('SIGTERM');
    this.#forgetIfEmpty();
  }

  close(): void {
    this.#retired = true;
    this.#alarm.clear();
    for (const { job } of this.#waiting.splice(0)) job.settle(shuttingDown);
    for (const environment of [...this.#environments]) environment.end('SIGTERM');
  }

  #enqueue(job: Job): void {
    if (this.#waiting.length >= this.#bounds.maxWaiting) {
      job.settle(throttled('ConcurrentInvocationLimitExceeded'));
      return;
    }
    this.#waiting.push({ job, since: this.spec.clock.now() });
    if (this.#waiting.length === 1) this.#watchFirst();
  }

  #dequeue(): Job | undefined {
    const first = this.#waiting.shift();
    if (first === undefined) return undefined;
    this.#watchFirst();
    return first.job;
  }

  /**
   * Starting a process takes the time of those that serve, so at most as many start at once as are serving: the pool
   * doubles while callers keep waiting, and stops as soon as they do not.
   */
  #mayGrow(): boolean {
    const { size } = this.#environments;
    if (size >= this.#bounds.maxEnvironments) return false;
    return this.#bounds.growAfterMs === 0 || this.#starting.size < Math.max(1, size - this.#starting.size);
  }

  /** How long the next in line would wait, in milliseconds, as far as anybody can tell. */
  #expectedWait(): number {
    const { size } = this.#environments;
    if (size === 0) return Number.POSITIVE_INFINITY;
    return ((this.#waiting.length + 1) * (this.#serviceMs ?? 0)) / size;
  }

  /** Whether every environment has been with one invocation for so long that the average tells nothing. */
  #isStuck(now: number): boolean {
    for (const environment of this.#environments) {
      if (now - environment.busySince < this.#bounds.growAfterMs) return false;
    }
    return true;
  }

  /** Looks at the first in line when it has waited for `growAfterMs`, then each time as long again. */
  #watchFirst(): void {
    const first = this.#waiting[0];
    if (first === undefined) return;
    const now = this.spec.clock.now();
    const { growAfterMs, maxWaitMs } = this.#bounds;
    const latest = first.since + maxWaitMs;
    const next = now < first.since + growAfterMs ? first.since + growAfterMs : now + growAfterMs;
    this.#alarm.set(this.#environments.size < this.#bounds.maxEnvironments ? Math.min(next, latest) : latest);
  }

  /** Starts environments for those in line who would wait for too long, and refuses who has waited as long as one may. */
  #overdue(): void {
    const now = this.spec.clock.now();
    for (;;) {
      const first = this.#waiting[0];
      if (first === undefined) break;
      const { growAfterMs, maxWaitMs } = this.#bounds;
      const waited = now - first.since;
      const slow = waited >= growAfterMs && (this.#expectedWait() >= growAfterMs || this.#isStuck(now));
      if (slow && this.#mayGrow()) {
        this.#waiting.shift();
        this.#start(first.job);
      } else if (waited >= maxWaitMs) {
        this.#waiting.shift();
        first.job.settle(throttled('ConcurrentInvocationLimitExceeded'));
      } else {
        break;
      }
    }
    this.#watchFirst();
  }

  #start(job: Job): void {
    const environment = new Environment(
      this.spec,
      { idle: (it) => this.#fellIdle(it), ended: (it) => this.#ended(it) },
      job,
    );
    this.#environments.add(environment);
    this.#starting.add(environment);
    this.#events.started(environment);
  }

  #fellIdle(environment: Environment): void {
    // The first of an environment tells of its start, not of the function.
    if (this.#starting.delete(environment)) this.#watchFirst();
    else this.#learn(this.spec.clock.now() - environment.busySince);
    const job = this.#dequeue();
    if (job !== undefined) environment.run(job);
    else if (this.#retired) environment.end('SIGTERM');
    else this.#idle.push(environment);
  }

  #learn(durationMs: number): void {
    this.#serviceMs =
      this.#serviceMs === undefined ? durationMs : this.#serviceMs + WEIGHT * (durationMs - this.#serviceMs);
  }

  #ended(environment: Environment): void {
    this.#environments.delete(environment);
    this.#starting.delete(environment);
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
