import assert from 'node:assert/strict';
import type { AddressInfo } from 'node:net';
import { describe, test } from 'node:test';
import { createServer, type TLSSocket } from 'node:tls';
import { ManualClock } from '../lib/clock.ts';
import type { Lookup } from './addresses.ts';
import { endpoint, OK } from './client.fixture.ts';
import { type ClientOptions, openClient } from './client.ts';
import { aExample, ca, cert, key } from './tls.fixture.ts';

/** Names that resolve as a test says, and how often each was asked for. */
function names(table: { readonly [host: string]: readonly string[] | Error }): { lookup: Lookup; asked: string[] } {
  const asked: string[] = [];
  const lookup: Lookup = (host, done) => {
    asked.push(host);
    const found = table[host] ?? new Error(`getaddrinfo ENOTFOUND ${host}`);
    setImmediate(() => (found instanceof Error ? done(found, []) : done(null, found)));
  };
  return { lookup, asked };
}

describe('names', () => {
  test('are asked for once at a time, and again after 10 seconds', async () => {
    const { lookup, asked } = names({ 'a.example': ['127.0.0.1'] });
    await using end = await endpoint((socket) => socket.write(OK.replace('X-A: 1', 'Connection: close'), 'latin1'), {
      lookup,
      connections: 2,
    });
    const request = { ...end.request, origin: end.request.origin.replace('127.0.0.1', 'a.example') };
    const send = async () => (await end.client.send(request)).answer;
    assert.deepEqual(await Promise.all([send(), send()]), ['response', 'response']);
    end.clock.advance(9_999);
    assert.deepEqual([await send(), asked.length, end.sockets.length], ['response', 1, 3]);
    end.clock.advance(1);
    assert.deepEqual([await send(), asked.length], ['response', 2]);
    assert.match(end.received(), new RegExp(`Host: ${request.origin.slice(7)}\r\n`));
  });

  test('that do not resolve are asked for again after a second', async () => {
    const { lookup, asked } = names({});
    await using end = await endpoint(() => undefined, { lookup });
    const request = { ...end.request, origin: 'http://b.example' };
    const send = async () => (await end.client.send(request)).answer;
    assert.deepEqual([await send(), await send(), asked.length], ['no address', 'no address', 1]);
    end.clock.advance(1_000);
    assert.deepEqual([await send(), asked.length], ['no address', 2]);
  });

  test('with several addresses: the next is tried when one refuses, and comes first from then on', async () => {
    const { lookup } = names({ 'a.example': ['127.0.0.2', '127.0.0.1'] });
    await using end = await endpoint((socket) => socket.write(OK.replace('X-A: 1', 'Connection: close'), 'latin1'), {
      lookup,
    });
    const request = { ...end.request, origin: end.request.origin.replace('127.0.0.1', 'a.example') };
    for (let i = 0; i < 2; i++) assert.equal((await end.client.send(request)).answer, 'response');
  });

  test('that are still asked for when time is over', async () => {
    const { promise, resolve } = Promise.withResolvers<Parameters<Lookup>[1]>();
    await using end = await endpoint(() => undefined, { lookup: (_, done) => resolve(done) });
    const answering = end.client.send({ ...end.request, origin: 'http://slow.example', timeoutMs: 50 });
    const done = await promise;
    end.clock.advance(50);
    assert.equal((await answering).answer, 'timeout');
    done(null, ['127.0.0.1']);
  });

  for (const origin of ['', 'x', 'ftp://a', 'http://a/b', 'http://u:p@a', 'http://a:99999', 'http://', 'http://a b']) {
    test(`${JSON.stringify(origin)} is no origin`, async () => {
      await using end = await endpoint(() => undefined);
      assert.equal((await end.client.send({ ...end.request, origin })).answer, 'no address');
    });
  }
});

describe('a connection that cannot be made', () => {
  test('is a network error when it is refused', async () => {
    const end = await endpoint(() => undefined);
    const { request } = end;
    await end[Symbol.asyncDispose]();
    const client = openClient({ clock: new ManualClock(), maxResponseBytes: 1, connections: 1 });
    const answers = await Promise.all([client.send(request), client.send(request), client.send(request)]);
    assert.deepEqual(new Set(answers.map(({ answer }) => answer)), new Set(['network error']));
    await client.close();
  });

  test('is a timeout after 10 seconds, if the request has more', async () => {
    await using end = await endpoint(() => undefined, { lookup: () => undefined });
    const answering = end.client.send({ ...end.request, origin: 'http://slow.example', timeoutMs: 29_000 });
    end.clock.advance(9_999);
    assert.equal(end.clock.pending, 1);
    end.clock.advance(1);
    assert.equal((await answering).answer, 'timeout');
  });
});

describe('TLS', () => {
  async function secure(
    identity: { readonly cert: string; readonly key: string },
    options: Partial<ClientOptions>,
    act: (
      request: (host: string, insecure?: boolean) => Promise<string>,
      asked: (string | false | null | undefined)[],
    ) => Promise<void>,
  ): Promise<void> {
    const asked: (string | false | null | undefined)[] = [];
    const server = createServer({ ...identity, ALPNProtocols: ['h2', 'http/1.1'] }, (socket: TLSSocket) => {
      asked.push((socket as { servername?: string | false | null }).servername, socket.alpnProtocol);
      socket.on('error', () => undefined);
      socket.on('data', () => socket.write(OK, 'latin1'));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const { lookup } = names({ localhost: ['127.0.0.1'], 'a.example': ['127.0.0.1'], 'c.example': ['127.0.0.1'] });
    // Within the time of the certificates.
    const clock = new ManualClock(Date.UTC(2027, 0, 1));
    const client = openClient({ clock, maxResponseBytes: 10, connections: 2, lookup, ...options });
    const request = async (host: string, insecureSkipVerification = false) => {
      const asking = { origin: `https://${host}:${port}`, method: 'GET', path: '/', headers: [], body: undefined };
      const answered = await client.send({ ...asking, timeoutMs: 1_000, insecureSkipVerification });
      return answered.answer === 'network error' ? answered.detail : answered.answer;
    };
    try {
      await act(request, asked);
    } finally {
      await client.close();
      await new Promise((resolve) => server.close(resolve));
    }
  }

  test('with a name and an authority that we know', async () => {
    await secure({ cert, key }, { trusted: [ca] }, async (request, asked) => {
      assert.deepEqual([await request('a.example'), await request('127.0.0.1')], ['response', 'response']);
      // RFC 6066, 3: an address is never indicated.
      assert.deepEqual(asked, ['a.example', 'http/1.1', false, 'http/1.1']);
      assert.equal(await request('a.example'), 'response');
      assert.equal(asked.length, 4);
    });
  });

  test('with an authority that we do not know', async () => {
    await secure({ cert, key }, {}, async (request, asked) => {
      assert.match(await request('a.example'), /UNABLE_TO_VERIFY_LEAF_SIGNATURE/);
      assert.deepEqual(asked.slice(4), []);
      // The reference of API Gateway, TlsConfig: who signed it is skipped, not the name and the dates.
      assert.equal(await request('a.example', true), 'response');
      assert.match(await request('c.example', true), /does not match/);
      assert.match(await request('a.example'), /UNABLE_TO_VERIFY_LEAF_SIGNATURE/);
    });
  });

  test('with another name', async () => {
    await secure(aExample, { trusted: [ca] }, async (request) => {
      assert.match(await request('localhost'), /ERR_TLS_CERT_ALTNAME_INVALID/);
      assert.match(await request('localhost', true), /ERR_TLS_CERT_ALTNAME_INVALID|does not match/);
    });
  });

  for (const [when, at, problem] of [
    ['before', Date.UTC(2020, 0, 1), 'CERT_NOT_YET_VALID'],
    ['after', Date.UTC(2127, 0, 1), 'CERT_HAS_EXPIRED'],
  ] as const) {
    test(`${when} its time`, async () => {
      await secure({ cert, key }, { clock: new ManualClock(at) }, async (request) => {
        assert.equal(await request('a.example', true), problem);
      });
    });
  }

  test('where none is spoken', async () => {
    await using end = await endpoint((socket) => socket.write('HTTP/1.1 400 x\r\n\r\n'));
    const origin = end.request.origin.replace('http:', 'https:');
    assert.equal((await end.client.send({ ...end.request, origin })).answer, 'network error');
  });
});
