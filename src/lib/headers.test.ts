import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clfDate, httpDate, perSecond } from './dates.ts';
import { hasHeader, isHeaderName, isHeaderValue, lastHeader } from './headers.ts';

test('the last value of a name counts, whatever its case', () => {
  const headers = ['X-A', '1', 'x-a', '2', 'X-B', ''];
  assert.equal(lastHeader(headers, 'x-a'), '2');
  assert.equal(lastHeader(headers, 'x-b'), '');
  assert.equal(hasHeader(headers, 'x-c'), false);
});

test('what may be a name', () => {
  for (const name of ['a', 'X-A', "!#$%&'*+.^_`|~9"]) assert.equal(isHeaderName(name), true, name);
  for (const name of ['', ' a', 'a ', 'a:', 'a b', 'a\n', 'é', '\0']) assert.equal(isHeaderName(name), false, name);
});

test('what may be a value', () => {
  for (const value of ['', 'a b', '\t', 'é', '"']) assert.equal(isHeaderValue(value), true, value);
  for (const value of ['\r', '\n', 'a\r\nb', '\0', '\x7f', '☃', 'a\n'])
    assert.equal(isHeaderValue(value), false, value);
});

test('dates, as $context.requestTime and as HTTP have them', () => {
  const time = Date.UTC(2026, 10, 2, 8, 3, 5, 999);
  assert.equal(clfDate(time), '02/Nov/2026:08:03:05 +0000');
  assert.equal(httpDate(time), 'Mon, 02 Nov 2026 08:03:05 GMT');
});

test('a date is rendered once a second', () => {
  let rendered = 0;
  const render = perSecond((ms) => `${ms}#${++rendered}`);
  assert.deepEqual(
    [render(1_999), render(1_000), render(2_000), render(1_500)],
    ['1000#1', '1000#1', '2000#2', '1000#3'],
  );
});
