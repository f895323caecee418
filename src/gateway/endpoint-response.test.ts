import assert from 'node:assert/strict';
import type { Socket } from 'node:net';
import { describe, test } from 'node:test';
import { proxy, raw, upstream, valuesOf } from './endpoint.fixture.ts';
import { http } from './gateway.fixture.ts';

describe('what the client gets', () => {
  test('status, body and headers, remapped; no trace id of ours (recorded, "no-param-integration")', async () => {
    await using up = await upstream((_, rs) => {
      rs.writeHead(418, [
        'Content-Type',
        'text/plain',
        'Server',
        'gunicorn',
        'x-amzn-RequestId',
        'up',
        'X-A',
        '1',
        'X-A',
        'é',
      ]);
      rs.end('short and stout');
    });
    await using gateway = await proxy(http(up.uri));
    const response = await gateway.send('GET /prod/x');
    assert.deepEqual([response.status, response.body.toString()], [418, 'short and stout']);
    assert.deepEqual(
      ['content-type', 'x-amzn-remapped-server', 'x-amzn-remapped-x-amzn-requestid', 'x-amzn-remapped-connection'].map(
        (name) => valuesOf(response.headers, name),
      ),
      [['text/plain'], ['gunicorn'], ['up'], ['keep-alive']],
    );
    assert.deepEqual(valuesOf(response.headers, 'x-a'), ['1', 'é']);
    assert.equal(valuesOf(response.headers, 'x-amzn-remapped-date').length, 1);
    assert.equal(valuesOf(response.headers, 'content-length').length, 1);
    assert.equal(response.header('x-amzn-trace-id'), undefined);
  });

  test('redirects are the client’s to follow; an answer without Content-Type is application/json', async () => {
    await using up = await upstream((_, rs) => {
      rs.writeHead(302, { Location: '/elsewhere' });
      rs.end();
    });
    await using gateway = await proxy(http(up.uri));
    const response = await gateway.send('GET /prod/x');
    assert.deepEqual(
      [response.status, response.header('location'), response.header('content-type')],
      [302, '/elsewhere', 'application/json'],
    );
  });

  const NETWORK = '{"message": "Network error communicating with endpoint"}';
  for (const [name, talk] of [
    ['resets', (socket: Socket) => void socket.once('data', () => socket.resetAndDestroy())],
    ['closes', (socket: Socket) => void socket.once('data', () => socket.end())],
    ['speaks no HTTP', (socket: Socket) => void socket.once('data', () => socket.end('SSH-2.0-OpenSSH\r\n'))],
    [
      'closes in the middle',
      (socket: Socket) => void socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc')),
    ],
    [
      'answers with more than 10 MB',
      (socket: Socket) =>
        void socket.once('data', () => socket.end(`HTTP/1.1 200 OK\r\n\r\n${'x'.repeat(10_485_761)}`)),
    ],
  ] as const) {
    test(`an endpoint that ${name} is a 504`, async () => {
      await using up = await raw(talk);
      await using gateway = await proxy(http(up.uri));
      const response = await gateway.send('GET /prod/x');
      assert.deepEqual([response.status, response.body.toString()], [504, NETWORK]);
      // One is the listener's own, while it has connections.
      assert.equal(gateway.clock.pending, 1);
    });
  }

  test('an endpoint that is not there is a 504, also for a body that is on its way', async () => {
    const up = await upstream();
    await up[Symbol.asyncDispose]();
    await using gateway = await proxy(http(up.uri));
    assert.equal((await gateway.send('GET /prod/x')).body.toString(), NETWORK);
    const response = await gateway.send('POST /prod/x', [], Buffer.alloc(1_000_000));
    assert.deepEqual([response.status, response.body.toString()], [504, NETWORK]);
  });

  test('a name that does not resolve is a 500', async () => {
    await using gateway = await proxy(http('http://does-not-exist.invalid/'));
    const response = await gateway.send('GET /prod/x');
    assert.deepEqual([response.status, response.body.toString()], [500, '{"message": "Internal server error"}']);
  });

  test('one that takes too long is a 504, whatever it had sent until then', async () => {
    const reached = Promise.withResolvers<void>();
    await using up = await raw((socket) =>
      socket.once('data', () => {
        socket.write('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc');
        reached.resolve();
      }),
    );
    await using gateway = await proxy(http(up.uri, { timeoutInMillis: 50 }));
    const answering = gateway.send('GET /prod/x');
    await reached.promise;
    gateway.clock.advance(50);
    const response = await answering;
    assert.deepEqual([response.status, response.body.toString()], [504, '{"message": "Endpoint request timed out"}']);
  });
});
