import assert from 'node:assert/strict';
import { connect as connectTcp } from 'node:net';
import { describe, test } from 'node:test';
import { type ConnectionOptions, connect, type TLSSocket } from 'node:tls';
import { dialTls, openSession, type ServedTls, serveTls } from './http2.fixture.ts';
import { aExample, aRenewed, bExample, ca, cert, key } from './tls.fixture.ts';
import { all, GET, hello, LAST, until } from './wire.fixture.ts';
import { TlsContexts, type WireRequest, type WireResponse } from './wire.ts';

/** Who a server says that it is, by the certificate's serial number: two certificates are for a.example. */
function serial(socket: TLSSocket): string {
  return socket.getPeerX509Certificate()?.serialNumber ?? 'none';
}

async function serialFor(served: ServedTls, servername: string): Promise<string> {
  const socket = await dialTls(served, { servername, checkServerIdentity: () => undefined });
  const seen = serial(socket);
  socket.destroy();
  return seen;
}

describe('the certificate', () => {
  test('is the one for the name that the client asks for', async () => {
    await using served = await serveTls();
    const subject = async (servername: string): Promise<string> => {
      const socket = await dialTls(served, { servername, checkServerIdentity: () => undefined });
      const { CN } = socket.getPeerCertificate().subject;
      socket.destroy();
      return String(CN);
    };
    assert.equal(await subject('a.example'), 'a.example');
    assert.equal(await subject('A.Example'), 'a.example');
    assert.equal(await subject('x.b.example'), 'b.example');
    // A wildcard stands for one label, and not for none.
    assert.equal(await subject('x.y.b.example'), 'localhost');
    assert.equal(await subject('b.example'), 'localhost');
    assert.equal(await subject('unknown.example'), 'localhost');
    // No name at all.
    assert.equal(await subject(''), 'localhost');
  });

  test('is swapped for new connections, while those that are there go on', async () => {
    await using served = await serveTls();
    const options: ConnectionOptions = { servername: 'a.example' };
    const before = await dialTls(served, options);
    before.write(GET);
    await until(before, 'hello');
    await using session = openSession(served);
    assert.equal((await session.send({})).status, 200);

    served.contexts.replace({ fallback: aRenewed, byName: new Map([['a.example', aRenewed]]) });

    assert.notEqual(await serialFor(served, 'a.example'), serial(before));
    // The one for clients that name nobody is swapped too.
    assert.equal(await serialFor(served, ''), await serialFor(served, 'a.example'));
    before.write(LAST);
    assert.match(await all(before), /^HTTP\/1\.1 200 /);
    assert.equal((await session.send({})).status, 200);
  });

  test('stays as it is when the new ones cannot be used', async () => {
    await using served = await serveTls();
    const fallback = { cert, key };
    const broken = { cert: aExample.cert, key: bExample.key };
    for (const identities of [
      { fallback: broken },
      { fallback: { cert: 'x', key: 'y' } },
      { fallback, byName: new Map([['c.example', broken]]) },
    ]) {
      assert.throws(
        () => served.contexts.replace(identities),
        /^Error: The certificate of (the default|c\.example) cannot be used: /,
      );
    }
    const socket = await dialTls(served, { servername: 'a.example' });
    assert.equal(socket.getPeerCertificate().subject.CN, 'a.example');
    socket.destroy();
  });

  test('what is the same in the new ones is not made again', () => {
    const contexts = new TlsContexts({ fallback: { cert, key }, byName: new Map([['a.example', aExample]]) });
    const before = contexts.find('a.example');
    contexts.replace({
      fallback: aExample,
      byName: new Map([
        ['a.example', { ...aExample }],
        ['b.example', bExample],
      ]),
    });
    assert.equal(contexts.find('a.example'), before);
    contexts.replace({ fallback: aExample, byName: new Map([['a.example', aRenewed]]) });
    assert.notEqual(contexts.find('a.example'), before);
  });
});

describe('sessions', () => {
  /** A ticket of the first connection, once the server has sent one, and whether a second connection can use it elsewhere. */
  async function resumes(first: ServedTls, second: ServedTls, between: () => void = () => undefined): Promise<boolean> {
    const options: ConnectionOptions = { servername: 'a.example' };
    const socket = connect({ port: first.listener.port, host: '127.0.0.1', ca, ...options });
    const session = await new Promise<Buffer>((resolve) => socket.once('session', resolve));
    socket.destroy();
    between();
    const again = await dialTls(second, { ...options, session });
    const resumed = again.isSessionReused();
    again.destroy();
    return resumed;
  }

  test('are resumed after certificates have been swapped', async () => {
    await using served = await serveTls();
    const swap = (): void =>
      served.contexts.replace({ fallback: { cert, key }, byName: new Map([['a.example', aExample]]) });
    assert.equal(await resumes(served, served), true);
    assert.equal(await resumes(served, served, swap), true);
  });

  test('of others are resumed by those who share the ticket keys, and by nobody else', async () => {
    await using one = await serveTls();
    await using other = await serveTls();
    assert.equal(await resumes(one, other), false);
    const ticketKeys = Buffer.alloc(48, 7);
    const identities = { fallback: { cert, key }, byName: new Map([['a.example', aExample]]), ticketKeys };
    one.contexts.replace(identities);
    other.contexts.replace(identities);
    assert.equal(await resumes(one, other), true);
  });
});

describe('handshakes', () => {
  test('agree on the protocol', async () => {
    await using served = await serveTls();
    const chosen = async (...ALPNProtocols: string[]): Promise<string | false | null> => {
      const socket = await dialTls(served, { ALPNProtocols });
      const { alpnProtocol } = socket;
      socket.destroy();
      return alpnProtocol;
    };
    assert.equal(await chosen('http/1.1', 'h2'), 'h2');
    assert.equal(await chosen('http/1.1'), 'http/1.1');
    assert.equal(await chosen(), false);
    // RFC 7301, 3.2: alert 120.
    await assert.rejects(chosen('http/1.0', 'spdy/3'), /no application protocol/);
  });

  test('of TLS 1.1 and before fail', async () => {
    await using served = await serveTls();
    // Security level 0 is where OpenSSL still lets a client offer it.
    const old: ConnectionOptions = { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' };
    await assert.rejects(dialTls(served, old), /protocol version/);
    for (const version of ['TLSv1.2', 'TLSv1.3'] as const) {
      const socket = await dialTls(served, { minVersion: version, maxVersion: version });
      assert.equal(socket.getProtocol(), version);
      socket.destroy();
    }
  });

  test('have ten seconds, however busy the client is with them', async () => {
    await using served = await serveTls();
    const silent = connectTcp(served.listener.port, '127.0.0.1');
    const slow = connectTcp(served.listener.port, '127.0.0.1');
    for (const socket of [silent, slow]) socket.on('error', () => undefined);
    const ended = Promise.all([all(silent), all(slow)]);
    await Promise.all([silent, slow].map((socket) => new Promise((resolve) => socket.once('connect', resolve))));
    // A handshake that is done, so that the two before it have reached the server.
    const served1 = await dialTls(served);
    served1.write(GET);
    await until(served1, 'hello');
    for (let i = 0; i < 10; i++) {
      // A record of 512 bytes whose client hello never gets complete.
      slow.write(i === 0 ? Buffer.from([22, 3, 1, 2, 0]) : Buffer.from([1]));
      await new Promise((resolve) => setImmediate(resolve));
      served.clock.advance(1_000);
    }
    assert.deepEqual(await ended, ['', '']);
    // Whose handshake is done is not concerned.
    served1.write(LAST);
    assert.match(await all(served1), /hello$/);
  });

  test('that fail are told at debug, and harm nobody else', async () => {
    await using served = await serveTls();
    const plain = connectTcp(served.listener.port, '127.0.0.1');
    plain.on('error', () => undefined);
    plain.write(GET);
    await all(plain);
    const gone = connectTcp(served.listener.port, '127.0.0.1');
    await new Promise((resolve) => gone.once('connect', resolve));
    gone.resetAndDestroy();
    await assert.rejects(dialTls(served, { ca: [] }), /self-signed|unable to/);
    const socket = await dialTls(served);
    socket.write(LAST);
    assert.match(await all(socket), /hello$/);
    assert.ok(served.log.lines.length > 0);
    assert.deepEqual(
      [...new Set(served.log.lines.map(({ level, message }) => `${level} ${message}`))],
      ['debug A TLS handshake failed'],
    );
  });

  test('that are under way when the listener closes are not waited for', async () => {
    const served = await serveTls();
    const socket = connectTcp(served.listener.port, '127.0.0.1');
    socket.on('error', () => undefined);
    const ended = all(socket);
    await new Promise((resolve) => socket.once('connect', resolve));
    const other = await dialTls(served);
    await served.listener.close(10_000);
    assert.equal(await ended, '');
    other.destroy();
    assert.equal(served.clock.pending, 0);
  });
});

describe('HTTP/1.1 over TLS', () => {
  test('is served as without, and is known to be secure', async () => {
    const seen: [boolean, number, string][] = [];
    await using served = await serveTls(async (rq: WireRequest) => {
      seen.push([rq.secure, rq.port, rq.remoteAddress]);
      const body = await rq.bytes(1_000_000);
      return hello(`${rq.method} ${body.length}`);
    });
    const socket = await dialTls(served, { ALPNProtocols: ['http/1.1'] });
    socket.write('POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 200000\r\n\r\n');
    socket.write('x'.repeat(200_000));
    assert.match(await until(socket, 'POST 200000'), /Connection: keep-alive/);
    socket.write(LAST);
    assert.match(await all(socket), /Connection: close[\s\S]*GET 0$/);
    assert.deepEqual(seen[0], [true, served.listener.port, '127.0.0.1']);
    assert.equal(seen.length, 2);
  });

  test('finishes what is in flight when the listener closes', async () => {
    const answering = Promise.withResolvers<WireResponse>();
    const reached = Promise.withResolvers<void>();
    const served = await serveTls(() => {
      reached.resolve();
      return answering.promise;
    });
    const socket = await dialTls(served);
    socket.write(GET);
    await reached.promise;
    const closed = served.listener.close(10_000);
    answering.resolve(hello());
    assert.match(await all(socket), /Connection: close[\s\S]*hello$/);
    await closed;
    assert.equal(served.clock.pending, 0);
  });
});
