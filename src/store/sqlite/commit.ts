import type { StatementSync } from 'node:sqlite';
import { KEPT_CHANGES, RevisionConflict } from '../face.ts';
import { addressOf } from '../key.ts';
import type { KnownRecords } from '../known.ts';
import type { Commit, Guard, Write } from '../transaction.ts';
import type { Statements } from './statements.ts';

/** Of each write the sequence of its change, or undefined when there was nothing to delete. */
export type Sequences = readonly (number | undefined)[];

/** Writes a commit, within a transaction of the database. @throws RevisionConflict before anything is written */
export function writeCommit(statements: Statements, { guards, writes, blobs }: Commit, known: KnownRecords): Sequences {
  const { forget, putBlob, deleteBlob } = statements;
  for (const guard of guards) verify(statements, guard, known);
  const sequences = writes.map((write) => apply(statements, write));
  for (const { key, bytes } of blobs) {
    if (bytes === undefined) deleteBlob.run(key.kind, key.scope, key.id);
    else putBlob.run(key.kind, key.scope, key.id, bytes);
  }
  // Sequences have no gaps here, because SQLite rolls its counter back too: this keeps exactly KEPT_CHANGES.
  const newest = sequences.findLast((sequence) => sequence !== undefined) ?? 0;
  if (newest > KEPT_CHANGES) forget.run(newest - KEPT_CHANGES);
  return sequences;
}

function verify(statements: Statements, { key, revision }: Guard, known: KnownRecords): void {
  const found =
    known.find(addressOf(key)) ??
    (statements.revision.get(key.kind, key.scope, key.id) as { revision: number } | undefined);
  if ((found?.revision ?? 0) !== revision) throw new RevisionConflict(key);
}

function apply(statements: Statements, write: Write): number | undefined {
  const { put, touch, delete: remove, change } = statements;
  const { kind, scope, id } = write.key;
  if (write.write === 'delete') {
    if (remove.run(kind, scope, id).changes === 0) return undefined;
    return sequenceOf(change.run(kind, scope, id, 'delete'));
  }
  const revision = sequenceOf(change.run(kind, scope, id, 'put'));
  if (write.write === 'put') put.run(kind, scope, id, revision, write.written.json);
  else touch.run(revision, kind, scope, id);
  return revision;
}

function sequenceOf(result: ReturnType<StatementSync['run']>): number {
  return Number(result.lastInsertRowid);
}
