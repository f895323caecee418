import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ManualClock } from '../lib/clock.ts';
import { Deadlines, Timed } from './deadlines.ts';

class Noted extends Timed {
  readonly #note: () => void;

  constructor(note: () => void) {
    super();
    this.#note = note;
  }

  expire(): void {
    this.#note();
  }
}

function open(clock = new ManualClock()) {
  const rung: string[] = [];
  const start = clock.now();
  const deadlines = new Deadlines(clock);
  const timed = (name: string) => new Noted(() => rung.push(`${name} ${clock.now() - start}`));
  return { clock, deadlines, rung, timed };
}

test('deadlines are met to the millisecond, in the order of time, over one timer', () => {
  const { clock, deadlines, rung, timed } = open();
  for (const [name, ms] of [
    ['a', 29_000],
    ['b', 50],
    ['c', 4_000],
    ['d', 50],
  ] as const)
    deadlines.set(timed(name), ms);
  assert.equal(clock.pending, 1);
  clock.advance(49);
  assert.deepEqual(rung, []);
  clock.advance(30_000);
  assert.deepEqual(rung, ['b 50', 'd 50', 'c 4000', 'a 29000']);
  assert.equal(clock.pending, 0);
});

test('a deadline that is cleared or moved does not ring, and the last one leaves no timer', () => {
  const { clock, deadlines, rung, timed } = open();
  const [a, b, c] = [timed('a'), timed('b'), timed('c')];
  for (const each of [a, b, c]) deadlines.set(each, 100);
  deadlines.clear(b);
  deadlines.clear(b);
  clock.advance(60);
  deadlines.set(a, 100);
  deadlines.putOff(c, 10);
  clock.advance(45);
  assert.deepEqual(rung, []);
  clock.advance(100);
  assert.deepEqual(rung, ['c 110', 'a 160']);
  deadlines.set(b, 5);
  assert.equal(clock.pending, 1);
  deadlines.clear(b);
  assert.equal(clock.pending, 0);
});

test('what expires may set another deadline, also its own', () => {
  const { clock, deadlines, rung } = open();
  const again: Noted = new Noted(() => {
    rung.push(String(clock.now()));
    if (rung.length < 3) deadlines.set(again, 10);
  });
  deadlines.set(again, 10);
  clock.advance(100);
  assert.equal(rung.length, 3);
  assert.equal(clock.pending, 0);
});

test('a clock that is set back makes nothing late', () => {
  const clock = new ManualClock();
  let back = 0;
  const shifted = { now: () => clock.now() - back, after: clock.after.bind(clock) };
  const deadlines = new Deadlines(shifted);
  let rung = 0;
  deadlines.set(
    new Noted(() => {
      rung++;
    }),
    1_000,
  );
  clock.advance(500);
  back = 3_600_000;
  deadlines.set(new Noted(() => undefined), 10);
  // From here on it is as if the first had been set a moment ago: what has passed is not known any more.
  clock.advance(1_000);
  assert.equal(rung, 1);
});
