import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Counters, LATENCY_BOUNDS, SERIES_WORDS } from './counters.ts';

function open(series: number, lanes = 2) {
  const memory = Array.from(
    { length: lanes },
    () => new BigUint64Array(new SharedArrayBuffer(series * SERIES_WORDS * 8)),
  );
  return { memory, threads: memory.map((_, lane) => new Counters(memory, lane)) as [Counters, Counters] };
}

test('what each thread counted is added up, by name and series', () => {
  const {
    threads: [a, b],
  } = open(2);
  a.count(0, 'Count');
  a.count(0, '4XXError');
  b.count(0, 'Count');
  b.count(1, '5XXError');
  const none = { Count: 0, '2XX': 0, '3XX': 0, '4XXError': 0, '5XXError': 0, CacheHitCount: 0, CacheMissCount: 0 };
  assert.deepEqual(a.read(0).counts, { ...none, Count: 2, '4XXError': 1 });
  assert.deepEqual(b.read(1).counts, { ...none, '5XXError': 1 });
});

test('a latency lies in the first bucket whose bound it does not exceed', () => {
  const { threads } = open(1);
  const cases = [
    ...LATENCY_BOUNDS.flatMap((bound, i): [number, number][] => [
      [bound, i],
      [bound + 0.5, i + 1],
    ]),
    [0, 0],
    [-3, 0],
    [300_000, LATENCY_BOUNDS.length],
  ] as const;
  for (const [ms, bucket] of cases) {
    threads[0].reset(0);
    threads[0].observe(0, 'IntegrationLatency', ms);
    const { Latency, IntegrationLatency } = threads[1].read(0).histograms;
    assert.equal(IntegrationLatency.buckets.indexOf(1), bucket, `${ms} ms`);
    assert.equal(IntegrationLatency.sum, Math.max(0, ms));
    assert.equal(Latency.sum + Latency.buckets.reduce((a, b) => a + b), 0);
  }
});

test('a word carries into its high half', () => {
  const {
    memory: [lane],
    threads: [a],
  } = open(1);
  lane?.fill(0xffff_fffen);
  for (const expected of [0xffff_ffff, 2 ** 32, 2 ** 32 + 1]) {
    a.count(0, 'Count');
    assert.equal(a.read(0).counts.Count, expected);
  }
  assert.equal(a.read(0).counts['4XXError'], 0xffff_fffe);

  a.reset(0);
  // 100 hours, which is 84 times what 32 bits of microseconds hold.
  for (let i = 0; i < 3; i++) a.observe(0, 'Latency', 360_000_000);
  assert.equal(a.read(0).histograms.Latency.sum, 1_080_000_000);
});

test('a series is cleared in all lanes, and no other one', () => {
  const {
    threads: [a, b],
  } = open(2);
  for (const series of [0, 1]) {
    a.count(series, 'Count');
    b.count(series, 'Count');
  }
  a.reset(0);
  assert.equal(a.read(0).counts.Count, 0);
  assert.equal(a.read(1).counts.Count, 2);
});

test('there is no series beyond the last, and no lane', () => {
  const {
    memory,
    threads: [a],
  } = open(2);
  for (const series of [-1, 2, Number.NaN]) {
    assert.throws(() => a.count(series, 'Count'), RangeError);
    assert.throws(() => a.observe(series, 'Latency', 1), RangeError);
    assert.throws(() => a.read(series), RangeError);
  }
  assert.throws(() => new Counters(memory, 2), RangeError);
});
