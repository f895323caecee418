import assert from 'node:assert/strict';
import { test } from 'node:test';
import { COGNITO, newAuthorizer, TOKEN } from '../parts/authorizers.fixture.ts';
import { newApi, openRest, type PatchOperation, refused } from '../rest.fixture.ts';

const NO_METHOD = 'Invalid Method identifier specified';
const NO_RESOURCE = 'Invalid Resource identifier specified';
const NO_AUTHORIZER =
  'Invalid authorizer ID specified. Setting the authorization type to CUSTOM or COGNITO_USER_POOLS requires a valid authorizer.';
const ANY = { httpMethod: 'ANY', authorizationType: 'NONE', apiKeyRequired: false };

test('the life of a method (test_method_lifecycle)', async () => {
  await using rest = await openRest();
  const { at, root } = await newApi(rest);
  const method = `${at}/resources/${root}/methods/ANY`;
  const put = await rest.send('PUT', method, { authorizationType: 'NONE' });
  assert.deepEqual([put.status, put.body], [201, ANY]);
  assert.deepEqual(await rest.ok('GET', method), ANY);
  refused(
    await rest.send('PUT', method, { authorizationType: 'NONE' }),
    'ConflictException',
    'Method already exists for this resource',
  );
  const deleted = await rest.send('DELETE', method);
  assert.deepEqual([deleted.status, deleted.body], [204, undefined]);
  refused(await rest.send('GET', method), 'NotFoundException', NO_METHOD);
  refused(await rest.send('DELETE', method), 'NotFoundException', NO_METHOD);
});

test('the authorization type is shown in capitals (test_put_integration_responses)', async () => {
  await using rest = await openRest();
  const { at, root } = await newApi(rest);
  const method = `${at}/resources/${root}/methods/PUT`;
  assert.equal((await rest.ok('PUT', method, { authorizationType: 'none' }))['authorizationType'], 'NONE');
  const { body } = await rest.patch(method, ['replace', '/authorizationType', 'aws_iam']);
  assert.equal(body['authorizationType'], 'AWS_IAM');
});

test('request parameters are kept, empty maps too (test_method_request_parameters)', async () => {
  await using rest = await openRest();
  const { at, root } = await newApi(rest);
  const method = `${at}/resources/${root}/methods/ANY`;
  const requestParameters = {
    'method.request.querystring.q_optional': false,
    'method.request.querystring.q_required': true,
    'method.request.header.h_optional': false,
    'method.request.header.h_required': true,
  };
  const shown = { ...ANY, requestParameters, requestModels: {} };
  assert.deepEqual(
    await rest.ok('PUT', method, { authorizationType: 'NONE', requestParameters, requestModels: {} }),
    shown,
  );
  assert.deepEqual(await rest.ok('GET', method), shown);
});

// test_put_method_validation, test_method_request_parameters, test_put_integration_request_parameter_bool_type
const refusals: readonly [input: object, message: string][] = [
  [{ authorizationType: 'CUSTOM' }, NO_AUTHORIZER],
  [{ authorizationType: 'COGNITO_USER_POOLS', authorizerId: 'abc123' }, NO_AUTHORIZER],
  [{ requestValidatorId: 'fake-validator' }, 'Invalid Request Validator identifier specified'],
  [{ requestModels: { 'application/json': 'petModel' } }, 'Invalid model identifier specified: petModel'],
  [
    { requestParameters: { 'method.request.querystring.optional': false, 'method.request.header.optional': false } },
    'Parameter names must be unique across querystring, header and path',
  ],
  [
    { requestParameters: { 'method.request.path.testPath': true, true: true } },
    'Invalid mapping expression specified: Validation Result: warnings : [], errors : [Invalid mapping expression specified: true]',
  ],
  [
    { authorizationType: 'MAYBE' },
    'Invalid Authorization Type specified. Valid options are NONE,AWS_IAM,CUSTOM,COGNITO_USER_POOLS',
  ],
];

test('a method that cannot be is refused; where it would stand is looked at first (test_put_method_validation)', async () => {
  await using rest = await openRest();
  const { at, root } = await newApi(rest);
  const put = (target: string, input: object = {}) => rest.send('PUT', target, { authorizationType: 'NONE', ...input });
  refused(await put(`/restapis/fake-api/resources/${root}/methods/WRONG`), 'NotFoundException', NO_RESOURCE);
  refused(await put(`${at}/resources/fake-resource-id/methods/WRONG`), 'NotFoundException', NO_RESOURCE);
  for (const httpMethod of ['WRONG', 'get', 'constructor', '__proto__']) {
    refused(
      await put(`${at}/resources/${root}/methods/${httpMethod}`),
      'BadRequestException',
      'Invalid HttpMethod specified. Valid options are GET,PUT,POST,DELETE,PATCH,OPTIONS,HEAD,ANY',
    );
  }
  for (const [input, message] of refusals) {
    refused(await put(`${at}/resources/${root}/methods/GET`, input), 'BadRequestException', message);
  }
  assert.deepEqual(await rest.ok('GET', `${at}/resources/${root}`), { id: root, path: '/' });
});

test('patching adds, replaces and removes (test_update_method)', async () => {
  await using rest = await openRest();
  const { at, root } = await newApi(rest);
  const method = `${at}/resources/${root}/methods/ANY`;
  await rest.ok('PUT', method, { authorizationType: 'NONE' });
  const parameter = '/requestParameters/method.request.querystring.optional';
  const model = '/requestModels/application~1json';

  const added = await rest.patch(method, ['add', parameter, 'true'], ['add', model, 'Empty']);
  const requestModels = { 'application/json': 'Empty' };
  assert.equal(added.status, 200);
  assert.deepEqual(added.body, {
    ...ANY,
    requestModels,
    requestParameters: { 'method.request.querystring.optional': true },
  });

  const replaced = await rest.patch(
    method,
    ['replace', '/operationName', 'ReplacedOperationName'],
    ['replace', '/apiKeyRequired', 'true'],
    ['replace', '/authorizationType', 'AWS_IAM'],
    ['replace', parameter, 'false'],
  );
  const plain = {
    httpMethod: 'ANY',
    authorizationType: 'AWS_IAM',
    apiKeyRequired: true,
    operationName: 'ReplacedOperationName',
  };
  const requestParameters = { 'method.request.querystring.optional': false };
  assert.deepEqual(replaced.body, { ...plain, requestModels, requestParameters });

  const removed = await rest.patch(method, ['remove', parameter, 'true'], ['remove', model, 'Empty']);
  assert.deepEqual(removed.body, plain);
  assert.deepEqual(await rest.ok('GET', method), plain);
});

// test_update_method_validation
const patchRefusals: readonly [operation: PatchOperation, message: string][] = [
  [['add', '/operationName', 'operationName'], 'Invalid patch operation specified. Must be one of: [replace]'],
  [['add', '/requestValidatorId', 'wrong-id'], 'Invalid patch operation specified. Must be one of: [replace]'],
  [['add', '/httpMethod', 'PUT'], 'Invalid patch path /httpMethod'],
  [
    ['replace', '/requestParameters', 'method.request.querystring.optional=false'],
    'Invalid patch path /requestParameters',
  ],
  [['add', '/requestModels/application/json', 'Empty'], 'Invalid patch path /requestModels/application/json'],
  [['replace', '/authorizationType', 'CUSTOM'], NO_AUTHORIZER],
  [['replace', '/requestValidatorId', 'fake-id'], 'Invalid Request Validator identifier specified'],
  [['add', '/requestModels/application~1json', 'petModel'], 'Invalid model identifier specified: petModel'],
  [
    ['add', '/requestParameters/method.request.header.taken', 'true'],
    'Parameter names must be unique across querystring, header and path',
  ],
  [
    ['add', '/requestParameters/__proto__', 'true'],
    'Invalid mapping expression specified: Validation Result: warnings : [], errors : [Invalid mapping expression specified: __proto__]',
  ],
];

test('a patch that a method cannot take changes nothing (test_update_method_validation)', async () => {
  await using rest = await openRest();
  const { at, root } = await newApi(rest);
  const method = `${at}/resources/${root}/methods/ANY`;
  refused(await rest.patch(`/restapis/fake/resources/${root}/methods/ANY`), 'NotFoundException', NO_RESOURCE);
  refused(await rest.patch(`${at}/resources/fake-resource-id/methods/ANY`), 'NotFoundException', NO_RESOURCE);
  refused(await rest.patch(method, ['replace', '/operationName', 'x']), 'NotFoundException', NO_METHOD);
  const requestParameters = { 'method.request.querystring.taken': true };
  await rest.ok('PUT', method, { authorizationType: 'NONE', apiKeyRequired: true, requestParameters });
  const before = await rest.ok('GET', method);
  for (const [operation, message] of patchRefusals) {
    refused(await rest.patch(method, ['replace', '/operationName', 'x'], operation), 'BadRequestException', message);
  }
  refused(
    await rest.patch(method, ['replace', '/authorizationType', 'CUSTOM'], ['replace', '/authorizerId', 'abc123']),
    'BadRequestException',
    NO_AUTHORIZER,
  );
  refused(
    await rest.patch(method, ['remove', '/requestParameters/method.request.path.x']),
    'NotFoundException',
    'Invalid parameter name specified',
  );
  refused(
    await rest.patch(method, ['remove', '/requestModels/application~1json']),
    'NotFoundException',
    'Content-Type specified was not found',
  );
  assert.deepEqual(await rest.ok('GET', method), before);
  // What is not true is false, and an authorizer that the type does not use is dropped.
  const { body } = await rest.patch(
    method,
    ['replace', '/apiKeyRequired', 'whatever'],
    ['replace', '/authorizerId', 'abc123'],
  );
  assert.deepEqual(body, { ...ANY, requestParameters });
});

test('scopes come and go one by one', async () => {
  await using rest = await openRest();
  const { at, root } = await newApi(rest);
  const method = `${at}/resources/${root}/methods/GET`;
  await rest.ok('PUT', method, { authorizationType: 'NONE', authorizationScopes: ['a'] });
  const { body } = await rest.patch(
    method,
    ['add', '/authorizationScopes', 'b'],
    ['add', '/authorizationScopes', 'b'],
    ['remove', '/authorizationScopes', 'a'],
  );
  assert.deepEqual(body['authorizationScopes'], ['b']);
});

test('an authorizer must fit the authorization type, and is dropped with it (test_update_method)', async () => {
  await using rest = await openRest();
  const { at, root } = await newApi(rest);
  const method = `${at}/resources/${root}/methods/ANY`;
  const token = await newAuthorizer(rest, at, TOKEN);
  const cognito = await newAuthorizer(rest, at, COGNITO);
  const attempt = (authorizationType: string, authorizerId: string) =>
    rest.send('PUT', method, { authorizationType, authorizerId });
  refused(await attempt('CUSTOM', cognito), 'BadRequestException', NO_AUTHORIZER);
  refused(await attempt('COGNITO_USER_POOLS', token), 'BadRequestException', NO_AUTHORIZER);
  // An authorizer of another API is none of this one.
  const other = await newApi(rest);
  const foreign = await newAuthorizer(rest, other.at, TOKEN);
  refused(await attempt('CUSTOM', foreign), 'BadRequestException', NO_AUTHORIZER);

  const user = { authorizationType: 'COGNITO_USER_POOLS', authorizerId: cognito };
  assert.deepEqual(await rest.ok('PUT', method, user), { ...ANY, ...user });
  const custom = await rest.patch(
    method,
    ['replace', '/authorizerId', token],
    ['replace', '/authorizationType', 'CUSTOM'],
  );
  assert.deepEqual(custom.body, { ...ANY, authorizationType: 'CUSTOM', authorizerId: token });
  const { body } = await rest.patch(method, ['replace', '/authorizationType', 'NONE']);
  assert.deepEqual(body, ANY);
});

test('a validator and models of the API can be named, and taken away again', async () => {
  await using rest = await openRest();
  const { at, root } = await newApi(rest);
  const method = `${at}/resources/${root}/methods/ANY`;
  const { id } = await rest.ok('POST', `${at}/requestvalidators`, { name: 'all' });
  await rest.ok('POST', `${at}/models`, { name: 'Pet', contentType: 'application/json', schema: '{"type":"object"}' });
  const requestModels = { 'application/json': 'Pet' };
  const put = { authorizationType: 'NONE', requestValidatorId: id, requestModels };
  assert.deepEqual(await rest.ok('PUT', method, put), { ...ANY, requestValidatorId: id, requestModels });
  const { body } = await rest.patch(method, ['replace', '/requestValidatorId', '']);
  assert.deepEqual(body, { ...ANY, requestModels });
});
