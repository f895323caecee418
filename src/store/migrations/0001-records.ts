import type { Migration } from './migration.ts';

export const records: Migration = {
  number: 1,
  why: 'Records under (kind, scope, id), each with the sequence of the change that wrote it',
  // The kind comes first so that one index serves a list (one scope) and a scan (all scopes), both in key order. Not
  // WITHOUT ROWID: a deployment's snapshot is large, and would sit in the nodes that a range scan walks.
  sqlite: `
    CREATE TABLE records (
      scope    TEXT    NOT NULL,
      kind     TEXT    NOT NULL,
      id       TEXT    NOT NULL,
      revision INTEGER NOT NULL,
      value    TEXT    NOT NULL,
      PRIMARY KEY (kind, scope, id)
    ) STRICT`,
};
