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
 * All who follow one store are told together: what was committed is read once for them.
 *
 * @throws what the first rescan throws: who knows nothing must not begin to serve
 */
export async function follow(store: Store, reader: FeedReader, log: Log): Promise<Follower> {
  let feed = feeds.get(store);
  if (feed === undefined) {
    feed = new Feed(store);
    feeds.set(store, feed);
  }
  return feed.join({ reader, log, applied: 0, scanned: false });
}

const feeds = new WeakMap<Store, Feed>();

interface Following {
  readonly reader: FeedReader;
  readonly log: Log;
  /** The sequence of the last change that it was told of. */
  applied: number;
  /** False: it has to read everything anew. */
  scanned: boolean;
}

/** The changes of one store, told to all who follow it. */
class Feed {
  readonly #store: Store;
  readonly #followers = new Set<Following>();
  #running: Promise<void> | undefined;
  #unwatch: (() => void) | undefined;

  constructor(store: Store) {
    this.#store = store;
  }

  async join(follower: Following): Promise<Follower> {
    await this.#scan(follower);
    this.#followers.add(follower);
    this.#unwatch ??= this.#store.watch(() => void this.#catchUp());
    await this.#catchUp();
    return {
      caughtUp: () => this.#catchUp(),
      close: () => {
        this.#followers.delete(follower);
        if (this.#followers.size > 0) return;
        this.#unwatch?.();
        this.#unwatch = undefined;
      },
    };
  }

  async #scan(follower: Following): Promise<void> {
    // What is committed during the scan has a higher sequence and is applied after it, perhaps for the second time.
    const sequence = await this.#store.sequence();
    await follower.reader.rescan();
    follower.applied = sequence;
    follower.scanned = true;
  }

  /** One run at a time; who asks during a run waits for it and then for one more, which sees what was committed since. */
  async #catchUp(): Promise<void> {
    await this.#running;
    this.#running ??= this.#run().finally(() => {
      this.#running = undefined;
    });
    await this.#running;
  }

  async #run(): Promise<void> {
    /** Who failed starts the next run with a rescan, so that what this one did not apply is not lost. */
    const failed = new Set<Following>();
    while (await this.#step(failed));
  }

  /** @returns whether there may be more */
  async #step(failed: Set<Following>): Promise<boolean> {
    const followers = [...this.#followers].filter((follower) => !failed.has(follower));
    for (const follower of followers) {
      if (!follower.scanned) await this.#try(follower, failed, () => this.#scan(follower));
    }
    const ready = followers.filter(({ scanned }) => scanned);
    if (ready.length === 0) return false;
    const after = Math.min(...ready.map(({ applied }) => applied));
    const read = await this.#read(after, ready, failed);
    if (read === undefined) return false;
    const { changes, truncated } = read;
    if (truncated) {
      for (const follower of ready) follower.scanned = false;
      return true;
    }
    const last = changes.at(-1);
    if (last === undefined) return false;
    const told = ready.map(async (follower) => {
      const from = follower.applied;
      const own = from === after ? changes : changes.filter(({ sequence }) => sequence > from);
      follower.applied = Math.max(from, last.sequence);
      if (own.length > 0) await this.#try(follower, failed, () => follower.reader.apply(own));
    });
    await Promise.all(told);
    // What is committed from here on is the business of the next run, which whoever relies on it asks for.
    return changes.length === BATCH;
  }

  async #read(after: number, ready: readonly Following[], failed: Set<Following>) {
    try {
      return await this.#store.changes(after, BATCH);
    } catch (error) {
      for (const follower of ready) this.#fails(follower, failed, error);
      return undefined;
    }
  }

  async #try(follower: Following, failed: Set<Following>, work: () => Promise<void>): Promise<void> {
    try {
      if (this.#followers.has(follower)) await work();
    } catch (error) {
      this.#fails(follower, failed, error);
    }
  }

  #fails(follower: Following, failed: Set<Following>, error: unknown): void {
    follower.scanned = false;
    failed.add(follower);
    if (this.#followers.has(follower)) {
      follower.log.error('Changes of the configuration could not be applied', { error });
    }
  }
}
