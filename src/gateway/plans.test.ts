import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type ApiDefinition, definitionKey, type StageRecord, stageKey } from '../definition/definition.ts';
import { ManualClock } from '../lib/clock.ts';
import { memoryLog } from '../lib/log.ts';
import type { StagePlan } from '../plan/plan.ts';
import { openSqliteStore, type Store } from '../store/store.ts';
import { API, definition, deploy, integration, mock, returned, SCOPE, stageRecord } from './gateway.fixture.ts';
import { openPlans, type Plans } from './plans.ts';

interface Opened extends AsyncDisposable {
  readonly store: Store;
  readonly plans: Plans;
  readonly log: ReturnType<typeof memoryLog>;
}

async function open(prepare: (store: Store) => Promise<void> = async () => undefined): Promise<Opened> {
  const clock = new ManualClock();
  const log = memoryLog();
  const store = await openSqliteStore({ path: ':memory:', log, clock });
  await prepare(store);
  const sendHttp = () => assert.fail('no endpoint is called');
  const plans = await openPlans(store, { clock, sendHttp, invokeFunction: async () => returned({}) }, log);
  return {
    store,
    plans,
    log,
    async [Symbol.asyncDispose]() {
      plans.close();
      await store.close();
    },
  };
}

const one = definition({ 'GET /one': mock });
const two: ApiDefinition = { ...definition({ 'GET /two': mock }), deploymentId: 'dep002' };
/** Of a later version. */
const unreadable = { ...two, format: 3 } as unknown as ApiDefinition;
const pointing = (deploymentId: string): StageRecord => stageRecord({ deploymentId });

function serves(plans: Plans, path: string, stage = 'prod'): boolean | string {
  const plan: StagePlan | string = plans.find(API, stage);
  return typeof plan === 'string' ? plan : plan.routes.find(path, 'GET') !== undefined;
}

test('everything that is deployed is compiled at the start', async () => {
  await using opened = await open(async (store) => {
    await deploy(store, one, stageRecord());
    await deploy(store, one, stageRecord({ stageName: 'beta' }));
  });
  assert.equal(serves(opened.plans, '/one'), true);
  assert.equal(serves(opened.plans, '/one', 'beta'), true);
  assert.equal(serves(opened.plans, '/one', 'none'), 'unknown stage');
  assert.equal(opened.plans.find('zzzzzz1234', 'prod'), 'unknown api');
});

test('what was committed before caughtUp is served after it', async () => {
  await using opened = await open();
  assert.equal(serves(opened.plans, '/one'), 'unknown api');
  await deploy(opened.store, one, stageRecord());
  await opened.plans.caughtUp();
  assert.equal(serves(opened.plans, '/one'), true);
  await deploy(opened.store, two, pointing('dep002'));
  await opened.plans.caughtUp();
  assert.deepEqual([serves(opened.plans, '/one'), serves(opened.plans, '/two')], [false, true]);
});

test('a plan that serves is not touched by the one that follows it', async () => {
  await using opened = await open((store) => deploy(store, one, stageRecord()));
  const before = opened.plans.find(API, 'prod');
  await deploy(opened.store, two, pointing('dep002'));
  await opened.plans.caughtUp();
  assert.notEqual(opened.plans.find(API, 'prod'), before);
  assert.ok(typeof before !== 'string' && before.routes.find('/one', 'GET') !== undefined);
});

test('a stage that cannot be compiled goes on with its old plan, and says so', async () => {
  await using opened = await open((store) => deploy(store, one, stageRecord()));
  await deploy(opened.store, unreadable, pointing('dep002'));
  await opened.plans.caughtUp();
  assert.equal(serves(opened.plans, '/one'), true);
  const [line] = opened.log.lines.filter(({ level }) => level === 'error');
  assert.equal(line?.message, `Stage prod of API ${API} cannot be served; what it served before goes on`);
  assert.match(String(line?.fields['error']), /format 3/);
});

test('a stage that cannot be compiled and never was is unserved, not unknown; the others are served', async () => {
  await using opened = await open(async (store) => {
    await deploy(store, unreadable, stageRecord({ stageName: 'bad', deploymentId: 'dep002' }));
    await deploy(store, one, stageRecord());
  });
  assert.equal(serves(opened.plans, '/one', 'bad'), 'unserved');
  assert.equal(serves(opened.plans, '/one'), true);
});

test('a stage that is deleted is unknown, and so is an API without stages', async () => {
  await using opened = await open(async (store) => {
    await deploy(store, one, stageRecord());
    await deploy(store, one, stageRecord({ stageName: 'beta' }));
  });
  const remove = async (stage: string): Promise<void> => {
    await opened.store.transact(async (tx) => tx.delete(stageKey(SCOPE, API, stage)));
    await opened.plans.caughtUp();
  };
  await remove('prod');
  assert.deepEqual([serves(opened.plans, '/one'), serves(opened.plans, '/one', 'beta')], ['unknown stage', true]);
  await remove('beta');
  assert.equal(serves(opened.plans, '/one', 'beta'), 'unknown api');
});

test('a rescan serves what it had until it is done, and drops what is gone', async () => {
  const clock = new ManualClock();
  const log = memoryLog();
  const inner = await openSqliteStore({ path: ':memory:', log, clock });
  await deploy(inner, one, stageRecord());
  await deploy(inner, one, stageRecord({ stageName: 'gone' }));
  let truncated = false;
  const scanning = Promise.withResolvers<void>();
  const go = Promise.withResolvers<void>();
  let scans = 0;
  // The store as it is when more changes were lost than it keeps, and reading it takes a while.
  const store: Store = {
    ...bound(inner),
    async changes(after, limit) {
      const lost = truncated;
      truncated = false;
      return { ...(await inner.changes(after, limit)), truncated: lost };
    },
    async scan<T>(kind: string) {
      if (++scans > 1) {
        scanning.resolve();
        await go.promise;
      }
      return inner.scan<T>(kind);
    },
  };
  const sendHttp = () => assert.fail('no endpoint is called');
  const plans = await openPlans(store, { clock, sendHttp, invokeFunction: async () => returned({}) }, log);
  truncated = true;
  await inner.transact(async (tx) => tx.delete(stageKey(SCOPE, API, 'gone')));
  const caughtUp = plans.caughtUp();
  await scanning.promise;
  assert.equal(serves(plans, '/one'), true);
  go.resolve();
  await caughtUp;
  assert.deepEqual([serves(plans, '/one'), serves(plans, '/one', 'gone')], [true, 'unknown stage']);
  plans.close();
  await inner.close();
});

function bound(store: Store): Store {
  return {
    transact: (body) => store.transact(body),
    scan: (kind) => store.scan(kind),
    changes: (after, limit) => store.changes(after, limit),
    sequence: () => store.sequence(),
    watch: (hint) => store.watch(hint),
    close: () => store.close(),
    get: (key) => store.get(key),
    list: (range) => store.list(range),
    blob: (key) => store.blob(key),
  };
}

test('what answers 501 is in the log', async () => {
  const api = definition({
    'GET /keyed': integration({ type: 'MOCK', cacheKeyParameters: ['method.request.path.a'] }),
  });
  await using opened = await open((store) => deploy(store, api, stageRecord({ tracingEnabled: true })));
  assert.deepEqual(
    opened.log.lines.filter(({ level }) => level === 'warn').map(({ message }) => message),
    [
      `Every method of API ${API}, stage prod answers 501: Gatehouse does not implement tracing (tracingEnabled) yet`,
      `GET /keyed of API ${API}, stage prod answers 501: Gatehouse does not implement cache keys (cacheKeyParameters) yet`,
    ],
  );
});

test('after close nothing is followed', async () => {
  await using opened = await open((store) => deploy(store, one, stageRecord()));
  opened.plans.close();
  await opened.store.transact(async (tx) => {
    tx.put(definitionKey(SCOPE, API, 'dep002'), two);
    tx.put(stageKey(SCOPE, API, 'prod'), pointing('dep002'));
  });
  await opened.plans.caughtUp();
  assert.equal(serves(opened.plans, '/one'), true);
});
