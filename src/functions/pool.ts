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
const WEIGHT = 0.02;
/** Starting usually takes less. */
const START_MS = 250;
/** The share of the time allowed after which one in line is looked at for the first time. */
const FIRST_LOOK = 0.8;

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
  /** Of those, the ones that are not ready yet, */
  readonly #starting = new Set<Environment>();
  /** and the ones that have not served anything yet: their first invocation tells of cold code, not of the function. */
  readonly #fresh = new Set<Environment>();
  /** These take nothing more, and may still give back what they have not begun. */
  readonly #leaving = new Set<Environment>();
  /** Most recently used last. */
  readonly #idle: Environment[] = [];
  /** The longest wait first. */
  readonly #waiting: Waiting[] = [];
  /** When the first in line is to be looked at. */
  readonly #alarm: Alarm;
  /** Average duration of invocations; unknown before the first has ended. */
  #serviceMs: number | undefined;
  #lookedAt = 0;
  /** The last look found the line too slow. */
  #suspected = false;
  #retired = false;
  #closed = false;

  constructor(spec: EnvironmentSpec, bounds: PoolBounds, events: PoolEvents) {
    this.spec = spec;
    this.#bounds = bounds;
    this.#events = events;
    this.#alarm = new Alarm(spec.clock, () => this.#look());
  }

  run(job: Job): void {
    const idle = this.#idle.pop();
    if (idle !== undefined) idle.run(job);
    else if (this.#mayGrow() && this.#isHopeless()) this.#start(job);
    else this.#runAhead(job) || this.#enqueue(job);
  }

  retire(): void {
    this.#retired = true;
    for (const environment of this.#idle.splice(0)) environment.end('SIGTERM');
    this.#forgetIfEmpty();
  }

  close(): void {
    this.#retired = true;
    this.#closed = true;
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
   * Starting a process takes the time of those that serve, so at most as many start at once as are ready: the pool doubles
   * while callers keep waiting, and stops as soon as they do not. Who takes long to start holds nobody up.
   */
  #mayGrow(): boolean {
    const { size } = this.#environments;
    if (size >= this.#bounds.maxEnvironments) return false;
    if (this.#bounds.growAfterMs === 0) return true;
    const now = this.spec.clock.now();
    let starting = 0;
    for (const environment of this.#starting) if (now - environment.busySince <= START_MS) starting++;
    return starting < Math.max(1, size - this.#starting.size);
  }

  /** Whether it is known before any wait that it would be too long. */
  #isHopeless(): boolean {
    return this.#environments.size === 0 || (this.#serviceMs ?? 0) >= this.#bounds.growAfterMs;
  }

  /** Whether the line is too long, or stands still: every environment has been with one invocation for a while. */
  #isSlow(now: number): boolean {
    const { growAfterMs } = this.#bounds;
    if ((this.#waiting.length * (this.#serviceMs ?? 0)) / this.#environments.size >= growAfterMs) return true;
    for (const environment of this.#environments) {
      if (now - environment.busySince < growAfterMs * FIRST_LOOK) return false;
    }
    return true;
  }

  /** The first in line is looked at when it has waited for most of `growAfterMs`, and then each time as long again. */
  #watchFirst(): void {
    const first = this.#waiting[0];
    if (first === undefined) return;
    const { growAfterMs, maxWaitMs, maxEnvironments } = this.#bounds;
    const latest = first.since + maxWaitMs;
    const look = Math.max(first.since, this.#lookedAt) + growAfterMs * FIRST_LOOK;
    this.#alarm.set(this.#environments.size < maxEnvironments ? Math.min(look, latest) : latest);
  }

  /**
   * Refuses who has waited as long as one may, and starts environments for those in line who would wait for too long. It
   * takes two looks with a turn of the event loop between them, because when this process itself was held up, everybody
   * seems slow until it has read what arrived meanwhile.
   */
  #look(): void {
    const now = this.spec.clock.now();
    this.#lookedAt = now;
    for (let first = this.#waiting[0]; first !== undefined; first = this.#waiting[0]) {
      if (now - first.since < this.#bounds.maxWaitMs) break;
      this.#waiting.shift();
      first.job.settle(throttled('ConcurrentInvocationLimitExceeded'));
    }
    const suspected = this.#suspected;
    this.#suspected = this.#waiting.length > 0 && this.#mayGrow() && this.#isSlow(now);
    if (this.#suspected && !suspected) {
      this.#alarm.set(now + this.#bounds.growAfterMs * (1 - FIRST_LOOK));
      return;
    }
    if (this.#suspected) {
      const since = now - this.#bounds.growAfterMs * FIRST_LOOK;
      while (this.#mayGrow() && (this.#waiting[0]?.since ?? now) <= since)
        this.#start((this.#waiting.shift() as Waiting).job);
      this.#suspected = false;
    }
    this.#watchFirst();
  }

  #start(job: Job): void {
    const environment = new Environment(
      this.spec,
      {
        ready: (it) => this.#ready(it),
        idle: (it) => this.#fellIdle(it),
        ahead: (it) => this.#asksAhead(it),
        answered: (it) => this.#answered(it),
        gaveBack: (_, jobs) => this.#gaveBack(jobs),
        ended: (it) => this.#ended(it),
        gone: (it) => this.#gone(it),
      },
      job,
    );
    this.#environments.add(environment);
    this.#starting.add(environment);
    this.#fresh.add(environment);
    this.#events.started(environment);
  }

  #ready(environment: Environment): void {
    this.#starting.delete(environment);
    this.#watchFirst();
  }

  /** Hands a job to an environment that asks for more than it runs, unless somebody is before it in line. */
  // deviation: A Node function that has answered at once so far is given up to four invocations ahead, which wait if it then blocks its thread; AWS gives none before the last was answered.
  #runAhead(job: Job): boolean {
    if (this.#waiting.length > 0) return false;
    for (const environment of this.#environments) {
      if (!environment.takesAhead) continue;
      environment.run(job);
      return true;
    }
    return false;
  }

  #asksAhead(environment: Environment): void {
    const job = this.#dequeue();
    if (job !== undefined) environment.run(job);
  }

  #answered(environment: Environment): void {
    if (!this.#fresh.delete(environment)) this.#learn(this.spec.clock.now() - environment.busySince);
  }

  /** They were before everybody who waits, and are so again. */
  #gaveBack(jobs: readonly Job[]): void {
    const since = this.spec.clock.now();
    for (const job of jobs.toReversed()) {
      const idle = this.#idle.pop();
      if (this.#closed) job.settle(shuttingDown);
      else if (idle !== undefined) idle.run(job);
      else if (this.#mayGrow() && this.#isHopeless()) this.#start(job);
      else this.#waiting.unshift({ job, since });
    }
    if (jobs.length > 0) this.#watchFirst();
  }

  #gone(environment: Environment): void {
    this.#leaving.delete(environment);
    this.#forgetIfEmpty();
  }

  #fellIdle(environment: Environment): void {
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
    this.#leaving.add(environment);
    this.#starting.delete(environment);
    this.#fresh.delete(environment);
    const place = this.#idle.indexOf(environment);
    if (place !== -1) this.#idle.splice(place, 1);
    const job = this.#dequeue();
    if (job !== undefined) this.#start(job);
    else this.#forgetIfEmpty();
  }

  #forgetIfEmpty(): void {
    if (this.#environments.size + this.#leaving.size + this.#waiting.length === 0) this.#events.empty(this);
  }
}
