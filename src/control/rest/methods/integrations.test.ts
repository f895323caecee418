import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MOCK, newApi, newMockApi, openRest, type PatchOperation, type RestClient, refused } from '../rest.fixture.ts';

const NO_RESOURCE = 'Invalid Resource identifier specified';
const NO_METHOD = 'Invalid Method identifier specified';
const NO_INTEGRATION = 'Invalid Integration identifier specified';
const LAMBDA =
  'arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:111111111111:function:MyLambda/invocations';
const ROLE = 'arn:aws:iam::111111111111:role/service-role/testfunction-role-oe783psq';

/** GET / without an integration. */
async function newMethod(rest: RestClient, input: object = {}): Promise<{ at: string; root: string; method: string }> {
  const { at, root } = await newApi(rest);
  const method = `${at}/resources/${root}/methods/GET`;
  await rest.ok('PUT', method, { authorizationType: 'NONE', ...input });
  return { at, root, method };
}

/** What every integration of a resource shows. */
const common = (root: string) => ({
  cacheKeyParameters: [],
  cacheNamespace: root,
  passthroughBehavior: 'WHEN_NO_MATCH',
  timeoutInMillis: 29000,
});

// test_put_integration_validation, test_put_integration_responses. What the SDKs call integrationHttpMethod is httpMethod here.
const accepted: readonly [input: object, shown: object][] = [
  [{ type: 'MOCK', uri: 'http://example.com' }, { type: 'MOCK' }],
  [MOCK, MOCK],
  ...['HTTP', 'HTTP_PROXY'].map((type): [object, object] => [
    { type, uri: 'http://example.com', httpMethod: 'POST' },
    { type, uri: 'http://example.com', httpMethod: 'POST', connectionType: 'INTERNET' },
  ]),
  [
    { type: 'AWS', uri: 'arn:aws:apigateway:us-east-1:s3:path/b/k', httpMethod: 'POST', credentials: ROLE },
    { type: 'AWS', uri: 'arn:aws:apigateway:us-east-1:s3:path/b/k', httpMethod: 'POST', credentials: ROLE },
  ],
  ...['AWS', 'AWS_PROXY'].map((type): [object, object] => [
    { type, uri: LAMBDA, httpMethod: 'POST' },
    { type, uri: LAMBDA, httpMethod: 'POST' },
  ]),
  [
    {
      type: 'HTTP_PROXY',
      uri: 'https://example.com/{id}',
      httpMethod: 'GET',
      connectionType: 'VPC_LINK',
      connectionId: '${stageVariables.vpcLinkId}',
    },
    // test_create_integration_with_vpc_link
    {
      type: 'HTTP_PROXY',
      uri: 'https://example.com/{id}',
      httpMethod: 'GET',
      connectionType: 'VPC_LINK',
      connectionId: '${stageVariables.vpcLinkId}',
    },
  ],
];

test('what an integration shows (test_put_integration_validation, test_create_integration_with_vpc_link)', async () => {
  await using rest = await openRest();
  const { root, method } = await newMethod(rest);
  for (const [input, shown] of accepted) {
    const { status, body } = await rest.send('PUT', `${method}/integration`, input);
    assert.deepEqual([status, body], [201, { ...common(root), ...shown }]);
    assert.deepEqual(await rest.ok('GET', `${method}/integration`), body);
    assert.deepEqual((await rest.ok('GET', method))['methodIntegration'], body);
  }
});

const NO_HTTP_METHOD = 'Enumeration value for HttpMethod must be non-empty';
const INVALID = (error: string) =>
  `Invalid mapping expression specified: Validation Result: warnings : [], errors : [${error}]`;
const http = { type: 'HTTP', uri: 'http://example.com', httpMethod: 'GET' };

const refusals: readonly [input: object, message: string][] = [
  // test_put_integration_validation
  ...['HTTP', 'HTTP_PROXY', 'AWS'].map((type): [object, string] => [
    { type, uri: 'http://example.com' },
    NO_HTTP_METHOD,
  ]),
  [
    { type: 'AWS_PROXY', uri: 'arn:aws:apigateway:us-east-1:s3:path/b/k', httpMethod: 'POST' },
    "Integrations of type 'AWS_PROXY' currently only supports Lambda function and Firehose stream invocations.",
  ],
  [{ ...http, uri: 'non-valid-http' }, 'Invalid HTTP endpoint specified for URI'],
  [{ ...http, type: 'HTTP_PROXY', uri: undefined }, 'Invalid HTTP endpoint specified for URI'],
  [{ type: 'AWS', uri: 'non-valid-arn', httpMethod: 'POST' }, 'Invalid ARN specified in the request'],
  [
    { type: 'AWS', uri: 'arn:aws:iam::0000000000:role/service-role/asdf', httpMethod: 'POST' },
    'AWS ARN for integration must contain path or action',
  ],
  // test_put_integration_aws_proxy_uri
  [{ type: 'AWS_PROXY', uri: 'non-valid-arn', httpMethod: 'POST' }, 'Invalid ARN specified in the request'],
  // the sides of a mapping
  [{ ...http, requestParameters: { 'x-header': "'a'" } }, INVALID('Invalid mapping expression specified: x-header')],
  [
    { ...http, requestParameters: { 'integration.request.header.x': 'true' } },
    INVALID('Invalid mapping expression specified: true'),
  ],
  [
    { ...http, requestParameters: { 'integration.request.header.x': 'method.request.header.undeclared' } },
    INVALID('Invalid mapping expression parameter specified: method.request.header.undeclared'),
  ],
  [
    { ...MOCK, requestTemplates: { 123: '{}' } },
    'Validation Result: warnings : [], errors : [Invalid content type specified: 123]',
  ],
  // ours
  [{ ...MOCK, timeoutInMillis: 49 }, 'Timeout should be between 50 ms and 29000 ms'],
  [{ ...MOCK, timeoutInMillis: 29_001 }, 'Timeout should be between 50 ms and 29000 ms'],
  [
    { ...MOCK, passthroughBehavior: 'SOMETIMES' },
    'Invalid passthroughBehavior specified. Valid options are WHEN_NO_MATCH,WHEN_NO_TEMPLATES,NEVER',
  ],
];

test('an integration that cannot be is refused, and the one before stays', async () => {
  await using rest = await openRest();
  const { method } = await newMockApi(rest);
  const before = await rest.ok('GET', `${method}/integration`);
  for (const [input, message] of refusals) {
    refused(await rest.send('PUT', `${method}/integration`, input), 'BadRequestException', message);
  }
  // test_put_integration_wrong_type
  refused(
    await rest.send('PUT', `${method}/integration`, { type: 'HTTPS_PROXY' }),
    'ValidationException',
    "1 validation error detected: Value 'HTTPS_PROXY' at 'putIntegrationInput.type' failed to satisfy constraint: Member must satisfy enum value set: [HTTP, MOCK, AWS_PROXY, HTTP_PROXY, AWS]",
  );
  // test_put_integration_request_parameter_bool_type
  const { error, body } = await rest.send('PUT', `${method}/integration`, {
    type: 'HTTP_PROXY',
    requestParameters: { 'integration.request.path.testPath': true },
  });
  assert.deepEqual(
    [error, body.message],
    ['SerializationException', 'class java.lang.Boolean can not be converted to an String'],
  );
  assert.deepEqual(await rest.ok('GET', `${method}/integration`), before);
});

test('where there is none (test_get_integration_non_existent, test_put_integration_response_validation)', async () => {
  await using rest = await openRest();
  const { at, method } = await newMethod(rest);
  const missing: readonly [target: string, message: string][] = [
    [`/restapis/none/resources/none/methods/GET/integration`, NO_RESOURCE],
    [`${at}/resources/none/methods/GET/integration`, NO_RESOURCE],
    [`${method.replace(/GET$/, 'POST')}/integration`, NO_METHOD],
    [`${method.replace(/GET$/, 'constructor')}/integration`, NO_METHOD],
  ];
  for (const [target, message] of missing) {
    for (const verb of ['GET', 'DELETE']) refused(await rest.send(verb, target), 'NotFoundException', message);
    refused(await rest.send('PUT', target, MOCK), 'NotFoundException', message);
    refused(await rest.patch(target, ['replace', '/uri', 'x']), 'NotFoundException', message);
  }
  refused(await rest.send('GET', `${method}/integration`), 'NotFoundException', NO_INTEGRATION);
  refused(await rest.send('DELETE', `${method}/integration`), 'NotFoundException', NO_INTEGRATION);
  refused(await rest.patch(`${method}/integration`), 'NotFoundException', NO_INTEGRATION);
});

test('putting one again replaces all of it, its responses too; deleting it leaves the method', async () => {
  await using rest = await openRest();
  const { root, method } = await newMockApi(rest);
  await rest.ok('PUT', `${method}/integration/responses/200`, {});
  const shown = await rest.ok('PUT', `${method}/integration`, { type: 'MOCK' });
  assert.deepEqual(shown, { ...common(root), type: 'MOCK' });
  assert.deepEqual(await rest.ok('GET', `${method}/integration`), shown);
  const deleted = await rest.send('DELETE', `${method}/integration`);
  assert.deepEqual([deleted.status, deleted.body], [204, undefined]);
  assert.deepEqual(await rest.ok('GET', method), {
    httpMethod: 'GET',
    authorizationType: 'NONE',
    apiKeyRequired: false,
  });
});

test('every member can be patched', async () => {
  await using rest = await openRest();
  const requestParameters = { 'method.request.header.a': true };
  const { root, method } = await newMethod(rest, { requestParameters });
  await rest.ok('PUT', `${method}/integration`, http);
  const { status, body } = await rest.patch(
    `${method}/integration`,
    ['replace', '/uri', 'http://example.org'],
    ['replace', '/httpMethod', 'PUT'],
    ['replace', '/credentials', ROLE],
    ['replace', '/connectionType', 'VPC_LINK'],
    ['replace', '/connectionId', 'abc123'],
    ['replace', '/contentHandling', 'CONVERT_TO_TEXT'],
    ['replace', '/cacheNamespace', 'shared'],
    ['replace', '/passthroughBehavior', 'NEVER'],
    ['replace', '/timeoutInMillis', '1000'],
    ['replace', '/tlsConfig/insecureSkipVerification', 'true'],
    ['add', '/requestParameters/integration.request.header.b', 'method.request.header.a'],
    ['add', '/requestTemplates/application~1json', '{}'],
    ['add', '/cacheKeyParameters/method.request.header.a', ''],
  );
  const shown = {
    type: 'HTTP',
    uri: 'http://example.org',
    httpMethod: 'PUT',
    credentials: ROLE,
    connectionType: 'VPC_LINK',
    connectionId: 'abc123',
    contentHandling: 'CONVERT_TO_TEXT',
    cacheNamespace: 'shared',
    passthroughBehavior: 'NEVER',
    timeoutInMillis: 1000,
    tlsConfig: { insecureSkipVerification: true },
    requestParameters: { 'integration.request.header.b': 'method.request.header.a' },
    requestTemplates: { 'application/json': '{}' },
    cacheKeyParameters: ['method.request.header.a'],
  };
  assert.deepEqual([status, body], [200, shown]);
  assert.deepEqual(await rest.ok('GET', `${method}/integration`), shown);
  const { body: bare } = await rest.patch(
    `${method}/integration`,
    ['replace', '/credentials', ''],
    ['replace', '/connectionId', ''],
    ['replace', '/connectionType', 'INTERNET'],
    ['replace', '/contentHandling', ''],
    ['remove', '/requestParameters/integration.request.header.b'],
    ['remove', '/requestTemplates/application~1json'],
    ['remove', '/cacheKeyParameters/method.request.header.a'],
  );
  assert.deepEqual(bare, {
    ...common(root),
    type: 'HTTP',
    uri: 'http://example.org',
    httpMethod: 'PUT',
    connectionType: 'INTERNET',
    cacheNamespace: 'shared',
    passthroughBehavior: 'NEVER',
    timeoutInMillis: 1000,
    tlsConfig: { insecureSkipVerification: true },
  });
});

const patchRefusals: readonly [operation: PatchOperation, error: string, message: string][] = [
  [['replace', '/type', 'MOCK'], 'BadRequestException', 'Invalid patch path /type'],
  [['add', '/uri', 'x'], 'BadRequestException', 'Invalid patch operation specified. Must be one of: [replace]'],
  [['replace', '/uri', 'nowhere'], 'BadRequestException', 'Invalid HTTP endpoint specified for URI'],
  [['replace', '/httpMethod', ''], 'BadRequestException', NO_HTTP_METHOD],
  [['replace', '/timeoutInMillis', 'soon'], 'BadRequestException', 'Timeout should be between 50 ms and 29000 ms'],
  [['replace', '/timeoutInMillis', undefined], 'BadRequestException', 'Timeout should be between 50 ms and 29000 ms'],
  [
    ['add', '/requestParameters/integration.request.header.b', 'method.request.header.undeclared'],
    'BadRequestException',
    INVALID('Invalid mapping expression parameter specified: method.request.header.undeclared'),
  ],
  [
    ['replace', '/requestTemplates/application~1json', '{}'],
    'NotFoundException',
    'Content-Type specified was not found',
  ],
  [
    ['remove', '/requestParameters/integration.request.header.b'],
    'NotFoundException',
    'Invalid parameter name specified',
  ],
];

test('a patch must leave an integration that could have been put', async () => {
  await using rest = await openRest();
  const { method } = await newMethod(rest);
  const before = await rest.ok('PUT', `${method}/integration`, http);
  for (const [operation, error, message] of patchRefusals) {
    refused(await rest.patch(`${method}/integration`, operation), error, message);
  }
  assert.deepEqual(await rest.ok('GET', `${method}/integration`), before);
});

// API reference, patch operations of UpdateIntegration: "Supported, except for `MOCK` integrations".
test('a MOCK integration gets no URI and no method by a patch either', async () => {
  await using rest = await openRest();
  const { method } = await newMockApi(rest);
  const before = await rest.ok('GET', `${method}/integration`);
  for (const path of ['/uri', '/httpMethod']) {
    const seen = await rest.patch(`${method}/integration`, ['replace', path, 'https://example.com']);
    refused(seen, 'BadRequestException', `Invalid patch path ${path}`);
  }
  assert.deepEqual(await rest.ok('GET', `${method}/integration`), before);
});

test('mapping templates are as large as their quota, and so is a resource with all that it has', async () => {
  await using rest = await openRest('aws');
  const { method } = await newMockApi(rest);
  const templates = (text: string) => ({ 'application/json': text });
  const message = 'The mapping template exceeds the maximum size of 307200 bytes';
  const large = templates('x'.repeat(307_201));
  const integration = `${method}/integration`;
  refused(await rest.send('PUT', integration, { ...MOCK, requestTemplates: large }), 'BadRequestException', message);
  refused(
    await rest.patch(integration, ['replace', '/requestTemplates/application~1json', large['application/json']]),
    'BadRequestException',
    message,
  );
  const response = `${integration}/responses/200`;
  refused(await rest.send('PUT', response, { responseTemplates: large }), 'BadRequestException', message);
  await rest.ok('PUT', response, { responseTemplates: templates('x'.repeat(307_200)) });

  const many = (page: number) =>
    Array.from({ length: 30 }, (_, i) => ['add', `/requestTemplates/a~1${page}.${i}`, 'x'.repeat(300_000)] as const);
  assert.equal((await rest.patch(integration, ...many(0))).status, 200);
  refused(
    await rest.patch(integration, ...many(1)),
    'BadRequestException',
    'The resource with its methods exceeds the maximum size of 16777216 characters',
  );
});

// The sentence is recorded for methods: test_put_method_validation; that about URIs: test_put_integration_validation.
test('what an integration sends is a method that there is, and a URI without blanks and control characters', async () => {
  await using rest = await openRest();
  const { method } = await newMockApi(rest);
  const put = (type: string, httpMethod: string, uri: string) =>
    rest.send('PUT', `${method}/integration`, { type, httpMethod, uri });
  const methods = 'Invalid HttpMethod specified. Valid options are GET,PUT,POST,DELETE,PATCH,OPTIONS,HEAD,ANY';
  for (const wrong of ['BREW', 'GET / HTTP/1.1\r\nx: y', 'constructor']) {
    for (const type of ['HTTP', 'HTTP_PROXY']) {
      refused(await put(type, wrong, 'http://example.com'), 'BadRequestException', methods);
    }
  }
  for (const wrong of [
    'http://example.com/\r\nHost: other',
    'http://example.com/a b',
    'http://example.com/\0',
    'http:///a',
  ]) {
    refused(await put('HTTP_PROXY', 'GET', wrong), 'BadRequestException', 'Invalid HTTP endpoint specified for URI');
  }
  assert.equal((await put('HTTP_PROXY', 'ANY', 'https://${stageVariables.host}/{proxy}?a=b')).status, 201);
});

test('a template that is none is refused with its place, and nothing is stored (the sentence is ours)', async () => {
  await using rest = await openRest();
  const { method } = await newMockApi(rest);
  const before = await rest.ok('GET', `${method}/integration`);
  const put = await rest.send('PUT', `${method}/integration`, {
    type: 'MOCK',
    requestTemplates: { 'application/json': '{\n  #if($input.body)\n}' },
  });
  assert.equal(put.status, 400);
  assert.match(
    String(put.body.message),
    /^Invalid mapping template specified for application\/json: .* at line \d+, column \d+$/,
  );
  assert.deepEqual(await rest.ok('GET', `${method}/integration`), before);
});

test('a streamed answer may take fifteen minutes; a change of the mode takes the timeout away (AWS: response-streaming-http)', async () => {
  await using rest = await openRest();
  const { method } = await newMockApi(rest);
  const at = `${method}/integration`;
  const http = { type: 'HTTP_PROXY', httpMethod: 'GET', uri: 'http://example.com' };
  const long = await rest.send('PUT', at, { ...http, timeoutInMillis: 900_000 });
  refused(long, 'BadRequestException', 'Timeout should be between 50 ms and 29000 ms');
  const stream = { ...http, responseTransferMode: 'STREAM', timeoutInMillis: 900_000 };
  assert.equal((await rest.ok('PUT', at, stream))['timeoutInMillis'], 900_000);
  const { body } = await rest.patch(at, ['replace', '/responseTransferMode', 'BUFFERED']);
  assert.deepEqual([body['responseTransferMode'], body['timeoutInMillis']], ['BUFFERED', 29_000]);
});
