import type { DatabaseSync } from 'node:sqlite';
import type { Clock } from '../../lib/clock.ts';
import type { Log } from '../../lib/log.ts';
import {
  type Blob,
  type Change,
  type Entry,
  type Key,
  type Range,
  type Reader,
  RevisionConflict,
  type Store,
  StoreUnavailable,
  type Transaction,
} from '../face.ts';
import { Hints } from '../hints.ts';
import { addressOf, checkPart, compareIds, successor } from '../key.ts';
import { KnownRecords } from '../known.ts';
import { migrations } from '../migrations/migrations.ts';
import { BufferedTransaction, type Commit, keyIn, type Write } from '../transaction.ts';
import { type Sequences, writeCommit } from './commit.ts';
import { atomically, openDatabase, openDatabaseToRead, unavailable } from './database.ts';
import { Groups } from './groups.ts';
import { migrate } from './migrate.ts';
import { prepare, type Statements } from './statements.ts';

export interface SqliteOptions {
  /** A file, which is created when it is missing, or `:memory:` for a store that ends with the process. */
  readonly path: string;
  readonly log: Log;
  readonly clock: Clock;
  /** False: commits are fast and a power failure may lose them, for a file that goes with the process. */
  readonly durable?: boolean;
}

/** Opens the database, brings its schema up to date and makes a store of it. @throws StoreUnavailable */
export async function openSqliteStore({ path, log, clock, durable = true }: SqliteOptions): Promise<Store> {
  let db: DatabaseSync | undefined;
  try {
    db = openDatabase(path, log, durable);
    const applied = migrate(db, path, migrations, clock);
    if (applied.length > 0) log.debug(`The schema of ${path} is now at version ${migrations.length}.`, { applied });
    return new SqliteStore(db, path, log, { grouped: durable && path !== ':memory:' });
  } catch (error) {
    db?.close();
    throw unavailable(path, error);
  }
}

/** Another thread's handle on a store that this process has open: `transact` refuses, and commits are heard of by `hint`. */
export interface SecondHandle {
  readonly store: Store;
  /** There were commits: whoever watches is told. */
  hint(): void;
}

/** @throws StoreUnavailable, also when `openSqliteStore` has not opened the file before */
export async function openSecondHandle({ path, log }: Pick<SqliteOptions, 'path' | 'log'>): Promise<SecondHandle> {
  let db: DatabaseSync | undefined;
  try {
    db = openDatabaseToRead(path);
    const store = new SqliteStore(db, path, log, { readOnly: true });
    return { store, hint: () => store.hint() };
  } catch (error) {
    db?.close();
    throw unavailable(path, error);
  }
}

/**
 * Each statement is synchronous, so a commit cannot interleave with another one of this process: transactions interleave
 * only while their bodies run. Methods are async so that an error is always a rejection, as it is with other stores.
 *
 * Commits of two turns become durable together. Until then transactions see them, and nobody else: who reads waits.
 */
class SqliteStore implements Store {
  readonly #db: DatabaseSync;
  readonly #path: string;
  readonly #statements: Statements;
  readonly #hints: Hints;
  readonly #readOnly: boolean;
  readonly #records: KnownRecords;
  /** Whether other connections may write, such as someone at the sqlite3 prompt. */
  readonly #shared: boolean;
  #dataVersion: unknown;
  /** Whether that was looked at in this turn of the event loop. */
  #asked = false;
  /** Where a commit waits for the disk. */
  readonly #groups: Groups | undefined;
  /** How many groups were lost: what was read before the last loss may never have been. */
  #losses = 0;
  /** For transactions, which are durable after what they read. */
  readonly #reader: Reader = {
    get: async (key) => this.#get(key),
    list: async (range) => this.#list(range),
    blob: async (key) => this.#blob(key),
  };

  constructor(
    db: DatabaseSync,
    path: string,
    log: Log,
    { readOnly = false, grouped = false }: { readonly readOnly?: boolean; readonly grouped?: boolean },
  ) {
    this.#db = db;
    this.#path = path;
    this.#readOnly = readOnly;
    // Who only follows reads each value once.
    this.#records = new KnownRecords(readOnly ? 0 : undefined);
    this.#shared = path !== ':memory:';
    this.#statements = prepare(db);
    this.#hints = new Hints(log);
    if (!grouped) return;
    this.#groups = new Groups(
      db,
      () => this.#knownNow().newest ?? this.#bounds().newest,
      () => {
        this.#losses++;
        this.#records.clear();
      },
    );
  }

  async get<T>(key: Key<T>): Promise<Entry<T> | undefined> {
    const entry = this.#read(() => this.#get(key));
    const isDurable = entry !== undefined && entry.revision <= (this.#groups?.durableUntil ?? 0);
    return this.#groups?.durable === undefined || isDurable ? entry : this.#durably(() => this.#get(key));
  }

  async list<T>(range: Range<T>): Promise<readonly Entry<T>[]> {
    return this.#durably(() => this.#list(range));
  }

  async blob(key: Key<Blob>): Promise<Uint8Array | undefined> {
    return this.#durably(() => this.#blob(key));
  }

  async transact<T>(body: (tx: Transaction) => Promise<T>): Promise<T> {
    this.#assertOpen();
    if (this.#readOnly) throw new StoreUnavailable(`This handle on ${this.#path} only reads.`);
    return this.#transact(body).catch((error: unknown) => {
      throw unavailable(this.#path, error);
    });
  }

  async #transact<T>(body: (tx: Transaction) => Promise<T>): Promise<T> {
    const losses = this.#losses;
    const [result, commit] = await BufferedTransaction.run(this.#reader, body).catch(async (error: unknown) => {
      // It may have thrown because of what is not durable yet, and then because of what has never been.
      await this.#durably(() => undefined);
      throw losses === this.#losses ? error : new RevisionConflict(keyIn(NOTHING));
    });
    this.#assertOpen();
    if (losses !== this.#losses) throw new RevisionConflict(keyIn(commit));
    const grown = this.#commit(commit);
    if (this.#groups?.durable !== undefined) await this.#groups.durable;
    if (grown) this.#hints.give();
    return result;
  }

  async scan<T>(kind: string): Promise<readonly Entry<T>[]> {
    checkPart(kind);
    return this.#durably(() => {
      const rows = this.#open.scan.all(kind) as unknown as (Row & { scope: string; id: string })[];
      return rows.map(({ scope, id, revision, value }) => this.#records.read<T>({ scope, kind, id }, revision, value));
    });
  }

  async changes(after: number, limit: number): Promise<{ changes: Change[]; truncated: boolean }> {
    return this.#durably(() => this.#changes(after, limit));
  }

  async sequence(): Promise<number> {
    return this.#durably(() => this.#bounds().newest);
  }

  watch(hint: () => void): () => void {
    this.#assertOpen();
    return this.#hints.watch(hint);
  }

  hint(): void {
    this.#hints.give();
  }

  async close(): Promise<void> {
    if (!this.#db.isOpen) return;
    this.#groups?.end();
    this.#hints.close();
    this.#db.close();
  }

  #get<T>(key: Key<T>): Entry<T> | undefined {
    const { get } = this.#open;
    const known = this.#known.find<T>(addressOf(key)); // refuses what cannot be a key
    if (known !== undefined) return known;
    const row = get.get(key.kind, key.scope, key.id) as Row | undefined;
    return row && this.#records.read(key, row.revision, row.value);
  }

  #list<T>(range: Range<T>): readonly Entry<T>[] {
    const open = this.#open;
    const { scope, kind, prefix = '', after, limit } = range;
    for (const part of [scope, kind, prefix, after ?? '']) checkPart(part);
    const most = limitOf(limit);
    const known = this.#known.list(range);
    if (known !== undefined) return known;
    // The least string above `after` is `after` and a NUL.
    const from = after === undefined || compareIds(after, prefix) < 0 ? prefix : `${after}\0`;
    const end = successor(prefix);
    const rows = (end === undefined
      ? open.listFrom.all(kind, scope, from, most)
      : open.listBetween.all(kind, scope, from, end, most)) as unknown as (Row & { id: string })[];
    const entries = rows.map(({ id, revision, value }) => this.#records.read<T>({ scope, kind, id }, revision, value));
    if (after === undefined && limit === undefined) this.#records.readList(range, entries);
    return entries;
  }

  #blob(key: Key<Blob>): Uint8Array | undefined {
    addressOf(key);
    const row = this.#open.blob.get(key.kind, key.scope, key.id) as { bytes: Uint8Array } | undefined;
    return row?.bytes;
  }

  /** What was read, once it is durable: it may be of the open group. */
  async #durably<T>(read: () => T): Promise<T> {
    for (;;) {
      const value = this.#read(read);
      const durable = this.#groups?.durable;
      if (durable === undefined) return value;
      // What is lost is read again.
      if (await durable.then(isThere, isLost)) return value;
    }
  }

  /** @throws StoreUnavailable for what SQLite throws */
  #read<T>(read: () => T): T {
    try {
      return read();
    } catch (error) {
      throw unavailable(this.#path, error);
    }
  }

  #changes(after: number, limit: number): { changes: Change[]; truncated: boolean } {
    const open = this.#open;
    const most = limitOf(limit);
    const known = this.#known.changes(after, limit);
    if (known !== undefined) return { changes: known, truncated: false };
    const rows = open.changes.all(after, most) as unknown as ChangeRow[];
    // Bounds after rows: if another process trimmed the feed between the two, we rescan once too often, not too seldom.
    const { oldest, newest } = this.#bounds();
    const changes = rows.map(({ sequence, scope, kind, id, change }) => ({
      sequence,
      key: { scope, kind, id },
      change,
    }));
    return { changes, truncated: after < oldest - 1 || after > newest };
  }

  /** What is known of the records; it is certain that nobody else had written when this turn of the event loop first asked. */
  get #known(): KnownRecords {
    return this.#asked ? this.#records : this.#knownNow();
  }

  /** The same, certain now: what a commit is guarded by. */
  #knownNow(): KnownRecords {
    if (!this.#shared) return this.#records;
    if (!this.#asked)
      setImmediate(() => {
        this.#asked = false;
      });
    this.#asked = true;
    const { data_version } = this.#statements.dataVersion.get() as { data_version: number };
    if (data_version !== this.#dataVersion) this.#records.clear();
    this.#dataVersion = data_version;
    return this.#records;
  }

  /** Returns whether the feed has grown. */
  #commit(commit: Commit): boolean {
    const sequences = this.#write(commit);
    for (const [i, write] of commit.writes.entries()) {
      const sequence = sequences[i];
      if (sequence !== undefined) this.#learn(write, sequence);
    }
    return sequences.some((sequence) => sequence !== undefined);
  }

  #write(commit: Commit): Sequences {
    const groups = this.#groups;
    if (groups === undefined)
      return atomically(this.#db, () => writeCommit(this.#statements, commit, this.#knownNow()));
    // What was known when the group began: nobody else writes until it ends.
    return groups.write(() => writeCommit(this.#statements, commit, this.#records));
  }

  /** Takes over what was committed. */
  #learn(write: Write, sequence: number): void {
    const { key } = write;
    if (write.write === 'put') this.#records.put(key, sequence, write.written);
    else if (write.write === 'touch') this.#records.touch(key, sequence);
    else this.#records.delete(key);
    this.#records.tell({ sequence, key, change: write.write === 'delete' ? 'delete' : 'put' });
  }

  #bounds(): { oldest: number; newest: number } {
    return this.#open.bounds.get() as { oldest: number; newest: number };
  }

  /** The statements, as long as they can be used. */
  get #open(): Statements {
    this.#assertOpen();
    return this.#statements;
  }

  #assertOpen(): void {
    if (!this.#db.isOpen) throw new StoreUnavailable(`The store ${this.#path} is closed.`);
  }
}

interface Row {
  readonly revision: number;
  readonly value: string;
}

interface ChangeRow {
  readonly sequence: number;
  readonly scope: string;
  readonly kind: string;
  readonly id: string;
  readonly change: 'put' | 'delete';
}

const NOTHING: Commit = { guards: [], writes: [], blobs: [] };

const isThere = (): boolean => true;
const isLost = (): boolean => false;

/** SQLite takes every negative limit for none. */
function limitOf(limit: number | undefined): number {
  if (limit === undefined) return -1;
  if (!Number.isSafeInteger(limit) || limit < 0) throw new RangeError(`${limit} is not a limit`);
  return limit;
}
