import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ManualClock } from '../lib/clock.ts';
import type { Asked } from './lambda-answer.ts';
import { identityKey, openAuthorizerResults } from './results.ts';

const of = { apiId: 'a', stage: 's' };
const value = (requestId: string): Asked => ({ answer: { answer: 'unauthorized' }, requestId, latency: 0 });
const keep = { ms: 1_000, bytes: 44 };

test('there is a most of entries, and what was not asked for the longest goes first', () => {
  const { admissions } = openAuthorizerResults(new ManualClock(), { entries: 3, bytes: 1_000_000 });
  for (const key of ['a', 'b', 'c']) admissions.keep(key, of, { value: value(key), keep });
  assert.equal(admissions.get('a')?.requestId, 'a');
  admissions.keep('d', of, { value: value('d'), keep });
  assert.deepEqual(
    ['a', 'b', 'c', 'd'].filter((key) => admissions.get(key) !== undefined),
    ['a', 'c', 'd'],
  );
});

test('there is a most of bytes, what is replaced or too old gives its own back, and what is larger than all is not kept', () => {
  const clock = new ManualClock();
  // Three entries of 44 bytes and what each takes besides.
  const { admissions } = openAuthorizerResults(clock, { entries: 100, bytes: 900 });
  const held = (keys: string) => [...keys].filter((key) => admissions.get(key) !== undefined).join('');
  for (const key of 'abcd') admissions.keep(key, of, { value: value(key), keep });
  assert.equal(held('abcd'), 'bcd');
  for (let i = 0; i < 10; i++) admissions.keep('b', of, { value: value('b'), keep });
  assert.equal(held('bcd'), 'bcd');
  clock.advance(1_000);
  assert.equal(held('bcd'), '');
  for (const key of 'xyz') admissions.keep(key, of, { value: value(key), keep });
  assert.equal(held('xyz'), 'xyz');
  admissions.keep('w', of, { value: value('w'), keep: { ms: 1_000, bytes: 1_000 } });
  assert.equal(held('w'), '');
});

test('a flood of new identities stays within the bounds', () => {
  const { admissions } = openAuthorizerResults(new ManualClock());
  for (let i = 0; i < 20_000; i++) admissions.keep(String(i), of, { value: value('v'), keep });
  assert.equal(admissions.get('9999'), undefined);
  assert.equal(admissions.get('10000')?.requestId, 'v');
});

test('a key does not tell the identity, and joins nothing ambiguously', () => {
  const keys = [['a', 'b'], ['ab'], ['a,b'], ['a"', '"b'], ['', 'ab'], []].map((identity) =>
    identityKey('[1]', identity),
  );
  assert.equal(new Set(keys).size, keys.length);
  for (const key of keys) assert.match(key, /^[\w+/]{43}=$/);
});
