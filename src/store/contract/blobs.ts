import assert from 'node:assert/strict';
import type { Blob, Key } from '../face.ts';
import { feed, note, type Open, SCOPE, storeTest, write } from './opened.ts';

const CODE: Key<Blob> = { scope: SCOPE, kind: 'code', id: 'sha/é' };

export function blobContract(open: Open): void {
  storeTest('a blob comes back byte for byte, empty and large ones too', open, async (store) => {
    for (const length of [0, 1, 3_000_000]) {
      const bytes = Uint8Array.from({ length }, (_, i) => i * 7);
      await store.transact(async (tx) => tx.putBlob(CODE, bytes));
      assert.ok(Buffer.from(bytes).equals((await store.blob(CODE)) ?? Buffer.from('absent')), `${length} bytes`);
    }
    assert.equal(await store.blob({ ...CODE, id: 'other' }), undefined);
    assert.equal(await store.blob({ ...CODE, scope: 'other' }), undefined);
  });

  storeTest('a blob and a record under the same key are two things', open, async (store) => {
    await store.transact(async (tx) => {
      tx.put({ ...note('a'), kind: 'code' }, { text: 'record' });
      tx.putBlob({ ...CODE, id: 'a' }, new Uint8Array([1]));
    });
    await store.transact(async (tx) => tx.deleteBlob({ ...CODE, id: 'a' }));
    assert.equal(await store.blob({ ...CODE, id: 'a' }), undefined);
    assert.equal((await store.get({ ...note('a'), kind: 'code' }))?.value.text, 'record');
  });

  storeTest('a transaction sees its own blobs; the bytes are copied in and out', open, async (store) => {
    const bytes = Buffer.from('before');
    await store.transact(async (tx) => {
      tx.putBlob(CODE, bytes.subarray(1));
      bytes.fill(0);
      (await tx.blob(CODE))?.fill(1);
      assert.equal(Buffer.from((await tx.blob(CODE)) ?? []).toString(), 'efore');
    });
    assert.equal(Buffer.from((await store.blob(CODE)) ?? []).toString(), 'efore');
    await store.transact(async (tx) => {
      tx.deleteBlob(CODE);
      assert.equal(await tx.blob(CODE), undefined);
    });
    assert.equal(await store.blob(CODE), undefined);
  });

  storeTest('blobs are not in the feed; the record that names one is', open, async (store) => {
    await store.transact(async (tx) => {
      tx.putBlob(CODE, new Uint8Array([1]));
      tx.put(note('function'), { text: CODE.id });
    });
    await store.transact(async (tx) => tx.deleteBlob(CODE));
    assert.deepEqual(await feed(store), ['put function']);
  });

  storeTest('a conflict over a record takes the blob of its transaction along', open, async (store) => {
    await write(store, 'function');
    const stale = store.transact(async (tx) => {
      await tx.touch(note('function'));
      tx.putBlob(CODE, new Uint8Array([1]));
      await write(store, 'function');
    });
    await assert.rejects(stale, { name: 'RevisionConflict' });
    assert.equal(await store.blob(CODE), undefined);
  });
}
