import type { DatabaseSync, StatementSync } from 'node:sqlite';

/** Every statement of the store, under the name that the code calls it by. Prepared once per database. */
const SQL = {
  get: 'SELECT revision, value FROM records WHERE kind = ? AND scope = ? AND id = ?',
  revision: 'SELECT revision FROM records WHERE kind = ? AND scope = ? AND id = ?',
  // A prefix is a range of the primary key: LIKE would need its wildcards escaped and would not use the index.
  listFrom: 'SELECT id, revision, value FROM records WHERE kind = ? AND scope = ? AND id >= ? ORDER BY id LIMIT ?',
  listBetween: `SELECT id, revision, value FROM records
                WHERE kind = ? AND scope = ? AND id >= ? AND id < ? ORDER BY id LIMIT ?`,
  scan: 'SELECT scope, id, revision, value FROM records WHERE kind = ? ORDER BY scope, id',
  put: `INSERT INTO records (kind, scope, id, revision, value) VALUES (?, ?, ?, ?, ?)
        ON CONFLICT DO UPDATE SET revision = excluded.revision, value = excluded.value`,
  touch: 'UPDATE records SET revision = ? WHERE kind = ? AND scope = ? AND id = ?',
  delete: 'DELETE FROM records WHERE kind = ? AND scope = ? AND id = ?',
  blob: 'SELECT bytes FROM blobs WHERE kind = ? AND scope = ? AND id = ?',
  putBlob: `INSERT INTO blobs (kind, scope, id, bytes) VALUES (?, ?, ?, ?)
            ON CONFLICT DO UPDATE SET bytes = excluded.bytes`,
  deleteBlob: 'DELETE FROM blobs WHERE kind = ? AND scope = ? AND id = ?',
  change: 'INSERT INTO changes (kind, scope, id, change) VALUES (?, ?, ?, ?)',
  changes: 'SELECT sequence, scope, kind, id, change FROM changes WHERE sequence > ? ORDER BY sequence LIMIT ?',
  // Each by itself is one step in the primary key; asked for together, they are a scan of the table.
  bounds: `SELECT coalesce((SELECT min(sequence) FROM changes), 0) AS oldest,
                  coalesce((SELECT max(sequence) FROM changes), 0) AS newest`,
  forget: 'DELETE FROM changes WHERE sequence <= ?',
  // Another number after every commit of another connection (https://sqlite.org/pragma.html#pragma_data_version).
  dataVersion: 'PRAGMA data_version',
} as const;

export type Statements = Readonly<Record<keyof typeof SQL, StatementSync>>;

export function prepare(db: DatabaseSync): Statements {
  return Object.fromEntries(Object.entries(SQL).map(([name, sql]) => [name, db.prepare(sql)])) as Statements;
}
