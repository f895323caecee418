import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type RequestHead, RequestParser } from './http1.ts';

/** What a parser told, one entry an event; pieces of bodies are joined. */
function record(): { parser: RequestParser; events: (RequestHead | string)[] } {
  const events: (RequestHead | string)[] = [];
  const parser = new RequestParser(
    {
      head: (head) => events.push(head),
      body: (piece) => {
        const last = events.at(-1);
        if (typeof last === 'string' && last.startsWith('body ')) events[events.length - 1] = last + piece;
        else events.push(`body ${piece}`);
      },
      end: () => events.push('end'),
    },
    { target: 10_240, headers: 65_536 },
  );
  return { parser, events };
}

describe('the HTTP/1.1 request parser', () => {
  const text =
    'POST /a?b HTTP/1.1\r\nHost: h\r\nX-Empty:\r\nX-Two: 1\r\nX-Two: \xe9\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2;e=1\r\nde\r\n0\r\n\r\n' +
    'GET /b HTTP/1.0\r\n\r\n';
  const told = [
    {
      method: 'POST',
      target: '/a?b',
      version: '1.1',
      headers: ['Host', 'h', 'X-Empty', '', 'X-Two', '1', 'X-Two', '\xe9', 'Transfer-Encoding', 'chunked'],
      keepAlive: true,
    },
    'body abcde',
    'end',
    { method: 'GET', target: '/b', version: '1.0', headers: [], keepAlive: false },
    'end',
  ];

  for (const size of [1, 2, 7, 1000]) {
    it(`tells the same in pieces of ${size} bytes`, () => {
      const { parser, events } = record();
      const bytes = Buffer.from(text, 'latin1');
      for (let at = 0; at < bytes.length; at += size)
        assert.equal(parser.execute(bytes.subarray(at, at + size)), undefined);
      parser.free();
      assert.deepEqual(events, told);
    });
  }

  it('takes chunks larger than its memory', () => {
    const { parser, events } = record();
    const body = 'x'.repeat(300_000);
    assert.equal(
      parser.execute(Buffer.from(`POST / HTTP/1.1\r\nContent-Length: 300000\r\n\r\n${body}GET / HTTP/1.1\r\n\r\n`)),
      undefined,
    );
    parser.free();
    assert.equal(events[1], `body ${body}`);
    assert.equal(events.length, 5);
  });

  it('keeps parsers apart', () => {
    const one = record();
    const two = record();
    one.parser.execute(Buffer.from('POST /one HTTP/1.1\r\nContent-Length: 3\r\n\r\na'));
    two.parser.execute(Buffer.from('POST /two HTTP/1.1\r\nContent-Length: 3\r\n\r\nx'));
    one.parser.execute(Buffer.from('bc'));
    two.parser.execute(Buffer.from('yz'));
    assert.deepEqual([one.events[1], two.events[1]], ['body abc', 'body xyz']);
    one.parser.free();
    two.parser.free();
    one.parser.free();
    assert.equal(one.parser.execute(Buffer.from('x')), 'FREED');
  });

  const faults: readonly (readonly [bytes: string, fault: string])[] = [
    ['nonsense\r\n\r\n', 'HPE_INVALID_METHOD'],
    ['GET / HTTP/1.1\r\nA B: c\r\n\r\n', 'HPE_INVALID_HEADER_TOKEN'],
    ['POST / HTTP/1.1\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n', 'HPE_INVALID_TRANSFER_ENCODING'],
    ['POST / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n', 'HPE_UNEXPECTED_CONTENT_LENGTH'],
    [`GET / HTTP/1.1\r\nA: ${'x'.repeat(70_000)}\r\n\r\n`, 'HEADER_OVERFLOW'],
  ];
  for (const [bytes, fault] of faults) {
    it(`refuses with ${fault}`, () => {
      const { parser } = record();
      const found = parser.execute(Buffer.from(bytes));
      parser.free();
      assert.equal(found, fault);
    });
  }
});
