import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { bucketName } from './buckets.ts';
import { compileLimit } from './gcra.ts';
import { READY, runThread, SettableClock, TIME } from './limits.fixture.ts';
import { attachSharedState, openSharedState, type SharedBounds } from './shared.ts';

const clock = new SettableClock();

function words(): BigInt64Array<SharedArrayBuffer> {
  const words = new BigInt64Array(new SharedArrayBuffer(2 * BigInt64Array.BYTES_PER_ELEMENT));
  words[TIME] = BigInt(clock.ms);
  return words;
}

describe('four threads on one bucket', () => {
  // An emptied bucket does not fill up again within the time, so nothing of the refill is lost.
  for (const [rate, burst, ms] of [
    [100_000, 200_000, 2000],
    [1000, 5000, 4000],
    [1, 3, 3000],
  ] as const)
    test(`${rate} a second, ${burst} at once, for ${ms} ms: exactly what the limit allows`, async () => {
      const state = openSharedState({ buckets: 16, series: 0, threads: 4 }, clock);
      const shared = words();
      const task = { does: 'take', bucket: 'b1', rate, burst, end: clock.ms + ms } as const;
      const admitted = await Promise.all(
        [1, 2, 3, 4].map((thread) => runThread({ handle: state.handle(thread), words: shared, together: 4, task })),
      );
      assert.equal(shared[READY], 4n);
      assert.equal(
        admitted.reduce((a, b) => a + b),
        burst + (rate * ms) / 1000,
        `by thread: ${admitted}`,
      );
      const limit = compileLimit(rate, burst);
      assert.ok(state.buckets.take(bucketName('b1'), limit, clock.ms + ms) > 0);
      for (const neighbour of ['b0', 'b2']) assert.equal(state.buckets.take(bucketName(neighbour), limit, clock.ms), 0);
    });
});

test('counts of several threads, and of one that took the place of another, are added up', async () => {
  const state = openSharedState({ buckets: 0, series: 2, threads: 2 }, clock);
  const task = { does: 'count', series: 1, times: 10_000, latency: 3 } as const;
  const run = (thread: number, together: number, shared = words()) =>
    runThread({ handle: state.handle(thread), words: shared, together, task });
  const shared = words();
  await Promise.all([run(1, 2, shared), run(2, 2, shared)]);
  await run(2, 1);
  state.counters.count(1, 'Count');
  const { counts, histograms } = state.counters.read(1);
  assert.equal(counts.Count, 30_001);
  assert.equal(histograms.Latency.sum, 90_000);
  assert.equal(histograms.Latency.buckets[2], 30_000);
  assert.equal(state.counters.read(0).counts.Count, 0);
});

test('a reader never sees half of a carry', async () => {
  const state = openSharedState({ buckets: 0, series: 1, threads: 1 }, clock);
  // 2^31 microseconds and a bit: every second sum carries.
  const latency = 2_147_484;
  const times = 300_000;
  const shared = words();
  const task = { does: 'count', series: 0, times, latency } as const;
  let running = true;
  const thread = runThread({ handle: state.handle(1), words: shared, together: 1, task }).finally(() => {
    running = false;
  });
  let last = 0;
  while (running) {
    for (let i = 0; i < 1000; i++) {
      const { sum } = state.counters.read(0).histograms.Latency;
      assert.ok(sum >= last && sum <= times * latency && sum % latency === 0, `${sum} after ${last}`);
      last = sum;
    }
    await turn();
  }
  assert.equal(await thread, times);
  assert.equal(state.counters.read(0).histograms.Latency.sum, times * latency);
});

describe('the owner', () => {
  test('gives out slots that are as new', () => {
    const state = openSharedState({ buckets: 0, series: 1, threads: 0 }, clock);
    for (const plan of ['gold', 'silver']) {
      const series = state.seriesSlots.acquire(plan);
      state.counters.count(series, 'Count');
      assert.equal(state.counters.read(series).counts.Count, 1);
      assert.throws(() => state.seriesSlots.acquire('bronze'), /No series of counters is free for bronze/);
      state.seriesSlots.release(plan);
    }
  });

  test('has as many handles as threads', () => {
    const state = openSharedState({ buckets: 16, series: 1, threads: 2 }, clock);
    assert.equal(state.handle(2).thread, 2);
    for (const thread of [0, 3, 1.5]) assert.throws(() => state.handle(thread), RangeError);
  });
});

test('bounds are counted, and bounded themselves', () => {
  const bounds: SharedBounds = { buckets: 16, series: 1, threads: 1 };
  for (const wrong of [
    { buckets: -1 },
    { series: 1.5 },
    { threads: Number.NaN },
    { buckets: Number.POSITIVE_INFINITY },
  ])
    assert.throws(() => openSharedState({ ...bounds, ...wrong }, clock), /is .*: not a number of things/);
  for (const wrong of [1, 8, 17, 48])
    assert.throws(() => openSharedState({ ...bounds, buckets: wrong }, clock), /neither 0 nor a power of two from 16/);
  for (const large of [{ buckets: 2 ** 28 }, { series: 2 ** 22 }, { threads: 2 ** 30 }])
    assert.throws(
      () => openSharedState({ ...bounds, ...large }, clock),
      /bytes of shared memory; 1073741824 is the most/,
    );
});

test('a thread refuses memory of a layout that it does not know', () => {
  const state = openSharedState({ buckets: 16, series: 1, threads: 1 }, clock);
  const handle = state.handle(1);
  attachSharedState(handle, clock);
  for (const word of [0, 1, 2]) {
    const memory = handle.memory.slice(0);
    new Int32Array(memory)[word] = 99;
    assert.throws(() => attachSharedState({ memory, thread: 1 }, clock), /this thread knows layout 3/);
  }
});
