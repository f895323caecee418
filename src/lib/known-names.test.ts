import assert from 'node:assert/strict';
import { test } from 'node:test';
import { knownName } from './known-names.ts';

test('a name is itself, whether it is known or not', () => {
  const names = [
    'Content-Type',
    'content-type',
    'CONTENT-TYPE',
    'x-api-key',
    'X-Custom',
    'a',
    'TE',
    'Hose',
    'Age',
    'é',
  ];
  for (const name of names) assert.equal(knownName(Buffer.from(name, 'latin1').toString('latin1')), name);
});
