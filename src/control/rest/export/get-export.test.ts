import assert from 'node:assert/strict';
import { test } from 'node:test';
import { authorizerKey, gatewayResponseKey, modelKey, requestValidatorKey } from '../../../definition/definition.ts';
import { deploy, MOCK, newApi, newMockApi, openRest, type RestClient, refused } from '../rest.fixture.ts';

const SCOPE = '111111111111/us-east-1';
const CALL = {
  requestId: 'r-1',
  account: '111111111111',
  region: 'us-east-1',
  scope: SCOPE,
  service: 'apigateway',
  operation: 'GetExport',
} as const;

/** GET /pets?type&page and GET /pets/{petId} of AWS's example, as test_export_swagger_openapi imports them. */
async function petsApi(rest: RestClient): Promise<{ id: string; at: string; pets: string; pet: string }> {
  const { id, root, at } = await newApi(rest, { description: 'All pets' });
  const { id: petsId } = await rest.ok('POST', `${at}/resources/${root}`, { pathPart: 'pets' });
  const { id: petId } = await rest.ok('POST', `${at}/resources/${petsId}`, { pathPart: '{petId}' });
  const pets = `${at}/resources/${petsId}/methods/GET`;
  const pet = `${at}/resources/${petId}/methods/GET`;
  await rest.ok('PUT', pets, {
    authorizationType: 'NONE',
    requestParameters: { 'method.request.querystring.type': false, 'method.request.querystring.page': true },
  });
  await rest.ok('PUT', `${pets}/responses/200`, {
    responseParameters: { 'method.response.header.Access-Control-Allow-Origin': true },
    responseModels: { 'application/json': 'Empty' },
  });
  await rest.ok('PUT', `${pets}/integration`, {
    type: 'HTTP',
    httpMethod: 'GET',
    uri: 'http://petstore.example.com/pets',
    requestParameters: { 'integration.request.querystring.page': 'method.request.querystring.page' },
  });
  await rest.ok('PUT', `${pets}/integration/responses/200`, {
    responseParameters: { 'method.response.header.Access-Control-Allow-Origin': "'*'" },
  });
  await rest.ok('PUT', pet, { authorizationType: 'NONE', operationName: 'GetPet' });
  await rest.ok('PUT', `${pet}/integration`, { ...MOCK, timeoutInMillis: 3000 });
  return { id, at, pets, pet };
}

/** The document of stage `dev`, parsed. */
async function exported(rest: RestClient, at: string, type: string, extensions = ''): Promise<Record<string, unknown>> {
  return rest.ok('GET', `${at}/stages/dev/exports/${type}${extensions === '' ? '' : `?extensions=${extensions}`}`);
}

const INTEGRATION = {
  httpMethod: 'GET',
  uri: 'http://petstore.example.com/pets',
  responses: {
    default: {
      statusCode: '200',
      responseParameters: { 'method.response.header.Access-Control-Allow-Origin': "'*'" },
    },
  },
  requestParameters: { 'integration.request.querystring.page': 'method.request.querystring.page' },
  passthroughBehavior: 'when_no_match',
  type: 'http',
};

test('a Swagger 2.0 document has the shape that AWS gives it (test_export_swagger_openapi)', async () => {
  await using rest = await openRest();
  const { id, at } = await petsApi(rest);
  await deploy(rest, at, { stageName: 'dev' });
  const { definitions, ...document } = await exported(rest, at, 'swagger');
  assert.deepEqual(Object.keys((definitions as object | undefined) ?? {}).includes('Error'), false);
  assert.deepEqual(document, {
    swagger: '2.0',
    info: { description: 'All pets', version: '2026-01-01T00:00:00Z', title: 'pets' },
    host: `${id}.execute-api.us-east-1.amazonaws.com`,
    basePath: '/dev',
    schemes: ['https'],
    paths: {
      '/pets': {
        get: {
          produces: ['application/json'],
          parameters: [
            { name: 'type', in: 'query', required: false, type: 'string' },
            { name: 'page', in: 'query', required: true, type: 'string' },
          ],
          responses: {
            200: {
              description: '200 response',
              schema: { $ref: '#/definitions/Empty' },
              headers: { 'Access-Control-Allow-Origin': { type: 'string' } },
            },
          },
        },
      },
      '/pets/{petId}': {
        get: {
          operationId: 'GetPet',
          consumes: ['application/json'],
          parameters: [{ name: 'petId', in: 'path', required: true, type: 'string' }],
          responses: {},
        },
      },
    },
  });
});

test('an OpenAPI 3.0 document has the shape that AWS gives it, with integrations when they are asked for (test_export_oas30_openapi)', async () => {
  await using rest = await openRest();
  const { id, at } = await petsApi(rest);
  await deploy(rest, at, { stageName: 'dev' });
  const { components: _, ...document } = await exported(rest, at, 'oas30', 'integrations');
  assert.deepEqual(document, {
    openapi: '3.0.1',
    info: { title: 'pets', description: 'All pets', version: '2026-01-01T00:00:00Z' },
    servers: [
      {
        url: `https://${id}.execute-api.us-east-1.amazonaws.com/{basePath}`,
        variables: { basePath: { default: 'dev' } },
      },
    ],
    paths: {
      '/pets': {
        get: {
          parameters: [
            { name: 'type', in: 'query', schema: { type: 'string' } },
            { name: 'page', in: 'query', required: true, schema: { type: 'string' } },
          ],
          responses: {
            200: {
              description: '200 response',
              headers: { 'Access-Control-Allow-Origin': { schema: { type: 'string' } } },
              content: { 'application/json': { schema: { $ref: '#/components/schemas/Empty' } } },
            },
          },
          'x-amazon-apigateway-integration': INTEGRATION,
        },
      },
      '/pets/{petId}': {
        get: {
          operationId: 'GetPet',
          parameters: [{ name: 'petId', in: 'path', required: true, schema: { type: 'string' } }],
          'x-amazon-apigateway-integration': {
            requestTemplates: { 'application/json': '{"statusCode": 200}' },
            passthroughBehavior: 'when_no_match',
            timeoutInMillis: 3000,
            type: 'mock',
          },
        },
      },
    },
  });
});

test('what is exported is the deployment of the stage, not what was changed since', async () => {
  await using rest = await openRest();
  const { at, method } = await newMockApi(rest);
  await deploy(rest, at, { stageName: 'dev' });
  const before = await exported(rest, at, 'oas30', 'apigateway');
  await rest.ok('DELETE', method);
  assert.deepEqual(await exported(rest, at, 'oas30', 'apigateway'), before);
});

test('each extension brings its own, and apigateway brings them together (API reference, GetExport)', async () => {
  await using rest = await openRest();
  const { id, at, pet } = await petsApi(rest);
  await rest.patch(at, ['replace', '/apiKeySource', 'AUTHORIZER'], ['add', '/binaryMediaTypes/image~1png']);
  await rest.patch(pet, ['replace', '/apiKeyRequired', 'true']);
  await rest.store.transact(async (tx) => {
    tx.put(authorizerKey(SCOPE, id, 'a1'), {
      id: 'a1',
      name: 'tokens',
      type: 'TOKEN',
      authorizerUri: 'arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/f/invocations',
      identitySource: 'method.request.header.Auth',
      authorizerResultTtlInSeconds: 60,
    });
    tx.put(requestValidatorKey(SCOPE, id, 'v1'), {
      id: 'v1',
      name: 'body only',
      validateRequestBody: true,
      validateRequestParameters: false,
    });
    tx.put(gatewayResponseKey(SCOPE, id, 'DEFAULT_4XX'), { responseType: 'DEFAULT_4XX', statusCode: '418' });
  });
  await deploy(rest, at, { stageName: 'dev' });
  const rootOf = async (extensions: string) =>
    Object.fromEntries(
      Object.entries(await exported(rest, at, 'swagger', extensions)).filter(([name]) => name.startsWith('x-')),
    );
  const validators = {
    'x-amazon-apigateway-request-validators': {
      'body only': { validateRequestParameters: false, validateRequestBody: true },
    },
  };
  const responses = { 'x-amazon-apigateway-gateway-responses': { DEFAULT_4XX: { statusCode: 418 } } };
  assert.deepEqual(await rootOf(''), {});
  assert.deepEqual(await rootOf('validators'), validators);
  assert.deepEqual(await rootOf('gatewayresponses,integrations'), responses);
  assert.deepEqual(await rootOf('apigateway'), {
    ...validators,
    ...responses,
    'x-amazon-apigateway-binary-media-types': ['image/png'],
    'x-amazon-apigateway-api-key-source': 'AUTHORIZER',
  });
  const { securityDefinitions } = await exported(rest, at, 'swagger', 'authorizers');
  assert.deepEqual(securityDefinitions, {
    tokens: {
      type: 'apiKey',
      name: 'Auth',
      in: 'header',
      'x-amazon-apigateway-authtype': 'custom',
      'x-amazon-apigateway-authorizer': {
        type: 'token',
        authorizerUri: 'arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/f/invocations',
        authorizerResultTtlInSeconds: 60,
      },
    },
    api_key: { type: 'apiKey', name: 'x-api-key', in: 'header' },
  });
});

test('models refer to each other inside the document, whatever they are called', async () => {
  await using rest = await openRest();
  const { id, at } = await newMockApi(rest);
  const url = `https://apigateway.amazonaws.com/restapis/${id}/models`;
  const schema = {
    $schema: 'http://json-schema.org/draft-04/schema#',
    type: 'object',
    properties: { next: { $ref: `${url}/Node` }, other: { $ref: '#/definitions/part' } },
    definitions: { part: { type: 'string' } },
  };
  await rest.store.transact(async (tx) => {
    for (const name of ['Node', 'constructor']) {
      const text = JSON.stringify(name === 'Node' ? schema : { type: 'array', items: { $ref: `${url}/Node` } });
      tx.put(modelKey(SCOPE, id, name), { id: name, name, schema: text, contentType: 'application/json' });
    }
  });
  await deploy(rest, at, { stageName: 'dev' });
  const { components } = await exported(rest, at, 'oas30');
  assert.deepEqual(components, {
    schemas: {
      Node: {
        type: 'object',
        properties: {
          next: { $ref: '#/components/schemas/Node' },
          other: { $ref: '#/components/schemas/Node/definitions/part' },
        },
        definitions: { part: { type: 'string' } },
      },
      constructor: { type: 'array', items: { $ref: '#/components/schemas/Node' } },
    },
  });
});

test('a model nested beyond bounds refuses the export, it does not end the process', async () => {
  await using rest = await openRest();
  const { id, at } = await newMockApi(rest);
  const deep = `${'{"items":'.repeat(5000)}{}${'}'.repeat(5000)}`;
  await rest.store.transact(async (tx) => {
    tx.put(modelKey(SCOPE, id, 'Deep'), { id: 'm', name: 'Deep', schema: deep, contentType: 'application/json' });
  });
  await deploy(rest, at, { stageName: 'dev' });
  const seen = await rest.send('GET', `${at}/stages/dev/exports/swagger`);
  refused(seen, 'BadRequestException', 'The schema of model Deep is nested too deeply');
});

test('the answer is a file: its name, its type, JSON or YAML (test_export_oas30_openapi)', async () => {
  await using rest = await openRest();
  const { id: restApiId, at } = await newMockApi(rest);
  await rest.patch(at, ['replace', '/description', 'line one\nline "two": #3']);
  await deploy(rest, at, { stageName: 'dev' });
  const of = async (exportType: string, accepts: string | undefined) => {
    const { GetExport } = rest.handlers;
    const answer = await GetExport({ restApiId, stageName: 'dev', exportType, accepts }, CALL);
    return { ...answer, body: Buffer.from(answer.body ?? '').toString('utf8') };
  };
  const { body, ...json } = await of('oas30', undefined);
  assert.deepEqual(json, {
    contentType: 'application/octet-stream',
    contentDisposition: 'attachment; filename="oas30_2026-01-01T00:00:00Z.json"',
  });
  assert.equal(body, JSON.stringify(JSON.parse(body), null, 2));
  const yaml = await of('swagger', 'application/yaml');
  assert.equal(yaml.contentDisposition, 'attachment; filename="swagger_2026-01-01T00:00:00Z.yaml"');
  assert.ok(
    yaml.body.startsWith('---\nswagger: "2.0"\ninfo:\n  description: "line one\\nline \\"two\\": #3"\n'),
    yaml.body,
  );
  assert.ok(yaml.body.includes('\nschemes:\n- "https"\n'), yaml.body);
});

test('what cannot be exported is refused by name', async () => {
  await using rest = await openRest();
  const { at, method } = await newMockApi(rest);
  await deploy(rest, at, { stageName: 'dev' });
  const send = (path: string) => rest.send('GET', `${at}/stages/${path}`);
  refused(await send('prod/exports/oas30'), 'NotFoundException', 'Invalid stage identifier specified');
  const types = 'Invalid export type specified. Valid options are swagger,oas30';
  refused(await send('dev/exports/constructor'), 'BadRequestException', types);
  const postman = 'Gatehouse does not implement the extension postman of GetExport yet';
  refused(await send('dev/exports/oas30?extensions=postman'), 'NotImplementedException', postman);
  assert.match(
    String((await send('dev/exports/oas30?extensions=toString')).body.message),
    /^Invalid extension specified/,
  );
  await rest.patch(method, ['add', '/requestModels/text~1xml', 'Empty']);
  await deploy(rest, at, { stageName: 'dev' });
  const bodies = 'Only found non-JSON body models for GET /';
  refused(await send('dev/exports/oas30'), 'BadRequestException', bodies);
});

test('documentation of the stage stands in the document, the nearest part for each place (developer guide, publishing)', async () => {
  await using rest = await openRest();
  const { at } = await petsApi(rest);
  const part = (location: object, properties: object) =>
    rest.ok('POST', `${at}/documentation/parts`, { location, properties: JSON.stringify(properties) });
  await part({ type: 'API' }, { info: { description: 'documented', version: 'not mine', 'x-a': 1 }, foo: 1, 'x-b': 2 });
  await part({ type: 'METHOD' }, { summary: 'any', foo: 1, 'x-c': 3, 'x-amazon-apigateway-integration': {} });
  await part({ type: 'METHOD', path: '/pets/{petId}', method: 'GET' }, { summary: 'one pet' });
  await part({ type: 'RESPONSE', path: '/pets', statusCode: '200' }, { description: 'fine' });
  await rest.ok('POST', `${at}/documentation/versions`, { documentationVersion: '1' });
  await deploy(rest, at, { stageName: 'dev' });
  const undocumented = await exported(rest, at, 'oas30', 'documentation');
  assert.equal(undocumented['x-amazon-apigateway-documentation'], undefined);
  await rest.patch(`${at}/stages/dev`, ['replace', '/documentationVersion', '1']);

  const document = (await exported(rest, at, 'oas30')) as {
    readonly info: object;
    readonly paths: { readonly [path: string]: { readonly get: Record<string, unknown> } };
    readonly [member: string]: unknown;
  };
  const version = '2026-01-01T00:00:00Z';
  assert.deepEqual(document.info, { title: 'pets', description: 'documented', version, 'x-a': 1 });
  assert.deepEqual([document['x-b'], document['foo']], [2, undefined]);
  const pets = document.paths['/pets']?.get;
  assert.deepEqual([pets?.['summary'], pets?.['x-c'], pets?.['foo']], ['any', 3, undefined]);
  assert.equal(pets?.['x-amazon-apigateway-integration'], undefined);
  const { 200: ok } = (pets?.['responses'] ?? {}) as { readonly 200?: { readonly description: string } };
  assert.equal(ok?.description, 'fine');
  assert.equal(document.paths['/pets/{petId}']?.get['summary'], 'one pet');
  // "By default, documentation parts are included" (the same page): until the caller says what to include.
  assert.notEqual(document['x-amazon-apigateway-documentation'], undefined);
  const { 'x-amazon-apigateway-documentation': none } = await exported(rest, at, 'oas30', 'integrations');
  assert.equal(none, undefined);

  const withParts = await exported(rest, at, 'swagger', 'documentation');
  const documentation = withParts['x-amazon-apigateway-documentation'] as {
    readonly documentationParts: readonly { readonly location: object; readonly properties: object }[];
  };
  assert.deepEqual(
    { ...documentation, documentationParts: [] },
    { version: '1', createdDate: version, documentationParts: [] },
  );
  const one = documentation.documentationParts.find(({ properties }) => JSON.stringify(properties).includes('one pet'));
  assert.deepEqual(one?.properties, { summary: 'one pet' });
});
