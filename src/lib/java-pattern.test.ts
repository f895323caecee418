import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compileJavaPattern } from './java-pattern.ts';

test('a pattern matches whole subjects, over line ends too', () => {
  const matches = compileJavaPattern('4\\d{2}|.*Not Found.*');
  assert.deepEqual(
    ['404', '4040', 'x: Not Found\nmore', '500'].map((subject) => matches?.(subject)),
    [true, false, true, false],
  );
});

test("Java's dialect: Unicode classes, quoting, inline flags", () => {
  assert.equal(compileJavaPattern('\\p{L}+\\Q(.)\\E')?.('äbc(.)'), true);
  assert.equal(compileJavaPattern('(?i)error')?.('ERROR'), true);
});

test('what cannot be read is undefined, and what would take exponential time does not', () => {
  for (const pattern of ['(', '(?=a)', '(a)\\1', '[z-a]'])
    assert.equal(compileJavaPattern(pattern), undefined, pattern);
  assert.equal(compileJavaPattern('(a+)+$')?.(`${'a'.repeat(50_000)}b`), false);
});
