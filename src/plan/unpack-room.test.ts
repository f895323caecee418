import assert from 'node:assert/strict';
import { test } from 'node:test';
import { UnpackRoom } from './unpack-room.ts';

const bytes = (count: number) => async () => Buffer.alloc(count);

test('there is room until it is full, and again when some was given back', async () => {
  const room = new UnpackRoom(10);
  assert.equal((await room.take(bytes(6)))?.length, 6);
  assert.equal(await room.take(bytes(5)), undefined);
  assert.equal((await room.take(bytes(4)))?.length, 4);
  assert.equal(await room.take(() => assert.fail('It is unpacked without room for any of it')), undefined);
  room.give(6);
  assert.equal((await room.take(bytes(5)))?.length, 5);
});

test('eight are unpacked at a time; what cannot be unpacked leaves its place', async () => {
  const room = new UnpackRoom();
  const begun: (() => void)[] = [];
  const all = Array.from({ length: 20 }, (_, i) =>
    room.take(
      () =>
        new Promise((resolve, reject) => {
          begun.push(() => (i % 2 === 0 ? resolve(Buffer.alloc(1)) : reject(new Error('No gzip'))));
        }),
    ),
  );
  const settled = Promise.allSettled(all);
  for (let done = 0; done < 20; done++) {
    assert.equal(begun.length, Math.min(20, done + 8));
    begun[done]?.();
    await Promise.allSettled([all[done]]);
    await new Promise((resolve) => setImmediate(resolve));
  }
  assert.equal((await settled).filter(({ status }) => status === 'fulfilled').length, 10);
});
