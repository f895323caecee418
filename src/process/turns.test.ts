import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Turns } from './turns.ts';

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

test('so many begin in one turn, the others in the next ones, in the order in which they came', async () => {
  const turns = new Turns(2);
  const begun: number[] = [];
  const call = async (n: number): Promise<void> => {
    const wait = turns.wait();
    if (wait !== undefined) await wait;
    begun.push(n);
  };
  const all = [1, 2, 3, 4, 5].map(call);
  assert.deepEqual(begun, [1, 2], 'at once');
  await turn();
  all.push(call(6));
  assert.deepEqual(begun, [1, 2, 3, 4], 'who comes later does not go before those who wait');
  await turn();
  assert.deepEqual(begun, [1, 2, 3, 4, 5, 6]);
  await Promise.all(all);
  await turn();
  await turn();
  assert.equal(turns.wait(), undefined, 'whoever comes when nobody waits does not wait');
});
