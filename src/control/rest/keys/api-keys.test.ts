import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type StageRecord, stageKey } from '../../../definition/definition.ts';
import { AT_START, newStage, openRest, type RestClient, refused } from '../rest.fixture.ts';

const VALUE = 'apikey1234abcdefghij0123456789';

async function newKey(rest: RestClient, input: object = {}): Promise<string> {
  return (await rest.ok('POST', '/apikeys', { name: 'pets', enabled: true, ...input })).id;
}

test('a new key shows its value, a key that is got or changed does not unless asked (test_api_key_required_for_methods)', async () => {
  await using rest = await openRest();
  const { status, body } = await rest.send('POST', '/apikeys', { name: 'pets', enabled: true });
  const { id, value, ...shown } = body;
  assert.equal(status, 201);
  assert.deepEqual(shown, {
    name: 'pets',
    enabled: true,
    createdDate: AT_START,
    lastUpdatedDate: AT_START,
    stageKeys: [],
  });
  assert.match(id, /^[a-z0-9]{10}$/);
  assert.match(String(value), /^[A-Za-z0-9]{40}$/);
  assert.deepEqual(await rest.ok('GET', `/apikeys/${id}`), { id, ...shown, tags: {} });
  assert.deepEqual(await rest.ok('GET', `/apikeys/${id}?includeValue=true`), { id, value, ...shown, tags: {} });
  rest.clock.advance(1000);
  const { body: disabled } = await rest.patch(`/apikeys/${id}`, ['replace', '/enabled', 'false']);
  assert.deepEqual(disabled, { id, ...shown, enabled: false, lastUpdatedDate: AT_START + 1, tags: {} });
});

test('a key shows what it was given, and has a disabled default', async () => {
  await using rest = await openRest();
  const { at } = await newStage(rest);
  const api = at.slice('/restapis/'.length);
  const given = { description: 'x', customerId: 'c1', value: VALUE, tags: { team: 'pets' } };
  const stageKeys = [{ restApiId: api, stageName: 'dev' }];
  const key = await rest.ok('POST', '/apikeys', { ...given, stageKeys });
  assert.deepEqual(
    [key['description'], key['customerId'], key['value'], key['tags'], key['stageKeys'], key['enabled'], 'name' in key],
    ['x', 'c1', VALUE, { team: 'pets' }, [`${api}/dev`], false, false],
  );
  const { body } = await rest.patch(
    `/apikeys/${key.id}`,
    ['replace', '/name', 'n'],
    ['replace', '/customerId', ''],
    ['replace', '/description', 'y'],
    ['remove', '/stages', `${api}/dev`],
  );
  assert.deepEqual([body['name'], body['description'], body['stageKeys'], 'customerId' in body], ['n', 'y', [], false]);
});

test('no two keys have the same value (hashicorp/terraform-provider-aws#17130)', async () => {
  await using rest = await openRest();
  const first = await newKey(rest, { value: VALUE });
  const again = await rest.send('POST', '/apikeys', { name: 'other', value: VALUE });
  refused(again, 'ConflictException', 'API Key already exists');
  assert.equal((await rest.send('DELETE', `/apikeys/${first}`)).status, 202);
  await newKey(rest, { value: VALUE });
});

test('keys that cannot be (test_create_api_key_with_invalid_name, …_invalid_value, test_update_api_key_invalid_description_length)', async () => {
  await using rest = await openRest();
  const refusals: readonly [input: object, message: string][] = [
    [{ name: 'n'.repeat(1025) }, 'Invalid API Key name, can be at most 1024 characters.'],
    [{ value: 'v'.repeat(19) }, 'API Key value should be at least 20 characters'],
    [{ value: 'v'.repeat(129) }, 'API Key value exceeds maximum size of 128 characters'],
    [{ description: 'd'.repeat(125_001) }, 'Invalid API Key description specified.'],
    // ours
    [{ value: 'a header cannot have a \u0000' }, 'API Key value should be of visible ASCII characters'],
    [{ stageKeys: [{ restApiId: 'nul\u0000', stageName: 'dev' }] }, 'Invalid stage identifier specified'],
    [{ stageKeys: [{ restApiId: 'a/b', stageName: 'c' }] }, 'Invalid stage identifier specified'],
  ];
  for (const [input, message] of refusals) {
    refused(await rest.send('POST', '/apikeys', input), 'BadRequestException', message);
  }
  assert.deepEqual(await rest.ok('GET', '/apikeys'), { item: [] });
  await newKey(rest, { name: 'n'.repeat(1024), value: 'v'.repeat(128), description: 'd'.repeat(125_000) });
  await newKey(rest, { value: 'v'.repeat(20) });
});

test('patches that are refused (test_update_api_key_immutable_field, test_update_api_key_invalid_description_length)', async () => {
  await using rest = await openRest();
  const at = `/apikeys/${await newKey(rest)}`;
  refused(
    await rest.patch(at, ['replace', '/id', 'x']),
    'BadRequestException',
    "Invalid patch path  '/id' specified for op 'replace'. Must be one of: [/description, /enabled, /name, /customerId]",
  );
  refused(
    await rest.patch(at, ['replace', '/description', 'd'.repeat(125_001)]),
    'BadRequestException',
    'Invalid API Key description specified.',
  );
  refused(
    await rest.patch(at, ['replace', '/name', 'n'.repeat(1025)]),
    'BadRequestException',
    'Invalid API Key name, can be at most 1024 characters.',
  );
  refused(
    await rest.patch(at, ['add', '/labels', 'x']),
    'NotImplementedException',
    'Gatehouse does not implement /labels of UpdateApiKey yet',
  );
  refused(await rest.patch(at, ['add', '/stages', 'a/b']), 'BadRequestException', 'Invalid stage identifier specified');
});

test('a key that is not there', async () => {
  await using rest = await openRest();
  const message = 'Invalid API Key identifier specified';
  for (const id of ['nokey', '__proto__', 'nul%00']) {
    refused(await rest.send('GET', `/apikeys/${id}`), 'NotFoundException', message);
    refused(await rest.send('DELETE', `/apikeys/${id}`), 'NotFoundException', message);
    refused(await rest.patch(`/apikeys/${id}`), 'NotFoundException', message);
  }
});

test('keys are listed page by page, by name and by customer', async () => {
  await using rest = await openRest();
  for (let i = 0; i < 7; i++) {
    await newKey(rest, { name: i % 2 === 0 ? `even-${i}` : `odd-${i}`, ...(i < 3 ? { customerId: 'c' } : {}) });
  }
  const list = async (query: string): Promise<unknown[]> => {
    const names: unknown[] = [];
    let position: string | undefined;
    do {
      const page = await rest.ok(
        'GET',
        `/apikeys?limit=2&${query}${position === undefined ? '' : `&position=${position}`}`,
      );
      assert.ok(page.item.length <= 2);
      names.push(...page.item.map((key) => key['name']));
      position = page.position;
    } while (position !== undefined);
    return names.sort();
  };
  assert.equal((await list('')).length, 7);
  assert.deepEqual(await list('name=even'), ['even-0', 'even-2', 'even-4', 'even-6']);
  assert.deepEqual(await list('name=even&customerId=c'), ['even-0', 'even-2']);
  assert.deepEqual(await list('name=none'), []);
  const values = (await rest.ok('GET', '/apikeys?includeValues=true')).item.map((key) => key['value']);
  assert.ok(values.every((value) => typeof value === 'string' && value.length === 40));
  assert.ok((await rest.ok('GET', '/apikeys')).item.every((key) => !('value' in key) && !('tags' in key)));
});

test('a key names at most 1000 stages, whether they come at once or one after the other', async () => {
  await using rest = await openRest();
  const { at, stage: first } = await newStage(rest);
  const api = at.slice('/restapis/'.length);
  const scope = '111111111111/us-east-1';
  const stages = Array.from({ length: 1_001 }, (_, i) => `s${i}`);
  await rest.store.transact(async (tx) => {
    const stage = await tx.get(stageKey(scope, api, first.slice(first.lastIndexOf('/') + 1)));
    for (const stageName of stages)
      tx.put(stageKey(scope, api, stageName), { ...(stage?.value as StageRecord), stageName });
  });
  const key = `/apikeys/${await newKey(rest)}`;
  const add = (names: readonly string[]) =>
    rest.patch(key, ...names.map((name) => ['add', '/stages', `${api}/${name}`] as const));
  assert.equal((await add(stages.slice(0, 1_000))).status, 200);
  refused(await add(stages.slice(1_000)), 'BadRequestException', 'An API Key can name at most 1000 stages');
  assert.equal((await add(stages.slice(0, 1))).status, 200);
});
