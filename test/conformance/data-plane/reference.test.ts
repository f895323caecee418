import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { reference } from './reference.ts';
import { rows } from './rows.ts';

const root = new URL('../../../', import.meta.url);
const names = new Set(rows.map(({ row }) => row));

test('every row of the reference is tested, or says why not', () => {
  for (const { row, here = [], tests = [], not } of reference) {
    assert.ok(here.length + tests.length > 0 || not !== undefined, row);
    for (const name of here) assert.ok(names.has(name), `${row}: there is no row ${name}`);
  }
});

test('tests elsewhere that rows of the reference name are there', () => {
  for (const { row, tests = [] } of reference) {
    for (const [file, words] of tests) {
      assert.ok(readFileSync(new URL(file, root), 'utf8').includes(words), `${row}: ${file} lost ${words}`);
    }
  }
});

test('every row here is one of the reference, and no claim is made twice', () => {
  const referenced = new Set(reference.flatMap(({ here = [] }) => here));
  for (const { row } of rows) assert.ok(referenced.has(row), row);
  const claims = rows.map(({ row, claim }) => `${row}: ${claim}`);
  assert.deepEqual(
    claims.filter((claim, i) => claims.indexOf(claim) !== i),
    [],
  );
});
