import assert from 'node:assert/strict';
import { test } from 'node:test';
import { InvalidOpenApi, type ReadOptions, readOpenApi } from '../openapi.ts';

const INFO = { title: 'pets', version: '1' };

function read(document: object, options: ReadOptions = {}) {
  return readOpenApi(JSON.stringify({ openapi: '3.0.1', info: INFO, paths: {}, ...document }), options);
}

/** One operation, `GET /a`, with these members. */
function operation(members: object, others: object = {}) {
  const { parts, errors, warnings } = read({ paths: { '/a': { get: members } }, ...others });
  const method = parts.resources[0]?.methods['GET'];
  assert.ok(method);
  return { method, parts, errors, warnings };
}

test('every member of an integration is taken as AWS writes it', () => {
  const { method, warnings } = operation({
    'x-amazon-apigateway-integration': {
      type: 'http',
      httpMethod: 'POST',
      uri: 'https://example.com',
      connectionType: 'vpc_link',
      connectionId: 'abc',
      credentials: 'arn:aws:iam::111111111111:role/r',
      contentHandling: 'convert_to_text',
      passthroughBehavior: 'never',
      cacheNamespace: 'ns',
      cacheKeyParameters: ['method.request.querystring.q'],
      responseTransferMode: 'stream',
      integrationTarget: 'arn:aws:elasticloadbalancing:us-east-1:111111111111:listener/app/a',
      timeoutInMillis: '100',
      tlsConfig: { insecureSkipVerification: true },
      requestParameters: { 'integration.request.header.A': "'a'" },
      requestTemplates: { 'application/json': '{}' },
      payloadFormatVersion: 1.0,
      responses: {
        default: { statusCode: '200' },
        '4\\d{2}': { statusCode: 400, contentHandling: 'CONVERT_TO_BINARY', responseTemplates: { 'text/plain': 'no' } },
      },
    },
  });
  assert.deepEqual(warnings, []);
  assert.deepEqual(method.methodIntegration, {
    type: 'HTTP',
    passthroughBehavior: 'NEVER',
    timeoutInMillis: 100,
    cacheNamespace: 'ns',
    cacheKeyParameters: ['method.request.querystring.q'],
    httpMethod: 'POST',
    uri: 'https://example.com',
    connectionType: 'VPC_LINK',
    connectionId: 'abc',
    credentials: 'arn:aws:iam::111111111111:role/r',
    contentHandling: 'CONVERT_TO_TEXT',
    responseTransferMode: 'STREAM',
    integrationTarget: 'arn:aws:elasticloadbalancing:us-east-1:111111111111:listener/app/a',
    tlsConfig: { insecureSkipVerification: true },
    requestParameters: { 'integration.request.header.A': "'a'" },
    requestTemplates: { 'application/json': '{}' },
    integrationResponses: {
      200: { statusCode: '200' },
      400: {
        statusCode: '400',
        selectionPattern: '4\\d{2}',
        responseTemplates: { 'text/plain': 'no' },
        contentHandling: 'CONVERT_TO_BINARY',
      },
    },
  });
});

test('references within the document are followed wherever objects may stand', () => {
  const { method, warnings } = operation(
    {
      parameters: [{ $ref: '#/components/parameters/q~1x' }],
      requestBody: { $ref: '#/components/requestBodies/Body' },
      responses: { 200: { $ref: '#/components/responses/Ok' }, 500: { $ref: '#/components/responses/None' } },
    },
    {
      components: {
        parameters: { 'q/x': { name: 'q', in: 'query', required: true } },
        requestBodies: { Body: { content: { 'text/xml': { schema: { $ref: '#/components/schemas/Pet' } } } } },
        responses: { Ok: { description: 'ok', headers: { 'X-A': { schema: { type: 'string' } } } } },
        schemas: { Pet: { type: 'object' } },
      },
    },
  );
  assert.deepEqual(method.requestParameters, { 'method.request.querystring.q': true });
  assert.deepEqual(method.requestModels, { 'text/xml': 'Pet' });
  assert.deepEqual(method.methodResponses, {
    200: { statusCode: '200', responseParameters: { 'method.response.header.X-A': false } },
  });
  assert.deepEqual(warnings, ["Reference to '#/components/responses/None' not found. Ignoring."]);
});

test('references that go round end', () => {
  const { warnings } = operation(
    { parameters: [{ $ref: '#/components/parameters/a' }] },
    {
      components: {
        parameters: { a: { $ref: '#/components/parameters/b' }, b: { $ref: '#/components/parameters/a' } },
      },
    },
  );
  assert.deepEqual(warnings, ["Reference to '#/components/parameters/a' not found. Ignoring."]);
});

test('parameters of the path are those of its operations, which may say otherwise', () => {
  const { parts } = read({
    paths: {
      '/a/{id}': {
        parameters: [
          { name: 'q', in: 'query', required: true },
          { name: 'h', in: 'header', required: true },
        ],
        get: { parameters: [{ name: 'q', in: 'query' }] },
      },
    },
  });
  assert.deepEqual(parts.resources[0]?.methods['GET']?.requestParameters, {
    'method.request.path.id': true,
    'method.request.querystring.q': false,
    'method.request.header.h': true,
  });
});

test('an inline schema becomes a model once, under the same name each time; a text has none', () => {
  const schema = { type: 'object', properties: { a: { type: 'string' } } };
  const members = {
    responses: {
      200: { content: { 'application/json': { schema } } },
      201: { content: { 'application/json': { schema } } },
      404: { content: { 'application/json': { schema: { type: 'string' } } } },
    },
  };
  const { method, parts, warnings } = operation(members);
  const [model, ...others] = parts.models;
  assert.equal(others.length, 0);
  assert.match(model?.name ?? '', /^MODEL[0-9a-f]{6}$/);
  assert.deepEqual(JSON.parse(model?.schema ?? ''), schema);
  assert.equal(method.methodResponses?.['200']?.responseModels?.['application/json'], model?.name);
  assert.equal(method.methodResponses?.['201']?.responseModels?.['application/json'], model?.name);
  assert.equal(operation(members).parts.models[0]?.name, model?.name);
  // Quoted from AWS by its users.
  assert.deepEqual(warnings, ["Unsupported model type 'StringSchema' in 404 response to method 'GET /a'. Ignoring."]);
});

test('2.0 has one schema for all that is consumed and produced', () => {
  const { parts } = readOpenApi(
    JSON.stringify({
      swagger: '2.0',
      info: INFO,
      consumes: ['application/xml'],
      paths: {
        '/a': {
          post: {
            produces: ['application/json', 'text/csv'],
            parameters: [{ in: 'body', name: 'x', schema: { $ref: '#/definitions/Pet' } }],
            responses: { 200: { schema: { $ref: '#/definitions/Pet' } } },
          },
        },
      },
      definitions: { Pet: { type: 'object' } },
    }),
  );
  const method = parts.resources[0]?.methods['POST'];
  assert.deepEqual(method?.requestModels, { 'application/xml': 'Pet' });
  assert.deepEqual(method?.methodResponses?.['200']?.responseModels, { 'application/json': 'Pet', 'text/csv': 'Pet' });
});

// The sentences are quoted from AWS by its users, but for those of deviations.
const remarks: readonly [name: string, document: object, warning: string][] = [
  [
    'a scheme of a type that REST APIs do not have',
    { components: { securitySchemes: { oauth: { type: 'oauth2' } } } },
    "Unsupported security definition type 'oauth2' for 'oauth'. Ignoring.",
  ],
  [
    'more than one server',
    { servers: [{ url: '/' }, { url: '/' }] },
    'More than one server provided. Ignoring all but the first for defining endpoint configuration',
  ],
  [
    'a model that is not there',
    {
      paths: {
        '/a': {
          get: { responses: { 200: { content: { 'a/b': { schema: { $ref: '#/components/schemas/None' } } } } } },
        },
      },
    },
    "Reference to model 'None' not found. Ignoring.",
  ],
  [
    'a member that is unexpected',
    { components: { wrong: 1 } },
    'Parse issue: attribute components.wrong is unexpected',
  ],
  [
    'what HTTP APIs have',
    { 'x-amazon-apigateway-cors': {} },
    'x-amazon-apigateway-cors is supported for HTTP APIs only. Ignoring.',
  ],
];
for (const [name, document, warning] of remarks) {
  test(`${name} is remarked upon`, () => {
    const { errors, warnings } = read(document);
    assert.deepEqual([errors, warnings], [[], [warning]]);
  });
}

test('an operation that asks for a scheme nobody defined is refused, not left open', () => {
  const { errors } = operation({ security: [{ nobody: [] }] });
  assert.deepEqual(errors, [
    "Unable to put method 'GET' on resource at path '/a': Invalid security definition specified: nobody",
  ]);
});

test('of two members of one name the last counts, which is said, in JSON and in YAML', () => {
  const json = '{"openapi":"3.0.1","info":{"title":"a","title":"b","version":"1"},"paths":{}}';
  const yaml = 'openapi: 3.0.1\ninfo:\n  title: a\n  title: b\n  version: 1\npaths: {}\n';
  for (const text of [json, yaml]) {
    const { parts, warnings } = readOpenApi(text);
    assert.equal(parts.api.name, 'b');
    assert.deepEqual(warnings, ['Parse issue: attribute title is given more than once. Ignoring all but the last']);
  }
});

test('aliases are copies within a bound, and merge keys give what is not there', () => {
  const { parts } = readOpenApi(
    'openapi: 3.0.1\ninfo: {title: a, version: 1.10}\nx-a: &a {operationId: one, x-b: 1}\npaths:\n  /a:\n    get: {<<: *a, operationId: two}\n    put: *a\n',
  );
  assert.equal(parts.api.version, '1.10');
  assert.equal(parts.resources[0]?.methods['GET']?.operationName, 'two');
  assert.equal(parts.resources[0]?.methods['PUT']?.operationName, 'one');
  const names = [...'abcdefghijkl'];
  const laughs = names.map((name, i) => `x-${name}: &${name} [${i === 0 ? 1 : Array(9).fill(`*${names[i - 1]}`)}]`);
  assert.throws(() => readOpenApi(['openapi: 3.0.1', ...laughs].join('\n')), InvalidOpenApi);
});

for (const [name, text] of [
  ['lists in one line', `openapi: 3.0.1\nx-a: ${'[a,'.repeat(200_000)}`],
  ['lists of lists', `x-a:\n  ${'- '.repeat(200_000)}a`],
  ['maps below maps', Array.from({ length: 2_000 }, (_, i) => `${' '.repeat(i)}a:`).join('\n')],
  ['JSON objects', '{"a":'.repeat(200_000)],
] as const) {
  test(`${name} that are too deep are refused`, () => {
    assert.throws(() => readOpenApi(text), InvalidOpenApi);
  });
}

test('so many remarks are kept, and so much of each', () => {
  const paths = Object.fromEntries(Array.from({ length: 2_000 }, (_, i) => [`p${i}${'x'.repeat(2_000)}`, {}]));
  const { warnings } = read({ paths });
  assert.equal(warnings.length, 501);
  assert.ok(warnings.every((warning) => warning.length <= 1_001));
});

/** A document with something of everything, for the mutations. */
const EVERYTHING = {
  swagger: '2.0',
  info: INFO,
  basePath: '/v1',
  tags: [{ name: 'a', 'x-amazon-apigateway-tag-value': 'b' }],
  security: [{ token: [] }],
  paths: {
    '/a/{id}': {
      parameters: [{ $ref: '#/parameters/q' }],
      'x-amazon-apigateway-any-method': {
        operationId: 'any',
        'x-amazon-apigateway-auth': { type: 'NONE' },
        parameters: [{ in: 'body', name: 'x', schema: { $ref: '#/definitions/Pet' } }],
        responses: { 200: { schema: { type: 'array', items: { $ref: '#/definitions/Pet' } }, headers: { A: {} } } },
        'x-amazon-apigateway-integration': {
          type: 'http',
          httpMethod: 'GET',
          uri: 'https://example.com',
          requestParameters: { 'integration.request.path.id': 'method.request.path.id' },
          responses: { default: { statusCode: '200', responseParameters: { 'method.response.header.A': "'a'" } } },
        },
      },
    },
  },
  parameters: { q: { name: 'q', in: 'query' } },
  definitions: { Pet: { type: 'object', properties: { other: { $ref: '#/definitions/Pet' } } } },
  securityDefinitions: {
    token: {
      type: 'apiKey',
      name: 'Authorization',
      in: 'header',
      'x-amazon-apigateway-authorizer': { type: 'token', authorizerUri: 'arn', providerARNs: ['x'] },
    },
  },
  'x-amazon-apigateway-request-validators': { all: { validateRequestBody: true } },
  'x-amazon-apigateway-gateway-responses': { DEFAULT_4XX: { responseTemplates: { 'a/b': 'x' } } },
  'x-amazon-apigateway-policy': { Statement: [] },
  'x-amazon-apigateway-binary-media-types': ['a/b'],
  'x-amazon-apigateway-minimum-compression-size': 1,
  'x-amazon-apigateway-endpoint-configuration': { vpcEndpointIds: ['vpce-1'] },
  'x-amazon-apigateway-documentation': { documentationParts: [{ location: { type: 'API' }, properties: {} }] },
};

/** What stands where something else is expected. */
const JUNK: readonly unknown[] = [
  null,
  true,
  0,
  -1.5,
  '',
  'text',
  '/',
  [],
  {},
  [null],
  { $ref: '#/' },
  { $ref: '#' },
  { a: {} },
];

test('300 documents with something else in a place, or nothing, are read or refused', () => {
  let seed = 7;
  const random = (below: number): number => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((seed / 2_147_483_648) * below);
  };
  let reads = 0;
  for (let i = 0; i < 300; i++) {
    const document = structuredClone(EVERYTHING);
    for (let changes = 0; changes <= random(3); changes++) {
      const places = placesOf(document);
      const [parent, key] = places[random(places.length)] as (typeof places)[number];
      const junk = random(JUNK.length + 1);
      if (junk === JUNK.length) delete parent[key];
      else parent[key] = structuredClone(JUNK[junk]);
    }
    try {
      const { parts } = readOpenApi(JSON.stringify(document), { basePath: 'split', restApiId: 'abc' });
      // What was read is JSON, as every record is.
      assert.deepEqual(JSON.parse(JSON.stringify(parts)), parts);
      reads++;
    } catch (error) {
      if (!(error instanceof InvalidOpenApi)) throw new Error(JSON.stringify(document), { cause: error });
    }
  }
  assert.ok(reads > 200, `${reads} of 300`);
});

function placesOf(value: unknown): [parent: Record<string, unknown>, key: string][] {
  if (typeof value !== 'object' || value === null) return [];
  const parent = value as Record<string, unknown>;
  return Object.keys(parent).flatMap(
    (key) => [[parent, key], ...placesOf(parent[key])] as [Record<string, unknown>, string][],
  );
}
