import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ApiDefinition, AuthorizerRecord, InvokeRequest, TestInput } from '../definition/definition.ts';
import { ManualClock } from '../lib/clock.ts';
import type { Capabilities } from '../plan/plan.ts';
import {
  definition,
  http,
  INVOCATION_URI,
  type Invoke,
  integration,
  lambda,
  returned,
  SCOPE,
} from './gateway.fixture.ts';
import { testAuthorizers, testMethods } from './gateway.ts';

/** The order and words of lines: recorded on AWS, aws-behaviour.md §2.12; what differs is named in each test. */

const DATE = 'Thu Jan 01 00:00:00 UTC 1970';
const input: TestInput = { pathWithQueryString: undefined, headers: [], body: '', stageVariables: {} };

function capabilities(over: Partial<Capabilities> & { invoke?: Invoke; invocations?: InvokeRequest[] }): Capabilities {
  return {
    clock: new ManualClock(0),
    sendHttp: async () => ({ answer: 'timeout' }),
    invokeFunction: async (request) => {
      over.invocations?.push(request);
      return over.invoke?.(request) ?? returned({});
    },
    ...over,
  };
}

async function run(api: ApiDefinition, given: Partial<TestInput>, with_: Parameters<typeof capabilities>[0] = {}) {
  const resource = api.resources.find(({ resourceMethods }) => Object.keys(resourceMethods).length > 0);
  const httpMethod = Object.keys(resource?.resourceMethods ?? {})[0] ?? '';
  const request = {
    scope: SCOPE,
    definition: api,
    resourceId: resource?.id ?? '',
    httpMethod,
    clientCertificate: null,
  };
  const result = await testMethods(capabilities(with_))({ ...request, input: { ...input, ...given } });
  const id = /^Execution log for request ([0-9a-f-]{36})\n/.exec(result.log)?.[1] ?? 'none';
  return { ...result, log: result.log.replaceAll(id, '<id>').split('\n') };
}

test('a MOCK shows what came and what went, and no endpoint', async () => {
  const mock = integration({
    type: 'MOCK',
    requestTemplates: { 'application/json': '{"statusCode": 200}' },
    integrationResponses: { 200: { statusCode: '200', responseTemplates: { 'application/json': '{"pet": 1}' } } },
  });
  const seen = await run(definition({ 'GET /pets/{petId}': mock }), { pathWithQueryString: '/pets/123?foo=bar' });
  assert.deepEqual(seen.log, [
    'Execution log for request <id>',
    `${DATE} : Starting execution for request: <id>`,
    `${DATE} : HTTP Method: GET, Resource Path: /pets/123`,
    `${DATE} : Method request path: {petId=123}`,
    `${DATE} : Method request query string: {foo=bar}`,
    `${DATE} : Method request headers: {}`,
    `${DATE} : Method request body before transformations: `,
    `${DATE} : Method response body after transformations: {"pet": 1}`,
    `${DATE} : Method response headers: {Content-Type=application/json}`,
    `${DATE} : Successfully completed execution`,
    `${DATE} : Method completed with status: 200`,
    '',
  ]);
  assert.deepEqual(
    [seen.status, seen.body, seen.headers, seen.latencyMs],
    [200, '{"pet": 1}', ['Content-Type', 'application/json'], 0],
  );
});

test('a path that does not fit the resource gives no path parameters, and none is the resource itself', async () => {
  const api = definition({ 'GET /pets/{petId}': integration({ type: 'MOCK' }) });
  const other = await run(api, { pathWithQueryString: '/elsewhere/at/all' });
  assert.equal(other.log[2], `${DATE} : HTTP Method: GET, Resource Path: /elsewhere/at/all`);
  assert.equal(other.log[3], `${DATE} : Method request path: {}`);
  const none = await run(api, {});
  assert.equal(none.log[2], `${DATE} : HTTP Method: GET, Resource Path: /pets/{petId}`);
});

test('a function is invoked as for a request; the log has its event and answer, and the trace id comes first', async () => {
  const invocations: InvokeRequest[] = [];
  const clock = new ManualClock(0);
  const invoke = (): ReturnType<Invoke> => {
    clock.advance(150);
    return returned({ statusCode: 201, headers: { 'X-Own': 'yes' }, body: 'made' });
  };
  const given = { body: '{"a":1}', headers: ['X-In', '1'], stageVariables: { colour: 'red' } };
  const seen = await run(definition({ 'POST /pets': lambda }), given, { invoke, invocations, clock });
  const event = JSON.parse(String(invocations[0]?.payload));
  assert.deepEqual(
    [event.body, event.stageVariables, event.requestContext.stage, event.requestContext.domainPrefix, event.path],
    ['{"a":1}', { colour: 'red' }, 'test-invoke-stage', 'testPrefix', '/pets'],
  );
  const uri =
    'https://lambda.eu-west-1.amazonaws.com/2015-03-31/functions/arn:aws:lambda:eu-west-1:123456789012:function:fn/invocations';
  assert.equal(seen.log[7], `${DATE} : Endpoint request URI: ${uri}`);
  assert.match(
    seen.log[8] ?? '',
    / : Endpoint request headers: \{X-Amz-Date=19700101T000000Z, x-amzn-apigateway-api-id=/,
  );
  assert.equal(
    seen.log[9],
    `${DATE} : Endpoint request body after transformations: ${String(invocations[0]?.payload).replaceAll(event.requestContext.requestId, '<id>').slice(0, 979)} [TRUNCATED]`.replaceAll(
      event.requestContext.requestId,
      '<id>',
    ),
  );
  assert.equal(seen.log[10], `${DATE} : Sending request to ${uri}`);
  assert.equal(seen.log[11], `${DATE} : Received response. Status: 200, Integration latency: 150 ms`);
  assert.match(
    seen.log[12] ?? '',
    / : Endpoint response headers: \{Content-Type=application\/json, Content-Length=58, /,
  );
  assert.equal(
    seen.log[13],
    `${DATE} : Endpoint response body before transformations: {"statusCode":201,"headers":{"X-Own":"yes"},"body":"made"}`,
  );
  assert.equal(seen.log[14], `${DATE} : Method response body after transformations: made`);
  assert.match(seen.log[15] ?? '', /Method response headers: \{X-Amzn-Trace-Id=Root=1-[^,]+, .*X-Own=yes/);
  assert.equal(seen.headers[0], 'X-Amzn-Trace-Id');
  assert.deepEqual([seen.status, seen.body, seen.latencyMs], [201, 'made', 150]);
});

test("an endpoint that cannot be reached fails the execution in AWS's words, and only its type is shown", async () => {
  const sendHttp = async () => ({ answer: 'no address', detail: 'nowhere' }) as const;
  const seen = await run(definition({ 'GET /pets': http('http://nowhere.invalid/') }), { body: 'in' }, { sendHttp });
  assert.deepEqual(seen.headers, ['x-amzn-ErrorType', 'InternalServerErrorException']);
  assert.equal(seen.status, 500);
  assert.ok(seen.log.includes(`${DATE} : Endpoint request body after transformations: in`));
  const [failed, completed] = seen.log.slice(-3);
  assert.match(failed ?? '', / : Execution failed due to configuration error: Invalid endpoint address/);
  assert.equal(completed, `${DATE} : Method completed with status: 500`);
});

test('what guards an API from its clients is passed by; what would change the answer is not', async () => {
  const guarded = { authorizationType: 'AWS_IAM', apiKeyRequired: true };
  const api = { policy: '{}', endpointConfiguration: { types: ['PRIVATE'], ipAddressType: 'dualstack' } } as const;
  const mock = integration({
    type: 'MOCK',
    requestTemplates: { 'application/json': '{"statusCode": 200}' },
    integrationResponses: { 200: { statusCode: '200' } },
  });
  assert.equal((await run(definition({ 'GET /': mock }, { method: guarded, api }), {})).status, 200);
  const validated = await run(definition({ 'GET /': mock }, { method: { requestValidatorId: 'v' } }), {});
  assert.equal(validated.status, 501);
});

// --- authorizers: lines from users' published logs of 2017 and 2019 ---

const token: AuthorizerRecord = {
  id: 'auth01',
  name: 'token',
  type: 'TOKEN',
  authorizerUri: INVOCATION_URI,
  identitySource: 'method.request.header.Authorization',
};
const policyDocument = {
  Version: '2012-10-17',
  Statement: [{ Action: 'execute-api:Invoke', Effect: 'Allow', Resource: '*' }],
};

async function ask(
  authorizer: AuthorizerRecord,
  given: Partial<TestInput>,
  invoke: Invoke,
  invocations: InvokeRequest[] = [],
) {
  const request = { scope: SCOPE, restApiId: 'abcdef1234', authorizer, input: { ...input, ...given } };
  const result = await testAuthorizers(capabilities({ invoke, invocations }))(request);
  return { ...result, log: result.log.split('\n') };
}

test('a TOKEN authorizer gets the token; its policy is shown', async () => {
  const invocations: InvokeRequest[] = [];
  const allow = () => returned({ principalId: 'somebody', policyDocument });
  const seen = await ask(token, { headers: ['authorization', 'Bearer abcdef'] }, allow, invocations);
  assert.deepEqual(JSON.parse(String(invocations[0]?.payload)), {
    type: 'TOKEN',
    authorizationToken: 'Bearer abcdef',
    methodArn: 'arn:aws:execute-api:eu-west-1:123456789012:abcdef1234/ESTestInvoke-stage/GET/',
  });
  assert.equal(
    invocations[0]?.caller?.sourceArn,
    'arn:aws:execute-api:eu-west-1:123456789012:abcdef1234/authorizers/auth01',
  );
  assert.deepEqual([seen.status, seen.principalId, seen.policy], [200, 'somebody', JSON.stringify(policyDocument)]);
  assert.equal(seen.log[2], `${DATE} : Incoming identity: *******abcdef`);
  assert.deepEqual(seen.log.slice(-3), [
    `${DATE} : Using valid authorizer policy for principal: **mebody`,
    `${DATE} : Successfully completed authorizer execution`,
    '',
  ]);
});

test('a request without its identity, or with one that does not fit, is 401 and the function is not asked', async () => {
  const invocations: InvokeRequest[] = [];
  const never = () => returned({});
  for (const headers of [[], ['Authorization', ''], ['Authorization', 'Basic x']]) {
    const strict = { ...token, identityValidationExpression: 'Bearer .+' };
    const seen = await ask(strict, { headers }, never, invocations);
    assert.equal(seen.status, 401);
    assert.equal(seen.log.at(-2), `${DATE} : Unauthorized`);
  }
  assert.equal(invocations.length, 0);
});

test('a function that throws Unauthorized says 401; one that fails or says nonsense is a 500', async () => {
  const failed = (errorMessage: string) => () =>
    ({
      outcome: 'failed',
      payload: Buffer.from(JSON.stringify({ errorMessage })),
      version: '1',
      requestId: 'r',
      functionError: 'Unhandled',
    }) as const;
  const headers = ['Authorization', 't'];
  assert.equal((await ask(token, { headers }, failed('Unauthorized'))).status, 401);
  assert.equal((await ask(token, { headers }, failed('boom'))).status, 500);
  assert.equal((await ask(token, { headers }, () => returned({ principalId: 1 }))).status, 500);
  assert.equal((await ask(token, { headers }, () => returned('no json'))).status, 500);
});

test('a REQUEST authorizer gets the whole request, and every identity source must be there', async () => {
  const invocations: InvokeRequest[] = [];
  const allow = () => returned({ principalId: 'p', policyDocument });
  const authorizer = {
    ...token,
    type: 'REQUEST',
    identitySource: 'method.request.querystring.who, stageVariables.tier',
  } as const;
  const given = { pathWithQueryString: '/x?who=me', stageVariables: { tier: 'gold' } };
  assert.equal((await ask(authorizer, given, allow, invocations)).status, 200);
  const event = JSON.parse(String(invocations[0]?.payload));
  assert.deepEqual(
    [event.type, event.path, event.queryStringParameters, event.multiValueQueryStringParameters],
    ['REQUEST', '/x', { who: 'me' }, { who: ['me'] }],
  );
  assert.equal((await ask(authorizer, { pathWithQueryString: '/x?who=me' }, allow)).status, 401);
});
