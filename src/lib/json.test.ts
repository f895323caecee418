import assert from 'node:assert/strict';
import { test } from 'node:test';
import { copyOf, isSameJson } from './json.ts';

test('a copy may be changed in its depth, and has whatever names there are', () => {
  const text = '{"a":[{"n":1},null,"s",true],"__proto__":{"b":2},"empty":{}}';
  const frozen = JSON.parse(text, (_, value: unknown) => Object.freeze(value)) as { a: [{ n: number }] };
  const copy = copyOf(frozen);
  assert.equal(JSON.stringify(copy), text);
  copy.a[0].n = 2;
  assert.equal(frozen.a[0].n, 1);
});

test('the same as JSON: in any order, undefined members are none', () => {
  const same: [unknown, unknown][] = [
    [
      { a: 1, b: { c: [1, '2', null] } },
      { b: { c: [1, '2', null] }, a: 1 },
    ],
    [
      { a: undefined, b: 1 },
      { b: 1, c: undefined },
    ],
    [JSON.parse('{"__proto__":1}'), JSON.parse('{"__proto__":1}')],
    [[], []],
    [null, null],
  ];
  for (const [a, b] of same) assert.ok(isSameJson(a, b) && isSameJson(b, a), JSON.stringify([a, b]));
  const different: [unknown, unknown][] = [
    [{ a: 1 }, { a: '1' }],
    [{ a: 1 }, { a: 1, b: 1 }],
    [{ a: 1 }, { b: 1 }],
    [{ a: undefined, b: 1 }, { b: 2 }],
    [{}, []],
    [[1], [1, 2]],
    [
      [1, 2],
      [2, 1],
    ],
    [{}, null],
    [{ toString: 1 }, {}],
    [JSON.parse('{"__proto__":{}}'), {}],
    [{ a: { b: { c: 1 } } }, { a: { b: { c: 2 } } }],
  ];
  for (const [a, b] of different) assert.ok(!isSameJson(a, b) && !isSameJson(b, a), JSON.stringify([a, b]));
});
