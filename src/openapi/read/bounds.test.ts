import assert from 'node:assert/strict';
import { test } from 'node:test';
import { InvalidOpenApi, readOpenApi } from '../openapi.ts';

/** What refuses a text, and the processor time that it took, in milliseconds. */
function refusal(text: string): { message: string; cpu: number } {
  const before = process.cpuUsage();
  let message = 'taken';
  try {
    readOpenApi(text);
  } catch (error) {
    if (!(error instanceof InvalidOpenApi)) throw error;
    message = error.message;
  }
  return { message, cpu: process.cpuUsage(before).user / 1000 };
}

const SIZE = 3_000_000;

for (const [what, piece] of [
  ['brackets', '[]'],
  ['closing brackets', ']'],
  ['commas', '[,,,,]\n'],
] as const) {
  test(`the first error of a YAML text of ${what} ends its reading`, () => {
    const { message, cpu } = refusal(piece.repeat(SIZE / piece.length));
    assert.equal(message, 'Invalid OpenAPI input.');
    // Reading on took half a minute and two gigabytes.
    assert.ok(cpu < 3_000, `${cpu} ms`);
  });
}

for (const [what, text] of [
  ['tags', '!a '.repeat(SIZE / 3)],
  ['entries', `a:\n${'- !b c\n'.repeat(SIZE / 7)}`],
  ['empty lines', `a: b${'\n'.repeat(SIZE)}`],
] as const) {
  test(`a YAML text of more than a million tokens is refused by name: ${what}`, () => {
    assert.equal(refusal(text).message, 'A YAML document has at most 1000000 tokens: send it as JSON');
  });
}

test('what many refer to counts each time', () => {
  const paths = (count: number, item: unknown): object =>
    Object.fromEntries(Array.from({ length: count }, (_, i) => [`/p${i}`, item]));
  const names = Array.from({ length: 2_000 }, (_, i) => `a/b${i}`);
  const headers = Object.fromEntries(names.map((name) => [name, {}]));
  const document = (others: object): string => JSON.stringify({ swagger: '2.0', info: { title: 'a' }, ...others });
  const withBody = { parameters: [{ in: 'body', name: 'b', schema: { $ref: '#/definitions/M' } }] };
  const repeated = [
    { paths: paths(2_000, { get: { responses: { 200: { $ref: '#/responses/R' } } } }), responses: { R: { headers } } },
    { paths: paths(2_000, { get: withBody }), definitions: { M: {} }, consumes: names },
    { paths: paths(2_000, { get: {} }), security: names.map(() => ({ key: [] })), securityDefinitions: API_KEY },
  ];
  for (const others of repeated) {
    assert.equal(refusal(document(others)).message, 'The references of the document repeat more than 2000000 values');
    assert.equal(refusal(document({ ...others, paths: paths(20, Object.values(others.paths)[0]) })).message, 'taken');
  }
});

const API_KEY = { key: { type: 'apiKey', name: 'x-api-key', in: 'header' } };
