import assert from 'node:assert/strict';
import { request } from 'node:http';
import { connect } from 'node:net';
import { type TestContext, test } from 'node:test';
import { MessageChannel } from 'node:worker_threads';
import { systemClock } from '../lib/clock.ts';
import { silentLog } from '../lib/log.ts';
import { type Answer, listen } from '../wire/wire.ts';
import { HandedOver, type HandedRequest, HandOver } from './hand-over.ts';
import { Link } from './link.ts';
import type { OfMain, OfThread } from './thread-words.ts';

/** A listener whose every request is handed over to `control`, as between two threads. */
async function open(t: TestContext, control: Answer) {
  const { port1, port2 } = new MessageChannel();
  const handOver = new HandOver();
  const handedOver = new HandedOver(control);
  const ofMain = { request: (handed: HandedRequest) => handedOver.answer(handed, thread) } as unknown as OfMain;
  const ofThread = {
    body: ({ request: id, limit }) => handOver.body(id, limit),
  } as Partial<OfThread> as OfThread;
  const thread: Link<OfMain, OfThread> = new Link(port1, ofMain);
  const main: Link<OfThread, OfMain> = new Link(port2, ofThread);
  const answer: Answer = (rq) => handOver.answer(rq, main);
  const listener = await listen({ host: '127.0.0.1', port: 0, answer, clock: systemClock, log: silentLog });
  t.after(async () => {
    await listener.close(0);
    port1.close();
  });
  return { port: listener.port, handedOver, thread };
}

interface Sent {
  readonly status: number | undefined;
  readonly headers: NodeJS.Dict<string | string[]>;
  readonly body: Buffer;
}

function send(port: number, options: { method: string; path: string; headers?: object }, body?: Buffer): Promise<Sent> {
  return new Promise((resolve, reject) => {
    const sent = request({ port, agent: false, ...options } as object, (response) => {
      const pieces: Buffer[] = [];
      response.on('data', (piece: Buffer) => pieces.push(piece)).on('error', reject);
      response.on('end', () => {
        const { statusCode: status, headers } = response;
        resolve({ status, headers, body: Buffer.concat(pieces) });
      });
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

test('a request arrives as it was sent, and its answer as it was given', async (t) => {
  const { port } = await open(t, async (rq) => {
    const body = await rq.bytes(1000);
    const seen = `${rq.method} ${rq.target} ${rq.remoteAddress} ${rq.headers.includes('X-Case-Kept')}`;
    return { status: 203, headers: ['X-Seen', seen], body: body as Buffer };
  });
  const every = Buffer.from(Array.from({ length: 256 }, (_, i) => i));
  const options = { method: 'PUT', path: '/a%20b?c=%2F', headers: { 'X-Case-Kept': '1' } };
  const { status, headers, body } = await send(port, options, every);
  assert.deepEqual([status, headers['x-seen']], [203, 'PUT /a%20b?c=%2F 127.0.0.1 true']);
  assert.deepEqual(body, every);
});

test('a body above the limit is too large for the one who asked, declared or not', async (t) => {
  const { port } = await open(t, async (rq) => ({ status: 200, headers: [], body: String(await rq.bytes(10)) }));
  for (const headers of [{}, { 'Transfer-Encoding': 'chunked' }]) {
    const { body } = await send(port, { method: 'POST', path: '/', headers }, Buffer.alloc(11, 'x'));
    assert.equal(body.toString(), 'too large');
  }
});

test('a client that goes away in the middle of its body aborts it', async (t) => {
  const got = Promise.withResolvers<unknown>();
  const { port } = await open(t, async (rq) => {
    got.resolve(await rq.bytes(1000));
    return { status: 200, headers: [], body: '' };
  });
  const socket = connect(port, '127.0.0.1');
  socket.write('POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\nhalf', () => socket.destroy());
  assert.equal(await got.promise, 'aborted');
});

test('a body that its thread has taken along when it died is aborted', async (t) => {
  const { handedOver, thread } = await open(t, async (rq) => ({
    status: 200,
    headers: [],
    body: String(await rq.bytes(10)),
  }));
  thread.close();
  assert.deepEqual(await handedOver.answer(handed({ length: 5 }), thread), {
    ...{ status: 200, headers: [] },
    body: 'aborted',
  });
});

test('512 requests are meant at once; who comes then may come again', async (t) => {
  const all = Promise.withResolvers<void>();
  const { handedOver, thread } = await open(t, async () => {
    await all.promise;
    return { status: 200, headers: [], body: '' };
  });
  const held = Array.from({ length: 512 }, () => handedOver.answer(handed({ length: 0 }), thread));
  const refused = await handedOver.answer(handed({ length: 0 }), thread);
  assert.ok('status' in refused && refused.status === 503 && refused.headers.includes('Retry-After'));
  all.resolve();
  for (const answer of await Promise.all(held)) assert.ok('status' in answer && answer.status === 200);
  const again = await handedOver.answer(handed({ length: 0 }), thread);
  assert.ok('status' in again && again.status === 200);
});

for (const length of [5, 70_000_000, undefined]) {
  test(`who waits for a body of ${length ?? 'unknown'} length takes nobody's place`, async (t) => {
    const { handedOver, thread } = await open(t, async (rq) => {
      await rq.bytes(71_000_000);
      return { status: 200, headers: [], body: '' };
    });
    // The other end is not asked: it never answers.
    const silent = { ask: () => new Promise(() => undefined) } as unknown as Parameters<typeof handedOver.answer>[1];
    for (let i = 0; i < 1000; i++) void handedOver.answer(handed({ length }), silent);
    const answer = await handedOver.answer(handed({ length: 0 }), thread);
    assert.ok('status' in answer && answer.status === 200);
  });
}

function handed({ length }: { readonly length: number | undefined }): HandedRequest {
  const head = { method: 'POST', target: '/', protocol: 'HTTP/1.1', headers: [], remoteAddress: '127.0.0.1' };
  return { request: 1, ...head, port: 4566, secure: false, length };
}
