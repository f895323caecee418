import assert from 'node:assert/strict';
import { test } from 'node:test';
import { copyOf } from './json.ts';

test('a copy may be changed in its depth, and has whatever names there are', () => {
  const text = '{"a":[{"n":1},null,"s",true],"__proto__":{"b":2},"empty":{}}';
  const frozen = JSON.parse(text, (_, value: unknown) => Object.freeze(value)) as { a: [{ n: number }] };
  const copy = copyOf(frozen);
  assert.equal(JSON.stringify(copy), text);
  copy.a[0].n = 2;
  assert.equal(frozen.a[0].n, 1);
});
