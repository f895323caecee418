import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newApi, openRest, type PatchOperation, type RestClient, refused, wrongOps } from '../rest.fixture.ts';

/** A new API after some patches. */
async function patched(rest: RestClient, input: object, ...operations: readonly PatchOperation[]) {
  const { at } = await newApi(rest, input);
  const { status, body } = await rest.patch(at, ...operations);
  assert.equal(status, 200, JSON.stringify(body));
  assert.deepEqual(await rest.ok('GET', at), body);
  return body;
}

test('media types stand in the path, and replacing one puts it last (test_update_rest_api_operation_add_remove)', async () => {
  await using rest = await openRest();
  const { at } = await newApi(rest, { description: 'this is my api' });
  const types = async (...operations: readonly PatchOperation[]) =>
    (await rest.patch(at, ...operations)).body['binaryMediaTypes'];
  assert.deepEqual(await types(['add', '/binaryMediaTypes/image~1png'], ['add', '/binaryMediaTypes/image~1jpeg']), [
    'image/png',
    'image/jpeg',
  ]);
  assert.deepEqual(await types(['replace', '/binaryMediaTypes/image~1png', 'image/gif']), ['image/jpeg', 'image/gif']);
  const { body } = await rest.patch(at, ['remove', '/binaryMediaTypes/image~1gif'], ['remove', '/description']);
  assert.deepEqual(body['binaryMediaTypes'], ['image/jpeg']);
  assert.ok(!('description' in body));
  assert.deepEqual(body['tags'], {});
  assert.equal(await types(['remove', '/binaryMediaTypes/image~1jpeg']), undefined);
  // test_update_rest_api_behaviour
  assert.deepEqual(await types(['add', '/binaryMediaTypes/-', 'image/png']), ['-']);
});

test('compression is a size, and no size turns it off (test_update_rest_api_compression)', async () => {
  await using rest = await openRest();
  const size = async (value?: string) =>
    (await patched(rest, { minimumCompressionSize: 5 }, ['replace', '/minimumCompressionSize', value]))[
      'minimumCompressionSize'
    ];
  assert.equal(await size('10'), 10);
  assert.equal(await size('0'), 0);
  assert.equal(await size(''), undefined);
  assert.equal(await size(), undefined);
});

test('the endpoint becomes private with an address of its own (test_update_rest_api_ip_address_type)', async () => {
  await using rest = await openRest();
  const body = await patched(rest, {}, ['replace', '/endpointConfiguration/types/EDGE', 'PRIVATE']);
  assert.deepEqual(body['endpointConfiguration'], { types: ['PRIVATE'], ipAddressType: 'dualstack' });
  const dual = await patched(rest, {}, ['replace', '/endpointConfiguration/ipAddressType', 'dualstack']);
  assert.deepEqual(dual['endpointConfiguration'], { types: ['EDGE'], ipAddressType: 'dualstack' });
});

test('VPC endpoints stand in the value, the policy shows escaped (test_create_execute_api_vpc_endpoint)', async () => {
  await using rest = await openRest();
  const statement = { Effect: 'Allow', Principal: '*', Action: 'execute-api:Invoke', Resource: 'execute-api:/a\\b' };
  const policy = JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
  const { at } = await newApi(rest);
  const endpoints = '/endpointConfiguration/vpcEndpointIds';
  const { body } = await rest.patch(
    at,
    ['replace', '/endpointConfiguration/types/EDGE', 'PRIVATE'],
    ['add', endpoints, 'vpce-1'],
    ['add', endpoints, 'vpce-2,vpce-3'],
    ['remove', endpoints, 'vpce-2'],
    ['replace', '/policy', policy],
  );
  assert.deepEqual(body['endpointConfiguration'], {
    types: ['PRIVATE'],
    ipAddressType: 'dualstack',
    vpcEndpointIds: ['vpce-1', 'vpce-3'],
  });
  assert.equal(JSON.parse(`"${body['policy']}"`), policy);
  assert.equal((await rest.ok('GET', '/restapis')).item[0]?.['policy'], body['policy']);
  const { body: without } = await rest.patch(at, ['replace', '/policy', ''], ['remove', endpoints, 'vpce-1,vpce-3']);
  assert.ok(!('policy' in without));
  assert.deepEqual(without['endpointConfiguration'], { types: ['PRIVATE'], ipAddressType: 'dualstack' });
});

test('the plain members', async () => {
  await using rest = await openRest();
  const body = await patched(
    rest,
    {},
    ['replace', '/name', 'cats'],
    ['replace', '/description', 'all cats'],
    ['replace', '/version', 'v2'],
    ['replace', '/apiKeySource', 'AUTHORIZER'],
    ['replace', '/disableExecuteApiEndpoint', 'true'],
  );
  const { name, description, version, apiKeySource, disableExecuteApiEndpoint } = body;
  assert.deepEqual(
    [name, description, version, apiKeySource, disableExecuteApiEndpoint],
    ['cats', 'all cats', 'v2', 'AUTHORIZER', true],
  );
});

const COMPRESSION = 'Invalid minimum compression size, must be between 0 and 10485760';
const ONLY_REPLACE = 'Invalid patch operation specified. Must be one of: [replace]';

const refusals: readonly [operation: PatchOperation, message: string][] = [
  // test_update_rest_api_compression
  [['replace', '/minimumCompressionSize', '-1'], COMPRESSION],
  [['replace', '/minimumCompressionSize', 'test'], COMPRESSION],
  [['add', '/minimumCompressionSize', '10'], ONLY_REPLACE],
  // test_update_rest_api_behaviour
  [['add', '/binaryMediaTypes', 'image/gif'], 'Invalid patch path /binaryMediaTypes'],
  [['replace', '/binaryMediaTypes', 'image/gif'], 'Invalid patch path /binaryMediaTypes'],
  [['remove', '/binaryMediaTypes'], 'Invalid patch path /binaryMediaTypes'],
  // test_update_rest_api_ip_address_type
  [['replace', '/endpointConfiguration/ipAddressType', 'wrong'], 'ipAddressType must be either ipv4 or dualstack.'],
  [['add', '/endpointConfiguration/ipAddressType', 'dualstack'], ONLY_REPLACE],
  [
    ['replace', '/endpointConfiguration/types/EDGE', 'wrong'],
    'Invalid EndpointTypes specified. Valid options are REGIONAL,EDGE,PRIVATE',
  ],
  [
    ['test', '/endpointConfiguration/types/EDGE', 'PRIVATE'],
    "Invalid patch operation specified. Must be 'add'|'remove'|'replace'",
  ],
  // the machinery that the nouns share (test_update_gateway_response)
  [['replace', undefined, 'x'], 'Invalid patch path null'],
  [['replace', '/wrongPath', 'x'], 'Invalid patch path /wrongPath'],
  [['replace', 'constructor', 'x'], 'Invalid patch path constructor'],
  [['replace', '/__proto__', 'x'], 'Invalid patch path /__proto__'],
  // ours
  [['replace', '/name', ''], 'API Name cannot be empty'],
  [['replace', '/apiKeySource', 'COOKIE'], 'Invalid apiKeySource specified. Valid options are HEADER,AUTHORIZER'],
];

test('a patch that is refused changes nothing, not even what came before it', async () => {
  await using rest = await openRest();
  const { at } = await newApi(rest);
  const before = await rest.ok('GET', at);
  for (const [operation, message] of refusals) {
    refused(await rest.patch(at, ['replace', '/description', 'changed'], operation), 'BadRequestException', message);
  }
  const privately = (await newApi(rest, { endpointConfiguration: { types: ['PRIVATE'] } })).at;
  refused(
    await rest.patch(privately, ['replace', '/endpointConfiguration/ipAddressType', 'ipv4']),
    'BadRequestException',
    'Only dualstack ipAddressType is supported for Private APIs.',
  );
  assert.deepEqual(await rest.ok('GET', at), before);
});

test('unknown operations are counted together (test_update_rest_api_concatenation_of_errors)', async () => {
  await using rest = await openRest();
  const { at } = await newApi(rest);
  const path = '/endpointConfiguration/ipAddressType';
  refused(
    await rest.patch(at, ['wrong', path, 'ipv4'], ['wrong', path, 'dualstack']),
    'ValidationException',
    wrongOps('updateRestApiInput', 'wrong', 1, 2),
  );
});

test('a policy is one that can be evaluated (aws/chalice#2065)', async () => {
  await using rest = await openRest();
  const { at } = await newApi(rest);
  const message = 'Invalid policy document. Please check the policy syntax and ensure that Principals are valid.';
  for (const policy of ['nope', '[]', '"{}"', '{"Version":', '{}', '{"Statement":[{"Effect":"Allow"}]}']) {
    refused(await rest.send('POST', '/restapis', { name: 'a', policy }), 'BadRequestException', message);
    refused(await rest.patch(at, ['replace', '/policy', policy]), 'BadRequestException', message);
  }
  assert.ok(!('policy' in (await rest.ok('POST', '/restapis', { name: 'a', policy: '' }))));
  assert.ok(!('policy' in (await rest.ok('GET', at))));
});

test('only private APIs have VPC endpoints (aws/aws-cdk#9684)', async () => {
  await using rest = await openRest();
  const message = 'VPCEndpoints can only be specified with PRIVATE apis.';
  const create = (type: string) =>
    rest.send('POST', '/restapis', { name: 'a', endpointConfiguration: { types: [type], vpcEndpointIds: ['vpce-1'] } });
  for (const type of ['EDGE', 'REGIONAL']) refused(await create(type), 'BadRequestException', message);
  const at = `/restapis/${(await create('PRIVATE')).body.id}`;
  const toRegional: PatchOperation = ['replace', '/endpointConfiguration/types/PRIVATE', 'REGIONAL'];
  refused(await rest.patch(at, toRegional), 'BadRequestException', message);
  const { body } = await rest.patch(at, toRegional, ['remove', '/endpointConfiguration/vpcEndpointIds', 'vpce-1']);
  assert.deepEqual(body['endpointConfiguration'], { types: ['REGIONAL'], ipAddressType: 'dualstack' });
  refused(
    await rest.patch(at, ['add', '/endpointConfiguration/vpcEndpointIds', 'vpce-1']),
    'BadRequestException',
    message,
  );
});

// The values are those of the API reference, UpdateRestApi.
test('security policies and access modes are those that there are', async () => {
  await using rest = await openRest();
  const { at } = await newApi(rest);
  for (const member of ['securityPolicy', 'endpointAccessMode']) {
    const { status, body } = await rest.patch(at, ['replace', `/${member}`, 'nope']);
    assert.equal(status, 400);
    assert.match(
      String(body.message),
      new RegExp(`^Invalid ${member} specified. Valid options are .*(TLS_1_2|STRICT)`),
    );
  }
  const { body } = await rest.patch(
    at,
    ['replace', '/securityPolicy', 'SecurityPolicy_TLS13_1_3_2025_09'],
    ['replace', '/endpointAccessMode', 'STRICT'],
  );
  assert.deepEqual(
    [body['securityPolicy'], body['endpointAccessMode']],
    ['SecurityPolicy_TLS13_1_3_2025_09', 'STRICT'],
  );
});

test('one patch after the other does not grow an API without end', async () => {
  await using rest = await openRest();
  const { at } = await newApi(rest);
  const types = (page: number) =>
    Array.from({ length: 200 }, (_, i) => ['add', `/binaryMediaTypes/a~1${page}.${i}${'x'.repeat(4_000)}`] as const);
  assert.equal((await rest.patch(at, ...types(0))).status, 200);
  refused(
    await rest.patch(at, ...types(1)),
    'BadRequestException',
    'The API exceeds the maximum size of 1048576 bytes',
  );
  assert.equal(((await rest.ok('GET', at))['binaryMediaTypes'] as string[]).length, 200);
});
