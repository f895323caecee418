import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { test } from 'node:test';
import { type Arrival, requestArrived, responseArrived, writeTogether } from './turn.ts';

/** Pairs of connected sockets, ours and what the other side has received. */
async function pairs(count: number): Promise<{ ours: Socket[]; received: string[]; close(): Promise<void> }> {
  const received: string[] = [];
  const server = createServer((socket) => {
    const place = received.push('') - 1;
    socket.setEncoding('latin1').on('data', (text) => {
      received[place] = `${received[place]}${text}`;
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const ours: Socket[] = [];
  for (let i = 0; i < count; i++) {
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
    await once(socket, 'connect');
    ours.push(socket);
  }
  const close = async () => {
    for (const socket of ours) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  };
  return { ours, received, close };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

test('what is written leaves at the end of the turn, all of it and in order', async () => {
  const { ours, received, close } = await pairs(2);
  for (const socket of ours) {
    writeTogether(socket);
    socket.write('a');
    writeTogether(socket);
    socket.write('b');
    assert.deepEqual([socket.writableCorked, socket.writableLength], [1, 2]);
  }
  await turn();
  assert.deepEqual(
    ours.map((socket) => socket.writableCorked),
    [0, 0],
  );
  while (received.some((text) => text.length < 2)) await turn();
  assert.deepEqual(received, ['ab', 'ab']);
  await close();
});

test('what endpoints answered is read first, then what clients ask, then all that was written leaves', async () => {
  const { ours, close } = await pairs(1);
  const [socket] = ours;
  assert.ok(socket !== undefined);
  const order: string[] = [];
  const arrival = (name: string): Arrival => ({
    waits: false,
    catchUp() {
      order.push(name);
      writeTogether(socket);
      socket.write(name);
      queueMicrotask(() => order.push(`${name} promised, ${socket.writableCorked} corked`));
    },
  });
  requestArrived(arrival('request'));
  responseArrived(arrival('response'));
  assert.deepEqual(order, []);
  await turn();
  assert.deepEqual(order, ['response', 'response promised, 1 corked', 'request', 'request promised, 1 corked']);
  assert.equal(socket.writableCorked, 0);
  await close();
});

for (const arrived of [responseArrived, requestArrived]) {
  test(`a turn handles 64 at most, in the order in which they came: ${arrived.name}`, async () => {
    const order: number[] = [];
    for (let i = 0; i < 130; i++) arrived({ waits: false, catchUp: () => order.push(i) });
    const lengths: number[] = [];
    while (order.length < 130) {
      await turn();
      lengths.push(order.length);
    }
    assert.deepEqual(lengths, [64, 128, 130]);
    assert.deepEqual(
      order,
      Array.from({ length: 130 }, (_, i) => i),
    );
  });
}

test('who puts aside more than once in a turn takes one place, and another when that was its turn', async () => {
  const order: string[] = [];
  const crowd: Arrival = { waits: false, catchUp: () => order.push('crowd') };
  for (let i = 0; i < 1_000; i++) requestArrived(crowd);
  requestArrived({ waits: false, catchUp: () => order.push('other') });
  await turn();
  assert.deepEqual(order, ['crowd', 'other']);
  requestArrived(crowd);
  await turn();
  assert.deepEqual(order, ['crowd', 'other', 'crowd']);
});

test('the end of a socket takes it along, and one that was destroyed holds nobody up', async () => {
  const { ours, received, close } = await pairs(3);
  for (const socket of ours) {
    writeTogether(socket);
    socket.write('last words');
  }
  ours[0]?.end();
  ours[1]?.destroy();
  while (received[0] !== 'last words' || received[2] !== 'last words') await turn();
  await close();
});
