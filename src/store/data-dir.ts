import { constants } from 'node:fs';
import { access, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { StoreUnavailable } from './face.ts';
import { sqliteCode } from './sqlite/database.ts';

/** A directory that this process alone uses, until `release` or its death. */
export interface DataDir {
  readonly path: string;
  readonly databasePath: string;
  /** For files that can be made again, such as the unpacked code of functions. Kept from one start to the next. */
  readonly workDir: string;
  /** Lets another process have the directory; releasing twice is harmless. */
  release(): Promise<void>;
}

/**
 * Creates the directory if need be (readable by its owner only; the mode of an existing one is its owner's choice, but that of a
 * new database in it is not: it holds secrets) and locks it. @throws StoreUnavailable when another live process has it, or when it cannot be written
 */
export async function openDataDir(path: string): Promise<DataDir> {
  path = resolve(path);
  const workDir = join(path, 'work');
  try {
    await makeDirectory(workDir);
    for (const dir of [path, workDir]) await access(dir, constants.W_OK | constants.X_OK);
  } catch (error) {
    throw notWritable(path, error);
  }
  const lock = await takeLock(path);
  const pidPath = join(path, 'pid');
  const databasePath = join(path, 'gatehouse.db');
  try {
    await writeFile(pidPath, `${process.pid}\n`, { mode: 0o600 });
    await makeFile(databasePath); // SQLite gives the files beside it the same mode
  } catch (error) {
    dropLock(lock);
    throw notWritable(path, error);
  }
  return {
    path,
    databasePath,
    workDir,
    async release() {
      if (!held.has(lock)) return;
      await rm(pidPath, { force: true }); // while we hold the lock: afterwards the file may be another process's
      dropLock(lock);
    },
  };
}

/**
 * The directory and those above it that are missing, one by one: `recursive` never returns under `/proc`, where a directory
 * can be neither found nor made.
 */
async function makeDirectory(path: string): Promise<void> {
  try {
    await mkdir(path, { mode: 0o700 });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST' && (await stat(path)).isDirectory()) return;
    const parent = dirname(path);
    if (code !== 'ENOENT' || parent === path) throw error;
    // A parent that exists is not what is missing.
    if (await exists(parent)) throw error;
    await makeDirectory(parent);
    await mkdir(path, { mode: 0o700 });
  }
}

/** An empty file for its owner only; one that is there stays as it is. */
async function makeFile(path: string): Promise<void> {
  try {
    await writeFile(path, '', { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

/**
 * The lock is SQLite's own on a database of its own, held by a transaction that never ends: the operating system drops it
 * when the process dies, however it dies. A pid alone would have to be guessed alive. The lock is POSIX's: nobody may open
 * `lock.db` by other means in this process, because closing it would drop the lock.
 */
async function takeLock(path: string): Promise<DatabaseSync> {
  let lock: DatabaseSync | undefined;
  try {
    lock = new DatabaseSync(join(path, 'lock.db'), { timeout: LOCK_TIMEOUT_MS });
    lock.exec('PRAGMA journal_mode = MEMORY'); // no journal file to be left by a kill: there is nothing to roll back
    lock.exec('BEGIN EXCLUSIVE');
    // On a file that it may only read, SQLite begins with a shared lock and says nothing. A write, never committed, does.
    lock.exec('PRAGMA user_version = 1');
    held.add(lock);
    return lock;
  } catch (error) {
    lock?.close();
    if (sqliteCode(error) === SQLITE_BUSY) throw await inUse(path, error);
    throw notWritable(path, error);
  }
}

const SQLITE_BUSY = 5;

/** Two that start at the same moment meet halfway to the lock: the wait lets one of them have it instead of refusing both. */
const LOCK_TIMEOUT_MS = 250;

/** The locks of this process. Without it, a DataDir that nobody refers to any more would be collected, and its lock dropped. */
const held = new Set<DatabaseSync>();

function dropLock(lock: DatabaseSync): void {
  if (held.delete(lock)) lock.close();
}

async function inUse(path: string, cause: unknown): Promise<StoreUnavailable> {
  const pid = await readFile(join(path, 'pid'), 'utf8').catch(() => ''); // its holder may not have written it yet
  const holder = /^\d+\n$/.test(pid) ? `another Gatehouse process (pid ${pid.trim()})` : 'another process';
  return new StoreUnavailable(
    `The data directory ${path} is in use by ${holder}: stop that process, or use another data directory.`,
    { cause },
  );
}

function notWritable(path: string, cause: unknown): StoreUnavailable {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new StoreUnavailable(
    `The data directory ${path} cannot be written (${reason}): ` +
      'give this user write permission, or use another data directory.',
    { cause },
  );
}
