import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseFrozen, writeJson } from './parsed.ts';

test('a value is frozen in its depth', () => {
  const value = parseFrozen('{"list":[{"n":1}],"null":null}') as { list: { n: number }[] };
  assert.throws(() => value.list.push({ n: 2 }), TypeError);
  assert.throws(() => {
    (value.list[0] as { n: number }).n = 3;
  }, TypeError);
});

test('whatever depth can be written can be read, and is frozen', () => {
  let deep: unknown = 1;
  for (let i = 0; i < 100_000; i++) deep = i % 2 === 0 ? [deep] : { deep };
  const { json } = writeJson(deep);
  let value = parseFrozen(json);
  for (; typeof value === 'object' && value !== null; value = Object.values(value)[0])
    assert.ok(Object.isFrozen(value));
  assert.equal(value, 1);
});

test('what is no record is written as JSON, and parsed by who wants it', () => {
  const values = [null, 1, 'text', [], [1], [undefined], { a: undefined, b: [{}] }, { toJSON: () => 1 }, new Date(0)];
  for (const value of values) assert.deepEqual(writeJson(value), { json: JSON.stringify(value), value: undefined });
});

test('what is not JSON is refused', () => {
  for (const value of [undefined, () => 1, Symbol('s')]) assert.throws(() => writeJson(value), TypeError);
});

test('lists of records are shared with them; everything else is a copy', () => {
  const [one, two] = [parseFrozen('{"n":1}'), parseFrozen('{"n":2}')];
  const list = [one, two];
  const own = { deep: { n: 1 } };
  const source = { list, mixed: [one, {}], none: [], own, absent: undefined, ['__proto__']: 3 };
  const { json, value } = writeJson(source);
  assert.equal(json, JSON.stringify(source));
  const shared = value as typeof source;
  assert.deepEqual(Object.entries(shared), Object.entries(JSON.parse(json)));
  assert.equal(shared.list[0], one);
  assert.deepEqual(Object.getOwnPropertySymbols(shared), []);
  list.pop();
  own.deep.n = 2;
  assert.deepEqual(shared.list, [{ n: 1 }, { n: 2 }]);
  assert.equal(shared.own.deep.n, 1);
  for (const part of [shared, shared.list, shared.own.deep]) assert.ok(Object.isFrozen(part));
});

test('a record that is written again is written as it was', () => {
  const record = parseFrozen('{ "n": 1 }');
  assert.deepEqual(writeJson(record), { json: '{ "n": 1 }', value: record });
});

test('the JSON of a record is seen by nobody else', () => {
  const record = parseFrozen('{"n":1}') as object;
  assert.deepEqual(Reflect.ownKeys({ ...record }), ['n']);
  assert.deepEqual(Reflect.ownKeys(structuredClone(record)), ['n']);
  assert.deepEqual(record, { n: 1 });
  // A copy is another value, with a text of its own.
  assert.deepEqual(writeJson({ ...record, n: 2 }), { json: '{"n":2}', value: undefined });
});

test('the next version of a record shares with the one before, and has its JSON', () => {
  const before = parseFrozen('{"a":{"n":1},"b":{"n":1}}') as { a: object; b: object };
  const { json, value } = writeJson({ ...before, b: { n: 2 } }, before);
  assert.equal(json, '{"a":{"n":1},"b":{"n":2}}');
  assert.deepEqual(value, JSON.parse(json));
  assert.ok(Object.isFrozen(value));
  assert.equal((value as typeof before).a, before.a);
  assert.deepEqual(writeJson(value), { json, value });
  // One that says the same is the same; what JSON cannot say is left to it.
  assert.deepEqual(writeJson({ a: { n: 1 }, b: { n: 1 } }, before), { json: JSON.stringify(before), value: before });
  assert.deepEqual(writeJson({ a: new Date(0) }, before), {
    json: '{"a":"1970-01-01T00:00:00.000Z"}',
    value: undefined,
  });
  for (const other of [1, null, { a: 1 }])
    assert.deepEqual(writeJson({ a: 1 }, other), { json: '{"a":1}', value: undefined });
});
