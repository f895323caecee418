import assert from 'node:assert/strict';
import { test } from 'node:test';
import { definitionKey } from '../../../definition/definition.ts';
import { AT_START, deploy, MOCK, newApi, newMockApi, openRest, refused } from '../rest.fixture.ts';

const SCOPE = '111111111111/us-east-1';
const IN_USE = 'Active stages pointing to this deployment must be moved or deleted';
const stageOf = (stageName: string, deploymentId: string) => ({
  stageName,
  deploymentId,
  cacheClusterEnabled: false,
  cacheClusterStatus: 'NOT_AVAILABLE',
  methodSettings: {},
  tracingEnabled: false,
  createdDate: AT_START,
  lastUpdatedDate: AT_START,
});

for (const byHand of [true, false]) {
  test(`a deployment that a stage points to stays, the stage made ${byHand ? 'by hand' : 'with it'} (test_create_delete_deployments)`, async () => {
    await using rest = await openRest();
    const { at } = await newMockApi(rest);
    for (let round = 0; round < 3; round++) {
      const { status, body } = await rest.send('POST', `${at}/deployments`, byHand ? {} : { stageName: 's1' });
      assert.deepEqual([status, body], [201, { id: body.id, createdDate: AT_START }]);
      assert.match(body.id, /^[a-z0-9]{6}$/);
      if (byHand) await rest.ok('POST', `${at}/stages`, { stageName: 's1', deploymentId: body.id });
      assert.deepEqual(await rest.ok('GET', `${at}/deployments/${body.id}`), body);
      assert.deepEqual(await rest.ok('GET', `${at}/deployments`), { item: [body] });
      assert.deepEqual(await rest.ok('GET', `${at}/stages`), { item: [stageOf('s1', body.id)] });
      refused(await rest.send('DELETE', `${at}/deployments/${body.id}`), 'BadRequestException', IN_USE);
      assert.equal((await rest.send('DELETE', `${at}/stages/s1`)).status, 202);
      const deleted = await rest.send('DELETE', `${at}/deployments/${body.id}`);
      assert.deepEqual([deleted.status, deleted.body], [202, undefined]);
    }
  });
}

test('deploying to a stage that exists moves it (test_create_update_deployments)', async () => {
  await using rest = await openRest();
  const { at } = await newMockApi(rest);
  const first = await deploy(rest, at);
  await rest.ok('POST', `${at}/stages`, {
    stageName: 's1',
    deploymentId: first,
    description: 'kept',
    variables: { a: '1' },
  });
  rest.clock.advance(2000);
  const second = await deploy(rest, at, { stageName: 's1' });
  assert.deepEqual(await rest.ok('GET', `${at}/stages/s1`), {
    ...stageOf('s1', second),
    description: 'kept',
    variables: { a: '1' },
    lastUpdatedDate: AT_START + 2,
  });
  assert.equal((await rest.ok('GET', `${at}/deployments`)).item.length, 2);
  await rest.ok('DELETE', `${at}/deployments/${first}`);
  refused(await rest.send('DELETE', `${at}/deployments/${second}`), 'BadRequestException', IN_USE);
});

test('a canary holds its deployment too', async () => {
  await using rest = await openRest();
  const { at } = await newMockApi(rest);
  await deploy(rest, at, { stageName: 'dev' });
  const canary = await deploy(rest, at, { stageName: 'dev', canarySettings: { percentTraffic: 10 } });
  refused(await rest.send('DELETE', `${at}/deployments/${canary}`), 'BadRequestException', IN_USE);
  await rest.patch(`${at}/stages/dev`, ['remove', '/canarySettings']);
  await rest.ok('DELETE', `${at}/deployments/${canary}`);
});

test('what a deployment says of the stage it makes', async () => {
  await using rest = await openRest();
  const { at } = await newMockApi(rest);
  const id = await deploy(rest, at, {
    stageName: 'dev',
    description: 'of the deployment',
    stageDescription: 'of the stage',
    variables: { a: '1' },
    tracingEnabled: true,
    cacheClusterEnabled: true,
  });
  assert.equal((await rest.ok('GET', `${at}/deployments/${id}`))['description'], 'of the deployment');
  assert.deepEqual(await rest.ok('GET', `${at}/stages/dev`), {
    ...stageOf('dev', id),
    description: 'of the stage',
    variables: { a: '1' },
    tracingEnabled: true,
    cacheClusterEnabled: true,
    cacheClusterSize: '0.5',
    cacheClusterStatus: 'AVAILABLE',
  });
});

test('updating a deployment (test_update_rest_api_deployment)', async () => {
  await using rest = await openRest();
  const { at } = await newMockApi(rest);
  const id = await deploy(rest, at, { description: 'old' });
  const { status, body } = await rest.patch(`${at}/deployments/${id}`, ['replace', '/description', 'new-description']);
  assert.deepEqual([status, body], [200, { id, createdDate: AT_START, description: 'new-description' }]);
  refused(
    await rest.patch(`${at}/deployments/${id}`, ['replace', '/id', 'x']),
    'BadRequestException',
    "Invalid patch path  '/id' specified for op 'replace'. Must be one of: [/description]",
  );
});

test('the summary names paths and verbs, and is of the deployment, not of the API', async () => {
  await using rest = await openRest();
  const { at, method } = await newMockApi(rest);
  const id = await deploy(rest, at);
  await rest.ok('DELETE', method);
  const summary = { '/': { GET: { authorizationType: 'NONE', apiKeyRequired: false } } };
  const shown = { id, createdDate: AT_START };
  assert.deepEqual(await rest.ok('GET', `${at}/deployments/${id}?embed=apisummary`), { ...shown, apiSummary: summary });
  assert.deepEqual(await rest.ok('GET', `${at}/deployments/${id}`), shown);
});

test('a deployment freezes what is there: later changes do not reach it', async () => {
  await using rest = await openRest();
  const { id: api, at, method, root } = await newMockApi(rest);
  const id = await deploy(rest, at);
  const frozen = (await rest.store.get(definitionKey(SCOPE, api, id)))?.value;
  await rest.ok('PUT', `${method}/integration`, { ...MOCK, requestTemplates: {} });
  await rest.patch(at, ['replace', '/binaryMediaTypes/x', 'y'], ['add', '/binaryMediaTypes/image~1png']);
  await rest.ok('POST', `${at}/resources/${root}`, { pathPart: 'late' });
  assert.deepEqual((await rest.store.get(definitionKey(SCOPE, api, id)))?.value, frozen);
  assert.equal(frozen?.format, 2);
  assert.deepEqual(
    frozen?.resources.map(({ path }) => path),
    ['/'],
  );
  assert.ok(!('tags' in (frozen?.api ?? {})) && !('undeployed' in (frozen?.api ?? {})));
  await rest.ok('DELETE', `${at}/deployments/${id}`);
  assert.equal(await rest.store.get(definitionKey(SCOPE, api, id)), undefined);
});

test('an API that leads nowhere is not deployed, and nothing is left of the attempt', async () => {
  await using rest = await openRest();
  const { at, root } = await newApi(rest);
  const attempt = (input: object = {}) => rest.send('POST', `${at}/deployments`, { stageName: 'dev', ...input });
  refused(await attempt(), 'BadRequestException', "The REST API doesn't contain any methods");
  const method = `${at}/resources/${root}/methods/GET`;
  await rest.ok('PUT', method, { authorizationType: 'NONE' });
  refused(await attempt(), 'BadRequestException', 'No integration defined for method');
  await rest.ok('PUT', `${method}/integration`, MOCK);
  const before = await rest.store.sequence();
  assert.equal((await attempt({ stageName: 'no/slash' })).error, 'BadRequestException');
  assert.equal((await attempt({ stageName: '\u0000' })).error, 'BadRequestException');
  assert.equal((await attempt({ variables: { 'a-b': 'x' } })).error, 'BadRequestException');
  assert.equal((await attempt({ variables: { a: 'ä' } })).error, 'BadRequestException');
  assert.equal(await rest.store.sequence(), before);
  assert.deepEqual(await rest.ok('GET', `${at}/deployments`), { item: [] });
  assert.deepEqual(await rest.ok('GET', `${at}/stages`), { item: [] });
  refused(
    await rest.send('POST', '/restapis/none/deployments', {}),
    'NotFoundException',
    'Invalid API identifier specified 111111111111:none',
  );
  refused(
    await rest.send('GET', `${at}/deployments/none`),
    'NotFoundException',
    'Invalid Deployment identifier specified',
  );
});

test('canary deployments need a stage that exists (test_create_canary_deployment_validation)', async () => {
  await using rest = await openRest();
  const { at } = await newMockApi(rest);
  const canarySettings = { percentTraffic: 50, stageVariableOverrides: { testVar: 'canary' } };
  const attempt = (input: object) => rest.send('POST', `${at}/deployments`, { canarySettings, ...input });
  const noStage =
    'Invalid deployment content specified.Non null and non empty stageName must be provided for canary deployment. Provided value is ';
  refused(await attempt({}), 'BadRequestException', `${noStage}null`);
  refused(await attempt({ stageName: '' }), 'BadRequestException', noStage);
  refused(
    await attempt({ stageName: 'non-existing' }),
    'BadRequestException',
    'Invalid deployment content specified.Stage non-existing must already be created before making a canary release deployment',
  );
});

test('a canary deployment takes the place of the one before (test_create_canary_deployment)', async () => {
  await using rest = await openRest();
  const { at } = await newMockApi(rest);
  const first = await deploy(rest, at);
  await rest.ok('POST', `${at}/stages`, {
    stageName: 'dev1',
    deploymentId: first,
    canarySettings: { deploymentId: first, percentTraffic: 40, stageVariableOverrides: { testVar: 'canary1' } },
  });
  const canary = await deploy(rest, at, {
    stageName: 'dev1',
    canarySettings: { percentTraffic: 50, stageVariableOverrides: { testVar: 'canary2' } },
  });
  assert.deepEqual(await rest.ok('GET', `${at}/stages/dev1`), {
    ...stageOf('dev1', first),
    canarySettings: {
      percentTraffic: 50,
      deploymentId: canary,
      stageVariableOverrides: { testVar: 'canary2' },
      useStageCache: false,
    },
  });
});

test('a deployment cannot give a stage what a patch of it could not', async () => {
  await using rest = await openRest();
  const { at } = await newMockApi(rest);
  await deploy(rest, at, { stageName: 'dev' });
  for (const stageName of ['dev', 'new']) {
    const seen = await rest.send('POST', `${at}/deployments`, { stageName, stageDescription: 'x'.repeat(125_001) });
    refused(seen, 'BadRequestException', 'Invalid stage description specified');
  }
  assert.equal((await rest.ok('GET', `${at}/deployments`)).item.length, 1);
  assert.equal((await rest.ok('GET', `${at}/stages`)).item.length, 1);
});
