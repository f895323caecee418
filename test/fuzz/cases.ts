import type { Random } from './random.ts';

/** What is sent, a string a TCP segment, a character a byte. */
export type Case = readonly string[];

type Words = readonly [string, ...string[]];

const METHODS: Words = ['GET', 'GET', 'POST', 'POST', 'PUT', 'HEAD', 'OPTIONS', 'DELETE', 'PATCH', 'TRACE', 'CONNECT'];
const TARGETS: Words = [
  '/',
  '/a',
  '/a?b=c',
  '/a%0d%0ab',
  '/a//b/../c',
  '*',
  'http://h/a',
  'http://h',
  'h:80',
  '/a#b',
  '/\\',
];
const VERSIONS: Words = [
  'HTTP/1.1',
  'HTTP/1.1',
  'HTTP/1.1',
  'HTTP/1.1',
  'HTTP/1.0',
  'HTTP/2.0',
  'HTTP/0.9',
  'http/1.1',
];
const FIELDS: Words = [
  'A: b',
  'a:b',
  'A:',
  'A: \t b \t',
  'Long: '.padEnd(300, 'x'),
  'X-\xe9: 1',
  'X: \xe9\xff',
  'Connection: close',
  'Connection: keep-alive',
  'Connection: Upgrade',
  'Connection: Content-Length',
  'Proxy-Connection: close',
  'Upgrade: websocket',
  'Upgrade: h2c',
  'Expect: 100-continue',
  'Expect: x',
  'TE: trailers',
  'Host: h',
  'Host: i',
  'Content-Length: 0',
  'Content-Length: 3',
  'Content-Length: 3, 3',
  'Content-Length: +3',
  'Content-Length:',
  'Transfer-Encoding: chunked',
  'Transfer-Encoding: Chunked ',
  'Transfer-Encoding: gzip, chunked',
  'Transfer-Encoding: chunked, identity',
  'Transfer-Encoding: identity',
  'Transfer-Encoding:',
  'Transfer-Encoding : chunked',
  'A: b\r\n c',
  ' A: b',
];
/** What is put somewhere into a request, or in the place of a byte of it. */
const HOSTILE: Words = [
  ...([
    '\r',
    '\n',
    '\r\n',
    '\n\r',
    '\r\n\r\n',
    '\0',
    ' ',
    '\t',
    '\x0b',
    '\x0c',
    '\x7f',
    '\x85',
    '\xa0',
    '\xff',
  ] as const),
  ...[':', ';', ',', '"', '=', '/', '\\', '#', '?', '%', '0', '1', '9', 'a', 'F', '0x', '-', '+', '_'],
  ...['0\r\n\r\n', '3\r\nabc\r\n', 'GET / HTTP/1.1\r\n', 'Transfer-Encoding: chunked\r\n', 'Content-Length: 1\r\n'],
];

/** One to four requests, most of them changed somewhere, cut into segments anywhere. */
export function makeCase(random: Random): Case {
  let bytes = '';
  for (let count = 1 + random.below(4); count > 0; count--) bytes += makeRequest(random);
  // A third stays as it is.
  if (!random.chance(3)) for (let count = 1 + random.below(4); count > 0; count--) bytes = mutate(bytes, random);
  return cut(bytes, random);
}

function makeRequest(random: Random): string {
  const plain = random.chance(2);
  const method = plain ? random.one(['GET', 'POST', 'PUT']) : random.one(METHODS);
  const target = plain ? random.one(['/', '/a', '/a?b=c']) : random.one(TARGETS);
  const fields = ['Host: h'];
  for (let count = random.below(4); count > 0; count--) fields.push(plain ? `X-${count}: y` : random.one(FIELDS));
  let body = '';
  if (random.chance(3)) {
    body = 'abc\r\n\r\n'.slice(0, random.below(8));
    fields.push(`Content-Length: ${body.length}`);
  } else if (random.chance(2)) {
    fields.push('Transfer-Encoding: chunked');
    body = makeChunks(random);
  }
  // Somewhere in the head, so that what frames stands before and behind other fields.
  if (random.chance(2)) fields.reverse();
  return `${method} ${target} ${plain ? 'HTTP/1.1' : random.one(VERSIONS)}\r\n${fields.join('\r\n')}\r\n\r\n${body}`;
}

function makeChunks(random: Random): string {
  let chunks = '';
  for (let count = random.below(4); count > 0; count--) {
    const data = random.one(['a', 'abc', '\r\n', '0\r\n\r\n', 'x'.repeat(300)]);
    const size = random.one([data.length.toString(16), `0${data.length.toString(16).toUpperCase()}`]);
    chunks += `${size}${random.one(['', '', '', ';a', ';a=b', ';a="b"'])}\r\n${data}\r\n`;
  }
  return `${chunks}0\r\n${random.one(['', '', '', 'T: 1\r\n', 'Content-Length: 5\r\n', 'Connection: close\r\n'])}\r\n`;
}

function mutate(bytes: string, random: Random): string {
  const at = random.below(bytes.length + 1);
  const to = Math.min(bytes.length, at + 1 + random.below(random.one([1, 4, 40])));
  const before = bytes.slice(0, at);
  switch (random.below(7)) {
    case 0:
      return before + random.one(HOSTILE) + bytes.slice(at);
    case 1:
      return before + random.one(HOSTILE) + bytes.slice(at + 1);
    case 2:
      return before + String.fromCharCode(random.below(256)) + bytes.slice(at + 1);
    case 3:
      return before + bytes.slice(to);
    case 4:
      return before + bytes.slice(at, to) + bytes.slice(at);
    case 5:
      return `${before}${random.one(FIELDS)}\r\n${bytes.slice(at)}`;
    default: {
      // A line end becomes something else.
      const end = bytes.indexOf('\r\n', at);
      return end < 0
        ? bytes
        : bytes.slice(0, end) + random.one(['\n', '\r', '\r\r\n', ' \r\n', '\r\n ']) + bytes.slice(end + 2);
    }
  }
}

function cut(bytes: string, random: Random): Case {
  const cuts = random.one([0, 1, 2, 5]);
  const places = Array.from({ length: cuts }, () => random.below(bytes.length + 1)).sort((a, b) => a - b);
  return [0, ...places].map((from, i) => bytes.slice(from, places[i] ?? bytes.length)).filter((part) => part !== '');
}

/** Cases that are smaller in one respect, the most daring first. */
export function* smaller(given: Case): Generator<Case> {
  if (given.length > 1) {
    yield [given.join('')];
    for (let i = 1; i < given.length; i++)
      yield [...given.slice(0, i - 1), `${given[i - 1]}${given[i]}`, ...given.slice(i + 1)];
  }
  const length = given.reduce((sum, part) => sum + part.length, 0);
  for (let size = length >> 1; size >= 1; size >>= 1)
    for (let at = 0; at < length; at += size) yield without(given, at, at + size);
}

function without(given: Case, from: number, to: number): Case {
  let start = 0;
  const parts = given.map((part) => {
    const kept = part.slice(0, Math.max(0, from - start)) + part.slice(Math.max(0, to - start));
    start += part.length;
    return kept;
  });
  return parts.filter((part) => part !== '');
}
