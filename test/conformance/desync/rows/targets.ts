import { answered, EVIL, GET, type Group, HOST, passed, type Row, refused, rq, seen } from '../row.ts';

/** A target as it is sent behind the stage, and as it must arrive; nginx refuses some. */
const target = (name: string, path: string, arrives = path, nginx?: 400): Row => ({
  ...passed(name, rq(`GET /v1${path} HTTP/1.1`), seen(`GET ${arrives}`)),
  ...(nginx === undefined ? {} : { nginx: { answers: [nginx] } }),
});
const bad = (name: string, path: string): Row => refused(name, rq(`GET /v1${path} HTTP/1.1`) + EVIL);
/** A mapped value that cannot stand in a header: API_CONFIGURATION_ERROR, and nothing is sent. */
const split = (name: string, query: string): Row => answered(name, rq(`GET /v1/a?${query} HTTP/1.1`), 500);

const BOUND = 10_240;
/** The Host line, and what the others take with it: names, values, `: ` and line ends. */
const headerBytes = (bytes: number): string => `A: ${'a'.repeat(bytes - `Host: ${HOST}\r\nA: \r\n`.length)}`;
const manyHeaders = (count: number): string[] => Array.from({ length: count }, (_, i) => `A${i}: `);

export const targets: readonly Group[] = [
  {
    name: 'paths',
    source: 'aws-behaviour.md §1.7 and §2.5: paths stay as the client encoded them; RFC 9112 §3.2.1',
    rows: [
      target('%0d%0a', '/a%0d%0aX-Evil:%201'),
      target('%0d%0a twice, and a request', '/a%0d%0a%0d%0aGET%20/evil%20HTTP/1.1'),
      target('%00', '/a%00b', '/a%00b', 400),
      target('%20', '/a%20HTTP/1.1'),
      target('%2f', '/a%2fb%2F..%2fc'),
      target('%5c', '/a%5cb'),
      target('%3f and %23', '/a%3fb%23c'),
      target('%2e%2e', '/a/%2e%2e/b'),
      target('%252e, encoded twice', '/a/%252e%252e/b'),
      target('overlong %c0%ae', '/a/%c0%ae%c0%ae/b'),
      target('bytes that are no UTF-8', '/a%ff%fe'),
      target('a percent sign alone', '/a%', '/a%', 400),
      target('no hexadecimal digits', '/a%zz', '/a%zz', 400),
      target('two dots within', '/a/../b'),
      target('two dots above the root', '/../../b', '/../../b', 400),
      target('one dot', '/a/./b'),
      target('two slashes within', '/a//b'),
      target('two slashes first are one', '//a', '/a'),
      target('a slash last is dropped', '/a/', '/a'),
      target('a semicolon', '/a;b=c/..;/d'),
      target('a backslash', '/a\\b\\..\\c'),
      target('braces', '/{proxy}/{a}'),
      target('an address', '/http://other.example/'.slice(0, -1)),
      target('an at sign', '/@other.example'),
      target('a colon', '/a:80@b'),
      bad('a raw NUL', '/a\0b'),
      bad('a raw tab', '/a\tb'),
      bad('a raw CR', '/a\rb'),
      bad('a raw LF', '/a\nb'),
      bad('a raw form feed', '/a\x0cb'),
      bad('a raw escape', '/a\x1bb'),
      bad('a raw DEL', '/a\x7fb'),
      bad('a raw high byte', '/caf\xe9'),
      bad('raw UTF-8', '/caf\xc3\xa9'),
      bad('a raw no-break space', '/a\xa0b'),
      bad('a fragment', '/a#b'),
      bad('a fragment behind a query', '/a?b#c'),
      answered('two slashes and a host are no address', rq('GET //other.example/v1/a HTTP/1.1'), 403),
      answered('the root without a stage', rq('GET / HTTP/1.1'), 403),
      passed('the root of the stage', rq('GET /v1 HTTP/1.1'), seen('GET /')),
      passed('the root of the stage, with a query', rq('GET /v1?a HTTP/1.1'), seen('GET /?a')),
      answered('dots before the stage are no stage', rq('GET /../v1/a HTTP/1.1'), 403),
      answered('an encoded stage is no stage', rq('GET /v%31/a HTTP/1.1'), 403),
    ],
  },
  {
    name: 'queries, and what is mapped from them',
    source: 'aws-behaviour.md §1.8 and §1.9; RFC 9110 §5.5: no CR, LF or NUL is written in a header',
    rows: [
      target('%0d%0a in a query', '/a?x=%0d%0aX-Evil:%201'),
      target('%00 in a query', '/a?x=%00'),
      target('a second question mark', '/a?b?c=/../d'),
      target('an address in a query', '/a?u=http://other.example/'),
      target('an empty query is none', '/a?', '/a'),
      target('separators alone', '/a?&&=&;', '/a?=&;'),
      bad('a raw high byte in a query', '/a?x=\xe9'),
      bad('a raw NUL in a query', '/a?x=\0'),
      split('CR and LF mapped to a header', 'h=a%0d%0aX-Evil:%201'),
      split('LF mapped to a header', 'h=a%0aX-Evil:%201'),
      split('CR mapped to a header', 'h=a%0dX-Evil:%201'),
      split('NUL mapped to a header', 'h=a%00b'),
      split('escape mapped to a header', 'h=%1b'),
      split('DEL mapped to a header', 'h=%7f'),
      split('CR and LF in the last of two', 'h=a&h=b%0d%0aX-Evil:%201'),
      split('U+010D and U+010A, whose low bytes are CR and LF', 'h=a%C4%8D%C4%8AX-Evil:%201'),
      passed(
        'a harmless value mapped to a header',
        rq('GET /v1/a?h=b HTTP/1.1'),
        seen('GET /a?h=b', '', { 'x-mapped': 'b' }),
      ),
      passed(
        'a header mapped to the query adds no parameter',
        rq(GET, ['X-M: 1&evil=2#x']),
        seen('GET /a?m=1%26evil%3D2%23x'),
      ),
      passed(
        'a header mapped to the query ends no request line',
        rq(GET, ['X-M: 1 HTTP/1.1']),
        seen('GET /a?m=1%20HTTP%2F1.1'),
      ),
      passed('high bytes of a header mapped to the query', rq(GET, ['X-M: \xe9']), seen('GET /a?m=%C3%A9')),
    ],
  },
  {
    name: 'sizes',
    source: "aws-behaviour.md §3.2: 10,240 bytes of headers; the same for the URL; AWS's bodies are not recorded",
    rows: [
      passed(
        'a target at the limit',
        rq(`GET /v1/${'a'.repeat(BOUND - 4)} HTTP/1.1`),
        seen(`GET /${'a'.repeat(BOUND - 4)}`),
      ),
      refused('a target over the limit', rq(`GET /v1/${'a'.repeat(BOUND - 3)} HTTP/1.1`) + EVIL, 414),
      passed(
        'a query at the limit',
        rq(`GET /v1/a?${'a'.repeat(BOUND - 6)} HTTP/1.1`),
        seen(`GET /a?${'a'.repeat(BOUND - 6)}`),
      ),
      refused('a query over the limit', rq(`GET /v1/a?${'a'.repeat(BOUND - 5)} HTTP/1.1`) + EVIL, 414),
      refused('a target of 1 MB', rq(`GET /v1/${'a'.repeat(1_000_000)} HTTP/1.1`) + EVIL, 414),
      refused('a method of 1 MB', `${'A'.repeat(1_000_000)} /v1/a HTTP/1.1\r\n\r\n`),
      passed('headers at the limit', rq(GET, [headerBytes(BOUND)]), seen('GET /a')),
      refused('headers over the limit', rq(GET, [headerBytes(BOUND + 1)]) + EVIL, 431),
      refused('a value of 1 MB', rq(GET, [`A: ${'a'.repeat(1_000_000)}`]) + EVIL, 431),
      refused('a name of 1 MB', rq(GET, [`${'a'.repeat(1_000_000)}: A`]) + EVIL, 431),
      refused('2,000 headers', rq(GET, manyHeaders(2_000)) + EVIL, 431),
      refused('a folded line of 1 MB', rq(GET, [`A: b${'\r\n '.repeat(300_000)}`]) + EVIL),
      refused('blanks of 1 MB before a value', rq(GET, [`A:${' '.repeat(1_000_000)}b`]) + EVIL, 431),
    ],
  },
];
