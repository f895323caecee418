import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deploy, newStage, openRest, type PatchOperation, refused } from '../rest.fixture.ts';

test('a canary is made by its first patch (test_create_canary_deployment_by_stage_update)', async () => {
  await using rest = await openRest();
  const { at, stage, deployment } = await newStage(rest);
  const second = await deploy(rest, at);
  const canary = async (...operation: PatchOperation) => (await rest.patch(stage, operation)).body['canarySettings'];
  assert.deepEqual(await canary('replace', '/canarySettings/deploymentId', second), {
    deploymentId: second,
    percentTraffic: 0,
    useStageCache: false,
  });
  assert.equal(await canary('remove', '/canarySettings'), undefined);
  assert.deepEqual(await canary('replace', '/canarySettings/percentTraffic', '50'), {
    deploymentId: deployment,
    percentTraffic: 50,
    useStageCache: false,
  });
  assert.deepEqual(await canary('replace', '/canarySettings/useStageCache', 'true'), {
    deploymentId: deployment,
    percentTraffic: 50,
    useStageCache: true,
  });
});

test('a canary is promoted by copying (test_update_stage_with_copy_ops)', async () => {
  await using rest = await openRest();
  const { at, stage, deployment } = await newStage(rest, { variables: { testVar: 'test', testVar2: 'test2' } });
  const copyId: PatchOperation = ['copy', '/deploymentId', undefined, '/canarySettings/deploymentId'];
  const copyVariables: PatchOperation = ['copy', '/variables', undefined, '/canarySettings/stageVariableOverrides'];
  refused(
    await rest.patch(stage, ['copy', '/canarySettings/stageVariableOverrides', undefined, '/variables']),
    'BadRequestException',
    'Invalid copy operation with path: /canarySettings/stageVariableOverrides and from /variables. Valid copy:path are [/deploymentId, /variables] and valid copy:from are [/canarySettings/deploymentId, /canarySettings/stageVariableOverrides]',
  );
  refused(
    await rest.patch(stage, copyVariables, copyId),
    'BadRequestException',
    'Promotion not available. Canary does not exist.',
  );
  const noTraffic: PatchOperation = ['replace', '/canarySettings/percentTraffic', '0.0'];
  const { body: empty } = await rest.patch(stage, noTraffic, copyId, copyVariables);
  assert.equal(empty['deploymentId'], deployment);
  assert.deepEqual(empty['canarySettings'], { deploymentId: deployment, percentTraffic: 0, useStageCache: false });
  assert.deepEqual(empty['variables'], { testVar: 'test', testVar2: 'test2' });

  const canary = await deploy(rest, at, {
    stageName: 'dev',
    canarySettings: { percentTraffic: 50, stageVariableOverrides: { testVar: 'override' } },
  });
  const { body } = await rest.patch(stage, noTraffic, copyId, copyVariables);
  assert.equal(body['deploymentId'], canary);
  assert.deepEqual(body['variables'], { testVar: 'override', testVar2: 'test2' });
  assert.deepEqual(body['canarySettings'], {
    deploymentId: canary,
    percentTraffic: 0,
    stageVariableOverrides: { testVar: 'override' },
    useStageCache: false,
  });
});
