import type { InvokeOutcome, InvokeRequest } from '../definition/definition.ts';
import type { Cancel, Clock } from '../lib/clock.ts';
import type { Log } from '../lib/log.ts';

export interface EventQueueOptions {
  readonly clock: Clock;
  readonly log: Log;
  /** Events held at once, running ones too. */
  readonly maxEvents: number;
  /** Bytes of their payloads. */
  readonly maxBytes: number;
  /** Runs one attempt as a synchronous invocation. */
  readonly run: (request: InvokeRequest, requestId: string) => Promise<InvokeOutcome>;
}

interface Event {
  readonly request: InvokeRequest;
  readonly requestId: string;
  readonly bytes: number;
  readonly acceptedAt: number;
  /** Attempts that the function failed. */
  failures: number;
  /** Attempts in a row that did not reach the function. */
  refusals: number;
  cancel: Cancel | undefined;
}

/** "two more times, with a one-minute wait between the first two attempts, and two minutes between the second and third". */
const RETRY_AFTER_FAILURE: readonly number[] = [60_000, 120_000];
/** "from 1 second after the first attempt to a maximum of 5 minutes", for throttles and errors of the service. */
const FIRST_BACKOFF = 1000;
const LONGEST_BACKOFF = 300_000;
/** "up to 6 hours". */
const MAX_AGE = 6 * 3_600_000;

/** Errors of the Lambda API that another attempt may not meet. */
const PASSING = new Set(['TooManyRequestsException', 'ServiceException']);

/**
 * Asynchronous invocations: accepted at once, run when the engine has room, retried as AWS retries them ("How Lambda handles
 * errors and retries with asynchronous invocation"), dropped with a line in the log when that is used up.
 *
 * deviation: The queue lives in the process: events that wait when it ends are lost, and there are no dead-letter queues, destinations or event invoke configurations.
 */
export class EventQueue {
  readonly #options: EventQueueOptions;
  readonly #events = new Set<Event>();
  #bytes = 0;
  #closed = false;

  constructor(options: EventQueueOptions) {
    this.#options = options;
  }

  /** Events that wait or run. */
  get size(): number {
    return this.#events.size;
  }

  /** False: there is no room, and the event was not taken. */
  add(request: InvokeRequest, requestId: string): boolean {
    const { clock, maxEvents, maxBytes } = this.#options;
    const bytes = Buffer.byteLength(request.payload);
    if (this.#closed || this.#events.size >= maxEvents || this.#bytes + bytes > maxBytes) {
      this.#log('Dropped an event: the queue for asynchronous invocations is full.', request, requestId);
      return false;
    }
    const event = { request, requestId, bytes, acceptedAt: clock.now(), failures: 0, refusals: 0, cancel: undefined };
    this.#events.add(event);
    this.#bytes += bytes;
    this.#attempt(event);
    return true;
  }

  /** Drops what waits; what runs ends by itself. */
  close(): void {
    this.#closed = true;
    const { size } = this.#events;
    if (size > 0)
      this.#options.log.warn('Dropped events of asynchronous invocations: the process ends.', { events: size });
    for (const event of [...this.#events]) this.#forget(event);
  }

  #attempt(event: Event): void {
    event.cancel = undefined;
    this.#options.run(event.request, event.requestId).then(
      (outcome) => this.#settle(event, outcome),
      (error: unknown) => this.#drop(event, 'Dropped an event: the function could not be run.', { error }),
    );
  }

  #settle(event: Event, outcome: InvokeOutcome): void {
    if (!this.#events.has(event)) return; // closed meanwhile
    if (outcome.outcome === 'failed') {
      const wait = RETRY_AFTER_FAILURE[event.failures++];
      event.refusals = 0;
      if (wait === undefined) this.#drop(event, 'Dropped an event: the function failed in every attempt.');
      else this.#again(event, wait);
    } else if (outcome.outcome === 'refused') {
      const { error, message } = outcome;
      const wait = Math.min(FIRST_BACKOFF * 2 ** event.refusals++, LONGEST_BACKOFF);
      const age = this.#options.clock.now() + wait - event.acceptedAt;
      if (PASSING.has(error) && age <= MAX_AGE) this.#again(event, wait);
      else this.#drop(event, 'Dropped an event: the function was not run.', { error, reason: message });
    } else this.#forget(event);
  }

  #again(event: Event, wait: number): void {
    event.cancel = this.#options.clock.after(wait, () => this.#attempt(event));
  }

  #drop(event: Event, message: string, fields: Record<string, unknown> = {}): void {
    if (!this.#events.has(event)) return;
    this.#log(message, event.request, event.requestId, { ...fields, attempts: event.failures + event.refusals });
    this.#forget(event);
  }

  #forget(event: Event): void {
    event.cancel?.();
    this.#events.delete(event);
    this.#bytes -= event.bytes;
  }

  #log(message: string, { scope, name, qualifier }: InvokeRequest, requestId: string, fields = {}): void {
    this.#options.log.error(message, { scope, functionName: name, qualifier, requestId, ...fields });
  }
}
