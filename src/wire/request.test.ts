import assert from 'node:assert/strict';
import { buffer } from 'node:stream/consumers';
import { describe, test } from 'node:test';
import { IncomingRequest } from './request.ts';
import { all, dial, GET, hello, LAST, serve, until } from './wire.fixture.ts';
import type { Answer } from './wire.ts';

describe('requests', () => {
  test('are as the client sent them', async () => {
    const seen: unknown[] = [];
    await using served = await serve((rq) => {
      seen.push(rq.method, rq.target, rq.protocol, rq.remoteAddress, rq.port, rq.secure, rq.length, rq.headers);
      return hello();
    });
    const head = 'PATCH /a//b%2f?x=%0a HTTP/1.1\r\nhOST: h\r\nX-A: 1\r\nX-a: \xe9\r\nConnection: close\r\n\r\n';
    const socket = dial(served);
    socket.write(head, 'latin1');
    await all(socket);
    assert.deepEqual(seen, [
      'PATCH',
      '/a//b%2f?x=%0a',
      'HTTP/1.1',
      '127.0.0.1',
      served.listener.port,
      false,
      0,
      ['hOST', 'h', 'X-A', '1', 'X-a', 'é', 'Connection', 'close'],
    ]);
  });

  test('in absolute form have their path for a target', async () => {
    await using served = await serve((rq) => hello(rq.target));
    for (const [target, path] of [
      ['http://h/a?b', '/a?b'],
      ['http://h', '/'],
      ['http://h?x', '/?x'],
    ]) {
      assert.match(
        await all(dial(served, LAST.replace('/', target as string))),
        new RegExp(`\n${(path ?? '').replace('?', '\\?')}$`),
      );
    }
  });

  test('that are too large in head or address are refused', async () => {
    await using served = await serve();
    for (const [request, status] of [
      [LAST.replace('/', `/${'a'.repeat(10_239)}`), 200],
      [LAST.replace('/', `/${'a'.repeat(10_240)}`), 414],
      [LAST.replace('Host', `A: ${'a'.repeat(10_000)}\r\nHost`), 200],
      [LAST.replace('Host', `A: ${'a'.repeat(10_240)}\r\nHost`), 431],
      [LAST.replace('Host', `A: ${'a'.repeat(30_000)}\r\nHost`), 431],
      ['nonsense\r\n\r\n', 400],
    ] as const) {
      assert.match(await all(dial(served, request)), new RegExp(`^HTTP/1\\.1 ${status} `));
    }
  });
});

describe('bodies', () => {
  test('of single bytes take the memory of what they hold, asked for or not yet', async () => {
    for (const asked of [true, false]) {
      const connection = { remoteAddress: '', port: 0, secure: false, hold: noop, release: noop, bodyWanted: noop };
      const head = { method: 'POST', target: '/', version: '1.1', headers: [], keepAlive: true };
      const request = new IncomingRequest(head, '/', undefined, connection);
      const bytes = asked ? request.bytes(1_000_000) : undefined;
      const chunk = Buffer.alloc(1_000, 'x');
      const before = process.memoryUsage().heapUsed;
      for (let i = 0; i < 1_000_000; i++) request.push(chunk.subarray(i % 1_000, (i % 1_000) + 1));
      const taken = process.memoryUsage().heapUsed - before;
      assert.ok(taken < 64_000_000, `${taken} bytes of heap`);
      request.end();
      assert.equal((await (bytes ?? request.bytes(1_000_000))).toString(), 'x'.repeat(1_000_000));
    }
  });

  const POST = (length: number, body = '') =>
    `POST / HTTP/1.1\r\nHost: h\r\nConnection: close\r\nContent-Length: ${length}\r\n\r\n${body}`;
  const bytes: Answer = async (rq) => hello(String(await rq.bytes(10)));

  for (const [name, request, expected] of [
    ['whole', POST(5, 'abcde'), 'abcde'],
    ['none', POST(0), ''],
    ['at the limit', POST(10, '0123456789'), '0123456789'],
    ['above the limit', POST(11), 'too large'],
    [
      'in chunks',
      'POST / HTTP/1.1\r\nHost: h\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n',
      'abcde',
    ],
    [
      'in chunks above the limit',
      'POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n6\r\nabcdef\r\n6\r\nabcdef\r\n',
      'too large',
    ],
  ] as const) {
    test(name, async () => {
      await using served = await serve(bytes);
      const socket = dial(served, request);
      assert.match(await until(socket, `\r\n\r\n${expected}`), new RegExp(`\r\n\r\n${expected}$`));
      socket.destroy();
    });
  }

  test('that end early are aborted, also when nobody was reading yet', async () => {
    const bodies: unknown[] = [];
    const done = Promise.withResolvers<void>();
    const gone = Promise.withResolvers<void>();
    await using served = await serve(async (rq) => {
      if (rq.target === '/late') await gone.promise;
      bodies.push(await rq.bytes(100));
      if (bodies.length === 2) done.resolve();
      return hello();
    });
    for (const path of ['/late', '/now']) {
      const socket = dial(served, POST(50, 'half').replace('/', path));
      const closed = all(socket);
      socket.end();
      await closed;
    }
    gone.resolve();
    await done.promise;
    assert.deepEqual(bodies, ['aborted', 'aborted']);
  });

  test('can be read as they come', async () => {
    await using served = await serve(async (rq) => hello((await buffer(rq.stream())).toString('latin1')));
    const socket = dial(served, POST(6, 'abc'));
    socket.write('def');
    assert.match(await all(socket), /\r\n\r\nabcdef$/);
  });

  test('whose reader gives up still get their answer', async () => {
    await using served = await serve(async (rq) => {
      (rq.stream() as NodeJS.ReadableStream & { destroy(error: Error): void }).destroy(new Error('no'));
      return hello();
    });
    const socket = dial(served, POST(200_000, 'abc'));
    await until(socket, 'hello');
    const closed = all(socket);
    socket.write('x'.repeat(199_997));
    await closed;
  });

  test('that are cut off fail their reader', async () => {
    const failed = Promise.withResolvers<unknown>();
    const reached = Promise.withResolvers<void>();
    await using served = await serve(async (rq) => {
      reached.resolve();
      await buffer(rq.stream()).then(failed.resolve, failed.resolve);
      return hello();
    });
    const socket = dial(served, POST(50, 'half'));
    await reached.promise;
    socket.destroy();
    assert.match(String(await failed.promise), /went away/);
  });
});

test('a client that goes away while its answer is made is told to what makes it, once', async () => {
  const asked = Promise.withResolvers<void>();
  const gone = Promise.withResolvers<void>();
  let cancelled = 0;
  await using served = await serve((rq) => {
    assert.ok(rq.caller);
    rq.caller.whenGone = {
      cancel() {
        cancelled++;
        gone.resolve();
      },
    };
    if (rq.target !== '/slow') return hello();
    asked.resolve();
    return new Promise(() => undefined);
  });
  const socket = dial(served, GET, 'GET /slow HTTP/1.1\r\nHost: h\r\n\r\n');
  await until(socket, 'hello');
  assert.equal(cancelled, 0);
  await asked.promise;
  socket.resetAndDestroy();
  await gone.promise;
  assert.equal(cancelled, 1);
});

function noop(): void {
  // Nobody is there to be held.
}
