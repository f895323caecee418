import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newStage, openRest, type RestClient, refused } from '../rest.fixture.ts';

async function newKey(rest: RestClient, name = 'k'): Promise<{ id: string; value: unknown }> {
  const { id, value } = (await rest.ok('POST', '/apikeys', { name })) as unknown as { id: string; value: unknown };
  return { id, value };
}

async function newPlan(rest: RestClient, input: object = {}): Promise<string> {
  return (await rest.ok('POST', '/usageplans', { name: 'basic', ...input })).id;
}

async function addKey(rest: RestClient, plan: string, keyId: string) {
  return rest.send('POST', `/usageplans/${plan}/keys`, { keyId, keyType: 'API_KEY' });
}

test('a key in a plan (test_api_key_required_for_methods)', async () => {
  await using rest = await openRest();
  const [plan, other] = [await newPlan(rest), await newPlan(rest)];
  const { id, value } = await newKey(rest);
  const { status, body } = await addKey(rest, plan, id);
  assert.deepEqual([status, body], [201, { id, type: 'API_KEY', value, name: 'k' }]);
  assert.deepEqual(await rest.ok('GET', `/usageplans/${plan}/keys/${id}`), body);
  assert.deepEqual(await rest.ok('GET', `/usageplans/${plan}/keys`), { item: [body] });
  assert.deepEqual(await rest.ok('GET', `/usageplans/${other}/keys`), { item: [] });
  const plans = async () => (await rest.ok('GET', `/usageplans?keyId=${id}`)).item.map((found) => found.id);
  assert.deepEqual(await plans(), [plan]);
  assert.equal((await rest.send('DELETE', `/usageplans/${plan}/keys/${id}`)).status, 202);
  assert.deepEqual(await plans(), []);
  const gone = await rest.send('GET', `/usageplans/${plan}/keys/${id}`);
  refused(gone, 'NotFoundException', 'Invalid Usage Plan ID specified');
});

test('keys of a plan are listed page by page and by name', async () => {
  await using rest = await openRest();
  const plan = await newPlan(rest);
  for (const name of ['a1', 'b1', 'a2', 'b2', 'a3']) await addKey(rest, plan, (await newKey(rest, name)).id);
  const first = await rest.ok('GET', `/usageplans/${plan}/keys?limit=2&name=a`);
  const second = await rest.ok('GET', `/usageplans/${plan}/keys?limit=2&name=a&position=${first.position}`);
  const names = [...first.item, ...second.item].map((key) => key['name']).sort();
  assert.deepEqual([names, first.item.length, second.position], [['a1', 'a2', 'a3'], 2, undefined]);
  assert.equal((await rest.ok('GET', `/usageplans/${plan}/keys`)).item.length, 5);
});

test('a plan that does not exist has no keys (test_get_usage_plan_api_keys)', async () => {
  await using rest = await openRest();
  for (const id of ['bad-id', 'nul%00', '__proto__'])
    for (const query of ['', '?name=k'])
      assert.deepEqual(await rest.ok('GET', `/usageplans/${id}/keys${query}`), { item: [] });
});

test('a key that is deleted leaves its plans', async () => {
  await using rest = await openRest();
  const plan = await newPlan(rest);
  const { id } = await newKey(rest);
  await addKey(rest, plan, id);
  await rest.send('DELETE', `/apikeys/${id}`);
  assert.deepEqual(await rest.ok('GET', `/usageplans/${plan}/keys`), { item: [] });
});

test('a key is in one plan of a stage, whichever comes first (developer guide, Usage plans)', async () => {
  await using rest = await openRest();
  const { at } = await newStage(rest);
  const api = at.slice('/restapis/'.length);
  const apiStages = [{ apiId: api, stage: 'dev' }];
  const [first, second, third] = [
    await newPlan(rest, { apiStages }),
    await newPlan(rest, { apiStages }),
    await newPlan(rest),
  ];
  const { id } = await newKey(rest);
  await addKey(rest, first, id);
  const message = (plan: string) =>
    `Usage Plan ${plan} cannot be added because API Key ${id} cannot reference multiple Usage Plans with the same API stage: ${api}:dev`;
  refused(await addKey(rest, second, id), 'ConflictException', message(second));
  assert.equal((await addKey(rest, third, id)).status, 201);
  const add = await rest.patch(`/usageplans/${third}`, ['add', '/apiStages', `${api}:dev`]);
  refused(add, 'ConflictException', message(third));
  assert.deepEqual((await rest.ok('GET', `/usageplans/${third}`))['apiStages'], []);
});

test('what cannot be put into a plan', async () => {
  await using rest = await openRest();
  const plan = await newPlan(rest);
  const { id } = await newKey(rest);
  await addKey(rest, plan, id);
  const [noKey, noPlan] = ['Invalid API Key identifier specified', 'Invalid Usage Plan ID specified'];
  refused(await addKey(rest, plan, 'none'), 'NotFoundException', noKey);
  refused(await addKey(rest, 'none', id), 'NotFoundException', noPlan);
  refused(await rest.send('GET', '/usageplans?keyId=none'), 'NotFoundException', noKey);
  refused(await rest.send('GET', `/usageplans/${plan}/keys/none`), 'NotFoundException', noKey);
  refused(
    await addKey(rest, plan, id),
    'ConflictException',
    `API Key ${id} is already associated with Usage Plan ${plan}`,
  );
  const wrongType = await rest.send('POST', `/usageplans/${plan}/keys`, { keyId: id, keyType: 'X' });
  refused(wrongType, 'BadRequestException', 'Invalid key type specified: X');
});

test('with --limits aws a key is in at most ten plans', async () => {
  await using rest = await openRest('aws');
  const { id } = await newKey(rest);
  for (let i = 0; i < 10; i++) assert.equal((await addKey(rest, await newPlan(rest), id)).status, 201);
  const straw = await addKey(rest, await newPlan(rest), id);
  assert.deepEqual([straw.status, straw.error], [429, 'LimitExceededException']);
});
