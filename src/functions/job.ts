import type { InvokeOutcome } from '../definition/definition.ts';
import { BodyFlow, type FlowSource } from '../lib/body-flow.ts';
import type { Load } from './load.ts';
import { LogTail } from './logs.ts';

export interface Invocation {
  readonly requestId: string;
  readonly payload: Uint8Array | string;
  /** `Root=…;Parent=…;Sampled=…` */
  readonly traceId?: string;
  /** Base64 JSON, as in the Invoke API's `X-Amz-Client-Context`. */
  readonly clientContext?: string;
  /** Ask for the last 4 KB of the log. */
  readonly tail?: boolean;
  /** As in InvokeRequest. */
  readonly onResponse?: (stream: BodyFlow) => void;
}

/** As in the Lambda API's TooManyRequestsException. */
export type ThrottleReason = 'ConcurrentInvocationLimitExceeded' | 'ReservedFunctionConcurrentInvocationLimitExceeded';

export type RunOutcome =
  | Extract<InvokeOutcome, { outcome: 'returned' | 'failed' }>
  | (Extract<InvokeOutcome, { outcome: 'refused' }> & { readonly reason?: ThrottleReason });

/** Texts of the Lambda API: "Rate Exceeded." as seen in 429s, the other from the Invoke API's list of errors. */
export function throttled(reason: ThrottleReason): RunOutcome {
  return { outcome: 'refused', error: 'TooManyRequestsException', message: 'Rate Exceeded.', reason };
}

export const shuttingDown: RunOutcome = {
  outcome: 'refused',
  error: 'ServiceException',
  message: 'The Lambda service encountered an internal error.',
};

/** One invocation on its way: it is settled exactly once, with an outcome or, on a bug of ours, with an error. */
export class Job {
  readonly invocation: Invocation;
  readonly functionArn: string;
  readonly log: LogTail | undefined;
  readonly outcome: Promise<RunOutcome>;
  readonly #load: Load;
  readonly #place: number;
  #resolve: (outcome: RunOutcome) => void = unset;
  #reject: (error: unknown) => void = unset;
  #settled = false;
  #stream: BodyFlow | undefined;

  /** `place` is what `load.begin` gave. */
  constructor(invocation: Invocation, functionArn: string, load: Load, place: number) {
    this.invocation = invocation;
    this.functionArn = functionArn;
    this.log = invocation.tail === true ? new LogTail() : undefined;
    this.#load = load;
    this.#place = place;
    this.outcome = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
  }

  /** The function has begun to stream its response. @returns `undefined` when the caller wants it whole */
  begin(source: FlowSource): BodyFlow | undefined {
    const { onResponse } = this.invocation;
    if (onResponse === undefined || this.#stream !== undefined) return undefined;
    this.#stream = new BodyFlow(source);
    onResponse(this.#stream);
    return this.#stream;
  }

  settle(outcome: RunOutcome): void {
    this.#end();
    this.#endStream(outcome);
    this.#resolve(outcome);
  }

  /** The log arrives over other pipes than the response: with `tail`, the outcome waits until those were read too. */
  settleWithLog(outcome: RunOutcome, lastLines: readonly string[]): void {
    const { log } = this;
    if (log === undefined || outcome.outcome === 'refused') {
      this.settle(outcome);
      return;
    }
    this.#end();
    this.#endStream(outcome);
    // Two turns: the first may already be past its polling.
    setImmediate(() =>
      setImmediate(() => {
        for (const line of lastLines) log.add(line);
        this.#resolve({ ...outcome, logTail: log.read() });
      }),
    );
  }

  reject(error: unknown): void {
    this.#end();
    this.#stream?.fail('The invocation was lost');
    this.#reject(error);
  }

  #endStream(outcome: RunOutcome): void {
    if (this.#stream === undefined) return;
    if (outcome.outcome === 'returned') this.#stream.end();
    else this.#stream.fail(outcome.outcome === 'failed' ? excerpt(outcome.payload) : outcome.message);
  }

  #end(): void {
    if (this.#settled) throw new Error(`Invocation ${this.invocation.requestId} was settled twice`);
    this.#settled = true;
    this.#load.end(this.#place);
  }
}

function excerpt(payload: Buffer): string {
  return payload.subarray(0, 512).toString('utf8');
}

function unset(): void {
  throw new Error('A promise runs its executor at once');
}
