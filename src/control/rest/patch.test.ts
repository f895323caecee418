import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newApi, newMockApi, newStage, openRest, refused } from './rest.fixture.ts';

// The API reference, PatchOperation: "The valid value can be add, remove, replace or copy", copy to promote a canary.
test('move, test and copy are refused by every noun that has no use for them', async () => {
  await using rest = await openRest();
  const { at, root, method } = await newMockApi(rest);
  const { id } = await rest.ok('POST', `${at}/resources/${root}`, { pathPart: 'a' });
  for (const op of ['move', 'test', 'copy']) {
    // Two wordings, as recorded for operations that a noun does not have (test_update_resource_behaviour, test_update_method_validation).
    const listed = `Invalid patch path  '/pathPart' specified for op '${op}'. Please choose supported operations`;
    refused(
      await rest.patch(`${at}/resources/${id}`, [op, '/pathPart', 'b', '/parentId']),
      'BadRequestException',
      listed,
    );
    const named = 'Invalid patch operation specified. Must be one of: [replace]';
    refused(await rest.patch(method, [op, '/operationName', 'b', '/httpMethod']), 'BadRequestException', named);
  }
  const { stage } = await newStage(rest);
  for (const op of ['move', 'test']) {
    const seen = await rest.patch(stage, [op, '/deploymentId', 'b', '/canarySettings/deploymentId']);
    refused(seen, 'BadRequestException', `Invalid ${op} operation with path: /deploymentId`);
  }
});

test('one refused operation refuses all', async () => {
  await using rest = await openRest();
  const { at } = await newApi(rest);
  const { status } = await rest.patch(at, ['replace', '/name', 'other'], ['test', '/name', 'other']);
  assert.equal(status, 400);
  assert.equal((await rest.ok('GET', at))['name'], 'pets');
});

test('operations, paths and values are bounded', async () => {
  await using rest = await openRest();
  const { at } = await newApi(rest);
  const replace = ['replace', '/description', 'x'] as const;
  assert.equal((await rest.patch(at, ...Array.from({ length: 1000 }, () => replace))).status, 200);
  refused(
    await rest.patch(at, ...Array.from({ length: 1001 }, () => replace)),
    'BadRequestException',
    'A patch may have no more than 1000 operations',
  );
  refused(
    await rest.patch(at, ['replace', `/${'x'.repeat(4096)}`, '']),
    'BadRequestException',
    'The path of a patch operation may have no more than 4096 characters',
  );
  refused(
    await rest.patch(at, ['replace', '/description', 'x'.repeat(1_048_577)]),
    'BadRequestException',
    'The value of a patch operation may have no more than 1048576 characters',
  );
});
