import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DocumentationVersionRecord } from '../../../definition/definition.ts';
import { AT_START, newApi, newStage, openRest, refused } from '../rest.fixture.ts';

test('a version from creation to deletion (recorded: test_documentation_parts_and_versions)', async () => {
  await using rest = await openRest();
  const versions = `${(await newApi(rest)).at}/documentation/versions`;
  const created = await rest.send('POST', versions, { documentationVersion: 'v123' });
  assert.deepEqual([created.status, created.body], [201, { createdDate: AT_START, version: 'v123' }]);
  const described = { createdDate: AT_START, version: 'v123', description: 'doc version new' };
  const updated = await rest.patch(`${versions}/v123`, ['replace', '/description', 'doc version new']);
  assert.deepEqual([updated.status, updated.body], [200, described]);
  assert.deepEqual(await rest.ok('GET', `${versions}/v123`), described);
  assert.deepEqual(await rest.ok('GET', versions), { item: [described] });
  assert.equal((await rest.send('DELETE', `${versions}/v123`)).status, 202);
  assert.deepEqual(await rest.ok('GET', versions), { item: [] });
  for (const method of ['GET', 'DELETE'])
    refused(
      await rest.send(method, `${versions}/v123`),
      'NotFoundException',
      'Invalid Documentation version specified',
    );
  refused(
    await rest.send('GET', '/restapis/nowhere/documentation/versions'),
    'NotFoundException',
    'Invalid API identifier specified 111111111111:nowhere',
  );
});

test('the description is all that an update changes (developer guide, "Update a documentation snapshot")', async () => {
  await using rest = await openRest();
  const versions = `${(await newApi(rest)).at}/documentation/versions`;
  await rest.ok('POST', versions, { documentationVersion: '1.0.0', description: 'one' });
  refused(
    await rest.patch(`${versions}/1.0.0`, ['replace', '/version', '2']),
    'BadRequestException',
    "Invalid patch path  '/version' specified for op 'replace'. Must be one of: [/description]",
  );
  const again = await rest.send('POST', versions, { documentationVersion: '1.0.0' });
  assert.deepEqual([again.status, again.error], [409, 'ConflictException']);
  assert.equal((await rest.ok('GET', `${versions}/1.0.0`))['description'], 'one');
});

test('a version has the parts as they were', async () => {
  await using rest = await openRest();
  const { at } = await newApi(rest);
  const part = { location: { type: 'API' }, properties: '{"description":"first"}' };
  const { id } = await rest.ok('POST', `${at}/documentation/parts`, part);
  await rest.ok('POST', `${at}/documentation/versions`, { documentationVersion: '1' });
  await rest.patch(`${at}/documentation/parts/${id}`, ['replace', '/properties', '{}']);
  await rest.ok('POST', `${at}/documentation/parts`, { location: { type: 'RESOURCE' }, properties: '{}' });
  await rest.ok('POST', `${at}/documentation/versions`, { documentationVersion: '2' });
  const records = await rest.store.scan<DocumentationVersionRecord>('documentationversion');
  const [one, two] = records.map(({ value }) => value);
  assert.deepEqual(one?.parts, [{ id, ...part }]);
  assert.deepEqual(
    two?.parts.map(({ properties }) => properties),
    ['{}', '{}'],
  );
});

test('a version made for a stage is the one it shows, and cannot go while it does', async () => {
  await using rest = await openRest();
  const { at, stage } = await newStage(rest);
  const versions = `${at}/documentation/versions`;
  rest.clock.advance(60_000);
  const input = { documentationVersion: '1.0.0', stageName: 'dev', description: 'My API Documentation v1.0.0' };
  await rest.ok('POST', versions, input);
  const shown = await rest.ok('GET', stage);
  assert.deepEqual([shown['documentationVersion'], shown['lastUpdatedDate']], ['1.0.0', AT_START + 60]);
  const kept = await rest.send('DELETE', `${versions}/1.0.0`);
  assert.deepEqual([kept.status, kept.error], [400, 'BadRequestException']);
  await rest.ok('DELETE', stage);
  await rest.ok('DELETE', `${versions}/1.0.0`);
});

test('a version for a stage that does not exist is not made', async () => {
  await using rest = await openRest();
  const versions = `${(await newApi(rest)).at}/documentation/versions`;
  const seen = await rest.send('POST', versions, { documentationVersion: '1.0.0', stageName: 'dev' });
  refused(seen, 'NotFoundException', 'Invalid stage identifier specified');
  assert.deepEqual(await rest.ok('GET', versions), { item: [] });
});

test('a version may have any characters that a path can carry', async () => {
  await using rest = await openRest();
  const versions = `${(await newApi(rest)).at}/documentation/versions`;
  for (const version of ['1.0.0', '__proto__', 'größe 1', 'a/b', '😀']) {
    await rest.ok('POST', versions, { documentationVersion: version });
    assert.equal((await rest.ok('GET', `${versions}/${encodeURIComponent(version)}`))['version'], version);
  }
  for (const version of ['', 'a\0', 'a\n', 'x'.repeat(65), '\ud800'])
    assert.equal((await rest.send('POST', versions, { documentationVersion: version })).error, 'BadRequestException');
});
