import assert from 'node:assert/strict';
import { test } from 'node:test';
import { memoryLog } from '../lib/log.ts';
import { bucketName } from './buckets.ts';
import { compileLimit } from './gcra.ts';
import { SettableClock } from './limits.fixture.ts';
import { openSharedState } from './shared.ts';
import { openThrottles } from './throttles.ts';

const bucket = { name: bucketName('a'), limit: compileLimit(1, 2) };

function open(buckets: number) {
  const clock = new SettableClock();
  const log = memoryLog();
  const state = openSharedState({ buckets, series: 0, threads: 2 }, clock);
  const throttles = openThrottles({ buckets: state.buckets, clock, log, account: undefined });
  const messages = (): string[] => log.lines.splice(0).map(({ message }) => message);
  return { clock, state, take: () => throttles.take([bucket], []), messages };
}

const noRoom = 'There is no room for another token bucket: requests whose limits need one are refused with 429';
const locked =
  'Another thread did not make room for a token bucket in time: requests whose limits need one there are refused with 429';

test('where there is no room for a bucket the log says so once, and a minute later once more', () => {
  const { clock, take, messages } = open(0);
  assert.deepEqual([take(), take(), messages()], [false, false, [noRoom]]);
  clock.ms += 59_999;
  assert.deepEqual([take(), messages()], [false, []]);
  clock.ms += 1;
  assert.deepEqual([take(), take(), messages()], [false, false, [noRoom]]);
  clock.ms -= 3_600_000;
  assert.deepEqual([take(), take(), messages()], [false, false, [noRoom]]);
});

test('where another thread holds the place of a bucket the log says that', () => {
  const { state, take, messages } = open(16);
  // Where layout() of shared.ts has the lock of the one window.
  const locks = new Int32Array(state.handle(2).memory, 256 + 256 + 256 + 256, 1);
  locks[0] = 3;
  assert.deepEqual([take(), take(), messages()], [false, false, [locked]]);
  state.buckets.ended(2);
  assert.deepEqual([take(), take(), take(), messages()], [true, true, false, []]);
});
