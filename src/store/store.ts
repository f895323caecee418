/**
 * The face of every store. A store keeps JSON records and blobs, each under a key, and a feed of what changed.
 *
 * Concurrency is optimistic: a transaction remembers the revision (or the absence) of every record that it read by key, buffers
 * its writes, and commits only if none of those records has changed meanwhile; otherwise it throws `RevisionConflict` and
 * nothing is written. A list is not guarded: who depends on the absence of a sibling reads and rewrites the record that
 * owns the siblings (`touch`), so that two such writers collide there.
 */
export interface Store extends Reader {
  /**
   * Runs `body` and commits its writes atomically; what `body` returns is returned once the commit is durable. When
   * `body` throws, nothing is written and the error passes through. @throws RevisionConflict
   */
  transact<T>(body: (tx: Transaction) => Promise<T>): Promise<T>;
  /** Every record of a kind in every scope, in key order: what a plane reads when it starts. */
  scan<T>(kind: string): Promise<readonly Entry<T>[]>;
  /** Changes with a sequence above `after`, oldest first. `truncated` when some of those are no longer kept: rescan. */
  changes(after: number, limit: number): Promise<{ readonly changes: readonly Change[]; readonly truncated: boolean }>;
  /** The sequence of the newest change; 0 in an empty store. */
  sequence(): Promise<number>;
  /** Calls `hint` some time after a commit. It may be called too often or once for many: the sequence is the truth. */
  watch(hint: () => void): () => void;
  close(): Promise<void>;
}

export interface Reader {
  get<T>(key: Key<T>): Promise<Entry<T> | undefined>;
  /** Records in id order, at most `limit`, whose id starts with `prefix` and is greater than `after`. */
  list<T>(range: Range<T>): Promise<readonly Entry<T>[]>;
  blob(key: Key<Blob>): Promise<Uint8Array | undefined>;
}

export interface Transaction extends Reader {
  put<T>(key: Key<T>, value: T): void;
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
  /** The sequence of the change that wrote it: grows with every write, and is never seen again after a delete. */
  readonly revision: number;
  readonly value: T;
}

export interface Change {
  readonly sequence: number;
  readonly key: Key<unknown>;
  readonly change: 'put' | 'delete';
}

/** Someone else wrote a record between our read and our commit. The control plane answers it as a ConflictException. */
export class RevisionConflict extends Error {
  override name = 'RevisionConflict';
  constructor(readonly key: Key<unknown>) {
    super(`${key.kind} ${key.id} was changed by another writer`);
  }
}

/** The store cannot be opened: the message says what is wrong, where, and what to do. */
export class StoreUnavailable extends Error {
  override name = 'StoreUnavailable';
}
