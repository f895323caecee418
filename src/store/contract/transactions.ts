import assert from 'node:assert/strict';
import type { Transaction } from '../face.ts';
import { feed, ids, note, type Open, revision, storeTest, text, write } from './opened.ts';

export function transactionContract(open: Open): void {
  storeTest('transact returns what its body returns', open, async (store) => {
    assert.equal(await store.transact(async () => 42), 42);
  });

  storeTest('nothing is written when the body throws, and its error passes through', open, async (store) => {
    await write(store, 'kept');
    const error = new Error('of the body');
    const failing = store.transact(async (tx) => {
      tx.put(note('a'), { text: 'a' });
      tx.delete(note('kept'));
      tx.putBlob({ scope: 's', kind: 'code', id: 'a' }, new Uint8Array([1]));
      throw error;
    });
    await assert.rejects(failing, (thrown) => thrown === error);
    assert.deepEqual(await ids(store), ['kept']);
    assert.deepEqual(await feed(store), ['put kept']);
    assert.equal(await store.blob({ scope: 's', kind: 'code', id: 'a' }), undefined);
  });

  storeTest('nobody else sees a write before its commit', open, async (store) => {
    await store.transact(async (tx) => {
      tx.put(note('a'), { text: 'a' });
      assert.equal(await text(store, 'a'), undefined);
      assert.deepEqual(await ids(store), []);
    });
    assert.equal(await text(store, 'a'), 'a');
  });

  storeTest('a transaction reads its own writes by key, with revision 0', open, async (store) => {
    await write(store, 'old');
    await store.transact(async (tx) => {
      tx.put(note('a'), { text: 'first' });
      tx.put(note('a'), { text: 'second' });
      assert.deepEqual(await tx.get(note('a')), { key: note('a'), revision: 0, value: { text: 'second' } });
      tx.delete(note('old'));
      assert.equal(await tx.get(note('old')), undefined);
      tx.put(note('old'), { text: 'again' });
      assert.equal(await text(tx, 'old'), 'again');
      tx.delete(note('a'));
      assert.equal(await text(tx, 'a'), undefined);
    });
    assert.deepEqual(await ids(store), ['old']);
    assert.equal(await text(store, 'old'), 'again');
  });

  storeTest('a transaction lists its own writes, merged within prefix, after and limit', open, async (store) => {
    await write(store, 'a/1', 'a/2', 'a/3', 'a/4', 'b/1');
    await store.transact(async (tx) => {
      tx.delete(note('a/1'));
      tx.delete(note('a/3'));
      tx.put(note('a/2'), { text: 'new' });
      tx.put(note('a/25'), { text: 'a/25' });
      tx.put(note('c'), { text: 'c' });
      tx.put(note('a/26', 'elsewhere'), { text: '' });
      await tx.touch(note('a/4'));
      assert.deepEqual(await ids(tx), ['a/2', 'a/25', 'a/4', 'b/1', 'c']);
      assert.deepEqual(await ids(tx, { prefix: 'a/' }), ['a/2', 'a/25', 'a/4']);
      assert.deepEqual(await ids(tx, { prefix: 'a/', after: 'a/2' }), ['a/25', 'a/4']);
      assert.deepEqual(await ids(tx, { limit: 3 }), ['a/2', 'a/25', 'a/4']);
      assert.deepEqual(await ids(tx, { limit: 1, after: 'a/25' }), ['a/4']);
      assert.deepEqual(await ids(tx, { limit: 0 }), []);
      assert.equal((await tx.list({ ...note(''), prefix: 'a/2', limit: 1 }))[0]?.value.text, 'new');
    });
    assert.deepEqual(await ids(store), ['a/2', 'a/25', 'a/4', 'b/1', 'c']);
  });

  storeTest('writes to one key become one change, at the place of the last of them', open, async (store) => {
    await write(store, 'a', 'b');
    const before = await store.sequence();
    await store.transact(async (tx) => {
      tx.put(note('a'), { text: '1' });
      tx.delete(note('b'));
      tx.put(note('a'), { text: '2' });
      tx.put(note('gone'), { text: '' });
      tx.delete(note('gone'));
    });
    assert.deepEqual(await feed(store, before), ['delete b', 'put a']);
  });

  storeTest(
    'putting what was read moves its revision, and undoes what the transaction made of it',
    open,
    async (store) => {
      await write(store, 'a', 'b');
      const before = [await revision(store, 'a'), await revision(store, 'b')];
      await store.transact(async (tx) => {
        for (const id of ['a', 'b']) {
          const entry = await tx.get(note(id));
          assert.ok(entry);
          if (id === 'a') tx.put(note(id), { text: 'other' });
          else tx.delete(note(id));
          assert.equal(tx.put(note(id), entry.value), JSON.stringify({ text: id }).length);
          assert.equal(await text(tx, id), id);
        }
        assert.deepEqual(await ids(tx), ['a', 'b']);
      });
      assert.deepEqual([await text(store, 'a'), await text(store, 'b')], ['a', 'b']);
      for (const [i, id] of ['a', 'b'].entries()) assert.ok((await revision(store, id)) > (before[i] ?? 0), id);
      assert.deepEqual((await feed(store)).slice(-2), ['put a', 'put b']);
    },
  );

  storeTest('a touch beside a put of the same record leaves the put', open, async (store) => {
    await write(store, 'a', 'b');
    await store.transact(async (tx) => {
      tx.put(note('a'), { text: 'put first' });
      await tx.touch(note('a'));
      await tx.touch(note('b'));
      assert.equal(await text(tx, 'b'), 'b');
      tx.put(note('b'), { text: 'put last' });
    });
    assert.equal(await text(store, 'a'), 'put first');
    assert.equal(await text(store, 'b'), 'put last');
  });

  storeTest('the records of one transaction have the sequences of its changes', open, async (store) => {
    await write(store, 'a', 'b');
    const { changes } = await store.changes(0, 10);
    assert.deepEqual(
      changes.map((c) => c.sequence),
      [await revision(store, 'a'), await revision(store, 'b')],
    );
    assert.equal(await store.sequence(), await revision(store, 'b'));
  });

  storeTest('a transaction that has ended refuses every further call', open, async (store) => {
    let kept: Transaction | undefined;
    await store.transact(async (tx) => {
      kept = tx;
    });
    const late = kept;
    assert.ok(late);
    assert.throws(() => late.put(note('a'), { text: '' }), /has ended/);
    assert.throws(() => late.delete(note('a')), /has ended/);
    assert.throws(() => late.putBlob({ scope: 's', kind: 'k', id: 'a' }, new Uint8Array()), /has ended/);
    await assert.rejects(late.get(note('a')), /has ended/);
    await assert.rejects(late.touch(note('a')), /has ended/);
    await assert.rejects(ids(late), /has ended/);
  });
}
