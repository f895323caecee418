import assert from 'node:assert/strict';
import { test } from 'node:test';
import { definitionKey, stageKey } from '../definition/definition.ts';
import { ManualClock } from '../lib/clock.ts';
import { memoryLog } from '../lib/log.ts';
import { openSqliteStore } from '../store/store.ts';
import { API, definition, integration, SCOPE, stageRecord } from './gateway.fixture.ts';
import { openPlans } from './gateway.ts';

/** Developer guide, "Set up an API Gateway canary release deployment"; overrides merged: test_create_canary_deployment (recorded). */
const canarySettings = {
  percentTraffic: 25,
  deploymentId: 'dep002',
  stageVariableOverrides: { colour: 'blue' },
  useStageCache: false,
};

async function open(percentTraffic: number, random: () => number) {
  const clock = new ManualClock();
  const log = memoryLog();
  const store = await openSqliteStore({ path: ':memory:', log, clock });
  const api = definition({ 'GET /pets': integration({ type: 'MOCK' }) });
  const stage = stageRecord({
    variables: { colour: 'red', size: 'xl' },
    canarySettings: { ...canarySettings, percentTraffic },
  });
  await store.transact(async (tx) => {
    tx.put(definitionKey(SCOPE, API, 'dep001'), api);
    tx.put(definitionKey(SCOPE, API, 'dep002'), { ...api, deploymentId: 'dep002' });
    tx.put(stageKey(SCOPE, API, stage.stageName), stage);
  });
  const capabilities = { clock, invokeFunction: () => assert.fail(), sendHttp: () => assert.fail() };
  const plans = await openPlans(store, capabilities, log, random);
  const context = () => {
    const plan = plans.find(API, 'prod');
    assert.ok(typeof plan !== 'string');
    return plan.context;
  };
  return { store, plans, context };
}

test("the canary gets its share of the requests, with its deployment and its variables over the stage's", async () => {
  let drawn = 0;
  const { store, plans, context } = await open(25, () => drawn);
  drawn = 0.2499;
  assert.deepEqual(
    [context().deploymentId, context().isCanary, context().variables],
    ['dep002', true, { colour: 'blue', size: 'xl' }],
  );
  drawn = 0.25;
  assert.deepEqual(
    [context().deploymentId, context().isCanary, context().variables],
    ['dep001', false, { colour: 'red', size: 'xl' }],
  );
  plans.close();
  await store.close();
});

test('none of the requests at 0 percent, all at 100', async () => {
  for (const [percent, drawn, deployment] of [
    [0, 0, 'dep001'],
    [100, 0.999999, 'dep002'],
  ] as const) {
    const { store, plans, context } = await open(percent, () => drawn);
    assert.equal(context().deploymentId, deployment);
    plans.close();
    await store.close();
  }
});

test('a stage without a canary has nothing to say of one', async () => {
  const { store, plans, context } = await open(25, () => 0);
  await store.transact(async (tx) => tx.put(stageKey(SCOPE, API, 'prod'), stageRecord()));
  await plans.caughtUp();
  assert.deepEqual([context().deploymentId, context().isCanary], ['dep001', null]);
  plans.close();
  await store.close();
});
