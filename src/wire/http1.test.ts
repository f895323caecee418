import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type RequestHead, RequestParser, RequestParsers, type RequestReader } from './http1.ts';

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

describe('parsers that connections share', () => {
  const GET = 'GET /a HTTP/1.1\r\nHost: h\r\nCookie: secret\r\n\r\n';

  function reader(): { reader: RequestReader; told: string[] } {
    const told: string[] = [];
    return {
      told,
      reader: {
        head: ({ method, target, headers }) => told.push(`${method} ${target} ${headers.join(',')}`),
        body: (piece) => told.push(`body ${piece}`),
        end: () => told.push('end'),
      },
    };
  }

  // RFC 9112: after a request that does not persist (9.3), in a head, in a body (6), nothing else can begin.
  for (const [name, text, resting] of [
    ['is new', '', true],
    ['has parsed a whole request', GET, true],
    ['has parsed a whole body', `POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\nabc`, true],
    ['has seen line ends only, which stand for nothing (RFC 9112, 2.2)', '\r\n\r', true],
    [
      'has seen an Upgrade that nobody takes up (RFC 9110, 7.8)',
      'GET / HTTP/1.1\r\nHost: h\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n',
      true,
    ],
    ['has seen the first byte of the next request', `${GET}G`, false],
    ['is in a head', 'GET / HTTP/1.1\r\nHo', false],
    ['is in a body', 'POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\nab', false],
    ['is between chunks', 'POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n', false],
    ['is in trailers', 'POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nA: b\r\n', false],
    ['has parsed the last request', 'GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n', false],
    ['has parsed a request of HTTP/1.0', 'GET / HTTP/1.0\r\n\r\n', false],
  ] as const) {
    it(`${resting ? 'rests' : 'does not rest'} when it ${name}`, () => {
      const parsers = new RequestParsers({ target: 10_240, headers: 10_240 });
      const parser = parsers.take(reader().reader);
      assert.equal(parser.execute(Buffer.from(text)), undefined);
      assert.equal(parser.resting, resting);
      if (resting) parsers.giveBack(parser);
      else assert.throws(() => parsers.giveBack(parser), /in the middle of a request/);
    });
  }

  it('tell the next connection what it sent, and nobody else', () => {
    const parsers = new RequestParsers({ target: 10_240, headers: 10_240 });
    const [a, b] = [reader(), reader()];
    const first = parsers.take(a.reader);
    first.execute(Buffer.from(GET));
    parsers.giveBack(first);
    const second = parsers.take(b.reader);
    assert.equal(second, first);
    second.execute(Buffer.from('GET /b HTTP/1.1\r\nHost: i\r\n\r\n'));
    assert.deepEqual(a.told, ['GET /a Host,h,Cookie,secret', 'end']);
    assert.deepEqual(b.told, ['GET /b Host,i', 'end']);
  });

  it('give each connection the whole of its bounds', () => {
    const parsers = new RequestParsers({ target: 100, headers: 100 });
    for (let i = 0; i < 5; i++) {
      const parser = parsers.take(reader().reader);
      assert.equal(
        parser.execute(Buffer.from(`GET /${'t'.repeat(80)} HTTP/1.1\r\nA: ${'x'.repeat(80)}\r\n\r\n`)),
        undefined,
      );
      parsers.giveBack(parser);
    }
  });

  it('are of no use to who gave them back', () => {
    const parsers = new RequestParsers({ target: 100, headers: 100 });
    const parser = parsers.take(reader().reader);
    parsers.giveBack(parser);
    assert.throws(() => parser.execute(Buffer.from(GET)), /was given back/);
  });
});
