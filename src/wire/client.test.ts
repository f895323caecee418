import assert from 'node:assert/strict';
import type { Socket } from 'node:net';
import { Readable } from 'node:stream';
import { describe, test } from 'node:test';
import { endpoint, OK, when } from './client.fixture.ts';
import type { ClientRequest } from './client.ts';

test('a response is given as it came', async () => {
  await using end = await endpoint((socket) => socket.write(OK, 'latin1'));
  const answered = await end.client.send(end.request);
  assert.ok(answered.answer === 'response');
  assert.deepEqual(
    [answered.status, answered.headers, answered.body.toString()],
    [200, ['Content-Length', '2', 'X-A', '1', 'x-a', 'é'], 'hi'],
  );
});

describe('connections', () => {
  test('are used again', async () => {
    await using end = await endpoint((socket) => socket.write(OK, 'latin1'));
    for (let i = 0; i < 5; i++) assert.equal((await end.client.send(end.request)).answer, 'response');
    assert.equal(end.sockets.length, 1);
  });

  test('are never more than the limit; a request that waits for one has its time limit', async () => {
    await using end = await endpoint(() => undefined, { connections: 2 });
    const answers = [1, 2, 3].map(() => end.client.send(end.request));
    await when(() => end.sockets.length === 2);
    assert.equal(end.sockets.length, 2);
    end.clock.advance(100);
    assert.deepEqual(
      (await Promise.all(answers)).map(({ answer }) => answer),
      ['timeout', 'timeout', 'timeout'],
    );
  });

  test('that were closed are not used again', async () => {
    await using end = await endpoint((socket) => socket.end(OK.replace('X-A: 1', 'Connection: close'), 'latin1'));
    for (let i = 0; i < 2; i++) assert.equal((await end.client.send(end.request)).answer, 'response');
    assert.equal(end.sockets.length, 2);
  });
});

describe('bodies', () => {
  test('of known length', async () => {
    await using end = await endpoint((socket, text) => {
      if (text.endsWith('abc')) socket.write(OK, 'latin1');
    });
    await end.client.send({ ...end.request, method: 'POST', body: Buffer.from('abc') });
    await end.client.send({ ...end.request, method: 'POST', body: Readable.from([Buffer.from('abc')]), length: 3 });
    assert.equal(end.received().match(/content-length: 3\r\n/gi)?.length, 2);
    assert.doesNotMatch(end.received(), /transfer-encoding/i);
  });

  test('that fail are a network error', async () => {
    await using end = await endpoint(() => undefined);
    const body = new Readable({
      read() {
        this.destroy(new Error('the client went away'));
      },
    });
    const answered = await end.client.send({ ...end.request, method: 'POST', body, length: 3 });
    assert.equal(answered.answer, 'network error');
  });
});

describe('what is no response', () => {
  for (const [name, text] of [
    ['a closed connection', ''],
    ['not HTTP', 'SSH-2.0\r\n\r\n'],
    ['half a body', 'HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc'],
    ['a body that is too large', `HTTP/1.1 200 OK\r\nContent-Length: 1001\r\n\r\n${'x'.repeat(1_001)}`],
    ['a head that is too large', `HTTP/1.1 200 OK\r\nA: ${'x'.repeat(70_000)}\r\n\r\n`],
  ] as const) {
    test(name, async () => {
      await using end = await endpoint((socket) => socket.end(text));
      assert.equal((await end.client.send(end.request)).answer, 'network error');
    });
  }

  test('a name that does not resolve', async () => {
    await using end = await endpoint(() => undefined);
    const answered = await end.client.send({ ...end.request, origin: 'http://does-not-exist.invalid' });
    assert.equal(answered.answer, 'no address');
  });

  test('nothing, for the time limit: the connection goes with it', async () => {
    await using end = await endpoint(() => undefined);
    const answering = end.client.send(end.request);
    await when(() => end.received() !== '');
    end.clock.advance(99);
    assert.equal(end.clock.pending, 1);
    const [socket] = end.sockets;
    assert.ok(socket);
    const closed = new Promise((resolve) => socket.once('close', resolve));
    end.clock.advance(1);
    assert.equal((await answering).answer, 'timeout');
    await closed;
  });
});

describe('what an endpoint is sent', () => {
  async function sent(request: Partial<ClientRequest>): Promise<{ text: string; host: string }> {
    await using end = await endpoint((socket) => {
      // Each of the bodies below ends like this, or there is none.
      if (/\r\n\r\n(?:$|ab\xc3\xbc$|.*\r\n0\r\n\r\n$)/s.test(end.received())) socket.write(OK, 'latin1');
    });
    assert.equal((await end.client.send({ ...end.request, ...request })).answer, 'response');
    return { text: end.received(), host: end.request.origin.slice(7) };
  }

  test('is exactly this', async () => {
    const headers = ['x-A', '1', 'x-a', '\xe9', 'X-Empty', ''];
    const { text, host } = await sent({ path: '/a%20b//c?x={y}', headers });
    assert.equal(
      text,
      `GET /a%20b//c?x={y} HTTP/1.1\r\nHost: ${host}\r\nx-A: 1\r\nx-a: \xe9\r\nX-Empty: \r\nConnection: keep-alive\r\n\r\n`,
    );
  });

  test('the Host that it is given, and no other', async () => {
    const { text } = await sent({ headers: ['hOST', 'a.example'] });
    assert.deepEqual(text.match(/host: .*/gi), ['hOST: a.example']);
  });

  // RFC 9110, 8.6: a length of 0 where a body is expected, none where it is not.
  for (const [method, length] of [
    ['GET', undefined],
    ['DELETE', undefined],
    ['POST', '0'],
    ['PUT', '0'],
    ['PATCH', '0'],
  ] as const) {
    test(`${method} without a body`, async () => {
      const { text } = await sent({ method });
      assert.equal(/Content-Length: (.*)\r\n/.exec(text)?.[1], length);
    });
  }

  test('a string in UTF-8', async () => {
    const { text } = await sent({ method: 'POST', body: 'ab\u00fc' });
    assert.match(text, /Content-Length: 4\r\n[\s\S]*\r\n\r\nab\xc3\xbc$/);
  });

  test('a stream of unknown length in chunks', async () => {
    const body = Readable.from([Buffer.from('abc'), Buffer.alloc(0), Buffer.from('x'.repeat(17))]);
    const { text } = await sent({ method: 'POST', body });
    assert.match(text, /Transfer-Encoding: chunked\r\n[\s\S]*\r\n\r\n3\r\nabc\r\n11\r\nx{17}\r\n0\r\n\r\n$/);
    assert.doesNotMatch(text, /content-length/i);
  });

  test('a stream no faster than it is taken', async () => {
    await using end = await endpoint((socket) => socket.pause());
    let read = 0;
    const body = new Readable({
      highWaterMark: 65_536,
      read() {
        read += 65_536;
        this.push(Buffer.alloc(65_536));
      },
    });
    const answering = end.client.send({ ...end.request, method: 'POST', body, length: 1_000_000_000 });
    await when(() => end.received() !== '');
    let before = -1;
    // It comes to a halt: what the system buffers is a few megabytes.
    for (let still = 0; still < 50; still = before === read ? still + 1 : 0) {
      before = read;
      await new Promise((resolve) => setImmediate(resolve));
    }
    assert.ok(read < 100_000_000, `${read} bytes were read`);
    end.clock.advance(100);
    assert.equal((await answering).answer, 'timeout');
    assert.equal(body.destroyed, true);
  });

  test('a stream that takes its time: the endpoint has as long as ever from its last piece', async () => {
    await using end = await endpoint((socket, text) => text.endsWith('4') && socket.write(OK, 'latin1'));
    for (const pieces of ['01234', '0123']) {
      const body = new Readable({ read: () => undefined });
      const before = end.received();
      const answering = end.client.send({ ...end.request, method: 'POST', body, length: 5 });
      for (const piece of pieces) {
        body.push(piece);
        await when(() => end.received().length > before.length && end.received().endsWith(piece));
        if (piece !== '4') end.clock.advance(60);
      }
      if (pieces.length === 5) assert.equal((await answering).answer, 'response');
      else {
        // 60 ms of its 100 have passed since the last.
        end.clock.advance(39);
        const early = await Promise.race([answering, new Promise((resolve) => setImmediate(resolve, 'none'))]);
        assert.equal(early, 'none');
        end.clock.advance(1);
        assert.equal((await answering).answer, 'timeout');
      }
    }
  });

  for (const [name, stream] of [
    ['shorter', ['ab']],
    ['longer', ['abc', 'd']],
  ] as const) {
    test(`not a body that is ${name} than was said: the connection goes with it`, async () => {
      await using end = await endpoint(() => undefined);
      const body = Readable.from(stream.map((text) => Buffer.from(text)));
      assert.equal(
        (await end.client.send({ ...end.request, method: 'POST', body, length: 3 })).answer,
        'network error',
      );
      await when(() => end.sockets[0]?.readableEnded === true || end.sockets[0]?.destroyed === true);
      assert.doesNotMatch(end.received(), /abcd/);
    });
  }

  for (const [name, request] of [
    ['a line break in a value', { headers: ['X-A', '1\r\nX-B: 2'] }],
    ['a line feed in a value', { headers: ['X-A', '1\nX-B: 2'] }],
    ['what becomes a line feed in latin1', { headers: ['X-A', '\u010a'] }],
    ['a NUL in a value', { headers: ['X-A', '\0'] }],
    ['a colon in a name', { headers: ['X-A: 1\r\nX-B', '2'] }],
    ['a blank in a name', { headers: ['X-A ', '2'] }],
    ['no name', { headers: ['', '2'] }],
    ['two Hosts', { headers: ['Host', 'a', 'host', 'b'] }],
    ['a blank in the path', { path: '/a HTTP/1.1' }],
    ['a line break in the path', { path: '/a\r\nX: 1' }],
    ['a path that is none', { path: 'http://a/' }],
    ['a method of two words', { method: 'GET /' }],
    ...['Content-Length', 'transfer-encoding', 'Connection', 'keep-alive', 'Upgrade', 'Expect', 'Proxy-Connection'].map(
      (name) => [`our own ${name}`, { headers: [name, '3'] }] as const,
    ),
  ] satisfies readonly (readonly [string, Partial<ClientRequest>])[]) {
    test(`not ${name}`, async () => {
      await using end = await endpoint((socket) => socket.write(OK));
      assert.equal((await end.client.send({ ...end.request, ...request })).answer, 'no address');
      assert.equal(end.sockets.length, 0);
    });
  }
});

describe('the time for the head', () => {
  test('is over before the other', async () => {
    await using end = await endpoint((socket) => socket.write('HTTP/1.1 200 OK\r\n'));
    const answering = end.client.send({ ...end.request, headersTimeoutMs: 30 });
    await when(() => end.received() !== '');
    end.clock.advance(30);
    assert.equal((await answering).answer, 'timeout');
  });

  test('counts no more once the head is there', async () => {
    const { promise: headIsOut, resolve } = Promise.withResolvers<Socket>();
    await using end = await endpoint((socket) => {
      socket.write('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n');
      resolve(socket);
    });
    let answer = '';
    const answering = end.client.send({ ...end.request, headersTimeoutMs: 30 }).then((answered) => {
      answer = answered.answer;
    });
    await headIsOut;
    // The head has to be read by the client, of which nothing tells.
    for (let i = 0; i < 20; i++) await new Promise((done) => setImmediate(done));
    end.clock.advance(99);
    await new Promise((done) => setImmediate(done));
    assert.equal(answer, '');
    end.clock.advance(1);
    await answering;
    assert.equal(answer, 'timeout');
  });
});

test('a closed client answers, and does not connect', async () => {
  await using end = await endpoint(() => undefined);
  const answering = end.client.send(end.request);
  await when(() => end.received() !== '');
  await end.client.close();
  assert.equal((await answering).answer, 'network error');
  assert.equal((await end.client.send(end.request)).answer, 'network error');
  assert.equal(end.sockets.length, 1);
});
