import assert from 'node:assert/strict';
import type { Socket } from 'node:net';
import { describe, test } from 'node:test';
import { all, dial, GET, serve, until } from './wire.fixture.ts';
import type { Answer, TakenOver, WireResponse } from './wire.ts';

const UPGRADE = 'GET /x HTTP/1.1\r\nHost: h\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\n';

/** Repeats what it is told, and says `bye` at the end. */
function echo(socket: Socket): TakenOver {
  socket.on('data', (chunk) => socket.write(chunk));
  socket.on('end', () => socket.end());
  return { finish: () => socket.end('bye') };
}

const switching = (takeOver: (socket: Socket) => TakenOver = echo): WireResponse => ({
  status: 101,
  headers: ['Upgrade', 'echo'],
  body: '',
  takeOver,
});

describe('an answer that changes the protocol (RFC 9110, 7.8)', () => {
  test('hands the connection over, once what came before is answered', async () => {
    await using served = await serve((rq) =>
      rq.target === '/x' ? switching() : { status: 200, headers: [], body: 'a' },
    );
    const socket = dial(served, GET, UPGRADE);
    const head = await until(socket, 'Upgrade: echo\r\n\r\n');
    assert.match(
      head,
      /keep-alive\r\n\r\naHTTP\/1\.1 101 Switching Protocols\r\nDate: [^\r]+\r\nConnection: upgrade\r\nUpgrade: echo\r\n\r\n$/,
    );
    socket.write('GET / HTTP/1.1\r\n\r\n\x00\xff');
    assert.match(await until(socket, '\xc3\xbf'), /^GET \/ HTTP\/1\.1\r\n\r\n\x00\xc3\xbf$/);
    // It may be silent for as long as it likes: the listener has no say in it.
    served.clock.advance(1_000_000);
    socket.write('still');
    assert.equal(await until(socket, 'still'), 'still');
    socket.end();
    assert.equal(await all(socket), '');
  });

  test('later, when the answer takes time', async () => {
    const answer = Promise.withResolvers<WireResponse>();
    await using served = await serve(() => answer.promise);
    const socket = dial(served, UPGRADE);
    answer.resolve(switching());
    await until(socket, '\r\n\r\n');
    socket.write('x');
    assert.equal(await until(socket, 'x'), 'x');
    socket.destroy();
  });

  const sent: readonly (readonly [name: string, text: string])[] = [
    ['another request', UPGRADE + GET],
    ['half of another request', `${UPGRADE}GET`],
    ['what is no HTTP', `${UPGRADE}\x81\x05hello`],
  ];
  for (const [name, text] of sent) {
    test(`hands nothing over when ${name} is behind the request`, async () => {
      let taken = 0;
      const answer: Answer = () =>
        switching((socket) => {
          taken++;
          return echo(socket);
        });
      await using served = await serve(answer);
      assert.equal(await all(dial(served, text)), '');
      assert.equal(taken, 0);
    });
  }

  test('hands nothing over to who wants the connection to end, or speaks HTTP/1.0', async () => {
    await using served = await serve(() => switching(() => assert.fail('taken over')));
    assert.equal(await all(dial(served, UPGRADE.replace('Upgrade\r\n', 'Upgrade, close\r\n'))), '');
    assert.equal(await all(dial(served, UPGRADE.replace('1.1', '1.0'))), '');
  });

  test('ends as its protocol has it when the listener closes, and at the latest when the time is up', async () => {
    const served = await serve(() => switching());
    const socket = dial(served, UPGRADE);
    await until(socket, '\r\n\r\n');
    const rest = all(socket);
    const closing = served.listener.close(1_000);
    assert.equal(await rest, 'bye');
    await closing;

    const stubborn = await serve(() => switching(() => ({ finish: () => undefined })));
    const held = dial(stubborn, UPGRADE);
    await until(held, '\r\n\r\n');
    const ended = all(held);
    const closed = stubborn.listener.close(1_000);
    stubborn.clock.advance(1_000);
    await closed;
    assert.equal(await ended, '');
  });

  test('a taker that throws, or a header that cannot be sent, ends the connection and is in the log', async () => {
    await using served = await serve((rq) =>
      rq.target === '/x'
        ? switching(() => {
            throw new Error('no');
          })
        : { ...switching(), headers: ['Upgrade', 'a\r\nb'] },
    );
    await all(dial(served, UPGRADE));
    assert.equal(await all(dial(served, UPGRADE.replace('/x', '/y'))), '');
    assert.equal(served.log.lines.filter(({ level }) => level === 'error').length, 2);
  });
});
