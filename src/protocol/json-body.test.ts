import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseJsonBody } from './json-body.ts';

const parse = (text: string) => parseJsonBody(Buffer.from(text));
const refusal = (message: string) => ({ code: 'SerializationException', message });

test('a body that would take many times its size in memory is refused before it is parsed', () => {
  const list = (n: number) => `[${'{},'.repeat(n - 1)}{}]`;
  assert.equal((parse(list(120_000)) as unknown[]).length, 120_000);
  const tooMany = refusal('The request body has too many values');
  assert.throws(() => parse(list(130_000)), tooMany);
  assert.throws(() => parse(`{${'"a":1,'.repeat(300_000)}"b":2}`), tooMany);
  const text = ',[{"\\'.repeat(300_000);
  assert.deepEqual(parse(JSON.stringify({ text })), { text }, 'what stands in a text is no value');
});

test('a body may nest a hundred levels', () => {
  const deep = (n: number) => '['.repeat(n) + ']'.repeat(n);
  assert.ok(parse(deep(100)));
  assert.throws(() => parse(deep(101)), refusal('The request body is nested too deeply'));
  assert.throws(() => parse('['.repeat(1_000_000)), refusal('The request body is nested too deeply'));
  assert.throws(() => parse('{"a":}'), refusal('Could not parse the request body as JSON'));
});
