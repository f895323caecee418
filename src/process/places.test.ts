import assert from 'node:assert/strict';
import { test } from 'node:test';
import { divideEnvironments, Places } from './places.ts';

test('a function has the same memory whoever asks, and another function another', () => {
  const places = new Places();
  assert.equal(places.of('scope f'), places.of('scope f'));
  assert.notEqual(places.of('scope f'), places.of('scope g'));
});

test('there are as many places as can be counted, whatever the limit is now: it may be raised', () => {
  assert.equal(new Places().of('scope f').byteLength, 65_536);
});

test('of a dead thread, every place is cleared', () => {
  const places = new Places();
  const cells = ['f', 'g'].map((name) => new Uint8Array(places.of(name)));
  for (const cell of cells) cell.set([3, 4]);
  places.clear(3);
  for (const cell of cells) assert.deepEqual([...cell.subarray(0, 2)], [0, 4]);
});

test('the parts of all threads are the whole, none is without one, and they differ by one at most', () => {
  for (let threads = 1; threads <= 8; threads++) {
    for (let total = threads + 1; total <= 40; total++) {
      const { main, ofThread } = divideEnvironments(total, threads);
      const parts = [main, ...Array.from({ length: threads }, (_, i) => ofThread(i + 1))];
      assert.equal(
        parts.reduce((sum, part) => sum + part),
        total,
      );
      assert.ok(Math.min(...parts) >= 1 && Math.max(...parts) - Math.min(...parts) <= 1, parts.join());
    }
  }
});

test('when there are fewer than threads, the main thread runs all', () => {
  const { main, ofThread } = divideEnvironments(2, 2);
  assert.deepEqual([main, ofThread(1), ofThread(2)], [2, 0, 0]);
});
