import assert from 'node:assert/strict';
import { test } from 'node:test';
import { definitionKey } from '../../../definition/definition.ts';
import { deploy, newApi, newMockApi, openRest, refused, wrongOps } from '../rest.fixture.ts';

const TEMPLATES = { 'application/json': '{"message":$context.error.messageString}' };
const OWN_TEMPLATES = { 'application/json': '{"type": "$context.error.responseType"}' };
const PARAMETERS = {
  'gatewayresponse.header.Access-Control-Allow-Origin': "'a.b.c'",
  'gatewayresponse.header.x-request-header': 'method.request.header.Accept',
  'gatewayresponse.header.x-request-path': 'method.request.path.petId',
  'gatewayresponse.header.x-request-query': 'method.request.querystring.q',
};
const shown = (responseType: string, statusCode: string | undefined, over: object = {}) => ({
  responseType,
  ...(statusCode === undefined ? {} : { statusCode }),
  responseParameters: {},
  responseTemplates: TEMPLATES,
  defaultResponse: true,
  ...over,
});

/** Recorded in this order: test_gateway_response_crud. */
const DEFAULTS = [
  shown('ACCESS_DENIED', '403'),
  shown('API_CONFIGURATION_ERROR', '500'),
  shown('AUTHORIZER_CONFIGURATION_ERROR', '500'),
  shown('AUTHORIZER_FAILURE', '500'),
  shown('BAD_REQUEST_BODY', '400'),
  shown('BAD_REQUEST_PARAMETERS', '400'),
  shown('DEFAULT_4XX', undefined),
  shown('DEFAULT_5XX', undefined),
  shown('EXPIRED_TOKEN', '403'),
  shown('INTEGRATION_FAILURE', '504'),
  shown('INTEGRATION_TIMEOUT', '504'),
  shown('INVALID_API_KEY', '403'),
  shown('INVALID_SIGNATURE', '403'),
  shown('MISSING_AUTHENTICATION_TOKEN', '403'),
  shown('QUOTA_EXCEEDED', '429'),
  shown('REQUEST_TOO_LARGE', '413'),
  shown('RESOURCE_NOT_FOUND', '404'),
  shown('THROTTLED', '429'),
  shown('UNAUTHORIZED', '401'),
  shown('UNSUPPORTED_MEDIA_TYPE', '415'),
  shown('WAF_FILTERED', '403'),
];
/** DEFAULTS with some others in their places. */
const withOthers = (...others: readonly { readonly responseType: string }[]) =>
  DEFAULTS.map((item) => others.find(({ responseType }) => responseType === item.responseType) ?? item);

test('the life of a gateway response (test_gateway_response_crud)', async () => {
  await using rest = await openRest();
  const { at } = await newApi(rest);
  const response = `${at}/gatewayresponses/MISSING_AUTHENTICATION_TOKEN`;
  assert.deepEqual(await rest.ok('GET', response), shown('MISSING_AUTHENTICATION_TOKEN', '403'));
  const given = { statusCode: '404', responseParameters: PARAMETERS, responseTemplates: OWN_TEMPLATES };
  const put = await rest.send('PUT', response, given);
  const own = { responseType: 'MISSING_AUTHENTICATION_TOKEN', ...given, defaultResponse: false };
  assert.deepEqual([put.status, put.body], [201, own]);
  assert.deepEqual(await rest.ok('GET', response), own);
  assert.deepEqual(await rest.ok('GET', `${at}/gatewayresponses`), { item: withOthers(own) });
  const deleted = await rest.send('DELETE', response);
  assert.deepEqual([deleted.status, deleted.body], [202, undefined]);
  assert.deepEqual(await rest.ok('GET', response), shown('MISSING_AUTHENTICATION_TOKEN', '403'));
  assert.deepEqual(await rest.ok('GET', `${at}/gatewayresponses`), { item: DEFAULTS });
});

test('putting replaces all; a family shows in its members that are not set (test_gateway_response_put)', async () => {
  await using rest = await openRest();
  const { at } = await newApi(rest);
  const put = async (type: string, input: object) => {
    const body = await rest.ok('PUT', `${at}/gatewayresponses/${type}`, input);
    assert.deepEqual(await rest.ok('GET', `${at}/gatewayresponses/${type}`), body);
    return body;
  };
  const type = 'MISSING_AUTHENTICATION_TOKEN';
  const responseParameters = { 'gatewayresponse.header.x-request-header': 'method.request.header.Accept' };
  const responseTemplates = OWN_TEMPLATES;
  const own = { defaultResponse: false };
  await put(type, { statusCode: '404', responseParameters: PARAMETERS, responseTemplates });
  assert.deepEqual(await put(type, { statusCode: '404' }), shown(type, '404', own));
  assert.deepEqual(await put(type, { responseParameters }), shown(type, '403', { ...own, responseParameters }));
  const token = shown(type, '403', { ...own, responseTemplates });
  assert.deepEqual(await put(type, { responseTemplates }), token);

  const family = { responseParameters, responseTemplates };
  const all = await put('DEFAULT_5XX', { statusCode: '599', ...family });
  assert.deepEqual(all, shown('DEFAULT_5XX', '599', { ...family, ...own }));
  const foo = { 'gatewayresponse.header.foo': "'bar'" };
  const failure = await put('AUTHORIZER_FAILURE', { responseParameters: foo });
  assert.deepEqual(failure, shown('AUTHORIZER_FAILURE', '500', { ...own, responseParameters: foo }));
  assert.deepEqual(await rest.ok('GET', `${at}/gatewayresponses`), {
    item: withOthers(
      token,
      all,
      failure,
      shown('API_CONFIGURATION_ERROR', '599', family),
      shown('AUTHORIZER_CONFIGURATION_ERROR', '599', family),
      shown('INTEGRATION_FAILURE', '599', family),
      shown('INTEGRATION_TIMEOUT', '599', family),
    ),
  });
  // A family without a status leaves its members theirs.
  await put('DEFAULT_4XX', { responseParameters });
  assert.deepEqual(
    await rest.ok('GET', `${at}/gatewayresponses/THROTTLED`),
    shown('THROTTLED', '429', { responseParameters }),
  );
});

test('patching (test_update_gateway_response)', async () => {
  await using rest = await openRest();
  const { at } = await newApi(rest);
  const response = `${at}/gatewayresponses/DEFAULT_4XX`;
  const first = await rest.patch(response, ['replace', '/statusCode', '444']);
  assert.deepEqual([first.status, first.body], [200, shown('DEFAULT_4XX', '444', { defaultResponse: false })]);
  assert.deepEqual(await rest.ok('GET', response), first.body);
  await rest.ok('PUT', response, { statusCode: '404', responseParameters: PARAMETERS, responseTemplates: TEMPLATES });
  const xml = '<message>$context.error.messageString</message>';
  const { body } = await rest.patch(
    response,
    ['replace', '/statusCode', '444'],
    ['replace', '/responseParameters/gatewayresponse.header.Access-Control-Allow-Origin', "'example.com'"],
    ['add', '/responseTemplates/application~1xml', xml],
  );
  assert.deepEqual(
    body,
    shown('DEFAULT_4XX', '444', {
      defaultResponse: false,
      responseParameters: { ...PARAMETERS, 'gatewayresponse.header.Access-Control-Allow-Origin': "'example.com'" },
      responseTemplates: { ...TEMPLATES, 'application/xml': xml },
    }),
  );
  assert.deepEqual(await rest.ok('GET', response), body);
  // A map whose last entry goes stays empty: AWS's template does not come back.
  const bare = await rest.patch(
    response,
    ['remove', '/responseTemplates/application~1xml'],
    ['remove', '/responseTemplates/application~1json'],
  );
  assert.deepEqual([bare.body['responseTemplates'], bare.body['defaultResponse']], [{}, false]);
});

test('a patch that a gateway response cannot take (test_update_gateway_response)', async () => {
  await using rest = await openRest();
  const { at } = await newApi(rest);
  const response = `${at}/gatewayresponses/DEFAULT_4XX`;
  const origin = '/responseParameters/gatewayresponse.header.Access-Control-Allow-Origin';
  await rest.ok('PUT', response, {
    responseParameters: PARAMETERS,
    responseTemplates: { 'application/xml': '<m/>' },
  });
  const before = await rest.ok('GET', response);
  for (const op of ['add', 'remove']) {
    refused(
      await rest.patch(response, [op, '/statusCode', '444']),
      'BadRequestException',
      'Invalid patch path /statusCode',
    );
  }
  refused(await rest.patch(response, ['add', undefined, 'x']), 'BadRequestException', 'Invalid patch path null');
  refused(
    await rest.patch(response, ['add', '/wrongPath', "'example.com'"]),
    'BadRequestException',
    'Invalid patch path /wrongPath',
  );
  for (const [path, member] of [
    ['/responseTemplates/application~1xml', 'responseTemplates'],
    [origin, 'responseParameters'],
  ] as const) {
    refused(
      await rest.patch(response, ['replace', path, undefined]),
      'BadRequestException',
      `Invalid null or empty value in ${member}`,
    );
  }
  refused(
    await rest.patch(response, ['wrong-op', '/statusCode', 'x']),
    'ValidationException',
    wrongOps('updateGatewayResponseInput', 'wrong-op', 1),
  );
  refused(
    await rest.patch(response, ['add', '/responseParameters/__proto__', "'x'"]),
    'BadRequestException',
    'Invalid mapping expression specified: Validation Result: warnings : [], errors : [Invalid mapping expression specified: __proto__]',
  );
  const many = Array.from({ length: 501 }, (_, i) => [`gatewayresponse.header.h${i}`, "'x'"] as const);
  refused(
    await rest.patch(response, ...many.map(([name, value]) => ['add', `/responseParameters/${name}`, value] as const)),
    'BadRequestException',
    'A gateway response can have at most 500 entries in responseParameters',
  );
  assert.deepEqual(await rest.ok('GET', response), before);
  refused(
    await rest.patch(`${at}/gatewayresponses/DEFAULT_5XX`, ['replace', origin, "'example.com'"]),
    'NotFoundException',
    'Invalid parameter name specified',
  );
  assert.deepEqual(await rest.ok('GET', `${at}/gatewayresponses/DEFAULT_5XX`), shown('DEFAULT_5XX', undefined));
});

test('where there is none (test_gateway_response_validation)', async () => {
  await using rest = await openRest();
  const { at } = await newApi(rest);
  const unknown = 'Invalid API identifier specified 111111111111:fake-api-id';
  const fake = '/restapis/fake-api-id/gatewayresponses';
  refused(await rest.send('GET', fake), 'NotFoundException', unknown);
  for (const method of ['GET', 'DELETE', 'PUT', 'PATCH']) {
    refused(await rest.send(method, `${fake}/DEFAULT_4XX`, {}), 'NotFoundException', unknown);
    const wrong = await rest.send(method, `${at}/gatewayresponses/FAKE_RESPONSE_TYPE`, {});
    assert.equal(wrong.error, 'ValidationException');
    assert.match(
      wrong.body.message ?? '',
      /^1 validation error detected: Value 'FAKE_RESPONSE_TYPE' at 'responseType' failed to satisfy constraint: Member must satisfy enum value set: \[REQUEST_TOO_LARGE, RESOURCE_NOT_FOUND, AUTHORIZER_CONFIGURATION_ERROR, MISSING_AUTHENTICATION_TOKEN, BAD_REQUEST_BODY, INVALID_SIGNATURE, INVALID_API_KEY, BAD_REQUEST_PARAMETERS, AUTHORIZER_FAILURE, UNAUTHORIZED, INTEGRATION_TIMEOUT, ACCESS_DENIED, DEFAULT_4XX, /,
    );
  }
  refused(
    await rest.send('DELETE', `${at}/gatewayresponses/DEFAULT_4XX`),
    'NotFoundException',
    'Gateway response type not defined on api',
  );
});

test('a deployment captures what was set, whole', async () => {
  await using rest = await openRest();
  const { id: api, at } = await newMockApi(rest);
  await rest.ok('PUT', `${at}/gatewayresponses/INTEGRATION_FAILURE`, {});
  const deployment = await deploy(rest, at);
  const frozen = await rest.store.get(definitionKey('111111111111/us-east-1', api, deployment));
  const { defaultResponse: _, ...captured } = shown('INTEGRATION_FAILURE', '504');
  assert.deepEqual(frozen?.value.gatewayResponses, [captured]);
});
