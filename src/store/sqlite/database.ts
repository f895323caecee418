import { DatabaseSync } from 'node:sqlite';
import type { Log } from '../../lib/log.ts';
import { StoreUnavailable } from '../face.ts';

/**
 * Milliseconds that a statement waits for a lock. It blocks the thread, so it is short: only one Gatehouse uses a data
 * directory, and what else may hold the lock is a backup or someone at the sqlite3 prompt.
 */
const BUSY_TIMEOUT_MS = 2_000;

/** Bytes that the write-ahead log is cut back to after a large transaction, such as the upload of a function's code. */
const JOURNAL_SIZE_LIMIT = 16 * 1024 * 1024;

export function openDatabase(path: string, log: Log, durable = true): DatabaseSync {
  const db = new DatabaseSync(path, { timeout: BUSY_TIMEOUT_MS, enableForeignKeyConstraints: true });
  try {
    const mode = db.prepare('PRAGMA journal_mode = WAL').get()?.['journal_mode'];
    if (mode !== 'wal' && path !== ':memory:') {
      log.warn(`The file system under ${path} does not support a write-ahead log: writes will be slower.`, { mode });
    }
    // FULL: a commit is on the disk when it returns, also when the power fails. NORMAL would only survive a crash of ours.
    db.exec(`PRAGMA synchronous = ${durable ? 'FULL' : 'OFF'}; PRAGMA journal_size_limit = ${JOURNAL_SIZE_LIMIT}`);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/** A handle that only reads a database which this process has open to write. */
export function openDatabaseToRead(path: string): DatabaseSync {
  return new DatabaseSync(path, { timeout: BUSY_TIMEOUT_MS, readOnly: true });
}

/** Runs `body` in one transaction that holds the write lock from its start; rolls back when it throws. */
export function atomically<T>(db: DatabaseSync, body: () => T): T {
  db.exec('BEGIN IMMEDIATE');
  try {
    const result = body();
    db.exec('COMMIT');
    return result;
  } catch (error) {
    // SQLite itself rolls back on some errors, such as a full disk.
    if (db.isTransaction) db.exec('ROLLBACK');
    throw error;
  }
}

/** SQLite's primary result codes that a person at the terminal can do something about. */
const REMEDIES: ReadonlyMap<number, string> = new Map([
  [5, 'another process is using it: stop that process'],
  [8, 'it is not writable: give this user write permission, or use another data directory'],
  [10, 'the disk reports an error: check the file system'],
  [11, 'it is damaged: restore it from a backup'],
  [13, 'the disk is full: make room'],
  [14, 'it cannot be opened: check that its directory exists and that this user may write to it'],
  [26, 'it is not an SQLite database: move it away, or use another data directory'],
]);

/** What an error means for whoever runs us, as a StoreUnavailable; errors that are not SQLite's come back as they are. */
export function unavailable(path: string, error: unknown): unknown {
  const code = sqliteCode(error);
  if (code === undefined) return error;
  const remedy = REMEDIES.get(code) ?? `SQLite says: ${(error as Error).message}`;
  return new StoreUnavailable(`The database ${path} cannot be used, because ${remedy}.`, { cause: error });
}

/** The primary result code (https://sqlite.org/rescode.html), or undefined when the error is not SQLite's. */
export function sqliteCode(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('errcode' in error) || typeof error.errcode !== 'number') return undefined;
  return error.errcode & 0xff;
}
