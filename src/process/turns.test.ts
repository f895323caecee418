import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Turns } from './turns.ts';

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

/** Calls that say when they begin, and that they are through with what they do without waiting for anything else. */
function calls(turns: Turns): { said: string[]; call(n: number): Promise<void> } {
  const said: string[] = [];
  const call = async (n: number): Promise<void> => {
    await turns.wait();
    said.push(`${n} begins`);
    for (let i = 0; i < 10; i++) await undefined;
    said.push(`${n} ends`);
  };
  return { said, call };
}

const oneByOne = (...numbers: number[]) => numbers.flatMap((n) => [`${n} begins`, `${n} ends`]);

test('so many begin in one turn, each when the one before has nothing left to do but to wait', async () => {
  const { said, call } = calls(new Turns(2));
  const all = [1, 2, 3, 4, 5].map(call);
  assert.equal(said.length, 0);
  let before = 0;
  for (let i = 0; i < 10; i++) {
    await turn();
    const begun = said.filter((words) => words.endsWith('begins')).length;
    assert.ok(begun - before <= 2, `${begun - before} began in a turn`);
    before = begun;
    if (i === 0) all.push(call(6));
  }
  await Promise.all(all);
  assert.deepEqual(said, oneByOne(1, 2, 3, 4, 5, 6));
});

test('who comes while others are about to begin does not go before them', async () => {
  const { said, call } = calls(new Turns(2));
  const all = [1, 2, 3].map(call);
  await turn();
  all.push(call(4), call(5));
  await Promise.all(all);
  assert.deepEqual(said, oneByOne(1, 2, 3, 4, 5));
});

test('who comes when nobody waits begins in the same turn', async () => {
  const { said, call } = calls(new Turns());
  for (const n of [1, 2]) {
    const ended = call(n);
    await turn();
    assert.deepEqual(said, oneByOne(...[1, 2].slice(0, n)));
    await ended;
  }
});
