import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Turns } from './turns.ts';

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

test('so many begin in one turn, the others in the next ones, in the order in which they came', async () => {
  const turns = new Turns(2);
  const said: string[] = [];
  const call = async (n: number): Promise<void> => {
    const wait = turns.wait();
    if (wait !== undefined) await wait;
    said.push(`${n} begins`);
    for (let i = 0; i < 10; i++) await undefined;
    said.push(`${n} ends`);
  };
  const all = [1, 2, 3, 4, 5].map(call);
  assert.deepEqual(said, ['1 begins', '2 begins'], 'at once');
  const begunByTurn: number[] = [];
  for (let i = 0; i < 10; i++) {
    await turn();
    begunByTurn.push(said.filter((words) => words.endsWith('begins')).length);
    if (i === 0) all.push(call(6));
  }
  await Promise.all(all);
  for (const [i, begun] of begunByTurn.entries()) assert.ok(begun - (begunByTurn[i - 1] ?? 2) <= 2, `${begunByTurn}`);
  // Who waited has the thread to itself until it waits for something else; who comes later does not go before.
  assert.deepEqual(
    said.slice(4),
    [3, 4, 5, 6].flatMap((n) => [`${n} begins`, `${n} ends`]),
  );
  assert.equal(turns.wait(), undefined, 'whoever comes when nobody waits does not wait');
});

test('who comes while others are about to begin does not go before them', async () => {
  const turns = new Turns(2);
  const begun: number[] = [];
  const call = async (n: number): Promise<void> => {
    const wait = turns.wait();
    if (wait !== undefined) await wait;
    begun.push(n);
  };
  const all = [1, 2, 3].map(call);
  // In this turn the third has been told to begin in the next one, where there is room for one more.
  await turn();
  all.push(call(4), call(5));
  await Promise.all(all);
  assert.deepEqual(begun, [1, 2, 3, 4, 5]);
  await turn();
  assert.equal(turns.wait(), undefined, 'whoever comes when nobody waits does not wait');
});
