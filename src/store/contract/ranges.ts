import assert from 'node:assert/strict';
import { ids, note, type Open, SCOPE, storeTest, write } from './opened.ts';

/** Ids in order. The last two stand the other way round by UTF-16 units. */
const ORDERED = ['%', 'A', '_', 'a', 'a%', 'a%b', 'a/', 'a/b', 'a/b/c', 'a0', 'a_', 'a_b', 'b', 'é', '\uffee', '😀'];

export function rangeContract(open: Open): void {
  storeTest('a list is in the order of code points, in a transaction too', open, async (store) => {
    const shuffled = ORDERED.toReversed();
    await write(store, ...shuffled.slice(0, 8));
    await store.transact(async (tx) => {
      for (const id of shuffled.slice(8)) tx.put(note(id), { text: id });
      assert.deepEqual(await ids(tx), ORDERED);
    });
    assert.deepEqual(await ids(store), ORDERED);
  });

  storeTest('a prefix is text: % and _ and case stand for themselves', open, async (store) => {
    await write(store, ...ORDERED);
    for (const prefix of ['', 'a', 'a/', 'a/b', 'a%', 'a_', '%', '_', 'A', 'é', '😀', 'none']) {
      const expected = ORDERED.filter((id) => id.startsWith(prefix));
      assert.deepEqual(await ids(store, { prefix }), expected, prefix);
    }
  });

  storeTest('a prefix that ends in the last characters has its own range', open, async (store) => {
    const all = ['x', 'x\ud7ff', 'x\ud7ffa', 'x\ue000', 'x\u{10ffff}', 'x\u{10ffff}a', 'y'];
    await write(store, ...all);
    for (const prefix of ['x\ud7ff', 'x\u{10ffff}', '\u{10ffff}']) {
      const expected = all.filter((id) => id.startsWith(prefix));
      assert.deepEqual(await ids(store, { prefix }), expected, JSON.stringify(prefix));
    }
  });

  storeTest('after is exclusive, need not exist, and combines with a prefix', open, async (store) => {
    await write(store, ...ORDERED);
    assert.deepEqual(await ids(store, { after: 'a_b' }), ['b', 'é', '\uffee', '😀']);
    assert.deepEqual(await ids(store, { after: 'a_a' }), ['a_b', 'b', 'é', '\uffee', '😀']);
    assert.deepEqual(await ids(store, { prefix: 'a/', after: 'a/' }), ['a/b', 'a/b/c']);
    assert.deepEqual(await ids(store, { prefix: 'a/', after: 'A' }), ['a/', 'a/b', 'a/b/c']);
    assert.deepEqual(await ids(store, { prefix: 'a/', after: 'b' }), []);
  });

  storeTest('pages by after and limit join up to the whole list', open, async (store) => {
    await write(store, ...ORDERED);
    const seen: string[] = [];
    for (let page = await ids(store, { limit: 3 }); page.length > 0; ) {
      assert.ok(page.length <= 3);
      seen.push(...page);
      page = await ids(store, { limit: 3, after: page.at(-1) ?? '' });
    }
    assert.deepEqual(seen, ORDERED);
  });

  storeTest('a limit of 0 is no records; a limit below it is refused', open, async (store) => {
    await write(store, 'a');
    assert.deepEqual(await ids(store, { limit: 0 }), []);
    await assert.rejects(ids(store, { limit: -1 }), RangeError);
  });

  storeTest('scopes and kinds are apart; a scan takes one kind from all scopes in key order', open, async (store) => {
    const east = '123456789012/us-east-1';
    await store.transact(async (tx) => {
      tx.put(note('b', east), { text: 'east' });
      tx.put(note('b'), { text: 'west' });
      tx.put(note('a', east), { text: 'east' });
      tx.put({ ...note('a'), kind: 'other' }, { text: 'other' });
    });
    assert.deepEqual(await ids(store), ['b']);
    const scanned = (await store.scan('note')).map(({ key }) => `${key.scope} ${key.id}`);
    assert.deepEqual(scanned, [`${SCOPE} b`, `${east} a`, `${east} b`]);
    assert.deepEqual(await store.scan('none'), []);
  });
}
