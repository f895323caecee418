import assert from 'node:assert/strict';
import { test } from 'node:test';
import { restApiKey } from '../../definition/definition.ts';
import { loadModel } from '../../model/model.ts';
import type { Call } from '../../protocol/protocol.ts';
import { RevisionConflict } from '../../store/store.ts';
import { deploy, MOCK, newApi, newMockApi, openRest } from './rest.fixture.ts';
import { restLater } from './rest.ts';

const SCOPE = '111111111111/us-east-1';
const call: Call = {
  requestId: 'r-1',
  account: '111111111111',
  region: 'us-east-1',
  service: 'apigateway',
  operation: 'Test',
  scope: SCOPE,
};

test('every operation has a handler or is put off by name', async () => {
  await using rest = await openRest();
  const handled = Object.keys(rest.handlers);
  assert.deepEqual([...handled, ...restLater].sort(), Object.keys(loadModel('apigateway').operations).sort());
  assert.deepEqual(restLater, []);
});

test('an id that cannot be one is an id that is not there', async () => {
  await using rest = await openRest();
  const { at, root, method } = await newMockApi(rest);
  const deployment = await deploy(rest, at, { stageName: 'dev' });
  for (const id of [
    '__proto__',
    'constructor',
    '%00',
    'a%2Fb',
    '%F0%9F%92%A5',
    '..',
    'x'.repeat(100_000),
    '%EF%BF%BF',
  ]) {
    for (const target of [
      `/restapis/${id}`,
      `/restapis/${id}/resources`,
      `/restapis/${id}/resources/${root}`,
      `${at}/resources/${id}`,
      `${at}/resources/${root}/methods/${id}`,
      `${at}/resources/${root}/methods/${id}/integration`,
      `${at}/deployments/${id}`,
      `${at}/stages/${id}`,
    ]) {
      const { status, error } = await rest.send('GET', target);
      assert.deepEqual([status, error], [404, 'NotFoundException'], target.slice(0, 100));
    }
  }
  // A record is not reached by writing the id of its API into its own.
  assert.equal((await rest.send('GET', `/restapis/${at.slice(10)}%2Fresources/resources/${root}`)).status, 404);
  await rest.ok('GET', `${at}/deployments/${deployment}`);
  await rest.ok('GET', method);
});

test('names that objects have anyway are entries like any other', async () => {
  await using rest = await openRest();
  const tags = JSON.parse('{"__proto__": "a", "constructor": "b"}');
  const { id, at } = await newApi(rest, { name: '__proto__', tags });
  assert.deepEqual((await rest.ok('GET', at))['tags'], tags);
  assert.equal((await rest.store.get(restApiKey(SCOPE, id)))?.value.name, '__proto__');
});

test('large inputs are stored whole', async () => {
  await using rest = await openRest();
  const { at, method } = await newMockApi(rest);
  const text = 'x'.repeat(300_000);
  await rest.ok('PUT', `${method}/integration`, { ...MOCK, requestTemplates: { 'application/json': text } });
  assert.deepEqual((await rest.ok('GET', `${method}/integration`))['requestTemplates'], { 'application/json': text });
  const many = Array.from({ length: 1000 }, (_, i) => ['add', `/binaryMediaTypes/a~1${i}`] as const);
  assert.equal(((await rest.patch(at, ...many)).body['binaryMediaTypes'] as string[]).length, 1000);
  const templates = Array.from({ length: 1000 }, (_, i) => ['add', `/requestTemplates/a~1${i}`, '{}'] as const);
  const { body } = await rest.patch(`${method}/integration`, ...templates);
  assert.equal(Object.keys(body['requestTemplates'] as object).length, 1001);
});

test('of two writers of one API, one wins and the other is told', async () => {
  await using rest = await openRest();
  const { id: restApiId, at, root: parentId } = await newApi(rest);
  const { CreateResource, UpdateResource, CreateStage, DeleteRestApi } = rest.handlers;
  const [a, b] = [
    await CreateResource({ restApiId, parentId, pathPart: 'a' }, call),
    await CreateResource({ restApiId, parentId, pathPart: 'b' }, call),
  ];
  const rename = (resourceId = '', value: string) =>
    UpdateResource({ restApiId, resourceId, patchOperations: [{ op: 'replace', path: '/pathPart', value }] }, call);
  const outcomes = await Promise.allSettled([rename(a.id, 'c'), rename(b.id, 'c')]);
  assert.deepEqual(outcomes.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
  const lost = outcomes.find((outcome) => outcome.status === 'rejected');
  assert.ok(lost?.reason instanceof RevisionConflict);
  const names = (await rest.ok('GET', `${at}/resources`)).item.map(({ path }) => path);
  assert.equal(names.filter((path) => path === '/c').length, 1);

  // Nothing is left behind in an API that goes meanwhile.
  const before = await rest.ok('POST', `${at}/resources/${parentId}`, { pathPart: 'd' });
  await rest.ok('PUT', `${at}/resources/${before.id}/methods/GET`, { authorizationType: 'NONE' });
  await rest.ok('PUT', `${at}/resources/${before.id}/methods/GET/integration`, MOCK);
  const deploymentId = await deploy(rest, at);
  await Promise.allSettled([
    DeleteRestApi({ restApiId }, call),
    CreateStage({ restApiId, stageName: 'dev', deploymentId }, call),
    CreateResource({ restApiId, parentId, pathPart: 'e' }, call),
  ]);
  await DeleteRestApi({ restApiId }, call).catch(() => undefined);
  for (const kind of KINDS) assert.deepEqual(await rest.store.scan(kind), [], kind);
});

const KINDS = ['restapi', 'resource', 'deployment', 'definition', 'stage'];

test('deleting an API deletes everything that it owns, and nothing else', async () => {
  await using rest = await openRest();
  const [gone, kept] = [await newMockApi(rest), await newMockApi(rest)];
  for (const { at, root } of [gone, kept]) {
    await rest.ok('POST', `${at}/resources/${root}`, { pathPart: 'pets' });
    await deploy(rest, at, { stageName: 'dev' });
  }
  for (const kind of KINDS) assert.equal((await rest.store.scan(kind)).length, kind === 'resource' ? 4 : 2, kind);
  await rest.ok('DELETE', gone.at);
  for (const kind of KINDS) {
    const left = await rest.store.scan(kind);
    assert.equal(left.length, kind === 'resource' ? 2 : 1, kind);
    assert.ok(
      left.every(({ key }) => key.id.startsWith(kept.id)),
      kind,
    );
  }
});

test('a change that no stage shows is said once per deployment', async () => {
  await using rest = await openRest();
  const { id, at, root, method } = await newMockApi(rest);
  const reminders = () => rest.log.lines.filter(({ message }) => message.includes('undeployed')).length;
  const undeployed = async () => (await rest.store.get(restApiKey(SCOPE, id)))?.value.undeployed;
  assert.equal(await undeployed(), true);
  assert.equal(reminders(), 0, 'an API without stages needs no reminder');

  await deploy(rest, at, { stageName: 'dev' });
  assert.equal(await undeployed(), false);
  await rest.patch(at, ['replace', '/description', 'shows at once'], ['replace', '/version', 'v2']);
  await rest.patch(`${at}/stages/dev`, ['replace', '/variables/a', 'shows at once']);
  await rest.patch(`${at}/resources/${root}`);
  await rest.patch(method, ['replace', '/apiKeyRequired', 'false']);
  assert.deepEqual([await undeployed(), reminders()], [false, 0]);

  await rest.ok('POST', `${at}/resources/${root}`, { pathPart: 'pets' });
  assert.equal(await undeployed(), true);
  assert.deepEqual(
    rest.log.lines.map(({ message }) => message),
    [
      `API ${id} (pets) has undeployed changes: stage dev will not show them until you run: ` +
        `aws apigateway create-deployment --rest-api-id ${id} --stage-name dev`,
    ],
  );
  await rest.ok('PUT', `${method}/integration`, { type: 'MOCK' });
  await rest.patch(at, ['replace', '/disableExecuteApiEndpoint', 'true']);
  assert.equal(reminders(), 1);

  await deploy(rest, at, { stageName: 'prod' });
  await rest.patch(at, ['replace', '/disableExecuteApiEndpoint', 'false']);
  assert.equal(reminders(), 2);
  assert.match(rest.log.lines.at(-1)?.message ?? '', /: stages dev, prod will not/);
});

test('accounts and regions do not see each other', async () => {
  await using rest = await openRest();
  const { id: restApiId } = await newApi(rest);
  const elsewhere: Call = { ...call, region: 'eu-west-1', scope: '111111111111/eu-west-1' };
  assert.deepEqual(await rest.handlers.GetRestApis({}, elsewhere), { items: [] });
  await assert.rejects(rest.handlers.GetRestApi({ restApiId }, elsewhere), {
    code: 'NotFoundException',
    message: `Invalid API identifier specified 111111111111:${restApiId}`,
  });
});
