import assert from 'node:assert/strict';
import { connect, type Socket } from 'node:net';
import { type TestContext, test } from 'node:test';
import { systemClock } from '../lib/clock.ts';
import { silentLog } from '../lib/log.ts';
import { listen } from '../wire/wire.ts';
import { BodyRoom, withBodyRoom } from './body-room.ts';

/** A listener that takes bodies of up to 1,000 bytes, with room for as many, and answers how long they were. */
async function open(t: TestContext, room: BodyRoom) {
  const control = withBodyRoom(room, async (rq) => {
    const body = await rq.bytes(1000);
    return { status: 200, headers: [], body: typeof body === 'string' ? body : String(body.length) };
  });
  const listener = await listen({ host: '127.0.0.1', port: 0, answer: control, clock: systemClock, log: silentLog });
  t.after(() => listener.close(0));
  return (head: string, body = ''): Socket => {
    const socket = connect(listener.port, '127.0.0.1');
    socket.on('error', () => undefined);
    t.after(() => socket.destroy());
    socket.write(`POST / HTTP/1.1\r\nHost: localhost\r\n${head}\r\n\r\n${body}`);
    return socket;
  };
}

const small = (): BodyRoom => new BodyRoom(0, undefined, 1000);
const DECLARED = 'Content-Length: 900';
const CHUNKED = 'Transfer-Encoding: chunked';

async function answerOf(socket: Socket): Promise<string> {
  let text = '';
  for await (const piece of socket) {
    text += piece;
    if (text.includes('\r\n\r\n') && /\r\n\r\n.+/s.test(text)) break;
  }
  return text;
}

/** Resolves when so much is held: what was written has arrived. */
async function held(room: BodyRoom, bytes: number): Promise<void> {
  while (room.held !== bytes) await new Promise((resolve) => setImmediate(resolve));
}

for (const [what, head] of [
  ['declared', DECLARED],
  ['chunked', CHUNKED],
] as const) {
  test(`who announces a body and does not send it takes no room: ${what}`, async (t) => {
    const room = small();
    const send = await open(t, room);
    for (let i = 0; i < 50; i++) send(head);
    const body = 'x'.repeat(900);
    assert.match(await answerOf(send(DECLARED, body)), /^HTTP\/1\.1 200 .*\r\n900$/s);
    await held(room, 0);
  });
}

test('what has come is held until it is answered; who finds no room is told so by name and may come again', async (t) => {
  const room = small();
  const send = await open(t, room);
  const first = send(DECLARED, 'x'.repeat(600));
  await held(room, 600);
  for (const refused of [send(DECLARED, 'y'.repeat(500)), send(CHUNKED, `1f4\r\n${'y'.repeat(500)}\r\n`)]) {
    const answer = await answerOf(refused);
    assert.match(answer, /^HTTP\/1\.1 503 /);
    assert.match(answer, /x-amzn-ErrorType: ServiceUnavailableException\r\nRetry-After: 1\r\n/);
    // The rest of it is not read.
    assert.match(answer, /Connection: close/i);
  }
  await held(room, 600);
  assert.match(await answerOf(send(DECLARED.replace('900', '400'), 'z'.repeat(400))), /^HTTP\/1\.1 200 .*\r\n400$/s);
  first.write('x'.repeat(300));
  assert.match(await answerOf(first), /^HTTP\/1\.1 200 .*\r\n900$/s);
  await held(room, 0);
});

test('who goes away in the middle of a body gives its room back', async (t) => {
  const room = small();
  const send = await open(t, room);
  const socket = send(DECLARED, 'x'.repeat(600));
  await held(room, 600);
  socket.destroy();
  await held(room, 0);
});

test('a body above the limit is too large, not too much for the room', async (t) => {
  const room = new BodyRoom(0, undefined, 10_000);
  const send = await open(t, room);
  assert.match(await answerOf(send('Content-Length: 1001', '')), /^HTTP\/1\.1 200 .*\r\ntoo large$/s);
  assert.match(await answerOf(send(CHUNKED, `3e9\r\n${'y'.repeat(1001)}\r\n`)), /too large/);
  await held(room, 0);
});

test('an answer that throws gives the room back', async () => {
  const room = small();
  const failing = withBodyRoom(room, async (rq) => {
    await rq.bytes(1000);
    throw new Error('a bug');
  });
  const rq = { bytes: async (_limit: number, takes: (bytes: number) => boolean) => takes(500) };
  await assert.rejects(async () => failing(rq as never), /a bug/);
  assert.equal(room.held, 0);
});

test('threads share the room, and what a dead one held is free', () => {
  const main = small();
  const [one, two] = [new BodyRoom(1, main.memory, 1000), new BodyRoom(2, main.memory, 1000)];
  assert.equal(one.take(700), true);
  assert.equal(two.take(400), false);
  assert.equal(two.take(300), true);
  main.clear(1);
  assert.equal(main.held, 300);
  assert.equal(two.take(700), true);
});
