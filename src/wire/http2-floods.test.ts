import assert from 'node:assert/strict';
import { once } from 'node:events';
import { test } from 'node:test';
import {
  block,
  CONTINUATION,
  codeOf,
  DATA,
  END_HEADERS,
  END_STREAM,
  eventually,
  type Frame,
  frame,
  GET_FIELDS,
  GOAWAY,
  get,
  HEADERS,
  openRaw,
  openSession,
  PING,
  PRIORITY,
  type RawSession,
  RST_STREAM,
  received,
  SETTINGS,
  type ServedTls,
  serveTls,
  u32,
  WINDOW_UPDATE,
} from './http2.fixture.ts';
import { hello } from './wire.fixture.ts';
import type { WireResponse } from './wire.ts';

const POST = frame(HEADERS, END_HEADERS, 1, block([':method', 'POST'], ...GET_FIELDS.slice(1)));

/** Sends frames until all are sent or the server has had enough. */
async function pour(raw: RawSession, count: number, make: (i: number) => Buffer): Promise<void> {
  const { socket } = raw;
  for (let i = 0; i < count && socket.writable; ) {
    const frames: Buffer[] = [];
    for (const end = Math.min(count, i + 1_000); i < end; i++) frames.push(make(i));
    const taken = socket.write(Buffer.concat(frames));
    await (taken
      ? new Promise((resolve) => setImmediate(resolve))
      : Promise.race([once(socket, 'drain'), once(socket, 'close')]));
  }
}

/** How the server ends the connection: at once, or when it looks at what has come in the last second. */
async function ending(raw: RawSession, served: ServedTls): Promise<readonly Frame[]> {
  let over = false;
  const rest = raw.rest().finally(() => {
    over = true;
  });
  // Less than a minute and a half of the server's time: it is not silence that ends it.
  for (let i = 1; i < 8_000 && !over; i++) {
    if (i % 100 === 0) served.clock.advance(1_000);
    await new Promise((resolve) => setImmediate(resolve));
  }
  assert.ok(over, 'the connection has been ended');
  return rest;
}

// Each is of frames that cost the client next to nothing, and none is something that a client needs so much of.
for (const [name, count, make, first] of [
  [
    'RST_STREAM (CVE-2023-44487)',
    10_000,
    (i) => Buffer.concat([get(2 * i + 1), frame(RST_STREAM, 0, 2 * i + 1, u32(8))]),
  ],
  [
    'CONTINUATION (CVE-2024-27316)',
    10_000,
    () => frame(CONTINUATION, 0, 1, block(['x-a', 'b'])),
    frame(HEADERS, END_STREAM, 1, block(...GET_FIELDS)),
  ],
  ['empty CONTINUATION', 10_000, () => frame(CONTINUATION, 0, 1), frame(HEADERS, END_STREAM, 1, block(...GET_FIELDS))],
  ['SETTINGS (CVE-2019-9515)', 100_000, () => frame(SETTINGS, 0, 0)],
  ['PING (CVE-2019-9512)', 100_000, () => frame(PING, 0, 0, Buffer.alloc(8))],
  ['PRIORITY (CVE-2019-9513)', 100_000, () => frame(PRIORITY, 0, 1, Buffer.from([0, 0, 0, 3, 1]))],
  ['WINDOW_UPDATE', 100_000, () => frame(WINDOW_UPDATE, 0, 0, u32(1))],
  ['empty DATA (CVE-2019-9518)', 100_000, () => frame(DATA, 0, 1), POST],
  ['unknown frames', 100_000, () => frame(0x77, 0, 0, Buffer.alloc(8))],
  [
    'malformed requests',
    10_000,
    (i) => frame(HEADERS, END_HEADERS | END_STREAM, 2 * i + 1, block(...GET_FIELDS, ['te', 'x'])),
  ],
] as readonly [string, number, (i: number) => Buffer, Buffer?][]) {
  test(`a flood of ${name} ends the connection that it comes on, and nothing else`, async () => {
    let requests = 0;
    await using served = await serveTls((rq) => {
      if (rq.target === '/other') return hello();
      requests++;
      return new Promise<WireResponse>(() => undefined);
    });
    await using others = openSession(served);
    assert.equal((await others.send({ ':path': '/other' })).status, 200);
    const raw = await openRaw(served);
    if (first !== undefined) raw.write(first);
    await pour(raw, count, make);
    await ending(raw, served);
    // Whatever is sent, no more is made at once than twice the streams that a client may have.
    assert.ok(requests <= 200, `${requests} requests`);
    assert.equal((await others.send({ ':path': '/other' })).status, 200);
    const fresh = await openRaw(served);
    fresh.write(
      frame(
        HEADERS,
        END_HEADERS | END_STREAM,
        1,
        block(...GET_FIELDS.filter(([n]) => n !== ':path'), [':path', '/other']),
      ),
    );
    assert.equal((await fresh.until(({ type }) => type === DATA))?.payload.toString(), 'hello');
    fresh.socket.destroy();
    assert.ok(served.log.lines.every(({ level }) => level === 'debug'));
  });
}

test('requests that are reset as soon as they are sent are not answered without a bound', async () => {
  const answering = Promise.withResolvers<WireResponse>();
  let requests = 0;
  await using served = await serveTls(() => {
    requests++;
    return answering.promise;
  });
  const raw = await openRaw(served);
  // Fewer resets than what ends the connection, and never more than one stream open.
  for (let i = 0; i < 200; i++) {
    raw.write(get(2 * i + 1));
    await eventually(() => requests > i);
    raw.write(frame(RST_STREAM, 0, 2 * i + 1, u32(8)));
  }
  raw.write(get(2001));
  assert.equal(codeOf(await raw.until(({ stream, type }) => type === RST_STREAM && stream === 2001)), 'REFUSED_STREAM');
  assert.equal(requests, 200);
  // When those are done, the connection serves again.
  answering.resolve(hello());
  await new Promise((resolve) => setImmediate(resolve));
  raw.write(get(2003));
  assert.equal((await raw.until(({ stream, type }) => stream === 2003 && type === DATA))?.payload.toString(), 'hello');
  raw.socket.destroy();
});

test('of more streams than are allowed, those beyond are refused, and the others served', async () => {
  const answering = Promise.withResolvers<WireResponse>();
  await using served = await serveTls(() => answering.promise);
  const raw = await openRaw(served);
  raw.write(...Array.from({ length: 150 }, (_, i) => get(2 * i + 1)));
  const refused: number[] = [];
  while (refused.length < 50) {
    const seen = await raw.until(({ type }) => type === RST_STREAM);
    assert.ok(seen);
    refused.push(seen.stream);
  }
  assert.deepEqual(
    refused,
    Array.from({ length: 50 }, (_, i) => 201 + 2 * i),
  );
  answering.resolve(hello());
  for (let i = 0; i < 100; i++) assert.ok(await raw.until(({ type }) => type === DATA), `after ${i} answers`);
  raw.socket.destroy();
});

test('a small block that unfolds to a huge one (HPACK bomb) is not unfolded', async () => {
  let requests = 0;
  await using served = await serveTls(() => {
    requests++;
    return hello();
  });
  const raw = await openRaw(served);
  // A field of 4,000 bytes that goes into the table (RFC 7541, 6.2.1), and 12,000 times one byte that stands for it (6.1).
  const indexed = Buffer.concat([Buffer.from([0x40]), block(['x-bomb', 'y'.repeat(4_000)]).subarray(1)]);
  const bomb = Buffer.concat([block(...GET_FIELDS), indexed, Buffer.alloc(12_000, 0x80 | 62)]);
  raw.write(frame(HEADERS, END_HEADERS | END_STREAM, 1, bomb), get(3));
  assert.equal(codeOf(await raw.until(({ stream, type }) => stream === 1 && type === RST_STREAM)), 'ENHANCE_YOUR_CALM');
  assert.ok(await raw.until(({ stream, type }) => stream === 3 && type === DATA));
  assert.equal(requests, 1);
  await pour(raw, 25, (i) => frame(HEADERS, END_HEADERS | END_STREAM, 2 * i + 5, bomb));
  assert.ok((await ending(raw, served)).some((seen) => seen.type === GOAWAY && codeOf(seen) === 'ENHANCE_YOUR_CALM'));
});

test('headers beyond any measure end the connection', async () => {
  await using served = await serveTls();
  const raw = await openRaw(served);
  const huge = block(...GET_FIELDS, ['x', 'x'.repeat(200_000)]);
  raw.write(frame(HEADERS, END_STREAM, 1, huge.subarray(0, 16_384)));
  await pour(raw, 20, (i) =>
    frame(CONTINUATION, i === 19 ? END_HEADERS : 0, 1, huge.subarray((i + 1) * 10_000, (i + 2) * 10_000)),
  );
  await ending(raw, served);
});

test('answers that nobody takes do not pile up without a bound', async () => {
  const body = Buffer.alloc(10_000_000);
  await using served = await serveTls(() => ({ status: 200, headers: [], body }));
  const raw = await openRaw(served);
  raw.write(...Array.from({ length: 8 }, (_, i) => get(2 * i + 1)));
  // Six of ten million bytes lie below the bound of 64 MiB; the windows let nothing of them through.
  const refused: (number | undefined)[] = [];
  while (refused.length < 2) {
    const seen = await raw.until(({ type }) => type === RST_STREAM);
    refused.push(seen?.stream);
    assert.equal(codeOf(seen), 'ENHANCE_YOUR_CALM');
  }
  assert.deepEqual(refused, [13, 15]);
  raw.socket.destroy();
});

test('heads and bodies are no flood, however much of them there is', async () => {
  await using served = await serveTls(async (rq) => hello(String((await rq.bytes(10_000_000)).length)));
  const raw = await openRaw(served);
  const head = block(...GET_FIELDS, ['x-a', 'a'.repeat(9_000)]);
  for (let i = 0; i < 100; i++) {
    raw.write(frame(HEADERS, END_HEADERS | END_STREAM, 2 * i + 1, head));
    assert.ok(await raw.until(({ type }) => type === DATA), `after ${i} requests`);
    served.clock.advance(1_000);
  }
  raw.socket.destroy();

  await using session = openSession(served);
  const stream = session.session.request({ ':path': '/', ':method': 'POST' });
  const answer = received(stream);
  for (let i = 0; i < 20; i++) {
    await new Promise((resolve) => stream.write(Buffer.alloc(100_000), resolve));
    served.clock.advance(1_000);
  }
  stream.end();
  assert.equal((await answer).body, '2000000');
});
