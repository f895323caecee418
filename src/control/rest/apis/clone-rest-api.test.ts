import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newAuthorizer, TOKEN } from '../parts/authorizers.fixture.ts';
import { deploy, newMockApi, openRest } from '../rest.fixture.ts';

test('a clone has what the other API has, under ids of its own', async () => {
  await using rest = await openRest();
  const source = await newMockApi(rest);
  await rest.patch(
    source.at,
    ['replace', '/description', 'the first'],
    ['add', '/binaryMediaTypes/image~1png'],
    ['replace', '/endpointConfiguration/types/EDGE', 'REGIONAL'],
  );
  const authorizerId = await newAuthorizer(rest, source.at, TOKEN);
  const { id: requestValidatorId } = await rest.ok('POST', `${source.at}/requestvalidators`, { name: 'all' });
  const url = (api: string) => `https://apigateway.amazonaws.com/restapis/${api}/models/Empty`;
  const pets = (api: string) => JSON.stringify({ type: 'array', items: { $ref: url(api) } });
  const schema = pets(source.id);
  await rest.ok('POST', `${source.at}/models`, { name: 'Pets', contentType: 'application/json', schema });
  await rest.ok('DELETE', `${source.at}/models/Error`);
  await rest.ok('PUT', `${source.at}/gatewayresponses/THROTTLED`, { statusCode: '430' });
  await rest.patch(
    source.method,
    ['replace', '/authorizationType', 'CUSTOM'],
    ['replace', '/authorizerId', authorizerId],
    ['replace', '/requestValidatorId', requestValidatorId],
    ['add', '/requestModels/application~1json', 'Pets'],
  );
  const child = await rest.ok('POST', `${source.at}/resources/${source.root}`, { pathPart: 'a' });
  await rest.ok('POST', `${source.at}/resources/${child.id}`, { pathPart: 'b' });
  await deploy(rest, source.at, { stageName: 'dev' });
  const before = await rest.ok('GET', `${source.at}/resources?embed=methods`);

  const clone = await rest.ok('POST', '/restapis', { name: 'copy', cloneFrom: source.id });
  const at = `/restapis/${clone.id}`;
  const { description: _, ...shown } = await rest.ok('GET', source.at);
  const own = { id: clone.id, rootResourceId: clone.rootResourceId, name: 'copy', tags: {} };
  assert.deepEqual(await rest.ok('GET', at), { ...shown, ...own });
  assert.notEqual(clone.rootResourceId, source.root);

  const { item: resources } = await rest.ok('GET', `${at}/resources?embed=methods`);
  assert.deepEqual(resources.map(({ path }) => path).sort(), ['/', '/a', '/a/b']);
  const byPath = new Map(resources.map((resource) => [resource.path, resource]));
  assert.equal(byPath.get('/')?.id, clone.rootResourceId);
  assert.equal(byPath.get('/a')?.['parentId'], clone.rootResourceId);
  assert.equal(byPath.get('/a/b')?.['parentId'], byPath.get('/a')?.id);
  const ids = new Set([...before.item, ...resources].map(({ id }) => id));
  assert.equal(ids.size, 6);

  const { item: authorizers } = await rest.ok('GET', `${at}/authorizers`);
  const { item: validators } = await rest.ok('GET', `${at}/requestvalidators`);
  assert.deepEqual([authorizers.length, validators.length], [1, 1]);
  assert.notEqual(authorizers[0]?.id, authorizerId);
  assert.notEqual(validators[0]?.id, requestValidatorId);
  const method = await rest.ok('GET', `${at}/resources/${clone.rootResourceId}/methods/GET`);
  const original = await rest.ok('GET', source.method);
  const integration = original['methodIntegration'] as object;
  assert.deepEqual(method, {
    ...original,
    authorizerId: authorizers[0]?.id,
    requestValidatorId: validators[0]?.id,
    methodIntegration: { ...integration, cacheNamespace: clone.rootResourceId },
  });
  const { item: models } = await rest.ok('GET', `${at}/models`);
  assert.deepEqual(
    models.map(({ name }) => name),
    ['Empty', 'Pets'],
  );
  assert.equal(models[1]?.['schema'], pets(clone.id));
  assert.equal((await rest.ok('GET', `${at}/gatewayresponses/THROTTLED`))['statusCode'], '430');
  assert.deepEqual(await rest.ok('GET', `${at}/stages`), { item: [] });
  assert.deepEqual(await rest.ok('GET', `${at}/deployments`), { item: [] });

  // Neither is the other: what goes in one stays in the other.
  await rest.ok('DELETE', source.at);
  await deploy(rest, at, { stageName: 'dev' });
});

test('what the caller gives comes before what the other API has', async () => {
  await using rest = await openRest();
  const source = await newMockApi(rest);
  await rest.patch(source.at, ['replace', '/apiKeySource', 'AUTHORIZER'], ['add', '/binaryMediaTypes/a~1b']);
  const given = { apiKeySource: 'HEADER', binaryMediaTypes: ['image/png'], description: 'mine', version: 'v2' };
  const clone = await rest.ok('POST', '/restapis', { name: 'copy', cloneFrom: source.id, ...given });
  const { apiKeySource, binaryMediaTypes, description, version } = clone;
  assert.deepEqual({ apiKeySource, binaryMediaTypes, description, version }, given);
});
