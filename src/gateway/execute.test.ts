import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { stageKey } from '../definition/definition.ts';
import {
  API,
  definition,
  HOST,
  integration,
  lambda,
  mock,
  type RawResponse,
  returned,
  run,
  SCOPE,
  stageRecord,
} from './gateway.fixture.ts';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** The whole response but for its two random ids, which are checked. */
function exact(response: RawResponse): unknown {
  assert.match(response.header('x-amzn-requestid') ?? '', UUID);
  assert.match(response.header('x-amz-apigw-id') ?? '', /^[A-Za-z0-9+/]{15}=$/);
  const headers = response.headers.filter(
    (_, i, all) => !/^x-amz(n-RequestId|-apigw-id)$/.test(all[i - (i % 2)] ?? ''),
  );
  return [response.status, headers.join('\n'), response.body.toString()];
}

function expected(status: number, contentType: string, errorType: string, body: string): unknown {
  const headers = ['Date', 'Sun, 22 Nov 2026 18:30:05 GMT', 'Content-Type', contentType];
  headers.push('Content-Length', String(body.length), 'Connection', 'close', 'x-amzn-ErrorType', errorType);
  return [status, headers.join('\n'), body];
}

const json = (status: number, errorType: string, body: string) => expected(status, 'application/json', errorType, body);
const MISSING = json(403, 'MissingAuthenticationTokenException', '{"message":"Missing Authentication Token"}');
const FORBIDDEN = json(403, 'ForbiddenException', '{"message":"Forbidden"}');
const INTERNAL = '{"message": "Internal server error"}';
const TOO_LARGE = expected(
  413,
  'text/*',
  'RequestEntityTooLargeException',
  'HTTP content length exceeded 10485760 bytes.',
);

describe('what the gateway itself answers, to the byte (aws-behaviour.md §2.1, §2.7)', () => {
  test('an unknown path, method or verb', async () => {
    await using gateway = await run(definition({ 'GET /pets': mock }));
    for (const request of ['GET /prod/none', 'POST /prod/pets', 'HEAD /prod', 'PROPFIND /prod/pets', 'GET /prod']) {
      const response = await gateway.send(request);
      if (request.startsWith('HEAD')) assert.equal(response.status, 403);
      else assert.deepEqual(exact(response), MISSING, request);
    }
  });

  test('an unknown API, an unknown stage, a disabled endpoint', async () => {
    await using gateway = await run(definition({ 'GET /pets': mock }));
    assert.deepEqual(exact(await gateway.send('GET /none/pets')), FORBIDDEN);
    const other = `Host: zzzzzz1234.execute-api.localhost`;
    assert.deepEqual(exact(await gateway.send('GET /prod/pets', [other])), FORBIDDEN);
    await using disabled = await run(definition({ 'GET /pets': mock }, { api: { disableExecuteApiEndpoint: true } }));
    assert.deepEqual(exact(await disabled.send('GET /prod/pets')), FORBIDDEN);
  });

  test('a body that is too large, by its declared length', async () => {
    await using gateway = await run(definition({ 'POST /pets': lambda }));
    const wire = await gateway.open();
    wire.socket.write(`POST /prod/pets HTTP/1.1\r\nHost: ${HOST}\r\nContent-Length: 10485761\r\n\r\n`);
    assert.deepEqual(exact(await wire.response()), TOO_LARGE);
    assert.equal(gateway.invocations.length, 0);
  });

  test('a client that sends it all the same gets the answer', async () => {
    await using gateway = await run(definition({ 'POST /pets': lambda }));
    assert.deepEqual(exact(await gateway.send('POST /prod/pets', [], Buffer.alloc(10_485_761))), TOO_LARGE);
  });

  test('a body that is too large, in chunks', async () => {
    await using gateway = await run(definition({ 'POST /pets': lambda }));
    const wire = await gateway.open();
    wire.socket.write(`POST /prod/pets HTTP/1.1\r\nHost: ${HOST}\r\nTransfer-Encoding: chunked\r\n\r\n`);
    wire.socket.write(`A00001\r\n${'x'.repeat(0xa00001)}\r\n0\r\n\r\n`);
    assert.deepEqual(exact(await wire.response()), TOO_LARGE);
    assert.equal(gateway.invocations.length, 0);
  });

  test('a body of exactly the limit is taken', async () => {
    await using gateway = await run(definition({ 'POST /pets': lambda }));
    assert.equal((await gateway.send('POST /prod/pets', [], Buffer.alloc(10_485_760, 'x'))).status, 200);
  });

  test('415', async () => {
    await using gateway = await run(definition({ 'POST /pets': { ...mock, passthroughBehavior: 'NEVER' } }));
    assert.deepEqual(
      exact(await gateway.send('POST /prod/pets', ['Content-Type: text/plain'], 'x')),
      json(415, 'BadRequestException', '{"message": "Unsupported Media Type"}'),
    );
  });

  test('500, 502 and 504 of an integration carry no trace id (G15)', async () => {
    const outcomes = {
      refused: { outcome: 'refused', error: 'TooManyRequestsException', message: 'Rate Exceeded.' },
      nonsense: returned('nonsense'),
    } as const;
    const api = definition({ 'GET /{outcome}': lambda });
    const failing = (name: string) => (name === 'refused' ? outcomes.refused : outcomes.nonsense);
    await using gateway = await run(api, stageRecord(), ({ payload }) => {
      const { outcome } = JSON.parse(String(payload)).pathParameters;
      return outcome === 'slow' ? new Promise(() => undefined) : failing(outcome);
    });
    assert.deepEqual(
      exact(await gateway.send('GET /prod/refused')),
      json(500, 'InternalServerErrorException', INTERNAL),
    );
    assert.deepEqual(
      exact(await gateway.send('GET /prod/nonsense')),
      json(502, 'InternalServerErrorException', INTERNAL),
    );
    const slow = gateway.send('GET /prod/slow');
    await invoked(gateway, 3);
    gateway.clock.advance(29_000);
    const response = await slow;
    assert.equal(response.body.toString(), '{"message": "Endpoint request timed out"}');
    assert.deepEqual([response.status, response.header('x-amzn-trace-id')], [504, undefined]);
  });

  test('a bug is logged with the id that the client gets', async () => {
    await using gateway = await run(definition({ 'GET /pets': lambda }), stageRecord(), () => {
      throw new Error('a bug');
    });
    const response = await gateway.send('GET /prod/pets');
    assert.deepEqual(exact(response), json(500, 'InternalServerErrorException', INTERNAL));
    const line = gateway.log.lines.find(({ level }) => level === 'error');
    assert.equal(line?.fields['requestId'], response.header('x-amzn-requestid'));
  });
});

/** Waits for the function to have been invoked so many times. */
async function invoked(gateway: { readonly invocations: readonly unknown[] }, times: number): Promise<void> {
  while (gateway.invocations.length < times) await new Promise((resolve) => setImmediate(resolve));
}

describe('what an integration answers', () => {
  const echo = () => returned({ statusCode: 201, headers: { 'X-A': '1', 'Content-Type': 'text/plain' }, body: 'hej' });

  test("in AWS's order, with the ids of the event and a trace id", async () => {
    await using gateway = await run(definition({ 'ANY /pets': lambda }), stageRecord(), echo);
    const response = await gateway.send('GET /prod/pets', [
      'X-Amzn-Trace-Id: Root=1-3152b799-8954dae64eda91bc9a23a7e8',
    ]);
    const names = response.headers.filter((_, i) => i % 2 === 0);
    const ours = ['Date', 'Content-Type', 'Content-Length', 'Connection', 'x-amzn-RequestId', 'x-amz-apigw-id'];
    assert.deepEqual(names, [...ours, 'X-A', 'X-Amzn-Trace-Id']);
    const { requestContext, headers } = JSON.parse(String(gateway.invocations[0]?.payload));
    assert.equal(requestContext.requestId, response.header('x-amzn-requestid'));
    assert.equal(requestContext.extendedRequestId, response.header('x-amz-apigw-id'));
    assert.equal(headers['X-Amzn-Trace-Id'], 'Root=1-3152b799-8954dae64eda91bc9a23a7e8');
    // Recorded: a Root alone gets a Parent (§2.1).
    assert.match(
      response.header('x-amzn-trace-id') ?? '',
      /^Root=1-3152b799-8954dae64eda91bc9a23a7e8;Parent=[0-9a-f]{16};Sampled=0$/,
    );
  });

  test('trace ids: kept whole, made where there is none or none that can be one', async () => {
    await using gateway = await run(definition({ 'ANY /pets': lambda }), stageRecord(), echo);
    const trace = async (...headers: string[]) =>
      (await gateway.send('GET /prod/pets', headers)).header('x-amzn-trace-id') ?? '';
    const full = 'Root=1-3152b799-8954dae64eda91bc9a23a7e8;Parent=7fa8c0f79203be72;Sampled=1';
    assert.equal(await trace(`x-amzn-trace-id: ${full}`), full);
    const made = /^Root=1-6a01f0cd-[0-9a-f]{24};Parent=[0-9a-f]{16};Sampled=0$/;
    const now = Math.floor(gateway.clock.now() / 1000).toString(16);
    const ours = new RegExp(made.source.replace('6a01f0cd', now));
    assert.match(await trace(), ours);
    assert.match(await trace('X-Amzn-Trace-Id: nonsense'), ours);
    assert.match(await trace(`X-Amzn-Trace-Id: Root=${'a'.repeat(300)}`), ours);
  });

  test('a MOCK has no trace id (G15)', async () => {
    await using gateway = await run(definition({ 'GET /pets': mock }));
    const response = await gateway.send('GET /prod/pets', [
      'X-Amzn-Trace-Id: Root=1-3152b799-8954dae64eda91bc9a23a7e8',
    ]);
    assert.deepEqual([response.status, response.header('x-amzn-trace-id')], [200, undefined]);
    assert.equal(response.header('content-type'), 'application/json');
  });

  test('HEAD has the length and not the body; 204 and 304 have neither', async () => {
    await using gateway = await run(definition({ 'ANY /{status}': lambda }), stageRecord(), ({ payload }) =>
      returned({ statusCode: JSON.parse(String(payload)).pathParameters.status, body: 'hej' }),
    );
    const wire = await gateway.open();
    wire.socket.write(`HEAD /prod/200 HTTP/1.1\r\nHost: ${HOST}\r\n\r\n`);
    assert.equal((await wire.response(true)).header('content-length'), '3');
    for (const status of ['204', '304']) {
      wire.socket.write(`GET /prod/${status} HTTP/1.1\r\nHost: ${HOST}\r\n\r\n`);
      const response = await wire.response();
      assert.deepEqual([response.status, response.header('content-length')], [Number(status), undefined]);
    }
    wire.socket.write(`GET /prod/200 HTTP/1.1\r\nHost: ${HOST}\r\n\r\n`);
    assert.equal((await wire.response()).body.toString(), 'hej');
    wire.socket.destroy();
  });

  test('X-HTTP-Method-Override chooses the method and is used up (§1.7)', async () => {
    await using gateway = await run(definition({ 'PUT /pets': lambda }), stageRecord(), echo);
    const response = await gateway.send('POST /prod/pets', ['X-HTTP-Method-Override: put']);
    const { httpMethod, headers } = JSON.parse(String(gateway.invocations[0]?.payload));
    assert.deepEqual([response.status, httpMethod, 'X-HTTP-Method-Override' in headers], [201, 'PUT', false]);
  });

  test('the event of the path form', async () => {
    await using gateway = await run(
      definition({ 'GET /{proxy+}': lambda }),
      stageRecord({ variables: { a: 'b' } }),
      echo,
    );
    await gateway.send(`GET /restapis/${API}/prod/_user_request_//a//b/?x=%2B`, ['Host: localhost:4566']);
    const event = JSON.parse(String(gateway.invocations[0]?.payload));
    assert.deepEqual(
      [event.path, event.pathParameters, event.requestContext.path, event.requestContext.domainName],
      ['/a//b/', { proxy: 'a//b' }, '/prod//a//b/', `${API}.execute-api.localhost`],
    );
    assert.deepEqual(
      [event.queryStringParameters, event.stageVariables, event.headers.Host],
      [{ x: '+' }, { a: 'b' }, 'localhost:4566'],
    );
    assert.deepEqual([event.headers['X-Forwarded-For'], event.headers['X-Forwarded-Proto']], ['127.0.0.1', 'http']);
  });

  test('a header of the function with a line break leaks nothing', async () => {
    await using gateway = await run(definition({ 'GET /pets': lambda }), stageRecord(), () =>
      returned({ headers: { 'X-A': 'a\r\nX-Injected: 1' } }),
    );
    const response = await gateway.send('GET /prod/pets');
    assert.deepEqual([response.status, response.header('x-injected')], [502, undefined]);
  });
});

test('a client that leaves in the middle of its body never reaches the function', async () => {
  await using gateway = await run(definition({ 'POST /pets': lambda }));
  const wire = await gateway.open();
  wire.socket.write(`POST /prod/pets HTTP/1.1\r\nHost: ${HOST}\r\nContent-Length: 100\r\n\r\nhalf`);
  const answered = new Promise<void>((resolve) => {
    wire.socket.once('close', () => resolve());
  });
  wire.socket.end();
  await answered;
  assert.equal((await gateway.send('POST /prod/pets', [], 'whole')).status, 200);
  assert.equal(gateway.invocations.length, 1);
});

test('a method without integration, and a stage that has never been compiled, are a 500', async () => {
  await using gateway = await run(definition({ 'GET /pets': integration({ type: 'AWS_PROXY', httpMethod: 'GET' }) }));
  await gateway.store.transact(async (tx) => {
    tx.put(stageKey(SCOPE, API, 'new'), stageRecord({ stageName: 'new', deploymentId: 'none' }));
  });
  await gateway.plans.caughtUp();
  const broken = json(500, 'InternalServerErrorException', INTERNAL);
  assert.deepEqual(exact(await gateway.send('GET /new/pets')), broken);
});

test('a preflight that meets a 403 leaves a hint in the log, and nothing else does', async () => {
  await using gateway = await run(definition({ 'GET /pets': mock }));
  const hints = () => gateway.log.lines.filter(({ message }) => message.startsWith('A browser asked')).length;
  const origin = 'Origin: https://page.example';
  assert.equal((await gateway.send('OPTIONS /prod/pets', [origin, 'Access-Control-Request-Method: GET'])).status, 403);
  assert.equal(hints(), 1);
  assert.equal((await gateway.send('OPTIONS /prod/pets', [origin])).status, 403);
  await gateway.send('GET /prod/other', ['Access-Control-Request-Method: GET']);
  // Where there is no stage, a method does not help.
  await gateway.send('OPTIONS /none/pets', [origin, 'Access-Control-Request-Method: GET']);
  await gateway.send('GET /prod/pets', [origin]);
  assert.equal(hints(), 1);
});
