import {
  answered,
  bare,
  EVIL,
  GET,
  type Group,
  HOST,
  last,
  POST,
  passed,
  type Row,
  refused,
  rq,
  seen,
} from '../row.ts';

const A = seen('GET /a');
/** A good request, then a hostile one: the first is answered and forwarded, the second ends the connection. */
const second = (name: string, bytes: string, status = 400): Row => ({
  name,
  bytes: rq(GET) + bytes + EVIL,
  answers: [200, status],
  closes: true,
  upstream: [A],
});
/** The client ends before the request does: there is nobody to answer. */
const early = (name: string, bytes: string, ...upstream: Row['upstream']): Row => ({
  name,
  bytes,
  ends: true,
  answers: upstream.filter(({ cut }) => cut !== true).map(() => 200),
  closes: true,
  upstream,
});

export const sequences: readonly Group[] = [
  {
    name: 'pipelines',
    source: 'RFC 9112 §9.3.2: answered in order; nothing behind what is refused is a request',
    rows: [
      passed(
        'three',
        rq(GET) + rq(POST, ['Content-Length: 3'], 'abc') + rq('GET /v1/c HTTP/1.1'),
        A,
        seen('POST /a', 'abc'),
        seen('GET /c'),
      ),
      passed('forty', rq(GET).repeat(40), ...Array.from({ length: 40 }, () => A)),
      passed(
        'both framings',
        rq(POST, ['Transfer-Encoding: chunked'], '1\r\na\r\n0\r\n\r\n') +
          rq(POST, ['Content-Length: 1'], 'b') +
          rq(GET),
        seen('POST /a', 'a'),
        seen('POST /a', 'b'),
        A,
      ),
      second('CL and TE', rq(POST, ['Content-Length: 5', 'Transfer-Encoding: chunked'], '0\r\n\r\n')),
      second('two lengths', rq(POST, ['Content-Length: 0', 'Content-Length: 5'], 'abcde')),
      second('no Host', bare(GET, [])),
      second('two Hosts', rq(GET, ['Host: other.example'])),
      second('not HTTP', 'garbage\r\n\r\n'),
      second('obs-fold', rq(GET, ['A: 1\r\n 2'])),
      second('a chunk size that is none', rq(POST, ['Transfer-Encoding: chunked'], 'x\r\n')),
      second('another expectation', rq(GET, ['Expect: x']), 417),
      second('a head that is too large', rq(GET, [`A: ${'a'.repeat(10_240)}`]), 431),
      second('a target that is too long', rq(`GET /v1/${'a'.repeat(10_240)} HTTP/1.1`), 414),
      second('TE in HTTP/1.0', rq('POST /v1/a HTTP/1.0', ['Transfer-Encoding: chunked'], '0\r\n\r\n')),
      second('bytes left over from a length that was too short', 'XX'),
      last(
        'a body behind Connection: close is forgotten',
        rq(GET, ['Connection: close']) + rq(POST, ['Content-Length: 3'], 'abc'),
        A,
      ),
      {
        name: 'a bad chunk behind a good one: nothing of the request is forwarded',
        bytes: rq(GET) + rq(POST, ['Transfer-Encoding: chunked'], `3\r\nabc\r\nzz\r\n${EVIL}`),
        answers: [200, 400],
        closes: true,
        upstream: [A],
      },
    ],
  },
  {
    name: 'bodies that nobody reads',
    source: 'RFC 9112 §9.3: they are read or the connection is closed, and they are never requests',
    rows: [
      answered('a small one is skipped', rq('POST / HTTP/1.1', [`Content-Length: ${EVIL.length}`], EVIL), 403),
      answered(
        'a small one in chunks is skipped',
        rq('POST / HTTP/1.1', ['Transfer-Encoding: chunked'], `${EVIL.length.toString(16)}\r\n${EVIL}\r\n0\r\n\r\n`),
        403,
      ),
      refused('a large one ends the connection', rq('POST / HTTP/1.1', ['Content-Length: 1000000'], EVIL), 403),
      refused(
        'one that waits for leave ends the connection',
        rq('POST / HTTP/1.1', ['Content-Length: 3', 'Expect: 100-continue']),
        403,
      ),
      {
        ...answered(
          'three bytes of a request in the place of one that waits for leave: the rest is no request',
          rq('POST / HTTP/1.1', ['Content-Length: 3', 'Expect: 100-continue']) + EVIL,
          403,
          400,
        ),
        closes: true,
      },
    ],
  },
  {
    name: 'clients that end early',
    source: 'RFC 9112 §8: an incomplete request is never completed for the client',
    rows: [
      early('nothing', ''),
      early('an empty line', '\r\n'),
      early('half a request line', 'GET /v1/'),
      early('half a head', `${GET}\r\nHost: ${HOST}\r\nA: `),
      early('a head without its empty line', `${GET}\r\nHost: ${HOST}\r\n`),
      early('half a small body: nothing was sent on yet', rq(POST, ['Content-Length: 9'], 'abc')),
      {
        ...early('half a large body', rq(POST, ['Content-Length: 70000'], 'abc'), {
          ...seen('POST /a', 'abc', { 'content-length': '70000' }),
          cut: true,
        }),
        nginx: { answers: [], upstream: [seen('POST /a')] },
      },
      early('no body at all: nothing was sent on yet', rq(POST, ['Content-Length: 9'])),
      early('a request and half of another', `${rq(GET)}GET /v1/b HTTP/1.1\r\nHost:`, A),
      early('a request', rq(GET), A),
      early('a request with its body', rq(POST, ['Content-Length: 3'], 'abc'), seen('POST /a', 'abc')),
      early('two requests', rq(GET) + rq('GET /v1/b HTTP/1.1'), A, seen('GET /b')),
    ],
  },
];
