import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newApi, openRest, type RestClient, refused } from '../rest.fixture.ts';

const PROPERTIES = '{ "description": "Sample API description" }';
const API = { location: { type: 'API' }, properties: PROPERTIES };

async function newPart(rest: RestClient, at: string, location: object, properties = PROPERTIES): Promise<string> {
  return (await rest.ok('POST', `${at}/documentation/parts`, { location, properties })).id;
}

test('a part from creation to deletion (recorded: test_documentation_part_lifecycle)', async () => {
  await using rest = await openRest();
  const parts = `${(await newApi(rest)).at}/documentation/parts`;
  const created = await rest.send('POST', parts, API);
  const { id } = created.body;
  assert.match(id, /^[a-z0-9]{6}$/);
  assert.deepEqual([created.status, created.body], [201, { id, ...API }]);
  assert.deepEqual(await rest.ok('GET', `${parts}/${id}`), { id, ...API });
  assert.deepEqual(await rest.ok('GET', parts), { item: [{ id, ...API }] });

  const properties = '{ "description": "Updated Sample API description" }';
  const updated = await rest.patch(`${parts}/${id}`, ['replace', '/properties', properties]);
  assert.deepEqual([updated.status, updated.body], [200, { id, ...API, properties }]);
  assert.deepEqual(await rest.ok('GET', `${parts}/${id}`), { id, ...API, properties });

  assert.equal((await rest.send('DELETE', `${parts}/${id}`)).status, 202);
  assert.deepEqual(await rest.ok('GET', parts), { item: [] });
  refused(
    await rest.send('DELETE', `${parts}/${id}`),
    'NotFoundException',
    'Invalid Documentation part identifier specified',
  );
});

test('what an unknown API and an unknown part are called depends on the operation (recorded: test_invalid_*_documentation_part*)', async () => {
  await using rest = await openRest();
  const { at } = await newApi(rest);
  const id = await newPart(rest, at, API.location);
  const noApi = 'Invalid API identifier specified 111111111111:api_id';
  const noPart = 'Invalid Documentation part identifier specified';
  const elsewhere = '/restapis/api_id/documentation/parts';
  const replace = ['replace', '/properties', '{}'] as const;
  refused(await rest.send('POST', elsewhere, API), 'NotFoundException', noApi);
  refused(await rest.send('GET', elsewhere), 'NotFoundException', noApi);
  refused(await rest.send('DELETE', `${elsewhere}/${id}`), 'NotFoundException', noApi);
  refused(await rest.send('GET', `${elsewhere}/${id}`), 'NotFoundException', noPart);
  refused(await rest.patch(`${elsewhere}/${id}`, replace), 'NotFoundException', noPart);
  for (const unknown of ['documentation_part_id', '__proto__', '%00', '%F0%9F%98%80'])
    refused(await rest.send('GET', `${at}/documentation/parts/${unknown}`), 'NotFoundException', noPart);
});

test('what an update refuses (recorded: test_invalid_update_documentation_part)', async () => {
  await using rest = await openRest();
  const { at } = await newApi(rest);
  const part = `${at}/documentation/parts/${await newPart(rest, at, API.location)}`;
  refused(
    await rest.patch(part, ['add', '/properties', '{}']),
    'BadRequestException',
    "Invalid patch path  '/properties' specified for op 'add'. Please choose supported operations",
  );
  refused(
    await rest.patch(part, ['replace', '/invalidPath', '{}']),
    'BadRequestException',
    "Invalid patch path  '/invalidPath' specified for op 'replace'. Must be one of: [/properties]",
  );
  assert.equal((await rest.patch(part, ['replace', '/properties', '[]'])).status, 400);
  assert.equal((await rest.patch(part, ['replace', '/properties'])).status, 400);
  assert.equal((await rest.ok('GET', part))['properties'], PROPERTIES);
});

test('a type that does not exist (recorded: test_invalid_create_documentation_part_operations)', async () => {
  await using rest = await openRest();
  const { at } = await newApi(rest);
  refused(
    await rest.send('POST', `${at}/documentation/parts`, { location: { type: 'INVALID' }, properties: '{}' }),
    'ValidationException',
    "1 validation error detected: Value 'INVALID' at 'createDocumentationPartInput.location.type' failed to satisfy constraint: Member must satisfy enum value set: [RESPONSE_BODY, RESPONSE, METHOD, MODEL, AUTHORIZER, RESPONSE_HEADER, RESOURCE, PATH_PARAMETER, REQUEST_BODY, QUERY_PARAMETER, API, REQUEST_HEADER]",
  );
});

/** "Valid location fields of DocumentationPart", developer guide; names are required as the API reference has it. */
const LOCATIONS = {
  API: {},
  AUTHORIZER: { name: 'n' },
  MODEL: { name: 'n' },
  RESOURCE: { path: '/' },
  METHOD: { path: '/', method: '*' },
  PATH_PARAMETER: { path: '/', method: '*', name: 'n' },
  QUERY_PARAMETER: { path: '/', method: '*', name: 'n' },
  REQUEST_HEADER: { path: '/', method: '*', name: 'n' },
  REQUEST_BODY: { path: '/', method: '*' },
  RESPONSE: { path: '/', method: '*', statusCode: '*' },
  RESPONSE_HEADER: { path: '/', method: '*', statusCode: '*', name: 'n' },
  RESPONSE_BODY: { path: '/', method: '*', statusCode: '*' },
};
const ALL = { path: '/pets', method: 'GET', statusCode: '200', name: 'n' };

for (const [type, shown] of Object.entries(LOCATIONS)) {
  test(`${type}: the members of its location and their defaults`, async () => {
    await using rest = await openRest();
    const { at } = await newApi(rest);
    const parts = `${at}/documentation/parts`;
    const name = 'name' in shown ? { name: 'n' } : {};
    for (const member of Object.keys(ALL).filter((one) => !(one in shown))) {
      const location = { type, ...name, [member]: ALL[member as keyof typeof ALL] };
      assert.equal((await rest.send('POST', parts, { location, properties: '{}' })).status, 400, member);
    }
    if ('name' in shown) {
      assert.equal((await rest.send('POST', parts, { location: { type }, properties: '{}' })).status, 400);
    }
    const created = await rest.ok('POST', parts, { location: { type, ...name }, properties: '{}' });
    assert.deepEqual(created['location'], { type, ...shown });
    // Terraform sends every member, empty where it is not set: the same location again.
    const spelled = { type, path: '', method: '', statusCode: '', name: '', ...shown };
    const again = await rest.send('POST', parts, { location: spelled, properties: '{}' });
    assert.deepEqual([again.status, again.error], [409, 'ConflictException']);
    const full = Object.fromEntries(Object.entries(ALL).filter(([member]) => member in shown));
    if (JSON.stringify(full) !== JSON.stringify(shown)) {
      const other = await rest.ok('POST', parts, { location: { type, ...full }, properties: '{}' });
      assert.deepEqual(other['location'], { type, ...full });
    }
  });
}

test('a location has one part (developer guide, "Document the API entity")', async () => {
  await using rest = await openRest();
  const { at } = await newApi(rest);
  const other = await newApi(rest);
  await newPart(rest, at, API.location);
  refused(
    await rest.send('POST', `${at}/documentation/parts`, API),
    'ConflictException',
    "Documentation part already exists for the specified location: type 'API'.",
  );
  await newPart(rest, other.at, API.location);
});

test('properties that are no JSON object are refused', async () => {
  await using rest = await openRest();
  const { at } = await newApi(rest);
  for (const properties of ['', 'text', '"text"', '[]', 'null', '1', '{']) {
    const seen = await rest.send('POST', `${at}/documentation/parts`, { location: { type: 'API' }, properties });
    assert.deepEqual([seen.status, seen.error], [400, 'BadRequestException'], properties);
  }
  assert.deepEqual(await rest.ok('GET', `${at}/documentation/parts`), { item: [] });
});

test('the filters of a listing, and its pages', async () => {
  await using rest = await openRest();
  const { at } = await newApi(rest);
  const parts = `${at}/documentation/parts`;
  const expected = {
    api: await newPart(rest, at, { type: 'API' }, '{}'),
    pets: await newPart(rest, at, { type: 'METHOD', path: '/pets', method: 'GET' }),
    petsPost: await newPart(rest, at, { type: 'METHOD', path: '/pets', method: 'POST' }),
    page: await newPart(rest, at, { type: 'QUERY_PARAMETER', path: '/pets', name: 'page' }),
    model: await newPart(rest, at, { type: 'MODEL', name: 'page' }),
  };
  const listed = async (query: string) => (await rest.ok('GET', `${parts}?${query}`)).item.map(({ id }) => id).sort();
  const ids = (...names: (keyof typeof expected)[]) => names.map((name) => expected[name]).sort();
  assert.deepEqual(await listed(''), ids('api', 'pets', 'petsPost', 'page', 'model'));
  assert.deepEqual(await listed('type=METHOD'), ids('pets', 'petsPost'));
  assert.deepEqual(await listed('path=%2Fpets'), ids('pets', 'petsPost', 'page'));
  assert.deepEqual(await listed('name=page'), ids('page', 'model'));
  assert.deepEqual(await listed('name=page&type=MODEL'), ids('model'));
  assert.deepEqual(await listed('locationStatus=UNDOCUMENTED'), ids('api'));
  assert.deepEqual(await listed('locationStatus=DOCUMENTED&type=API'), []);

  const first = await rest.ok('GET', `${parts}?path=/pets&limit=2`);
  const rest2 = await rest.ok('GET', `${parts}?path=/pets&limit=2&position=${first.position}`);
  assert.deepEqual([first.item.length, rest2.item.length, rest2.position], [2, 1, undefined]);
  assert.deepEqual([...first.item, ...rest2.item].map(({ id }) => id).sort(), ids('pets', 'petsPost', 'page'));
});

test('--limits aws: 2000 parts (aws-behaviour.md §3.2)', async () => {
  await using rest = await openRest('aws');
  const { at } = await newApi(rest);
  const document = (count: number, from = 0) => ({
    openapi: '3.0.1',
    'x-amazon-apigateway-documentation': {
      documentationParts: Array.from({ length: count }, (_, i) => ({
        location: { type: 'MODEL', name: `m${from + i}` },
        properties: {},
      })),
    },
  });
  const parts = `${at}/documentation/parts`;
  assert.equal((await rest.send('PUT', parts, document(2001))).error, 'LimitExceededException');
  assert.deepEqual(await rest.ok('GET', parts), { item: [] });
  await rest.ok('PUT', parts, document(2000));
  // Those that are there already need no room.
  await rest.ok('PUT', parts, document(2000));
  await rest.ok('PUT', `${parts}?mode=overwrite`, document(2000, 5));
  assert.equal((await rest.send('POST', parts, API)).error, 'LimitExceededException');
});

test('a part goes with its API, and documentation is nothing to deploy', async () => {
  await using rest = await openRest();
  const { at, id } = await newApi(rest);
  await newPart(rest, at, API.location);
  const [record] = await rest.store.scan<{ readonly undeployed: boolean }>('restapi');
  assert.equal(record?.value.undeployed, false);
  await rest.ok('DELETE', `/restapis/${id}`);
  assert.deepEqual(await rest.store.scan('documentationpart'), []);
});

test('properties that nest too deeply are refused, not kept to break an export', async () => {
  await using rest = await openRest();
  const { at } = await newApi(rest);
  const nested = (levels: number) => `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`;
  const send = (properties: string) =>
    rest.send('POST', `${at}/documentation/parts`, { location: { type: 'API' }, properties });
  const message = 'Documentation part properties must be a valid JSON object';
  for (const levels of [121, 100_000]) refused(await send(nested(levels)), 'BadRequestException', message);
  assert.equal((await send(nested(120))).status, 201);
});

test('--limits aws: a part is bounded as an imported document is (aws-behaviour.md §3.2)', async () => {
  await using rest = await openRest('aws');
  const { at } = await newApi(rest);
  const properties = JSON.stringify({ description: 'x'.repeat(6_291_456) });
  const seen = await rest.send('POST', `${at}/documentation/parts`, { location: { type: 'API' }, properties });
  refused(seen, 'BadRequestException', 'The API definition exceeds the maximum size of 6291456 bytes');
});
