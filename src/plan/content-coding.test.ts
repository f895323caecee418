import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { deflateSync, gunzipSync, gzipSync, inflateSync } from 'node:zlib';
import {
  isFault,
  type MethodRequest,
  type MethodResponse,
  missingAuthenticationToken,
  wholeBody,
} from '../exchange/exchange.ts';
import { wantedCoding, withContentCoding } from './content-coding.ts';
import { context, request } from './plan.fixture.ts';
import { UnpackRoom } from './unpack-room.ts';

/** Developer guide, "Payload compression for REST APIs". */

function sent(body: Buffer, headers: readonly string[]): MethodRequest {
  return request({ headers, body: wholeBody(body) });
}

/** A method that answers with what it was sent. */
async function echo(
  rq: MethodRequest,
  minimum: number | null = null,
  more: readonly string[] = [],
): Promise<MethodResponse | number> {
  const run = withContentCoding(async (seen) => {
    const body = await seen.body.bytes();
    if (isFault(body)) return body;
    return { status: 200, headers: ['Content-Type', 'text/plain', ...more], body };
  }, minimum);
  const answer = await run(rq, context());
  return isFault(answer) ? answer.status : answer;
}

const text = Buffer.from('hello '.repeat(100));

describe('a packed request', () => {
  for (const [coding, pack] of [
    ['gzip', gzipSync],
    ['deflate', deflateSync],
    ['GZIP ', gzipSync],
  ] as const) {
    test(`${coding} is unpacked, whether or not the API packs its answers`, async () => {
      const answer = await echo(sent(pack(text), ['Content-Encoding', coding]));
      assert.deepEqual(typeof answer === 'number' ? answer : answer.body, text);
    });
  }

  test('in a coding that is not known, or not what it says, is a 415', async () => {
    assert.equal(await echo(sent(text, ['Content-Encoding', 'br'])), 415);
    assert.equal(await echo(sent(text, ['Content-Encoding', 'gzip'])), 415);
    assert.equal(await echo(sent(gzipSync(text).subarray(0, 20), ['Content-Encoding', 'gzip'])), 415);
  });

  test('that unpacks beyond the limit is a 413', async () => {
    assert.equal(await echo(sent(gzipSync(Buffer.alloc(10_485_761)), ['Content-Encoding', 'gzip'])), 413);
  });

  test('has room for what it unpacks to until it is answered; beyond that it is a 429', async () => {
    const answers: (() => void)[] = [];
    const run = withContentCoding(
      async (rq) => {
        const body = await rq.body.bytes();
        if (isFault(body)) return body;
        await new Promise<void>((resolve) => answers.push(resolve));
        return { status: 200, headers: [], body };
      },
      null,
      new UnpackRoom(1_000),
    );
    const send = () => run(sent(gzipSync(text), ['Content-Encoding', 'gzip']), context());
    const first = send();
    while (answers.length === 0) await new Promise((resolve) => setImmediate(resolve));
    assert.equal((await send()).status, 429);
    answers.shift()?.();
    assert.equal((await first).status, 200);
    const second = send();
    while (answers.length === 0) await new Promise((resolve) => setImmediate(resolve));
    answers.shift()?.();
    assert.equal((await second).status, 200);
  });

  test("that is not let in is not unpacked: what it is packed with is nobody's business before", async () => {
    const refuse = withContentCoding(() => missingAuthenticationToken, null);
    const unread = () => assert.fail('The body is read');
    const body = { length: 9, bytes: unread, asSent: unread, stream: unread };
    for (const coding of ['gzip', 'br']) {
      const rq = request({ headers: ['Content-Encoding', coding], body });
      assert.equal(await refuse(rq, context()), missingAuthenticationToken);
    }
  });

  test('is unpacked once, however often it is read; a signature covers it as it was sent', async () => {
    const packed = gzipSync(text);
    const room = new UnpackRoom(text.length);
    const run = withContentCoding(
      async ({ body }) => {
        const [first, second, asSent] = [await body.bytes(), await body.bytes(), await body.asSent()];
        assert.equal(first, second);
        assert.deepEqual([first, asSent], [text, packed]);
        return missingAuthenticationToken;
      },
      null,
      room,
    );
    assert.equal(await run(sent(packed, ['Content-Encoding', 'gzip']), context()), missingAuthenticationToken);
  });

  test('identity passes', async () => {
    const answer = await echo(sent(text, ['Content-Encoding', 'identity']));
    assert.deepEqual(typeof answer === 'number' ? answer : answer.body, text);
  });
});

describe('a packed answer', () => {
  test("is what the client likes best, from the API's minimum on", async () => {
    const gzipped = await echo(sent(text, ['Accept-Encoding', 'gzip, deflate']), text.length);
    assert.ok(typeof gzipped !== 'number');
    assert.deepEqual(gzipped.headers, ['Content-Type', 'text/plain', 'Content-Encoding', 'gzip']);
    assert.deepEqual(gunzipSync(gzipped.body), text);
    const deflated = await echo(sent(text, ['Accept-Encoding', 'gzip;q=0.5, deflate']), 0);
    assert.ok(typeof deflated !== 'number');
    assert.deepEqual(inflateSync(deflated.body), text);
  });

  test('is none of nothing', async () => {
    const answer = await echo(sent(Buffer.alloc(0), ['Accept-Encoding', 'gzip']), 0);
    assert.deepEqual(answer, { status: 200, headers: ['Content-Type', 'text/plain'], body: Buffer.alloc(0) });
  });

  test('is none below the minimum, without the setting, or when it is packed already', async () => {
    const rq = () => sent(text, ['Accept-Encoding', 'gzip']);
    for (const answer of [
      await echo(rq(), text.length + 1),
      await echo(rq(), null),
      await echo(rq(), 0, ['Content-Encoding', 'br']),
    ]) {
      assert.deepEqual(typeof answer === 'number' ? answer : answer.body, text);
    }
  });

  for (const [header, coding] of [
    [undefined, undefined],
    ['', undefined],
    ['*', undefined],
    ['identity', undefined],
    ['br, gzip', undefined],
    ['gzip, deflate, br', 'gzip'],
    ['deflate;q=0.5,gzip;q=1.0', 'gzip'],
    ['gzip;q=1.0,identity;q=0.5,*;q=0', 'gzip'],
    ['gzip;q=0', undefined],
    ['gzip;q=x, deflate;q=0.1', 'deflate'],
  ] as const) {
    test(`Accept-Encoding: ${header} asks for ${coding ?? 'nothing'}`, () =>
      assert.equal(wantedCoding(header), coding));
  }
});
