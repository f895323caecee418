import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newApi, openRest, type RestClient, refused } from '../rest.fixture.ts';
import { imported, methodOf, OPERATION, oas30, resourcesOf, swagger } from './import.fixture.ts';

const LAMBDA =
  'arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:111111111111:function:f/invocations';
const HEADER = { type: 'apiKey', name: 'Authorization', in: 'header', 'x-amazon-apigateway-authtype': 'custom' };
const TOKEN = { ...HEADER, 'x-amazon-apigateway-authorizer': { type: 'token', authorizerUri: LAMBDA } };
const withAuthorizer = { securityDefinitions: { auth: TOKEN } };

async function importing(rest: RestClient, document: object, query = '') {
  return rest.send('POST', `/restapis?mode=import${query}`, document);
}

test('a method whose security names an authorizer that is not there is not made (amazon-archives/aws-apigateway-importer#187)', async () => {
  await using rest = await openRest();
  const document = swagger(
    { '/a': { get: { ...OPERATION, security: [{ auth: [] }] }, put: OPERATION } },
    { securityDefinitions: { auth: HEADER } },
  );
  const { status, body } = await importing(rest, document);
  assert.equal(status, 201);
  assert.deepEqual(body['warnings'], [
    "Unable to create authorizer from security definition: 'auth'. Extension x-amazon-apigateway-authorizer is required. Any methods with security: 'auth' will not be created. If this security definition is not a custom authorizer, remove the x-amazon-apigateway-authtype extension and it will be ignored.",
  ]);
  const resource = (await resourcesOf(rest, `/restapis/${body.id}`)).get('/a');
  assert.deepEqual(Object.keys(resource?.['resourceMethods'] ?? {}), ['PUT']);
});

test('security that cannot be read refuses the document: the method is not imported open', async () => {
  await using rest = await openRest();
  for (const [extra, end] of [
    [{ security: { auth: [] } }, 'Invalid security specified: {"auth":[]}'],
    [{ security: ['auth'] }, 'Invalid security specified: ["auth"]'],
    [{ 'x-amazon-apigateway-auth': 'AWS_IAM' }, 'Invalid x-amazon-apigateway-auth type AWS_IAM'],
    [{ 'x-amazon-apigateway-auth': { typ: 'AWS_IAM' } }, 'Invalid x-amazon-apigateway-auth type {"typ":"AWS_IAM"}'],
  ] as const) {
    refused(
      await importing(rest, swagger({ '/a': { get: { ...OPERATION, ...extra } } }, withAuthorizer)),
      'BadRequestException',
      `Errors found during import:\n\tUnable to put method 'GET' on resource at path '/a': ${end}`,
    );
  }
  assert.deepEqual((await rest.ok('GET', '/restapis')).item, []);
});

test('Unused is the name of no header (AWS developer guide, x-amazon-apigateway-authorizer)', async () => {
  await using rest = await openRest();
  const authorizer = { type: 'request', authorizerUri: LAMBDA, authorizerResultTtlInSeconds: 0 };
  const auth = { ...HEADER, name: 'Unused', 'x-amazon-apigateway-authorizer': authorizer };
  const at = await imported(rest, swagger({ '/a': { get: OPERATION } }, { securityDefinitions: { auth } }));
  const [one] = (await rest.ok('GET', `${at}/authorizers`)).item;
  assert.equal(one?.['identitySource'], undefined);
  assert.equal(one?.['authorizerResultTtlInSeconds'], 0);
});

test('a validator that a document turns on with a text is on, and one that says neither is refused', async () => {
  await using rest = await openRest();
  const validators = (body: unknown) => ({
    'x-amazon-apigateway-request-validators': { v: { validateRequestBody: body, validateRequestParameters: 'true' } },
  });
  const at = await imported(rest, swagger({ '/a': { get: OPERATION } }, validators('true')));
  const [one] = (await rest.ok('GET', `${at}/requestvalidators`)).item;
  assert.deepEqual([one?.['validateRequestBody'], one?.['validateRequestParameters']], [true, true]);
  refused(
    await importing(rest, swagger({ '/a': { get: OPERATION } }, validators('yes'))),
    'BadRequestException',
    "Errors found during import:\n\tUnable to create request validator 'v': Invalid validateRequestBody specified: yes",
  );
});

test('a policy has whole ARNs for its short ones (AWS developer guide, x-amazon-apigateway-policy)', async () => {
  await using rest = await openRest();
  const statement = { Effect: 'Deny', Principal: '*', Action: 'execute-api:Invoke' };
  const policy = {
    Version: '2012-10-17',
    Statement: [
      { ...statement, Resource: ['execute-api:/*', 'execute-api:/dev/GET/a'] },
      { ...statement, NotResource: 'execute-api:/x' },
    ],
  };
  const at = await imported(rest, swagger({ '/a': { get: OPERATION } }, { 'x-amazon-apigateway-policy': policy }));
  const shown = (await rest.ok('GET', at))['policy'];
  const arn = `arn:aws:execute-api:us-east-1:111111111111:${at.split('/')[2]}`;
  assert.deepEqual(JSON.parse(JSON.parse(`"${shown}"`)).Statement, [
    { ...statement, Resource: [`${arn}/*`, `${arn}/dev/GET/a`] },
    { ...statement, NotResource: `${arn}/x` },
  ]);
});

test('what is spelt or shaped wrong is named in a warning, not lost', async () => {
  await using rest = await openRest();
  const integration = { type: 'mock', requestTemplates: '{}', responses: [], tlsConfig: 'x', requestParameters: [] };
  const get = {
    'x-amazon-apigateway-integration': integration,
    'x-amazon-apigateway-request-validater': 'all',
    parameters: [{ name: 'q', in: 'query', required: 'yes' }],
  };
  const typo = { ...TOKEN, 'x-amazon-apigateway-authorizer': { type: 'token', authorizerUri: LAMBDA, ttl: 1 } };
  const { body } = await importing(
    rest,
    swagger(
      { '/a': { get } },
      { definitions: [], 'x-amazon-apigateway-binary-types': ['*/*'], securityDefinitions: { auth: typo } },
    ),
  );
  const ofIntegration = (property: string, got: string): string =>
    `Invalid format for '${property}'. Expected type object of resource '/a' and method 'GET' but got '${got}'`;
  assert.deepEqual(body['warnings'], [
    "Unknown extension 'x-amazon-apigateway-binary-types'. Ignoring.",
    'Parse issue: attribute definitions is not of type `object`',
    "Unknown property 'ttl' in authorizer 'auth'. Ignoring.",
    "Unknown extension 'x-amazon-apigateway-request-validater' in method 'GET' on resource at path '/a'. Ignoring.",
    "Invalid required 'yes' of parameter 'q' of method 'GET' on resource at path '/a'. Ignoring.",
    ofIntegration('requestTemplates', '{}'),
    ofIntegration('responses', '[]'),
    ofIntegration('tlsConfig', 'x'),
    ofIntegration('requestParameters', '[]'),
  ]);
});

test('an update says that it leaves the endpoint and the tags as they are', async () => {
  await using rest = await openRest();
  const { at } = await newApi(rest, { endpointConfiguration: { types: ['REGIONAL'] }, tags: { a: 'b' } });
  const tagged = (value: string) =>
    swagger({ '/a': { get: OPERATION } }, { tags: [{ name: 'a', 'x-amazon-apigateway-tag-value': value }] });
  const same = await rest.ok('PUT', `${at}?endpointConfigurationTypes=REGIONAL&failonwarnings=true`, tagged('b'));
  assert.equal(same['warnings'], undefined);
  const query = 'endpointConfigurationTypes=PRIVATE&vpcEndpointIds=vpce-1,vpce-2';
  const warnings = [
    'The endpoint configuration of an existing API is not changed. Ignoring endpointConfigurationTypes.',
    'The endpoint configuration of an existing API is not changed. Ignoring vpcEndpointIds.',
    'The tags of an existing API are not changed. Ignoring x-amazon-apigateway-tag-value.',
  ];
  const other = await rest.ok('PUT', `${at}?${query}`, tagged('c'));
  assert.deepEqual(other['warnings'], warnings);
  assert.deepEqual(other['endpointConfiguration'], { types: ['REGIONAL'], ipAddressType: 'ipv4' });
  refused(
    await rest.send('PUT', `${at}?${query}&failonwarnings=true`, tagged('c')),
    'BadRequestException',
    ['Warnings found during import:', ...warnings].join('\n\t'),
  );
});

test('a document of too many resources is refused before its work is done', async () => {
  await using rest = await openRest();
  const paths = Object.fromEntries(Array.from({ length: 60_000 }, (_, i) => [`/p${i}`, {}]));
  const before = process.cpuUsage();
  assert.equal((await importing(rest, swagger(paths))).error, 'LimitExceededException');
  // Each new resource is held against its siblings: all of them took minutes.
  assert.ok(process.cpuUsage(before).user < 15_000_000);
});

test('a template that all methods refer to counts for each of them', async () => {
  await using rest = await openRest();
  const shared = { type: 'mock', requestTemplates: { 'application/json': 'x'.repeat(300_000) } };
  const get = { 'x-amazon-apigateway-integration': { $ref: '#/components/x-amazon-apigateway-integrations/one' } };
  const document = (count: number) =>
    oas30(Object.fromEntries(Array.from({ length: count }, (_, i) => [`/p${i}`, { get }])), {
      components: { 'x-amazon-apigateway-integrations': { one: shared } },
    });
  refused(
    await importing(rest, document(300)),
    'BadRequestException',
    'The methods of an API definition have at most 67108864 characters together',
  );
  const at = await imported(rest, document(2));
  assert.equal((await methodOf(rest, at, '/p1', 'GET'))['apiKeyRequired'], false);
});

test('merging does not leave a method with an authorizer of another type', async () => {
  await using rest = await openRest();
  const at = await imported(
    rest,
    swagger({ '/a': { get: { ...OPERATION, security: [{ auth: [] }] } } }, withAuthorizer),
  );
  const providerARNs = ['arn:aws:cognito-idp:us-east-1:111111111111:userpool/us-east-1_ABC123'];
  const pool = { ...HEADER, 'x-amazon-apigateway-authorizer': { type: 'cognito_user_pools', providerARNs } };
  const others = { securityDefinitions: { auth: pool } };
  refused(
    await rest.send('PUT', at, swagger({ '/b': { get: OPERATION } }, others)),
    'BadRequestException',
    "Errors found during import:\n\tUnable to put method 'GET' on resource at path '/a': Invalid authorizer ID specified. Setting the authorization type to CUSTOM or COGNITO_USER_POOLS requires a valid authorizer.",
  );
  // With the method in the document it is a method of the new type.
  await rest.ok('PUT', at, swagger({ '/a': { get: { ...OPERATION, security: [{ auth: [] }] } } }, others));
  assert.equal((await methodOf(rest, at, '/a', 'GET'))['authorizationType'], 'COGNITO_USER_POOLS');
});

test('bytes that are not UTF-8 are no document', async () => {
  await using rest = await openRest();
  refused(
    await rest.send('POST', '/restapis?mode=import', Uint8Array.of(0x7b, 0xff, 0x7d)),
    'BadRequestException',
    'Invalid OpenAPI input.',
  );
});
