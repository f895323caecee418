import assert from 'node:assert/strict';
import { feed, ids, note, type Open, revision, storeTest, text, write } from './opened.ts';

export function lifeContract(open: Open): void {
  storeTest('what was committed is there when the store is opened again', open, async (store, { reopen }, t) => {
    if (reopen === undefined) return t.skip('the data of this store end with it');
    await write(store, 'a', 'b');
    await store.transact(async (tx) => {
      tx.delete(note('b'));
      tx.putBlob({ scope: 's', kind: 'code', id: 'c' }, new Uint8Array([1, 2]));
    });
    const again = await reopen();
    assert.deepEqual(await ids(again), ['a']);
    assert.deepEqual(await feed(again), ['put a', 'put b', 'delete b']);
    assert.deepEqual(Array.from((await again.blob({ scope: 's', kind: 'code', id: 'c' })) ?? []), [1, 2]);
  });

  storeTest(
    'a revision is not seen again after a delete, nor after opening again',
    open,
    async (store, { reopen }, t) => {
      if (reopen === undefined) return t.skip('the data of this store end with it');
      await write(store, 'a');
      await store.transact(async (tx) => tx.delete(note('a')));
      const again = await reopen();
      const before = await again.sequence();
      await write(again, 'a');
      assert.ok((await revision(again, 'a')) > before);
    },
  );

  storeTest('a body that is running when the store closes commits nothing', open, async (store, { reopen }) => {
    const running = store.transact(async (tx) => {
      tx.put(note('a'), { text: 'a' });
      await store.close();
    });
    await assert.rejects(running, { name: 'StoreUnavailable' });
    const again = await reopen?.();
    if (again !== undefined) assert.equal(await text(again, 'a'), undefined);
  });
}
