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

test('several who follow one store: each is told everything once, and one that fails keeps none from going on', async (t) => {
  const store = await open(t);
  const log = memoryLog();
  let reads = 0;
  const { changes } = store;
  store.changes = (after, limit) => {
    reads++;
    return changes.call(store, after, limit);
  };
  const good = readerThat(() => false);
  const bad = readerThat((what) => what === 'b');
  const first = await follow(store, good, silentLog);
  await write(store, 'a');
  const second = await follow(store, bad, log);
  await first.caughtUp();
  reads = 0;
  await write(store, 'b');
  await Promise.all([first.caughtUp(), second.caughtUp()]);
  await write(store, 'c');
  await second.caughtUp();
  assert.deepEqual(good.done, ['rescan', 'a', 'b', 'c']);
  assert.deepEqual(bad.done.slice(0, 3), ['rescan', 'b', 'rescan']);
  assert.equal(log.lines.length, 1);
  assert.ok(reads <= 6, `the feed was read ${reads} times for two commits`);
  first.close();
  await write(store, 'd');
  await second.caughtUp();
  assert.equal(good.done.at(-1), 'c');
  assert.equal(bad.done.at(-1), 'd');
});
