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

test("Java's classes in classes are not read as RE2 reads them; brackets that are quoted are no classes", () => {
  for (const pattern of ['[a-z&&[^b]]', '[a-d[m-p]]', '[^a[b]', '[a&&b]', '[]a[b]]'])
    assert.equal(compileJavaPattern(pattern), undefined, pattern);
  for (const [pattern, subject] of [
    ['.*\\[BadRequest\\].*', '[BadRequest] no'],
    ['[\\s\\S]*\\[400\\][\\s\\S]*', 'x\n[400]'],
    ['[\\[\\]]+', '[]'],
    ['\\Q[a[\\E', '[a['],
    ['[]a]+&&', ']a&&'],
    ['[ab][cd]', 'ac'],
  ] as const)
    assert.equal(compileJavaPattern(pattern)?.(subject), true, pattern);
});
