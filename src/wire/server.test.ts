import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { describe, test } from 'node:test';
import { all, dial, GET, hello, LAST, type Served, serve, until } from './wire.fixture.ts';
import type { WireResponse } from './wire.ts';

describe('the head of a response', () => {
  test("is in AWS's order: Date, Content-Type, Content-Length, Connection, the rest", async () => {
    await using served = await serve();
    assert.equal(
      await all(dial(served, LAST)),
      'HTTP/1.1 200 OK\r\nDate: Sun, 22 Nov 2026 18:30:05 GMT\r\nContent-Type: text/plain\r\nContent-Length: 5\r\n' +
        'Connection: close\r\nX-A: 1\r\n\r\nhello',
    );
  });

  test('has no length for 204 and 304, and the length of the body for HEAD', async () => {
    await using served = await serve((rq) => ({ status: Number(rq.target.slice(1)), headers: [], body: 'abc' }));
    for (const status of [204, 304]) {
      const seen = await all(dial(served, LAST.replace('/', `/${status}`)));
      assert.match(seen, new RegExp(`^HTTP/1.1 ${status} [\\s\\S]*Connection: close\r\n\r\n$`));
      assert.doesNotMatch(seen, /content-length|transfer-encoding/i);
    }
    assert.match(await all(dial(served, LAST.replace('GET /', 'HEAD /200'))), /Content-Length: 3\r\n[\s\S]*\r\n\r\n$/);
  });

  test('counts bytes, not characters', async () => {
    await using served = await serve(() => ({ status: 200, headers: [], body: 'å☃' }));
    assert.match(await all(dial(served, LAST)), /Content-Length: 5\r\n/);
  });
});

describe('connections', () => {
  test('are kept, and serve what is pipelined in its order', async () => {
    let count = 0;
    await using served = await serve(async () => hello(`#${++count}`));
    const socket = dial(served, GET, GET, LAST);
    const seen = await all(socket);
    assert.deepEqual(seen.match(/#\d|Connection: \S+/g), [
      'Connection: keep-alive',
      '#1',
      'Connection: keep-alive',
      '#2',
      'Connection: close',
      '#3',
    ]);
  });

  test('of HTTP/1.0 are closed', async () => {
    await using served = await serve((rq) => hello(rq.protocol));
    assert.match(await all(dial(served, 'GET / HTTP/1.0\r\n\r\n')), /Connection: close\r\n[\s\S]*HTTP\/1\.0$/);
  });

  test('are kept for a body that nobody reads, when it is small', async () => {
    await using served = await serve();
    const socket = dial(served, 'POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\n');
    assert.match(await until(socket, 'hello'), /Connection: keep-alive/);
    socket.write(`abc${LAST}`);
    assert.match(await all(socket), /^HTTP\/1\.1 200 /);
  });

  test('are closed for a large one, once the client has had its answer', async () => {
    await using served = await serve();
    const socket = dial(served, 'POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 99999999\r\n\r\n');
    assert.match(await until(socket, 'hello'), /Connection: close/);
    assert.equal(served.clock.pending, 1);
    const closed = all(socket);
    served.clock.advance(5_000);
    assert.equal(await closed, '');
    assert.equal(served.clock.pending, 0);
  });
});

describe('closing', () => {
  test('finishes what is in flight, and tells the client to close', async () => {
    const answering = Promise.withResolvers<WireResponse>();
    const reached = Promise.withResolvers<void>();
    await using served = await serve(() => {
      reached.resolve();
      return answering.promise;
    });
    const socket = dial(served, GET);
    await reached.promise;
    const closed = served.listener.close(10_000);
    answering.resolve(hello());
    assert.match(await all(socket), /Connection: close[\s\S]*hello$/);
    await closed;
    assert.equal(served.clock.pending, 0);
    await assert.rejects(dialled(served), /ECONNREFUSED/);
  });

  test('ends idle connections at once', async () => {
    await using served = await serve();
    const socket = dial(served, GET);
    await until(socket, 'hello');
    const ended = all(socket);
    await served.listener.close(10_000);
    assert.equal(await ended, '');
  });

  test('does not wait for longer than the grace', async () => {
    const reached = Promise.withResolvers<void>();
    await using served = await serve(() => {
      reached.resolve();
      return new Promise(() => undefined);
    });
    const ended = all(dial(served, GET));
    await reached.promise;
    const closed = served.listener.close(1_000);
    served.clock.advance(1_000);
    await closed;
    assert.equal(await ended, '');
  });

  test('twice is harmless', async () => {
    await using served = await serve();
    await Promise.all([served.listener.close(10), served.listener.close(10)]);
  });
});

function dialled(served: Served): Promise<void> {
  return new Promise((resolve, reject) => {
    connect(served.listener.port, '127.0.0.1', resolve).once('error', reject);
  });
}

test('a bug in an answer ends its connection, is logged, and harms nobody else', async () => {
  await using served = await serve((rq) => {
    if (rq.target === '/throws') return Promise.reject(new Error('a bug'));
    if (rq.target === '/unwritable') return Promise.resolve({ status: 200, headers: ['A', 'x\r\ny'], body: '' });
    if (rq.target === '/sync') return { status: 200, headers: ['A', 'x\r\ny'], body: '' };
    return hello();
  });
  for (const path of ['/throws', '/unwritable', '/sync'])
    assert.equal(await all(dial(served, GET.replace('/', path))), '');
  assert.equal(served.log.lines.filter(({ level }) => level === 'error').length, 3);
  assert.match(await all(dial(served, LAST)), /hello$/);
});
