import type { DatabaseSync, StatementSync } from 'node:sqlite';

/** Turns of the event loop. Of more, fewer groups wait for the disk, and who writes waits for more of the others. */
const TURNS = 2;

/**
 * Commits of two turns of the event loop, made durable together at the end of the second: what costs is to wait for the disk. Each
 * takes effect, for this connection, when it is written; nobody else may be told of it before `durable` has resolved.
 */
export class Groups {
  readonly #db: DatabaseSync;
  readonly #begin: StatementSync;
  readonly #commit: StatementSync;
  readonly #savepoint: StatementSync;
  readonly #release: StatementSync;
  readonly #newest: () => number;
  readonly #lost: () => void;
  #open: PromiseWithResolvers<void> | undefined;
  #due: NodeJS.Immediate | undefined;
  /** Why no group could be begun in this turn: to wait for the lock blocks the thread, so that one of a turn waits for all. */
  #refused: unknown;
  /** The newest sequence before the open group. */
  durableUntil = 0;

  /**
   * @param newest called when a group has begun, and nobody else can write: the newest sequence
   * @param lost called when a group could not be made durable: all that was read since its start is as if it had never been
   */
  constructor(db: DatabaseSync, newest: () => number, lost: () => void) {
    this.#db = db;
    this.#begin = db.prepare('BEGIN IMMEDIATE');
    this.#commit = db.prepare('COMMIT');
    this.#savepoint = db.prepare('SAVEPOINT one');
    this.#release = db.prepare('RELEASE one');
    this.#newest = newest;
    this.#lost = lost;
  }

  /** Resolves when everything written so far is durable, rejects when it is lost; undefined when there is nothing to wait for. */
  get durable(): Promise<void> | undefined {
    return this.#open?.promise;
  }

  /** Runs `body` within the open group; takes back what it wrote when it throws. */
  write<T>(body: () => T): T {
    this.#open ??= this.#start();
    this.#savepoint.run();
    try {
      const result = body();
      this.#release.run();
      return result;
    } catch (error) {
      // SQLite itself rolls everything back on some errors, such as a full disk.
      if (this.#db.isTransaction) this.#db.exec('ROLLBACK TO one; RELEASE one');
      else this.#fail(error);
      throw error;
    }
  }

  /** Ends the open group now. */
  end(): void {
    const open = this.#open;
    if (open === undefined) return;
    try {
      this.#commit.run();
    } catch (error) {
      if (this.#db.isTransaction) this.#db.exec('ROLLBACK');
      this.#fail(error);
      return;
    }
    this.#close();
    open.resolve();
  }

  #start(): PromiseWithResolvers<void> {
    if (this.#refused !== undefined) throw this.#refused;
    try {
      this.#begin.run();
    } catch (error) {
      this.#refused = error;
      setImmediate(() => {
        this.#refused = undefined;
      });
      throw error;
    }
    try {
      this.durableUntil = this.#newest();
    } catch (error) {
      this.#db.exec('ROLLBACK');
      throw error;
    }
    const open = Promise.withResolvers<void>();
    // Who wrote hears of it; whoever else would wait may have gone.
    open.promise.catch(() => undefined);
    this.#endIn(TURNS);
    return open;
  }

  #endIn(turns: number): void {
    this.#due = setImmediate(() => (turns === 1 ? this.end() : this.#endIn(turns - 1)));
  }

  #fail(error: unknown): void {
    const open = this.#open;
    this.#close();
    this.#lost();
    open?.reject(error);
  }

  #close(): void {
    this.#open = undefined;
    clearImmediate(this.#due);
  }
}
