/**
 * The face of every store. A store keeps JSON records and blobs, each under a key, and a feed of what changed.
 *
 * Concurrency is optimistic: a transaction remembers the revision (or the absence) of every record that it read by key, buffers
 * its writes, and commits only if none of those records has changed meanwhile; otherwise it throws `RevisionConflict` and
 * nothing is written. A list is not guarded: who depends on the absence of a sibling reads and rewrites the record that
 * owns the siblings (`touch`), so that two such writers collide there.
 *
 * Blobs commit with the transaction, but they are neither guarded nor in the feed: write the record that names a blob along
 * with it.
 *
 * Ids compare by code point (as their UTF-8 bytes do). A part of a key that holds a NUL or half a surrogate pair is a
 * TypeError. Values are JSON. What a read returns is frozen in its depth, for other readers may have it too; a value may be
 * changed after `put` without effect.
 */
export interface Store extends Reader {
  /**
   * Runs `body` and commits its writes atomically; what `body` returns is returned once the commit is durable. When
   * `body` throws, nothing is written and the error passes through. @throws RevisionConflict, StoreUnavailable
   */
  transact<T>(body: (tx: Transaction) => Promise<T>): Promise<T>;
  /**
   * Every record of a kind in every scope, in key order: what a plane reads when it starts. Take `sequence()` before it
   * and follow `changes` from there, so that nothing falls between.
   */
  scan<T>(kind: string): Promise<readonly Entry<T>[]>;
  /**
   * Changes with a sequence above `after`, oldest first. Sequences are 1, 2, 3 … in the order of commits, so none appears
   * below one that was seen. `truncated` when some of those asked for are no longer kept, or when `after` is ahead of the
   * store (it was restored from a backup): rescan.
   */
  changes(after: number, limit: number): Promise<{ readonly changes: readonly Change[]; readonly truncated: boolean }>;
  /** The sequence of the newest change; 0 in an empty store. */
  sequence(): Promise<number>;
  /** Calls `hint` some time after a commit. It may be called too often or once for many: the sequence is the truth. */
  watch(hint: () => void): () => void;
  /** After it, every call rejects with StoreUnavailable. Closing twice is harmless. */
  close(): Promise<void>;
}

export interface Reader {
  get<T>(key: Key<T>): Promise<Entry<T> | undefined>;
  /** Records in id order, at most `limit`, whose id starts with `prefix` and is greater than `after`. */
  list<T>(range: Range<T>): Promise<readonly Entry<T>[]>;
  blob(key: Key<Blob>): Promise<Uint8Array | undefined>;
}

/**
 * Reads see the transaction's own writes. It ends when its body does; used after that, it throws.
 */
export interface Transaction extends Reader {
  /** @returns how many characters its JSON has */
  put<T>(key: Key<T>, value: T): number;
  /** What does not exist is deleted without a change in the feed. */
  delete(key: Key<unknown>): void;
  /** Rewrites a record as it is, so that its revision moves: the guard of an aggregate. The record must exist. */
  touch(key: Key<unknown>): Promise<void>;
  putBlob(key: Key<Blob>, bytes: Uint8Array): void;
  deleteBlob(key: Key<Blob>): void;
}

/** `scope` is `account/region`; `id` is the path of ids from the owning record down, joined with `/`. */
export interface Key<T> {
  readonly scope: string;
  readonly kind: string;
  readonly id: string;
  /** Never present: ties the key to the type of its record. */
  readonly of?: T;
}

/** The type of keys that name bytes instead of a record. */
export interface Blob {
  readonly blob: true;
}

export interface Range<T> {
  readonly scope: string;
  readonly kind: string;
  readonly prefix?: string;
  readonly after?: string;
  readonly limit?: number;
  readonly of?: T;
}

export interface Entry<T> {
  readonly key: Key<T>;
  /**
   * The sequence of the change that wrote it: grows with every write, and is never seen again after a delete. 0 on what
   * the reading transaction itself wrote and has not committed.
   */
  readonly revision: number;
  readonly value: T;
}

export interface Change {
  readonly sequence: number;
  readonly key: Key<unknown>;
  readonly change: 'put' | 'delete';
}

/** How many of its newest changes a store keeps. A reader that falls further behind is told `truncated`. */
export const KEPT_CHANGES = 10_000;

/** Someone else wrote a record between our read and our commit. The control plane answers it as a ConflictException. */
export class RevisionConflict extends Error {
  override name = 'RevisionConflict';
  readonly key: Key<unknown>;

  constructor(key: Key<unknown>) {
    super(`${key.kind} ${key.id} was changed by another writer`);
    this.key = key;
  }
}

/** The store cannot be opened, read or written, or is closed: the message says what is wrong, where, and what to do. */
export class StoreUnavailable extends Error {
  override name = 'StoreUnavailable';
}
