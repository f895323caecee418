import assert from 'node:assert/strict';
import { connect, type Socket } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { BodyFlow, type FlowSource } from '../lib/body-flow.ts';
import { type Bench, bench, failed, returned, until } from './fixture.ts';
import { answers, MAX_PAYLOAD, type RuntimeConnection, type RuntimeSession } from './runtime-api.ts';
import { listenForRuntime, type RuntimeListener } from './runtime-listener.ts';

/** A session that echoes what it is told, so that the HTTP around it shows. */
class Recorder implements RuntimeSession {
  readonly calls: string[] = [];
  asking: RuntimeConnection | undefined;
  answer: string = answers.accepted;
  /** Whether responses are wanted as they come. */
  streams = false;
  flow: BodyFlow | undefined;

  next(connection: RuntimeConnection): undefined {
    this.calls.push('next');
    this.asking = connection;
  }
  response(requestId: string, body: Buffer | undefined): string {
    this.calls.push(
      `response ${requestId} ${body === undefined ? 'too large' : body.length < 100 ? body : body.length}`,
    );
    return body === undefined ? answers.tooLarge : this.answer;
  }
  error(requestId: string, body: Buffer | undefined): string {
    this.calls.push(`error ${requestId} ${body}`);
    return this.answer;
  }
  responds(requestId: string, source: FlowSource): BodyFlow | undefined {
    this.calls.push(`responds ${requestId}`);
    if (!this.streams) return undefined;
    this.flow = new BodyFlow(source);
    return this.flow;
  }
  responded(requestId: string): string {
    this.calls.push(`responded ${requestId}`);
    return this.answer;
  }
  initError(body: Buffer | undefined): string {
    this.calls.push(`init error ${body}`);
    return this.answer;
  }
  asksNoMore(): void {
    this.calls.push('asks no more');
  }
  returned(requestId: string): string {
    this.calls.push(`returned ${requestId}`);
    return this.answer;
  }
  lost(_: RuntimeConnection, asked: boolean): void {
    this.calls.push(asked ? 'lost asking' : 'lost');
  }
}

describe('the Runtime API over HTTP', () => {
  let session: Recorder;
  let listener: RuntimeListener;
  let socket: Socket;
  let received = '';
  const open = async () => {
    session = new Recorder();
    listener = await listenForRuntime(session, () => undefined);
    socket = connect(Number(listener.address.split(':')[1]), '127.0.0.1');
    received = '';
    socket.setEncoding('latin1').on('data', (text) => {
      received += text;
    });
    await new Promise((resolve) => socket.once('connect', resolve));
  };
  /** Waits until so much was answered, and takes it. */
  const answer = async (length: number): Promise<string> => {
    while (received.length < length) await new Promise((resolve) => socket.once('data', resolve));
    const text = received.slice(0, length);
    received = received.slice(length);
    return text;
  };
  const close = async () => {
    listener.close();
    socket.destroy();
    while (!session.calls.some((call) => call.startsWith('lost')))
      await new Promise((resolve) => setImmediate(resolve));
  };
  const cases = (name: string, test: () => Promise<void>) =>
    it(name, async () => {
      await open();
      try {
        await test();
      } finally {
        await close();
      }
    });

  const post = (path: string, body: string, headers = '') =>
    `POST /2018-06-01/runtime/${path} HTTP/1.1\r\nHost: a\r\n${headers}Content-Length: ${body.length}\r\n\r\n${body}`;
  const NEXT = 'GET /2018-06-01/runtime/invocation/next HTTP/1.1\r\nHost: a\r\n\r\n';

  cases('answers posts with 202 and a status', async () => {
    socket.write(
      post('invocation/id-1/response', '{"a":1}') + post('invocation/id-2/error', '{}') + post('init/error', 'x'),
    );
    const accepted =
      'HTTP/1.1 202 Accepted\r\nContent-Type: application/json\r\nContent-Length: 16\r\n\r\n{"status":"OK"}\n';
    assert.equal(await answer(accepted.length * 3), accepted.repeat(3));
    assert.deepEqual(session.calls, ['response id-1 {"a":1}', 'error id-2 {}', 'init error x']);
  });

  cases('answers in the order of the requests', async () => {
    socket.write(NEXT + post('invocation/id/response', '1'));
    while (session.calls.length < 2) await new Promise((resolve) => setImmediate(resolve));
    assert.equal(received, '');
    session.asking?.deliver('Lambda-Runtime-Aws-Request-Id: id\r\n', '{"ü":1}');
    const first =
      'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nLambda-Runtime-Aws-Request-Id: id\r\nContent-Length: 8\r\n\r\n{"\xc3\xbc":1}';
    assert.equal(await answer(first.length + answers.accepted.length), first + answers.accepted);
  });

  cases('reads chunked bodies, byte by byte', async () => {
    const chunked =
      'POST /2018-06-01/runtime/invocation/id/response HTTP/1.1\r\nHost: a\r\nX-Empty:\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2;x=y\r\nde\r\n0\r\nTrailer: x\r\n\r\n';
    socket.setNoDelay(true);
    for (const byte of chunked) {
      socket.write(byte);
      await new Promise((resolve) => setImmediate(resolve));
    }
    assert.equal(await answer(answers.accepted.length), answers.accepted);
    assert.deepEqual(session.calls, ['response id abcde']);
  });

  const STREAMED =
    'POST /2018-06-01/runtime/invocation/id/response HTTP/1.1\r\nHost: a\r\nLambda-Runtime-Function-Response-Mode: streaming\r\nTransfer-Encoding: chunked\r\nTrailer: Lambda-Runtime-Function-Error-Type, Lambda-Runtime-Function-Error-Body\r\n\r\n';
  const trailers = `Lambda-Runtime-Function-Error-Type: Mine\r\nLambda-Runtime-Function-Error-Body: ${btoa('{"errorType":"Mine"}')}\r\n`;

  cases('hands on a streamed response as it comes', async () => {
    session.streams = true;
    socket.write(`${STREAMED}3\r\nabc\r\n`);
    await until(() => session.flow !== undefined);
    const got: string[] = [];
    session.flow?.take({ piece: (bytes) => got.push(bytes.toString()), end: () => undefined, fail: () => undefined });
    await until(() => got.join('') === 'abc');
    socket.write('2\r\nde\r\n0\r\n\r\n');
    assert.equal(await answer(answers.accepted.length), answers.accepted);
    assert.deepEqual([got.join(''), session.calls], ['abcde', ['responds id', 'responded id']]);
  });

  cases(
    'reads from the trailers that a function failed on its way, whether or not it is heard as it comes',
    async () => {
      for (const streams of [true, false]) {
        session.streams = streams;
        socket.write(`${STREAMED}3\r\nabc\r\n0\r\n${trailers}\r\n`);
        assert.equal(await answer(answers.accepted.length), answers.accepted);
      }
      const calls = ['responds id', 'error id {"errorType":"Mine"}'];
      assert.deepEqual(session.calls, [...calls, ...calls]);
    },
  );

  cases('collects a streamed response that is wanted whole', async () => {
    socket.write(`${STREAMED}3\r\nabc\r\n1\r\nd\r\n0\r\n\r\n`);
    assert.equal(await answer(answers.accepted.length), answers.accepted);
    assert.deepEqual(session.calls, ['responds id', 'response id abcd']);
  });

  cases('a stream that is held, and then cancelled, holds nobody up', async () => {
    session.streams = true;
    socket.write(`${STREAMED}3\r\nabc\r\n`);
    await until(() => session.flow !== undefined);
    session.flow?.take({ piece: () => session.flow?.hold(), end: () => undefined, fail: () => undefined });
    socket.write(`100000\r\n${'x'.repeat(1_048_576)}\r\n0\r\n\r\n`);
    session.flow?.cancel();
    assert.equal(await answer(answers.accepted.length), answers.accepted);
  });

  cases('continues who expects it', async () => {
    socket.write(
      'POST /2018-06-01/runtime/invocation/id/response HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n',
    );
    assert.equal(await answer(25), 'HTTP/1.1 100 Continue\r\n\r\n');
    socket.write('ok');
    assert.equal(await answer(answers.accepted.length), answers.accepted);
  });

  cases('takes the largest payload and refuses one byte more', async () => {
    socket.write(post('invocation/id/response', 'x'.repeat(MAX_PAYLOAD)));
    assert.equal(await answer(answers.accepted.length), answers.accepted);
    socket.write(post('invocation/id/response', 'x'.repeat(MAX_PAYLOAD + 1)));
    assert.equal(
      await answer(answers.tooLarge.length),
      'HTTP/1.1 413 Request Entity Too Large\r\nContent-Type: application/json\r\nContent-Length: 107\r\n\r\n{"errorMessage":"Exceeded maximum allowed payload size (6291556 bytes).","errorType":"RequestEntityTooLarge"}\n'.replace(
        '107',
        String(answers.tooLarge.length - answers.tooLarge.indexOf('\r\n\r\n') - 4),
      ),
    );
    assert.deepEqual(session.calls, [`response id ${MAX_PAYLOAD}`, 'response id too large']);
  });

  const refusals: readonly (readonly [name: string, request: string, status: string])[] = [
    ['an unknown path', 'GET /2018-06-01/runtime/nothing HTTP/1.1\r\nHost: a\r\n\r\n', '404 Not Found'],
    ['another version', 'GET /2019-01-01/runtime/invocation/next HTTP/1.1\r\nHost: a\r\n\r\n', '404 Not Found'],
    [
      'a wrong method',
      'GET /2018-06-01/runtime/invocation/id/response HTTP/1.1\r\nHost: a\r\n\r\n',
      '405 Method Not Allowed',
    ],
    ['a wrong method for next', post('invocation/next', ''), '405 Method Not Allowed'],
    [
      'an unknown response mode',
      post('invocation/id/response', '', 'Lambda-Runtime-Function-Response-Mode: x\r\n'),
      '400 Bad Request',
    ],
    ['what is not HTTP', 'hello\r\n\r\n', '400 Bad Request'],
    ['a head without end', `GET / HTTP/1.1\r\nA: ${'x'.repeat(70_000)}`, '400 Bad Request'],
  ];
  for (const [name, request, status] of refusals) {
    cases(`refuses ${name} with ${status}`, async () => {
      socket.write(request);
      assert.equal(await answer(`HTTP/1.1 ${status}\r\n`.length), `HTTP/1.1 ${status}\r\n`);
      assert.deepEqual(
        session.calls.filter((call) => !call.startsWith('lost')),
        [],
      );
    });
  }

  cases('says so when a runtime hangs up while it asks', async () => {
    socket.write(NEXT);
    while (session.calls.length < 1) await new Promise((resolve) => setImmediate(resolve));
    socket.destroy();
    while (session.calls.length < 2) await new Promise((resolve) => setImmediate(resolve));
    assert.deepEqual(session.calls, ['next', 'lost asking']);
  });
});

/** A custom runtime as anybody would write it, on Node's own HTTP client; what the event says decides what it posts. */
const BOOTSTRAP = `#!${process.execPath}
const http = require('node:http');
const [host, port] = process.env.AWS_LAMBDA_RUNTIME_API.split(':');
const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
const call = (method, path, body, headers = {}) => new Promise((resolve, reject) => {
  const request = http.request({ agent, host, port, method, path: '/2018-06-01/runtime/' + path, headers }, (response) => {
    let text = '';
    response.setEncoding('utf8').on('data', (piece) => { text += piece; }).on('end', () => resolve({ status: response.statusCode, headers: response.headers, text }));
  }).on('error', reject);
  request.end(body);
});
(async () => {
  if (process.env.INIT === 'error') {
    await call('POST', 'init/error', JSON.stringify({ errorType: 'Mine.Broken', errorMessage: 'no', stackTrace: [] }), { 'Lambda-Runtime-Function-Error-Type': 'Mine.Broken' });
    return process.exit(3);
  }
  for (;;) {
    const { headers, text } = await call('GET', 'invocation/next');
    const id = headers['lambda-runtime-aws-request-id'];
    const event = JSON.parse(text);
    const seen = [];
    if (event.calls) for (const [method, path, body] of event.calls) { const { status, text } = await call(method, path.replace('ID', id), body); seen.push([status, text]); }
    if (event.error) await call('POST', 'invocation/' + id + '/error', JSON.stringify(event.error), event.close ? { Connection: 'close' } : {});
    else if (event.raw) await call('POST', 'invocation/' + id + '/response', event.raw);
    else {
      const done = await call('POST', 'invocation/' + id + '/response', JSON.stringify({ seen, headers, handler: process.env._HANDLER, env: process.env.AWS_EXECUTION_ENV ?? null }));
      if (done.status !== 202) console.log(done.text);
      if (event.again) console.log(JSON.stringify(await call('POST', 'invocation/' + id + '/response', '2')));
    }
  }
})();
`;

describe('a custom runtime', () => {
  let b: Bench;
  before(() => {
    b = bench();
  });
  after(() => b.close());
  const custom = (changes = {}) =>
    b.version({ bootstrap: BOOTSTRAP }, { Runtime: 'provided.al2023', Handler: 'any', ...changes });

  it('serves invocations over TCP with what it finds in its environment', async () => {
    const version = custom();
    const result = returned(
      await b.run(
        version,
        {},
        { requestId: 'id-1', traceId: 'Root=1-2\r\nX: y', clientContext: Buffer.from('{"ü":1}').toString('base64') },
      ),
    ) as { headers: Record<string, string>; handler: string; env: null };
    assert.equal(result.handler, 'any');
    assert.equal(result.env, null);
    assert.equal(result.headers['lambda-runtime-aws-request-id'], 'id-1');
    assert.equal(
      result.headers['lambda-runtime-invoked-function-arn'],
      'arn:aws:lambda:us-east-1:000000000000:function:fn',
    );
    assert.equal(result.headers['lambda-runtime-trace-id'], 'Root=1-2  X: y');
    assert.equal(result.headers['lambda-runtime-client-context'], '{"\\u00fc":1}');
    assert.match(result.headers['lambda-runtime-deadline-ms'] ?? '', /^\d{13}$/);
    assert.equal(result.headers['x'], undefined);
    assert.deepEqual(failed(await b.run(version, { error: { errorType: 'Mine', errorMessage: 'no' } })), {
      errorType: 'Mine',
      errorMessage: 'no',
    });
    // As a client has it that opens a connection for each request.
    await b.run(version, { error: { errorType: 'Mine', errorMessage: 'no' }, close: true });
    assert.equal((await b.run(version, {})).outcome, 'returned');
    const raw = await b.run(version, { raw: '{"not": "json"' });
    assert.equal(raw.outcome === 'returned' && raw.payload.toString(), '{"not": "json"');
  });

  it('is told what is wrong with its calls', async () => {
    const version = custom();
    const { seen } = returned(
      await b.run(version, {
        calls: [
          ['POST', 'invocation/other/response', '1'],
          ['POST', 'invocation/other/error', '1'],
          ['POST', 'init/error', '{}'],
          ['GET', 'invocation/next'],
          ['GET', 'nothing'],
        ],
      }),
    ) as { seen: unknown };
    const transition = (from: string, to: string) =>
      `{"errorMessage":"State transition from ${from} to ${to} failed for runtime. Error: State transition is not allowed","errorType":"InvalidStateTransition"}\n`;
    assert.deepEqual(seen, [
      [400, '{"errorMessage":"Invalid request ID","errorType":"InvalidRequestID"}\n'],
      [400, '{"errorMessage":"Invalid request ID","errorType":"InvalidRequestID"}\n'],
      [403, transition('Running', 'InitError')],
      [403, transition('Running', 'Ready')],
      [404, '404 page not found\n'],
    ]);
    const again = await b.run(version, { again: true });
    assert.equal(again.outcome, 'returned');
    await until(() =>
      b.log.lines.some(
        ({ message }) =>
          message.includes('"status":403') && message.includes('from RuntimeResponseSentState to InvocationResponse'),
      ),
    );
  });

  it('reports a failed initialisation with what it posted', async () => {
    const version = custom({ Environment: { INIT: 'error' } });
    for (let round = 0; round < 2; round++) {
      assert.deepEqual(failed(await b.run(version, {})), {
        errorType: 'Mine.Broken',
        errorMessage: 'no',
        stackTrace: [],
      });
    }
  });

  // AWS: "Troubleshoot invocation issues in Lambda", Couldn't find valid bootstrap.
  it('reports a package without a bootstrap', async () => {
    const version = b.version({ 'other.sh': '' }, { Runtime: 'provided.al2023' });
    assert.deepEqual(failed(await b.run(version, {}, { requestId: 'r' })), {
      errorType: 'Runtime.InvalidEntrypoint',
      errorMessage: "RequestId: r Error: Couldn't find valid bootstrap(s): [/var/task/bootstrap /opt/bootstrap]",
    });
  });
});
