import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import { connect } from 'node:net';
import { describe, test } from 'node:test';
import type { IntegrationRecord, InvokeRequest } from '../definition/definition.ts';
import { BodyFlow } from '../lib/body-flow.ts';
import { listening, raw, upstream, valuesOf } from './endpoint.fixture.ts';
import {
  definition,
  HOST,
  http,
  type Invoke,
  lambda,
  openWire,
  type Running,
  returned,
  run,
} from './gateway.fixture.ts';

const STREAM = { responseTransferMode: 'STREAM' } as const;
const NULS = '\0'.repeat(8);
const STREAMING_URI = (lambda.uri ?? '')
  .replace('2015-03-31', '2021-11-15')
  .replace('/invocations', '/response-streaming-invocations');
const streamingLambda: IntegrationRecord = { ...lambda, ...STREAM, uri: STREAMING_URI };

async function gateway(record: IntegrationRecord, invoke?: Invoke, api = {}): Promise<Running> {
  return run(definition({ 'ANY /{proxy+}': record }, { api }), undefined, invoke);
}

const head = (method = 'GET', version = '1.1', more = ''): string =>
  `${method} /prod/x HTTP/${version}\r\nHost: ${HOST}\r\n${more}\r\n`;

/** A client of bytes. */
async function client(running: Running) {
  const { socket } = await openWire(running.listener.port);
  let text = '';
  let closed = false;
  let reset = false;
  let wake: () => void = () => undefined;
  socket.on('data', (chunk: Buffer) => {
    text += chunk.toString('latin1');
    wake();
  });
  socket.on('error', () => {
    reset = true;
  });
  socket.on('close', () => {
    closed = true;
    wake();
  });
  const when = async (ready: () => boolean): Promise<void> => {
    while (!ready()) {
      if (closed) throw new Error(`The connection ended after ${JSON.stringify(text)}`);
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  };
  return {
    socket,
    seen: () => text,
    sees: (part: string) => when(() => text.includes(part)),
    closes: async () => {
      // Not `once`: a reset is an error as well.
      if (!closed) await new Promise((resolve) => socket.once('close', resolve));
      return { text, reset };
    },
  };
}

/** An endpoint whose answers the test writes. */
async function endpoint() {
  const answers: ServerResponse[] = [];
  let arrived: () => void = () => undefined;
  const server = createServer((rq, rs) => {
    rq.resume();
    answers.push(rs);
    arrived();
  });
  const up = await listening(server, []);
  return {
    ...up,
    answers,
    async next(): Promise<ServerResponse> {
      while (answers.length === 0) {
        await new Promise<void>((resolve) => {
          arrived = resolve;
        });
      }
      return answers.shift() as ServerResponse;
    },
  };
}

describe('HTTP_PROXY with responseTransferMode STREAM (developer guide, "Stream the integration response")', () => {
  test('what the endpoint sends is there before it sends more', async () => {
    await using up = await endpoint();
    await using api = await gateway(http(up.uri, STREAM));
    const wire = await client(api);
    wire.socket.write(head());
    const rs = await up.next();
    rs.writeHead(200, { 'Content-Type': 'text/event-stream', 'X-A': '1' });
    rs.write('data: 1\n\n');
    await wire.sees('data: 1');
    assert.match(wire.seen(), /^HTTP\/1.1 200 OK\r\n/);
    assert.match(wire.seen(), /Content-Type: text\/event-stream\r\nTransfer-Encoding: chunked\r\n/);
    assert.doesNotMatch(wire.seen(), /Content-Length|Remapped-[Tt]ransfer/);
    assert.match(wire.seen(), /X-A: 1\r\n/);
    rs.end('data: 2\n\n');
    await wire.sees('\r\n0\r\n\r\n');
    assert.match(wire.seen(), /\r\n\r\n9\r\ndata: 1\n\n\r\n9\r\ndata: 2\n\n\r\n0\r\n\r\n$/);
    // The connection serves on.
    wire.socket.write(head());
    (await up.next()).end('again');
    await wire.sees('again');
  });

  test('a length that the endpoint says is the client’s, also of a HEAD', async () => {
    await using up = await upstream((rq, rs) => {
      rs.setHeader('Content-Length', 5);
      rs.end(rq.method === 'HEAD' ? undefined : 'hello');
    });
    await using api = await gateway(http(up.uri, STREAM));
    const answer = await api.send('GET /prod/x');
    assert.deepEqual(valuesOf(answer.headers, 'Content-Length'), ['5']);
    assert.deepEqual(valuesOf(answer.headers, 'x-amzn-Remapped-content-length'), []);
    assert.equal(answer.body.toString(), 'hello');
    const headOnly = await api.send('HEAD /prod/x');
    assert.deepEqual([headOnly.status, headOnly.header('content-length')], [200, '5']);
  });

  test('204 and 304 have no body and no framing', async () => {
    await using up = await upstream((rq, rs) => {
      rs.statusCode = Number(rq.url?.slice(1));
      rs.end();
    });
    await using api = await gateway(
      http(`${up.uri}/{proxy}`, {
        ...STREAM,
        requestParameters: { 'integration.request.path.proxy': 'method.request.path.proxy' },
      }),
    );
    for (const status of [204, 304]) {
      const wire = await client(api);
      wire.socket.write(`GET /prod/${status} HTTP/1.1\r\nHost: ${HOST}\r\nConnection: close\r\n\r\n`);
      const { text } = await wire.closes();
      assert.match(text, new RegExp(`^HTTP/1.1 ${status} `));
      assert.doesNotMatch(text, /Transfer-Encoding|Content-Length/);
      assert.match(text, /\r\n\r\n$/);
    }
  });

  test('beyond 10 MB, and no faster than the client takes it', async () => {
    const total = 24 * 1024 * 1024;
    const piece = Buffer.alloc(65_536, 'x');
    let written = 0;
    let stalled: () => void = () => undefined;
    const isStalled = new Promise<void>((resolve) => {
      stalled = resolve;
    });
    await using up = await raw((socket) => {
      socket.once('data', () => {
        socket.write('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n');
        const go = (): void => {
          while (written < total) {
            written += piece.length;
            socket.cork();
            socket.write('10000\r\n');
            socket.write(piece);
            const more = socket.write('\r\n');
            socket.uncork();
            if (!more) {
              setImmediate(stalled);
              socket.once('drain', go);
              return;
            }
          }
          socket.write('0\r\n\r\n');
        };
        go();
      });
    });
    await using api = await gateway(http(up.uri, STREAM));
    const socket = connect(api.listener.port, '127.0.0.1');
    socket.pause();
    socket.write(head('GET', '1.1', 'Connection: close\r\n'));
    await isStalled;
    // Until nothing moves any more: what the system keeps on both connections is a few MB.
    for (let before = -1; before !== written; ) {
      before = written;
      for (let turn = 0; turn < 300; turn++) await new Promise((resolve) => setImmediate(resolve));
    }
    assert.ok(written < total, 'the endpoint was held');
    let received = 0;
    socket.on('data', (chunk: Buffer) => {
      received += chunk.length;
    });
    socket.resume();
    await once(socket, 'close');
    assert.ok(received > total, `${received} of ${total} bytes and their framing`);
  });

  const broken: readonly (readonly [name: string, answer: string])[] = [
    ['chunks without an end', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n'],
    ['fewer bytes than were said', 'HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello'],
    ['what is no chunk', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\nnonsense'],
  ];
  for (const [name, answer] of broken) {
    test(`an endpoint that breaks off (${name}) is no end for the client`, async () => {
      await using up = await raw((socket) => socket.once('data', () => socket.end(answer)));
      await using api = await gateway(http(up.uri, STREAM));
      const wire = await client(api);
      wire.socket.write(head());
      const { text } = await wire.closes();
      assert.match(text, /hello/);
      assert.doesNotMatch(text, /\r\n0\r\n\r\n$/);
      const old = await client(api);
      old.socket.write(head('GET', '1.0'));
      const last = await old.closes();
      // Of an answer without a length, the end of the connection would be the end of it.
      assert.ok(last.reset || answer.includes('Content-Length'), 'the connection was reset');
    });
  }

  test('a client of HTTP/1.0 has the end of the connection for the end of the body', async () => {
    await using up = await upstream((_, rs) => {
      rs.write('a');
      rs.end('b');
    });
    await using api = await gateway(http(up.uri, STREAM));
    const wire = await client(api);
    wire.socket.write(head('GET', '1.0', 'Connection: keep-alive\r\n'));
    const { text, reset } = await wire.closes();
    assert.match(text, /Connection: close\r\n/);
    assert.doesNotMatch(text, /Transfer-Encoding/);
    assert.match(text, /\r\n\r\nab$/);
    assert.equal(reset, false);
  });

  test('a client that goes away takes the endpoint’s request with it', async () => {
    await using up = await endpoint();
    await using api = await gateway(http(up.uri, STREAM));
    const wire = await client(api);
    wire.socket.write(head());
    const rs = await up.next();
    rs.write('first');
    await wire.sees('first');
    const gone = once(rs, 'close');
    wire.socket.resetAndDestroy();
    await gone;
    assert.equal(rs.writableFinished, false);
  });

  test('a client that ends its side is served for 5 s more', async () => {
    await using up = await endpoint();
    await using api = await gateway(http(up.uri, STREAM));
    const wire = await client(api);
    wire.socket.write(head());
    const rs = await up.next();
    rs.write('first');
    await wire.sees('first');
    const gone = once(rs, 'close');
    wire.socket.end();
    // Whether it has been seen cannot be asked: time goes on until it was.
    let over = false;
    gone.then(() => {
      over = true;
    });
    while (!over) {
      api.clock.advance(1_000);
      await new Promise((resolve) => setImmediate(resolve));
    }
    assert.doesNotMatch((await wire.closes()).text, /\r\n0\r\n/);
  });

  const limits: readonly (readonly [
    name: string,
    over: Partial<IntegrationRecord>,
    types: string[],
    ms: number,
    alive: boolean,
  ])[] = [
    ['stands still for 5 minutes, on a regional endpoint', { timeoutInMillis: 900_000 }, ['REGIONAL'], 300_000, false],
    ['stands still for 30 s, on an edge-optimized endpoint', {}, ['EDGE'], 30_000, false],
    ['lasts for longer than its timeout, alive as it is', { timeoutInMillis: 100_000 }, ['REGIONAL'], 100_000, true],
    ['lasts for 15 minutes', { timeoutInMillis: 900_000 }, ['REGIONAL'], 900_000, true],
    ['lasts for 5 minutes, without a timeout of its own', {}, ['REGIONAL'], 300_000, true],
  ];
  for (const [name, over, types, ms, alive] of limits) {
    test(`a stream is cut that ${name}`, async () => {
      await using up = await endpoint();
      const endpointConfiguration = { types, ipAddressType: 'ipv4' };
      await using api = await gateway(http(up.uri, { ...STREAM, ...over }), undefined, { endpointConfiguration });
      const wire = await client(api);
      wire.socket.write(head());
      const rs = await up.next();
      rs.write('<0>');
      await wire.sees('<0>');
      const steps = alive ? 10 : 1;
      for (let step = 1; step <= steps; step++) {
        api.clock.advance(ms / steps - (step === steps ? 1 : 0));
        rs.write(`<${step}>`);
        await wire.sees(`<${step}>`);
      }
      const gone = once(rs, 'close');
      // One piece before the time was up put the idle limit off, but not the whole one.
      api.clock.advance(alive ? 1 : ms);
      await gone;
      assert.doesNotMatch((await wire.closes()).text, /\r\n0\r\n/);
    });
  }

  test('before its head is there, it is a timeout like any other', async () => {
    await using up = await endpoint();
    await using api = await gateway(http(up.uri, { ...STREAM, timeoutInMillis: 60_000 }));
    const answer = api.send('GET /prod/x');
    await up.next();
    api.clock.advance(60_000);
    assert.equal((await answer).status, 504);
  });

  test('the request is whole before anything is answered, however it is sent', async () => {
    await using up = await upstream((_, rs, body) => rs.end(`got ${body.length}`));
    await using api = await gateway(http(up.uri, STREAM));
    assert.match(await chunks(api, 'POST', Buffer.alloc(300_000, 'x')), /got 300000/);
  });

  test('is not packed, whatever the API says (content encoding is not supported)', async () => {
    await using up = await upstream((_, rs) => rs.end('x'.repeat(1_000)));
    await using api = await gateway(http(up.uri, STREAM), undefined, { minimumCompressionSize: 0 });
    const wire = await client(api);
    wire.socket.write(head('GET', '1.1', 'Accept-Encoding: gzip\r\nConnection: close\r\n'));
    const { text } = await wire.closes();
    assert.doesNotMatch(text, /Content-Encoding/);
    assert.match(text, /x{1000}/);
  });
});

async function chunks(api: Running, method: string, body: Buffer): Promise<string> {
  const wire = await client(api);
  wire.socket.write(head(method, '1.1', `Content-Length: ${body.length}\r\nConnection: close\r\n`));
  wire.socket.write(body);
  return (await wire.closes()).text;
}

/** A function that streams: the test has its end of the stream. */
function streaming(): { readonly invoke: Invoke; readonly begun: Promise<BodyFlow>; cancelled: boolean } {
  const { promise: begun, resolve } = Promise.withResolvers<BodyFlow>();
  const it = {
    cancelled: false,
    begun,
    invoke: (request: InvokeRequest) => {
      const flow = new BodyFlow({
        hold: () => undefined,
        release: () => undefined,
        cancel: () => {
          it.cancelled = true;
        },
      });
      request.onResponse?.(flow);
      resolve(flow);
      return new Promise<never>(() => undefined);
    },
  };
  return it;
}

describe('AWS_PROXY with responseTransferMode STREAM', () => {
  test('metadata, delimiter and payload may come in any pieces', async () => {
    const fn = streaming();
    await using api = await gateway(streamingLambda, fn.invoke);
    const wire = await client(api);
    wire.socket.write(head());
    const flow = await fn.begun;
    const metadata =
      '{"statusCode":201,"headers":{"Content-Type":"text/plain","x-a":"1","x-b":"b"},"multiValueHeaders":{"X-A":["1","2"]},"cookies":["c=1","d=2"]}';
    for (const byte of Buffer.from(`${metadata}${NULS}FIRST`)) flow.push(Buffer.from([byte]));
    await wire.sees('T\r\n');
    const text = wire.seen();
    assert.match(text, /^HTTP\/1.1 201 Created\r\n/);
    assert.match(text, /Content-Type: text\/plain\r\nTransfer-Encoding: chunked\r\n/);
    // "If the same key-value pair is specified in both, only the values from multiValueHeaders will appear in the merged list."
    assert.deepEqual(text.match(/^x-a: .*$/gim), ['X-A: 1', 'X-A: 2']);
    assert.match(text, /Set-Cookie: c=1\r\nSet-Cookie: d=2\r\n/);
    assert.match(text, /X-Amzn-Trace-Id: Root=/);
    flow.push(Buffer.from('SECOND'));
    await wire.sees('6\r\nSECOND\r\n');
    flow.end();
    await wire.sees('\r\n0\r\n\r\n');
  });

  test('the keys are all optional; a Content-Length is kept', async () => {
    await using api = await gateway(streamingLambda, () => returned(`{"headers":{"Content-Length":"2"}}${NULS}ok`));
    const answer = await api.send('GET /prod/x');
    assert.deepEqual([answer.status, answer.body.toString()], [200, 'ok']);
    await using bare = await gateway(streamingLambda, () => returned(`{}${NULS}ok`));
    const wire = await client(bare);
    wire.socket.write(head('GET', '1.1', 'Connection: close\r\n'));
    assert.match((await wire.closes()).text, /^HTTP\/1.1 200 OK[\s\S]*\r\n\r\n2\r\nok\r\n0\r\n\r\n$/);
  });

  const malformed: readonly (readonly [name: string, payload: string])[] = [
    ['no delimiter: the format of a buffered response', '{"statusCode":200,"body":"x"}'],
    ['nothing', ''],
    ['7 NUL bytes', `{}${'\0'.repeat(7)}x`],
    ['a delimiter beyond the first 16 KB', `{"headers":{"a":"${'x'.repeat(16_384)}"}}${NULS}x`],
    ['metadata that is no JSON', `{statusCode:200}${NULS}x`],
    ['metadata that is no object', `[]${NULS}x`],
    ['an unknown key', `{"statusCode":200,"body":"x"}${NULS}x`],
    ['a status that is none', `{"statusCode":99}${NULS}x`],
    ['a header that would be two', `{"headers":{"a":"b\\r\\nc: d"}}${NULS}x`],
    ['a length that is none', `{"headers":{"Content-Length":"five"}}${NULS}x`],
    ['cookies that are no list', `{"cookies":"a=1"}${NULS}x`],
  ];
  for (const [name, payload] of malformed) {
    test(`500 for ${name}`, async () => {
      await using api = await gateway(streamingLambda, () => returned(payload));
      const answer = await api.send('GET /prod/x');
      assert.deepEqual([answer.status, answer.body.toString()], [500, '{"message": "Internal server error"}']);
    });
  }

  test('a delimiter that ends with the 16,384th byte is in time', async () => {
    const metadata = `{"headers":{"a":"${'x'.repeat(16_384 - 8 - 20)}"}}`;
    const payload = `${metadata}${NULS}x`;
    assert.equal(payload.length, 16_385);
    await using api = await gateway(streamingLambda, () => returned(payload));
    assert.equal((await api.send('HEAD /prod/x')).status, 200);
  });

  test('more or less than the length that was said is no answer', async () => {
    for (const payload of ['x', 'xxx']) {
      await using api = await gateway(streamingLambda, () =>
        returned(`{"headers":{"Content-Length":"2"}}${NULS}${payload}`),
      );
      const wire = await client(api);
      wire.socket.write(head());
      const { text } = await wire.closes();
      const body = text.slice(text.indexOf('\r\n\r\n') + 4);
      assert.ok(body.length < 2, JSON.stringify(body));
    }
  });

  test('a function that fails on its way is no end for the client; one that fails before is a 500', async () => {
    const fn = streaming();
    await using api = await gateway(streamingLambda, fn.invoke);
    const wire = await client(api);
    wire.socket.write(head());
    const flow = await fn.begun;
    flow.push(Buffer.from(`{}${NULS}begun`));
    await wire.sees('begun');
    flow.fail('out of luck');
    assert.doesNotMatch((await wire.closes()).text, /\r\n0\r\n/);
    const early = streaming();
    await using second = await gateway(streamingLambda, early.invoke);
    const answer = second.send('GET /prod/x');
    (await early.begun).fail('out of luck');
    assert.equal((await answer).status, 500);
  });

  test('a client that goes away is told to the stream, one that HEADs wants nothing of it', async () => {
    const fn = streaming();
    await using api = await gateway(streamingLambda, fn.invoke);
    const wire = await client(api);
    wire.socket.write(head());
    (await fn.begun).push(Buffer.from(`{}${NULS}begun`));
    await wire.sees('begun');
    wire.socket.resetAndDestroy();
    while (!fn.cancelled) await new Promise((resolve) => setImmediate(resolve));

    const headed = streaming();
    await using second = await gateway(streamingLambda, headed.invoke);
    const answer = second.send('HEAD /prod/x');
    (await headed.begun).push(Buffer.from(`{}${NULS}begun`));
    assert.equal((await answer).status, 200);
    assert.equal(headed.cancelled, true);
  });

  test('without metadata in time: 504, and the stream is cancelled', async () => {
    const fn = streaming();
    await using api = await gateway({ ...streamingLambda, timeoutInMillis: 50 }, fn.invoke);
    const answer = api.send('GET /prod/x');
    (await fn.begun).push(Buffer.from('{'));
    api.clock.advance(50);
    assert.equal((await answer).status, 504);
    assert.equal(fn.cancelled, true);
  });

  test('no timer is left when a stream is over', async () => {
    await using api = await gateway(streamingLambda, () => returned(`{"headers":{"Content-Length":"2"}}${NULS}ok`));
    const idle = api.clock.pending;
    const wire = await client(api);
    wire.socket.write(head('GET', '1.1', 'Connection: close\r\n'));
    await wire.closes();
    while (api.clock.pending > idle) await new Promise((resolve) => setImmediate(resolve));
  });
});

describe('what does not go together', () => {
  test('BUFFERED and a function of the streaming format: status and headers, no body', async () => {
    const payload = `{"statusCode":202,"headers":{"x-a":"1"}}${NULS}lost`;
    await using api = await gateway(lambda, () => returned(payload));
    const answer = await api.send('GET /prod/x');
    assert.deepEqual([answer.status, answer.header('x-a'), answer.body.toString()], [202, '1', '']);
  });

  for (const [name, record] of [
    ['STREAM over Invoke', { ...lambda, ...STREAM }],
    ['BUFFERED over InvokeWithResponseStream', { ...lambda, uri: STREAMING_URI }],
  ] as const) {
    test(`${name} is not supported: 500, and nothing is invoked`, async () => {
      await using api = await gateway(record);
      assert.equal((await api.send('GET /prod/x')).status, 500);
      assert.equal(api.invocations.length, 0);
    });
  }
});
