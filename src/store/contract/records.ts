import assert from 'node:assert/strict';
import { type Key, StoreUnavailable } from '../face.ts';
import { ids, type Note, note, type Open, revision, SCOPE, storeTest, text, write } from './opened.ts';

export function recordContract(open: Open): void {
  storeTest('get returns what put wrote, under its key, and undefined for what is not there', open, async (store) => {
    await write(store, 'a');
    assert.deepEqual(await store.get(note('a')), { key: note('a'), revision: 1, value: { text: 'a' } });
    assert.equal(await store.get(note('b')), undefined);
    assert.equal(await store.get(note('a', '123456789012/us-east-1')), undefined);
    assert.equal(await store.get({ ...note('a'), kind: 'other' }), undefined);
  });

  storeTest('a value comes back as JSON keeps it', open, async (store) => {
    const value = { text: 'é 😀 \u0000 \ud800 "', deep: [1, 1.5, null, true, { a: {} }, []], absent: undefined };
    await store.transact(async (tx) => tx.put(note('a'), value));
    const { absent, ...kept } = value;
    assert.equal(absent, undefined);
    assert.deepEqual((await store.get(note('a')))?.value, kept);
  });

  storeTest('a value is copied on its way in, and frozen in its depth on its way out', open, async (store) => {
    const key: Key<{ list: number[] }> = { scope: SCOPE, kind: 'numbers', id: 'n' };
    const mine = { list: [1] };
    await store.transact(async (tx) => {
      tx.put(key, mine);
      mine.list.push(2);
      const own = await tx.get(key);
      assert.throws(() => own?.value.list.push(3), TypeError);
    });
    const [listed] = await store.list({ scope: SCOPE, kind: 'numbers' });
    const [scanned] = await store.scan<{ list: number[] }>('numbers');
    for (const entry of [await store.get(key), await store.get(key), listed as typeof scanned, scanned]) {
      assert.throws(() => entry?.value.list.push(4), TypeError);
      assert.deepEqual(entry?.value, { list: [1] });
    }
  });

  storeTest('a value that JSON cannot say is refused and nothing is written', open, async (store) => {
    const key: Key<Note | undefined> = note('a');
    await assert.rejects(
      store.transact(async (tx) => tx.put(key, undefined)),
      TypeError,
    );
    assert.equal(await store.sequence(), 0);
  });

  storeTest('a put replaces the record and moves its revision', open, async (store) => {
    await write(store, 'a');
    const before = await revision(store, 'a');
    await store.transact(async (tx) => tx.put(note('a'), { text: 'new' }));
    assert.equal(await text(store, 'a'), 'new');
    assert.ok((await revision(store, 'a')) > before);
  });

  storeTest('a delete removes the record; deleting what is not there changes nothing', open, async (store) => {
    await write(store, 'a', 'b');
    await store.transact(async (tx) => tx.delete(note('a')));
    assert.deepEqual(await ids(store), ['b']);
    const sequence = await store.sequence();
    await store.transact(async (tx) => tx.delete(note('a')));
    assert.equal(await store.sequence(), sequence);
  });

  storeTest('a touch moves the revision and leaves the value', open, async (store) => {
    await write(store, 'a');
    const before = await revision(store, 'a');
    await store.transact((tx) => tx.touch(note('a')));
    assert.equal(await text(store, 'a'), 'a');
    assert.ok((await revision(store, 'a')) > before);
    assert.equal(await revision(store, 'a'), await store.sequence());
  });

  storeTest('touching what does not exist is an error of the caller, and nothing is written', open, async (store) => {
    const touching = store.transact(async (tx) => {
      tx.put(note('b'), { text: 'b' });
      await tx.touch(note('a'));
    });
    await assert.rejects(touching, /note a does not exist/);
    assert.deepEqual(await ids(store), []);
  });

  storeTest('a key that a database could not keep apart from another is refused', open, async (store) => {
    for (const id of ['a\0b', '\ud800', 'x\udc00']) {
      await assert.rejects(store.get(note(id)), TypeError);
      await assert.rejects(store.list({ scope: SCOPE, kind: 'note', prefix: id }), TypeError);
      await assert.rejects(
        store.transact(async (tx) => tx.put(note(id), { text: '' })),
        TypeError,
      );
    }
  });

  storeTest('a closed store rejects every call, and closing it twice is harmless', open, async (store) => {
    await write(store, 'a');
    await store.close();
    await store.close();
    const calls: (() => Promise<unknown>)[] = [
      () => store.get(note('a')),
      () => store.list({ scope: SCOPE, kind: 'note' }),
      () => store.scan('note'),
      () => store.blob({ scope: SCOPE, kind: 'code', id: 'a' }),
      () => store.changes(0, 1),
      () => store.sequence(),
      () => store.transact(async () => undefined),
      async () => store.watch(() => undefined),
    ];
    for (const call of calls) await assert.rejects(call, StoreUnavailable, String(call));
  });
}
