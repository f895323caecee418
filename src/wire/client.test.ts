import assert from 'node:assert/strict';
import { createServer, type Server, type Socket } from 'node:net';
import { Readable } from 'node:stream';
import { describe, test } from 'node:test';
import { ManualClock } from '../lib/clock.ts';
import { type Client, type ClientRequest, openClient } from './wire.ts';

interface Endpoint extends AsyncDisposable {
  readonly client: Client;
  readonly clock: ManualClock;
  readonly request: ClientRequest;
  /** Every connection that was made. */
  readonly sockets: Socket[];
  /** What came in on all of them. */
  received(): string;
}

async function endpoint(talk: (socket: Socket, text: string) => void, connections = 1): Promise<Endpoint> {
  const sockets: Socket[] = [];
  let received = '';
  const server: Server = createServer((socket) => {
    sockets.push(socket);
    socket.on('error', () => undefined);
    socket.on('data', (chunk: Buffer) => {
      received += chunk.toString('latin1');
      talk(socket, chunk.toString('latin1'));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  assert.ok(address !== null && typeof address === 'object');
  const clock = new ManualClock();
  const client = openClient({ clock, maxResponseBytes: 1_000, connections });
  return {
    client,
    clock,
    sockets,
    request: {
      origin: `http://127.0.0.1:${address.port}`,
      method: 'GET',
      path: '/x',
      headers: [],
      body: undefined,
      timeoutMs: 100,
    },
    received: () => received,
    async [Symbol.asyncDispose]() {
      await client.close();
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
      assert.equal(clock.pending, 0, 'a timer was left behind');
    },
  };
}

const OK = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\nX-A: 1\r\nx-a: \xe9\r\n\r\nhi';

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
    await using end = await endpoint(() => undefined, 2);
    const answers = [1, 2, 3].map(() => end.client.send(end.request));
    while (end.sockets.length < 2) await new Promise((resolve) => setImmediate(resolve));
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
    ['a head that is too large', `HTTP/1.1 200 OK\r\nA: ${'x'.repeat(40_000)}\r\n\r\n`],
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
    while (end.received() === '') await new Promise((resolve) => setImmediate(resolve));
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
