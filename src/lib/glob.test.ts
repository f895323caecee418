import assert from 'node:assert/strict';
import { test } from 'node:test';
import { globMatches } from './glob.ts';

const globs: readonly [pattern: string, text: string, matches: boolean][] = [
  ['', '', true],
  ['', 'a', false],
  ['*', '', true],
  ['?', '', false],
  ['a*', 'a', true],
  ['*a', 'ba', true],
  ['*a', 'ab', false],
  ['a*b*c', 'axbxbc', true],
  ['a**c', 'ac', true],
  ['a?c', 'abc', true],
  ['?*?', 'a', false],
  ['*ab', 'aab', true],
  ['[a]', 'a', false],
];

for (const [pattern, text, matches] of globs) {
  test(`"${text}" ${matches ? 'has' : 'has not'} the form "${pattern}"`, () => {
    assert.equal(globMatches(pattern, text), matches);
  });
}

test('a quoted wildcard stands for itself', () => {
  const quoted = new Set([1]);
  assert.equal(globMatches('a*', 'a*', quoted), true);
  assert.equal(globMatches('a*', 'ab', quoted), false);
  assert.equal(globMatches('a?*', 'a?b', quoted), true);
  assert.equal(globMatches('a?*', 'abb', quoted), false);
  assert.equal(globMatches('**', 'xx*', quoted), true);
  assert.equal(globMatches('**', 'xxx', quoted), false);
});
