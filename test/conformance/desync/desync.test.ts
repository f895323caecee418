import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { checkRow } from './check.ts';
import { type Gateway, startGateway } from './gateway.ts';
import { known } from './known.ts';
import { splitRequests } from './split.ts';
import { table } from './table.ts';
import { nodeUpstream, type Upstream } from './upstream.ts';

let gateway: Gateway;
let upstream: Upstream;
let apiId: string;

before(async () => {
  gateway = await startGateway();
  upstream = await nodeUpstream();
  apiId = await gateway.deploy(upstream.port);
});

after(async () => {
  await gateway[Symbol.asyncDispose]();
  await upstream[Symbol.asyncDispose]();
});

for (const { name, source, rows } of table) {
  describe(`${name} (${source})`, () => {
    for (const row of rows) {
      const reason = known.get(`${name}: ${row.name}`);
      test(reason === undefined ? row.name : `${row.name}, not yet: ${reason}`, async () => {
        const checked = checkRow(row, gateway, upstream, apiId);
        if (reason === undefined) await checked;
        else await assert.rejects(checked, 'The row passes now: take it out of known.ts');
      });
    }
  });
}

test('no row was a bug in Gatehouse', () => {
  assert.deepEqual(
    gateway.log.lines.filter(({ level }) => level === 'error'),
    [],
  );
});

test('the table has no name twice, and no reason is left over', () => {
  const names = table.flatMap((group) => group.rows.map((row) => `${group.name}: ${row.name}`));
  assert.deepEqual(
    names.filter((name, i) => names.indexOf(name) !== i),
    [],
  );
  assert.deepEqual(
    [...known.keys()].filter((name) => !names.includes(name)),
    [],
  );
});

describe('the reader of what the upstream got', () => {
  for (const [name, bytes] of [
    ['two lengths', 'POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 0\r\nContent-Length: 0\r\n\r\n'],
    [
      'a length and chunks',
      'POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    ],
    ['no host', 'GET / HTTP/1.1\r\n\r\n'],
    ['a bare LF', 'GET / HTTP/1.1\r\nHost: h\nA: b\r\n\r\n'],
    ['a space before the colon', 'GET / HTTP/1.1\r\nHost : h\r\n\r\n'],
    ['bytes that are left over', 'GET / HTTP/1.1\r\nHost: h\r\n\r\nabc'],
    ['a bad chunk size', 'POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n0x0\r\n\r\n'],
  ] as const) {
    test(`refuses ${name}`, () => assert.throws(() => splitRequests(bytes)));
  }

  test('cuts requests apart', () => {
    const head = (line: string): string => `${line} HTTP/1.1\r\nHost: h\r\n`;
    const requests = splitRequests(
      `${head('GET /a')}\r\n${head('POST /b')}Content-Length: 2\r\n\r\nhi` +
        `${head('POST /c')}Transfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\n\r\n${head('POST /d')}Content-Length: 9\r\n\r\nhi`,
    );
    assert.deepEqual(
      requests.map(({ method, path, body, cut }) => [method, path, body, cut]),
      [
        ['GET', '/a', '', false],
        ['POST', '/b', 'hi', false],
        ['POST', '/c', 'hi', false],
        ['POST', '/d', 'hi', true],
      ],
    );
  });
});
