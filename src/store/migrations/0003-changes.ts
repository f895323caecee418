import type { Migration } from './migration.ts';

export const changes: Migration = {
  number: 3,
  why: 'The feed of changes: its sequence is what revisions are made of',
  // AUTOINCREMENT: a sequence is not given out again after the newest change was deleted, as a bare rowid would be.
  sqlite: `
    CREATE TABLE changes (
      sequence INTEGER PRIMARY KEY AUTOINCREMENT,
      scope    TEXT NOT NULL,
      kind     TEXT NOT NULL,
      id       TEXT NOT NULL,
      change   TEXT NOT NULL CHECK (change IN ('put', 'delete'))
    ) STRICT`,
};
