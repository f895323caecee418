import type { Migration } from './migration.ts';

export const blobs: Migration = {
  number: 2,
  why: 'Bytes that are too large for a record, such as the code of a function',
  sqlite: `
    CREATE TABLE blobs (
      scope TEXT NOT NULL,
      kind  TEXT NOT NULL,
      id    TEXT NOT NULL,
      bytes BLOB NOT NULL,
      PRIMARY KEY (kind, scope, id)
    ) STRICT`,
};
