import { bare, EVIL, GET, type Group, HOST, last, POST, passed, type Row, refused, rq, seen } from '../row.ts';

const host = (name: string, value: string): Row =>
  refused(name, bare(GET, [`Host: ${value}`, `x-apigw-api-id: ${HOST.split('.', 1)}`]) + EVIL);
/** Names a header in Connection: it is forwarded as if it had not been named. */
const named = (name: string, value: string, ...more: string[]): Row =>
  passed(
    `Connection names ${name}`,
    rq(GET, [`Connection: ${name}`, `${name}: ${value}`, ...more]),
    seen('GET /a', '', { [name.toLowerCase()]: value }),
  );

export const connection: readonly Group[] = [
  {
    name: 'Host',
    source: 'RFC 9112 §3.2: 400 for none, for more than one, and for an invalid value; RFC 9110 §7.2, RFC 3986 §3.2.2',
    rows: [
      refused('none', bare(GET, ['A: b']) + EVIL),
      refused('two that differ', rq(GET, ['Host: other.example']) + EVIL),
      refused('two that are equal', rq(GET, [`Host: ${HOST}`]) + EVIL),
      refused('two in different case', rq(GET, [`hOST: ${HOST}`]) + EVIL),
      refused('two, the second empty', rq(GET, ['Host:']) + EVIL),
      refused('a space before the colon', bare(GET, [`Host : ${HOST}`]) + EVIL),
      host('a list', `${HOST}, other.example`),
      host('two words', `${HOST} other.example`),
      host('a path', `${HOST}/v1`),
      host('a query', `${HOST}?a`),
      host('a fragment', `${HOST}#a`),
      host('userinfo', `user@${HOST}`),
      host('a scheme', `http://${HOST}`),
      host('a port that is no number', `${HOST}:http`),
      host('two ports', `${HOST}:80:81`),
      host('a backslash', `${HOST}\\x`),
      host('a high byte', `caf\xe9.example`),
      host('a quote', `"${HOST}"`),
      host('angle brackets', `${HOST}<x>`),
      passed('a port', bare(GET, [`Host: ${HOST}:8080`]), seen('GET /a')),
      passed('no case', bare(GET, [`HOST: ${HOST.toUpperCase()}`]), seen('GET /a')),
      passed(
        'an empty one, the API named by header',
        bare(GET, ['Host:', `x-apigw-api-id: ${HOST.split('.', 1)}`]),
        seen('GET /a'),
      ),
      last(
        'none in HTTP/1.0, the API named by header',
        bare('GET /v1/a HTTP/1.0', [`x-apigw-api-id: ${HOST.split('.', 1)}`]),
        seen('GET /a'),
      ),
      passed(
        'X-Forwarded-Host is only a header',
        rq(GET, ['X-Forwarded-Host: other.example']),
        seen('GET /a', '', { 'x-forwarded-host': 'other.example' }),
      ),
    ],
  },
  {
    name: 'Connection',
    source: 'issue 3 and peers.md §E.4: a Connection option removes nothing; RFC 9110 §7.6.1 for the fixed list',
    rows: [
      passed(
        'Connection names Content-Length',
        rq(POST, ['Connection: Content-Length', 'Content-Length: 3'], 'abc'),
        seen('POST /a', 'abc', { 'content-length': '3' }),
      ),
      passed(
        'Connection names Transfer-Encoding',
        rq(POST, ['Connection: Transfer-Encoding', 'Transfer-Encoding: chunked'], '3\r\nabc\r\n0\r\n\r\n'),
        seen('POST /a', 'abc', { 'content-length': '3' }),
      ),
      passed('Connection names Host', rq(GET, ['Connection: Host']), seen('GET /a')),
      passed(
        'Connection names X-Forwarded-For',
        rq(GET, ['Connection: X-Forwarded-For', 'X-Forwarded-For: 6.6.6.6']),
        seen('GET /a', '', { 'x-forwarded-for': '6.6.6.6, 127.0.0.1' }),
      ),
      passed(
        'Connection names X-Forwarded-Proto',
        rq(GET, ['Connection: X-Forwarded-Proto']),
        seen('GET /a', '', { 'x-forwarded-proto': 'http' }),
      ),
      named('Authorization', 'Basic eDp5'),
      named('x-api-key', 'abc'),
      named('X-Amz-Date', '20261122T183005Z'),
      named('X-Amz-Security-Token', 'token'),
      named('X-Amz-Target', 'target'),
      named('Cookie', 'a=b'),
      named('X-Own', '1'),
      last(
        'close and a name',
        rq(GET, ['Connection: close, Authorization', 'Authorization: a']) + EVIL,
        seen('GET /a', '', { authorization: 'a' }),
      ),
      last('close', rq(GET, ['Connection: close']) + EVIL, seen('GET /a')),
      last('close in upper case', rq(GET, ['Connection: CLOSE']) + EVIL, seen('GET /a')),
      last('close and keep-alive', rq(GET, ['Connection: keep-alive, close']) + EVIL, seen('GET /a')),
      last(
        'close, then keep-alive in a second header',
        rq(GET, ['Connection: close', 'Connection: keep-alive']) + EVIL,
        seen('GET /a'),
      ),
      last(
        'Keep-Alive and Proxy-Connection end here',
        rq(GET, ['Keep-Alive: timeout=9', 'Proxy-Connection: close']),
        seen('GET /a', '', { 'keep-alive': undefined, 'proxy-connection': undefined }),
      ),
      passed(
        'TE, Trailer and Max-Forwards end here',
        rq(GET, ['TE: trailers', 'Trailer: X-T', 'Max-Forwards: 0']),
        seen('GET /a', '', { te: undefined, trailer: undefined, 'max-forwards': undefined }),
      ),
    ],
  },
  {
    name: 'Upgrade',
    source: 'RFC 9110 §7.8: it may be ignored, and then the connection goes on as HTTP/1.1',
    rows: [
      passed(
        'h2c',
        rq(GET, ['Connection: Upgrade, HTTP2-Settings', 'Upgrade: h2c', 'HTTP2-Settings: AAMAAABkAAQAAP__']),
        seen('GET /a', '', { upgrade: undefined }),
      ),
      passed(
        'websocket',
        rq(GET, [
          'Connection: Upgrade',
          'Upgrade: websocket',
          'Sec-WebSocket-Version: 13',
          'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==',
        ]),
        seen('GET /a', '', { upgrade: undefined }),
      ),
      passed(
        'websocket with a request behind',
        rq(GET, ['Connection: Upgrade', 'Upgrade: websocket']) + rq('GET /v1/b HTTP/1.1'),
        seen('GET /a'),
        seen('GET /b'),
      ),
      passed(
        'websocket with a body',
        rq(POST, ['Connection: Upgrade', 'Upgrade: websocket', `Content-Length: ${EVIL.length}`], EVIL),
        seen('POST /a', EVIL),
      ),
      passed(
        'websocket with chunks',
        rq(POST, ['Connection: Upgrade', 'Upgrade: websocket', 'Transfer-Encoding: chunked'], '3\r\nabc\r\n0\r\n\r\n'),
        seen('POST /a', 'abc'),
      ),
      refused(
        'websocket with CL and TE',
        rq(
          POST,
          ['Connection: Upgrade', 'Upgrade: websocket', 'Content-Length: 3', 'Transfer-Encoding: chunked'],
          `0\r\n\r\n${EVIL}`,
        ),
      ),
      refused(
        'websocket with two lengths',
        rq(POST, ['Connection: Upgrade', 'Upgrade: websocket', 'Content-Length: 3', 'Content-Length: 0'], `abc${EVIL}`),
      ),
      refused(
        'frames behind an upgrade that was not made',
        `${rq(GET, ['Host: x', 'Connection: Upgrade', 'Upgrade: websocket'])}\x81\x05hello${EVIL}`,
      ),
      passed('Upgrade without Connection', rq(GET, ['Upgrade: websocket']), seen('GET /a', '', { upgrade: undefined })),
      last('Upgrade and close', rq(GET, ['Connection: Upgrade, close', 'Upgrade: websocket']) + EVIL, seen('GET /a')),
    ],
  },
  {
    name: 'Expect',
    source: 'RFC 9110 §10.1.1 and §15.5.18',
    rows: [
      passed(
        '100-continue with the body behind it',
        rq(POST, ['Expect: 100-continue', 'Content-Length: 3'], 'abc'),
        seen('POST /a', 'abc', { expect: undefined }),
      ),
      {
        ...passed(
          '100-continue, then a request in the place of the body',
          rq(POST, ['Expect: 100-continue', `Content-Length: ${EVIL.length}`]),
          seen('POST /a', EVIL, { expect: undefined }),
        ),
        answers: [100, 200],
        later: { after: 1, bytes: EVIL },
      },
      {
        ...passed(
          '100-continue, then chunks',
          rq(POST, ['Expect: 100-continue', 'Transfer-Encoding: chunked']),
          seen('POST /a', 'abc', { expect: undefined }),
        ),
        answers: [100, 200],
        later: { after: 1, bytes: '3\r\nabc\r\n0\r\n\r\n' },
      },
      {
        ...refused(
          '100-continue, then bytes that are no chunk',
          rq(POST, ['Expect: 100-continue', 'Transfer-Encoding: chunked']),
        ),
        answers: [100, 400],
        later: { after: 1, bytes: EVIL },
      },
      passed(
        '100-continue without a body',
        rq(GET, ['Expect: 100-continue']),
        seen('GET /a', '', { expect: undefined }),
      ),
      passed(
        '100-continue of length 0',
        rq(POST, ['Expect: 100-continue', 'Content-Length: 0']),
        seen('POST /a', '', { expect: undefined }),
      ),
      passed(
        '100-Continue has no case',
        rq(POST, ['Expect: 100-Continue', 'Content-Length: 3'], 'abc'),
        seen('POST /a', 'abc', { expect: undefined }),
      ),
      last(
        '100-continue in HTTP/1.0 is ignored',
        rq('POST /v1/a HTTP/1.0', ['Expect: 100-continue', 'Content-Length: 3'], 'abc'),
        seen('POST /a', 'abc', { expect: undefined }),
      ),
      refused('another expectation', rq(POST, ['Expect: 200-ok', 'Content-Length: 3'], `abc${EVIL}`), 417),
      refused('a list', rq(POST, ['Expect: 100-continue, 200-ok', 'Content-Length: 3'], `abc${EVIL}`), 417),
      refused(
        '100-continue with a letter behind',
        rq(POST, ['Expect: 100-continuex', 'Content-Length: 3'], `abc${EVIL}`),
        417,
      ),
      refused(
        'two, the second another',
        rq(POST, ['Expect: 100-continue', 'Expect: x', 'Content-Length: 3'], `abc${EVIL}`),
        417,
      ),
      refused(
        '100-continue, CL and TE',
        rq(POST, ['Expect: 100-continue', 'Content-Length: 3', 'Transfer-Encoding: chunked'], `0\r\n\r\n${EVIL}`),
      ),
      refused(
        'obfuscated with a space before the colon',
        rq(POST, ['Expect : 100-continue', 'Content-Length: 3'], `abc${EVIL}`),
      ),
    ],
  },
];
