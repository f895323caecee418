import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deploy, newApi, openRest, type RestClient, refused } from '../rest.fixture.ts';
import { newPrivate, newRegional, newStagedApi } from './domains.fixture.ts';
import { checkApiUnmapped, checkStageUnmapped } from './mapped-apis.ts';

const AT = '/domainnames/api.example.com/basepathmappings';
const call = {
  requestId: 'r-1',
  account: '111111111111',
  region: 'us-east-1',
  service: 'apigateway',
  operation: 'Test',
  scope: '111111111111/us-east-1',
};

async function open(): Promise<RestClient & { readonly restApiId: string }> {
  const rest = await openRest();
  await newRegional(rest);
  return Object.assign(rest, { restApiId: await newStagedApi(rest) });
}

test('a mapping from its creation to its end', async () => {
  await using rest = await open();
  const { restApiId } = rest;
  const created = await rest.send('POST', AT, { restApiId, basePath: 'shop', stage: 'dev' });
  assert.deepEqual([created.status, created.body], [201, { restApiId, basePath: 'shop', stage: 'dev' }]);
  // No base path is (none); an empty stage, which Terraform sends, is no stage.
  assert.deepEqual(await rest.ok('POST', AT, { restApiId, basePath: '', stage: '' }), {
    restApiId,
    basePath: '(none)',
  });
  assert.deepEqual(await rest.ok('GET', `${AT}/shop`), created.body);
  assert.deepEqual(await rest.ok('GET', `${AT}/(none)`), { restApiId, basePath: '(none)' });
  assert.deepEqual((await rest.ok('GET', AT)).item, [{ restApiId, basePath: '(none)' }, created.body]);
  assert.equal((await rest.send('DELETE', `${AT}/shop`)).status, 202);
  const message = 'Invalid base path mapping identifier specified';
  for (const method of ['GET', 'DELETE']) refused(await rest.send(method, `${AT}/shop`), 'NotFoundException', message);
  refused(await rest.patch(`${AT}/shop`), 'NotFoundException', message);
});

test('creations that AWS refuses, in its words as its users quote them', async () => {
  await using rest = await open();
  const { restApiId } = rest;
  await rest.ok('POST', AT, { restApiId });
  const create = (input: object) => rest.send('POST', AT, { restApiId, basePath: 'shop', ...input });
  for (const basePath of ['', '(none)', undefined]) {
    refused(await create({ basePath }), 'ConflictException', 'Base path already exists for this domain name');
  }
  refused(
    await create({ basePath: 'a/b' }),
    'BadRequestException',
    "API Gateway V1 doesn't support the slash character (/) in base path mappings. To create a multi-level base path mapping, use API Gateway V2.",
  );
  for (const basePath of ['a b', 'a\0', 'é', 'x'.repeat(301)]) {
    refused(
      await create({ basePath }),
      'BadRequestException',
      "Base path may only contain letters, numbers and one of $-_.+!*'()",
    );
  }
  for (const id of ['abc', '__proto__', `${restApiId}/x`, '\0']) {
    refused(await create({ restApiId: id }), 'BadRequestException', 'Invalid REST API identifier specified');
  }
  refused(await create({ stage: 'prod' }), 'BadRequestException', 'Invalid stage identifier specified');
  const elsewhere = '/domainnames/none.example.com/basepathmappings';
  const message = 'Invalid domain name identifier specified';
  refused(await rest.send('POST', elsewhere, { restApiId }), 'NotFoundException', message);
  refused(await rest.send('GET', elsewhere), 'NotFoundException', message);
  assert.equal((await rest.ok('GET', AT)).item.length, 1);
});

test('a mapping moves to another base path, API and stage in one request', async () => {
  await using rest = await open();
  const { restApiId } = rest;
  const other = await newStagedApi(rest);
  await deploy(rest, `/restapis/${other}`, { stageName: 'prod' });
  await rest.ok('POST', AT, { restApiId, basePath: 'shop', stage: 'dev' });
  await rest.ok('POST', AT, { restApiId, basePath: 'taken' });
  const { status, body } = await rest.patch(
    `${AT}/shop`,
    ['replace', '/stage', 'prod'],
    ['replace', '/restapiId', other],
    ['replace', '/basePath', 'store'],
  );
  assert.deepEqual([status, body], [200, { restApiId: other, basePath: 'store', stage: 'prod' }]);
  assert.equal((await rest.send('GET', `${AT}/shop`)).status, 404);
  assert.deepEqual(await rest.ok('GET', `${AT}/store`), body);
  // AWS's own table spells it in lower case, and an empty one is (none).
  assert.equal((await rest.patch(`${AT}/store`, ['replace', '/basepath', ''])).body['basePath'], '(none)');
  assert.deepEqual((await rest.patch(`${AT}/(none)`, ['replace', '/stage', ''])).body, {
    restApiId: other,
    basePath: '(none)',
  });

  refused(
    await rest.patch(`${AT}/(none)`, ['replace', '/basePath', 'taken']),
    'ConflictException',
    'Base path already exists for this domain name',
  );
  refused(
    await rest.patch(`${AT}/(none)`, ['replace', '/stage', 'prod'], ['replace', '/restapiId', restApiId]),
    'BadRequestException',
    'Invalid stage identifier specified',
  );
  refused(
    await rest.patch(`${AT}/(none)`, ['remove', '/stage']),
    'BadRequestException',
    "Invalid patch path  '/stage' specified for op 'remove'. Please choose supported operations",
  );
  assert.equal((await rest.ok('GET', AT)).item.length, 2);
});

test('private APIs go to private domain names, by their id, and public ones do not (Developer Guide)', async () => {
  await using rest = await open();
  const { restApiId } = rest;
  const { domainNameId } = await newPrivate(rest);
  const secret = await newApi(rest, { endpointConfiguration: { types: ['PRIVATE'] } });
  const at = '/domainnames/private.example.com/basepathmappings';
  const withId = `?domainNameId=${domainNameId}`;
  const mixed = 'Private APIs can only be mapped to private custom domain names, and public APIs to public ones';
  refused(await rest.send('POST', at + withId, { restApiId }), 'BadRequestException', mixed);
  refused(await rest.send('POST', AT, { restApiId: secret.id }), 'BadRequestException', mixed);
  const mapping = { restApiId: secret.id, basePath: 'v1' };
  assert.deepEqual(await rest.ok('POST', at + withId, mapping), mapping);
  assert.deepEqual(await rest.ok('GET', `${at}/v1${withId}`), mapping);
  assert.deepEqual((await rest.ok('GET', at + withId)).item, [mapping]);
  // hashicorp/terraform-provider-aws#41659
  refused(await rest.send('GET', at), 'NotFoundException', 'Invalid domain name identifier specified');
  assert.equal((await rest.patch(`${at}/v1${withId}`, ['replace', '/basePath', 'v2'])).status, 200);
  assert.equal((await rest.send('DELETE', `${at}/v2${withId}`)).status, 202);
});

test('pages of mappings, whatever their last one is called', async () => {
  await using rest = await open();
  const { restApiId } = rest;
  const names = ["!it's", '(none)', '*', 'a+b', 'v1'];
  for (const basePath of names) await rest.ok('POST', AT, { restApiId, basePath });
  const seen: unknown[] = [];
  for (let position: string | undefined = ''; position !== undefined; ) {
    const target: string = `${AT}?limit=1${position === '' ? '' : `&position=${encodeURIComponent(position)}`}`;
    const page = await rest.ok('GET', target);
    seen.push(...page.item.map(({ basePath }) => basePath));
    position = page.position;
  }
  assert.deepEqual(seen, names);
});

test('what maps to an API is known by the API, and by nobody else when it is gone', async () => {
  await using rest = await open();
  const { restApiId } = rest;
  const inUse = {
    code: 'BadRequestException',
    message: 'Deleting RestApi failed. Please remove all base path mappings related to the RestApi in your domains.',
  };
  await checkApiUnmapped(rest.store, call, restApiId);
  await rest.ok('POST', AT, { restApiId, basePath: 'shop' });
  await assert.rejects(checkApiUnmapped(rest.store, call, restApiId), inUse);
  await checkStageUnmapped(rest.store, call, restApiId, 'dev');
  await rest.patch(`${AT}/shop`, ['replace', '/stage', 'dev'], ['replace', '/basePath', 'store']);
  await assert.rejects(checkStageUnmapped(rest.store, call, restApiId, 'dev'), {
    code: 'BadRequestException',
    message:
      'Deleting stage dev failed. Please remove all base path mappings related to the stage in your domains: api.example.com',
  });
  await checkStageUnmapped(rest.store, call, restApiId, 'prod');

  const other = await newStagedApi(rest);
  await rest.patch(`${AT}/store`, ['replace', '/restapiId', other]);
  await checkApiUnmapped(rest.store, call, restApiId);
  await assert.rejects(checkApiUnmapped(rest.store, call, other), inUse);
  await rest.ok('DELETE', `${AT}/store`);
  await checkApiUnmapped(rest.store, call, other);
});

test('of two that take the same base path at once, one gets it', async () => {
  await using rest = await open();
  const { restApiId } = rest;
  const { CreateBasePathMapping } = rest.handlers;
  const input = { domainName: 'api.example.com', restApiId, basePath: 'shop' };
  const outcomes = await Promise.allSettled([CreateBasePathMapping(input, call), CreateBasePathMapping(input, call)]);
  assert.deepEqual(outcomes.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
  assert.equal((await rest.ok('GET', AT)).item.length, 1);
});
