import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type TestContext, test } from 'node:test';
import { ManualClock } from '../../lib/clock.ts';
import { silentLog } from '../../lib/log.ts';
import { openDataDir, openSqliteStore, type Store, StoreUnavailable } from '../store.ts';

const WRITER = join(import.meta.dirname, 'writer.fixture.ts');
/** After how many acknowledged writes each writer is killed; drawn once, and prime so that they fall unevenly. */
const KILLED_AFTER = [311, 397, 523, 601];

test('a writer killed with SIGKILL loses nothing that it acknowledged, and its lock dies with it', async (t) => {
  const path = await mkdtemp(join(tmpdir(), 'gatehouse-kill-'));
  t.after(() => rm(path, { recursive: true }));
  const acknowledged = new Map<string, readonly string[]>();
  for (const [round, after] of KILLED_AFTER.entries()) {
    const scope = `round ${round}`;
    acknowledged.set(scope, await writeUntilKilled(t, path, scope, after));
    const dir = await openDataDir(path);
    const store = await openSqliteStore({ path: dir.databasePath, log: silentLog, clock: new ManualClock() });
    for (const [earlier, ids] of acknowledged) await assertKept(store, earlier, ids);
    await assertFeedAgrees(store);
    await store.close();
    await dir.release();
  }
});

/** Returns the ids that the writer acknowledged before it died. */
async function writeUntilKilled(t: TestContext, path: string, scope: string, after: number): Promise<string[]> {
  const writer = spawn(process.execPath, [WRITER, path, scope], { stdio: ['ignore', 'pipe', 'inherit'] });
  t.after(() => writer.kill('SIGKILL')); // harmless when it is dead already
  const closed = once(writer, 'close');
  const ids: string[] = [];
  for await (const id of createInterface({ input: writer.stdout })) {
    ids.push(id);
    if (ids.length === 1) await assertLocked(path, writer.pid);
    if (ids.length === after) writer.kill('SIGKILL');
  }
  assert.deepEqual(await closed, [null, 'SIGKILL'], 'the writer was killed in the middle of its work');
  return ids;
}

async function assertLocked(path: string, pid: number | undefined): Promise<void> {
  await assert.rejects(
    openDataDir(path),
    (error) =>
      error instanceof StoreUnavailable &&
      error.message.includes(`${path} is in use by another Gatehouse process (pid ${pid})`),
  );
}

/** Every acknowledged item is there, at most the one in flight beside them, and the count was written with each. */
async function assertKept(store: Store, scope: string, ids: readonly string[]): Promise<void> {
  const kept = (await store.list<number>({ scope, kind: 'item' })).map((entry) => entry.key.id);
  assert.deepEqual(kept.slice(0, ids.length), ids);
  assert.ok(kept.length <= ids.length + 1, `${kept.length} items are kept, ${ids.length} were acknowledged`);
  assert.equal((await store.get<number>({ scope, kind: 'count', id: 'items' }))?.value, kept.length);
}

/** The sequences have no gap, and the last change of each record is the one that its revision names. */
async function assertFeedAgrees(store: Store): Promise<void> {
  const { changes, truncated } = await store.changes(0, 10_000);
  assert.equal(truncated, false);
  assert.deepEqual(
    changes.map((c) => c.sequence),
    changes.map((_, i) => i + 1),
  );
  const last = new Map(changes.map(({ key, sequence }) => [JSON.stringify(key), sequence]));
  const records = [...(await store.scan('item')), ...(await store.scan('count'))];
  assert.deepEqual(
    new Map(records.map(({ key, revision }) => [JSON.stringify(key), revision] as const)),
    last,
    'revisions',
  );
}
