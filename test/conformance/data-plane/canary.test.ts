import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ApiDefinition, StageRecord } from '../../../src/definition/definition.ts';
import { definition, deploy, run, stageRecord } from '../../../src/gateway/gateway.fixture.ts';
import { mocked, templated } from './given.ts';

/** §1.17 canary, and G22: what test_invoking_canary_deployment was answered by AWS. */

function saying(message: string): ApiDefinition {
  const template =
    `{"message":"${message}","variable":"$stageVariables.testVar","nonExistingDefault":"$stageVariables.noStageVar",` +
    '"nonOverridden":"$stageVariables.defaultVar","isCanary":"$context.isCanaryRequest"}';
  return definition({ 'GET /': mocked('{"statusCode": 200}', { integrationResponses: templated(template) }) });
}

const variables = { testVar: 'default', defaultVar: 'default' };

function stage(percentTraffic: number): StageRecord {
  const stageVariableOverrides = { testVar: 'canary', noStageVar: 'canary' };
  return stageRecord({
    variables,
    canarySettings: { deploymentId: 'dep002', percentTraffic, stageVariableOverrides, useStageCache: false },
  });
}

const DEFAULT = {
  message: 'default deployment',
  variable: 'default',
  nonExistingDefault: '',
  nonOverridden: 'default',
  isCanary: 'false',
};

const CANARY = {
  message: 'canary deployment',
  variable: 'canary',
  nonExistingDefault: 'canary',
  nonOverridden: 'default',
  isCanary: 'true',
};

test('§1.17 canary: none of the requests, then all of them, with the overrides over the variables (test_invoking_canary_deployment)', async () => {
  await using gateway = await run(saying('default deployment'), stageRecord({ variables }));
  const canary = { ...saying('canary deployment'), deploymentId: 'dep002' };
  const answered = async (percent: number): Promise<unknown> => {
    await deploy(gateway.store, canary, stage(percent));
    await gateway.plans.caughtUp();
    return JSON.parse((await gateway.send('GET /prod/')).body.toString());
  };
  assert.deepEqual(await answered(0), DEFAULT);
  assert.deepEqual(await answered(100), CANARY);
});
