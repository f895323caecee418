import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { ContentHandling } from '../../definition/definition.ts';
import { writeJson } from '../../lib/json-print.ts';
import { compileBinary } from '../binary.ts';
import { InvalidJson, JsonBody, requestPayload, responsePayload } from './payload.ts';

/** Both tables of the developer guide's "Content type conversions in API Gateway", row by row. */

const NONE = compileBinary([]);
const IMAGES = compileBinary(['image/png']);
/** Both a text and base64 of one. */
const TEXT = 'aGVsbG8=';
const BYTES = Buffer.from([0x89, 0x50, 0xff, 0x00]);
const HANDLINGS: readonly (ContentHandling | null)[] = [null, 'CONVERT_TO_BINARY', 'CONVERT_TO_TEXT'];

type Kind = 'text' | 'decoded' | 'binary' | 'encoded';

function shown(kind: Kind, given: Buffer): string | Buffer {
  if (kind === 'text') return given.toString('utf8');
  if (kind === 'decoded') return Buffer.from(given.toString('latin1'), 'base64');
  return kind === 'binary' ? given : given.toString('base64');
}

describe('a request payload', () => {
  for (const [about, types, contentType, given, expected] of [
    ['without binary types', NONE, 'image/png', Buffer.from(TEXT), ['text', 'decoded', 'text']],
    ['of a text type', IMAGES, 'text/plain', Buffer.from(TEXT), ['text', 'decoded', 'text']],
    ['of a binary type', IMAGES, 'image/png', BYTES, ['binary', 'binary', 'encoded']],
  ] as const) {
    for (const [i, handling] of HANDLINGS.entries()) {
      test(`${about}, ${handling ?? 'undefined'}: ${expected[i]}`, () => {
        assert.deepEqual(requestPayload(given, contentType, types, handling), shown(expected[i] as Kind, given));
      });
    }
  }

  test('that is to be binary and is no base64 is an error', () => {
    assert.equal(requestPayload(Buffer.from('héllo!'), 'text/plain', NONE, 'CONVERT_TO_BINARY'), undefined);
  });
});

test('base64 may have line breaks, and text of megabytes that is none is found out at once', () => {
  const given = (text: string) => requestPayload(Buffer.from(text), 'text/plain', NONE, 'CONVERT_TO_BINARY');
  assert.deepEqual(given('aGVs\r\nbG8=\n'), Buffer.from('hello'));
  assert.equal(given(`A${' '.repeat(5_000_000)}!`), undefined);
  assert.equal(given('aGVsbG8=='), undefined);
});

describe('a response payload', () => {
  for (const [about, types, contentType, accept, given, expected] of [
    ['without binary types', NONE, 'image/png', 'image/png', Buffer.from(TEXT), ['text', 'decoded', 'text']],
    ['text for a text type', IMAGES, 'text/plain', 'text/plain', Buffer.from(TEXT), ['text', 'decoded', 'text']],
    ['text for a binary type', IMAGES, 'text/plain', 'image/png', Buffer.from(TEXT), ['decoded', 'decoded', 'text']],
    ['binary for a text type', IMAGES, 'image/png', 'text/plain', BYTES, ['encoded', 'binary', 'encoded']],
    ['binary for a binary type', IMAGES, 'image/png', 'image/png, */*', BYTES, ['binary', 'binary', 'encoded']],
  ] as const) {
    for (const [i, handling] of HANDLINGS.entries()) {
      test(`${about}, ${handling ?? 'undefined'}: ${expected[i]}`, () => {
        assert.deepEqual(
          responsePayload(given, contentType, accept, types, handling),
          shown(expected[i] as Kind, given),
        );
      });
    }
  }
});

describe('a body that is read as JSON (aws-behaviour.md §1.9)', () => {
  test('what does not start like JSON counts as an empty object', () => {
    for (const text of ['', 'a=1', '<a/>', '12']) assert.equal(writeJson(new JsonBody(text).json()), '{}', text);
  });

  test('what starts like JSON and is none is invalid', () => {
    for (const text of ['{', '{"a":', "'a'", '[1,]']) assert.throws(() => new JsonBody(text).json(), InvalidJson, text);
  });

  test('JSON is itself', () => {
    assert.equal(writeJson(new JsonBody(' [1, {"a": null}]').json()), '[1,{"a":null}]');
  });
});
