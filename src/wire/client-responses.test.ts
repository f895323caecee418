import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { endpoint, OK, when } from './client.fixture.ts';

/** What an endpoint sends for one request. */
interface Row {
  readonly name: string;
  readonly bytes: string;
  /** It closes after that. */
  readonly closes?: true;
  readonly method?: string;
  /** Status and body of the answer, or none: a network error. */
  readonly answer?: readonly [status: number, body: string];
  /** The connection serves the next request as well. */
  readonly kept?: true;
}

const chunked = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n';
const sized = (length: number | string) => `HTTP/1.1 200 OK\r\nContent-Length: ${length}\r\n`;

// RFC 9112: framing in 6.3, chunks in 7.1, connections in 9.3; RFC 9110, 15.2: interim responses.
const rows: readonly Row[] = [
  { name: 'a length', bytes: `${sized(2)}\r\nhi`, answer: [200, 'hi'], kept: true },
  { name: 'a length of zero', bytes: `${sized(0)}\r\n`, answer: [200, ''], kept: true },
  { name: 'no reason phrase', bytes: 'HTTP/1.1 404\r\nContent-Length: 0\r\n\r\n', answer: [404, ''], kept: true },
  { name: 'chunks', bytes: `${chunked}\r\n2\r\nhi\r\n1;a=b\r\n!\r\n0\r\n\r\n`, answer: [200, 'hi!'], kept: true },
  { name: 'trailers', bytes: `${chunked}\r\n2\r\nhi\r\n0\r\nX-T: 1\r\n\r\n`, answer: [200, 'hi'], kept: true },
  { name: 'no framing, until it closes', bytes: 'HTTP/1.1 200 OK\r\n\r\nhi', closes: true, answer: [200, 'hi'] },
  { name: 'HTTP/1.0', bytes: 'HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nhi', answer: [200, 'hi'] },
  {
    name: 'HTTP/1.0 that stays',
    bytes: 'HTTP/1.0 200 OK\r\nConnection: keep-alive\r\nContent-Length: 2\r\n\r\nhi',
    answer: [200, 'hi'],
    kept: true,
  },
  { name: 'Connection: close', bytes: `${sized(2)}Connection: close\r\n\r\nhi`, answer: [200, 'hi'] },
  { name: 'Connection: a list', bytes: `${sized(2)}Connection: x, Close\r\n\r\nhi`, answer: [200, 'hi'] },
  { name: 'HEAD with a length', method: 'HEAD', bytes: `${sized(9)}\r\n`, answer: [200, ''], kept: true },
  { name: 'HEAD with chunks', method: 'HEAD', bytes: `${chunked}\r\n`, answer: [200, ''], kept: true },
  { name: 'HEAD with no framing', method: 'HEAD', bytes: 'HTTP/1.1 200 OK\r\n\r\n', answer: [200, ''], kept: true },
  { name: 'HEAD of more than is taken', method: 'HEAD', bytes: `${sized(9_999)}\r\n`, answer: [200, ''], kept: true },
  { name: '204', bytes: 'HTTP/1.1 204 No Content\r\n\r\n', answer: [204, ''], kept: true },
  { name: '304 with the length', bytes: 'HTTP/1.1 304 x\r\nContent-Length: 9\r\n\r\n', answer: [304, ''], kept: true },
  {
    name: 'interim responses',
    bytes: `HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n${OK}`,
    answer: [200, 'hi'],
    kept: true,
  },
  {
    name: 'an interim response with a length',
    bytes: `HTTP/1.1 150 x\r\nContent-Length: 5\r\n\r\n${OK}`,
    answer: [200, 'hi'],
    kept: true,
  },

  // The response is sound; the connection is not.
  { name: 'a second response', bytes: OK + OK, answer: [200, 'hi'] },
  { name: 'a byte too many', bytes: `${sized(2)}\r\nhi!`, answer: [200, 'hi'] },
  { name: 'a line end too many', bytes: `${sized(2)}\r\nhi\r\n`, answer: [200, 'hi'] },
  { name: 'a line end behind chunks', bytes: `${chunked}\r\n2\r\nhi\r\n0\r\n\r\n\r\n`, answer: [200, 'hi'] },
  { name: 'HEAD with a body', method: 'HEAD', bytes: `${sized(2)}\r\nhi`, answer: [200, ''] },
  { name: '204 with a body', bytes: 'HTTP/1.1 204 x\r\nContent-Length: 2\r\n\r\nhi', answer: [204, ''] },

  { name: 'nothing', bytes: '', closes: true },
  { name: 'half a head', bytes: 'HTTP/1.1 200 OK\r\nContent-', closes: true },
  { name: 'only an interim response', bytes: 'HTTP/1.1 100 Continue\r\n\r\n', closes: true },
  { name: 'half a body', bytes: `${sized(3)}\r\nhi`, closes: true },
  { name: 'chunks without an end', bytes: `${chunked}\r\n2\r\nhi\r\n`, closes: true },
  { name: 'chunks without the last line', bytes: `${chunked}\r\n2\r\nhi\r\n0\r\n`, closes: true },
  { name: 'another protocol', bytes: 'SSH-2.0-OpenSSH_9\r\n' },
  { name: 'HTTP/2', bytes: 'HTTP/2.0 200 OK\r\nContent-Length: 0\r\n\r\n' },
  { name: 'HTTP/0.9', bytes: 'hi', closes: true },
  { name: 'an unknown version', bytes: 'HTTP/1.2 200 OK\r\nContent-Length: 0\r\n\r\n' },
  { name: 'a status of two digits', bytes: 'HTTP/1.1 20 OK\r\nContent-Length: 0\r\n\r\n' },
  { name: 'a status of four digits', bytes: 'HTTP/1.1 2000 OK\r\nContent-Length: 0\r\n\r\n' },
  { name: 'a status below 100', bytes: 'HTTP/1.1 099 x\r\nContent-Length: 0\r\n\r\n' },
  { name: 'a line end before it', bytes: `\r\n${OK}` },
  { name: 'another protocol, unasked', bytes: 'HTTP/1.1 101 x\r\nUpgrade: y\r\nConnection: upgrade\r\n\r\n' },
  { name: 'lengths that differ', bytes: `${sized(2)}Content-Length: 3\r\n\r\nhi` },
  { name: 'a length that is repeated', bytes: `${sized(2)}Content-Length: 2\r\n\r\nhi` },
  { name: 'a list of lengths', bytes: `${sized('2, 2')}\r\nhi` },
  { name: 'a length with a sign', bytes: `${sized('+2')}\r\nhi` },
  { name: 'a length that is negative', bytes: `${sized('-2')}\r\nhi` },
  { name: 'a length in hex', bytes: `${sized('0x2')}\r\nhi` },
  { name: 'an empty length', bytes: `${sized('')}\r\nhi` },
  { name: 'a length beyond all numbers', bytes: `${sized('99999999999999999999')}\r\nhi` },
  { name: 'a length and chunks', bytes: `${sized(2)}Transfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\n\r\n` },
  { name: 'chunks and a length', bytes: `${chunked}Content-Length: 2\r\n\r\n2\r\nhi\r\n0\r\n\r\n` },
  { name: 'chunks on HTTP/1.0', bytes: 'HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\n\r\n' },
  { name: 'chunked twice', bytes: `${chunked}Transfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\n\r\n` },
  {
    name: 'another coding before chunked',
    bytes: 'HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n',
  },
  { name: 'another coding', bytes: 'HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\nhi', closes: true },
  { name: 'a chunk size that is none', bytes: `${chunked}\r\nx\r\nhi\r\n0\r\n\r\n` },
  { name: 'a chunk size with a sign', bytes: `${chunked}\r\n+2\r\nhi\r\n0\r\n\r\n` },
  { name: 'a chunk that is longer than it says', bytes: `${chunked}\r\n2\r\nhi!\r\n0\r\n\r\n` },
  { name: 'chunk extensions without end', bytes: `${chunked}\r\n2;${'x'.repeat(20_000)}\r\nhi\r\n0\r\n\r\n` },
  { name: 'a trailer that frames', bytes: `${chunked}\r\n2\r\nhi\r\n0\r\nContent-Length: 9\r\n\r\n` },
  { name: 'a folded header', bytes: `${sized(2)}X-A: 1\r\n 2\r\n\r\nhi` },
  { name: 'a blank before the colon', bytes: `${sized(2)}X-A : 1\r\n\r\nhi` },
  { name: 'a bare line feed', bytes: 'HTTP/1.1 200 OK\nContent-Length: 2\n\nhi' },
  { name: 'a bare carriage return in a value', bytes: `${sized(2)}X-A: 1\rX-B: 2\r\n\r\nhi` },
  { name: 'a NUL in a value', bytes: `${sized(2)}X-A: 1\0\r\n\r\nhi` },
  { name: 'a header without a name', bytes: `${sized(2)}: 1\r\n\r\nhi` },
  { name: 'too many header bytes', bytes: `${sized(2)}X-A: ${'x'.repeat(66_000)}\r\n\r\nhi` },
  { name: 'too many headers', bytes: `${sized(2)}${'a: b\r\n'.repeat(1_001)}\r\nhi` },
  { name: 'a reason phrase without end', bytes: `HTTP/1.1 200 ${'x'.repeat(66_000)}` },
  { name: 'interim responses without end', bytes: `${'HTTP/1.1 100 x\r\n\r\n'.repeat(17)}${OK}` },
  { name: 'a length of more than is taken', bytes: `${sized(1_001)}\r\n` },
  { name: 'chunks of more than is taken', bytes: `${chunked}\r\n3e9\r\n${'x'.repeat(1_001)}\r\n0\r\n\r\n` },
  { name: 'more than is taken, until it closes', bytes: `HTTP/1.1 200 OK\r\n\r\n${'x'.repeat(1_001)}`, closes: true },
];

for (const size of [1_000_000, 1]) {
  describe(`what an endpoint answers, ${size === 1 ? 'a byte' : 'all'} at a time`, () => {
    for (const row of rows) {
      if (size === 1 && row.bytes.length > 3_000) continue;
      test(row.name, async () => {
        let requests = 0;
        await using end = await endpoint((socket) => {
          requests++;
          if (requests > 1) socket.write(OK, 'latin1');
          else void speak();
          async function speak(): Promise<void> {
            for (let at = 0; at < row.bytes.length; at += size) {
              socket.write(row.bytes.slice(at, at + size), 'latin1');
              if (size === 1) await new Promise((resolve) => setImmediate(resolve));
            }
            if (row.closes) socket.end();
          }
        });
        const answered = await end.client.send({ ...end.request, method: row.method ?? 'GET' });
        if (row.answer === undefined) assert.equal(answered.answer, 'network error');
        else {
          assert.ok(answered.answer === 'response', JSON.stringify(answered));
          assert.deepEqual([answered.status, answered.body.toString('latin1')], row.answer);
        }
        // What comes late must find nobody.
        const [first] = end.sockets;
        assert.ok(first);
        if (!row.kept) await when(() => first.closed || first.readableEnded || first.destroyed);
        assert.equal((await end.client.send(end.request)).answer, 'response');
        assert.equal(end.sockets.length, row.kept ? 1 : 2);
      });
    }
  });
}
