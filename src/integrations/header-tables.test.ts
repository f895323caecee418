import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compileBinary } from './binary.ts';
import { mappedResponseHeaders, responseHeaders } from './header-tables.ts';

/** The names that LocalStack's test_apigateway_header_remapping sends both ways. */
const NAMES = [
  ['Accept', 'Accept-Charset', 'Accept-Encoding', 'Age', 'Authorization', 'Connection', 'Content-Encoding'],
  ['Content-Length', 'Content-MD5', 'Content-Type', 'Date', 'Expect', 'Host', 'Max-Forwards', 'Pragma'],
  ['Proxy-Authenticate', 'Range', 'Referer', 'Server', 'TE', 'Transfer-Encoding', 'Trailer', 'Upgrade', 'User-Agent'],
  ['Via', 'Warn', 'WWW-Authenticate'],
].flat();

const SENT = NAMES.flatMap((name) => [name, `v-${name}`]);

function names(headers: readonly string[]): string[] {
  return headers.filter((_, i) => i % 2 === 0).sort();
}

test('mapped headers, as recorded in test_apigateway_header_remapping_aws[AWS] "full-integration"', () => {
  const kept = ['Accept', 'Accept-Charset', 'Accept-Encoding', 'Age', 'Content-Encoding', 'Content-Type', 'Pragma'];
  kept.push('Range', 'Referer', 'TE', 'Via', 'Warn');
  const remapped = ['Authorization', 'Connection', 'Content-Length', 'Content-MD5', 'Date', 'Expect', 'Host'];
  remapped.push('Max-Forwards', 'Proxy-Authenticate', 'Server', 'Trailer', 'Upgrade', 'User-Agent', 'WWW-Authenticate');
  const expected = [...kept, ...remapped.map((name) => `x-amzn-Remapped-${name}`)].sort();
  assert.deepEqual(names(mappedResponseHeaders(SENT)), expected);
});

test("a proxy's headers (aws-behaviour.md §2.2, response columns http_proxy and lambda)", () => {
  const kept = ['Accept', 'Accept-Charset', 'Accept-Encoding', 'Age', 'Content-Encoding', 'Content-Type', 'Pragma'];
  kept.push('Range', 'Referer', 'Warn');
  const remapped = ['Authorization', 'Connection', 'Content-Length', 'Content-MD5', 'Date', 'Max-Forwards', 'Server'];
  remapped.push('User-Agent', 'WWW-Authenticate');
  const expected = [...kept, ...remapped.map((name) => `x-amzn-Remapped-${name}`)].sort();
  assert.deepEqual(names(responseHeaders(SENT)), expected);
});

test('a remapped header keeps its spelling', () => {
  assert.deepEqual(responseHeaders(['x-amzn-RequestId', '1', 'dATE', '2']).slice(2), [
    'x-amzn-Remapped-x-amzn-RequestId',
    '1',
    'x-amzn-Remapped-dATE',
    '2',
  ]);
});

test('Content-Type comes first and is application/json where there is none', () => {
  assert.deepEqual(responseHeaders([]), ['Content-Type', 'application/json']);
  assert.deepEqual(responseHeaders(['A', '1', 'content-TYPE', 'text/plain', 'B', '2']), [
    'content-TYPE',
    'text/plain',
    'A',
    '1',
    'B',
    '2',
  ]);
});

test('names of Object.prototype are ordinary headers', () => {
  assert.deepEqual(responseHeaders(['constructor', 'a', '__proto__', 'b']).slice(2), [
    'constructor',
    'a',
    '__proto__',
    'b',
  ]);
});

test('binary media types (§1.12): the content type decides the request, the first accepted type the response', () => {
  const some = compileBinary(['image/png', 'Application/Octet-Stream']);
  assert.equal(some.isBinary('image/png'), true);
  assert.equal(some.isBinary('IMAGE/PNG; q=1'), true);
  assert.equal(some.isBinary('application/octet-stream'), true);
  assert.equal(some.isBinary('image/jpeg'), false);
  assert.equal(some.isBinary(undefined), false);
  assert.equal(some.accepts('image/png,*/*'), true);
  assert.equal(some.accepts('*/*, image/png'), false);
  const all = compileBinary(['*/*']);
  assert.deepEqual([all.isBinary(undefined), all.accepts(undefined)], [true, true]);
  const none = compileBinary([]);
  assert.deepEqual([none.isBinary('image/png'), none.accepts('image/png')], [false, false]);
});
