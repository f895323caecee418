import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type BucketName, bucketName, LOCKED, NO_ROOM } from './buckets.ts';
import { compileLimit } from './gcra.ts';
import { READY, runThread, SettableClock, TIME } from './limits.fixture.ts';
import { attachSharedState, openSharedState } from './shared.ts';

function open(buckets = 16, threads = 0) {
  const clock = new SettableClock();
  const state = openSharedState({ buckets, series: 0, threads }, clock);
  return { clock, state, buckets: state.buckets };
}

const limit = compileLimit(1, 2);
const names = (count: number): BucketName[] => Array.from({ length: count }, (_, i) => bucketName('test', String(i)));

test('each of thousands of buckets admits its burst, and then no more', () => {
  const { clock, buckets } = open(2 ** 17);
  const all = names(20_000);
  for (const expected of [0, 0, 1000])
    for (const name of all) assert.equal(buckets.take(name, limit, clock.ms), expected);
});

test('a name has the parts that it is made of, and another has another', () => {
  const made = new Set(names(50_000).map(({ high, low }) => `${high} ${low}`));
  assert.equal(made.size, 50_000);
  assert.deepEqual(bucketName('a', 'b'), bucketName('a', 'b'));
  assert.notDeepEqual(bucketName('a', 'b'), bucketName('ab'));
});

describe('a table that is full', () => {
  test('of buckets that are not: another gets none, and those that are there go on', () => {
    const { clock, buckets } = open();
    const all = names(17);
    const last = all.pop() as BucketName;
    for (const name of all) assert.equal(buckets.take(name, limit, clock.ms), 0);
    assert.equal(buckets.take(last, limit, clock.ms), NO_ROOM);
    for (const name of all) assert.equal(buckets.take(name, limit, clock.ms), 0);
    assert.equal(buckets.take(last, limit, clock.ms), NO_ROOM);
  });

  test('gives the cells on of buckets that have become full', () => {
    const { clock, buckets } = open();
    const all = names(64);
    for (let round = 0; round < 8; round++) {
      const some = all.slice((round % 4) * 16, (round % 4) * 16 + 16);
      for (const expected of [0, 0, 1000])
        for (const name of some) assert.equal(buckets.take(name, limit, clock.ms), expected);
      clock.ms += 2000;
    }
  });

  test('gives on the cell that was full first', () => {
    const { clock, buckets } = open();
    const all = names(17);
    const [kept, ...others] = all as [BucketName, ...BucketName[]];
    const last = others.pop() as BucketName;
    for (const name of others) assert.equal(buckets.take(name, limit, clock.ms), 0);
    clock.ms += 500;
    assert.equal(buckets.take(kept, limit, clock.ms), 0);
    clock.ms += 600;
    assert.equal(buckets.take(last, limit, clock.ms), 0);
    // It was not this one's: half a token is missing yet.
    assert.equal(buckets.take(kept, limit, clock.ms), 0);
    assert.equal(buckets.take(kept, limit, clock.ms), 400);
  });

  test('after the clock was set back: another gets a cell when one that was there is full again by the new time', () => {
    const { clock, buckets } = open();
    const all = names(17);
    const last = all.pop() as BucketName;
    for (const name of all) assert.equal(buckets.take(name, limit, clock.ms), 0);
    clock.ms -= 3_600_000;
    assert.equal(buckets.take(last, limit, clock.ms), NO_ROOM);
    // Who asks for one of those that are there sets it right, as empty as of now.
    assert.equal(buckets.take(all[0] as BucketName, limit, clock.ms), 1000);
    clock.ms += 1999;
    assert.equal(buckets.take(last, limit, clock.ms), NO_ROOM);
    clock.ms += 1;
    assert.equal(buckets.take(last, limit, clock.ms), 0);
  });

  test('a limit that blocks needs no cell', () => {
    const { clock, buckets } = open();
    for (const name of names(17)) assert.equal(buckets.take(name, compileLimit(0, 0), clock.ms), Infinity);
    for (const name of names(16)) assert.equal(buckets.take(name, limit, clock.ms), 0);
  });

  test('without any buckets nobody is admitted', () => {
    const { clock, buckets } = open(0);
    assert.equal(buckets.take(bucketName('a'), limit, clock.ms), NO_ROOM);
    buckets.giveBack(bucketName('a'), limit);
  });
});

test('a request whose time has become old finds its new bucket full all the same', () => {
  const { clock, buckets } = open();
  const once = compileLimit(1, 1);
  const old = clock.ms;
  clock.ms += 5;
  assert.equal(buckets.take(bucketName('a'), once, old), 0);
  assert.equal(buckets.take(bucketName('a'), once, clock.ms), 995);
});

test('what is given back is in the bucket again; a bucket that is not there stays full', () => {
  const { clock, buckets } = open();
  const [one, other] = names(2) as [BucketName, BucketName];
  for (const expected of [0, 0, 1000]) assert.equal(buckets.take(one, limit, clock.ms), expected);
  buckets.giveBack(one, limit);
  buckets.giveBack(other, limit);
  for (const expected of [0, 1000]) assert.equal(buckets.take(one, limit, clock.ms), expected);
  for (const expected of [0, 0, 1000]) assert.equal(buckets.take(other, limit, clock.ms), expected);
});

describe('a thread that died', () => {
  test('with a lock: who needs it is refused until it is told that the thread has ended', () => {
    const { clock, state, buckets } = open(16, 2);
    const dead = lockOf(state.handle(2).memory);
    dead[0] = 3;
    assert.equal(buckets.take(bucketName('a'), limit, clock.ms), LOCKED);
    buckets.ended(1);
    assert.equal(dead[0], 3);
    buckets.ended(2);
    assert.equal(buckets.take(bucketName('a'), limit, clock.ms), 0);
    // What is there already is taken from without a lock.
    dead[0] = 3;
    assert.equal(attachSharedState(state.handle(1), clock).buckets.take(bucketName('a'), limit, clock.ms), 0);
  });

  test('between two names: its cell is taken over', () => {
    const { clock, state, buckets } = open(16, 2);
    const all = names(16);
    for (const name of all) assert.equal(buckets.take(name, limit, clock.ms), 0);
    timesOf(state.handle(2).memory).fill((1n << 63n) - 1n);
    for (const expected of [0, 0, 1000])
      for (const name of all) assert.equal(buckets.take(name, limit, clock.ms), expected);
  });
});

/** Where layout() of shared.ts has them for 16 buckets. */
function timesOf(memory: SharedArrayBuffer): BigInt64Array {
  return new BigInt64Array(memory, 256, 16);
}

function lockOf(memory: SharedArrayBuffer): Int32Array {
  return new Int32Array(memory, 256 + 256 + 256 + 256, 1);
}

for (const [count, rate, burst] of [
  [40, 500, 1],
  [40, 2000, 3],
  [20, 100, 20],
] as const)
  test(`four threads that jostle for 16 cells with ${count} buckets admit no more than ${rate}/s and ${burst} at once`, async () => {
    const clock = new SettableClock();
    const state = openSharedState({ buckets: 16, series: 0, threads: 4 }, clock);
    const words = new BigInt64Array(new SharedArrayBuffer(16));
    words[TIME] = BigInt(clock.ms);
    const admitted = new Int32Array(new SharedArrayBuffer(count * 4));
    const task = { does: 'jostle', names: count, rate, burst, times: 100_000, admitted } as const;
    await Promise.all(
      [1, 2, 3, 4].map((thread) => runThread({ handle: state.handle(thread), words, together: 4, task })),
    );
    assert.equal(words[READY], 4n);
    const most = burst + (rate * (Number(words[TIME]) - clock.ms)) / 1000;
    for (const [i, times] of admitted.entries())
      assert.ok(times <= most, `${times} of bucket ${i}; ${most} is the most`);
    const busy = [...admitted].filter((times) => times >= burst);
    assert.ok(busy.length >= 16, `only ${busy.length} buckets were ever there`);
  });
