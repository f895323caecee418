import assert from 'node:assert/strict';
import { test } from 'node:test';
import { signedQuery } from './signed-query.ts';

test('pairs are decoded in order', () => {
  assert.deepEqual(signedQuery(''), []);
  assert.deepEqual(signedQuery('b=1+2&a=%2B%C3%BC&a&&c=x=y'), [
    ['b', '1 2'],
    ['a', '+ü'],
    ['a', ''],
    ['c', 'x=y'],
  ]);
});

test('it is split as its user splits it', () => {
  assert.deepEqual(signedQuery('a=1;b=2'), [['a', '1;b=2']]);
  assert.deepEqual(signedQuery('a=1;b=2', /[&;]/), [
    ['a', '1'],
    ['b', '2'],
  ]);
});

test('what cannot be decoded is nothing', () => {
  for (const query of ['a=%', 'a=%zz', 'a=1&%ff=2']) assert.equal(signedQuery(query), undefined);
});
