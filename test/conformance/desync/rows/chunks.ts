import { answered, EVIL, type Expected, type Group, POST, passed, type Row, refused, rq, seen } from '../row.ts';

const chunked = (body: string, ...fields: string[]): string =>
  rq(POST, ['Transfer-Encoding: chunked', ...fields], body);
const arrives = (body: string, headers: Expected['headers'] = {}): Expected =>
  seen('POST /a', body, { 'transfer-encoding': undefined, trailer: undefined, ...headers });
/** A chunk size line as it stands here, then three bytes, the last chunk and a hidden request. */
const size = (name: string, line: string): Row => refused(name, chunked(`${line}\r\nabc\r\n0\r\n\r\n${EVIL}`));
/** Trailers are read and forgotten: they change nothing. */
const trailer = (name: string, ...fields: string[]): Row =>
  passed(
    name,
    chunked(`3\r\nabc\r\n0\r\n${fields.join('\r\n')}\r\n\r\n`),
    arrives('abc', {
      'content-length': '3',
      'x-t': undefined,
      authorization: undefined,
      'x-forwarded-for': '127.0.0.1',
    }),
  );
/** The client ends within the body: nobody is answered, and the upstream sees nothing. */
const unfinished = (name: string, body: string): Row => ({
  ...answered(name, chunked(body)),
  closes: true,
  ends: true,
});

export const chunks: readonly Group[] = [
  {
    name: 'chunk sizes',
    source: 'RFC 9112 §7.1: 1*HEXDIG, and nothing else; overflow must be prevented',
    rows: [
      passed('upper case', chunked(`A\r\n0123456789\r\n0\r\n\r\n`), arrives('0123456789')),
      passed('leading zeros', chunked('0003\r\nabc\r\n000\r\n\r\n'), arrives('abc')),
      passed('many', chunked('1\r\na\r\n1\r\nb\r\n1\r\nc\r\n0\r\n\r\n'), arrives('abc', { 'content-length': '3' })),
      passed('none', chunked('0\r\n\r\n'), arrives('')),
      passed('line ends in a chunk are its bytes', chunked('4\r\n\r\n\r\n\r\n0\r\n\r\n'), arrives('\r\n\r\n')),
      size('0x', '0x3'),
      size('plus', '+3'),
      size('minus', '-3'),
      size('minus zero', '-0'),
      size('empty', ''),
      size('no digit', 'g'),
      size('a letter behind', '3g'),
      size('a space before', ' 3'),
      size('a tab before', '\t3'),
      size('a space behind', '3 '),
      size('a tab behind', '3\t'),
      size('a comma', '3,3'),
      size('a fraction', '3.0'),
      size('quotes', '"3"'),
      size('an underscore', '0_3'),
      size('NUL behind', '3\0'),
      size('a vertical tab behind', '3\x0b'),
      size('a form feed behind', '3\x0c'),
      size('CR twice', '3\r'),
      size('2^64 + 3', '10000000000000003'),
      size('forty digits', 'f'.repeat(40)),
      refused('a bare LF behind the size', chunked(`3\nabc\r\n0\r\n\r\n${EVIL}`)),
      refused('a bare CR behind the size', chunked(`3\rabc\r\n0\r\n\r\n${EVIL}`)),
      refused('a bare LF behind the data', chunked(`3\r\nabc\n0\r\n\r\n${EVIL}`)),
      refused('a bare CR behind the data', chunked(`3\r\nabc\r0\r\n\r\n${EVIL}`)),
      refused('nothing behind the data', chunked(`3\r\nabc0\r\n\r\n${EVIL}`)),
      refused('data longer than its size', chunked(`3\r\nabcd\r\n0\r\n\r\n${EVIL}`)),
      refused('data shorter than its size', chunked(`5\r\nabc\r\n0\r\n\r\n${EVIL}`)),
      refused('an empty line before the first size', chunked(`\r\n3\r\nabc\r\n0\r\n\r\n${EVIL}`)),
      refused('a bare LF behind the last size', chunked(`3\r\nabc\r\n0\n\r\n${EVIL}`)),
      refused('a bare LF at the end', chunked(`3\r\nabc\r\n0\r\n\n${EVIL}`)),
      refused('a bare CR at the end', chunked(`3\r\nabc\r\n0\r\n\r${EVIL}`)),
      refused('a request where the trailers should be', chunked(`3\r\nabc\r\n0\r\n${EVIL}`)),
      unfinished('2^32 + 3 is a size that is not filled', `100000003\r\nabc\r\n0\r\n\r\n${EVIL}`),
      unfinished('2^64 - 1 is a size that is not filled', `ffffffffffffffff\r\nabc\r\n0\r\n\r\n${EVIL}`),
      unfinished('the client ends in a size', '3'),
      unfinished('the client ends in a chunk', '5\r\nabc'),
      unfinished('the client ends behind a chunk', '3\r\nabc\r\n'),
      unfinished('the client ends behind the last size', '3\r\nabc\r\n0\r\n'),
      unfinished('the client ends in a trailer', '3\r\nabc\r\n0\r\nX-T: 1'),
    ],
  },
  {
    name: 'chunk extensions',
    source: 'RFC 9112 §7.1.1: ignored when not understood, and limited in their length',
    rows: [
      passed('a name', chunked('3;a\r\nabc\r\n0\r\n\r\n'), arrives('abc')),
      passed('a name and a value', chunked('3;a=b\r\nabc\r\n0;c=d\r\n\r\n'), arrives('abc')),
      passed('a quoted value', chunked('3;a="b;c"\r\nabc\r\n0\r\n\r\n'), arrives('abc')),
      refused('a bare LF within', chunked(`3;a\nabc\r\n0\r\n\r\n${EVIL}`)),
      refused('a bare LF in a quoted value', chunked(`3;a="\n"\r\nabc\r\n0\r\n\r\n${EVIL}`)),
      refused('a bare CR within', chunked(`3;a\rb\r\nabc\r\n0\r\n\r\n${EVIL}`)),
      refused('NUL within', chunked(`3;a\0\r\nabc\r\n0\r\n\r\n${EVIL}`)),
      refused('a quote that is left open', chunked(`3;a="\r\nabc\r\n0\r\n\r\n${EVIL}`)),
      refused('one of 20 KB', chunked(`3;${'a'.repeat(20_000)}\r\nabc\r\n0\r\n\r\n${EVIL}`)),
      refused('one of 2 MB', chunked(`3;${'a'.repeat(2_000_000)}\r\nabc\r\n0\r\n\r\n${EVIL}`)),
      refused('20 KB over many chunks', chunked(`${`1;${'a'.repeat(200)}\r\nx\r\n`.repeat(100)}0\r\n\r\n${EVIL}`)),
    ],
  },
  {
    name: 'trailers',
    source: 'RFC 9110 §6.5.1 and RFC 9112 §7.1.2: never merged into the head, least of all framing and credentials',
    rows: [
      trailer('any', 'X-T: 1'),
      trailer('announced', 'X-T: 1'),
      refused('Content-Length', chunked(`3\r\nabc\r\n0\r\nContent-Length: 40\r\n\r\n${EVIL}`)),
      refused('Transfer-Encoding', chunked(`3\r\nabc\r\n0\r\nTransfer-Encoding: chunked\r\n\r\n${EVIL}`)),
      trailer('Host', 'Host: other.example'),
      trailer('Authorization', 'Authorization: Basic eDp5'),
      trailer('X-Forwarded-For', 'X-Forwarded-For: 6.6.6.6'),
      refused('an empty Transfer-Encoding', chunked(`3\r\nabc\r\n0\r\nTransfer-Encoding:\r\n\r\n${EVIL}`)),
      // The parser would obey them, so that they cannot just be forgotten.
      refused('Connection: close', chunked(`3\r\nabc\r\n0\r\nConnection: close, Content-Length\r\n\r\n${EVIL}`)),
      refused('Upgrade', chunked(`3\r\nabc\r\n0\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n${EVIL}`)),
      trailer('Expect', 'Expect: 100-continue'),
      trailer('X-HTTP-Method-Override', 'X-HTTP-Method-Override: DELETE'),
      refused('folded', chunked(`3\r\nabc\r\n0\r\nX-T: 1\r\n 2\r\n\r\n${EVIL}`)),
      refused('a space before the colon', chunked(`3\r\nabc\r\n0\r\nX-T : 1\r\n\r\n${EVIL}`)),
      refused('a bare LF', chunked(`3\r\nabc\r\n0\r\nX-T: 1\n\r\n${EVIL}`)),
      refused('NUL', chunked(`3\r\nabc\r\n0\r\nX-T: \0\r\n\r\n${EVIL}`)),
      refused('no colon', chunked(`3\r\nabc\r\n0\r\nX-T\r\n\r\n${EVIL}`)),
      refused('of 20 KB', chunked(`3\r\nabc\r\n0\r\nX-T: ${'x'.repeat(20_000)}\r\n\r\n${EVIL}`)),
    ],
  },
];
