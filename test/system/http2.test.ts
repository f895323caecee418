import assert from 'node:assert/strict';
import { test } from 'node:test';
import { upstream } from '../../src/gateway/endpoint.fixture.ts';
import { API, definition, HOST, http, lambda, mock, returned, run } from '../../src/gateway/gateway.fixture.ts';
import { findTarget, restExecutor } from '../../src/gateway/gateway.ts';
import { lastHeader } from '../../src/lib/headers.ts';
import { openSession } from '../../src/wire/http2.fixture.ts';
import { cert, key } from '../../src/wire/tls.fixture.ts';
import { type Answer, listen, TlsContexts } from '../../src/wire/wire.ts';

test('a stage is served over HTTP/2 as over HTTP/1.1', async () => {
  await using endpoint = await upstream((_, rs, body) => rs.end(`{"got":${body.length}}`));
  await using running = await run(
    definition({ 'GET /mock': mock, 'ANY /fn': lambda, 'ANY /http': http(`${endpoint.uri}/x`) }),
    undefined,
    () => returned({ statusCode: 201, headers: { 'X-Answer': 'yes' }, body: 'from the function' }),
  );
  const { clock, log, plans } = running;
  const data = restExecutor({ plans, clock, log });
  const answer: Answer = (rq) => {
    const target = findTarget(lastHeader(rq.headers, 'host'), rq.target, lastHeader(rq.headers, 'x-apigw-api-id'));
    return target === undefined ? { status: 404, headers: [], body: 'no API' } : data(rq, target);
  };
  const tls = new TlsContexts({ fallback: { cert, key } });
  const listener = await listen({ host: '127.0.0.1', port: 0, answer, clock, log, tls });
  try {
    await using session = openSession({ ...running, listener });
    const send = (path: string, headers: Record<string, string> = {}, body?: string) =>
      session.send({ ':authority': HOST, ':path': `/prod${path}`, ...headers }, body);

    const mocked = await send('/mock');
    assert.equal(mocked.status, 200);
    assert.match(lastHeader(mocked.headers, 'x-amzn-requestid') ?? '', /^[0-9a-f-]{36}$/);
    assert.equal(lastHeader(mocked.headers, 'connection'), undefined);

    const [fromFunction, unknown, fromEndpoint] = await Promise.all([
      send('/fn?q=1', { ':method': 'POST', 'x-a': 'b' }, 'body'),
      send('/nothing'),
      send('/http', { ':method': 'PUT', 'content-type': 'text/plain' }, 'x'.repeat(200_000)),
    ]);
    assert.deepEqual([fromFunction.status, fromFunction.body], [201, 'from the function']);
    assert.equal(lastHeader(fromFunction.headers, 'x-answer'), 'yes');
    const event = JSON.parse(String(running.invocations[0]?.payload));
    assert.equal(event.requestContext.apiId, API);
    // aws-behaviour.md §1.15: what AWS logs whatever the client speaks.
    assert.equal(event.requestContext.protocol, 'HTTP/1.1');
    assert.equal(event.headers.Host, HOST);
    assert.equal(event.headers['x-a'], 'b');
    assert.equal(event.headers['X-Forwarded-Proto'], 'https');
    assert.equal(event.headers['X-Forwarded-Port'], String(listener.port));
    assert.equal(event.body, 'body');

    assert.deepEqual([unknown.status, unknown.body], [403, '{"message":"Missing Authentication Token"}']);

    assert.deepEqual([fromEndpoint.status, fromEndpoint.body], [200, '{"got":200000}']);
    const [received] = endpoint.requests;
    assert.equal(received?.method, 'PUT');
    assert.equal(lastHeader(received?.headers ?? [], 'host'), endpoint.host);
  } finally {
    await listener.close(0);
  }
});
