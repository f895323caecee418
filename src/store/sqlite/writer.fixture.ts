/**
 * A process for `kill.test.ts`: takes a data directory and writes 1,000 times, each time an item and the count of the
 * items in one transaction, and prints the id of each item once its commit was acknowledged.
 */
import { writeSync } from 'node:fs';
import { systemClock } from '../../lib/clock.ts';
import { silentLog } from '../../lib/log.ts';
import { type Key, openDataDir, openSqliteStore } from '../store.ts';

const [path = '', scope = ''] = process.argv.slice(2);
const dir = await openDataDir(path);
const store = await openSqliteStore({ path: dir.databasePath, log: silentLog, clock: systemClock });
const count: Key<number> = { scope, kind: 'count', id: 'items' };

for (let n = 0; n < 1_000; n++) {
  const id = String(n).padStart(4, '0');
  await store.transact(async (tx) => {
    tx.put({ scope, kind: 'item', id }, n);
    tx.put(count, ((await tx.get(count))?.value ?? 0) + 1);
  });
  // Not process.stdout, which may keep the line in this process: what is printed has left it.
  writeSync(1, `${id}\n`);
}

await store.close();
await dir.release();
