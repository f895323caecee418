import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AT_START, deploy, newMockApi, openRest, type RestClient, refused } from '../rest.fixture.ts';

async function deployed(rest: RestClient): Promise<{ at: string; deployment: string }> {
  const { at } = await newMockApi(rest);
  return { at, deployment: await deploy(rest, at) };
}

test('a new stage has these members and no others (test_create_update_stages)', async () => {
  await using rest = await openRest();
  const { at, deployment } = await deployed(rest);
  await rest.ok('POST', `${at}/documentation/versions`, { documentationVersion: 'v123' });
  const { status, body } = await rest.send('POST', `${at}/stages`, {
    stageName: 's1',
    deploymentId: deployment,
    description: 'my stage',
    documentationVersion: 'v123',
  });
  assert.equal(status, 201);
  assert.deepEqual(body, {
    stageName: 's1',
    deploymentId: deployment,
    description: 'my stage',
    documentationVersion: 'v123',
    cacheClusterEnabled: false,
    cacheClusterStatus: 'NOT_AVAILABLE',
    methodSettings: {},
    tracingEnabled: false,
    createdDate: AT_START,
    lastUpdatedDate: AT_START,
  });
  assert.deepEqual(await rest.ok('GET', `${at}/stages/s1`), body);
});

test('a stage shows what it was given', async () => {
  await using rest = await openRest();
  const { at, deployment } = await deployed(rest);
  const given = {
    variables: { testVar: 'default', __proto: 'x' },
    tags: { team: 'pets' },
    tracingEnabled: true,
    cacheClusterEnabled: true,
    cacheClusterSize: '1.6',
    canarySettings: { percentTraffic: 12.5, deploymentId: deployment, useStageCache: true },
  };
  const body = await rest.ok('POST', `${at}/stages`, { stageName: 'dev', deploymentId: deployment, ...given });
  for (const [member, value] of Object.entries(given)) assert.deepEqual(body[member], value, member);
  assert.equal(body['cacheClusterStatus'], 'AVAILABLE');
});

test('stages are filtered by deployment (test_get_stages_filters_by_deployment_id)', async () => {
  await using rest = await openRest();
  const { at, deployment } = await deployed(rest);
  const second = await deploy(rest, at);
  await rest.ok('POST', `${at}/stages`, { stageName: 'stage1', deploymentId: deployment });
  await rest.ok('POST', `${at}/stages`, { stageName: 'stage2', deploymentId: second });
  const names = async (query = '') =>
    (await rest.ok('GET', `${at}/stages${query}`)).item.map((stage) => stage['stageName']);
  assert.deepEqual(await names(), ['stage1', 'stage2']);
  assert.deepEqual(await names(`?deploymentId=${deployment}`), ['stage1']);
  assert.deepEqual(await names(`?deploymentId=${second}`), ['stage2']);
  assert.deepEqual(await names('?deploymentId=none'), []);
});

test('deleting a stage', async () => {
  await using rest = await openRest();
  const { at, deployment } = await deployed(rest);
  await rest.ok('POST', `${at}/stages`, { stageName: 'dev', deploymentId: deployment });
  const { status, body } = await rest.send('DELETE', `${at}/stages/dev`);
  assert.deepEqual([status, body], [202, undefined]);
  for (const verb of ['GET', 'DELETE']) {
    refused(await rest.send(verb, `${at}/stages/dev`), 'NotFoundException', 'Invalid stage identifier specified');
  }
  refused(await rest.patch(`${at}/stages/dev`), 'NotFoundException', 'Invalid stage identifier specified');
  assert.equal((await rest.send('GET', `${at}/deployments/${deployment}`)).status, 200);
});

const NO_DEPLOYMENT = 'Deployment id does not exist';
const BAD_VALUE = (value: string) =>
  `Invalid stage variable value: ${value}. Please use values with alphanumeric characters and the symbols ' ', -', '.', '_', ':', '/', '?', '&', '=', and ','.`;

function variables(count: number): { [name: string]: string } {
  return Object.fromEntries(Array.from({ length: count }, (_, i) => [`v${i}`, 'x']));
}

const refusals: readonly [input: object, message: string][] = [
  // test_create_canary_deployment
  [{ canarySettings: { deploymentId: 'deploy' } }, NO_DEPLOYMENT],
  [{ deploymentId: 'deploy' }, NO_DEPLOYMENT],
  [{ deploymentId: 'nul\u0000' }, NO_DEPLOYMENT],
  [{ deploymentId: '\ud800' }, NO_DEPLOYMENT],
  // ours
  [{ stageName: '' }, 'Stage name only allows a-zA-Z0-9_-'],
  [{ stageName: 'a/b' }, 'Stage name only allows a-zA-Z0-9_-'],
  [{ stageName: 'a'.repeat(129) }, 'Stage name only allows a-zA-Z0-9_-'],
  [{ variables: { 'not-a-name': 'x' } }, 'Invalid stage variable name: not-a-name'],
  [{ variables: { ['a'.repeat(65)]: 'x' } }, `Invalid stage variable name: ${'a'.repeat(65)}`],
  [{ variables: { a: '<' } }, BAD_VALUE('<')],
  [{ variables: { a: 'x'.repeat(513) } }, BAD_VALUE('x'.repeat(513))],
  [{ variables: variables(1001) }, 'A stage can have at most 1000 stage variables'],
  [{ documentationVersion: 'none' }, 'Invalid Documentation version specified'],
  [{ documentationVersion: 'nul\u0000' }, 'Invalid Documentation version specified'],
  [{ canarySettings: { percentTraffic: 101 } }, 'Invalid canary percentTraffic, must be between 0.0 and 100.0'],
];

test('a stage that cannot be is refused', async () => {
  await using rest = await openRest();
  const { at, deployment } = await deployed(rest);
  const attempt = (input: object) =>
    rest.send('POST', `${at}/stages`, { stageName: 'dev', deploymentId: deployment, ...input });
  for (const [input, message] of refusals) refused(await attempt(input), 'BadRequestException', message);
  assert.deepEqual(await rest.ok('GET', `${at}/stages`), { item: [] });
  for (const name of ['__proto__', 'constructor', 'a'.repeat(128)]) {
    assert.equal((await attempt({ stageName: name })).status, 201);
  }
  refused(await attempt({ stageName: 'constructor' }), 'ConflictException', 'Stage already exists');
});

test('with --limits aws an API has at most ten stages, however they are made, of a hundred variables', async () => {
  await using rest = await openRest('aws');
  const { at, deployment } = await deployed(rest);
  for (let i = 0; i < 10; i++) await rest.ok('POST', `${at}/stages`, { stageName: `s${i}`, deploymentId: deployment });
  for (const attempt of [
    await rest.send('POST', `${at}/stages`, { stageName: 'straw', deploymentId: deployment }),
    await rest.send('POST', `${at}/deployments`, { stageName: 'straw' }),
  ]) {
    assert.deepEqual([attempt.status, attempt.error], [429, 'LimitExceededException']);
  }
  assert.equal((await rest.ok('GET', `${at}/deployments`)).item.length, 1);
  await deploy(rest, at, { stageName: 's9', variables: variables(100) });
  refused(
    await rest.send('POST', `${at}/deployments`, { stageName: 's9', variables: variables(101) }),
    'BadRequestException',
    'A stage can have at most 100 stage variables',
  );
});

test('an API of the open mode has more than ten stages', async () => {
  await using rest = await openRest();
  const { at, deployment } = await deployed(rest);
  for (let i = 0; i < 11; i++) await rest.ok('POST', `${at}/stages`, { stageName: `s${i}`, deploymentId: deployment });
});
