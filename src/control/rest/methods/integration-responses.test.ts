import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newApi, newMockApi, openRest, refused } from '../rest.fixture.ts';

const NO_RESOURCE = 'Invalid Resource identifier specified';
const NO_METHOD = 'Invalid Method identifier specified';
const NO_INTEGRATION = 'Invalid Integration identifier specified';
const NO_STATUS = 'Invalid Response status code specified';

test('the life of an integration response, which needs no method response (test_lifecycle_integration_response)', async () => {
  await using rest = await openRest();
  const { root, method } = await newMockApi(rest);
  const response = `${method}/integration/responses/200`;
  const created = { statusCode: '200', selectionPattern: '', responseTemplates: { 'application/json': '"created"' } };
  const put = await rest.send('PUT', response, {
    selectionPattern: '',
    responseTemplates: { 'application/json': '"created"' },
  });
  assert.deepEqual([put.status, put.body], [201, created]);
  assert.deepEqual(await rest.ok('GET', response), created);

  const updated = await rest.patch(response, ['replace', '/selectionPattern', 'updated-pattern']);
  assert.deepEqual([updated.status, updated.body], [200, { ...created, selectionPattern: 'updated-pattern' }]);

  const overwritten = {
    statusCode: '200',
    selectionPattern: 'overwrite-pattern',
    responseTemplates: { 'application/json': 'overwrite' },
  };
  const again = await rest.send('PUT', response, {
    selectionPattern: 'overwrite-pattern',
    responseTemplates: { 'application/json': 'overwrite' },
  });
  assert.deepEqual([again.status, again.body], [201, overwritten]);
  const shown = {
    httpMethod: 'GET',
    authorizationType: 'NONE',
    apiKeyRequired: false,
    methodIntegration: {
      type: 'MOCK',
      cacheKeyParameters: [],
      cacheNamespace: root,
      passthroughBehavior: 'WHEN_NO_MATCH',
      requestTemplates: { 'application/json': '{"statusCode": 200}' },
      timeoutInMillis: 29000,
    },
  };
  assert.deepEqual(await rest.ok('GET', method), {
    ...shown,
    methodIntegration: { ...shown.methodIntegration, integrationResponses: { 200: overwritten } },
  });
  const deleted = await rest.send('DELETE', response);
  assert.deepEqual([deleted.status, deleted.body], [204, undefined]);
  assert.deepEqual(await rest.ok('GET', method), shown);
});

// test_put_integration_responses, test_put_integration_response_templates
const shapes: readonly [input: object, shown: object][] = [
  [{}, {}],
  [{ selectionPattern: '' }, { selectionPattern: '' }],
  [
    { selectionPattern: '2\\d{2}', responseTemplates: {} },
    { selectionPattern: '2\\d{2}', responseTemplates: {} },
  ],
  [{ contentHandling: 'CONVERT_TO_BINARY' }, { contentHandling: 'CONVERT_TO_BINARY' }],
  [{ responseTemplates: { 'application/json': '' } }, { responseTemplates: { 'application/json': null } }],
];

test('absent, empty and null are three things (test_put_integration_responses, test_put_integration_response_templates)', async () => {
  await using rest = await openRest();
  const { root, at, method } = await newMockApi(rest);
  const response = `${method}/integration/responses/200`;
  for (const [input, more] of shapes) {
    const shown = { statusCode: '200', ...more };
    assert.deepEqual(await rest.ok('PUT', response, input), shown);
    assert.deepEqual(await rest.ok('GET', response), shown);
    const integration = await rest.ok('GET', `${method}/integration`);
    assert.deepEqual(integration['integrationResponses'], { 200: shown });
    assert.deepEqual((await rest.ok('GET', method))['methodIntegration'], integration);
    const resource = await rest.ok('GET', `${at}/resources/${root}?embed=methods`);
    assert.deepEqual(resource['resourceMethods'], { GET: await rest.ok('GET', method) });
  }
});

test('headers must be declared on the method response', async () => {
  await using rest = await openRest();
  const { method } = await newMockApi(rest);
  const response = `${method}/integration/responses/200`;
  const header = 'method.response.header.X-One';
  const put = (from: string, to = header) => rest.send('PUT', response, { responseParameters: { [to]: from } });
  const invalid = (error: string) =>
    `Invalid mapping expression specified: Validation Result: warnings : [], errors : [${error}]`;
  refused(await put("'1'"), 'BadRequestException', invalid('No method response exists for method.'));
  await rest.ok('PUT', `${method}/responses/200`, {});
  const undeclared = invalid(`Invalid mapping expression parameter specified: ${header}`);
  refused(await put("'1'"), 'BadRequestException', undeclared);
  await rest.patch(`${method}/responses/200`, ['add', `/responseParameters/${header}`, 'false']);
  refused(await put('"1"'), 'BadRequestException', invalid('Invalid mapping expression specified: "1"'));
  refused(await put("'1'", 'X-One'), 'BadRequestException', invalid('Invalid mapping expression specified: X-One'));
  for (const from of [
    "'1'",
    'integration.response.header.a',
    'integration.response.body.a.b',
    'stageVariables.a',
    'context.requestId',
  ]) {
    assert.equal((await put(from)).status, 201, from);
  }
  const { body } = await rest.patch(response, ['replace', `/responseParameters/${header}`, "'2'"]);
  assert.deepEqual(body['responseParameters'], { [header]: "'2'" });
  refused(
    await rest.patch(response, ['add', '/responseParameters/method.response.header.X-Two', "'2'"]),
    'BadRequestException',
    invalid('Invalid mapping expression parameter specified: method.response.header.X-Two'),
  );
});

test('templates are named by media types (test_integration_response_invalid_responsetemplates)', async () => {
  await using rest = await openRest();
  const { method } = await newMockApi(rest);
  const response = `${method}/integration/responses/200`;
  refused(
    await rest.send('PUT', response, { responseTemplates: { 123: '{"statusCode": 200}' } }),
    'BadRequestException',
    'Validation Result: warnings : [], errors : [Invalid content type specified: 123]',
  );
  refused(
    await rest.send('PUT', response, { responseTemplates: { 'application/json': 123 } }),
    'SerializationException',
    'class com.amazon.coral.value.json.numbers.TruncatingBigNumber can not be converted to an String',
  );
  await rest.ok('PUT', response, {});
  const { body } = await rest.patch(response, ['add', '/responseTemplates/application~1json', '{}']);
  assert.deepEqual(body['responseTemplates'], { 'application/json': '{}' });
  refused(
    await rest.patch(response, ['remove', '/responseTemplates/text~1plain']),
    'NotFoundException',
    'Content-Type specified was not found',
  );
  const removed = await rest.patch(response, ['remove', '/responseTemplates/application~1json']);
  assert.deepEqual(removed.body, { statusCode: '200' });
});

test('where there is none (test_integration_response_wrong_*, …_invalid_integration, …_invalid_statuscode)', async () => {
  await using rest = await openRest();
  const { at, root, method } = await newMockApi(rest);
  const missing: readonly [target: string, message: string][] = [
    ['/restapis/wrong-api/resources/dummy-value/methods/GET', NO_RESOURCE],
    [`${at}/resources/wrong-resource/methods/GET`, NO_RESOURCE],
    [`${at}/resources/${root}/methods/wrong-method`, NO_METHOD],
  ];
  for (const [target, message] of missing) {
    const response = `${target}/integration/responses/200`;
    refused(await rest.send('GET', response), 'NotFoundException', message);
    refused(await rest.send('PUT', response, {}), 'NotFoundException', message);
    refused(await rest.patch(response), 'NotFoundException', message);
  }
  refused(await rest.send('GET', `${method}/integration/responses/201`), 'NotFoundException', NO_STATUS);
  const invalid =
    "1 validation error detected: Value 'wrong' at 'statusCode' failed to satisfy constraint: Member must satisfy regular expression pattern: [1-5]\\d\\d";
  refused(await rest.send('GET', `${method}/integration/responses/wrong`), 'ValidationException', invalid);
  refused(await rest.send('PUT', `${method}/integration/responses/wrong`, {}), 'ValidationException', invalid);
  const bare = await newApi(rest);
  const bareMethod = `${bare.at}/resources/${bare.root}/methods/GET`;
  await rest.ok('PUT', bareMethod, { authorizationType: 'NONE' });
  refused(await rest.send('GET', `${bareMethod}/integration/responses/200`), 'NotFoundException', NO_INTEGRATION);
});

test('to DeleteIntegrationResponse a missing method is a missing integration (test_delete_integration_response_errors)', async () => {
  await using rest = await openRest();
  const { at, root, method } = await newMockApi(rest);
  await rest.ok('PUT', `${method}/integration/responses/200`, {});
  const remove = (target: string) => rest.send('DELETE', `${target}/integration/responses/200`);
  refused(await remove(`${at}/resources/wrong/methods/GET`), 'NotFoundException', NO_RESOURCE);
  refused(await remove(`/restapis/wrong/resources/${root}/methods/GET`), 'NotFoundException', NO_RESOURCE);
  for (const verb of ['POST', 'WRONG', 'constructor']) {
    refused(await remove(`${at}/resources/${root}/methods/${verb}`), 'NotFoundException', NO_INTEGRATION);
  }
  refused(await rest.send('DELETE', `${method}/integration/responses/201`), 'NotFoundException', NO_STATUS);
});
