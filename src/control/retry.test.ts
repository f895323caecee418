import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { ManualClock } from '../lib/clock.ts';
import { silentLog } from '../lib/log.ts';
import { type Key, openSqliteStore, RevisionConflict, type Store } from '../store/store.ts';
import { retrying } from './retry.ts';

const owner: Key<{ readonly count: number }> = { scope: 's', kind: 'owner', id: 'o' };

async function open(t: TestContext): Promise<Store> {
  const store = await openSqliteStore({ path: ':memory:', clock: new ManualClock(0), log: silentLog });
  t.after(() => store.close());
  await store.transact(async (tx) => tx.put(owner, { count: 0 }));
  return store;
}

async function increment(store: Store, meanwhile: () => Promise<unknown> = async () => undefined): Promise<number> {
  return store.transact(async (tx) => {
    const count = ((await tx.get(owner))?.value.count ?? 0) + 1;
    await meanwhile();
    tx.put(owner, { count });
    return count;
  });
}

test('64 writers of one record at once all succeed, and none overwrites another', async (t) => {
  const store = await open(t);
  let tries = 0;
  const counted = { ...retrying(store) };
  const told = await Promise.all(
    Array.from({ length: 64 }, () =>
      increment(counted, async () => {
        tries++;
      }),
    ),
  );
  assert.deepEqual(
    told.toSorted((a, b) => a - b),
    Array.from({ length: 64 }, (_, i) => i + 1),
  );
  assert.deepEqual((await store.get(owner))?.value, { count: 64 });
  // The first wins at once, each of the others at its second try: they do not race one another again.
  assert.equal(tries, 64 + 63);
});

test('whoever always loses is told so after ten tries, and has written nothing', async (t) => {
  const store = await open(t);
  let tries = 0;
  const losing = increment(retrying(store), async () => {
    tries++;
    await increment(store);
  });
  await assert.rejects(losing, (error) => error instanceof RevisionConflict && error.key.id === 'o');
  assert.equal(tries, 10);
  assert.deepEqual((await store.get(owner))?.value, { count: 10 });
});

test('one who fails in the queue does not hold up the next', async (t) => {
  const store = retrying(await open(t));
  const first = increment(store);
  let tries = 0;
  const failing = increment(store, async () => {
    if (++tries === 2) throw new TypeError('no');
  });
  const results = await Promise.allSettled([failing, first, increment(store)]);
  assert.deepEqual(
    results.map(({ status }) => status),
    ['rejected', 'fulfilled', 'fulfilled'],
  );
  assert.deepEqual((await store.get(owner))?.value, { count: 2 });
});

test('a refusal is not tried again', async (t) => {
  const store = retrying(await open(t));
  let tries = 0;
  const refused = store.transact(async () => {
    tries++;
    throw new TypeError('no');
  });
  await assert.rejects(refused, TypeError);
  assert.equal(tries, 1);
});
