import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Slots } from './slots.ts';

function open(size: number) {
  const resets: number[] = [];
  return { resets, slots: new Slots('series of counters', size, (slot) => resets.push(slot)) };
}

test('a name has one slot, however often it is acquired, until the last holder releases it', () => {
  const { slots, resets } = open(2);
  assert.equal(slots.acquire('a'), 0);
  assert.equal(slots.acquire('a'), 0);
  slots.release('a');
  assert.equal(slots.acquire('b'), 1);
  assert.deepEqual([...slots.entries()], Object.entries({ a: 0, b: 1 }));
  assert.deepEqual(resets, [0, 1]);
});

test('a slot is cleared each time that somebody new gets it', () => {
  const { slots, resets } = open(2);
  slots.acquire('a');
  slots.acquire('b');
  slots.release('a');
  assert.equal(slots.acquire('c'), 0);
  slots.release('c');
  assert.equal(slots.acquire('a'), 0);
  assert.deepEqual(resets, [0, 1, 0, 0]);
});

test('when all are in use, the next name gets none and the others keep theirs', () => {
  const { slots } = open(2);
  slots.acquire('a');
  slots.acquire('b');
  const full = { name: 'RangeError', message: 'No series of counters is free for c: all 2 are in use.' };
  assert.throws(() => slots.acquire('c'), full);
  assert.throws(() => slots.acquire('c'), full);
  assert.equal(slots.acquire('b'), 1);
  slots.release('a');
  assert.equal(slots.acquire('c'), 0);
});

test('what nobody holds cannot be released', () => {
  const { slots } = open(1);
  slots.acquire('a');
  slots.release('a');
  assert.throws(() => slots.release('a'), { message: 'Nobody holds the series of counters a.' });
});
