import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newStage, openRest, refused } from '../rest.fixture.ts';

test('a stage that exists is flushed', async () => {
  await using rest = await openRest();
  const { at, stage } = await newStage(rest);
  for (const cache of ['data', 'authorizers']) {
    const { status, body } = await rest.send('DELETE', `${stage}/cache/${cache}`);
    assert.deepEqual([status, body], [202, undefined]);
    refused(
      await rest.send('DELETE', `${at}/stages/none/cache/${cache}`),
      'NotFoundException',
      'Invalid stage identifier specified',
    );
    refused(
      await rest.send('DELETE', `/restapis/none/stages/dev/cache/${cache}`),
      'NotFoundException',
      'Invalid API identifier specified 111111111111:none',
    );
  }
});

test('what authorizers found out is flushed by a change that every gateway sees, and leaves nothing behind', async () => {
  await using rest = await openRest();
  const { stage } = await newStage(rest);
  const before = await rest.store.sequence();
  await rest.send('DELETE', `${stage}/cache/authorizers`);
  const { changes } = await rest.store.changes(before, 10);
  assert.ok(changes.length > 0);
  for (const { key } of changes)
    assert.deepEqual([key.kind, key.id], ['stageflush', stage.replace(/^\/restapis\/(.+)\/stages\//, '$1/')]);
  assert.deepEqual(await rest.store.scan('stageflush'), []);
});
