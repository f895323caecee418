import type { Worker } from 'node:worker_threads';
import type { Config } from '../config/config.ts';
import type { InvokeFunction } from '../definition/definition.ts';
import type { Cancel, Clock } from '../lib/clock.ts';
import type { Log } from '../lib/log.ts';
import type { AskForGrant, OwnedState } from '../limits/limits.ts';
import type { Answer, TlsIdentities } from '../wire/wire.ts';
import { BodyRoom } from './body-room.ts';
import type { Certificate } from './certificate.ts';
import { describeEnding, type Ending, GatewayThread } from './gateway-thread.ts';
import { HandedOver } from './hand-over.ts';
import { asBuffer, LinkClosed, Moved, ownBytes } from './link.ts';
import type { Ports } from './listeners.ts';
import { FUNCTION_GRACE_MS } from './open-functions.ts';
import { divideEnvironments, type Places } from './places.ts';
import type { ListenAt, OfMain } from './thread-words.ts';

export interface ThreadsOptions {
  readonly config: Config;
  readonly clock: Clock;
  readonly log: Log;
  readonly databasePath: string;
  readonly workDir: string;
  readonly places: Places;
  /** Present if and only if `config.https` is. */
  readonly certificate: Certificate | undefined;
  /** Answers what is not for an API. */
  readonly control: Answer;
  readonly invokeFunction: InvokeFunction;
  /** What all threads count in. */
  readonly counts: OwnedState;
  readonly grant: AskForGrant;
}

/** How long a write or another certificate waits for a thread that does not come to take it over. */
const CATCH_UP_MS = 5_000;
/** What a thread gets, beyond the time for requests and for functions, before it is ended by force. */
const LEEWAY_MS = 250;
/** A thread that served for so long is replaced at once; others after a wait that doubles with each failure. */
const STEADY_MS = 10_000;
const FIRST_WAIT_MS = 100;
const LONGEST_WAIT_MS = 5_000;

/**
 * The gateway threads of a process, all on the same ports. A thread that ends is replaced under its number; the others serve on.
 */
export class Threads {
  readonly #options: ThreadsOptions;
  readonly #control: HandedOver;
  readonly #bodyRoom = new BodyRoom(0);
  /** Until they have ended. */
  readonly #threads = new Set<GatewayThread>();
  /** Those that can be asked, before they listen: so none serves what it was not told to forget. */
  readonly #opened = new Set<GatewayThread>();
  /** By number: failures in a row. */
  readonly #failures = new Map<number, number>();
  readonly #waiting = new Map<number, Cancel>();
  /** 0 until it is known which one was free. */
  #ports: Ports;
  #firstListens: Promise<Ports> | undefined;
  /** Milliseconds since the epoch, when they were told to end. */
  #endingSince: number | undefined;
  #state: 'starting' | 'serving' | 'stopping' = 'starting';

  constructor(options: ThreadsOptions) {
    this.#options = options;
    this.#control = new HandedOver(options.control);
    const { port, https } = options.config;
    this.#ports = { port, httpsPort: https?.port };
  }

  /** Resolves when all serve. @throws what kept the first of them from it, after the others have ended */
  async open(): Promise<void> {
    const numbers = Array.from({ length: this.#options.config.threads }, (_, i) => i + 1);
    try {
      await Promise.all(numbers.map((number) => this.#start(number)));
    } catch (error) {
      await this.end();
      throw error;
    }
    this.#state = 'serving';
  }

  get port(): number {
    return this.#ports.port;
  }

  get httpsPort(): number | undefined {
    return this.#ports.httpsPort;
  }

  /** Those that serve now, by number: for tests of how they are replaced. */
  get workers(): ReadonlyMap<number, Worker> {
    const serving = [...this.#threads].filter(({ servingSince }) => servingSince !== undefined);
    return new Map(serving.map(({ number, worker }) => [number, worker]));
  }

  /** There were commits. */
  hint(): void {
    for (const { link } of this.#opened) link.tell('changed', undefined);
  }

  /** Resolves once every thread serves what was committed before the call; one that dies or hangs is not waited for. */
  async caughtUp(): Promise<void> {
    await Promise.all([...this.#opened].map((it) => this.#taken(it, it.link.ask('catchUp', undefined))));
  }

  /** Resolves once every thread serves new connections with these; those that are yet to listen begin with them. */
  async certify(identities: TlsIdentities): Promise<void> {
    await Promise.all([...this.#opened].map((it) => this.#taken(it, it.link.ask('certify', identities))));
  }

  /** After the files of stages' logs were moved away. */
  async reopenLogs(): Promise<void> {
    await Promise.all([...this.#opened].map((it) => it.link.ask('reopenLogs', undefined).catch(ignoreClosed)));
  }

  /** Accepts nothing more; resolves when every request in flight is answered, or its time is up. */
  async drain(): Promise<void> {
    this.#state = 'stopping';
    for (const cancel of this.#waiting.values()) cancel();
    const { drainMs, sharePort } = this.#options.config;
    if (sharePort) {
      const stopped = [...this.#opened].map(({ link }) => link.ask('stopAccepting', undefined).catch(ignoreClosed));
      await this.#within(LEEWAY_MS, Promise.all(stopped));
    }
    const drained = [...this.#opened].map((thread) => thread.link.ask('drain', drainMs).catch(ignoreClosed));
    await this.#within(drainMs + LEEWAY_MS, Promise.all(drained));
    this.#endingSince = this.#options.clock.now();
    for (const { link } of this.#opened) link.tell('end', undefined);
  }

  /** Resolves when no thread is left. Those that were told to end by `drain` get the time that their functions have for it. */
  async end(): Promise<void> {
    this.#state = 'stopping';
    const threads = [...this.#threads];
    const ended = Promise.all(threads.map((thread) => thread.ended));
    const now = this.#options.clock.now();
    const left = (this.#endingSince ?? 0) + FUNCTION_GRACE_MS + LEEWAY_MS - now;
    if (left <= 0 || (await this.#within(left, ended)) === 'late') {
      await Promise.all(threads.map(({ worker }) => worker.terminate()));
    }
    await ended;
  }

  async #start(number: number): Promise<void> {
    const { config, databasePath, workDir, clock } = this.#options;
    const { ofThread } = divideEnvironments(config.functionEnvironments, config.threads);
    const start = {
      gatewayThread: number,
      config,
      databasePath,
      workDir,
      functionEnvironments: ofThread(number),
      bodyRoom: this.#bodyRoom.memory,
      counts: this.#options.counts.handle(number),
    };
    const thread = new GatewayThread(start, (it) => this.#answers(it));
    this.#threads.add(thread);
    void thread.ended.then((ending) => this.#ended(thread, ending));
    await thread.opened;
    if (this.#state === 'stopping') {
      thread.link.tell('end', undefined);
      throw new Error('The threads are ending');
    }
    this.#opened.add(thread);
    await this.#listen(thread);
    thread.servingSince = clock.now();
  }

  /** Port 0: the first takes a free one, and the others join it. */
  async #listen({ link }: GatewayThread): Promise<void> {
    if (this.#ports.port !== 0 && this.#ports.httpsPort !== 0) {
      await link.ask('listen', this.#at(this.#ports));
    } else if (this.#firstListens === undefined) {
      this.#firstListens = link.ask('listen', this.#at(this.#ports));
      this.#ports = await this.#firstListens;
    } else {
      await link.ask('listen', this.#at(await this.#firstListens));
    }
  }

  /** With the certificate of this moment; every later one comes behind it. */
  #at({ port, httpsPort }: Ports): ListenAt {
    const identities = this.#options.certificate?.identities;
    const none = httpsPort === undefined || identities === undefined;
    return { port, https: none ? undefined : { port: httpsPort, identities } };
  }

  #answers(thread: GatewayThread): Omit<OfMain, 'opened'> {
    const { number } = thread;
    const { log, places, invokeFunction, grant } = this.#options;
    return {
      log(lines) {
        for (const { level, message, fields } of lines) log[level](message, { thread: number, ...fields });
      },
      request: (handed) => this.#control.answer(handed, thread.link),
      async invoke(request) {
        const { payload } = request;
        const whole = typeof payload === 'string' ? request : { ...request, payload: asBuffer(payload) };
        const outcome = await invokeFunction(whole);
        if (!('payload' in outcome)) return outcome;
        const own = ownBytes(outcome.payload);
        return new Moved({ ...outcome, payload: own }, [own.buffer]);
      },
      places: (functionKey) => places.of(functionKey),
      grant,
    };
  }

  /** Waits for a thread that was asked to take something over; one that has died is not waited for. */
  async #taken({ number }: GatewayThread, asked: Promise<void>): Promise<void> {
    const { log } = this.#options;
    if ((await this.#within(CATCH_UP_MS, asked.catch(ignoreClosed))) === 'late')
      log.warn(`Gateway thread ${number} has not taken over a change within ${CATCH_UP_MS / 1000} seconds`);
  }

  #within(ms: number, promise: Promise<unknown>): Promise<unknown> {
    const { promise: late, resolve } = Promise.withResolvers<'late'>();
    const cancel = this.#options.clock.after(ms, () => resolve('late'));
    return Promise.race([promise, late]).finally(cancel);
  }

  #ended(thread: GatewayThread, ending: Ending): void {
    const { clock, places, counts } = this.#options;
    const { number, servingSince } = thread;
    this.#threads.delete(thread);
    this.#opened.delete(thread);
    places.clear(number);
    this.#bodyRoom.clear(number);
    counts.buckets.ended(number);
    // One that has not served yet makes `open` fail.
    if (this.#state === 'stopping' || (this.#state === 'starting' && servingSince === undefined)) return;
    if (servingSince !== undefined && clock.now() - servingSince >= STEADY_MS) this.#failures.delete(number);
    this.#startLater(number, `ended (${describeEnding(ending)}); another takes its place`, ending.error);
  }

  #startLater(number: number, why: string, error: unknown): void {
    const { log, clock } = this.#options;
    const failures = this.#failures.get(number) ?? 0;
    const wait = failures === 0 ? 0 : Math.min(FIRST_WAIT_MS * 2 ** (failures - 1), LONGEST_WAIT_MS);
    this.#failures.set(number, failures + 1);
    log.error(`Gateway thread ${number} ${why}`, {
      thread: number,
      waitMs: wait,
      ...(error !== undefined && { error }),
    });
    this.#waiting.set(
      number,
      clock.after(wait, () => {
        this.#waiting.delete(number);
        void this.#replace(number);
      }),
    );
  }

  async #replace(number: number): Promise<void> {
    try {
      await this.#start(number);
    } catch (error) {
      if (this.#state === 'stopping') return;
      const thread = [...this.#threads].find((it) => it.number === number);
      if (thread !== undefined) {
        this.#options.log.error(`Gateway thread ${number} cannot serve`, { thread: number, error });
        await thread.worker.terminate();
      } else if (!this.#waiting.has(number)) {
        // It has not ended, so nothing else is on its way: the system had no thread to give.
        this.#startLater(number, 'cannot be started; it is tried again', error);
      }
    }
  }
}

/** A thread that has died has nothing to do any more. */
function ignoreClosed(error: unknown): void {
  if (!(error instanceof LinkClosed)) throw error;
}
