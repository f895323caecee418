import assert from 'node:assert/strict';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type TestContext, test } from 'node:test';
import { ManualClock, systemClock } from '../lib/clock.ts';
import { openClient } from '../wire/wire.ts';
import type { FunctionEndpoint } from './endpoints.ts';
import { ARN, openedInvoker, putFunction, record, request } from './invoke.fixture.ts';

interface Seen {
  readonly url: string | undefined;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** Something that speaks the Lambda Invoke API, and an invoker that is told of it. */
async function openEndpoint(
  t: TestContext,
  lines: (url: string) => readonly FunctionEndpoint[],
  answer: (response: ServerResponse) => void,
  clock: ManualClock | typeof systemClock = systemClock,
) {
  const seen: Seen[] = [];
  const arrived = Promise.withResolvers<void>();
  const server = createServer(async (incoming, response) => {
    const pieces: Buffer[] = [];
    for await (const piece of incoming) pieces.push(piece as Buffer);
    seen.push({ url: incoming.url, headers: incoming.headers, body: Buffer.concat(pieces).toString() });
    arrived.resolve();
    answer(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const client = openClient({ clock, maxResponseBytes: 1_000_000, connections: 2 });
  t.after(async () => {
    await client.close();
    server.close();
    server.closeAllConnections();
  });
  const opened = await openedInvoker(t, { endpoints: lines(url), client });
  return { ...opened, url, seen, arrived: arrived.promise, server };
}

test('a function that runs elsewhere is invoked there, with all that was asked for', async (t) => {
  const { invokeFunction, seen, engine } = await openEndpoint(
    t,
    (endpoint) => [{ pattern: 'f', endpoint }],
    (response) => {
      response.setHeader('X-Amz-Executed-Version', '3');
      response.setHeader('x-amzn-RequestId', 'theirs');
      response.setHeader('X-Amz-Log-Result', Buffer.from('log').toString('base64'));
      response.end('{"ok":true}');
    },
  );
  const outcome = await invokeFunction(
    request('f', { payload: '{"ü":1}', qualifier: 'live', traceId: 'Root=1-a', clientContext: 'e30=', tail: true }),
  );
  assert.deepEqual(outcome, {
    outcome: 'returned',
    payload: Buffer.from('{"ok":true}'),
    version: '3',
    requestId: 'theirs',
    logTail: 'log',
  });
  const { url, headers, body } = seen[0] ?? { url: '', headers: {}, body: '' };
  assert.equal(url, '/2015-03-31/functions/f/invocations?Qualifier=live');
  assert.equal(body, '{"ü":1}');
  assert.equal(headers['x-amz-invocation-type'], 'RequestResponse');
  assert.equal(headers['x-amz-client-context'], 'e30=');
  assert.equal(headers['x-amz-log-type'], 'Tail');
  assert.equal(headers['x-amzn-trace-id'], 'Root=1-a');
  assert.equal(engine.runs.length, 0);
});

test('a function error there is a function error here', async (t) => {
  const { invokeFunction } = await openEndpoint(
    t,
    (endpoint) => [{ pattern: '*', endpoint }],
    (response) => {
      response.setHeader('X-Amz-Function-Error', 'Unhandled');
      response.end('{"errorMessage":"no"}');
    },
  );
  assert.deepEqual(await invokeFunction(request('f')), {
    outcome: 'failed',
    functionError: 'Unhandled',
    payload: Buffer.from('{"errorMessage":"no"}'),
    version: '$LATEST',
    requestId: 'r-1',
  });
});

test('the first line that fits counts, exact ones first; the rest runs here', async (t) => {
  const opened = await openEndpoint(
    t,
    (url) => [
      { pattern: `${ARN}:shop-*`, endpoint: `${url}/glob/` },
      { pattern: 'shop-cart', endpoint: `${url}/2015-03-31/functions/function/invocations` },
    ],
    (response) => response.end('1'),
  );
  await putFunction(opened, record('local'));
  await opened.invokeFunction(request('shop-cart'));
  await opened.invokeFunction(request('shop-list'));
  assert.equal((await opened.invokeFunction(request('local'))).outcome, 'returned');
  assert.deepEqual(
    opened.seen.map(({ url }) => url),
    ['/2015-03-31/functions/function/invocations', '/glob/2015-03-31/functions/shop-list/invocations'],
  );
  assert.equal(opened.engine.runs.length, 1);
});

test('an event is accepted when the endpoint has it', async (t) => {
  const { invokeFunction, seen } = await openEndpoint(
    t,
    (endpoint) => [{ pattern: 'f', endpoint }],
    (response) => response.writeHead(202).end(),
  );
  assert.deepEqual(await invokeFunction(request('f', { type: 'Event' })), { outcome: 'accepted', requestId: 'r-1' });
  assert.equal(seen[0]?.headers['x-amz-invocation-type'], 'Event');
});

test('an error of the Lambda API keeps its name; any other answer is named as what it is', async (t) => {
  const answers: ((response: ServerResponse) => void)[] = [
    (response) =>
      response
        .writeHead(404, { 'x-amzn-ErrorType': 'ResourceNotFoundException:http://internal' })
        .end('{"Type":"User","Message":"Function not found: f"}'),
    (response) => response.writeHead(502).end('bad gateway'),
  ];
  const { invokeFunction, url } = await openEndpoint(
    t,
    (endpoint) => [{ pattern: 'f', endpoint }],
    (response) => answers.shift()?.(response),
  );
  assert.deepEqual(await invokeFunction(request('f')), {
    outcome: 'refused',
    error: 'ResourceNotFoundException',
    message: 'Function not found: f',
  });
  assert.deepEqual(await invokeFunction(request('f')), {
    outcome: 'refused',
    error: 'ServiceException',
    message: `The endpoint ${url} of function f answered with status 502: bad gateway`,
  });
});

test('an endpoint that does not answer in time is refused by name', async (t) => {
  const clock = new ManualClock();
  const { invokeFunction, url, arrived } = await openEndpoint(
    t,
    (endpoint) => [{ pattern: 'f', endpoint, timeoutMs: 5000 }],
    () => undefined,
    clock,
  );
  const outcome = invokeFunction(request('f'));
  await arrived;
  clock.advance(5000);
  assert.deepEqual(await outcome, {
    outcome: 'refused',
    error: 'ServiceException',
    message: `The endpoint ${url} of function f did not answer within 5000 ms.`,
  });
});

test('an endpoint that cannot be reached is refused by name', async (t) => {
  const { invokeFunction, url, server } = await openEndpoint(
    t,
    (endpoint) => [{ pattern: 'f', endpoint }],
    (response) => response.end(),
  );
  await new Promise((resolve) => server.close(resolve));
  const outcome = await invokeFunction(request('f'));
  assert.equal(outcome.outcome, 'refused');
  assert.ok(
    'message' in outcome && outcome.message.startsWith(`The endpoint ${url} of function f cannot be reached: `),
  );
});

test('a line that is no usable URL does not start', async (t) => {
  for (const endpoint of ['ftp://host', 'host:3001', 'http://user:pw@host', 'http://host/?a=b']) {
    await assert.rejects(openedInvoker(t, { endpoints: [{ pattern: 'f', endpoint }] }), {
      message: `The endpoint of the functions f must be an http or https URL without credentials and query, not ${endpoint}`,
    });
  }
});
