import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { nextVersion } from './next-version.ts';

const TEXT =
  '{"id":"a","empty":{},"none":[],"list":[{"n":1},{"n":2}],"deep":{"a":{"b":[1,"2",null,true]},"c":1},"__proto__":{"x":1}}';
// biome-ignore lint/suspicious/noExplicitAny: members of all kinds
const before = JSON.parse(TEXT, (_, value) => Object.freeze(value)) as any;
const copy = () => JSON.parse(TEXT);

/** What it is, and that it is what JSON would have made of it, frozen. */
function next(value: object) {
  // biome-ignore lint/suspicious/noExplicitAny: members of all kinds
  const made = nextVersion(value, before) as any;
  assert.deepEqual(made, JSON.parse(JSON.stringify(value)));
  assertFrozen(made);
  return made;
}

function assertFrozen(value: unknown): void {
  if (typeof value !== 'object' || value === null) return;
  assert.ok(Object.isFrozen(value));
  Object.values(value).forEach(assertFrozen);
}

test('what says the same is the version before', () => {
  assert.equal(next(copy()), before);
  assert.equal(next({ absent: undefined, ...copy() }), before);
  const { id, deep, ...others } = copy();
  assert.equal(next({ ...others, deep: { c: deep.c, a: deep.a }, id }), before);
  assert.equal(next(before), before);
});

test('a change makes anew what it is in, and nothing else', () => {
  const value = copy();
  value.deep.a.b[1] = 2;
  const made = next(value);
  assert.notEqual(made.deep.a, before.deep.a);
  for (const name of ['empty', 'none', 'list']) assert.equal(made[name], before[name]);
  assert.equal(
    Object.getOwnPropertyDescriptor(made, '__proto__')?.value,
    Object.getOwnPropertyDescriptor(before, '__proto__')?.value,
  );
  const longer = copy();
  longer.list.push({ n: 3 });
  assert.equal(next(longer).list[0], before.list[0]);
});

test('more, less, of another type: the same as JSON would make of it', () => {
  const { id, ...others } = copy();
  const values = [
    others,
    { absent: undefined, ...others },
    { more: 1, ...others },
    { ...others, more: undefined, list: [1] },
    { ...copy(), more: 1 },
    { ...copy(), list: [] },
    { ...copy(), list: { 0: { n: 1 }, 1: { n: 2 } } },
    { ...copy(), deep: [1] },
    { ...copy(), none: {}, empty: [] },
    { ...copy(), id: null },
    { ...copy(), id: undefined },
    { ...copy(), list: [{ n: 2 }, { n: 1 }] },
    { toString: { n: 1 }, constructor: 'x', id: '\ud800' },
    {},
  ];
  for (const value of values) assert.notEqual(next(value), before);
});

test('it shares nothing with what it was given', () => {
  const value = copy();
  value.deep.a.b.push('more');
  const made = next(value);
  value.deep.a.b.push('later');
  assert.equal(made.deep.a.b.length, 5);
});

test('what JSON would change, and what is too deep, is nothing of its', () => {
  let deep: object = {};
  for (let i = 0; i < 300; i++) deep = { deep };
  const odd = [
    new Date(0),
    Number.NaN,
    Number.POSITIVE_INFINITY,
    -0,
    () => 1,
    Symbol('s'),
    1n,
    { toJSON: () => 1 },
    new Map(),
    deep,
  ];
  for (const member of odd) {
    assert.equal(nextVersion({ member }, before), undefined);
    assert.equal(nextVersion({ list: [member] }, before), undefined);
  }
  assert.equal(nextVersion({ list: [undefined] }, before), undefined);
  assert.equal(nextVersion({ list: new Array(2) }, before), undefined);
});

test('a text that was cut from a document does not keep the document alive', () => {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const heap = () => {
    collect();
    return process.memoryUsage().heapUsed;
  };
  const start = heap();
  const kept = Array.from({ length: 20 }, (_, i) => {
    const document = String.fromCharCode(97 + i).repeat(2_000_000);
    return nextVersion({ text: document.slice(100, 140) }, before);
  });
  assert.ok(heap() - start < 10_000_000);
  assert.equal((kept[1] as { text: string }).text, 'b'.repeat(40));
});
