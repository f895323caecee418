/** §2.0: in which order a request is refused. Each request here is wrong in all that comes after what refuses it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openAuthorizerResults } from '../authorizers/authorizers.ts';
import type { ApiDefinition, AuthorizerRecord } from '../definition/definition.ts';
import { definition, INVOCATION_URI, integration, returned, run, stageRecord } from './gateway.fixture.ts';
import { apiKey, KEY, openUsage, put, tie, type Usage, usagePlan } from './usage.fixture.ts';

const authorizer: AuthorizerRecord = {
  id: 'auth01',
  name: 'token',
  type: 'TOKEN',
  authorizerUri: INVOCATION_URI.replace('function:fn', 'function:authorizer'),
  identitySource: 'method.request.header.Authorization',
  authorizerResultTtlInSeconds: 0,
};

/** A template that answers no type but JSON. */
const endpoint = integration({
  type: 'MOCK',
  passthroughBehavior: 'NEVER',
  requestTemplates: { 'application/json': '{"statusCode": 200}' },
  integrationResponses: { 200: { statusCode: '200' } },
});

const api: ApiDefinition = {
  ...definition(
    { 'POST /{proxy+}': endpoint },
    {
      api: {
        policy: JSON.stringify({
          Statement: {
            Effect: 'Deny',
            Principal: '*',
            Action: 'execute-api:Invoke',
            Resource: 'execute-api:/prod/POST/shut',
          },
        }),
      },
      method: {
        authorizationType: 'CUSTOM',
        authorizerId: 'auth01',
        apiKeyRequired: true,
        requestValidatorId: 'all',
        requestParameters: { 'method.request.querystring.q': true },
        requestModels: { 'application/json': 'Pet' },
      },
    },
  ),
  authorizers: [authorizer],
  requestValidators: [{ id: 'all', name: 'all', validateRequestBody: true, validateRequestParameters: true }],
  models: [{ id: 'm', name: 'Pet', contentType: 'application/json', schema: '{"required":["name"]}' }],
};

const TOKEN = 'Authorization: me';
const SHOWN = `x-api-key: ${KEY}`;
const JSON_TYPE = 'Content-Type: application/json';

test('§2.0 route, resource policy, authorizer, API key, throttle, quota, parameters, body, template', async () => {
  let usage: Usage | undefined;
  const allows = (Effect: string) => ({
    principalId: 'me',
    policyDocument: { Statement: { Effect, Action: 'execute-api:Invoke', Resource: '*' } },
  });
  await using running = await run(
    api,
    stageRecord(),
    ({ payload }) => returned(allows(String(payload).includes('"me"') ? 'Allow' : 'Deny')),
    async (store, clock) => {
      await put(store, { keys: [apiKey()], plans: [usagePlan({ throttle: { rateLimit: 1, burstLimit: 1 } })] });
      await tie(store);
      usage = await openUsage(store, clock);
      return { ...usage.capabilities, results: openAuthorizerResults(clock) };
    },
  );
  const { quota, plans } = usage as unknown as Usage;
  quota.set('key0000001', 3n);

  async function answers(
    mended: string,
    [path, headers, body]: readonly [path: string, headers: readonly string[], body: string],
    status: number,
    said: string | RegExp,
  ): Promise<void> {
    const answer = await running.send(`POST ${path}`, headers, body);
    if (said instanceof RegExp) assert.match(answer.body.toString(), said, mended);
    else assert.equal(answer.body.toString(), said, mended);
    assert.equal(answer.status, status, mended);
  }
  const refill = (): void => running.clock.advance(1000);

  await answers('nothing: no route', ['/prod', [], '{}'], 403, '{"message":"Missing Authentication Token"}');
  await answers(
    'the route: the policy',
    ['/prod/shut', [], '{}'],
    403,
    /with an explicit deny in a resource-based policy"}$/,
  );
  assert.deepEqual(running.invocations, [], 'the authorizer is not asked about what the policy denies');
  await answers('the policy: no identity', ['/prod/x', [], '{}'], 401, '{"message":"Unauthorized"}');
  const you = 'Authorization: you';
  await answers(
    'the identity: the authorizer',
    ['/prod/x', [you], '{}'],
    403,
    /explicit deny in an identity-based policy"}$/,
  );
  await answers('the authorizer: no key', ['/prod/x', [TOKEN], '{}'], 403, '{"message":"Forbidden"}');
  const late = [TOKEN, SHOWN, JSON_TYPE];
  await answers(
    'the key: a parameter',
    ['/prod/x', late, '{}'],
    400,
    '{"message": "Missing required request parameters: [q]"}',
  );
  await answers('the same at once: the throttle', ['/prod/x', late, '{}'], 429, '{"message":"Too Many Requests"}');
  refill();
  await answers('the parameter: the body', ['/prod/x?q=1', late, '{}'], 400, '{"message": "Invalid request body"}');
  refill();
  const right = '{"name":"a"}';
  const text = [TOKEN, SHOWN, 'Content-Type: text/plain'];
  await answers('the body: no template', ['/prod/x?q=1', text, right], 415, '{"message": "Unsupported Media Type"}');
  refill();
  await answers('three were counted: the quota', ['/prod/x', late, '{}'], 429, '{"message":"Limit Exceeded"}');
  await answers('the same at once: the throttle', ['/prod/x', late, '{}'], 429, '{"message":"Too Many Requests"}');
  plans.close();
});

test('§2.0 with all in order, the endpoint answers', async () => {
  let usage: Usage | undefined;
  await using running = await run(
    api,
    stageRecord(),
    () =>
      returned({
        principalId: 'me',
        policyDocument: { Statement: { Effect: 'Allow', Action: 'execute-api:Invoke', Resource: '*' } },
      }),
    async (store, clock) => {
      await put(store, { keys: [apiKey()], plans: [usagePlan()] });
      await tie(store);
      usage = await openUsage(store, clock);
      return { ...usage.capabilities, results: openAuthorizerResults(clock) };
    },
  );
  const answer = await running.send('POST /prod/x?q=1', [TOKEN, SHOWN, JSON_TYPE], '{"name":"a"}');
  assert.equal(answer.status, 200);
  usage?.plans.close();
});

test('§2.7 method ARN >1600 B with auth: 414, and nobody is asked', async () => {
  const open = definition({ 'POST /{proxy+}': endpoint });
  for (const [definition, path, status] of [
    // arn:aws:execute-api:eu-west-1:123456789012:abcdef1234/prod/POST is 63 bytes long.
    [api, `/prod/${'a'.repeat(1536)}`, 401],
    [api, `/prod/${'a'.repeat(1537)}`, 414],
    [open, `/prod/${'a'.repeat(1537)}`, 200],
  ] as const) {
    await using running = await run(definition);
    const answer = await running.send(`POST ${path}`, [JSON_TYPE], '{}');
    assert.equal(answer.status, status);
    if (status === 414) assert.equal(answer.body.toString(), '{"message":"Request URI too long"}');
    assert.deepEqual(running.invocations, []);
  }
});
