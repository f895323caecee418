import {
  type Blob,
  type Entry,
  type Key,
  type Range,
  type Reader,
  RevisionConflict,
  type Transaction,
} from './face.ts';
import { addressOf, compareIds } from './key.ts';
import { parseFrozen, type Written, writeJson } from './parsed.ts';

/** What a transaction asks its store to commit: all of it or, when a guard no longer holds, nothing. */
export interface Commit {
  readonly guards: readonly Guard[];
  /** At most one per key, in the order of the last write to each. */
  readonly writes: readonly Write[];
  readonly blobs: readonly BlobWrite[];
}

/** The record must still have this revision; 0 means that it must still be absent. */
export interface Guard {
  readonly key: Key<unknown>;
  readonly revision: number;
}

/** A `touch` is always guarded by a revision, so the record that it moves exists at commit. */
export type Write =
  | { readonly write: 'put'; readonly key: Key<unknown>; readonly written: Written }
  | { readonly write: 'delete' | 'touch'; readonly key: Key<unknown> };

/** `bytes` is undefined for a delete. */
export interface BlobWrite {
  readonly key: Key<Blob>;
  readonly bytes: Uint8Array | undefined;
}

/** A record that a commit is about, to say that it cannot be. */
export function keyIn({ guards, writes, blobs }: Commit): Key<unknown> {
  return guards[0]?.key ?? writes[0]?.key ?? blobs[0]?.key ?? { scope: '', kind: '', id: '' };
}

/** The half of a transaction that every store shares: it runs over committed reads and ends in a `Commit`. */
export class BufferedTransaction implements Transaction {
  readonly #committed: Reader;
  readonly #guards = new Map<string, Guard>();
  readonly #writes = new Map<string, Write>();
  readonly #blobs = new Map<string, BlobWrite>();
  /** What was read of the records that are guarded. */
  readonly #read = new Map<string, unknown>();
  #ended = false;

  constructor(committed: Reader) {
    this.#committed = committed;
  }

  /** Runs the body of a transaction and returns what it returned, with what is to be committed. */
  static async run<T>(committed: Reader, body: (tx: Transaction) => Promise<T>): Promise<[result: T, commit: Commit]> {
    const tx = new BufferedTransaction(committed);
    try {
      const result = await body(tx);
      return [
        result,
        { guards: [...tx.#guards.values()], writes: [...tx.#writes.values()], blobs: [...tx.#blobs.values()] },
      ];
    } finally {
      tx.#ended = true;
    }
  }

  async get<T>(key: Key<T>): Promise<Entry<T> | undefined> {
    this.#assertRunning();
    const address = addressOf(key);
    const own = this.#writes.get(address);
    if (own?.write === 'put') return ownEntry(own.key as Key<T>, own.written);
    if (own?.write === 'delete') return undefined;
    const entry = await this.#committed.get(key);
    this.#guard(key, address, entry?.revision ?? 0);
    if (entry !== undefined) this.#read.set(address, entry.value);
    return entry;
  }

  async list<T>(range: Range<T>): Promise<readonly Entry<T>[]> {
    this.#assertRunning();
    const own = [...this.#writes.values()].filter((w) => w.write !== 'touch' && contains(range, w.key));
    if (own.length === 0) return this.#committed.list(range);
    // Each of our deletes may take one record away, so that many more are read.
    const deletes = own.filter((w) => w.write === 'delete').length;
    const more = range.limit === undefined ? range : { ...range, limit: range.limit + deletes };
    const byId = new Map((await this.#committed.list(more)).map((entry) => [entry.key.id, entry]));
    for (const w of own) {
      if (w.write === 'put') byId.set(w.key.id, ownEntry(w.key as Key<T>, w.written));
      else byId.delete(w.key.id);
    }
    return [...byId.values()].sort((a, b) => compareIds(a.key.id, b.key.id)).slice(0, range.limit);
  }

  async blob(key: Key<Blob>): Promise<Uint8Array | undefined> {
    this.#assertRunning();
    const own = this.#blobs.get(addressOf(key));
    return own === undefined ? this.#committed.blob(key) : own.bytes && new Uint8Array(own.bytes);
  }

  put<T>(key: Key<T>, value: T): number {
    const before = this.#read.get(addressOf(key));
    const written = writeJson(value, before);
    // What was read is there already, and cannot have been changed: its revision moves.
    const same = typeof before === 'object' && written.value === before;
    this.#write(same ? { write: 'touch', key: bare(key) } : { write: 'put', key: bare(key), written });
    return written.json.length;
  }

  delete(key: Key<unknown>): void {
    this.#write({ write: 'delete', key: bare(key) });
  }

  async touch(key: Key<unknown>): Promise<void> {
    const entry = await this.get(key);
    if (entry === undefined) throw new Error(`${key.kind} ${key.id} does not exist, so it cannot be touched`);
    // A put of our own moves the revision already. Looked up after the read: the body may have put meanwhile.
    if (!this.#writes.has(addressOf(key))) this.#write({ write: 'touch', key: bare(key) });
  }

  putBlob(key: Key<Blob>, bytes: Uint8Array): void {
    this.#writeBlob({ key, bytes: new Uint8Array(bytes) });
  }

  deleteBlob(key: Key<Blob>): void {
    this.#writeBlob({ key, bytes: undefined });
  }

  #guard(key: Key<unknown>, address: string, revision: number): void {
    const first = this.#guards.get(address);
    if (first === undefined) this.#guards.set(address, { key: bare(key), revision });
    // The commit would fail anyway, and the body must not reason on two states of one record.
    else if (first.revision !== revision) throw new RevisionConflict(bare(key));
  }

  #write(write: Write): void {
    this.#assertRunning();
    const address = addressOf(write.key);
    this.#writes.delete(address); // so that the Map's order is that of the last writes
    this.#writes.set(address, write);
  }

  #writeBlob(write: BlobWrite): void {
    this.#assertRunning();
    this.#blobs.set(addressOf(write.key), write);
  }

  #assertRunning(): void {
    if (this.#ended) throw new Error('The transaction has ended: its body returned before this call');
  }
}

function ownEntry<T>(key: Key<T>, { json, value }: Written): Entry<T> {
  return { key, revision: 0, value: (value ?? parseFrozen(json)) as T };
}

function contains(range: Range<unknown>, key: Key<unknown>): boolean {
  return (
    key.scope === range.scope &&
    key.kind === range.kind &&
    key.id.startsWith(range.prefix ?? '') &&
    (range.after === undefined || compareIds(key.id, range.after) > 0)
  );
}

/** The key without whatever else the caller's object carries. */
function bare<T>({ scope, kind, id }: Key<T>): Key<T> {
  return { scope, kind, id };
}
