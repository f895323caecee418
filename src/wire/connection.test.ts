import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import type { Socket } from 'node:net';
import { describe, test } from 'node:test';
import { silentLog } from '../lib/log.ts';
import { Connection } from './connection.ts';
import { all, dial, GET, hello, LAST, serve, until } from './wire.fixture.ts';
import type { WireRequest, WireResponse } from './wire.ts';

const echo = async (rq: WireRequest) => {
  const body = await rq.bytes(1_000_000);
  return hello(`${rq.method} ${typeof body === 'string' ? body : body.length}`);
};

const statuses = (text: string): string[] =>
  [...text.matchAll(/HTTP\/1\.1 (\d{3})/g)].map(([, status]) => status ?? '');

// A body that is broken in the middle: its reader is told at once, its request is answered, and the connection is over.
for (const [name, chunks] of [
  ['a negative chunk size', '3\r\nabc\r\n-1\r\n'],
  ['a chunk size beyond measure', 'FFFFFFFFFFFFFFFFF\r\n'],
  ['a chunk that is not ended', '3\r\nabcX'],
  ['bare line feeds', '3\nabc\n0\n\n'],
  ['trailers above the bound', `0\r\nX: ${'x'.repeat(11_000)}\r\n\r\n`],
] as const) {
  test(`${name} ends the body and the connection`, async () => {
    await using served = await serve(echo);
    const text = await all(
      dial(served, `POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n${chunks}`, GET),
    );
    assert.deepEqual(statuses(text), ['200']);
    assert.match(text, /POST aborted$/);
  });
}

test('a connection that was held for a body serves the next request', async () => {
  for (const size of [60_000, 70_000, 100_000, 131_072, 400_000]) {
    const gate = Promise.withResolvers<void>();
    let first = true;
    await using served = await serve(async (rq) => {
      if (first) {
        first = false;
        await gate.promise;
      }
      return echo(rq);
    });
    const socket = dial(
      served,
      GET,
      `POST / HTTP/1.1\r\nHost: h\r\nContent-Length: ${size}\r\n\r\n`,
      'x'.repeat(size),
      LAST,
    );
    // The body piles up, and the connection is held, while the first request is still being answered.
    const answered = all(socket);
    await new Promise((resolve) => setImmediate(resolve));
    gate.resolve();
    const text = await answered;
    assert.deepEqual(statuses(text), ['200', '200', '200'], `${size}`);
    assert.ok(text.includes(`POST ${size}`));
  }
});

test('a client that has said its last word gets all its answers', async () => {
  await using served = await serve(echo);
  const socket = dial(served, GET, GET, GET);
  const text = all(socket);
  socket.end();
  assert.deepEqual(statuses(await text), ['200', '200', '200']);
});

test('stray bytes behind the last request do not disturb its answer', async () => {
  await using served = await serve(() => hello('x'.repeat(300_000)));
  const text = await all(dial(served, LAST, 'garbage'.repeat(30_000)));
  assert.deepEqual(statuses(text), ['200']);
  assert.ok(text.length > 300_000);
});

test('blanks behind a value are no part of it', async () => {
  let seen: readonly string[] = [];
  await using served = await serve(async (rq) => {
    seen = rq.headers;
    return echo(rq);
  });
  const text = await all(
    dial(served, 'POST / HTTP/1.1\r\nHost: h \t\r\nX-B: b \t\r\nContent-Length: 3 \r\nConnection: close\r\n\r\nabc'),
  );
  assert.match(text, /POST 3$/);
  assert.deepEqual(seen.slice(0, 4), ['Host', 'h', 'X-B', 'b']);
});

for (const [head, status] of [
  ['CONNECT /path HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nGET /', '400'],
  ['CONNECT h:80 HTTP/1.1\r\nHost: h\r\n\r\n', '400'],
  ['GET / HTTP/2.0\r\nHost: h\r\n\r\n', '505'],
  ['GET / HTTP/0.9\r\nHost: h\r\n\r\n', '505'],
  ['POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: \xa0chunked\r\n\r\n0\r\n\r\n', '400'],
] as const) {
  test(`${JSON.stringify(head.split('\r\n', 1)[0])} is refused with ${status}, and what follows is not read`, async () => {
    let requests = 0;
    await using served = await serve((rq) => {
      requests++;
      return echo(rq);
    });
    const socket = dial(served);
    socket.write(head + GET, 'latin1');
    const text = await all(socket);
    assert.deepEqual(statuses(text), [status]);
    assert.equal(requests, 0);
  });
}

test('who does not take an answer is sent away, whatever else it sends', async () => {
  await using served = await serve(() => hello('x'.repeat(8_000_000)));
  const socket = dial(served, GET);
  socket.pause();
  const closed = new Promise((resolve) => socket.once('close', resolve));
  await new Promise((resolve) => socket.once('connect', resolve));
  for (let i = 0; i < 70; i++) {
    // A further request every 10 seconds must not earn it more time.
    if (i % 10 === 0) socket.write(GET);
    await new Promise((resolve) => setImmediate(resolve));
    served.clock.advance(1_000);
  }
  socket.resume();
  await closed;
  assert.ok(socket.bytesRead < 8_000_000);
});

test('closing does not wait for a client that takes nothing', async () => {
  const served = await serve(() => hello('x'.repeat(8_000_000)));
  const socket = dial(served, LAST);
  socket.pause();
  await new Promise((resolve) => socket.once('connect', resolve));
  await new Promise((resolve) => setImmediate(resolve));
  const closed = served.listener.close(3_000);
  await new Promise((resolve) => setImmediate(resolve));
  served.clock.advance(3_000);
  await closed;
  socket.destroy();
});

test('a body that takes too long is cut off; a head that does is answered 408', async () => {
  await using served = await serve(echo);
  const slowHead = dial(served, 'GET / HTTP/1.1\r\nHos');
  const slowBody = dial(served, 'POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 9\r\n\r\nabc');
  const texts = Promise.all([all(slowHead), all(slowBody)]);
  await until(dial(served, GET), 'GET 0');
  for (let i = 0; i < 320; i++) served.clock.advance(1_000);
  const [head, body] = await texts;
  assert.deepEqual(statuses(head), ['408']);
  assert.match(body, /POST aborted$/);
});

test('connections whose requests arrive in turns are each answered their own', async () => {
  await using served = await serve((rq) => hello(`${rq.target} ${rq.headers.join(',')}`));
  const texts = Array.from({ length: 20 }, (_, i) => `GET /${i} HTTP/1.1\r\nHost: h${i}\r\nX-Own: ${i}\r\n\r\n`);
  const sockets = texts.map(() => dial(served).setNoDelay(true));
  // Each has sent a request before, and has the head of the next in parts of other lengths.
  await Promise.all(
    sockets.map((socket, i) => {
      socket.write(GET.replace('/', `/before${i}`));
      return until(socket, `/before${i} Host,h`);
    }),
  );
  const answers = sockets.map((socket, i) => until(socket, `/${i} Host,h${i},X-Own,${i}`));
  for (let round = 0; round < 4; round++) {
    for (const [i, socket] of sockets.entries()) {
      const text = texts[i] ?? '';
      const cut = (of: number) => Math.min(text.length, of * (8 + i));
      await new Promise((resolve) =>
        socket.write(text.slice(cut(round), round === 3 ? undefined : cut(round + 1)), resolve),
      );
    }
  }
  await Promise.all(answers);
  for (const socket of sockets) socket.destroy();
});

test('a client that ends its side is answered, and after a while nobody works for it any more', async () => {
  const answer = Promise.withResolvers<WireResponse>();
  const asked = Promise.withResolvers<WireRequest>();
  await using served = await serve((rq) => {
    asked.resolve(rq);
    return answer.promise;
  });
  const socket = dial(served, GET);
  const { caller } = await asked.promise;
  assert.ok(caller);
  let cancelled = 0;
  caller.whenGone = { cancel: () => cancelled++ };
  const text = all(socket);
  await new Promise<void>((resolve) => socket.end(resolve));
  for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
  for (let second = 0; second < 4; second++) served.clock.advance(1_000);
  assert.equal(cancelled, 0);
  for (let second = 0; second < 3; second++) served.clock.advance(1_000);
  assert.equal(cancelled, 1);
  answer.resolve(hello('late'));
  assert.match(await text, /^HTTP\/1\.1 200 [\s\S]*Connection: close\r\n[\s\S]*late$/);
});

/** What a connection needs of a socket. */
class FakeSocket extends EventEmitter {
  writableCorked = 0;
  remoteAddress = '127.0.0.1';
  written = '';
  ended = false;
  destroyed = false;
  cork(): void {
    this.writableCorked++;
  }
  uncork(): void {
    this.writableCorked--;
  }
  write(text: string): boolean {
    this.written += text;
    return true;
  }
  pause(): void {
    // Nothing is read from it.
  }
  resume(): void {
    // As above.
  }
  end(): void {
    this.ended = true;
  }
  destroySoon(): void {
    this.ended = true;
  }
  destroy(): void {
    this.destroyed = true;
  }
}

/** A connection over a socket of which pieces come when the test says so, and what it asked for. */
function faked(answer: (rq: WireRequest) => WireResponse | Promise<WireResponse>, closing = false) {
  const socket = new FakeSocket();
  const asked: string[] = [];
  const connection: Connection = new Connection(socket as unknown as Socket, {
    answer(rq) {
      asked.push(rq.target);
      return answer(rq);
    },
    log: silentLog,
    now: () => 0,
    date: () => 'now',
    closing: () => closing,
    settled: () => closing && connection.finish(),
  });
  const arrive = (text: string): void => {
    socket.emit('data', Buffer.from(text));
  };
  return { connection, socket, asked, arrive };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));
const get = (target: string, more = ''): string => `GET ${target} HTTP/1.1\r\nHost: h\r\n${more}\r\n`;
const empty = (): WireResponse => ({ status: 200, headers: [], body: '' });

describe('what has come in a turn is read at its end', () => {
  test('once, in order, however many pieces there are', async () => {
    const { asked, arrive } = faked(empty);
    for (const piece of [get('/1'), get('/2').slice(0, 9), get('/2').slice(9), get('/3')]) arrive(piece);
    await turn();
    assert.deepEqual(asked, ['/1', '/2', '/3']);
  });

  test('unless it is long', () => {
    const { asked, arrive } = faked(empty);
    arrive(get('/short'));
    assert.deepEqual(asked, []);
    arrive(`POST /long HTTP/1.1\r\nHost: h\r\nContent-Length: 20000\r\n\r\n${'x'.repeat(20_000)}`);
    assert.deepEqual(asked, ['/short', '/long']);
    const { asked: other, arrive: arriveThere } = faked(empty);
    arriveThere(`POST /long HTTP/1.1\r\nHost: h\r\nContent-Length: 20000\r\n\r\n${'x'.repeat(20_000)}`);
    assert.deepEqual(other, ['/long']);
  });

  test('or its sender ends its side: then at once, and the answer is the last', async () => {
    const { socket, asked, arrive } = faked(empty);
    arrive(get('/1'));
    socket.emit('end');
    assert.deepEqual(asked, ['/1']);
    assert.ok(socket.written.startsWith('HTTP/1.1 200 OK\r\n') && socket.written.includes('\r\nConnection: close\r\n'));
    await turn();
    assert.deepEqual([asked, socket.ended], [['/1'], true]);
  });

  test('and not at all when the connection is gone', async () => {
    const { socket, asked, arrive } = faked(empty);
    arrive(get('/1'));
    socket.emit('close');
    await turn();
    assert.deepEqual(asked, []);
  });

  test('and a listener that closes waits for it', async () => {
    const { connection, socket, asked, arrive } = faked(empty, true);
    arrive(get('/1'));
    connection.finish();
    assert.equal(socket.ended, false);
    await turn();
    assert.deepEqual([asked, socket.ended], [['/1'], true]);
  });

  for (const [when, pieces] of [
    ['in the piece behind it', [get('/', 'Connection: upgrade\r\nUpgrade: echo\r\n'), 'hello']],
    ['in the same piece', [`${get('/', 'Connection: upgrade\r\nUpgrade: echo\r\n')}hello`]],
  ] as const) {
    test(`nobody is handed a connection of which more has come than the request for it: ${when}`, async () => {
      const { socket, arrive } = faked(() => ({
        status: 101,
        headers: ['Upgrade', 'echo'],
        body: '',
        takeOver: () => assert.fail('handed over'),
      }));
      for (const piece of pieces) arrive(piece);
      await turn();
      assert.deepEqual([socket.written, socket.destroyed], ['', true]);
    });
  }

  test('nor one whose answer is there later, when more is put aside by then', async () => {
    const answer = Promise.withResolvers<WireResponse>();
    const { socket, arrive } = faked(() => answer.promise);
    arrive(get('/', 'Connection: upgrade\r\nUpgrade: echo\r\n'));
    await turn();
    answer.resolve({
      status: 101,
      headers: ['Upgrade', 'echo'],
      body: '',
      takeOver: () => assert.fail('handed over'),
    });
    arrive('hello');
    await turn();
    assert.deepEqual([socket.written, socket.destroyed], ['', true]);
  });
});

for (const more of ['', get('/2')]) {
  test(`while the listener closes, the last answer is out and ${more === '' ? 'nothing' : 'something'} more has come: the client has five seconds`, async () => {
    const answer = Promise.withResolvers<WireResponse>();
    const { connection, arrive } = faked(() => answer.promise, true);
    arrive(get('/1'));
    await turn();
    answer.resolve(empty());
    if (more !== '') arrive(more);
    for (let i = 0; i < 3; i++) await turn();
    assert.equal(connection.deadline, 5_000);
  });
}
