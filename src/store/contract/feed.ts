import assert from 'node:assert/strict';
import { type Change, KEPT_CHANGES, type Store } from '../face.ts';
import { feed, note, type Open, revision, storeTest, write } from './opened.ts';

export function feedContract(open: Open): void {
  storeTest('an empty store has the sequence 0 and an empty feed', open, async (store) => {
    assert.equal(await store.sequence(), 0);
    assert.deepEqual(await store.changes(0, 10), { changes: [], truncated: false });
  });

  storeTest(
    'the feed tells puts, touches and deletes in the order of commits, with whole keys',
    open,
    async (store) => {
      await write(store, 'b', 'a');
      await store.transact(async (tx) => {
        tx.delete(note('b'));
        await tx.touch(note('a'));
      });
      assert.deepEqual(await feed(store), ['put b', 'put a', 'delete b', 'put a']);
      const { changes } = await store.changes(2, 1);
      assert.deepEqual(changes, [{ sequence: 3, key: note('b'), change: 'delete' }]);
    },
  );

  storeTest('a failed transaction leaves no trace in the feed', open, async (store) => {
    await write(store, 'a');
    const stale = store.transact(async (tx) => {
      await tx.get(note('a'));
      await write(store, 'a');
      tx.put(note('b'), { text: 'never' });
      tx.put(note('a'), { text: 'never' });
    });
    await assert.rejects(stale, { name: 'RevisionConflict' });
    await write(store, 'c');
    assert.deepEqual(await feed(store), ['put a', 'put a', 'put c']);
  });

  storeTest(
    'a reader that polls misses nothing and sees nothing twice, however writers interleave',
    open,
    async (store) => {
      const writeAndPoll = async (name: string): Promise<Change[]> => {
        const seen: Change[] = [];
        for (let i = 0; i < 10; i++) {
          await write(store, `${name}/${i}`, `${name}/last`);
          await poll(store, seen);
        }
        return seen;
      };
      const readers = await Promise.all(['one', 'two', 'three'].map(writeAndPoll));
      const all = (await store.changes(0, 1_000)).changes;
      assert.deepEqual(
        all.map((c) => c.sequence),
        Array.from({ length: 60 }, (_, i) => i + 1),
      );
      assert.equal(await store.sequence(), 60);
      for (const seen of readers) {
        await poll(store, seen);
        assert.deepEqual(seen, all);
      }
    },
  );

  storeTest('a store keeps its newest changes, and says so to who is too far behind', open, async (store) => {
    await writeMany(store, KEPT_CHANGES);
    assert.equal((await store.changes(0, 1)).truncated, false, 'the first change is still kept');
    await write(store, 'one more');
    const newest = await store.sequence();
    const behind = await store.changes(0, 1);
    assert.equal(behind.truncated, true);
    const oldest = behind.changes[0]?.sequence ?? 0;
    assert.ok(newest - oldest + 1 >= KEPT_CHANGES, `${newest - oldest + 1} are kept`);
    assert.equal((await store.changes(oldest - 1, 1)).truncated, false);
    assert.deepEqual(await store.changes(newest, 1), { changes: [], truncated: false });
    assert.equal(await revision(store, '1'), 2, 'the record outlives its change');
  });

  storeTest('a reader ahead of the store is told to read it anew', open, async (store) => {
    await write(store, 'a');
    assert.deepEqual(await store.changes(7, 10), { changes: [], truncated: true });
  });

  storeTest('a watcher hears of a commit that it can then read', open, async (store) => {
    const hinted = Promise.withResolvers<string[]>();
    store.watch(() => feed(store).then(hinted.resolve, hinted.reject));
    await write(store, 'a');
    assert.deepEqual(await hinted.promise, ['put a']);
  });

  storeTest('a watcher that left hears nothing; one that throws harms nobody', open, async (store) => {
    const heard: string[] = [];
    const leave = store.watch(() => heard.push('left'));
    store.watch(() => {
      throw new Error('of a watcher');
    });
    const hinted = Promise.withResolvers<void>();
    store.watch(() => hinted.resolve());
    leave();
    leave();
    await write(store, 'a');
    await hinted.promise;
    assert.deepEqual(heard, []);
  });
}

/** Notes `0`, `1`, …: one change each. */
async function writeMany(store: Store, count: number): Promise<void> {
  await write(store, ...Array.from({ length: count }, (_, i) => String(i)));
}

/** Reads on from the last change seen, in small pages, until there is no more. */
async function poll(store: Store, seen: Change[]): Promise<void> {
  for (;;) {
    const { changes, truncated } = await store.changes(seen.at(-1)?.sequence ?? 0, 3);
    assert.equal(truncated, false);
    if (changes.length === 0) return;
    seen.push(...changes);
  }
}
