import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type TestContext, test } from 'node:test';
import { MessageChannel } from 'node:worker_threads';
import { type Asked, asBuffer, Link, LinkClosed, Moved, ownBytes } from './link.ts';

function open<Mine extends Asked>(t: TestContext, mine: Mine) {
  const { port1, port2 } = new MessageChannel();
  t.after(() => port1.close());
  new Link<Mine, Record<never, never>>(port1, mine);
  return { port: port2, link: new Link<Record<never, never>, Mine>(port2, {}) };
}

test('each answer reaches the one who asked, in whatever order they come', async (t) => {
  const first = Promise.withResolvers<string>();
  const { link } = open(t, { first: () => first.promise, second: (n: number) => n + 1 });
  const one = link.ask('first', undefined);
  assert.equal(await link.ask('second', 1), 2);
  first.resolve('late');
  assert.equal(await one, 'late');
});

test('an error arrives with its message, its name, its code and the port that it is about', async (t) => {
  const { link } = open(t, {
    fail() {
      throw Object.assign(new RangeError('no room'), { code: 'EROOM', port: 443 });
    },
  });
  const error = { name: 'RangeError', message: 'no room', code: 'EROOM', port: 443 };
  await assert.rejects(link.ask('fail', undefined), error);
});

test('when the other end is gone, what it was asked and what it will be asked is rejected', async (t) => {
  const { link } = open(t, { never: () => new Promise<void>(() => undefined) });
  const asked = link.ask('never', undefined);
  link.close();
  await assert.rejects(asked, LinkClosed);
  await assert.rejects(link.ask('never', undefined), LinkClosed);
  link.tell('never', undefined);
});

test('bytes are handed over, and those of a small Buffer come without what lies beside them', async (t) => {
  const { link } = open(t, {
    bytes() {
      const own = ownBytes(Buffer.from('small'));
      return new Moved({ own }, [own.buffer]);
    },
    take: (bytes: Uint8Array) => asBuffer(bytes).toString(),
  });
  const { own } = await link.ask('bytes', undefined);
  assert.equal(own.buffer.byteLength, 5);
  assert.equal(asBuffer(own).toString(), 'small');
  const sent = ownBytes(Buffer.from('there'));
  assert.equal(await link.ask('take', new Moved(sent, [sent.buffer])), 'there');
  assert.equal(sent.byteLength, 0, 'it is not here any more');
});

test('what is told is done in the order in which it was told', async (t) => {
  const told: number[] = [];
  const { link, port } = open(t, { note: (n: number) => void told.push(n), all: () => told });
  for (let n = 0; n < 100; n++) link.tell('note', n);
  assert.deepEqual(
    await link.ask('all', undefined),
    Array.from({ length: 100 }, (_, n) => n),
  );
  port.close();
  await once(port, 'close');
});
