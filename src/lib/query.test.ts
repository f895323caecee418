import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseQuery } from './query.ts';

/** aws-behaviour.md §2.3, "Query". */
const QUERIES: readonly [query: string, pairs: readonly (readonly [string, string])[]][] = [
  ['', []],
  ['a=1', [['a', '1']]],
  [
    'a=1&a=2;b=3',
    [
      ['a', '1'],
      ['a', '2'],
      ['b', '3'],
    ],
  ],
  ['plus=test+alias', [['plus', 'test alias']]],
  ['email=test%2Balias', [['email', 'test+alias']]],
  ['a%20b=c%3Dd%26e', [['a b', 'c=d&e']]],
  ['a', [['a', '']]],
  ['a==b', [['a', '=b']]],
  ['=v', [['', 'v']]],
  ['&&;', []],
  ['%C3%A9=%E2%98%83', [['é', '☃']]],
  // No UTF-8, no escape, half an escape: as they stand.
  ['a=%FF+x', [['a', '%FF x']]],
  [
    'a=%zz&b=%4',
    [
      ['a', '%zz'],
      ['b', '%4'],
    ],
  ],
];

for (const [query, pairs] of QUERIES) test(query || 'nothing', () => assert.deepEqual(parseQuery(query), pairs));
