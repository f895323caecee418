import assert from 'node:assert/strict';
import { execFile, spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { promisify } from 'node:util';
import { Agent, request } from 'undici';
import {
  block,
  codeOf,
  DATA,
  END_HEADERS,
  END_STREAM,
  eventually,
  frame,
  GET_FIELDS,
  GOAWAY,
  get,
  HEADERS,
  openRaw,
  openSession,
  type RawSession,
  RST_STREAM,
  received,
  SETTINGS,
  type ServedTls,
  serveTls,
  u32,
} from './http2.fixture.ts';
import { ca } from './tls.fixture.ts';
import { hello } from './wire.fixture.ts';
import type { WireRequest, WireResponse } from './wire.ts';

const echo = async (rq: WireRequest) => {
  const body = await rq.bytes(10_000_000);
  return hello(`${rq.method} ${typeof body === 'string' ? body : body.length}`);
};

const POST_FIELDS = [[':method', 'POST'], ...GET_FIELDS.slice(1)] as const;

describe('a request over HTTP/2', () => {
  test('is what it would be over HTTP/1.1', async () => {
    const seen: WireRequest[] = [];
    await using served = await serveTls((rq) => {
      seen.push(rq);
      return hello();
    });
    await using session = openSession(served);
    await session.send({
      ':path': '/a%20b?c=d&e',
      ':authority': 'api.example:8443',
      'x-a': ['1', '2'],
      cookie: ['a=1', 'b=2'],
      te: 'trailers',
    });
    const [rq] = seen;
    assert.ok(rq);
    assert.deepEqual(
      [rq.method, rq.target, rq.protocol, rq.length, rq.secure, rq.remoteAddress, rq.port],
      ['GET', '/a%20b?c=d&e', 'HTTP/1.1', 0, true, '127.0.0.1', served.listener.port],
    );
    // Names as they came, the authority as Host, and one cookie (RFC 9113, 8.2.3).
    assert.deepEqual(rq.headers, [
      'Host',
      'api.example:8443',
      'x-a',
      '1',
      'x-a',
      '2',
      'cookie',
      'a=1; b=2',
      'te',
      'trailers',
    ]);
  });

  test('brings its body, in pieces, with its length when it is declared', async () => {
    const lengths: (number | undefined)[] = [];
    await using served = await serveTls((rq) => {
      lengths.push(rq.length);
      return echo(rq);
    });
    await using session = openSession(served);
    const body = 'x'.repeat(1_000_000);
    assert.equal((await session.send({ ':method': 'POST' }, body)).body, 'POST 1000000');
    assert.equal((await session.send({ ':method': 'POST', 'content-length': '1000000' }, body)).body, 'POST 1000000');
    assert.equal((await session.send({ ':method': 'POST' }, '')).body, 'POST 0');
    assert.deepEqual(lengths.slice(0, 2), [undefined, 1_000_000]);
  });

  test('holds the client while nobody reads its body, and it alone', async () => {
    let rq: WireRequest | undefined;
    const answering = Promise.withResolvers<WireResponse>();
    await using served = await serveTls((seen) => {
      if (seen.target === '/other') return echo(seen);
      rq = seen;
      return answering.promise;
    });
    await using session = openSession(served);
    const stream = session.session.request({ ':path': '/', ':method': 'POST' });
    const answer = received(stream);
    for (let i = 0; i < 100; i++) stream.write(Buffer.alloc(100_000));
    stream.end();
    // Each of these takes its turn behind all of the body that the client has leave to send.
    for (let i = 0; i < 20; i++) {
      const { body } = await session.send({ ':path': '/other', ':method': 'POST' }, 'x'.repeat(50_000));
      assert.equal(body, 'POST 50000');
    }
    assert.ok(stream.writableLength > 9_000_000, `${stream.writableLength} bytes are still with the client`);
    assert.ok(rq);
    let size = 0;
    for await (const piece of rq.stream()) size += piece.length;
    assert.equal(size, 10_000_000);
    answering.resolve(hello());
    assert.equal((await answer).body, 'hello');
  });

  test('loses its trailers', async () => {
    await using served = await serveTls(echo);
    const raw = await openRaw(served);
    raw.write(
      frame(HEADERS, END_HEADERS, 1, block(...POST_FIELDS)),
      frame(DATA, 0, 1, Buffer.from('abc')),
      frame(HEADERS, END_HEADERS | END_STREAM, 1, block(['x-trailer', '1'])),
    );
    assert.equal((await raw.until((seen) => seen.type === DATA))?.payload.toString(), 'POST 3');
    raw.socket.destroy();
  });

  test('that expects 100 gets it when its body is wanted', async () => {
    const wanted = Promise.withResolvers<void>();
    await using served = await serveTls(async (rq) => {
      if (rq.target === '/refused') return hello('no');
      await wanted.promise;
      return echo(rq);
    });
    await using session = openSession(served);
    const headers = { ':path': '/', ':method': 'POST', expect: '100-continue', 'content-length': '3' };
    const stream = session.session.request(headers);
    const continued = new Promise<void>((resolve) => stream.once('continue', resolve));
    wanted.resolve();
    await continued;
    stream.end('abc');
    assert.equal((await received(stream)).body, 'POST 3');
    // Who is answered at once is told that its body is not wanted any more.
    const refused = session.session.request({ ...headers, ':path': '/refused' });
    assert.equal((await received(refused)).body, 'no');
    if (!refused.closed) await new Promise((resolve) => refused.once('close', resolve));
    assert.equal(refused.rstCode, 0);
  });
});

describe('an answer over HTTP/2', () => {
  test("has AWS's order, lower-case names, and nothing of a connection", async () => {
    await using served = await serveTls(() => ({
      status: 201,
      headers: ['Content-Type', 'text/plain', 'X-Amzn-RequestId', 'r', 'Connection', 'x', 'Keep-Alive', '1'].concat([
        'Transfer-Encoding',
        'chunked',
        'Upgrade',
        'h2c',
        'Set-Cookie',
        'a=1',
        'Set-Cookie',
        'b=2',
        'X-E',
        '\xe9',
      ]),
      body: 'å☃',
    }));
    await using session = openSession(served);
    const answer = await session.send({});
    assert.deepEqual(answer.headers.slice(0, 16), [
      ':status',
      '201',
      'date',
      'Sun, 22 Nov 2026 18:30:05 GMT',
      'content-type',
      'text/plain',
      'content-length',
      '5',
      'x-amzn-requestid',
      'r',
      'set-cookie',
      'a=1',
      'set-cookie',
      'b=2',
      'x-e',
      '\xe9',
    ]);
    assert.equal(answer.headers.length, 16);
    assert.equal(Buffer.from(answer.body, 'latin1').toString(), 'å☃');
  });

  test('has no length for 204 and 304, and the length of the body for HEAD', async () => {
    await using served = await serveTls((rq) => ({ status: Number(rq.target.slice(1)), headers: [], body: 'abc' }));
    await using session = openSession(served);
    for (const status of [204, 304]) {
      const answer = await session.send({ ':path': `/${status}` });
      assert.deepEqual([answer.status, answer.body], [status, '']);
      assert.ok(!answer.headers.includes('content-length'));
    }
    const head = await session.send({ ':path': '/200', ':method': 'HEAD' });
    assert.deepEqual(
      [head.status, head.headers[head.headers.indexOf('content-length') + 1], head.body],
      [200, '3', ''],
    );
    // What Node cannot send does not leave the client without an answer.
    assert.equal((await session.send({ ':path': '/999' })).status, 502);
  });

  test('may be large, and a buffer', async () => {
    await using served = await serveTls(() => ({ status: 200, headers: [], body: Buffer.alloc(3_000_000, 'x') }));
    await using session = openSession(served);
    const answers = await Promise.all([session.send({}), session.send({}), session.send({})]);
    assert.deepEqual(
      answers.map(({ body }) => body.length),
      [3_000_000, 3_000_000, 3_000_000],
    );
  });

  test('that comes before all of the body ends the upload, and the connection serves on', async () => {
    await using served = await serveTls(() => hello());
    await using session = openSession(served);
    for (const length of [1_000, 1_000_000]) {
      const stream = session.session.request({ ':path': '/', ':method': 'POST', 'content-length': String(length) });
      stream.write(Buffer.alloc(length - 1));
      assert.equal((await received(stream)).body, 'hello');
      stream.end('x');
      if (!stream.closed) await new Promise((resolve) => stream.once('close', resolve));
      assert.equal(stream.rstCode, 0);
    }
    assert.equal((await session.send({})).status, 200);
  });

  test('with a bug is an error of its stream alone, and is logged', async () => {
    await using served = await serveTls((rq) => {
      if (rq.target === '/throws') throw new Error('a bug');
      if (rq.target === '/rejects') return Promise.reject(new Error('a bug'));
      if (rq.target === '/unwritable') return { status: 200, headers: ['A', 'x\r\ny'], body: '' };
      if (rq.target === '/name') return { status: 200, headers: ['a b', 'x'], body: '' };
      return hello();
    });
    await using session = openSession(served);
    for (const path of ['/throws', '/rejects', '/unwritable', '/name'])
      await assert.rejects(session.send({ ':path': path }), /INTERNAL_ERROR/);
    assert.equal(served.log.lines.filter(({ level }) => level === 'error').length, 4);
    assert.equal((await session.send({})).status, 200);
  });
});

/** What comes of a request with these fields: a status, the code of a reset, or GOAWAY and its code. */
async function fate(served: ServedTls, fields: readonly (readonly [string, string])[]): Promise<string> {
  const raw = await openRaw(served);
  raw.write(frame(HEADERS, END_HEADERS | END_STREAM, 1, block(...fields)));
  // A request that is taken tells its status by its path; others are answered with what HPACK has no short form for.
  const seen = await raw.until(({ stream, type }) => stream === 1 || type === GOAWAY);
  raw.socket.destroy();
  if (seen?.type !== HEADERS) return `${seen?.type === GOAWAY ? 'GOAWAY ' : ''}${codeOf(seen)}`;
  return seen.payload[0] === 0x8c ? '400' : (/\d{3}/.exec(seen.payload.toString('latin1', 0, 8))?.[0] ?? '200');
}

describe('what is refused over HTTP/2', () => {
  const without = (name: string): (readonly [string, string])[] => GET_FIELDS.filter(([field]) => field !== name);
  const withField = (name: string, value: string): (readonly [string, string])[] =>
    GET_FIELDS.map((field) => (field[0] === name ? [name, value] : field));
  const adding = (...fields: [string, string][]): (readonly [string, string])[] => [...GET_FIELDS, ...fields];

  // RFC 9113, 8.1.1: a malformed request is a stream error PROTOCOL_ERROR; a server may answer it instead.
  for (const [name, fields, expected] of [
    ['Connection (8.2.2)', adding(['connection', 'close']), 'PROTOCOL_ERROR'],
    ['Keep-Alive', adding(['keep-alive', '1']), 'PROTOCOL_ERROR'],
    ['Proxy-Connection', adding(['proxy-connection', 'close']), 'PROTOCOL_ERROR'],
    ['Transfer-Encoding', adding(['transfer-encoding', 'chunked']), 'PROTOCOL_ERROR'],
    ['Upgrade', adding(['upgrade', 'websocket']), 'PROTOCOL_ERROR'],
    ['HTTP2-Settings', adding(['http2-settings', 'x']), '400'],
    ['TE other than trailers', adding(['te', 'gzip']), 'PROTOCOL_ERROR'],
    ['a name with capitals (8.2.1)', adding(['X-A', '1']), 'PROTOCOL_ERROR'],
    ['no method (8.3.1)', without(':method'), 'PROTOCOL_ERROR'],
    ['no path', without(':path'), 'PROTOCOL_ERROR'],
    ['no scheme', without(':scheme'), 'PROTOCOL_ERROR'],
    ['no authority and no Host', without(':authority'), 'PROTOCOL_ERROR'],
    ['two paths', [...GET_FIELDS, [':path', '/b']], 'PROTOCOL_ERROR'],
    ['a pseudo header of responses', [...GET_FIELDS, [':status', '200']], 'PROTOCOL_ERROR'],
    ['an unknown pseudo header', [...GET_FIELDS, [':x', '1']], 'PROTOCOL_ERROR'],
    ['a pseudo header behind others', [...without(':path'), ['x-a', '1'], [':path', '/']], 'PROTOCOL_ERROR'],
    ['a path without a slash', withField(':path', 'a'), 'PROTOCOL_ERROR'],
    ['an absolute path', withField(':path', 'https://localhost/'), 'PROTOCOL_ERROR'],
    ['a request line in the path', withField(':path', '/ HTTP/1.1\r\nx: y'), 'PROTOCOL_ERROR'],
    ['a fragment in the path', withField(':path', '/a#b'), '400'],
    ['bytes above ASCII in the path', withField(':path', '/\xe9'), '400'],
    ['the scheme of another connection', withField(':scheme', 'http'), '400'],
    ['a scheme with more in it', withField(':scheme', 'https://x/'), 'PROTOCOL_ERROR'],
    ['a user in the authority', withField(':authority', 'u@localhost'), 'PROTOCOL_ERROR'],
    ['a Host that is another', adding(['host', 'other']), '400'],
    ['two Hosts', adding(['host', 'localhost'], ['host', 'localhost']), 'PROTOCOL_ERROR'],
    ['a method with more in it', withField(':method', 'GET /'), 'PROTOCOL_ERROR'],
    ['a method of nobody', withField(':method', 'FOO'), '400'],
    [
      'CONNECT',
      [
        [':method', 'CONNECT'],
        [':authority', 'localhost'],
      ],
      '400',
    ],
    ['CONNECT to a protocol', [...withField(':method', 'CONNECT'), [':protocol', 'websocket']], 'PROTOCOL_ERROR'],
    ['two lengths', adding(['content-length', '0'], ['content-length', '0']), 'PROTOCOL_ERROR'],
    ['a length with a sign', adding(['content-length', '+0']), 'PROTOCOL_ERROR'],
    ['a length and no body', adding(['content-length', '5']), 'PROTOCOL_ERROR'],
    ['another expectation', adding(['expect', 'x']), '417'],
    ['headers of 10,241 bytes', adding(['x', 'x'.repeat(10_241 - 17 - 5)]), '431'],
    ['a path of 10,241 bytes', withField(':path', `/${'x'.repeat(10_240)}`), '414'],
  ] as const) {
    test(name, async () => {
      let requests = 0;
      await using served = await serveTls(() => {
        requests++;
        return hello();
      });
      assert.equal(await fate(served, fields), expected);
      assert.equal(requests, 0);
    });
  }

  test('nothing that keeps to the bounds', async () => {
    let headers: readonly string[] = [];
    await using served = await serveTls((rq) => {
      ({ headers } = rq);
      return hello();
    });
    // `Host: localhost` and `x: …` with their line ends: 17 and 5 bytes beside the value.
    for (const fields of [
      adding(['x', 'x'.repeat(10_240 - 17 - 5)]),
      withField(':path', `/${'x'.repeat(10_239)}`),
      adding(['host', 'LOCALHOST']),
      [...without(':authority'), ['host', 'h']] as const,
    ]) {
      assert.equal(await fate(served, fields), '200');
    }
    assert.deepEqual(headers, ['host', 'h']);
  });

  // RFC 9113, 8.2.1, would have the request refused; node:http2 drops the field before we see it.
  test('a field with what may not stand in it reaches nobody', async () => {
    const seen: (readonly string[])[] = [];
    await using served = await serveTls((rq) => {
      seen.push(rq.headers);
      return hello();
    });
    for (const field of [
      ['x-a', 'a\r\nb: c'],
      ['x-a', 'a\0b'],
      ['x a', 'b'],
      ['x:a', 'b'],
    ] as const) {
      assert.equal(await fate(served, [...GET_FIELDS, field]), '200');
    }
    assert.deepEqual(seen, Array(4).fill(['Host', 'localhost']));
  });

  test('more or less of a body than was declared', async () => {
    const bodies: (string | number)[] = [];
    await using served = await serveTls(async (rq) => {
      const body = await rq.bytes(1_000);
      bodies.push(typeof body === 'string' ? body : body.length);
      return hello();
    });
    // RFC 9113, 8.1.1: an error of the stream. Node ends the connection over too much.
    for (const [sent, ends] of [
      ['ab', RST_STREAM],
      ['abcd', GOAWAY],
    ] as const) {
      const raw = await openRaw(served);
      raw.write(frame(HEADERS, END_HEADERS, 1, block(...POST_FIELDS, ['content-length', '3'])));
      raw.write(frame(DATA, END_STREAM, 1, Buffer.from(sent)));
      assert.ok(await raw.until(({ type }) => type === ends));
      raw.socket.destroy();
    }
    assert.deepEqual(bodies, ['aborted', 'aborted']);
  });
});

describe('a client that goes away', () => {
  async function underWay(body: boolean): Promise<{ served: ServedTls; raw: RawSession; told: Promise<string> }> {
    const told = Promise.withResolvers<string>();
    const reached = Promise.withResolvers<void>();
    const served = await serveTls(async (rq) => {
      reached.resolve();
      const bytes = await rq.bytes(1_000);
      told.resolve(typeof bytes === 'string' ? bytes : 'complete');
      return hello();
    });
    const raw = await openRaw(served);
    raw.write(frame(HEADERS, END_HEADERS | (body ? 0 : END_STREAM), 1, block(...POST_FIELDS)));
    if (body) raw.write(frame(DATA, 0, 1, Buffer.from('abc')));
    await reached.promise;
    return { served, raw, told: told.promise };
  }

  // NO_ERROR is no end of the body either: what has come of it is not what was meant.
  for (const code of [0, 8]) {
    test(`by resetting its stream with code ${code} leaves no half body behind`, async () => {
      const { served, raw, told } = await underWay(true);
      raw.write(frame(RST_STREAM, 0, 1, u32(code)), get(3));
      assert.equal(await told, 'aborted');
      assert.ok(await raw.until(({ stream, type }) => stream === 3 && type === HEADERS));
      raw.socket.destroy();
      await served.listener.close(0);
    });
  }

  test('after its last word is told to whoever works for it, once', async () => {
    let cancelled = 0;
    let reached = Promise.withResolvers<void>();
    await using served = await serveTls((rq) => {
      assert.ok(rq.caller);
      rq.caller.whenGone = { cancel: () => cancelled++ };
      reached.resolve();
      return rq.target === '/' ? hello() : new Promise(() => undefined);
    });
    const raw = await openRaw(served);
    raw.write(get(1));
    await raw.until(({ type }) => type === DATA);
    await raw.ping();
    assert.equal(cancelled, 0);
    const slow = block(...GET_FIELDS.filter(([name]) => name !== ':path'), [':path', '/slow']);
    for (const [stream, leave] of [
      [3, () => raw.write(frame(RST_STREAM, 0, 3, u32(8)))],
      [5, () => raw.socket.destroy()],
    ] as const) {
      reached = Promise.withResolvers();
      raw.write(frame(HEADERS, END_HEADERS | END_STREAM, stream, slow));
      await reached.promise;
      const before: number = cancelled;
      leave();
      await eventually(() => cancelled > before);
    }
    assert.equal(cancelled, 2);
  });

  test('altogether leaves nothing behind', async () => {
    const { served, raw, told } = await underWay(true);
    raw.socket.destroy();
    assert.equal(await told, 'aborted');
    await eventually(() => served.clock.pending === 0);
    await served.listener.close(0);
  });
});

describe('time', () => {
  test('runs out for a body: its reader is told, and the request is answered', async () => {
    await using served = await serveTls(echo);
    await using session = openSession(served);
    const stream = session.session.request({ ':path': '/', ':method': 'POST' });
    stream.write('abc');
    await session.send({});
    for (let i = 0; i < 300; i++) served.clock.advance(1_000);
    assert.equal((await received(stream)).body, 'POST aborted');
  });

  test('runs out for who does not take an answer, and for nobody else on the connection', async () => {
    await using served = await serveTls((rq) => hello(rq.target === '/big' ? 'x'.repeat(1_000_000) : 'small'));
    const raw = await openRaw(served);
    raw.write(
      frame(
        HEADERS,
        END_HEADERS | END_STREAM,
        1,
        block(...GET_FIELDS.filter(([n]) => n !== ':path'), [':path', '/big']),
      ),
    );
    // All that the window allows; no leave is given for more.
    await raw.until(({ stream, type }) => stream === 1 && type === HEADERS);
    await raw.ping();
    for (let i = 0; i < 60; i++) served.clock.advance(1_000);
    assert.equal(codeOf(await raw.until(({ type }) => type === RST_STREAM)), 'CANCEL');
    raw.write(frame(8, 0, 0, u32(100_000)), get(3));
    assert.equal((await raw.until(({ stream, type }) => stream === 3 && type === DATA))?.payload.toString(), 'small');
    raw.socket.destroy();
  });

  test('does not run out for an answer that is being made', async () => {
    const answering = Promise.withResolvers<WireResponse>();
    const reached = Promise.withResolvers<void>();
    await using served = await serveTls(() => {
      reached.resolve();
      return answering.promise;
    });
    await using session = openSession(served);
    const sent = session.send({});
    await reached.promise;
    for (let i = 0; i < 900; i++) served.clock.advance(1_000);
    answering.resolve(hello());
    assert.equal((await sent).body, 'hello');
  });

  test('runs out for a connection that is silent', async () => {
    await using served = await serveTls();
    const raw = await openRaw(served);
    raw.write(get(1));
    await raw.until(({ type }) => type === DATA);
    await raw.ping();
    for (let i = 0; i < 309; i++) served.clock.advance(1_000);
    // A ping is no sign of life that counts, but it is answered.
    await raw.ping();
    served.clock.advance(2_000);
    assert.equal(codeOf(await raw.until(({ type }) => type === GOAWAY)), 'NO_ERROR');
    await raw.rest();
    await eventually(() => served.clock.pending === 0);
  });
});

describe('closing', () => {
  test('answers the streams that are open, takes no more, and lets the client go', async () => {
    const answering = Promise.withResolvers<WireResponse>();
    const reached = Promise.withResolvers<void>();
    const served = await serveTls(() => {
      reached.resolve();
      return answering.promise;
    });
    const raw = await openRaw(served);
    raw.write(get(1));
    await reached.promise;
    const closed = served.listener.close(10_000);
    const goaway = await raw.until(({ type }) => type === GOAWAY);
    assert.equal(codeOf(goaway), 'NO_ERROR');
    // The last stream that will be answered: the client knows that later ones can be sent again.
    assert.equal(goaway?.payload.readUInt32BE(0), 1);
    answering.resolve(hello());
    const rest = await raw.rest();
    assert.equal(rest.find(({ stream, type }) => stream === 1 && type === DATA)?.payload.toString(), 'hello');
    await closed;
    assert.equal(served.clock.pending, 0);
  });

  test('ends idle connections at once, and does not wait for longer than the grace for others', async () => {
    const reached = Promise.withResolvers<void>();
    const served = await serveTls(() => {
      reached.resolve();
      return new Promise(() => undefined);
    });
    const idle = await openRaw(served);
    await idle.until(({ type }) => type === SETTINGS);
    const busy = await openRaw(served);
    busy.write(get(1));
    await reached.promise;
    const closed = served.listener.close(1_000);
    await idle.rest();
    served.clock.advance(1_000);
    await closed;
    await busy.rest();
    assert.equal(served.clock.pending, 0);
  });
});

describe('clients', () => {
  test("undici's, with more requests than streams", async () => {
    await using served = await serveTls(echo);
    const agent = new Agent({ allowH2: true, connect: { ca } });
    const url = `https://localhost:${served.listener.port}/`;
    const bodies = await Promise.all(
      Array.from({ length: 300 }, async (_, i) => {
        const answer = await request(url, { dispatcher: agent, method: 'POST', body: 'x'.repeat(i * 100) });
        return answer.body.text();
      }),
    );
    assert.deepEqual(
      bodies,
      Array.from({ length: 300 }, (_, i) => `POST ${i * 100}`),
    );
    await agent.close();
  });

  const curl = spawnSync('curl', ['--version'], { encoding: 'utf8' });
  const skip = /^Features:.*\bHTTP2\b/m.test(curl.stdout ?? '') ? false : 'there is no curl with HTTP/2 here';
  test('curl', { skip }, async () => {
    const directory = await mkdtemp(join(tmpdir(), 'gatehouse-http2-'));
    try {
      await writeFile(join(directory, 'ca.pem'), ca);
      await writeFile(join(directory, 'body'), 'x'.repeat(2_000_000));
      await using served = await serveTls(echo);
      const call = async (...given: string[]): Promise<string> => {
        const options = ['-sS', '--max-time', '20', '--cacert', join(directory, 'ca.pem'), '-w', ' %{http_version}'];
        const url = `https://localhost:${served.listener.port}/`;
        return (await promisify(execFile)('curl', [...options, ...given, url])).stdout;
      };
      const upload = ['--data-binary', `@${join(directory, 'body')}`];
      assert.equal(await call('--http2'), 'GET 0 2');
      assert.equal(await call('--http1.1'), 'GET 0 1.1');
      assert.equal(await call('--http2', ...upload), 'POST 2000000 2');
      assert.equal(await call('--http2', '-H', 'Expect: 100-continue', ...upload), 'POST 2000000 2');
      assert.equal(await call('--http1.1', ...upload), 'POST 2000000 1.1');
    } finally {
      await rm(directory, { recursive: true });
    }
  });
});
