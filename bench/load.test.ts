import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { describe, test } from 'node:test';
import { readAnswer } from './answer.ts';
import { type LoadResult, percentile, runLoad } from './load.ts';

async function loaded(listener: RequestListener): Promise<LoadResult> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    return await runLoad({
      url: `http://127.0.0.1:${port}/a?b=c`,
      connections: 4,
      seconds: 0.2,
      status: 200,
      body: 'ok',
    });
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

describe('runLoad', () => {
  test('counts the answers and times them', async () => {
    let asked = 0;
    const result = await loaded((request, response) => {
      asked += request.url === '/a?b=c' ? 1 : 0;
      response.end('ok');
    });
    assert.equal(result.requests, asked);
    assert.equal(result.failures, 0);
    assert.ok(result.requests > 4 && result.latency.p50 > 0 && result.latency.p99 >= result.latency.p50);
  });

  test('an answer with another body or status is a failure, and only that', async () => {
    const bodies = await loaded((_, response) => response.end('no'));
    assert.equal(bodies.requests, 0);
    assert.equal(bodies.firstFailure, '200 no');
    const statuses = await loaded((_, response) => response.writeHead(502).end('ok'));
    assert.equal(statuses.firstFailure, '502 ok');
  });

  test('a connection that ends without an answer is a failure, and one that ends after it is replaced', async () => {
    const ended = await loaded((request) => request.socket.destroy());
    assert.ok(ended.failures > 0 && ended.requests === 0);
    const closed = await loaded((_, response) => response.setHeader('connection', 'close').end('ok'));
    assert.ok(closed.failures === 0 && closed.requests > 4, JSON.stringify(closed));
  });
});

describe('readAnswer', () => {
  const read = (text: string) => {
    const answer = readAnswer(Buffer.from(text));
    return answer && { ...answer, body: answer.body.toString() };
  };
  const chunked = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\no!\r\n1\r\nk\r\n0\r\n\r\n';

  test('by length and by chunks, up to its end', () => {
    const whole = 'HTTP/1.1 404 Not Found\r\ncontent-length: 2\r\nConnection: close\r\n\r\nno';
    assert.deepEqual(read(`${whole}more`), { status: 404, body: 'no', length: whole.length, closes: true });
    assert.deepEqual(read(chunked), { status: 200, body: 'o!k', length: chunked.length, closes: false });
  });

  test('nothing while a byte is missing', () => {
    for (let length = 0; length < chunked.length; length++) assert.equal(read(chunked.slice(0, length)), undefined);
  });

  test('an answer that nothing frames is refused', () => {
    assert.throws(() => read('HTTP/1.1 200 OK\r\n\r\n'), /neither Content-Length nor chunks/);
    assert.throws(() => read('SSH-2.0\r\n\r\n'), /Not an HTTP/);
  });
});

test('percentile is the nearest rank', () => {
  const values = Array.from({ length: 100 }, (_, i) => i + 1);
  assert.deepEqual(
    [percentile(values, 0.5), percentile(values, 0.99), percentile(values, 1), percentile([], 0.5)],
    [50, 99, 100, 0],
  );
});

test('paths are taken in turn, with headers and a body; what settles is not counted, and idle connections stay', async (t) => {
  const seen: string[] = [];
  let open = 0;
  const server = createServer(async (request, response) => {
    const body = await text(request);
    seen.push(`${request.method} ${request.url} ${request.headers.host} ${request.headers['x-api-key']} ${body}`);
    response.end('ok');
  }).listen(0, '127.0.0.1');
  server.on('connection', () => open++);
  t.after(() => server.closeAllConnections());
  t.after(() => server.close());
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  const result = await runLoad({
    url: `http://127.0.0.1:${port}/`,
    paths: ['/0', '/1', '/2'],
    headers: { Host: 'an.api', 'x-api-key': 'k' },
    send: 'hello',
    ...{ connections: 2, idle: 5, settleSeconds: 0.1, seconds: 0.1, status: 200, body: 'ok', watch: process.pid },
  });
  assert.equal(result.firstFailure, undefined);
  assert.equal(open, 7);
  assert.ok(result.requests > 0 && result.requests < seen.length - 5, `${result.requests} of ${seen.length}`);
  const kinds = new Map<string, number>();
  for (const request of seen) kinds.set(request, (kinds.get(request) ?? 0) + 1);
  assert.deepEqual(
    [...kinds.keys()].sort(),
    ['/0', '/1', '/2'].map((path) => `POST ${path} an.api k hello`),
  );
  if (process.platform === 'linux') assert.ok((result.watched?.cpuSeconds ?? 0) > 0 && result.watched?.processes === 2);
});

test('an idle connection that the server ends is a failure', async (t) => {
  const server = createServer((request, response) => {
    // The first request of the active connection ends the idle one, which was asked before.
    if (idle === undefined) idle = request.socket;
    else idle.destroy();
    response.end('ok');
  }).listen(0, '127.0.0.1');
  let idle: Socket | undefined;
  t.after(() => server.closeAllConnections());
  t.after(() => server.close());
  await once(server, 'listening');
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : undefined}/`;
  const result = await runLoad({ url, connections: 1, idle: 1, seconds: 0.2, status: 200, body: 'ok' });
  assert.equal(result.failures, 1);
  assert.equal(result.firstFailure, 'an idle connection ended');
});
