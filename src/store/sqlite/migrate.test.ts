import assert from 'node:assert/strict';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type TestContext, test } from 'node:test';
import { ManualClock } from '../../lib/clock.ts';
import { memoryLog } from '../../lib/log.ts';
import { StoreUnavailable } from '../face.ts';
import { migrations } from '../migrations/migrations.ts';
import { asOrdinaryUser } from '../ordinary-user.fixture.ts';
import { migrate } from './migrate.ts';
import { openSqliteStore } from './sqlite.ts';

const clock = new ManualClock();
const NUMBERS = migrations.map((step) => step.number);
const FUTURE = { number: migrations.length + 1, why: 'Of a later Gatehouse', sqlite: 'CREATE TABLE later (x) STRICT' };

test('the steps are numbered 1, 2, 3 … and each says why in one line', () => {
  assert.deepEqual(
    NUMBERS,
    migrations.map((_, i) => i + 1),
  );
  for (const { why } of migrations) assert.match(why, /^\S[^\n]+$/);
});

test('an empty database gets every step, recorded with its reason and time; a second run does nothing', (t) => {
  const db = memory(t);
  assert.deepEqual(migrate(db, 'x.db', migrations, clock), NUMBERS);
  const schema = schemaOf(db);
  assert.deepEqual(migrate(db, 'x.db', migrations, clock), []);
  assert.deepEqual(schemaOf(db), schema);
  assert.deepEqual(
    db
      .prepare('SELECT * FROM gatehouse_migrations')
      .all()
      .map((row) => ({ ...row })),
    migrations.map(({ number, why }) => ({ number, why, applied_at: '2026-01-01T00:00:00.000Z' })),
  );
});

test('step by step or all at once, the schema is the same', (t) => {
  const [once, stepwise] = [memory(t), memory(t)];
  migrate(once, 'x.db', migrations, clock);
  for (const number of NUMBERS) {
    assert.deepEqual(migrate(stepwise, 'x.db', migrations.slice(0, number), clock), [number]);
  }
  assert.deepEqual(schemaOf(stepwise), schemaOf(once));
});

test('a step that fails takes the whole run back', (t) => {
  const db = memory(t);
  const wrong = [...migrations, { ...FUTURE, sqlite: 'CREATE TABLE half (x) STRICT' }];
  assert.throws(() => migrate(db, 'x.db', wrong, clock), /unknown datatype|missing datatype/);
  assert.deepEqual(schemaOf(db), []);
  assert.equal(db.isTransaction, false);
});

test('a database of a newer Gatehouse is refused and left as it is', async (t) => {
  const path = join(await directory(t), 'gatehouse.db');
  const newer = new DatabaseSync(path);
  migrate(newer, path, [...migrations, { ...FUTURE, sqlite: 'CREATE TABLE later (x TEXT) STRICT' }], clock);
  const schema = schemaOf(newer);
  await refused(
    path,
    `The database ${path} was written by a newer Gatehouse (its schema is version ${FUTURE.number}, this one knows ${migrations.length}): start that version, or use another data directory.`,
  );
  assert.deepEqual(schemaOf(newer), schema);
  newer.close();
});

test('a database of another program is refused and left as it is', async (t) => {
  const path = join(await directory(t), 'other.db');
  const other = new DatabaseSync(path);
  other.exec('CREATE TABLE theirs (x)');
  await refused(path, `${path} is a database of another program: use another data directory.`);
  assert.equal(schemaOf(other).length, 1);
  other.close();
});

test('what is not a database is refused, and so is a path that cannot be opened', async (t) => {
  const dir = await directory(t);
  const path = join(dir, 'notes.txt');
  await writeFile(path, 'not a database, but a text that is long enough to be looked at. '.repeat(20));
  await refused(
    path,
    `The database ${path} cannot be used, because it is not an SQLite database: move it away, or use another data directory.`,
  );
  const missing = join(dir, 'missing', 'gatehouse.db');
  await refused(
    missing,
    `The database ${missing} cannot be used, because it cannot be opened: check that its directory exists and that this user may write to it.`,
  );
});

test('a database that this user may only read is refused when it is opened, not at the first write', async (t) => {
  const dir = await directory(t);
  const path = join(dir, 'gatehouse.db');
  await (await openSqliteStore({ path, log: memoryLog(), clock })).close();
  await chmod(path, 0o444);
  await chmod(dir, 0o777);
  await asOrdinaryUser(() =>
    refused(
      path,
      `The database ${path} cannot be used, because it is not writable: give this user write permission, or use another data directory.`,
    ),
  );
});

test('the log tells once that the schema moved', async (t) => {
  const path = join(await directory(t), 'gatehouse.db');
  const log = memoryLog();
  for (let i = 0; i < 2; i++) await (await openSqliteStore({ path, log, clock })).close();
  assert.deepEqual(log.lines, [
    {
      level: 'debug',
      message: `The schema of ${path} is now at version ${migrations.length}.`,
      fields: { applied: NUMBERS },
    },
  ]);
});

function memory(t: TestContext): DatabaseSync {
  const db = new DatabaseSync(':memory:');
  t.after(() => db.close());
  return db;
}

async function directory(t: TestContext): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'gatehouse-migrate-'));
  t.after(() => rm(dir, { recursive: true }));
  return dir;
}

async function refused(path: string, message: string): Promise<void> {
  const opening = openSqliteStore({ path, log: memoryLog(), clock });
  await assert.rejects(opening, (e) => e instanceof StoreUnavailable && e.message === message);
}

function schemaOf(db: DatabaseSync): unknown[] {
  return db
    .prepare('SELECT type, name, sql FROM sqlite_schema ORDER BY name')
    .all()
    .map((row) => ({ ...row }));
}
