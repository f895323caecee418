import type { DatabaseSync } from 'node:sqlite';
import type { Clock } from '../../lib/clock.ts';
import { StoreUnavailable } from '../face.ts';
import type { Migration } from '../migrations/migration.ts';
import { atomically } from './database.ts';

/**
 * Applies the steps that the database lacks, all in one transaction: a start that fails leaves it as it was. Returns the
 * numbers applied. `steps` is a parameter so that a test can play an older and a newer Gatehouse.
 */
export function migrate(db: DatabaseSync, path: string, steps: readonly Migration[], clock: Clock): number[] {
  return atomically(db, () => {
    const applied = appliedTo(db, path);
    const newest = Math.max(0, ...applied);
    if (newest > steps.length) {
      throw new StoreUnavailable(
        `The database ${path} was written by a newer Gatehouse (its schema is version ${newest}, this one knows ${steps.length}): ` +
          'start that version, or use another data directory.',
      );
    }
    // SQLite opens a file that it may only read without a word. This changes nothing, but finds out now and not at the first write.
    db.exec('DELETE FROM gatehouse_migrations WHERE false');
    const missing = steps.filter((step) => !applied.has(step.number));
    const record = db.prepare('INSERT INTO gatehouse_migrations (number, why, applied_at) VALUES (?, ?, ?)');
    for (const step of missing) {
      db.exec(step.sqlite);
      record.run(step.number, step.why, new Date(clock.now()).toISOString());
    }
    return missing.map((step) => step.number);
  });
}

function appliedTo(db: DatabaseSync, path: string): Set<number> {
  const tables = db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").all();
  if (tables.length > 0 && !tables.some((table) => table['name'] === 'gatehouse_migrations')) {
    throw new StoreUnavailable(`${path} is a database of another program: use another data directory.`);
  }
  db.exec(`CREATE TABLE IF NOT EXISTS gatehouse_migrations (
    number     INTEGER PRIMARY KEY,
    why        TEXT NOT NULL,
    applied_at TEXT NOT NULL
  ) STRICT`);
  return new Set(
    db
      .prepare('SELECT number FROM gatehouse_migrations')
      .all()
      .map((row) => Number(row['number'])),
  );
}
