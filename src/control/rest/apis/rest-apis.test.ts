import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AT_START, newApi, openRest, refused } from '../rest.fixture.ts';

const EDGE = { types: ['EDGE'], ipAddressType: 'ipv4' };

test('a new API has these members and no others (test_create_rest_api_with_optional_params)', async () => {
  await using rest = await openRest();
  const { status, body } = await rest.send('POST', '/restapis', { name: 'pets' });
  assert.equal(status, 201);
  assert.match(body.id, /^[a-z0-9]{10}$/);
  assert.match(body.rootResourceId, /^[a-z0-9]{10}$/);
  const shown = {
    id: body.id,
    name: 'pets',
    createdDate: AT_START,
    apiKeySource: 'HEADER',
    endpointConfiguration: EDGE,
    disableExecuteApiEndpoint: false,
    rootResourceId: body.rootResourceId,
  };
  assert.deepEqual(body, shown);
  // Get shows tags even when there are none, a list does not (test_list_and_delete_apis, test_update_rest_api_*).
  assert.deepEqual(await rest.ok('GET', `/restapis/${body.id}`), { ...shown, tags: {} });
  assert.deepEqual(await rest.ok('GET', '/restapis'), { item: [shown] });
});

test('members that are given are shown, an empty list of media types is not', async () => {
  await using rest = await openRest();
  const given = { description: 'all pets', version: 'v1', tags: { MY_TAG1: 'MY_VALUE1' }, minimumCompressionSize: 0 };
  const body = await rest.ok('POST', '/restapis', { name: 'pets', binaryMediaTypes: [], ...given });
  const { description, version, tags, minimumCompressionSize } = body;
  assert.deepEqual({ description, version, tags, minimumCompressionSize }, given);
  assert.ok(!('binaryMediaTypes' in body));
  assert.deepEqual((await rest.ok('GET', '/restapis')).item[0]?.['tags'], given.tags);
  const media = await rest.ok('POST', '/restapis', { name: 'pets', binaryMediaTypes: ['image/png'] });
  assert.deepEqual(media['binaryMediaTypes'], ['image/png']);
});

test('the kind of endpoint decides the kind of address (test_create_rest_api_verify_defaults)', async () => {
  await using rest = await openRest();
  const configured = async (endpointConfiguration: object) =>
    (await rest.ok('POST', '/restapis', { name: 'x', endpointConfiguration }))['endpointConfiguration'];
  assert.deepEqual(await configured({}), EDGE);
  assert.deepEqual(await configured({ types: ['EDGE'] }), EDGE);
  assert.deepEqual(await configured({ types: ['REGIONAL'] }), { types: ['REGIONAL'], ipAddressType: 'ipv4' });
  assert.deepEqual(await configured({ types: ['PRIVATE'] }), { types: ['PRIVATE'], ipAddressType: 'dualstack' });
  const dual = { types: ['EDGE'], ipAddressType: 'dualstack' };
  assert.deepEqual(await configured(dual), dual);
});

const ENUM_TYPES =
  "Value '[wrong]' at 'createRestApiInput.endpointConfiguration.types' failed to satisfy constraint: Member must satisfy constraint: [Member must satisfy enum value set: [PRIVATE, EDGE, REGIONAL]]";
const ENUM_ADDRESS =
  "Value 'wrong' at 'createRestApiInput.endpointConfiguration.ipAddressType' failed to satisfy constraint: Member must satisfy enum value set: [ipv4, dualstack]";
const NO_DESCRIPTION = 'Description cannot be an empty string';
const COMPRESSION = 'Invalid minimum compression size, must be between 0 and 10485760';

// test_create_rest_api_with_optional_params, …_with_endpoint_configuration, …_private_type, …_verify_defaults
const refusals: readonly [input: object, error: string, message: string][] = [
  [{ description: '' }, 'BadRequestException', NO_DESCRIPTION],
  [{ minimumCompressionSize: -1 }, 'BadRequestException', COMPRESSION],
  [{ minimumCompressionSize: 10_485_761 }, 'BadRequestException', COMPRESSION],
  [
    { endpointConfiguration: { types: [] } },
    'BadRequestException',
    'REGIONAL Configuration and EDGE Configuration cannot be both DISABLED.',
  ],
  [
    { endpointConfiguration: { types: ['EDGE', 'REGIONAL'] } },
    'BadRequestException',
    'Cannot create an api with multiple Endpoint Types.',
  ],
  [
    { endpointConfiguration: { types: ['PRIVATE'], ipAddressType: 'ipv4' } },
    'BadRequestException',
    'Only dualstack ipAddressType is supported for Private APIs.',
  ],
  [
    { description: '', endpointConfiguration: { types: ['PRIVATE'], ipAddressType: 'ipv4' } },
    'BadRequestException',
    NO_DESCRIPTION,
  ],
  [
    { endpointConfiguration: { types: ['wrong'] } },
    'ValidationException',
    `1 validation error detected: ${ENUM_TYPES}`,
  ],
  [
    { endpointConfiguration: { ipAddressType: 'wrong' } },
    'ValidationException',
    `1 validation error detected: ${ENUM_ADDRESS}`,
  ],
  [
    { endpointConfiguration: { ipAddressType: 'wrong', types: ['wrong'] } },
    'ValidationException',
    `2 validation errors detected: ${ENUM_TYPES}; ${ENUM_ADDRESS}`,
  ],
];

test('an API that cannot be is refused, and none is made', async () => {
  await using rest = await openRest();
  for (const [input, error, message] of refusals) {
    refused(await rest.send('POST', '/restapis', { name: 'x', ...input }), error, message);
  }
  refused(await rest.send('POST', '/restapis', { name: '' }), 'BadRequestException', 'API Name cannot be empty');
  refused(
    await rest.send('POST', '/restapis', { name: 'x', cloneFrom: 'abc' }),
    'NotFoundException',
    'Invalid API identifier specified 111111111111:abc',
  );
  assert.deepEqual(await rest.ok('GET', '/restapis'), { item: [] });
  assert.equal(await rest.store.sequence(), 0);
});

test('an unknown API is named with the account; ids are case-sensitive (test_get_api_case_insensitive)', async () => {
  await using rest = await openRest();
  const { id } = await newApi(rest);
  const upper = id.toUpperCase();
  const unknown = `Invalid API identifier specified 111111111111:${upper}`;
  refused(await rest.send('GET', `/restapis/${upper}`), 'NotFoundException', unknown);
  refused(await rest.patch(`/restapis/${upper}`, ['replace', '/name', 'x']), 'NotFoundException', unknown);
  refused(await rest.send('DELETE', `/restapis/${upper}`), 'NotFoundException', unknown);
  refused(await rest.send('GET', `/restapis/${upper}/resources`), 'NotFoundException', unknown);
  refused(await rest.send('GET', `/restapis/${upper}/stages`), 'NotFoundException', unknown);
  refused(await rest.send('GET', `/restapis/${upper}/deployments`), 'NotFoundException', unknown);
});

test('deleting an API answers 202 and leaves the others alone (test_list_and_delete_apis)', async () => {
  await using rest = await openRest();
  const [first, second] = [await newApi(rest), await newApi(rest)];
  const { status, body } = await rest.send('DELETE', first.at);
  assert.deepEqual([status, body], [202, undefined]);
  assert.deepEqual(
    (await rest.ok('GET', '/restapis')).item.map(({ id }) => id),
    [second.id],
  );
  await rest.ok('GET', `${second.at}/resources/${second.root}`);
});

test('a tag chooses the id of an API and does not come back; two APIs cannot have one id', async () => {
  await using rest = await openRest();
  const input = { name: 'pets', tags: { _custom_id_: 'my-pets', team: 'a' } };
  const { id, tags } = await rest.ok('POST', '/restapis', input);
  assert.deepEqual([id, tags], ['my-pets', { team: 'a' }]);
  refused(await rest.send('POST', '/restapis', input), 'ConflictException', 'The id my-pets is taken');
});

test('the quota of APIs is one for each kind of endpoint (aws-behaviour.md §3.2)', async () => {
  await using rest = await openRest('aws');
  for (let i = 0; i < 120; i++) await rest.ok('POST', '/restapis', { name: 'edge' });
  const full = 'Maximum number of APIs has been reached.  Please contact AWS if you need additional APIs.';
  refused(await rest.send('POST', '/restapis', { name: 'edge' }), 'LimitExceededException', full);
  const regional = await newApi(rest, { endpointConfiguration: { types: ['REGIONAL'] } });
  const toEdge = await rest.patch(regional.at, ['replace', '/endpointConfiguration/types/REGIONAL', 'EDGE']);
  refused(toEdge, 'LimitExceededException', full);
});
