import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { InvokeOutcome, InvokeRequest, ResolvedLambdaProxy } from '../definition/definition.ts';
import { type Fault, isFault, type MethodResponse } from '../exchange/exchange.ts';
import { ManualClock } from '../lib/clock.ts';
import { context, request, STAGE } from './integrations.fixture.ts';
import { compileLambdaProxy } from './lambda-proxy.ts';

const PROXY: ResolvedLambdaProxy = {
  type: 'AWS_PROXY',
  functionScope: '111111111111/us-east-1',
  functionName: 'fn',
  qualifier: 'live',
  functionArn: 'arn:aws:lambda:us-east-1:111111111111:function:fn:live',
  credentials: null,
  timeoutMs: 50,
  transferMode: 'BUFFERED',
};

const SHOWN = { resourcePath: '/pets/{petId}/toys', operationName: null };

async function call(
  invokeFunction: (request: InvokeRequest) => Promise<InvokeOutcome>,
  clock = new ManualClock(),
): Promise<MethodResponse | Fault> {
  const plan = compileLambdaProxy(PROXY, SHOWN, STAGE, [], { invokeFunction, clock });
  const sent = plan.toEndpoint(request({ httpMethod: 'POST' }), Buffer.from('hi'), context());
  assert.ok(!isFault(sent));
  const answered = await plan.integrate(sent, context());
  return isFault(answered) ? answered : plan.toClient(answered, context());
}

const returned = (payload: string): InvokeOutcome => {
  return { outcome: 'returned', payload: Buffer.from(payload), version: '1', requestId: 'x' };
};

test('the function is invoked for the caller that its resource policy knows', async () => {
  const invocations: InvokeRequest[] = [];
  await call(async (invocation) => {
    invocations.push(invocation);
    return returned('{}');
  });
  const [{ payload, ...invocation } = { payload: '' }] = invocations;
  assert.deepEqual(invocation, {
    scope: '111111111111/us-east-1',
    name: 'fn',
    arn: PROXY.functionArn,
    qualifier: 'live',
    type: 'RequestResponse',
    traceId: context().traceId,
    caller: {
      service: 'apigateway.amazonaws.com',
      sourceArn: 'arn:aws:execute-api:us-east-1:111111111111:abcdef1234/stage/POST/pets/*/toys',
      sourceAccount: '111111111111',
    },
  });
  assert.equal(JSON.parse(String(payload)).body, 'hi');
});

test('its answer carries the completed trace id, its own headers remapped (aws-behaviour.md §2.1, §2.2)', async () => {
  const answer = await call(async () => returned('{"headers":{"Date":"never","X-A":"1"},"body":"hello"}'));
  assert.ok(!isFault(answer));
  assert.deepEqual(answer.headers, [
    'Content-Type',
    'application/json',
    'x-amzn-Remapped-Date',
    'never',
    'X-A',
    '1',
    'X-Amzn-Trace-Id',
    'Root=1-5e6a8b9e-000000000000000000000001;Parent=0000000000000001;Sampled=0',
  ]);
});

const FAILURES: readonly [name: string, outcome: InvokeOutcome, status: number, fault: string][] = [
  [
    'a function that throws is a 502',
    { outcome: 'failed', payload: Buffer.from('{}'), version: '1', requestId: 'x', functionError: 'Unhandled' },
    502,
    'API_CONFIGURATION_ERROR',
  ],
  ['nonsense is a 502', returned('nonsense'), 502, 'API_CONFIGURATION_ERROR'],
  [
    'no permission is a 500',
    { outcome: 'refused', error: 'AccessDeniedException', message: 'no' },
    500,
    // A user's access log, published in 2024 (sal-blog.com/iam-api-gateway-500error).
    'API_CONFIGURATION_ERROR',
  ],
  [
    'a throttled function is a 500',
    { outcome: 'refused', error: 'TooManyRequestsException', message: 'Rate Exceeded.' },
    500,
    'INTEGRATION_FAILURE',
  ],
  ['an Event has no answer', { outcome: 'accepted', requestId: 'x' }, 502, 'API_CONFIGURATION_ERROR'],
];

for (const [name, outcome, status, fault] of FAILURES) {
  test(`${name} (§2.6)`, async () => {
    const answer = await call(async () => outcome);
    assert.ok(isFault(answer));
    assert.deepEqual([answer.status, answer.fault, answer.message], [status, fault, 'Internal server error']);
  });
}

test('a function that takes longer than the limit is a 504, and its late answer is nobody’s', async () => {
  const clock = new ManualClock();
  const late = Promise.withResolvers<InvokeOutcome>();
  const answering = call(() => late.promise, clock);
  clock.advance(49);
  assert.equal(clock.pending, 1);
  clock.advance(1);
  const answer = await answering;
  assert.ok(isFault(answer));
  assert.deepEqual([answer.status, answer.message], [504, 'Endpoint request timed out']);
  late.resolve(returned('{}'));
  await late.promise;
  assert.equal(clock.pending, 0);
});

test('no timer is left behind, whatever the function does', async () => {
  const clock = new ManualClock();
  await call(async () => returned('{}'), clock);
  await assert.rejects(
    call(() => Promise.reject(new Error('a bug')), clock),
    /a bug/,
  );
  assert.equal(clock.pending, 0);
});
