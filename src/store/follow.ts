import type { Log } from '../lib/log.ts';
import type { Change, Store } from './face.ts';

/** Keeps a reader of the store in step with it. */
export interface Follower {
  /** Resolves once everything that was committed before the call has been applied, or has failed and is in the log. */
  caughtUp(): Promise<void>;
  close(): void;
}

/** What follows. `apply` deals with each change on its own: one record that cannot be used must not stop the others. */
export interface FeedReader {
  /** Reads everything anew: at the start, and when changes were lost. */
  rescan(): Promise<void>;
  /** Changes in commit order; never twice at a time. */
  apply(changes: readonly Change[]): Promise<void>;
}

const BATCH = 500;

/**
 * Rescans once, then follows. A later failure of `apply` or `rescan` is logged and made up for by another rescan.
 *
 * @throws what the first rescan throws: who knows nothing must not begin to serve
 */
export async function follow(store: Store, reader: FeedReader, log: Log): Promise<Follower> {
  let applied = 0;
  let scanned = false;
  let running: Promise<void> | undefined;
  let closed = false;

  async function scan(): Promise<void> {
    // What is committed during the scan has a higher sequence and is applied after it, perhaps for the second time.
    const sequence = await store.sequence();
    await reader.rescan();
    applied = sequence;
    scanned = true;
  }

  /** @returns whether there may be more */
  async function step(): Promise<boolean> {
    if (!scanned) await scan();
    const { changes, truncated } = await store.changes(applied, BATCH);
    const last = changes.at(-1);
    if (truncated) {
      scanned = false;
      return true;
    }
    if (last === undefined) return false;
    applied = last.sequence;
    await reader.apply(changes);
    // What is committed from here on is the business of the next run, which whoever relies on it asks for.
    return changes.length === BATCH;
  }

  async function run(): Promise<void> {
    try {
      while (!closed && (await step()));
    } catch (error) {
      // The next run starts with a rescan, so what this one did not apply is not lost.
      scanned = false;
      if (!closed) log.error('Changes of the configuration could not be applied', { error });
    }
  }

  /** One run at a time; who asks during a run waits for it and then for one more, which sees what was committed since. */
  async function catchUp(): Promise<void> {
    await running;
    running ??= run().finally(() => {
      running = undefined;
    });
    await running;
  }

  await scan();
  const unwatch = store.watch(() => void catchUp());
  await catchUp();
  return {
    caughtUp: catchUp,
    close() {
      closed = true;
      unwatch();
    },
  };
}
