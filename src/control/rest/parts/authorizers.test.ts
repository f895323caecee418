import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newApi, openRest, type PatchOperation, refused } from '../rest.fixture.ts';
import { COGNITO, LAMBDA_URI, newAuthorizer, REQUEST, TOKEN, USER_POOL } from './authorizers.fixture.ts';

const NO_AUTHORIZER = 'Invalid Authorizer identifier specified';
const badUri = (uri: string) =>
  `Invalid Authorizer URI: ${uri}. Authorizer URI should be a valid API Gateway ARN that represents a Lambda function invocation.`;
const TTL = 'Authorizer result TTL outside allowable range. TTL must be between 0 and 3600 seconds.';

test('a pool may be a stage variable (developer guide, "Integrate a REST API with an Amazon Cognito user pool")', async () => {
  await using rest = await openRest();
  const { at } = await newApi(rest);
  const providerARNs = ['arn:aws:cognito-idp:us-east-2:111122223333:userpool/${stageVariables.MyUserPool}'];
  const { status, body } = await rest.send('POST', `${at}/authorizers`, { ...COGNITO, providerARNs });
  assert.deepEqual([status, body['providerARNs']], [201, providerARNs]);
});

test('the life of an authorizer; what each type shows (test_apigateway_with_custom_authorization_method)', async () => {
  await using rest = await openRest();
  const { at } = await newApi(rest);
  const made = [];
  for (const [input, shown] of [
    [TOKEN, { ...TOKEN, authType: 'custom' }],
    [REQUEST, { ...REQUEST, authType: 'custom' }],
    [COGNITO, { ...COGNITO, authType: 'cognito_user_pools' }],
  ] as const) {
    const { status, body } = await rest.send('POST', `${at}/authorizers`, input);
    assert.match(body.id, /^[a-z0-9]{6}$/);
    assert.deepEqual([status, body], [201, { id: body.id, ...shown }]);
    assert.deepEqual(await rest.ok('GET', `${at}/authorizers/${body.id}`), body);
    made.push(body);
  }
  const byId = made.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  assert.deepEqual(await rest.ok('GET', `${at}/authorizers`), { item: byId });
  const first = await rest.ok('GET', `${at}/authorizers?limit=2`);
  assert.deepEqual(first.item, byId.slice(0, 2));
  assert.deepEqual(await rest.ok('GET', `${at}/authorizers?limit=2&position=${first.position}`), {
    item: byId.slice(2),
  });
  const gone = `${at}/authorizers/${made[0]?.id}`;
  const deleted = await rest.send('DELETE', gone);
  assert.deepEqual([deleted.status, deleted.body], [202, undefined]);
  refused(await rest.send('GET', gone), 'NotFoundException', NO_AUTHORIZER);
  refused(await rest.send('DELETE', gone), 'NotFoundException', NO_AUTHORIZER);
  refused(await rest.patch(gone, ['replace', '/name', 'x']), 'NotFoundException', NO_AUTHORIZER);
});

test('what is given is kept; a type has only the members that are its own (hashicorp/terraform-provider-aws#16613)', async () => {
  await using rest = await openRest();
  const { at } = await newApi(rest);
  const authorizerCredentials = 'arn:aws:iam::123456789012:role/apigAwsProxyRole';
  const own = { authType: 'oauth2', authorizerCredentials, identityValidationExpression: '^Bearer' };
  const given = { ...own, authorizerResultTtlInSeconds: 0 };
  const token = await rest.ok('POST', `${at}/authorizers`, { ...TOKEN, ...given, providerARNs: [USER_POOL] });
  assert.deepEqual(token, { id: token.id, ...TOKEN, ...given });
  const input = { ...COGNITO, ...given, authorizerUri: LAMBDA_URI };
  const cognito = await rest.ok('POST', `${at}/authorizers`, input);
  const kept = { authType: 'oauth2', identityValidationExpression: '^Bearer' };
  assert.deepEqual(cognito, { id: cognito.id, ...COGNITO, ...kept });
  const { body } = await rest.patch(`${at}/authorizers/${cognito.id}`, [
    'replace',
    '/authorizerCredentials',
    authorizerCredentials,
  ]);
  assert.deepEqual(body, { ...cognito, authorizerCredentials });
});

test('an API that is not there (test_authorizer_crud_no_api)', async () => {
  await using rest = await openRest();
  const at = '/restapis/test-fake-rest-id';
  refused(
    await rest.send('POST', `${at}/authorizers`, TOKEN),
    'ConflictException',
    'Unable to complete operation due to concurrent modification. Please try again later.',
  );
  // The URI is looked at first.
  const wrong = { ...TOKEN, authorizerUri: 'arn:x' };
  refused(await rest.send('POST', `${at}/authorizers`, wrong), 'BadRequestException', badUri('arn:x'));
  refused(
    await rest.send('GET', `${at}/authorizers`),
    'NotFoundException',
    'Invalid API identifier specified 111111111111:test-fake-rest-id',
  );
  refused(await rest.send('GET', `${at}/authorizers/abc`), 'NotFoundException', NO_AUTHORIZER);
});

const REGIONLESS = LAMBDA_URI.replace('us-east-1', 'region');
const UNCACHED = { ...REQUEST, authorizerResultTtlInSeconds: 0 };

// The URI: hashicorp/terraform-provider-aws#1757. What is required: API reference, CreateAuthorizer.
const refusals: readonly [input: object, message: string][] = [
  [{ ...TOKEN, name: '' }, 'Authorizer name cannot be empty'],
  [{ ...TOKEN, authorizerUri: undefined }, badUri('null')],
  [{ ...REQUEST, authorizerUri: REGIONLESS }, badUri(REGIONLESS)],
  [{ ...TOKEN, authorizerUri: 'http://example.com' }, badUri('http://example.com')],
  [{ ...TOKEN, authorizerResultTtlInSeconds: -1 }, TTL],
  [{ ...TOKEN, authorizerResultTtlInSeconds: 3601 }, TTL],
  [{ ...TOKEN, authorizerCredentials: 'role' }, 'Invalid ARN specified in the request'],
  [{ ...TOKEN, identitySource: undefined }, 'TOKEN authorizers require one header as identity source'],
  [
    { ...TOKEN, identitySource: 'method.request.header.A,method.request.header.B' },
    'TOKEN authorizers require one header as identity source',
  ],
  [
    { ...TOKEN, identitySource: 'method.request.querystring.a' },
    'Invalid identity source specified: method.request.querystring.a',
  ],
  [{ ...REQUEST, identitySource: 'Authorization' }, 'Invalid identity source specified: Authorization'],
  [
    { ...REQUEST, identitySource: '' },
    'Identity source must be set if authorizer caching is enabled (TTL is greater than 0)',
  ],
  [{ ...COGNITO, providerARNs: undefined }, 'COGNITO_USER_POOLS authorizers require at least one provider ARN'],
  [{ ...COGNITO, providerARNs: ['arn:aws:x'] }, 'Invalid provider ARN specified: arn:aws:x'],
  [{ ...COGNITO, identitySource: '' }, 'COGNITO_USER_POOLS authorizers require one header as identity source'],
];

test('an authorizer that cannot be is refused, and none is made', async () => {
  await using rest = await openRest();
  const { at } = await newApi(rest);
  for (const [input, message] of refusals) {
    refused(await rest.send('POST', `${at}/authorizers`, input), 'BadRequestException', message);
  }
  assert.deepEqual(await rest.ok('GET', `${at}/authorizers`), { item: [] });
  // Without a cache, REQUEST needs no identity source.
  const { identitySource: _, ...bare } = UNCACHED;
  await newAuthorizer(rest, at, bare);
});

test('names are unique in an API (aws/aws-cdk#13711)', async () => {
  await using rest = await openRest();
  const { at } = await newApi(rest);
  const id = await newAuthorizer(rest, at, TOKEN);
  const request = await newAuthorizer(rest, at, REQUEST);
  const taken = 'Authorizer name must be unique. Authorizer token already exists in this RestApi.';
  refused(await rest.send('POST', `${at}/authorizers`, TOKEN), 'BadRequestException', taken);
  refused(
    await rest.patch(`${at}/authorizers/${request}`, ['replace', '/name', 'token']),
    'BadRequestException',
    taken,
  );
  assert.equal((await rest.patch(`${at}/authorizers/${id}`, ['replace', '/name', 'token'])).status, 200);
  await newAuthorizer(rest, (await newApi(rest)).at, TOKEN);
});

test('every member can be patched (API reference, patch operations)', async () => {
  await using rest = await openRest();
  const { at } = await newApi(rest);
  const token = await rest.ok('POST', `${at}/authorizers`, TOKEN);
  const uri = LAMBDA_URI.replace('myApiAuthorizer', 'other');
  const patched = await rest.patch(
    `${at}/authorizers/${token.id}`,
    ['replace', '/authorizerUri', uri],
    ['replace', '/authorizerCredentials', 'arn:aws:iam::123456789012:role/r'],
    ['replace', '/authorizerResultTtlInSeconds', '0'],
    ['replace', '/identityValidationExpression', 'x-.*'],
    ['replace', '/name', 'renamed'],
    ['replace', '/type', 'REQUEST'],
    ['replace', '/identitySource', 'method.request.header.A'],
    ['add', '/identitySource', 'method.request.querystring.b'],
  );
  const after = {
    id: token.id,
    name: 'renamed',
    type: 'REQUEST',
    authType: 'custom',
    authorizerUri: uri,
    authorizerCredentials: 'arn:aws:iam::123456789012:role/r',
    authorizerResultTtlInSeconds: 0,
    identityValidationExpression: 'x-.*',
    identitySource: 'method.request.header.A,method.request.querystring.b',
  };
  assert.deepEqual([patched.status, patched.body], [200, after]);
  const removed = await rest.patch(
    `${at}/authorizers/${token.id}`,
    ['remove', '/identitySource', 'method.request.header.A'],
    ['replace', '/authorizerCredentials', ''],
    ['replace', '/authType', 'oauth2'],
  );
  const { authorizerCredentials: _, ...rest_ } = after;
  const shown = { ...rest_, authType: 'oauth2', identitySource: 'method.request.querystring.b' };
  assert.deepEqual(removed.body, shown);
  assert.deepEqual(await rest.ok('GET', `${at}/authorizers/${token.id}`), shown);

  const pool = USER_POOL.replace('aWcZeQbuD', 'other');
  const cognito = await newAuthorizer(rest, at, COGNITO);
  const moved = await rest.patch(
    `${at}/authorizers/${cognito}`,
    ['add', '/providerARNs', pool],
    ['remove', '/providerARNs', USER_POOL],
  );
  assert.deepEqual(moved.body['providerARNs'], [pool]);
});

const patchRefusals: readonly [operation: PatchOperation, message: string][] = [
  [['replace', '/id', 'x'], 'Invalid patch path /id'],
  [['add', '/type', 'REQUEST'], 'Invalid patch operation specified. Must be one of: [replace]'],
  [
    ['replace', '/type', 'constructor'],
    'Invalid authorizer type specified. Valid options are TOKEN,REQUEST,COGNITO_USER_POOLS',
  ],
  [['replace', '/type', 'COGNITO_USER_POOLS'], 'COGNITO_USER_POOLS authorizers require at least one provider ARN'],
  [['replace', '/authorizerResultTtlInSeconds', '3601'], TTL],
  [['replace', '/authorizerResultTtlInSeconds', '0x10'], TTL],
  [['replace', '/authorizerResultTtlInSeconds', ''], TTL],
  [['replace', '/authorizerUri', ''], badUri('null')],
  [['replace', '/name', ''], 'Authorizer name cannot be empty'],
  [['remove', '/identitySource', undefined], 'TOKEN authorizers require one header as identity source'],
];

test('a patch must leave an authorizer that could have been made', async () => {
  await using rest = await openRest();
  const { at } = await newApi(rest);
  const before = await rest.ok('POST', `${at}/authorizers`, TOKEN);
  const target = `${at}/authorizers/${before.id}`;
  for (const [operation, message] of patchRefusals) {
    refused(await rest.patch(target, ['replace', '/name', 'x'], operation), 'BadRequestException', message);
  }
  assert.deepEqual(await rest.ok('GET', target), before);
});

test('an authorizer in use stays, and of its kind (hashicorp/terraform-provider-aws#14812)', async () => {
  await using rest = await openRest();
  const { at, root } = await newApi(rest);
  const authorizerId = await newAuthorizer(rest, at, TOKEN);
  const target = `${at}/authorizers/${authorizerId}`;
  const { id } = await rest.ok('POST', `${at}/resources/${root}`, { pathPart: 'test' });
  const method = `${at}/resources/${id}/methods/GET`;
  await rest.ok('PUT', method, { authorizationType: 'CUSTOM', authorizerId });
  refused(
    await rest.send('DELETE', target),
    'ConflictException',
    "Cannot delete authorizer 'token', is referenced in method: GET//test",
  );
  refused(
    await rest.patch(target, ['add', '/providerARNs', USER_POOL], ['replace', '/type', 'COGNITO_USER_POOLS']),
    'ConflictException',
    "Cannot change the type of authorizer 'token', is referenced in method: GET//test",
  );
  assert.equal((await rest.patch(target, ['replace', '/type', 'REQUEST'])).status, 200);
  await rest.patch(method, ['replace', '/authorizationType', 'NONE']);
  await rest.ok('DELETE', target);
});

test('AWS has room for ten (aws-behaviour.md §3.2)', async () => {
  await using rest = await openRest('aws');
  const { at } = await newApi(rest);
  for (let i = 0; i < 10; i++) await newAuthorizer(rest, at, { ...TOKEN, name: `a${i}` });
  refused(
    await rest.send('POST', `${at}/authorizers`, TOKEN),
    'LimitExceededException',
    'Maximum number of Authorizers for this API has been reached.  Please contact AWS if you need additional Authorizers.',
  );
});
