import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { ResolvedAws, ResolvedMapping } from '../../definition/definition.ts';
import { isFault, type MethodRequest, type MethodResponse } from '../../exchange/exchange.ts';
import { ManualClock } from '../../lib/clock.ts';
import { lastHeader } from '../../lib/headers.ts';
import type { HttpEndpointAnswer, HttpEndpointRequest } from '../http-proxy.ts';
import { context, request } from '../integrations.fixture.ts';
import { compileAws } from './aws.ts';
import { type AwsAccess, NO_AWS_ACCESS } from './aws-call.ts';

const RESPONSE = { selectionPattern: '', parameters: [], templates: {}, contentHandling: null };
const MAPPING: ResolvedMapping = {
  parameters: [],
  requestTemplates: { 'application/json': '{"TableName":"pets"}' },
  passthroughBehavior: 'NEVER',
  contentHandling: null,
  responses: [
    { ...RESPONSE, status: 200 },
    { ...RESPONSE, status: 409, selectionPattern: '4\\d{2}' },
  ],
};
const ACCESS: AwsAccess = {
  credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret', sessionToken: 'the-token' },
  endpoints: new Map([['dynamodb', 'http://dynamo:8000']]),
};

function compile(over: Partial<ResolvedMapping>, answered: HttpEndpointAnswer, access: AwsAccess) {
  const resolved: ResolvedAws = {
    type: 'AWS',
    call: {
      region: 'us-east-1',
      subdomain: null,
      service: 'dynamodb',
      httpMethod: 'POST',
      path: '/',
      query: '',
      action: 'PutItem',
      asCaller: false,
      timeoutMs: 1000,
    },
    mapping: { ...MAPPING, ...over },
  };
  return compileAws(resolved, [], {
    sendHttp: async () => answered,
    access,
    clock: new ManualClock(),
    credentialsOf: () => assert.fail('nobody is to be asked'),
  });
}

const answers = (status: number, body: string): HttpEndpointAnswer => ({
  answer: 'response',
  status,
  headers: ['Content-Type', 'application/x-amz-json-1.0', 'x-amzn-RequestId', 'r'],
  body: Buffer.from(body),
});

async function run(
  answered: HttpEndpointAnswer,
  over: Partial<ResolvedMapping> = {},
  rq: Partial<MethodRequest> = {},
  access = ACCESS,
): Promise<{ sent?: HttpEndpointRequest; answer: MethodResponse | string }> {
  const plan = compile(over, answered, access);
  const outgoing = plan.toEndpoint(request({ httpMethod: 'POST', ...rq }), Buffer.alloc(0), context());
  if (isFault(outgoing)) return { answer: `${outgoing.status} ${outgoing.fault}: ${outgoing.detail}` };
  const { sent } = outgoing;
  const response = await plan.integrate(outgoing, context());
  if (isFault(response)) return { sent, answer: `${response.status} ${response.fault}` };
  const answer = plan.toClient(response, context());
  return { sent, answer: isFault(answer) ? `${answer.status} ${answer.fault}` : answer };
}

describe('AWS', () => {
  test('the service gets what is mapped, and the headers of the gateway (aws-behaviour.md §1.8)', async () => {
    const { sent } = await run(answers(200, '{}'), {}, { headers: ['X-Client', 'not passed'] });
    assert.deepEqual([sent?.origin, sent?.method, sent?.path], ['http://dynamo:8000', 'POST', '/?Action=PutItem']);
    assert.equal(sent?.body?.toString(), '{"TableName":"pets"}');
    assert.deepEqual(
      sent?.headers.filter((_, i) => i % 2 === 0),
      [
        'Host',
        'Accept',
        'User-Agent',
        'Content-Type',
        'X-Amzn-Trace-Id',
        'X-Amzn-Apigateway-Api-Id',
        'X-Amz-Target',
        'X-Amz-Date',
        'X-Amz-Security-Token',
        'Authorization',
      ],
    );
    assert.equal(lastHeader(sent?.headers ?? [], 'user-agent'), 'AmazonAPIGateway_abcdef1234');
  });

  test('a mapped header takes the place of the gateway’s', async () => {
    const type = { source: 'static', value: 'application/x-amz-json-1.0' } as const;
    const { sent } = await run(answers(200, '{}'), {
      parameters: [{ to: 'header', name: 'content-type', from: type }],
    });
    const types = sent?.headers.filter((_, i, all) => all[i - 1]?.toLowerCase() === 'content-type');
    assert.deepEqual(types, ['application/x-amz-json-1.0']);
  });

  test("the service's status chooses the integration response, and the client gets its trace id (§1.10, §2.1)", async () => {
    const { answer } = await run(answers(400, '{"__type":"ConditionalCheckFailedException"}'));
    assert.ok(typeof answer !== 'string');
    assert.equal(answer.status, 409);
    assert.equal(answer.body.toString(), '{"__type":"ConditionalCheckFailedException"}');
    assert.equal(lastHeader(answer.headers, 'x-amzn-trace-id'), context().traceId);
  });

  test('a server that is not there, and one that does not answer in time', async () => {
    assert.equal((await run({ answer: 'network error', detail: 'refused' })).answer, '504 INTEGRATION_FAILURE');
    assert.equal((await run({ answer: 'timeout' })).answer, '504 INTEGRATION_TIMEOUT');
  });

  test("without endpoint and credentials it is AWS's 500, and the log says why", async () => {
    const { answer, sent } = await run(answers(200, ''), {}, {}, NO_AWS_ACCESS);
    assert.equal(sent, undefined);
    assert.match(String(answer), /^500 API_CONFIGURATION_ERROR: There is no endpoint for dynamodb/);
  });

  test('a log of the execution shows neither signature nor token', () => {
    const plan = compile({}, answers(200, ''), ACCESS);
    const outgoing = plan.toEndpoint(request({ httpMethod: 'POST' }), Buffer.alloc(0), context());
    if (isFault(outgoing)) assert.fail(outgoing.detail);
    const shown = plan.shown?.request(outgoing, context());
    assert.equal(shown?.uri, 'http://dynamo:8000/?Action=PutItem');
    assert.doesNotMatch(JSON.stringify(shown), /the-token|AKIDEXAMPLE|Signature=/);
    assert.equal(lastHeader(shown?.headers ?? [], 'authorization'), '*****');
  });
});
