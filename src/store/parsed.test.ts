import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ParsedValues } from './parsed.ts';

test('a value is parsed once for each revision', () => {
  const values = new ParsedValues();
  const first = values.parse(1, '{"n":1}');
  assert.equal(values.parse(1, 'never parsed again'), first);
  assert.equal(values.find(1)?.value, first);
  assert.deepEqual(values.parse(2, '{"n":2}'), { n: 2 });
  assert.equal(values.find(3), undefined);
});

test('a value is frozen in its depth', () => {
  const value = new ParsedValues().parse(1, '{"list":[{"n":1}],"null":null}') as { list: { n: number }[] };
  assert.throws(() => value.list.push({ n: 2 }), TypeError);
  assert.throws(() => {
    (value.list[0] as { n: number }).n = 3;
  }, TypeError);
});

test('null is a value', () => {
  const values = new ParsedValues();
  assert.equal(values.parse(1, 'null'), null);
  assert.deepEqual(values.find(1)?.value, null);
});

test('what nobody asks for goes; what is asked for stays', () => {
  const values = new ParsedValues(20);
  values.parse(1, '"aa"');
  values.parse(2, '"bb"');
  for (let revision = 3; revision < 30; revision++) {
    values.parse(revision, '"cc"');
    assert.notEqual(values.find(1), undefined);
  }
  assert.equal(values.find(2), undefined);
});

test('no more is kept than there is room for', () => {
  const values = new ParsedValues(20);
  const revisions = Array.from({ length: 99 }, (_, i) => i + 1);
  for (const revision of revisions) values.parse(revision, '"aa"');
  const kept = revisions.filter((revision) => values.find(revision) !== undefined);
  assert.ok(kept.length > 0 && kept.length <= 5, `${kept.length} values of 4 characters in room for 20`);
});

test('what is larger than the room is not kept', () => {
  const values = new ParsedValues(20);
  assert.equal(values.parse(2, '"0123456789"'), '0123456789');
  assert.equal(values.find(2), undefined);
});

test('who has no room keeps nothing', () => {
  const values = new ParsedValues(0);
  assert.equal(values.parse(1, '1'), 1);
  assert.equal(values.find(1), undefined);
});
