import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ManualClock } from '../lib/clock.ts';
import { type KeyOfPlan, openQuotas } from './quotas.ts';

const DAY = 86_400_000;
const keyOf = (i: number): KeyOfPlan => ({ scope: '111111111111/us-east-1', planId: 'plan', keyId: `key${i}` });

test('a grant is good on the day that it is of, and asked for again before and after', async () => {
  const clock = new ManualClock(Date.UTC(2026, 0, 30, 12));
  let set = 0;
  let asked = 0;
  const memory = new SharedArrayBuffer(8);
  new BigInt64Array(memory)[0] = 100n;
  const quotas = openQuotas({
    ask: async () => {
      asked++;
      return { memory, until: (Math.floor((clock.now() + set) / DAY) + 1) * DAY };
    },
    clock: { now: () => clock.now() + set, after: (ms, fn) => clock.after(ms, fn) },
  });
  const key = keyOf(0);
  for (const [time, expected] of [
    [0, 1],
    [DAY / 2 - 1, 1],
    [-DAY / 2, 1],
    [DAY / 2, 2],
    [400 * DAY, 3],
    [0, 4],
    [-DAY / 2 - 1, 5],
  ] as const) {
    set = time;
    assert.equal(await quotas.take(key), undefined);
    assert.equal(asked, expected, `at ${time}`);
  }
});

test('a thread knows as many keys as are counted for, which may come in turn', async () => {
  const clock = new ManualClock();
  const memory = new SharedArrayBuffer(8);
  new BigInt64Array(memory)[0] = 1_000_000n;
  let asked = 0;
  const quotas = openQuotas({
    ask: async () => {
      asked++;
      return { memory, until: clock.now() + DAY };
    },
    clock,
  });
  const keys = Array.from({ length: 100_000 }, (_, i) => keyOf(i));
  for (let round = 0; round < 2; round++) for (const key of keys) await quotas.take(key);
  assert.equal(asked, keys.length);
});
