import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { InvokeOutcome, InvokeRequest, ResolvedLambda, ResolvedMapping } from '../definition/definition.ts';
import { isFault, type MethodResponse } from '../exchange/exchange.ts';
import { ManualClock } from '../lib/clock.ts';
import { context, request, STAGE } from './integrations.fixture.ts';
import { compileLambda } from './lambda.ts';

/** AWS integrations with a Lambda function (aws-behaviour.md §1.8, §1.10). */

const response = (status: number, selectionPattern: string) => {
  return { status, selectionPattern, parameters: [], templates: {}, contentHandling: null };
};
const MAPPING: ResolvedMapping = {
  parameters: [],
  requestTemplates: {},
  passthroughBehavior: 'WHEN_NO_MATCH',
  contentHandling: null,
  responses: [response(200, ''), response(404, '.*Not Found.*'), response(502, '.+')],
};

interface Given {
  readonly mapping?: Partial<ResolvedMapping>;
  readonly body?: string;
  readonly outcome?: InvokeOutcome | Promise<never>;
  readonly clock?: ManualClock;
}

async function run({ mapping, body = '', outcome = returned('{}'), clock = new ManualClock() }: Given): Promise<{
  invoked: InvokeRequest | undefined;
  answer: MethodResponse | string;
}> {
  let invoked: InvokeRequest | undefined;
  const lambda: ResolvedLambda = {
    type: 'LAMBDA',
    functionScope: '111111111111/us-east-1',
    functionName: 'fn',
    qualifier: '',
    functionArn: 'arn:aws:lambda:us-east-1:111111111111:function:fn',
    credentials: null,
    timeoutMs: 50,
    mapping: { ...MAPPING, ...mapping },
  };
  const invokeFunction = async (asked: InvokeRequest): Promise<InvokeOutcome> => {
    invoked = asked;
    return outcome;
  };
  const plan = compileLambda(lambda, '/pets/{petId}', STAGE, [], { invokeFunction, clock });
  const outgoing = plan.toEndpoint(request({ httpMethod: 'POST' }), Buffer.from(body), context());
  assert.ok(!isFault(outgoing));
  const answered = await plan.integrate(outgoing, context());
  const answer = isFault(answered) ? answered : plan.toClient(answered, context());
  return { invoked, answer: isFault(answer) ? `${answer.status} ${answer.message}` : answer };
}

function returned(text: string): InvokeOutcome {
  return { outcome: 'returned', payload: Buffer.from(text), version: '1', requestId: 'x' };
}

function failed(errorMessage: string): InvokeOutcome {
  const payload = Buffer.from(JSON.stringify({ errorMessage, errorType: 'Error' }));
  return { outcome: 'failed', payload, version: '1', requestId: 'x', functionError: 'Unhandled' };
}

const seen = ({ answer }: { answer: MethodResponse | string }): unknown =>
  typeof answer === 'string' ? answer : [answer.status, answer.body.toString()];

test('the event is the mapped body, and the function sees who calls it', async () => {
  const { invoked } = await run({ body: '{"a": 1}' });
  assert.equal(String(invoked?.payload), '{"a": 1}');
  assert.equal(invoked?.type, 'RequestResponse');
  assert.deepEqual(invoked?.caller, {
    service: 'apigateway.amazonaws.com',
    sourceArn: 'arn:aws:execute-api:us-east-1:111111111111:abcdef1234/stage/POST/pets/*',
    sourceAccount: '111111111111',
  });
  assert.equal(String((await run({})).invoked?.payload), '{}');
});

test('what it returns passes as it is, with the trace id', async () => {
  const { answer } = await run({ outcome: returned('{"statusCode": 404, "x": "Not Found"}') });
  assert.ok(typeof answer !== 'string');
  assert.deepEqual([answer.status, answer.body.toString()], [200, '{"statusCode": 404, "x": "Not Found"}']);
  assert.deepEqual(answer.headers, ['Content-Type', 'application/json', 'X-Amzn-Trace-Id', context().traceId]);
});

test('of a failed invocation the error message is what selection patterns match', async () => {
  const message = 'User 7: Not Found';
  assert.deepEqual(seen(await run({ outcome: failed(message) })), [
    404,
    JSON.stringify({ errorMessage: message, errorType: 'Error' }),
  ]);
  assert.deepEqual((seen(await run({ outcome: failed('else') })) as unknown[])[0], 502);
  // A message of no characters is matched by no pattern that asks for one.
  assert.deepEqual((seen(await run({ outcome: failed('') })) as unknown[])[0], 200);
});

test('a mapped X-Amz-Invocation-Type of Event waits for nobody', async () => {
  const parameter = {
    to: 'header',
    name: 'X-Amz-Invocation-Type',
    from: { source: 'static', value: 'Event' },
  } as const;
  const given = await run({ mapping: { parameters: [parameter] }, outcome: { outcome: 'accepted', requestId: 'x' } });
  assert.equal(given.invoked?.type, 'Event');
  assert.deepEqual(seen(given), [200, '']);
});

test('a function that may not be invoked is a 500, one that is too slow a 504', async () => {
  const refused = { outcome: 'refused', error: 'AccessDeniedException', message: 'no' } as const;
  assert.equal(seen(await run({ outcome: refused })), '500 Internal server error');
  const clock = new ManualClock();
  const slow = run({ outcome: new Promise<never>(() => undefined), clock });
  clock.advance(50);
  assert.equal(seen(await slow), '504 Endpoint request timed out');
});
