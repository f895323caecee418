import { Worker } from 'node:worker_threads';
import { Link } from './link.ts';
import { threadFile } from './thread.ts';
import type { OfMain, OfThread, ThreadStart } from './thread-words.ts';

/** How a thread ended: with what it threw, or else by `process.exit`. */
export interface Ending {
  readonly code: number;
  readonly error: Error | undefined;
}

/** Three semi-spaces of 8 MB. By default, garbage that V8 has not looked at yet takes 50 MB and more. */
const YOUNG_MB = 24;

/**
 * A gateway thread as the main thread has it.
 *
 *     starting ──opened──▸ opened ──asked to listen──▸ serving ──asked to drain──▸ draining
 *
 * From each of these it may end: what it was asked and has not answered is rejected with LinkClosed.
 */
export class GatewayThread {
  readonly number: number;
  readonly worker: Worker;
  readonly link: Link<OfMain, OfThread>;
  /** It can be asked things. Rejects when it ended before that, with what it threw. */
  readonly opened: Promise<void>;
  readonly ended: Promise<Ending>;
  /** Milliseconds since the epoch. */
  servingSince: number | undefined;

  constructor(start: ThreadStart, answers: (thread: GatewayThread) => Omit<OfMain, 'opened'>) {
    this.number = start.gatewayThread;
    this.worker = new Worker(threadFile, {
      name: `gateway ${start.gatewayThread}`,
      workerData: start,
      resourceLimits: { maxOldGenerationSizeMb: start.config.threadHeapMb, maxYoungGenerationSizeMb: YOUNG_MB },
    });
    let error: Error | undefined;
    this.worker.on('error', (thrown: unknown) => {
      error = thrown instanceof Error ? thrown : new Error(String(thrown));
    });
    this.ended = new Promise((resolve) => {
      this.worker.on('exit', (code) => {
        this.link.close();
        resolve({ code, error });
      });
    });
    const { promise: opened, resolve: open, reject: fail } = Promise.withResolvers<void>();
    this.opened = opened;
    this.link = new Link<OfMain, OfThread>(this.worker, { ...answers(this), opened: () => open() });
    void this.ended.then((ending) => fail(ending.error ?? new Error(describeEnding(ending))));
    // Who starts it looks at this; who replaces it looks at `ended`.
    opened.catch(() => undefined);
  }
}

export function describeEnding({ code, error }: Ending): string {
  if (error === undefined) return `exit code ${code}`;
  return (error as NodeJS.ErrnoException).code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'out of memory' : error.message;
}
