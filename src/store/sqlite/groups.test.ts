import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type TestContext, test } from 'node:test';
import { ManualClock } from '../../lib/clock.ts';
import { silentLog as log } from '../../lib/log.ts';
import { RevisionConflict, type Store } from '../face.ts';
import { openSqliteStore } from './sqlite.ts';

const note = (id: string) => ({ scope: '123456789012/eu-west-1', kind: 'note', id });

/** A durable store, and what is in its file. */
async function open(t: TestContext): Promise<{ store: Store; other: DatabaseSync; ids: () => unknown[] }> {
  const dir = await mkdtemp(join(tmpdir(), 'gatehouse-groups-'));
  const path = join(dir, 'gatehouse.db');
  const store = await openSqliteStore({ path, log, clock: new ManualClock() });
  const other = new DatabaseSync(path);
  t.after(async () => {
    other.close();
    await store.close();
    await rm(dir, { recursive: true });
  });
  const ids = other.prepare('SELECT id FROM records ORDER BY id');
  return { store, other, ids: () => ids.all().map(({ id }) => id) };
}

/** What has begun has written now, within this turn. */
async function written(): Promise<void> {
  for (let i = 0; i < 20; i++) await Promise.resolve();
}

/** From here on, a commit with the record `bad` fails at its end, as one on a full disk does. */
function poison(other: DatabaseSync): void {
  other.exec(`
    CREATE TABLE parents (id INTEGER PRIMARY KEY);
    CREATE TABLE children (id INTEGER REFERENCES parents (id) DEFERRABLE INITIALLY DEFERRED);
    CREATE TRIGGER bad AFTER INSERT ON records WHEN new.id = 'bad' BEGIN INSERT INTO children VALUES (1); END`);
}

test('who wrote is answered when it is in the file, all of one turn at once', async (t) => {
  const { store, ids } = await open(t);
  const seen: unknown[][] = [];
  const write = async (id: string): Promise<void> => {
    await store.transact(async (tx) => tx.put(note(id), {}));
    seen.push(ids());
  };
  await Promise.all(['a', 'b', 'c'].map(write));
  assert.deepEqual(
    seen,
    Array.from({ length: 3 }, () => ['a', 'b', 'c']),
  );
});

test('what is written in the next turn goes with it, and nobody waits for a third', async (t) => {
  const { store, ids } = await open(t);
  const turn = () => new Promise((resolve) => setImmediate(resolve));
  const seen: { readonly [id: string]: unknown[] }[] = [];
  const write = async (id: string): Promise<void> => {
    await store.transact(async (tx) => tx.put(note(id), {}));
    seen.push({ [id]: ids() });
  };
  const all: Promise<void>[] = [];
  for (const id of ['a', 'b', 'c']) {
    all.push(write(id));
    await written();
    await turn();
  }
  await Promise.all(all);
  assert.deepEqual(seen, [{ a: ['a', 'b'] }, { b: ['a', 'b'] }, { c: ['a', 'b', 'c'] }]);
});

test('what another process wrote while a transaction ran is seen before it is committed', async (t) => {
  const { store, other } = await open(t);
  await store.transact(async (tx) => tx.put(note('a'), { n: 1 }));
  const losing = store.transact(async (tx) => {
    const entry = await tx.get<{ n: number }>(note('a'));
    const { scope, kind, id } = note('a');
    const change = other.prepare(`INSERT INTO changes (kind, scope, id, change) VALUES (?, ?, ?, 'put')`);
    const { lastInsertRowid } = change.run(kind, scope, id);
    const write = other.prepare('UPDATE records SET revision = ?, value = ? WHERE kind = ? AND scope = ? AND id = ?');
    write.run(lastInsertRowid, '{"n":100}', kind, scope, id);
    tx.put(note('a'), { n: (entry?.value.n ?? 0) + 1 });
  });
  await assert.rejects(losing, RevisionConflict);
  assert.deepEqual((await store.get<{ n: number }>(note('a')))?.value, { n: 100 });
});

test('who reads waits for what it has read, a transaction does not', async (t) => {
  const { store, ids } = await open(t);
  await store.transact(async (tx) => tx.put(note('old'), {}));
  const writing = store.transact(async (tx) => tx.put(note('new'), {}));
  const whenRead = async (read: Promise<unknown>): Promise<unknown[]> => {
    await read;
    return ids();
  };
  await store.transact(async (tx) => {
    await written();
    assert.notEqual(await tx.get(note('new')), undefined);
    assert.deepEqual(ids(), ['old'], 'and nobody else sees it');
    const reads = [
      store.get(note('new')),
      store.get(note('none')),
      store.list({ scope: note('').scope, kind: 'note' }),
      store.scan('note'),
      store.changes(0, 10),
      store.sequence(),
    ].map(whenRead);
    assert.deepEqual(await whenRead(store.get(note('old'))), ['old'], 'what was durable before waits for nothing');
    for (const read of reads) assert.deepEqual(await read, ['new', 'old']);
  });
  await writing;
});

test('a group that cannot be made durable is lost whole: nobody is told otherwise, and the next one counts from before it', async (t) => {
  const { store, other, ids } = await open(t);
  await store.transact(async (tx) => tx.put(note('a'), { n: 1 }));
  poison(other);
  const lost = ['a', 'bad', 'b'].map((id) => store.transact(async (tx) => tx.put(note(id), { lost: true })));
  const read = store.get(note('b'));
  for (const one of lost) await assert.rejects(one, /FOREIGN KEY/);
  assert.equal(await read, undefined);
  assert.deepEqual((await store.get(note('a')))?.value, { n: 1 });
  assert.deepEqual(
    (await store.changes(0, 10)).changes.map(({ key }) => key.id),
    ['a'],
  );
  await store.transact(async (tx) => tx.put(note('c'), {}));
  assert.deepEqual(ids(), ['a', 'c']);
  assert.equal(await store.sequence(), 2);
});

test('a transaction that has read what was lost loses with it', async (t) => {
  const { store, other } = await open(t);
  poison(other);
  const go = Promise.withResolvers<void>();
  const first = store.transact(async (tx) => tx.put(note('bad'), {}));
  const second = store.transact(async (tx) => {
    await written();
    assert.equal((await tx.list({ scope: note('').scope, kind: 'note' })).length, 1);
    await go.promise;
    tx.put(note('follows'), {});
  });
  await assert.rejects(first, /FOREIGN KEY/);
  go.resolve();
  await assert.rejects(second, { name: 'RevisionConflict' });
  assert.equal(await store.get(note('follows')), undefined);
});

test('what a transaction threw because of what was lost is not told: it loses, and may find out anew', async (t) => {
  const { store, other } = await open(t);
  poison(other);
  const first = store.transact(async (tx) => tx.put(note('bad'), {}));
  const second = store.transact(async (tx) => {
    await written();
    if ((await tx.get(note('bad'))) !== undefined) throw new TypeError('it exists already');
  });
  await assert.rejects(first, /FOREIGN KEY/);
  await assert.rejects(second, { name: 'RevisionConflict' });
});

test('while another holds the lock, writers of one turn wait for it once, and are told what is wrong', async (t) => {
  const { store, other } = await open(t);
  other.exec('BEGIN IMMEDIATE');
  const from = performance.now();
  const told = ['a', 'b', 'c'].map((id) =>
    assert.rejects(
      store.transact(async (tx) => tx.put(note(id), {})),
      { name: 'StoreUnavailable', message: /another process is using it: stop that process\.$/ },
    ),
  );
  await Promise.all(told);
  assert.ok(performance.now() - from < 4_000, 'each waits for 2 seconds');
  other.exec('ROLLBACK');
  await new Promise((resolve) => setImmediate(resolve));
  await store.transact(async (tx) => tx.put(note('a'), {}));
});

test('one that conflicts takes nothing with it', async (t) => {
  const { store, ids } = await open(t);
  const conflicting = store.transact(async (tx) => {
    await tx.get(note('a'));
    await store.transact(async (inner) => inner.put(note('a'), {}));
    tx.put(note('never'), {});
  });
  await Promise.all([
    assert.rejects(conflicting, { name: 'RevisionConflict' }),
    store.transact(async (tx) => tx.put(note('b'), {})),
  ]);
  assert.deepEqual(ids(), ['a', 'b']);
});

test('closing makes durable what was written in its turn', async (t) => {
  const { store, ids } = await open(t);
  let isTold = false;
  const writing = store.transact(async (tx) => tx.put(note('a'), {}));
  void writing.then(() => {
    isTold = true;
  });
  await written();
  assert.equal(isTold, false);
  await store.close();
  await writing;
  assert.deepEqual(ids(), ['a']);
});
