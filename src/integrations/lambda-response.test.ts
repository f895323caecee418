import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { isFault } from '../exchange/exchange.ts';
import { parseProxyResponse } from './lambda-response.ts';

function parse(payload: unknown, decode = false): { status: number; headers?: readonly string[]; body?: string } {
  const text = typeof payload === 'string' ? payload : JSON.stringify(payload);
  const parsed = parseProxyResponse(Buffer.from(text), decode);
  if (isFault(parsed)) {
    assert.deepEqual(
      [parsed.errorType, parsed.message, parsed.phase],
      ['InternalServerErrorException', 'Internal server error', 'integration'],
    );
    return { status: parsed.status };
  }
  return { status: parsed.status, headers: parsed.headers, body: String(parsed.body) };
}

const OK = { status: 200, headers: [], body: '' };
const B64 = Buffer.from('test-data').toString('base64');

/** aws-behaviour.md §2.6, column REST; LocalStack's recorded test_aws_proxy_response_payload_format_validation. */
const ANSWERS: readonly [name: string, payload: unknown, expected: ReturnType<typeof parse>][] = [
  ['no body', { statusCode: 200 }, OK],
  [
    'headers with a boolean',
    { statusCode: 200, headers: { 'test-header': 'value', 'header-bool': true } },
    { ...OK, headers: ['test-header', 'value', 'header-bool', 'true'] },
  ],
  ['headers null', { statusCode: 200, headers: null }, OK],
  ['an unknown key', { statusCode: 200, wrongValue: 'value' }, { status: 502 }],
  ['an empty object (test_lambda_aws_proxy_response_format)', {}, OK],
  [
    'base64 that the client did not ask for',
    { statusCode: 200, body: B64, isBase64Encoded: true },
    { ...OK, body: B64 },
  ],
  ['base64 that is not declared', { statusCode: 200, body: B64 }, { ...OK, body: B64 }],
  [
    'several values',
    { multiValueHeaders: { 'test-multi': ['value1', 'value2'] } },
    { ...OK, headers: ['test-multi', 'value1', 'test-multi', 'value2'] },
  ],
  [
    'one name in both: the multi values first',
    { multiValueHeaders: { 'test-multi': ['value-multi'] }, headers: { 'test-multi': 'value-solo' } },
    { ...OK, headers: ['test-multi', 'value-multi', 'test-multi', 'value-solo'] },
  ],
  [
    'one name in both: the spelling of the multi form',
    { headers: { 'test-multi': 'value-solo' }, multiValueHeaders: { 'tesT-Multi': ['value-multi'] } },
    { ...OK, headers: ['tesT-Multi', 'value-multi', 'tesT-Multi', 'value-solo'] },
  ],
  ['a multi value that is no list', { multiValueHeaders: { 'test-multi-invalid': 'value1' } }, { status: 502 }],
  ['a status that is no number', { statusCode: 'test' }, { status: 502 }],
  ['a status of digits', { statusCode: '201' }, { ...OK, status: 201 }],
  ['just a string', '"justAString"', { status: 502 }],
  ['only headers', { headers: { 'test-header': 'value' } }, { ...OK, headers: ['test-header', 'value'] }],
  ['status 0', { statusCode: 0 }, { status: 502 }],
  ['a fractional status', { statusCode: 200.5 }, { status: 502 }],
  ['a number', '42', { status: 502 }],
  ['null', 'null', { status: 502 }],
  ['a list', '[{"statusCode":200}]', { status: 502 }],
  ['no JSON', '{"name": "John Doe", "age":', { status: 502 }],
  ['nothing', '', { status: 502 }],
  ['a body that is an object', { body: { a: 1 } }, { status: 502 }],
  ['a body that is a number', { body: 1 }, { status: 502 }],
  ['cookies, which are an HTTP API’s', { statusCode: 200, cookies: ['a=b'] }, { status: 502 }],
  ['headers that are a list', { headers: ['a'] }, { status: 502 }],
  ['multiValueHeaders that are a string', { multiValueHeaders: 'a' }, { status: 502 }],
  ['isBase64Encoded that is a string', { isBase64Encoded: 'true' }, { status: 502 }],
  // Ours, see the deviations in the source.
  ['a header that is a number', { headers: { a: 1 } }, { status: 502 }],
  ['a header that is an object', { headers: { a: {} } }, { status: 502 }],
  ['a status below 200', { statusCode: 101 }, { status: 502 }],
  ['a status above 599', { statusCode: 600 }, { status: 502 }],
  ['a key that every object has', '{"__proto__":{"statusCode":200}}', { status: 502 }],
];

describe('what a function may answer', () => {
  for (const [name, payload, expected] of ANSWERS) test(name, () => assert.deepEqual(parse(payload), expected));
});

describe('nothing of a header gets into the next one', () => {
  for (const bad of ['a\r\nX-Injected: 1', 'a\nb', 'a\rb', 'a\0b', 'a\u007fb', 'snow ☃']) {
    test(`value ${JSON.stringify(bad)}`, () => {
      assert.deepEqual(parse({ headers: { 'X-A': bad } }), { status: 502 });
      assert.deepEqual(parse({ multiValueHeaders: { 'X-A': ['fine', bad] } }), { status: 502 });
    });
  }
  for (const bad of ['', ' ', 'a b', 'a:b', 'a\r\nb', 'a\0', 'ä', '(a)']) {
    test(`name ${JSON.stringify(bad)}`, () => assert.deepEqual(parse({ headers: { [bad]: 'v' } }), { status: 502 }));
  }
});

describe('base64 for a client that accepts it', () => {
  test('is decoded', () => {
    assert.deepEqual(parse({ body: B64, isBase64Encoded: true }, true), { ...OK, body: 'test-data' });
    assert.deepEqual(parse({ body: '', isBase64Encoded: true }, true), OK);
    assert.deepEqual(parse({ body: B64 }, true), { ...OK, body: B64 });
  });

  for (const bad of ['no base64!', 'ab\ncd', 'a', 'YWJj=', 'YQ=']) {
    test(`${JSON.stringify(bad)} is a 500 (§2.6)`, () => {
      assert.deepEqual(parse({ body: bad, isBase64Encoded: true }, true), { status: 500 });
    });
  }

  test('of eight megabytes, too', () => {
    const body = Buffer.alloc(6_000_000, 'x').toString('base64');
    assert.equal(parse({ body, isBase64Encoded: true }, true).body?.length, 6_000_000);
    assert.equal(parse({ body: `${body}!`, isBase64Encoded: true }, true).status, 500);
  });
});
