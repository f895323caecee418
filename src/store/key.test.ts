import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addressOf, compareIds, successor } from './key.ts';

const SAMPLES = [
  '',
  '/',
  'a',
  'a/',
  'a/b',
  'a0',
  'ab',
  'b',
  'é',
  '\ud7ff',
  '\ue000',
  '\uffff',
  '😀',
  '😀a',
  '\u{10ffff}',
];

test('ids compare as their UTF-8 bytes do', () => {
  for (const a of SAMPLES) {
    for (const b of SAMPLES) {
      const bytes = Buffer.compare(Buffer.from(a), Buffer.from(b));
      assert.equal(Math.sign(compareIds(a, b)), bytes, `${JSON.stringify(a)} and ${JSON.stringify(b)}`);
    }
  }
});

test('the successor of a prefix is above everything with the prefix and not above anything else', () => {
  for (const prefix of SAMPLES.slice(1)) {
    const end = successor(prefix);
    for (const id of SAMPLES.flatMap((s) => [s, prefix + s])) {
      const inRange = compareIds(id, prefix) >= 0 && (end === undefined || compareIds(id, end) < 0);
      assert.equal(inRange, id.startsWith(prefix), `${JSON.stringify(id)} under ${JSON.stringify(prefix)}`);
    }
  }
});

test('nothing is above every string: an empty prefix and the last code point have no successor', () => {
  assert.equal(successor(''), undefined);
  assert.equal(successor('\u{10ffff}\u{10ffff}'), undefined);
  assert.equal(successor('a\u{10ffff}'), 'b');
});

test('a key with NUL or half a surrogate pair is refused', () => {
  assert.throws(() => addressOf({ scope: 's', kind: 'k', id: 'a\0b' }), TypeError);
  assert.throws(() => addressOf({ scope: 's', kind: 'k', id: '\ud800' }), TypeError);
});
