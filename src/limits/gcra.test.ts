import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { compileLimit, FROZEN, Gcra, GIVEN_ON, type Limit } from './gcra.ts';
import { SettableClock, seeded } from './limits.fixture.ts';

/** Cells that are never given on. */
class Buckets {
  readonly #gcra: Gcra;

  constructor(cells: BigInt64Array, clock: SettableClock) {
    this.#gcra = new Gcra(cells, clock, () => true);
  }

  take(cell: number, limit: Limit, now: number): number {
    return this.#gcra.take(cell, undefined, limit, now);
  }

  giveBack(cell: number, limit: Limit): void {
    this.#gcra.giveBack(cell, undefined, limit);
  }
}

function open(clock = new SettableClock()) {
  const cells = new BigInt64Array(new SharedArrayBuffer(4 * 8));
  return { clock, cells, buckets: new Buckets(cells, clock) };
}

/** Requests that are admitted one after the other at one time. */
function drain(buckets: Buckets, limit: Limit, now: number): number {
  let admitted = 0;
  while (buckets.take(0, limit, now) === 0) assert.ok(++admitted <= 1_000_000, 'a bucket without a bottom');
  return admitted;
}

/**
 * A leaky bucket of debt, in nanoseconds: time pays it off, a request adds an interval, and it is never more than the
 * tolerance. A clock that goes back is time that is taken away.
 */
class Model {
  #debt = 0n;
  #last = 0;

  take({ interval, tolerance }: Limit, now: number): number {
    if (tolerance === 0n) return Number.POSITIVE_INFINITY;
    const debt = this.#debt - BigInt(now - this.#last) * 1_000_000n;
    this.#debt = debt < 0n ? 0n : debt > tolerance ? tolerance : debt;
    this.#last = now;
    const over = this.#debt + interval - tolerance;
    if (over > 0n) return Number((over + 999_999n) / 1_000_000n);
    this.#debt += interval;
    return 0;
  }
}

const RATES = [0, 0.1, 0.5, 1, 3, 7, 100, 1000, 9_999.9, 99_999, 100_000];
const BURSTS = [0, 1, 2, 10, 5000, 1_000_000];

test('as the model does, through bursts, pauses, other limits and clocks that are set', () => {
  for (let seed = 1; seed <= 200; seed++) {
    const random = seeded(seed);
    const pick = (of: readonly number[]) => of[Math.floor(random() * of.length)] as number;
    const { clock, buckets } = open();
    const model = new Model();
    let [rate, burst] = [pick(RATES), pick(BURSTS)];
    for (let i = 0; i < 500; i++) {
      const what = random();
      if (what < 0.02) [rate, burst] = [pick(RATES), pick(BURSTS)];
      else if (what < 0.04) clock.ms += Math.floor((random() - 0.5) * 7_200_000);
      else if (what < 0.06) clock.ms += Math.floor(random() * 60_000);
      else if (what < 0.5) clock.ms += Math.floor(random() * 4);
      const limit = compileLimit(rate, burst);
      const [got, expected] = [buckets.take(0, limit, clock.ms), model.take(limit, clock.ms)];
      assert.equal(got, expected, `seed ${seed}, request ${i}: ${rate}/s, ${burst} at once`);
    }
  }
});

test('between any two moments, never more than burst + rate × t', () => {
  for (const rate of [0.3, 3, 99.9, 7777]) {
    const random = seeded(rate);
    const { clock, buckets } = open();
    const limit = compileLimit(rate, 20);
    const admitted: number[] = [];
    while (admitted.length < 600) {
      if (random() < 0.4) clock.ms += Math.ceil((random() * 3000) / rate);
      if (buckets.take(0, limit, clock.ms) === 0) admitted.push(clock.ms);
    }
    for (const [i, from] of admitted.entries())
      for (let j = i + 1; j < admitted.length; j++) {
        const seconds = ((admitted[j] as number) - from) / 1000;
        assert.ok(j - i + 1 <= 20 + rate * seconds, `${j - i + 1} in ${seconds} s at ${rate}/s`);
      }
  }
});

describe('a limit', () => {
  for (const rate of RATES.slice(1))
    test(`${rate} a second is kept, within 0.01 %`, () => {
      const { clock, buckets } = open();
      const limit = compileLimit(rate, 1000);
      assert.equal(drain(buckets, limit, clock.ms), 1000);
      const seconds = 900 / rate;
      clock.ms += seconds * 1000;
      const refilled = drain(buckets, limit, clock.ms);
      assert.ok(refilled <= 900 && refilled >= Math.floor(900 * 0.9999) - 1, String(refilled));
    });

  test('a rate whose interval is no whole nanosecond is not exceeded in the long run either', () => {
    const { clock, buckets } = open();
    const limit = compileLimit(99_999, 1000);
    let admitted = 0;
    for (let ms = 0; ms <= 5000; ms += 5, clock.ms += 5) admitted += drain(buckets, limit, clock.ms);
    const most = 1000 + 99_999 * 5;
    assert.ok(admitted <= most && admitted >= most * 0.9999, String(admitted));
  });

  test('the largest burst, at the lowest and the highest rate', () => {
    for (const rate of [0.1, 100_000]) {
      const { clock, buckets } = open();
      assert.equal(drain(buckets, compileLimit(rate, 1_000_000), clock.ms), 1_000_000);
    }
  });

  test('a rate or burst of 0 blocks, as in API Gateway (aws-behaviour.md §1.19), and so does nonsense', () => {
    const { clock, cells, buckets } = open();
    for (const [rate, burst] of [
      [0, 10],
      [10, 0],
      [0, 0],
      [-1, 10],
      [10, -1],
      [10, 0.5],
      [Number.NaN, 10],
      [10, Number.NaN],
    ] as const)
      assert.equal(buckets.take(0, compileLimit(rate, burst), clock.ms), Number.POSITIVE_INFINITY, `${rate}, ${burst}`);
    assert.equal(cells[0], 0n);
  });

  test('at the edges of numbers nothing overflows', () => {
    const { clock, cells, buckets } = open();
    for (const [rate, burst, most] of [
      [1e-12, 1e6, 1],
      [1e-6, 1e6, 1152],
      [1e12, 50, 50],
      [Number.POSITIVE_INFINITY, 50, 50],
      [Number.MIN_VALUE, Number.POSITIVE_INFINITY, 1],
    ] as const)
      for (const time of [0, -5, clock.ms, 1e14, Number.MAX_VALUE]) {
        cells[0] = 0n;
        clock.ms = time;
        assert.equal(drain(buckets, compileLimit(rate, burst), time), most, `${rate} at ${time}`);
      }
  });
});

describe('the wait', () => {
  test('is to the millisecond', () => {
    const random = seeded(7);
    for (const rate of [0.1, 3, 7, 999]) {
      const { clock, buckets } = open();
      const limit = compileLimit(rate, 5);
      for (let i = 0; i < 100; i++) {
        drain(buckets, limit, clock.ms);
        const wait = buckets.take(0, limit, clock.ms);
        assert.ok(Number.isInteger(wait) && wait >= 1);
        assert.equal(buckets.take(0, limit, clock.ms + wait - 1) > 0, true);
        clock.ms += wait;
        assert.equal(buckets.take(0, limit, clock.ms), 0);
        clock.ms += Math.floor(random() * 100);
      }
    }
  });
});

describe('the clock', () => {
  const limit = compileLimit(10, 5);

  test('set back by an hour, an empty bucket refills at its rate from there', () => {
    const { clock, buckets } = open();
    drain(buckets, limit, clock.ms);
    clock.ms -= 3_600_000;
    assert.equal(buckets.take(0, limit, clock.ms), 100);
    clock.ms += 200;
    assert.equal(drain(buckets, limit, clock.ms), 2);
  });

  test('set forward by an hour, a bucket is full and no fuller', () => {
    const { clock, buckets } = open();
    drain(buckets, limit, clock.ms);
    clock.ms += 3_600_000;
    assert.equal(drain(buckets, limit, clock.ms), 5);
  });

  test('a time that has become old admits nothing more, and takes nothing from the bucket', () => {
    const { clock, cells, buckets } = open();
    const old = clock.ms;
    clock.ms += 60_000;
    drain(buckets, limit, clock.ms);
    const before = cells[0];
    assert.equal(buckets.take(0, limit, old), 100);
    assert.equal(cells[0], before);
    assert.ok(buckets.take(0, limit, clock.ms) > 0);
  });

  test('an old time that is no more behind than the bucket is deep waits for as much longer', () => {
    const { clock, buckets } = open();
    buckets.take(0, limit, clock.ms + 250);
    assert.equal(drain(buckets, limit, clock.ms), 1);
    assert.equal(buckets.take(0, limit, clock.ms), 50);
  });
});

describe('another limit', () => {
  test('a slow bucket that is made fast does not wait as the slow one would', () => {
    const { clock, buckets } = open();
    drain(buckets, compileLimit(0.01, 100), clock.ms);
    const fast = compileLimit(100, 10);
    assert.equal(buckets.take(0, fast, clock.ms), 10);
    clock.ms += 1000;
    assert.equal(drain(buckets, fast, clock.ms), 10);
  });

  test('a blocked bucket keeps its state', () => {
    const { clock, buckets } = open();
    drain(buckets, compileLimit(1, 10), clock.ms);
    assert.equal(buckets.take(0, compileLimit(0, 0), clock.ms), Number.POSITIVE_INFINITY);
    assert.equal(buckets.take(0, compileLimit(1, 10), clock.ms), 1000);
  });
});

test('what is given back can be taken again, and no more', () => {
  const { clock, buckets } = open();
  const limit = compileLimit(1, 3);
  drain(buckets, limit, clock.ms);
  buckets.giveBack(0, limit);
  assert.equal(drain(buckets, limit, clock.ms), 1);
  // A bucket that is full has no room for it.
  clock.ms += 60_000;
  buckets.giveBack(0, limit);
  assert.equal(drain(buckets, limit, clock.ms), 3);
});

test('a cell that is being given on, or that another has by then, is left as it is', () => {
  const { clock, cells } = open();
  const limit = compileLimit(1, 3);
  const gcra = new Gcra(cells, clock, (_cell, name: string) => name === 'owner');
  cells[0] = FROZEN;
  assert.equal(gcra.take(0, 'owner', limit, clock.ms), GIVEN_ON);
  gcra.giveBack(0, 'owner', limit);
  assert.equal(cells[0], FROZEN);
  // A time far ahead, which only a larger limit can have made: the owner's own was lowered, a stranger has taken the wrong cell.
  const ahead = BigInt(clock.ms + 60_000) * 1_000_000n;
  cells[0] = ahead;
  assert.equal(gcra.take(0, 'stranger', limit, clock.ms), GIVEN_ON);
  gcra.giveBack(0, 'stranger', limit);
  assert.equal(cells[0], ahead);
  assert.equal(gcra.take(0, 'owner', limit, clock.ms), 1000);
  assert.notEqual(cells[0], ahead);
});

test('buckets are apart, and there is none beyond the last', () => {
  const { clock, buckets } = open();
  const limit = compileLimit(1, 3);
  drain(buckets, limit, clock.ms);
  assert.equal(buckets.take(1, limit, clock.ms), 0);
  for (const bucket of [-1, 4]) assert.throws(() => buckets.take(bucket, limit, clock.ms), RangeError);
});
