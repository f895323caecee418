import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { describe, test } from 'node:test';
import type { Caller } from '../lib/caller.ts';
import { endpoint, OK, when } from './client.fixture.ts';

describe('connections that wait for a request', () => {
  test('the one that was used last is used next, and the others go after 4 seconds', async () => {
    const used: number[] = [];
    await using end = await endpoint(
      (socket, _, connection) => {
        used.push(connection);
        socket.write(OK, 'latin1');
      },
      { connections: 2 },
    );
    await Promise.all([end.client.send(end.request), end.client.send(end.request)]);
    end.clock.advance(3_000);
    for (let i = 0; i < 3; i++) await end.client.send(end.request);
    assert.equal(new Set(used.slice(2)).size, 1);
    const [idle] = end.sockets.filter((_, i) => i !== used[2]);
    assert.ok(idle);
    end.clock.advance(999);
    assert.equal(idle.readableEnded, false);
    end.clock.advance(1);
    await when(() => idle.readableEnded);
    await end.client.send(end.request);
    assert.equal(end.sockets.length, 2);
  });

  for (const [header, waited, sockets] of [
    ['timeout=5, max=100', 3_999, 1],
    ['timeout=3', 1_999, 1],
    ['timeout=3', 2_000, 2],
    ['max=5, timeout=3', 2_000, 2],
    ['timeout=1', 0, 2],
    ['timeout=0', 0, 2],
    ['timeout=x', 3_999, 1],
  ] as const) {
    test(`Keep-Alive: ${header} after ${waited} ms`, async () => {
      await using end = await endpoint((socket) =>
        socket.write(OK.replace('X-A: 1', `Keep-Alive: ${header}`), 'latin1'),
      );
      await end.client.send(end.request);
      end.clock.advance(waited);
      await end.client.send(end.request);
      assert.equal(end.sockets.length, sockets);
    });
  }

  for (const [name, act] of [
    ['bytes', (end: Awaited<ReturnType<typeof endpoint>>) => end.sockets[0]?.write(OK)],
    ['a line end', (end: Awaited<ReturnType<typeof endpoint>>) => end.sockets[0]?.write('\r\n')],
    ['its end', (end: Awaited<ReturnType<typeof endpoint>>) => end.sockets[0]?.end()],
  ] as const) {
    test(`${name} that nobody asked for makes it useless`, async () => {
      await using end = await endpoint((socket) => socket.write(OK, 'latin1'));
      await end.client.send(end.request);
      act(end);
      await when(() => end.sockets[0]?.readableEnded === true);
      const answered = await end.client.send({ ...end.request, method: 'POST' });
      assert.ok(answered.answer === 'response');
      assert.equal(end.sockets.length, 2);
    });
  }
});

describe('requests that wait for a connection', () => {
  test('are served in their order, and refused above the bound', async () => {
    const paths: (string | undefined)[] = [];
    await using end = await endpoint(
      (socket, text) => {
        paths.push(text.split(' ')[1]);
        socket.write(OK, 'latin1');
      },
      { waiting: 3 },
    );
    const answers = await Promise.all(
      ['/1', '/2', '/3', '/4'].map((path) => end.client.send({ ...end.request, path })),
    );
    assert.deepEqual(paths, ['/1', '/2', '/3']);
    assert.deepEqual(
      answers.map(({ answer }) => answer),
      ['response', 'response', 'response', 'network error'],
    );
    assert.equal(end.sockets.length, 1);
  });

  test('a cancelled one leaves its place', async () => {
    const seen: string[] = [];
    await using end = await endpoint((_, text) => seen.push(text), { waiting: 1 });
    const first = end.client.send(end.request);
    await when(() => seen.length === 1);
    const caller: Caller = { whenGone: undefined };
    const second = end.client.send({ ...end.request, caller });
    caller.whenGone?.cancel();
    assert.equal((await second).answer, 'network error');
    assert.equal(caller.whenGone, undefined);
    const third = end.client.send(end.request);
    end.clock.advance(100);
    assert.deepEqual([(await first).answer, (await third).answer], ['timeout', 'timeout']);
    assert.equal(seen.length, 1);
  });
});

test('a caller that goes away takes its connection along', async () => {
  await using end = await endpoint((socket) => socket.write('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc'));
  const caller: Caller = { whenGone: undefined };
  const answering = end.client.send({ ...end.request, caller });
  await when(() => end.received() !== '');
  caller.whenGone?.cancel();
  assert.equal((await answering).answer, 'network error');
  await when(() => end.sockets[0]?.readableEnded === true || end.sockets[0]?.destroyed === true);
});

test('origins above the bound: one that is unused makes room, none that is used does', async () => {
  await using end = await endpoint((socket, text) => text.startsWith('GET /x') && socket.write(OK, 'latin1'), {
    origins: 1,
  });
  await using other = await endpoint((socket) => socket.write(OK, 'latin1'));
  const elsewhere = { ...end.request, origin: other.request.origin };
  assert.equal((await end.client.send(end.request)).answer, 'response');
  assert.equal((await end.client.send(elsewhere)).answer, 'response');
  await when(() => end.sockets[0]?.readableEnded === true);
  const pending = end.client.send({ ...end.request, path: '/slow' });
  await when(() => end.received().includes('/slow'));
  assert.equal((await end.client.send(elsewhere)).answer, 'network error');
  end.clock.advance(100);
  assert.equal((await pending).answer, 'timeout');
});

describe('a connection that was dead when it was used again', () => {
  // RFC 9110, 9.2.2: only idempotent methods are sent twice by themselves.
  for (const [method, tries] of [
    ['GET', 2],
    ['HEAD', 2],
    ['OPTIONS', 2],
    ['PUT', 2],
    ['DELETE', 2],
    ['TRACE', 2],
    ['POST', 1],
    ['PATCH', 1],
  ] as const) {
    test(`${method} is sent ${tries === 2 ? 'once more' : 'no second time'}`, async () => {
      let seen = 0;
      await using end = await endpoint((socket, text, connection) => {
        if (text.startsWith(`${method} /again`)) seen++;
        if (connection === 0 && text.includes('/again')) socket.resetAndDestroy();
        else socket.write(method === 'HEAD' && connection === 1 ? 'HTTP/1.1 200 OK\r\n\r\n' : OK, 'latin1');
      });
      await end.client.send(end.request);
      const answered = await end.client.send({ ...end.request, method, path: '/again' });
      assert.equal(answered.answer, tries === 2 ? 'response' : 'network error');
      assert.equal(seen, tries);
    });
  }

  test('a body in memory goes along; a stream is not sent twice', async () => {
    await using end = await endpoint((socket, text, connection) => {
      if (connection === 0 && text.includes('PUT')) socket.end();
      else if (connection > 0 || text.includes('GET')) socket.write(OK, 'latin1');
    });
    const put = { ...end.request, method: 'PUT' };
    await end.client.send(end.request);
    assert.equal((await end.client.send({ ...put, body: Buffer.from('abc') })).answer, 'response');
    assert.equal(end.received().match(/\r\n\r\nabc/g)?.length, 2);
  });

  test('not when it is new, not twice, and not after a byte', async () => {
    let requests = 0;
    await using end = await endpoint((socket, text) => {
      requests++;
      if (text.includes('/ok')) socket.write(OK, 'latin1');
      else if (text.includes('/byte')) socket.end('H');
      else socket.end();
    });
    const send = async (path: string) => (await end.client.send({ ...end.request, path })).answer;
    assert.deepEqual([await send('/new'), requests], ['network error', 1]);
    assert.deepEqual([await send('/ok'), await send('/dead'), requests], ['response', 'network error', 4]);
    assert.deepEqual([await send('/ok'), await send('/byte'), requests], ['response', 'network error', 6]);
  });
});

describe('an answer before the request is out', () => {
  test('counts, and its connection does not', async () => {
    await using end = await endpoint((socket, text) => {
      if (text.includes('HTTP/1.1')) socket.write(OK, 'latin1');
    });
    let pushed = 0;
    const body = new Readable({
      read() {
        pushed += 10;
        if (pushed <= 20) this.push('x'.repeat(10));
      },
    });
    const answered = await end.client.send({ ...end.request, method: 'POST', body, length: 1_000 });
    assert.equal(answered.answer, 'response');
    assert.equal(body.destroyed, true);
    await end.client.send(end.request);
    assert.equal(end.sockets.length, 2);
  });

  test('the same with a body in memory that the endpoint does not take', async () => {
    await using end = await endpoint((socket, text) => {
      socket.pause();
      if (text.includes('HTTP/1.1')) socket.write(OK, 'latin1');
    });
    const body = Buffer.alloc(20_000_000);
    assert.equal((await end.client.send({ ...end.request, method: 'PUT', body })).answer, 'response');
    await end.client.send(end.request);
    assert.equal(end.sockets.length, 2);
  });
});

for (const framing of ['Content-Length: 5', 'Transfer-Encoding: chunked']) {
  test(`a 204 with ${framing} ends its connection: a body may follow and be taken for the next response`, async () => {
    await using end = await endpoint((socket, text) =>
      socket.write(text.includes('/first') ? `HTTP/1.1 204 No Content\r\n${framing}\r\n\r\n` : OK, 'latin1'),
    );
    assert.equal((await end.client.send({ ...end.request, path: '/first' })).answer, 'response');
    const next = await end.client.send(end.request);
    assert.equal(next.answer, 'response');
    assert.equal(end.sockets.length, 2);
  });
}
