import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ManualClock } from '../../lib/clock.ts';
import { silentLog } from '../../lib/log.ts';
import { storeContract } from '../contract.ts';
import { openSqliteStore } from './sqlite.ts';

const clock = new ManualClock();

storeContract('SQLite in memory', async () => {
  const store = await openSqliteStore({ path: ':memory:', log: silentLog, clock });
  return { store, close: () => store.close() };
});

storeContract('SQLite in a file', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'gatehouse-sqlite-'));
  const openAgain = () => openSqliteStore({ path: join(dir, 'gatehouse.db'), log: silentLog, clock });
  let store = await openAgain();
  return {
    store,
    async reopen() {
      await store.close();
      store = await openAgain();
      return store;
    },
    async close() {
      await store.close();
      await rm(dir, { recursive: true });
    },
  };
});
