import type { Log } from '../lib/log.ts';
import { Alarm } from './alarm.ts';
import type { EnvironmentProcess } from './environment-process.ts';
import { type StartSpec, startEnvironment } from './environment-start.ts';
import { type Exit, exited, exitText, noEntrypoint, responseTooLarge, timedOut } from './failures.ts';
import { invocationHeaders } from './invocation-headers.ts';
import type { Job } from './job.ts';
import { endLine, type FunctionLogLine, type LogTail, type Report, reportLine, startLine } from './logs.ts';
import { answers, invalidTransition, type RuntimeConnection, type RuntimeSession } from './runtime-api.ts';
import type { RuntimeListener } from './runtime-listener.ts';

/** What the environments of one function version have in common. */
export interface EnvironmentSpec extends StartSpec {
  readonly log: Log;
  readonly idleMs: number;
  /** Between SIGTERM and SIGKILL. */
  readonly graceMs: number;
  readonly onLogLine: (line: FunctionLogLine) => void;
}

export interface EnvironmentEvents {
  /** It has started, and is about to be given what it was started for. Called at most once. */
  ready(environment: Environment): void;
  /** It asks for an invocation. Called in state `idle`. */
  idle(environment: Environment): void;
  /** It takes no more invocations. Called once. */
  ended(environment: Environment): void;
}

/**
 * One process that runs one version of a function, one invocation at a time.
 *
 *     starting ──next──▸ idle ──invocation──▸ busy ──answer──▸ returning ──next──▸ idle …
 *
 * - `starting`: the code is unpacked and the process initialises. It is started for an invocation, which waits here.
 * - `idle`: the runtime has asked for the next invocation.
 * - `busy`: it has one and has not answered.
 * - `returning`: it has answered and not asked again. Its Timeout still runs, as on AWS.
 * - `ended`: no further invocation; reached from every state. The process is gone, or told to go, and `closed` resolves once
 *   nothing of it is left.
 */
type State = 'starting' | 'idle' | 'busy' | 'returning' | 'ended';

const transitions: { readonly [from in State]: readonly State[] } = {
  starting: ['idle', 'ended'],
  idle: ['busy', 'ended'],
  busy: ['returning', 'ended'],
  returning: ['idle', 'ended'],
  ended: [],
};

/** The emulator's names for our states, for the texts of refusals. */
const runtimeStates: { readonly [state in State]: string } = {
  starting: 'Started',
  idle: 'Ready',
  busy: 'Running',
  returning: 'RuntimeResponseSentState',
  ended: 'RuntimeExited',
};

/** "The Init phase is limited to 10 seconds" (Lambda execution environment lifecycle). */
const INIT_LIMIT = 10_000;

export class Environment implements RuntimeSession {
  /** Resolves when process, sockets and timers are gone. */
  readonly closed: Promise<void>;
  readonly #spec: EnvironmentSpec;
  readonly #events: EnvironmentEvents;
  readonly #alarm: Alarm;
  /** Ends a process that does not go by itself. */
  readonly #grace: Alarm;
  readonly #startedAt: number;
  readonly #resolveClosed: () => void;
  #state: State = 'starting';
  #job: Job | undefined;
  /** The connection whose GET next waits. */
  #asking: RuntimeConnection | undefined;
  #connections = new Set<RuntimeConnection>();
  #process: EnvironmentProcess | undefined;
  #listener: RuntimeListener | undefined;
  #exit: Exit | undefined;
  #pipesClosed = false;
  #initError: Buffer | undefined;
  #initLate = false;
  #initMs: number | undefined;
  #deliveredAt = 0;
  #lastRequestId = '';
  /** Of the invocation that was delivered last: its lines may arrive after its response. */
  #lastLog: LogTail | undefined;

  constructor(spec: EnvironmentSpec, events: EnvironmentEvents, job: Job) {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.closed = promise;
    this.#resolveClosed = resolve;
    this.#spec = spec;
    this.#events = events;
    this.#job = job;
    this.#alarm = new Alarm(spec.clock, () => this.#overdue());
    this.#grace = new Alarm(spec.clock, () => this.#kill());
    this.#startedAt = spec.clock.now();
    this.#alarm.set(this.#startedAt + INIT_LIMIT);
    this.#boot(job).catch((error) => this.#broken(error));
  }

  /** When it was given its current or last invocation; while it starts, when that began. Milliseconds since the epoch. */
  get busySince(): number {
    return this.#deliveredAt === 0 ? this.#startedAt : this.#deliveredAt;
  }

  get pid(): number | undefined {
    return this.#process?.pid;
  }

  /** Runs a job; only in state `idle`. */
  run(job: Job): void {
    this.#job = job;
    this.#deliver(job);
  }

  /** Takes no more invocations and ends the process: in good order with SIGTERM, at once with SIGKILL. */
  end(signal: 'SIGTERM' | 'SIGKILL'): void {
    if (this.#state !== 'ended') this.#enter('ended');
    if (signal === 'SIGKILL') {
      this.#kill();
      return;
    }
    this.#process?.signal('SIGTERM');
    this.#grace.set(this.#spec.clock.now() + this.#spec.graceMs);
    this.#release();
  }

  next(connection: RuntimeConnection): string | undefined {
    if (this.#state === 'busy' || this.#state === 'idle') {
      return invalidTransition(runtimeStates[this.#state], 'Ready');
    }
    this.#asking = connection;
    // The process is gone and only its last words arrive.
    if (this.#exit !== undefined || this.#state === 'ended') return undefined;
    const starting = this.#state === 'starting';
    this.#enter('idle');
    const now = this.#spec.clock.now();
    if (starting) {
      this.#initMs = now - this.#startedAt;
      this.#events.ready(this);
    }
    if (starting && this.#job !== undefined) {
      this.#deliver(this.#job);
    } else {
      this.#alarm.set(now + this.#spec.idleMs);
      this.#events.idle(this);
    }
    return undefined;
  }

  response(requestId: string, body: Buffer | undefined): string {
    const refusal = this.#refuse(requestId, 'InvocationResponse');
    if (refusal !== undefined) return refusal;
    if (body === undefined) {
      this.#answer('failed', responseTooLarge());
      return answers.tooLarge;
    }
    this.#answer('returned', body);
    return answers.accepted;
  }

  error(requestId: string, body: Buffer | undefined): string {
    const refusal = this.#refuse(requestId, 'InvocationErrorResponse');
    if (refusal !== undefined) return refusal;
    this.#answer('failed', body ?? responseTooLarge());
    return body === undefined ? answers.tooLarge : answers.accepted;
  }

  initError(body: Buffer | undefined): string {
    if (this.#state !== 'starting' || this.#initError !== undefined) {
      return invalidTransition(runtimeStates[this.#state], 'InitError');
    }
    this.#initError = body ?? responseTooLarge();
    // deviation: AWS initialises once more within the invocation before it gives up; here the first error is the answer.
    this.#fail(this.#initError, 'error');
    this.end('SIGTERM');
    return answers.accepted;
  }

  lost(connection: RuntimeConnection, asked: boolean): void {
    this.#connections.delete(connection);
    // Who asked cannot be answered any more: a runtime never hangs up there unless it is ending.
    if (asked && this.#state === 'idle') this.end('SIGTERM');
    this.#conclude();
  }

  async #boot(job: Job): Promise<void> {
    const started = await startEnvironment(
      this.#spec,
      this,
      {
        line: (text) => this.#line(text),
        exit: (exit) => this.#exited(exit),
        closed: () => {
          this.#pipesClosed = true;
          this.#conclude();
        },
        connected: (connection) => this.#connections.add(connection),
      },
      () => this.#state === 'ended',
    );
    if (typeof started === 'object') {
      this.#process = started.process;
      this.#listener = started.listener;
      // It ended in the very turn in which the process was made.
      if (this.#state === 'ended') this.end('SIGTERM');
      return;
    }
    if (started === 'no entrypoint' && this.#job !== undefined)
      this.#fail(noEntrypoint(job.invocation.requestId), 'error');
    this.#abort();
  }

  #deliver(job: Job): void {
    const asking = this.#asking;
    if (asking === undefined) throw new Error('An invocation was given to an environment that did not ask for one');
    this.#enter('busy');
    this.#asking = undefined;
    const { version, clock } = this.#spec;
    const now = clock.now();
    this.#deliveredAt = now;
    // An initialisation that took longer than its limit already spends the invocation's time.
    const since = this.#initLate ? this.#startedAt + INIT_LIMIT : now;
    this.#initLate = false;
    const deadline = since + version.Timeout * 1000;
    this.#alarm.set(deadline);
    this.#lastRequestId = job.invocation.requestId;
    this.#lastLog = job.log;
    job.log?.add(startLine(job.invocation.requestId, version.Version));
    asking.deliver(invocationHeaders(job.invocation, job.functionArn, deadline), job.invocation.payload);
  }

  #refuse(requestId: string, to: string): string | undefined {
    if (requestId !== this.#lastRequestId) return answers.invalidRequestId;
    if (this.#state === 'busy') return undefined;
    return invalidTransition(runtimeStates[this.#state], to);
  }

  #answer(outcome: 'returned' | 'failed', payload: Buffer): void {
    this.#enter('returning');
    this.#settle(outcome, payload);
  }

  #fail(payload: Buffer, status: 'timeout' | 'error'): void {
    this.#settle('failed', payload, status);
  }

  #settle(outcome: 'returned' | 'failed', payload: Buffer, status?: 'timeout' | 'error'): void {
    const job = this.#job;
    if (job === undefined) return;
    this.#job = undefined;
    const { requestId } = job.invocation;
    const version = this.#spec.version.Version;
    const result =
      outcome === 'returned'
        ? { outcome, payload, version, requestId }
        : { outcome, payload, version, requestId, functionError: 'Unhandled' as const };
    if (job.log === undefined) job.settle(result);
    else job.settleWithLog(result, this.#lastLines(requestId, status));
    this.#initMs = undefined;
  }

  #lastLines(requestId: string, status: 'timeout' | 'error' | undefined): readonly string[] {
    const { version, clock } = this.#spec;
    const report: Report = {
      requestId,
      durationMs: this.#deliveredAt === 0 ? 0 : clock.now() - this.#deliveredAt,
      memorySize: version.MemorySize,
      ...(this.#initMs !== undefined && { initMs: this.#initMs }),
      ...(status !== undefined && { status }),
    };
    return [endLine(requestId), reportLine(report)];
  }

  #line(text: string): void {
    const { scope, version, onLogLine } = this.#spec;
    const log = this.#state === 'starting' ? this.#job?.log : this.#lastLog;
    log?.add(text);
    const { FunctionName: functionName, Version } = version;
    const requestId = this.#lastRequestId === '' ? undefined : this.#lastRequestId;
    onLogLine({ scope, functionName, version: Version, text, ...(requestId !== undefined && { requestId }) });
  }

  /** The alarm of the state that the environment is in. */
  #overdue(): void {
    if (this.#state === 'idle') {
      this.end('SIGTERM');
      return;
    }
    const { version, clock } = this.#spec;
    if (this.#state === 'starting' && !this.#initLate) {
      // deviation: AWS starts the runtime afresh here; ours goes on, and its time counts as the invocation's from now on.
      this.#initLate = true;
      this.#alarm.set(clock.now() + version.Timeout * 1000);
      return;
    }
    if (this.#job !== undefined) this.#fail(timedOut(this.#job.invocation.requestId, version.Timeout), 'timeout');
    this.end('SIGKILL');
  }

  #exited(exit: Exit): void {
    this.#exit = exit;
    if (this.#state === 'idle') this.#enter('ended');
    // Its last words may still be in the pipes; a process that left the group may hold them open for ever.
    this.#grace.set(this.#spec.clock.now() + this.#spec.graceMs);
    this.#conclude();
  }

  /** Settles what the process left behind, once nothing can come from it any more. */
  #conclude(): void {
    const exit = this.#exit;
    if (exit === undefined || !this.#pipesClosed || this.#connections.size > 0) return;
    if (this.#job !== undefined) {
      this.#spec.log.warn(exitText(exit), this.#labels());
      this.#fail(exited(this.#job.invocation.requestId, exit), 'error');
    }
    if (this.#state !== 'ended') this.#enter('ended');
    this.#release();
    this.#grace.clear();
    this.#resolveClosed();
  }

  /** Ends an environment whose process was never started. */
  #abort(): void {
    if (this.#state !== 'ended') this.#enter('ended');
    this.#exit = { code: 0, signal: null };
    this.#pipesClosed = true;
    this.#conclude();
  }

  /** A bug of ours, or code that cannot be had. */
  #broken(error: unknown): void {
    this.#spec.log.error('A function could not be started.', { ...this.#labels(), error });
    this.#job?.reject(error);
    this.#job = undefined;
    if (this.#process === undefined) this.#abort();
    else this.end('SIGKILL');
  }

  #kill(): void {
    this.#process?.signal('SIGKILL');
    if (this.#exit !== undefined) {
      this.#process?.abandon();
      for (const connection of this.#connections) connection.destroy();
    }
    this.#release();
  }

  #release(): void {
    this.#alarm.clear();
    this.#listener?.close();
    this.#listener = undefined;
    this.#asking = undefined;
  }

  #enter(state: State): void {
    if (!transitions[this.#state].includes(state))
      throw new Error(`An environment cannot go from ${this.#state} to ${state}`);
    this.#state = state;
    if (state === 'ended') this.#events.ended(this);
  }

  #labels(): Record<string, unknown> {
    const { scope, version } = this.#spec;
    return { scope, functionName: version.FunctionName, version: version.Version, requestId: this.#lastRequestId };
  }
}
