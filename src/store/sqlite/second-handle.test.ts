import assert from 'node:assert/strict';
import { mkdtemp, open as openFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type TestContext, test } from 'node:test';
import { ManualClock } from '../../lib/clock.ts';
import { silentLog as log } from '../../lib/log.ts';
import { type Change, StoreUnavailable } from '../face.ts';
import { follow } from '../follow.ts';
import { openSecondHandle, openSqliteStore } from './sqlite.ts';

const key = (id: string) => ({ scope: '123456789012/eu-west-1', kind: 'note', id });

async function open(t: TestContext, durable: boolean) {
  const dir = await mkdtemp(join(tmpdir(), 'gatehouse-second-'));
  const path = join(dir, 'gatehouse.db');
  const store = await openSqliteStore({ path, log, clock: new ManualClock(), durable });
  const second = await openSecondHandle({ path, log });
  t.after(async () => {
    await second.store.close();
    await store.close();
    await rm(dir, { recursive: true });
  });
  return { store, second, path };
}

for (const durable of [true, false]) {
  test(`a second handle sees each commit, in the feed too (durable: ${durable})`, async (t) => {
    const { store, second } = await open(t, durable);
    for (let n = 1; n <= 3; n++) {
      await store.transact(async (tx) => tx.put(key('a'), { n }));
      assert.deepEqual((await second.store.get<object>(key('a')))?.value, { n });
      assert.equal(await second.store.sequence(), n);
    }
  });
}

test('a second handle does not write', async (t) => {
  const { store, second } = await open(t, true);
  await assert.rejects(
    second.store.transact(async (tx) => tx.put(key('a'), {})),
    StoreUnavailable,
  );
  assert.equal(await store.get(key('a')), undefined);
});

test('who follows a second handle hears of commits by a hint, and is caught up without one', async (t) => {
  const { store, second } = await open(t, true);
  const seen: string[] = [];
  let heard = Promise.withResolvers<void>();
  const reader = {
    rescan: async () => undefined,
    async apply(changes: readonly Change[]) {
      seen.push(...changes.map(({ key: { id } }) => id));
      heard.resolve();
    },
  };
  const follower = await follow(second.store, reader, log);
  await store.transact(async (tx) => tx.put(key('hinted'), {}));
  second.hint();
  await heard.promise;
  assert.deepEqual(seen, ['hinted']);
  heard = Promise.withResolvers();
  await store.transact(async (tx) => tx.put(key('asked'), {}));
  await follower.caughtUp();
  assert.deepEqual(seen, ['hinted', 'asked']);
  follower.close();
});

test('a file that is damaged is said to be, whoever reads it', async (t) => {
  const { store, second, path } = await open(t, true);
  await store.transact(async (tx) => {
    for (let n = 0; n < 20; n++) tx.put(key(`${n}`), { text: 'x'.repeat(5_000) });
  });
  const file = await openFile(path, 'r+');
  const checkpoint = new DatabaseSync(path);
  checkpoint.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  checkpoint.close();
  const { size } = await file.stat();
  for (let page = 8 * 4096; page < size; page += 4096) await file.write(Buffer.alloc(4096, 0x5a), 0, 4096, page);
  await file.close();
  const damaged = { name: 'StoreUnavailable', message: /it is damaged: restore it from a backup\.$/ };
  const reader = { rescan: async () => void (await second.store.scan('note')), apply: async () => undefined };
  await assert.rejects(second.store.scan('note'), damaged);
  await assert.rejects(follow(second.store, reader, log), damaged);
});

test('a file that is not there is not made', async () => {
  await assert.rejects(openSecondHandle({ path: join(tmpdir(), 'no-such-gatehouse.db'), log }), StoreUnavailable);
});
