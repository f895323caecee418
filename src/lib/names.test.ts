import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compileNames, remember } from './names.ts';

test('a name is found whatever its case, and no other of its length', () => {
  const find = compileNames([
    ['te', 1],
    ['host', 2],
    ['date', 3],
  ]);
  assert.deepEqual(['TE', 'Host', 'dAtE', 'hose', 'hosts', '', 'constructor'].map(find), [
    1,
    2,
    3,
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
});

test('what was made of a text is made once, until a thousand others came', () => {
  const made: string[] = [];
  const upper = remember((text) => {
    made.push(text);
    return text.toUpperCase();
  });
  assert.deepEqual([upper('a'), upper('b'), upper('a'), upper('__proto__')], ['A', 'B', 'A', '__PROTO__']);
  assert.deepEqual(made, ['a', 'b', '__proto__']);
  for (let i = 0; i < 997; i++) upper(`x${i}`);
  assert.equal(upper('a'), 'A');
  assert.equal(made.length, 1_000);
  upper('one more');
  assert.equal(upper('a'), 'A');
  assert.equal(made.length, 1_002);
});

test('a long text is not kept', () => {
  let made = 0;
  const length = remember((text) => {
    made++;
    return text.length;
  });
  for (const [count, expected] of [
    [256, 1],
    [257, 2],
  ] as const) {
    made = 0;
    length('x'.repeat(count));
    length('x'.repeat(count));
    assert.equal(made, expected);
  }
});

test('texts that share a place are told apart, and both are made once', () => {
  const made: string[] = [];
  const same = remember((text) => {
    made.push(text);
    return text;
  });
  // Alike in their length and in the first, the middle and the last character.
  for (const text of ['abcde', 'axcye', 'abcde', 'axcye', '']) assert.equal(same(text), text);
  assert.deepEqual(made, ['abcde', 'axcye', '']);
});
