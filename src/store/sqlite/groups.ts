import type { DatabaseSync } from 'node:sqlite';

/**
 * Commits of one turn of the event loop, made durable together at its end: what costs is to wait for the disk. Each takes effect, for
 * this connection, when it is written; nobody else may be told of it before `durable` has resolved.
 */
export class Groups {
  readonly #db: DatabaseSync;
  readonly #newest: () => number;
  readonly #lost: () => void;
  #open: PromiseWithResolvers<void> | undefined;
  #due: NodeJS.Immediate | undefined;
  /** Why no group could be begun in this turn: to wait for the lock blocks the thread, so that one of a turn waits for all. */
  #refused: unknown;
  /** The newest sequence before the group of this turn. */
  durableUntil = 0;

  /**
   * @param newest the newest sequence
   * @param lost called when a group could not be made durable: all that was read since its start is as if it had never been
   */
  constructor(db: DatabaseSync, newest: () => number, lost: () => void) {
    this.#db = db;
    this.#newest = newest;
    this.#lost = lost;
  }

  /** Resolves when everything written so far is durable, rejects when it is lost; undefined when there is nothing to wait for. */
  get durable(): Promise<void> | undefined {
    return this.#open?.promise;
  }

  /** Runs `body` within the group of this turn; takes back what it wrote when it throws. */
  write<T>(body: () => T): T {
    this.#begin();
    this.#db.exec('SAVEPOINT one');
    try {
      const result = body();
      this.#db.exec('RELEASE one');
      return result;
    } catch (error) {
      // SQLite itself rolls everything back on some errors, such as a full disk.
      if (this.#db.isTransaction) this.#db.exec('ROLLBACK TO one; RELEASE one');
      else this.#fail(error);
      throw error;
    }
  }

  /** Ends the group of this turn now. */
  end(): void {
    const open = this.#open;
    if (open === undefined) return;
    try {
      this.#db.exec('COMMIT');
    } catch (error) {
      if (this.#db.isTransaction) this.#db.exec('ROLLBACK');
      this.#fail(error);
      return;
    }
    this.#close();
    open.resolve();
  }

  #begin(): void {
    if (this.#open !== undefined) return;
    if (this.#refused !== undefined) throw this.#refused;
    this.durableUntil = this.#newest();
    try {
      this.#db.exec('BEGIN IMMEDIATE');
    } catch (error) {
      this.#refused = error;
      setImmediate(() => {
        this.#refused = undefined;
      });
      throw error;
    }
    this.#open = Promise.withResolvers();
    // Who wrote hears of it; whoever else would wait may have gone.
    this.#open.promise.catch(() => undefined);
    this.#due = setImmediate(() => this.end());
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
