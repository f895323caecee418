import type { BodyFlow, FlowSource } from '../lib/body-flow.ts';
import type { Log } from '../lib/log.ts';
import { Alarm } from './alarm.ts';
import type { EnvironmentProcess } from './environment-process.ts';
import { type StartSpec, startEnvironment } from './environment-start.ts';
import { type Exit, exited, exitText, noEntrypoint, responseTooLarge, timedOut } from './failures.ts';
import { InFlight } from './in-flight.ts';
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
  /** It is busy and would take one more, to run it next. */
  ahead(environment: Environment): void;
  /** It answered the invocation that it was given at `busySince`. */
  answered(environment: Environment): void;
  /** It was given these and has not begun them: somebody else is to run them. */
  gaveBack(environment: Environment, jobs: readonly Job[]): void;
  /** It takes no more invocations. Called once. */
  ended(environment: Environment): void;
  /** Nothing is left of it. Called once, after `ended`. */
  gone(environment: Environment): void;
}

/**
 * One process that runs one version of a function, one invocation at a time.
 *
 *     starting ──next──▸ idle ──invocation──▸ busy ──answer──▸ returning ──next──▸ idle …
 *
 * - `starting`: the code is unpacked and the process initialises. It is started for an invocation, which waits here.
 * - `idle`: the runtime has asked for the next invocation.
 * - `busy`: it has one and has not answered. If it has asked ahead, it may have the next ones already.
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

const EMPTY = Buffer.alloc(0);

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
  readonly #inFlight = new InFlight();
  /** The connection whose GET next waits. */
  #asking: RuntimeConnection | undefined;
  #connections = new Set<RuntimeConnection>();
  #process: EnvironmentProcess | undefined;
  #listener: RuntimeListener | undefined;
  #exit: Exit | undefined;
  #pipesClosed = false;
  #gone = false;
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
    this.#inFlight.add(job);
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

  /** Whether it is busy and has asked for what it is to run next. */
  get takesAhead(): boolean {
    return this.#state === 'busy' && this.#exit === undefined && this.#asking !== undefined && this.#asking.asks > 0;
  }

  /** Runs a job: at once in state `idle`, and after those it has when it `takesAhead`. */
  run(job: Job): void {
    this.#inFlight.add(job);
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
      if (!connection.asksAhead) return invalidTransition(runtimeStates[this.#state], 'Ready');
      if (this.#state === 'busy' && this.#exit === undefined) this.#events.ahead(this);
      return undefined;
    }
    this.#asking = connection;
    // The process is gone and only its last words arrive.
    if (this.#exit !== undefined || this.#state === 'ended') return undefined;
    const first = this.#state === 'starting' ? this.#inFlight.running : undefined;
    if (this.#state === 'starting') {
      this.#initMs = this.#spec.clock.now() - this.#startedAt;
      this.#enter('idle');
      this.#events.ready(this);
    }
    if (first === undefined) this.#rest();
    else this.#deliver(first);
    return undefined;
  }

  asksNoMore(): void {
    // A bootstrap takes nothing back while it has nothing to run: these are the function's own bytes, and the next invocation
    // would find nobody who asks for it.
    if (this.#state === 'idle') this.end('SIGTERM');
  }

  returned(requestId: string): string {
    const { running } = this.#inFlight;
    const job = this.#inFlight.giveBack(requestId);
    if (job === undefined) return answers.invalidRequestId;
    // It had begun as far as we knew.
    if (job === running && this.#state === 'busy') {
      job.log?.clear();
      this.#goOn();
    }
    this.#events.gaveBack(this, [job]);
    return answers.accepted;
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

  responds(requestId: string, source: FlowSource): BodyFlow | undefined {
    const { running } = this.#inFlight;
    if (this.#state !== 'busy' || running?.invocation.requestId !== requestId) return undefined;
    return running.begin(source);
  }

  responded(requestId: string): string {
    return this.#refuse(requestId, 'InvocationResponse') ?? this.#accept();
  }

  #accept(): string {
    this.#answer('returned', EMPTY);
    return answers.accepted;
  }

  error(requestId: string, body: Buffer | undefined, last: boolean): string {
    const refusal = this.#refuse(requestId, 'InvocationErrorResponse');
    if (refusal !== undefined) return refusal;
    this.#answer('failed', body ?? responseTooLarge(), last);
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
    if (started === 'no entrypoint' && this.#inFlight.size > 0)
      this.#fail(noEntrypoint(job.invocation.requestId), 'error');
    this.#abort();
  }

  #deliver(job: Job): void {
    const asking = this.#asking;
    if (asking === undefined || asking.asks === 0)
      throw new Error('An invocation was given to an environment that did not ask for one');
    const ahead = this.#state === 'busy';
    if (!ahead) this.#enter('busy');
    const timeoutMs = this.#spec.version.Timeout * 1000;
    const deadline = ahead ? this.#spec.clock.now() + timeoutMs : this.#begin(job);
    const headers = invocationHeaders(job.invocation, job.functionArn, deadline);
    // Its time begins when it does, which only our bootstrap sees.
    asking.deliver(ahead ? `${headers}Gatehouse-Timeout-Ms: ${timeoutMs}\r\n` : headers, job.invocation.payload);
    if (!asking.asksAhead) this.#asking = undefined;
  }

  /** @returns when its time is up, in milliseconds since the epoch */
  #begin(job: Job): number {
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
    return deadline;
  }

  #refuse(requestId: string, to: string): string | undefined {
    if (requestId !== this.#lastRequestId) return answers.invalidRequestId;
    if (this.#state === 'busy') return undefined;
    // Its last words: what it has answered, it has run, also behind the one whose time was up.
    if (this.#state === 'ended' && this.#inFlight.running?.invocation.requestId === requestId) return undefined;
    this.#inFlight.answeredLate(requestId);
    this.#expectLastWords();
    return invalidTransition(runtimeStates[this.#state], to);
  }

  #answer(outcome: 'returned' | 'failed', payload: Buffer, last = false): void {
    this.#settle(this.#inFlight.end(), outcome, payload);
    if (last) this.#inFlight.stop();
    if (this.#state === 'ended') {
      this.#expectLastWords();
      return;
    }
    this.#events.answered(this);
    this.#goOn();
  }

  /** In state `ended`: the next that it may have answered before it was ended. */
  #expectLastWords(): void {
    const next = this.#inFlight.running;
    if (this.#state === 'ended' && next !== undefined) this.#lastRequestId = next.invocation.requestId;
  }

  /** With what it was given ahead, if there is something. */
  #goOn(): void {
    const next = this.#inFlight.running;
    if (next !== undefined) {
      this.#begin(next);
      return;
    }
    this.#enter('returning');
    if (!this.#inFlight.stopped && this.#asking !== undefined && this.#asking.asks > 0) this.#rest();
  }

  /** It asks for an invocation, and there is none. */
  #rest(): void {
    if (this.#state !== 'idle') this.#enter('idle');
    this.#alarm.set(this.#spec.clock.now() + this.#spec.idleMs);
    this.#events.idle(this);
  }

  #fail(payload: Buffer, status: 'timeout' | 'error'): void {
    this.#settle(status === 'timeout' ? this.#inFlight.expire() : this.#inFlight.end(), 'failed', payload, status);
  }

  #settle(job: Job | undefined, outcome: 'returned' | 'failed', payload: Buffer, status?: 'timeout' | 'error'): void {
    if (job === undefined) return;
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
    const log = this.#state === 'starting' ? this.#inFlight.running?.log : this.#lastLog;
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
    // This process may have been held up itself, and the answer be there: what has come is read first. Two turns: the first
    // may already be past its polling.
    const late = this.#inFlight.running;
    setImmediate(() => setImmediate(() => this.#timeIsUp(late)));
  }

  #timeIsUp(late: Job | undefined): void {
    const { version, clock } = this.#spec;
    if (this.#state === 'ended' || this.#state === 'idle') return;
    if (this.#inFlight.running !== late) {
      if (this.#state === 'returning') this.#alarm.set(clock.now() + version.Timeout * 1000);
      return;
    }
    if (late !== undefined) this.#fail(timedOut(late.invocation.requestId, version.Timeout), 'timeout');
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
    if (this.#gone) return;
    this.#gone = true;
    const { running } = this.#inFlight;
    if (running !== undefined) {
      this.#spec.log.warn(exitText(exit), this.#labels());
      this.#fail(exited(running.invocation.requestId, exit), 'error');
    }
    if (this.#state !== 'ended') this.#enter('ended');
    this.#events.gaveBack(this, this.#inFlight.takeUnbegun());
    this.#events.gone(this);
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
    this.#inFlight.end()?.reject(error);
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
