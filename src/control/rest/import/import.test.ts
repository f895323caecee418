import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AT_START, openRest, refused } from '../rest.fixture.ts';
import { imported, MOCK_INTEGRATION, methodOf, OPERATION, oas30, resourcesOf, swagger } from './import.fixture.ts';

const LAMBDA =
  'arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:111111111111:function:f/invocations';

test('an imported API shows as one that was created, and has the models of the document alone (test_import_and_validate_rest_api)', async () => {
  await using rest = await openRest();
  const { status, body } = await rest.send('POST', '/restapis?mode=import', oas30({ '/pets': { get: OPERATION } }));
  assert.equal(status, 201);
  assert.deepEqual(body, {
    id: body.id,
    name: 'pets',
    createdDate: AT_START,
    version: '1.0',
    apiKeySource: 'HEADER',
    endpointConfiguration: { types: ['EDGE'], ipAddressType: 'ipv4' },
    disableExecuteApiEndpoint: false,
    rootResourceId: body.rootResourceId,
  });
  assert.deepEqual((await rest.ok('GET', `/restapis/${body.id}/models`)).item, []);
  const resources = await resourcesOf(rest, `/restapis/${body.id}`);
  assert.deepEqual([...resources.keys()].sort(), ['/', '/pets']);
  assert.equal(resources.get('/')?.id, body.rootResourceId);
});

test('a mock with CORS is the method that AWS makes of it (test_import_and_validate_rest_api[swagger-mock-cors.json])', async () => {
  await using rest = await openRest();
  const responseParameters = { 'method.response.header.Access-Control-Allow-Origin': "'*'" };
  const at = await imported(
    rest,
    swagger({
      '/product/{product_id}': {
        options: {
          consumes: ['application/json'],
          responses: { 200: { headers: { 'Access-Control-Allow-Origin': { type: 'string' } }, description: 'CORS' } },
          'x-amazon-apigateway-integration': {
            ...MOCK_INTEGRATION,
            httpMethod: 'POST',
            responses: {
              default: { statusCode: 200, responseTemplates: { 'application/json': '{}\n' }, responseParameters },
            },
          },
        },
      },
    }),
    '&failonwarnings=true',
  );
  const resource = (await resourcesOf(rest, at)).get('/product/{product_id}');
  assert.deepEqual(await methodOf(rest, at, '/product/{product_id}', 'OPTIONS'), {
    httpMethod: 'OPTIONS',
    authorizationType: 'NONE',
    apiKeyRequired: false,
    requestParameters: { 'method.request.path.product_id': true },
    methodResponses: {
      200: { statusCode: '200', responseParameters: { 'method.response.header.Access-Control-Allow-Origin': false } },
    },
    methodIntegration: {
      type: 'MOCK',
      requestTemplates: { 'application/json': '{"statusCode": 200}' },
      passthroughBehavior: 'WHEN_NO_MATCH',
      timeoutInMillis: 29000,
      cacheNamespace: resource?.id,
      cacheKeyParameters: [],
      integrationResponses: {
        200: { statusCode: '200', responseTemplates: { 'application/json': '{}\n' }, responseParameters },
      },
    },
  });
});

test('models refer to each other by their URLs, circles included (test_import_with_circular_models_and_request_validation)', async () => {
  await using rest = await openRest();
  const Person = {
    type: 'object',
    description: 'Random person schema.',
    properties: { house: { $ref: '#/components/schemas/House' } },
    required: ['house'],
  };
  const House = {
    type: 'object',
    properties: { contains: { type: 'array', items: { $ref: '#/components/schemas/Person' } } },
  };
  const { id, warnings } = await rest.ok(
    'POST',
    '/restapis?mode=import&failonwarnings=true',
    oas30(
      {
        '/person': {
          post: {
            ...OPERATION,
            operationId: 'CreatePerson',
            requestBody: {
              required: true,
              content: { 'application/json': { schema: { $ref: '#/components/schemas/Person' } } },
            },
          },
        },
      },
      {
        components: { schemas: { Person, House } },
        'x-amazon-apigateway-request-validators': {
          basic: { validateRequestBody: true, validateRequestParameters: true },
        },
        'x-amazon-apigateway-request-validator': 'basic',
      },
    ),
  );
  assert.equal(warnings, undefined);
  const at = `/restapis/${id}`;
  const model = await rest.ok('GET', `${at}/models/Person`);
  assert.equal(model['description'], 'Random person schema.');
  assert.equal(model['contentType'], 'application/json');
  assert.deepEqual(JSON.parse(String(model['schema'])), {
    ...Person,
    properties: { house: { $ref: `https://apigateway.amazonaws.com/restapis/${id}/models/House` } },
  });
  const [validator] = (await rest.ok('GET', `${at}/requestvalidators`)).item;
  assert.equal(validator?.['name'], 'basic');
  const method = await methodOf(rest, at, '/person', 'POST');
  assert.deepEqual(method['requestModels'], { 'application/json': 'Person' });
  assert.equal(method['requestValidatorId'], validator?.id);
  assert.equal(method['operationName'], 'CreatePerson');
});

test('the security of the document is that of every operation without its own (test_import_with_global_api_key_authorizer)', async () => {
  await using rest = await openRest();
  const at = await imported(
    rest,
    oas30(
      { '/echo/{data}': { 'x-amazon-apigateway-any-method': OPERATION, get: { ...OPERATION, security: [] } } },
      {
        components: {
          securitySchemes: {
            GatewayAuthorizer: {
              type: 'apiKey',
              name: 'X-Api-Key',
              in: 'header',
              'x-amazon-apigateway-authtype': 'custom',
              'x-amazon-apigateway-authorizer': {
                type: 'request',
                authorizerUri: LAMBDA,
                identitySource: 'method.request.header.Custom-Authorization',
                authorizerResultTtlInSeconds: 300,
              },
            },
          },
        },
        security: [{ GatewayAuthorizer: [] }],
        'x-amazon-apigateway-api-key-source': 'AUTHORIZER',
      },
    ),
    '&failonwarnings=true',
  );
  assert.equal((await rest.ok('GET', at))['apiKeySource'], 'AUTHORIZER');
  const { item } = await rest.ok('GET', `${at}/authorizers`);
  assert.deepEqual(item, [
    {
      id: item[0]?.id,
      name: 'GatewayAuthorizer',
      type: 'REQUEST',
      authType: 'custom',
      authorizerUri: LAMBDA,
      identitySource: 'method.request.header.Custom-Authorization',
      authorizerResultTtlInSeconds: 300,
    },
  ]);
  const any = await methodOf(rest, at, '/echo/{data}', 'ANY');
  assert.deepEqual(
    [any['authorizationType'], any['authorizerId'], any['apiKeyRequired']],
    ['CUSTOM', item[0]?.id, false],
  );
  assert.deepEqual(any['requestParameters'], { 'method.request.path.data': true });
  assert.equal((await methodOf(rest, at, '/echo/{data}', 'GET'))['authorizationType'], 'NONE');
});

test('a user pool takes its identity source from the scheme, a method its scopes (test_import_with_cognito_auth_identity_source)', async () => {
  await using rest = await openRest();
  const arn = 'arn:aws:cognito-idp:us-east-1:111111111111:userpool/us-east-1_ABC123';
  const at = await imported(
    rest,
    oas30(
      { '/none': { get: { ...OPERATION, security: [{ pool: [] }] } }, '/email': { get: OPERATION } },
      {
        components: {
          securitySchemes: {
            pool: {
              type: 'apiKey',
              name: 'TestHeaderAuth',
              in: 'header',
              'x-amazon-apigateway-authtype': 'cognito_user_pools',
              'x-amazon-apigateway-authorizer': { type: 'cognito_user_pools', providerARNs: [arn] },
            },
          },
        },
        security: [{ pool: ['email'] }],
      },
    ),
  );
  const { item } = await rest.ok('GET', `${at}/authorizers`);
  assert.deepEqual(item, [
    {
      id: item[0]?.id,
      name: 'pool',
      type: 'COGNITO_USER_POOLS',
      providerARNs: [arn],
      authType: 'cognito_user_pools',
      identitySource: 'method.request.header.TestHeaderAuth',
    },
  ]);
  const none = await methodOf(rest, at, '/none', 'GET');
  assert.equal(none['authorizationType'], 'COGNITO_USER_POOLS');
  assert.ok(!('authorizationScopes' in none));
  assert.deepEqual((await methodOf(rest, at, '/email', 'GET'))['authorizationScopes'], ['email']);
});

test('an x-api-key scheme requires a key, awsSigv4 and x-amazon-apigateway-auth are AWS_IAM (test_import_and_validate_rest_api)', async () => {
  await using rest = await openRest();
  const at = await imported(
    rest,
    swagger(
      {
        '/key': { get: { ...OPERATION, security: [{ api_key: [] }] } },
        '/iam': { get: { ...OPERATION, security: [{ sigv4: [] }, { api_key: [] }] } },
        '/auth': { get: { ...OPERATION, 'x-amazon-apigateway-auth': { type: 'aws_iam' } } },
      },
      {
        securityDefinitions: {
          api_key: { type: 'apiKey', name: 'x-api-key', in: 'header' },
          sigv4: { type: 'apiKey', name: 'Authorization', in: 'header', 'x-amazon-apigateway-authtype': 'awsSigv4' },
        },
      },
    ),
  );
  const asked = async (path: string) => {
    const method = await methodOf(rest, at, path, 'GET');
    return [method['authorizationType'], method['apiKeyRequired']];
  };
  assert.deepEqual(await asked('/key'), ['NONE', true]);
  assert.deepEqual(await asked('/iam'), ['AWS_IAM', true]);
  assert.deepEqual(await asked('/auth'), ['AWS_IAM', false]);
});

test('YAML is read as it is written: codes and versions are text (test_import_with_integer_http_status_code)', async () => {
  await using rest = await openRest();
  const yaml = `
openapi: 3.0.1
info: { title: from yaml, version: 2.0 }
x-op: &op
  responses: { 200: { description: ok } }
paths:
  /test:
    get:
      <<: *op
      x-amazon-apigateway-integration:
        type: mock
        requestTemplates: { application/json: '{"statusCode": 200}' }
        responses: { default: { statusCode: 200 } }
`;
  const { id, version } = await rest.ok('POST', '/restapis?mode=import&failonwarnings=true', Buffer.from(yaml));
  assert.equal(version, '2.0');
  const method = await methodOf(rest, `/restapis/${id}`, '/test', 'GET');
  assert.deepEqual(method['methodResponses'], { 200: { statusCode: '200' } });
});

test('a mapping that is no text is left out with a warning, which can refuse all (test_import_rest_api_with_base_path_oas30)', async () => {
  await using rest = await openRest();
  const document = oas30({
    '/test': {
      get: {
        ...OPERATION,
        'x-amazon-apigateway-integration': {
          ...MOCK_INTEGRATION,
          requestParameters: {
            'integration.request.header.nothing': true,
            'integration.request.header.double-single': "'True'",
          },
        },
      },
    },
  });
  const warning =
    "Invalid format for 'requestParameters'. Expected type string for property 'integration.request.header.nothing' of resource '/test' and method 'GET' but got 'true'";
  const { id, warnings } = await rest.ok('POST', '/restapis?mode=import', document);
  assert.deepEqual(warnings, [warning]);
  assert.ok(!('warnings' in (await rest.ok('GET', `/restapis/${id}`))));
  const method = await methodOf(rest, `/restapis/${id}`, '/test', 'GET');
  assert.deepEqual((method['methodIntegration'] as { requestParameters: unknown }).requestParameters, {
    'integration.request.header.double-single': "'True'",
  });
  // Terraform's provider waits for this start (TestAccAPIGatewayRestAPI_failOnWarnings).
  refused(
    await rest.send('POST', '/restapis?mode=import&failonwarnings=true', document),
    'BadRequestException',
    `Warnings found during import:\n\t${warning}`,
  );
  assert.equal((await rest.ok('GET', '/restapis')).item.length, 1);
});

test('errors name their places, all at once, and nothing is created', async () => {
  await using rest = await openRest();
  const integration = { type: 'aws', httpMethod: 'POST', uri: 'arn:aws:apigateway:us-east-1:lambda:wrong' };
  // The sentences are quoted from AWS by its users.
  refused(
    await rest.send(
      'POST',
      '/restapis?mode=import',
      oas30(
        {
          '/subject': { get: { 'x-amazon-apigateway-integration': integration } },
          '/{a}': { get: OPERATION },
          '/{b}': { get: OPERATION },
          '/notes': {
            options: {
              responses: { 200: { headers: { A: { schema: { type: 'string' } } } } },
              'x-amazon-apigateway-integration': {
                ...MOCK_INTEGRATION,
                responses: {
                  default: {
                    statusCode: '200',
                    responseParameters: { 'method.response.header.A': 'https://a.example' },
                  },
                },
              },
            },
          },
        },
        {
          components: {
            schemas: { not_alphanumeric: { type: 'object' }, Far: { $ref: 'https://example.com/a.json' } },
          },
        },
      ),
    ),
    'BadRequestException',
    [
      'Errors found during import:',
      "Unable to create model for 'not_alphanumeric': Model name must be alphanumeric: not_alphanumeric",
      "Unable to create model for 'Far': Invalid model specified: Validation Result: warnings : [], errors : [Model reference must be in canonical form]",
      "Unable to put integration on 'GET' for resource at path '/subject': AWS ARN for integration must contain path or action",
      "Unable to create resource at path '/{b}': A sibling ({a}) of this resource already has a variable path part -- only one is allowed",
      "Unable to put integration response on 'OPTIONS' for resource at path '/notes': Invalid mapping expression specified: Validation Result: warnings : [], errors : [Invalid mapping expression specified: https://a.example]",
    ].join('\n\t'),
  );
  assert.deepEqual((await rest.ok('GET', '/restapis')).item, []);
});

for (const [name, body] of [
  ['nothing', ' '],
  ['text', 'hello'],
  ['a list', '[]'],
  ['broken JSON', '{"swagger": "2.0"'],
  ['another version', '{"openapi":"3.1.0","info":{"title":"a","version":"1"},"paths":{}}'],
  ['no version', '{"info":{"title":"a","version":"1"},"paths":{}}'],
  ['broken UTF-8', Buffer.from([0x7b, 0xff, 0x7d])],
  ['what is too deep', `{"openapi":"3.0.1","x-a":${'['.repeat(100_000)}`],
  ['YAML that repeats itself without end', 'openapi: 3.0.1\nx-a: &a\n  b: *a\n'],
] as const) {
  test(`${name} is no OpenAPI document (test_import_api_bad_file)`, async () => {
    await using rest = await openRest();
    const seen = await rest.send('POST', '/restapis?mode=import', Buffer.from(body));
    refused(seen, 'BadRequestException', 'Invalid OpenAPI input.');
  });
}

test('settings, gateway responses and documentation come with the document', async () => {
  await using rest = await openRest();
  const document = swagger(
    { '/pets': { get: OPERATION } },
    {
      'x-amazon-apigateway-binary-media-types': ['*/*'],
      'x-amazon-apigateway-minimum-compression-size': 1024,
      'x-amazon-apigateway-policy': {
        Statement: [{ Effect: 'Deny', Principal: '*', Action: '*', Resource: '*' }],
      },
      'x-amazon-apigateway-endpoint-configuration': { disableExecuteApiEndpoint: true },
      'x-amazon-apigateway-gateway-responses': {
        UNAUTHORIZED: {
          statusCode: 401,
          responseParameters: { 'gatewayresponse.header.Access-Control-Allow-Origin': "'*'" },
        },
      },
      'x-amazon-apigateway-documentation': {
        documentationParts: [{ location: { type: 'METHOD', path: '/pets' }, properties: { summary: 'pets' } }],
      },
      tags: [{ name: 'Owner', 'x-amazon-apigateway-tag-value': 'me' }, { name: 'plain' }],
    },
  );
  const at = await imported(rest, document, '&endpointConfigurationTypes=REGIONAL');
  const api = await rest.ok('GET', at);
  assert.deepEqual(
    [
      api['binaryMediaTypes'],
      api['minimumCompressionSize'],
      api['policy'],
      api['disableExecuteApiEndpoint'],
      api['tags'],
    ],
    [
      ['*/*'],
      1024,
      '{\\"Statement\\":[{\\"Effect\\":\\"Deny\\",\\"Principal\\":\\"*\\",\\"Action\\":\\"*\\",\\"Resource\\":\\"*\\"}]}',
      true,
      { Owner: 'me' },
    ],
  );
  assert.deepEqual(api['endpointConfiguration'], { types: ['REGIONAL'], ipAddressType: 'ipv4' });
  const response = await rest.ok('GET', `${at}/gatewayresponses/UNAUTHORIZED`);
  assert.deepEqual([response['statusCode'], response['defaultResponse']], ['401', false]);
  const [part] = (await rest.ok('GET', `${at}/documentation/parts`)).item;
  assert.deepEqual(part?.['location'], { type: 'METHOD', path: '/pets', method: '*' });
  const without = await imported(rest, document, '&ignore=documentation');
  assert.deepEqual((await rest.ok('GET', `${without}/documentation/parts`)).item, []);
});

test('AWS variables stand for the caller, its region and its partition (AWS variables for OpenAPI import)', async () => {
  await using rest = await openRest();
  const uri =
    'arn:${AWS::Partition}:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/arn:${AWS::Partition}:lambda:${AWS::Region}:${AWS::AccountId}:function:f/invocations';
  const at = await imported(
    rest,
    oas30({ '/': { get: { 'x-amazon-apigateway-integration': { type: 'aws_proxy', httpMethod: 'POST', uri } } } }),
  );
  const method = await methodOf(rest, at, '/', 'GET');
  assert.equal((method['methodIntegration'] as { uri: string }).uri, LAMBDA);
});
