import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import { ManualClock } from '../lib/clock.ts';
import { silentLog as log } from '../lib/log.ts';
import type { Entry, Key, Range, Store } from './face.ts';
import { KnownRecords } from './known.ts';
import { openSecondHandle, openSqliteStore } from './sqlite/sqlite.ts';

const clock = new ManualClock();
const SCOPE = '123456789012/eu-west-1';
const note = (id: string): Key<unknown> => ({ scope: SCOPE, kind: 'note', id });
const notes = (range: Omit<Range<unknown>, 'scope' | 'kind'> = {}): Range<unknown> => ({
  scope: SCOPE,
  kind: 'note',
  ...range,
});

async function withFile(body: (store: Store, path: string) => Promise<void>): Promise<void> {
  const dir = await mkdtemp(join(tmpdir(), 'gatehouse-known-'));
  const path = join(dir, 'gatehouse.db');
  const store = await openSqliteStore({ path, log, clock, durable: false });
  try {
    await body(store, path);
  } finally {
    await store.close();
    await rm(dir, { recursive: true });
  }
}

const IDS = ['a', 'a/', 'a/b', 'a/b/c', 'a/\u{10000}', 'a/\uffff', 'a/__proto__', 'b', 'b/a', '/', ''];
const RANGES = [
  {},
  { prefix: 'a/' },
  { prefix: 'a/b/' },
  { prefix: '/' },
  { prefix: 'a/b' },
  { prefix: 'none/' },
  { limit: 0 },
  { limit: 2 },
  { prefix: 'a/', after: 'a/b', limit: 2 },
  { prefix: 'a/', after: 'a/between' },
  { prefix: 'b/', after: 'a' },
  { prefix: 'a/', after: 'b' },
];

test('what is known of records, lists and the feed is what the database has, whatever was written', async () => {
  await withFile(async (store, path) => {
    // This one knows nothing: it reads.
    const { store: reads } = await openSecondHandle({ path, log });
    const next = seeded(1);
    for (let round = 0; round < 150; round++) {
      await store.transact(async (tx) => {
        for (let i = next(3); i >= 0; i--) {
          const key = note(IDS[next(IDS.length)] as string);
          const what = next(4);
          if (what === 0) tx.delete(key);
          else if (what === 1 && (await tx.get(key)) !== undefined) await tx.touch(key);
          else tx.put(key, { round });
        }
      });
      for (const id of IDS) assert.deepEqual(await store.get(note(id)), await reads.get(note(id)));
      for (const range of RANGES) {
        const known = await store.list(notes(range));
        assert.deepEqual(known, await reads.list(notes(range)), JSON.stringify(range));
        assert.ok(known.every(({ value }) => Object.isFrozen(value)));
      }
      const newest = await store.sequence();
      for (const after of [0, newest - 3, newest, newest + 1])
        assert.deepEqual(await store.changes(after, 2), await reads.changes(after, 2));
    }
    await reads.close();
  });
});

test('what another connection writes is seen by the first read of the next turn, and by every commit', async () => {
  await withFile(async (store, path) => {
    await store.transact(async (tx) => {
      tx.put(note('a/1'), { n: 1 });
      tx.put(note('a/2'), { n: 2 });
    });
    const all = async (): Promise<unknown[]> => (await store.list(notes({ prefix: 'a/' }))).map(({ value }) => value);
    assert.deepEqual(await all(), [{ n: 1 }, { n: 2 }]);
    const other = new DatabaseSync(path);
    other.exec(`UPDATE records SET value = '{"n":3}' WHERE id = 'a/2'`);
    await new Promise((resolve) => setImmediate(resolve));
    assert.deepEqual(await all(), [{ n: 1 }, { n: 3 }]);
    assert.deepEqual((await store.get(note('a/2')))?.value, { n: 3 });
    const late = store.transact(async (tx) => {
      await tx.get(note('a/1'));
      other.exec(`INSERT INTO changes (scope, kind, id, change) VALUES ('${SCOPE}', 'note', 'a/1', 'put');
                  UPDATE records SET revision = (SELECT max(sequence) FROM changes) WHERE id = 'a/1'`);
      tx.put(note('a/1'), { n: 4 });
    });
    await assert.rejects(late, { name: 'RevisionConflict' });
    assert.equal((await store.changes(2, 10)).changes.length, 1);
    other.close();
  });
});

test('a list that was handed out stays as it was', async () => {
  await withFile(async (store) => {
    await store.transact(async (tx) => tx.put(note('a/1'), {}));
    await store.list(notes({ prefix: 'a/' }));
    const before = (await store.list(notes({ prefix: 'a/' }))) as Entry<unknown>[];
    await store.transact(async (tx) => tx.put(note('a/2'), {}));
    assert.equal(before.length, 1);
    before.pop();
    assert.equal((await store.list(notes({ prefix: 'a/' }))).length, 2);
  });
});

test('what a record shares with others is the same object for who reads it next', async () => {
  await withFile(async (store) => {
    await store.transact(async (tx) => tx.put(note('a/1'), { n: 1 }));
    await store.transact(async (tx) => {
      const all = (await tx.list(notes({ prefix: 'a/' }))).map(({ value }) => value);
      tx.put(note('b'), { all });
    });
    const kept = (await store.get<{ all: unknown[] }>(note('b') as Key<{ all: unknown[] }>))?.value.all[0];
    assert.equal(kept, (await store.get(note('a/1')))?.value);
  });
});

test('lists of nothing and records of next to nothing take room too: anyone may ask for any number of them', () => {
  const known = new KnownRecords(10_000);
  const ids = Array.from({ length: 1_000 }, (_, i) => `${i}/`);
  for (const prefix of ids) known.readList(notes({ prefix }), []);
  assert.ok(ids.filter((prefix) => known.list(notes({ prefix })) !== undefined).length <= 100);
  for (const id of ids) known.read(note(id), 1, '1');
  assert.ok(ids.filter((id) => known.find(`${SCOPE}\0note\0${id}`) !== undefined).length <= 100);
});

test('the memory of what is known is bounded, for records, lists and the feed', () => {
  const known = new KnownRecords(1_000);
  const text = JSON.stringify('x'.repeat(50));
  const entries = Array.from({ length: 100 }, (_, i) => known.read(note(`a/${i}`), i + 1, text));
  assert.ok(entries.filter(({ key: { id } }) => known.find(`${SCOPE}\0note\0${id}`) !== undefined).length <= 20);
  known.readList(notes({ prefix: 'a/' }), entries);
  assert.equal(known.list(notes({ prefix: 'a/' })), undefined);
  for (let sequence = 1; sequence <= 5_000; sequence++) known.tell({ sequence, key: note('a'), change: 'put' });
  assert.equal(known.changes(3_000, 1), undefined);
  assert.equal(known.changes(4_999, 10)?.length, 1);
});

/** Whole numbers below what is asked for, the same for the same seed. */
function seeded(seed: number): (below: number) => number {
  let state = (seed * 48_271) % 2_147_483_647;
  return (below) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % below;
  };
}
