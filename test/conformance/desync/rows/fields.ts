import { API_ID, bare, EVIL, GET, type Group, HOST, passed, type Row, refused, rq, seen } from '../row.ts';

const host = `Host: ${HOST}`;
/** A request with one field line as it stands here, and a hidden request behind it. */
const bad = (name: string, line: string): Row => refused(name, rq(GET, [line]) + EVIL);
const good = (name: string, line: string, headers: { readonly [name: string]: string | undefined }): Row =>
  passed(name, rq(GET, [line]), seen('GET /a', '', headers));

export const fields: readonly Group[] = [
  {
    name: 'field lines',
    source: 'RFC 9112 §2.2 and §5, RFC 9110 §5.1 and §5.5',
    rows: [
      bad('obs-fold with a space', 'X-A: 1\r\n 2'),
      bad('obs-fold with a tab', 'X-A: 1\r\n\t2'),
      bad('obs-fold of an empty value', 'X-A:\r\n 2'),
      bad('obs-fold of a blank line', 'X-A: 1\r\n \r\nX-B: 2'),
      refused('a space before the first field', bare(GET, [` ${host}`]) + EVIL),
      refused('a tab before the first field', bare(GET, [`\t${host}`]) + EVIL),
      refused('a blank line before the first field', bare(GET, [' ', host]) + EVIL),
      bad('a space before the colon', 'X-A : 1'),
      bad('a tab before the colon', 'X-A\t: 1'),
      bad('no colon', 'X-A'),
      bad('no name', ': 1'),
      bad('a space within the name', 'X A: 1'),
      bad('NUL in a name', 'X\0A: 1'),
      bad('NUL in a value', 'X-A: 1\x002'),
      bad('NUL alone', 'X-A: \0'),
      bad('a bare CR in a value', 'X-A: 1\r2'),
      bad('a bare CR at the end of a value', 'X-A: 1\r'),
      bad('a bare CR that starts a header', 'X-A: 1\rX-B: 2'),
      bad('a bare CR in a name', 'X\rA: 1'),
      bad('a bare LF that starts a header', 'X-A: 1\nX-B: 2'),
      bad('a bare LF in a name', 'X\nA: 1'),
      bad('LF CR', 'X-A: 1\n\rX-B: 2'),
      bad('CR CR LF', 'X-A: 1\r\r\nX-B: 2'),
      bad('escape in a value', 'X-A: \x1b[2J'),
      bad('0x01 in a value', 'X-A: \x01'),
      bad('backspace in a value', 'X-A: a\x08'),
      bad('a vertical tab in a value', 'X-A: a\x0bb'),
      bad('a form feed in a value', 'X-A: a\x0cb'),
      bad('DEL in a value', 'X-A: \x7f'),
      bad('0x01 in a name', 'X\x01A: 1'),
      bad('DEL in a name', 'X\x7fA: 1'),
      bad('a high byte in a name', 'X\xe9A: 1'),
      bad('a no-break space behind a name', 'X-A\xa0: 1'),
      bad('a bracket in a name', 'X[A]: 1'),
      bad('a slash in a name', 'X/A: 1'),
      bad('a quote in a name', 'X"A": 1'),
      bad('a parenthesis in a name', 'X(A): 1'),
      bad('an at sign in a name', 'X@A: 1'),
      good('high bytes in a value are opaque', 'X-A: caf\xe9 \xff\x80', { 'x-a': 'caf\xe9 \xff\x80' }),
      good('a tab in a value', 'X-A: a\tb', { 'x-a': 'a\tb' }),
      good('blanks around a value', 'X-A: \t a b \t', { 'x-a': 'a b' }),
      good('an empty value', 'X-A:', { 'x-a': '' }),
      good('colons in a value', 'X-A: :1:', { 'x-a': ':1:' }),
      good('every character of a token', "!#$%&'*+-.^_`|~09AZaz: 1", { "!#$%&'*+-.^_`|~09azaz": '1' }),
      good('a value that looks like a line end', 'X-A: a%0d%0aX-B: 2\\r\\nX-C: 3', {
        'x-a': 'a%0d%0aX-B: 2\\r\\nX-C: 3',
        'x-b': undefined,
      }),
      refused('line ends of bare LF', rq(GET).replaceAll('\r\n', '\n') + EVIL),
      refused('line ends of bare CR', rq(GET).replaceAll('\r\n', '\r') + EVIL),
      refused('an end of the head of bare LF', `${GET}\r\n${host}\r\n\n${EVIL}`),
      refused('an end of the head of LF LF', `${GET}\r\n${host}\n\n${EVIL}`),
      refused('an end of the head of CR CR LF', `${GET}\r\n${host}\r\n\r\r\n${EVIL}`),
      refused('a bare LF behind the request line', `${GET}\n${host}\r\n\r\n${EVIL}`),
      refused('a bare CR behind the request line', `${GET}\r${host}\r\n\r\n${EVIL}`),
    ],
  },
  {
    name: 'repeated and look-alike headers',
    source: 'RFC 9110 §5.3; aws-behaviour.md §2.1 and §2.2: what the gateway adds is its own',
    rows: [
      passed(
        'a repeated header keeps its values and their order',
        rq(GET, ['X-A: 1', 'X-B: 2', 'x-a: 3']),
        seen('GET /a', '', { 'x-a': '1 | 3', 'x-b': '2' }),
      ),
      good('X-Forwarded-For of the client is extended', 'X-Forwarded-For: 6.6.6.6', {
        'x-forwarded-for': '6.6.6.6, 127.0.0.1',
      }),
      passed(
        'two X-Forwarded-For are one list',
        rq(GET, ['X-Forwarded-For: 6.6.6.6', 'X-Forwarded-For: 7.7.7.7']),
        seen('GET /a', '', { 'x-forwarded-for': '6.6.6.6, 7.7.7.7, 127.0.0.1' }),
      ),
      good('X-Forwarded-Proto is ours', 'X-Forwarded-Proto: https', { 'x-forwarded-proto': 'http' }),
      good('X-Amzn-Apigateway-Api-Id is ours', 'X-Amzn-Apigateway-Api-Id: other', {
        'x-amzn-apigateway-api-id': API_ID,
      }),
      {
        ...passed(
          'two Authorization pass as two',
          rq(GET, ['Authorization: a', 'Authorization: b']),
          seen('GET /a', '', { authorization: 'a | b' }),
        ),
        nginx: { answers: [400], upstream: [seen('GET /a')] },
      },
      good('Content_Length is dropped', 'Content_Length: 5', {
        content_length: undefined,
        'content-length': undefined,
      }),
      good('Transfer_Encoding is dropped', 'Transfer_Encoding: chunked', {
        transfer_encoding: undefined,
        'transfer-encoding': undefined,
      }),
      good('X_Forwarded_For is dropped', 'X_Forwarded_For: 6.6.6.6', {
        x_forwarded_for: undefined,
        'x-forwarded-for': '127.0.0.1',
      }),
      good('X_Forwarded-Proto is dropped', 'X_Forwarded-Proto: https', {
        'x_forwarded-proto': undefined,
        'x-forwarded-proto': 'http',
      }),
      good("X_Mapped, which a mapping owns when it applies, is the client's when it does not", 'X_Mapped: 1', {
        x_mapped: '1',
      }),
      passed(
        'X_Mapped is dropped beside the mapped X-Mapped',
        rq('GET /v1/a?h=ours HTTP/1.1', ['X_Mapped: theirs']),
        seen('GET /a?h=ours', '', { 'x-mapped': 'ours', x_mapped: undefined }),
      ),
      passed(
        'X-Mapped of the client gives way to the mapped one',
        rq('GET /v1/a?h=ours HTTP/1.1', ['X-Mapped: theirs', 'x-mapped: 2']),
        seen('GET /a?h=ours', '', { 'x-mapped': 'ours' }),
      ),
      good('other underscores pass', 'X_Own: 1', { x_own: '1' }),
    ],
  },
];
