import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ManualClock } from '../lib/clock.ts';
import { memoryLog } from '../lib/log.ts';
import { OVERFLOW, Series, SeriesBook, type SeriesLabels } from './metrics.ts';
import { attachSharedState, openSharedState } from './shared.ts';

/** One slot is for what finds none. */
function open(series: number) {
  const clock = new ManualClock();
  const log = memoryLog();
  const state = openSharedState({ buckets: 0, series: series + 1, threads: 2 }, clock);
  const book = new SeriesBook({ ...state, clock, log, lingerMs: 35_000 });
  const thread = (n: number) => attachSharedState(state.handle(n), clock);
  return { book, clock, log, state, thread };
}

const pets: SeriesLabels = { api: 'pets', stage: 'dev' };
const shop: SeriesLabels = { api: 'shop', stage: 'dev' };
const getPet: SeriesLabels = { ...pets, method: { resource: '/pets/{petId}', httpMethod: 'GET' } };

describe('a series', () => {
  test('counts each answer once, in the class of its status', () => {
    const { book, state } = open(1);
    const series = new Series(state.counters, book.acquire(pets, 0));
    for (const status of [200, 299, 300, 304, 399, 400, 429, 499, 500, 504, 599]) series.observe(status, 7, undefined);
    const [reading] = book.read();
    assert.deepEqual(reading?.counts, {
      Count: 11,
      '2XX': 2,
      '3XX': 3,
      '4XXError': 3,
      '5XXError': 3,
      CacheHitCount: 0,
      CacheMissCount: 0,
    });
    assert.equal(reading?.histograms.Latency.sum, 77);
  });

  test('has a latency of the integration only where one was called', () => {
    const { book, state } = open(1);
    const series = new Series(state.counters, book.acquire(pets, 0));
    series.observe(200, 30, 25);
    series.observe(403, 1, undefined);
    series.observe(200, 3, 0);
    const histograms = book.read()[0]?.histograms;
    const observed = (of: readonly number[] = []) => of.reduce((a, b) => a + b, 0);
    assert.deepEqual([histograms?.Latency.sum, observed(histograms?.Latency.buckets)], [34, 3]);
    assert.deepEqual([histograms?.IntegrationLatency.sum, observed(histograms?.IntegrationLatency.buckets)], [25, 2]);
  });

  test('counts what was in the cache and what was not', () => {
    const { book, state } = open(1);
    const series = new Series(state.counters, book.acquire(pets, 0));
    for (const hit of [true, false, true]) series.cache(hit);
    const counts = book.read()[0]?.counts;
    assert.deepEqual([counts?.CacheHitCount, counts?.CacheMissCount, counts?.Count], [2, 1, 0]);
  });
});

describe('the book', () => {
  test('all threads count in one series under one name, and a stage and its method in two', () => {
    const { book, thread } = open(2);
    for (const n of [1, 2]) {
      const { counters } = thread(n);
      new Series(counters, book.acquire(pets, n)).observe(200, 1, undefined);
      new Series(counters, book.acquire(getPet, n)).observe(200, 1, undefined);
    }
    assert.deepEqual(
      book.read().map(({ labels, counts }) => [labels, counts.Count]),
      [
        [pets, 2],
        [getPet, 2],
      ],
    );
  });

  test('keeps the counts over a swap of plans, and gives the slot on when the longest request has ended', () => {
    const { book, clock, state } = open(1);
    const slot = book.acquire(pets, 1);
    new Series(state.counters, slot).observe(200, 1, undefined);
    // The new plan is there before the old one lets go; and then one that comes back within the time.
    assert.equal(book.acquire(pets, 1), slot);
    book.release(pets, 1);
    clock.advance(100_000);
    assert.equal(book.read().length, 1);
    book.release(pets, 1);
    clock.advance(34_999);
    assert.equal(book.acquire(pets, 2), slot);
    clock.advance(35_000);
    assert.equal(book.read()[0]?.counts.Count, 1);
    book.release(pets, 2);
    clock.advance(35_000);
    assert.deepEqual(book.read(), []);
    assert.equal(book.acquire(shop, 1), slot);
    assert.equal(book.read()[0]?.counts.Count, 0);
  });

  test('a thread that ended holds nothing, and others hold on', () => {
    const { book, clock } = open(2);
    book.acquire(pets, 1);
    book.acquire(pets, 1);
    book.acquire(shop, 1);
    book.acquire(shop, 2);
    book.ended(1);
    clock.advance(35_000);
    assert.deepEqual(
      book.read().map(({ labels }) => labels),
      [shop],
    );
    // What the ended thread had is not let go a second time.
    book.release(shop, 1);
    clock.advance(35_000);
    assert.equal(book.read().length, 1);
  });

  test('when it is full, what comes is counted together, and that is told once', () => {
    const { book, clock, log, state } = open(1);
    book.acquire(pets, 1);
    const others = [shop, getPet, shop].map((labels) => book.acquire(labels, 1));
    assert.equal(new Set(others).size, 1);
    for (const slot of others) new Series(state.counters, slot).observe(200, 1, undefined);
    assert.deepEqual(
      book.read().map(({ labels, counts }) => [labels, counts.Count]),
      [
        [pets, 0],
        [OVERFLOW, 3],
      ],
    );
    assert.equal(book.refused, 3);
    assert.deepEqual(
      log.lines.map(({ message }) => message),
      ['All 2 series of counters are in use: requests of further stages and methods are counted under api="_other"'],
    );
    // The overflow is nobody's to give away; what is known finds its slot also now.
    book.release(shop, 1);
    assert.equal(book.acquire(pets, 1) === others[0], false);
    book.ended(1);
    clock.advance(35_000);
    assert.equal(book.acquire(shop, 1) === others[0], false);
    // And when it is full again, that is told again.
    book.acquire(getPet, 1);
    assert.equal(log.lines.length, 2);
  });

  test('leaves no timer behind', () => {
    const { book, clock } = open(1);
    book.acquire(pets, 1);
    book.release(pets, 1);
    assert.equal(clock.pending, 1);
    book.close();
    assert.equal(clock.pending, 0);
  });
});

test('tallies of all threads are added up, each under its name', () => {
  const { state, thread } = open(1);
  thread(1).tallies.add('accessLogLines', 3);
  thread(2).tallies.add('accessLogLines', 2 ** 32);
  state.tallies.add('accessLogLost', 7);
  // Beside them lie the counters of the last series.
  thread(2).counters.observe(1, 'IntegrationLatency', 5);
  assert.deepEqual(thread(1).tallies.read(), {
    accessLogLines: 2 ** 32 + 3,
    accessLogBytes: 0,
    accessLogLost: 7,
    accessLogFailedWrites: 0,
  });
  assert.equal(state.counters.read(1).histograms.IntegrationLatency.sum, 5);
});
