import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { test } from 'node:test';
import { writeTogether } from './together.ts';

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

test('nobody waits for more than fifteen others', async () => {
  const { ours, close } = await pairs(17);
  for (const socket of ours) {
    writeTogether(socket);
    socket.write('a');
  }
  assert.deepEqual(
    ours.map((socket) => socket.writableCorked),
    [...Array(16).fill(0), 1],
  );
  await turn();
  assert.equal(ours.at(-1)?.writableCorked, 0);
  await close();
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
