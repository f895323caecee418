import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { ManualClock } from '../lib/clock.ts';
import { memoryLog, silentLog } from '../lib/log.ts';
import type { Change, Store } from './face.ts';
import { follow } from './follow.ts';
import { openSqliteStore } from './sqlite/sqlite.ts';

async function open(t: TestContext): Promise<Store> {
  const store = await openSqliteStore({ path: ':memory:', log: silentLog, clock: new ManualClock() });
  t.after(() => store.close());
  return store;
}

async function write(store: Store, id: string): Promise<void> {
  await store.transact(async (tx) => tx.put({ scope: '123456789012/eu-west-1', kind: 'note', id }, {}));
}

/** Says what it is asked to do, and fails at `failsAt`. */
function readerThat(failsAt: (done: string) => boolean) {
  const done: string[] = [];
  const note = async (what: string): Promise<void> => {
    done.push(what);
    if (failsAt(what)) throw new Error(`at ${what}`);
  };
  return {
    done,
    rescan: () => note('rescan'),
    apply: (changes: readonly Change[]) => note(changes.map(({ key }) => key.id).join()),
  };
}

test('who cannot read anything does not begin: the first failure is the caller’s', async (t) => {
  const store = await open(t);
  const log = memoryLog();
  const reader = readerThat(() => true);
  await assert.rejects(follow(store, reader, log), /at rescan/);
  await write(store, 'a');
  assert.deepEqual([reader.done, log.lines], [['rescan'], []]);
});

test('a later failure is logged, and made up for by a rescan when something is committed or asked', async (t) => {
  const store = await open(t);
  const log = memoryLog();
  const reader = readerThat((what) => what === 'bad');
  const follower = await follow(store, reader, log);
  await write(store, 'good');
  await follower.caughtUp();
  await write(store, 'bad');
  await follower.caughtUp();
  await follower.caughtUp();
  assert.deepEqual(reader.done, ['rescan', 'good', 'bad', 'rescan']);
  assert.deepEqual(
    log.lines.map(({ level, message }) => `${level} ${message}`),
    ['error Changes of the configuration could not be applied'],
  );
  follower.close();
});

test('who has closed is told nothing more', async (t) => {
  const store = await open(t);
  const reader = readerThat(() => false);
  const follower = await follow(store, reader, silentLog);
  follower.close();
  await write(store, 'a');
  await follower.caughtUp();
  assert.deepEqual(reader.done, ['rescan']);
});
