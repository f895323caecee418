import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RevisionConflict, type Store } from '../../../store/store.ts';
import { limitsOf } from '../../limits.ts';
import type { RestControl } from '../operations.ts';
import { newStage, openRest, type PatchOperation, type RestClient, refused } from '../rest.fixture.ts';
import { usagePlanHandlers } from './usage-plans.ts';

async function newPlan(
  rest: RestClient,
  input: object = {},
): Promise<{ readonly id: string; readonly at: string; readonly api: string; readonly restApi: string }> {
  const { at: restApi } = await newStage(rest);
  const api = restApi.slice('/restapis/'.length);
  const { id } = await rest.ok('POST', '/usageplans', {
    name: 'basic',
    description: 'my plan',
    apiStages: [{ apiId: api, stage: 'dev' }],
    ...input,
  });
  return { id, at: `/usageplans/${id}`, api, restApi };
}

test('a plan is made, got, listed and patched (test_usage_plan_crud)', async () => {
  await using rest = await openRest();
  const { id, at, api } = await newPlan(rest);
  const plan = { id, name: 'basic', description: 'my plan', apiStages: [{ apiId: api, stage: 'dev' }] };
  assert.match(id, /^[a-z0-9]{6}$/);
  assert.deepEqual(await rest.ok('GET', at), { ...plan, tags: {} });
  assert.deepEqual(await rest.ok('GET', '/usageplans'), { item: [plan] });
  const { status, body } = await rest.patch(
    at,
    ['replace', '/throttle/burstLimit', '100'],
    ['replace', '/throttle/rateLimit', '200'],
    ['replace', '/quota/limit', '5000'],
    ['replace', '/quota/period', 'MONTH'],
  );
  const limited = {
    ...plan,
    throttle: { burstLimit: 100, rateLimit: 200 },
    quota: { limit: 5000, offset: 0, period: 'MONTH' },
  };
  assert.deepEqual([status, body], [200, { ...limited, tags: {} }]);
  const wrong: readonly [operation: PatchOperation, error: string, message: string][] = [
    [['add', '/apiStages'], 'BadRequestException', 'Invalid API Stage specified'],
    [['add', '/apiStages', 'fakevalue'], 'BadRequestException', 'Invalid API Stage specified'],
    [
      ['add', '/apiStages', `${api}b:dev`],
      'NotFoundException',
      `Invalid API Stage {api: ${api}b, stage: dev} specified for usageplan ${id}`,
    ],
    [
      ['add', '/apiStages', `${api}:fakestagename`],
      'NotFoundException',
      `Invalid API Stage {api: ${api}, stage: fakestagename} specified for usageplan ${id}`,
    ],
  ];
  for (const [operation, error, message] of wrong) {
    refused(await rest.patch(at, ['replace', '/name', 'changed'], operation), error, message);
  }
  refused(await rest.patch('/usageplans/nope', ['replace', '/name', 'x']), 'NotFoundException', NO_PLAN);
  assert.deepEqual(await rest.ok('GET', '/usageplans'), { item: [limited] });
});

const NO_PLAN = 'Invalid Usage Plan ID specified';

test('a new plan shows throttle, quota and tags (test_api_key_required_for_methods)', async () => {
  await using rest = await openRest();
  const given = {
    throttle: { burstLimit: 1, rateLimit: 2 },
    quota: { limit: 10, offset: 0, period: 'DAY' },
    tags: { tag_key: 'tag_value' },
  };
  const { id, ...plan } = await rest.ok('POST', '/usageplans', { name: 'basic', description: 'x', ...given });
  assert.deepEqual(plan, { name: 'basic', description: 'x', apiStages: [], ...given });
});

test('throttles of methods, with paths as Terraform and as AWS write them', async () => {
  await using rest = await openRest();
  const { at, api } = await newPlan(rest);
  const stage = `/apiStages/${api}:dev/throttle`;
  const throttles = async (...operations: readonly PatchOperation[]) => {
    const { status, body } = await rest.patch(at, ...operations);
    assert.equal(status, 200);
    return (body['apiStages'] as { throttle?: object }[])[0]?.throttle;
  };
  assert.deepEqual(
    await throttles(
      ['replace', `${stage}//pets/{id}/GET/rateLimit`, '0.5'],
      ['add', `${stage}/~1pets~1{id}/GET/burstLimit`, '3'],
      ['replace', `${stage}///GET/rateLimit`, '1'],
      ['replace', `${stage}//__proto__/POST/burstLimit`, '2'],
    ),
    {
      '/pets/{id}/GET': { rateLimit: 0.5, burstLimit: 3 },
      '//GET': { rateLimit: 1 },
      '/__proto__/POST': { burstLimit: 2 },
    },
  );
  assert.deepEqual(await throttles(['remove', `${stage}//__proto__/POST`], ['remove', `${stage}/~1/GET`]), {
    '/pets/{id}/GET': { rateLimit: 0.5, burstLimit: 3 },
  });
  assert.equal(await throttles(['remove', stage]), undefined);
  assert.deepEqual(await throttles(['replace', stage, '{"/pets/GET": {"rateLimit": 4}}']), {
    '/pets/GET': { rateLimit: 4 },
  });
});

test('a stage that is taken out and put in again, as Terraform does it', async () => {
  await using rest = await openRest();
  const { at, api } = await newPlan(rest, {
    quota: { limit: 1, period: 'WEEK', offset: 6 },
    throttle: { rateLimit: 1 },
  });
  const { body } = await rest.patch(
    at,
    ['remove', '/apiStages', `${api}:dev`],
    ['add', '/apiStages', `${api}:dev`],
    ['replace', `/apiStages/${api}:dev/throttle//test/GET/rateLimit`, '3'],
    ['remove', '/throttle'],
    ['remove', '/quota'],
    ['add', '/productCode', 'abc'],
  );
  const { id: _, ...plan } = body;
  assert.deepEqual(plan, {
    name: 'basic',
    description: 'my plan',
    apiStages: [{ apiId: api, stage: 'dev', throttle: { '/test/GET': { rateLimit: 3 } } }],
    productCode: 'abc',
    tags: {},
  });
});

/** The list as boto/boto3#2629 quotes it from AWS. */
const REMOVABLE =
  '[/apiStages, /quota, /throttle, /productCode, /apiStages/<apidId:stageName>/throttle/<resourcePath>/<httpMethod>, /apiStages/<apidId:stageName>/throttle]';

test('patches that are refused change nothing', async () => {
  await using rest = await openRest();
  const { at, api } = await newPlan(rest);
  const before = await rest.ok('GET', at);
  const refusals: readonly [operation: PatchOperation, message: string][] = [
    [
      ['remove', `/apiStages/${api}:dev`],
      `Invalid patch path  '/apiStages/${api}:dev' specified for op 'remove'. Must be one of: ${REMOVABLE}`,
    ],
    [['remove', '/apiStages'], 'Invalid API Stage specified'],
    [['test', '/name', 'x'], "Invalid patch path  '/name' specified for op 'test'. Please choose supported operations"],
    [['replace', '/quota/limit', '5'], 'Usage Plan quota must have a limit and a period'],
    [['replace', '/quota/period', 'constructor'], 'Usage Plan quota must have a limit and a period'],
    [['replace', '/throttle/burstLimit', '1.5'], 'Invalid Usage Plan burstLimit specified: 1.5'],
    [['replace', '/throttle/rateLimit', '-1'], 'Invalid Usage Plan rateLimit specified: -1'],
    [['replace', '/throttle/rateLimit', ''], 'Invalid Usage Plan rateLimit specified: NaN'],
    [['replace', '/name', ''], 'Usage Plan name cannot be empty'],
    [['replace', `/apiStages/${api}:dev/throttle`, '[1]'], 'Invalid throttle specified'],
    [
      ['remove', `/apiStages/${api}:dev/throttle//toString/GET`],
      `Invalid method /toString/GET specified for API Stage ${api}:dev`,
    ],
  ];
  for (const [operation, message] of refusals) {
    refused(await rest.patch(at, ['replace', '/name', 'changed'], operation), 'BadRequestException', message);
  }
  assert.deepEqual(await rest.ok('GET', at), before);
});

test('quotas have offsets that fit the period (Terraform provider, validUsagePlanQuotaSettings)', async () => {
  await using rest = await openRest();
  const attempt = (quota: object) => rest.send('POST', '/usageplans', { name: 'x', quota: { limit: 1, ...quota } });
  const refusals: readonly [quota: object, message: string][] = [
    [{ period: 'DAY', offset: 1 }, 'Usage Plan quota offset must be zero in the DAY period'],
    [{ period: 'WEEK', offset: 7 }, 'Usage Plan quota offset must be between 0 and 6 inclusive in the WEEK period'],
    [{ period: 'MONTH', offset: 28 }, 'Usage Plan quota offset must be between 0 and 27 inclusive in the MONTH period'],
    [{ period: 'MONTH', offset: -1 }, 'Usage Plan quota offset must be between 0 and 27 inclusive in the MONTH period'],
  ];
  for (const [quota, message] of refusals) refused(await attempt(quota), 'BadRequestException', message);
  assert.equal((await attempt({ period: 'MONTH', offset: 27 })).status, 201);
});

test('stages that a new plan cannot have', async () => {
  await using rest = await openRest();
  const { api } = await newPlan(rest);
  const attempt = (...apiStages: readonly object[]) => rest.send('POST', '/usageplans', { name: 'x', apiStages });
  // aws/aws-sdk#354 shows the sentence with its placeholders.
  for (const stage of [{ apiId: api }, { stage: 'dev' }, { apiId: '', stage: 'dev' }]) {
    refused(
      await attempt(stage),
      'BadRequestException',
      'Invalid API Stage {api: %s, stage: %s} specified for usageplan %s',
    );
  }
  const missing = await attempt({ apiId: api, stage: 'none' });
  assert.deepEqual([missing.status, missing.error], [404, 'NotFoundException']);
  assert.match(
    String(missing.body.message),
    /^Invalid API Stage \{api: \w+, stage: none\} specified for usageplan \w{6}$/,
  );
  const twice = { apiId: api, stage: 'dev' };
  refused(await attempt(twice, twice), 'BadRequestException', 'Duplicate API Stage specified');
  assert.equal((await rest.ok('GET', '/usageplans')).item.length, 1);
});

test('a plan with stages stays (aws/aws-sdk-js#3841), one without goes, and so do its keys', async () => {
  await using rest = await openRest();
  const { id, at, api } = await newPlan(rest);
  const key = await rest.ok('POST', '/apikeys', { name: 'k' });
  await rest.ok('POST', `${at}/keys`, { keyId: key.id, keyType: 'API_KEY' });
  refused(
    await rest.send('DELETE', at),
    'BadRequestException',
    `Cannot delete Usage Plan ${id} because there are API Stages associated with it, including ${api}:dev`,
  );
  await rest.patch(at, ['remove', '/apiStages', `${api}:dev`]);
  assert.equal((await rest.send('DELETE', at)).status, 202);
  refused(await rest.send('GET', at), 'NotFoundException', NO_PLAN);
  refused(await rest.send('DELETE', at), 'NotFoundException', NO_PLAN);
  assert.deepEqual(await rest.ok('GET', `/usageplans?keyId=${key.id}`), { item: [] });
});

test('a stage that is deleted leaves its plans (hashicorp/terraform-provider-aws#14100), and so does an API', async () => {
  await using rest = await openRest();
  const { at, restApi, api } = await newPlan(rest);
  const deployment = (await rest.ok('GET', `${restApi}/deployments`)).item[0]?.id;
  await rest.ok('POST', `${restApi}/stages`, { stageName: 'prod', deploymentId: deployment });
  await rest.patch(at, ['add', '/apiStages', `${api}:prod`]);
  await rest.send('DELETE', `${restApi}/stages/dev`);
  assert.deepEqual((await rest.ok('GET', at))['apiStages'], [{ apiId: api, stage: 'prod' }]);
  await rest.send('DELETE', restApi);
  assert.deepEqual((await rest.ok('GET', at))['apiStages'], []);
});

const call = {
  requestId: 'r-1',
  account: '111111111111',
  region: 'us-east-1',
  service: 'apigateway',
  operation: 'Test',
  scope: '111111111111/us-east-1',
};

test('a stage that goes while plans take it is in none of them', async () => {
  for (const first of ['plan', 'stage']) {
    await using rest = await openRest();
    const { id, at, api: restApiId } = await newPlan(rest);
    await rest.patch(at, ['remove', '/apiStages', `${restApiId}:dev`]);
    const { CreateUsagePlan, UpdateUsagePlan, DeleteStage } = rest.handlers;
    const make = () => CreateUsagePlan({ name: 'p', apiStages: [{ apiId: restApiId, stage: 'dev' }] }, call);
    const patch = { op: 'add', path: '/apiStages', value: `${restApiId}:dev` } as const;
    const take = () => UpdateUsagePlan({ usagePlanId: id, patchOperations: [patch] }, call);
    const go = () => DeleteStage({ restApiId, stageName: 'dev' }, call);
    const all = first === 'plan' ? [make, take, go] : [go, make, take];
    await Promise.allSettled(all.map((one) => one()));
    await go().catch(() => undefined);
    const plans = (await rest.ok('GET', '/usageplans')).item;
    assert.deepEqual(
      plans.flatMap((plan) => plan['apiStages']),
      [],
      first,
    );
  }
});

test('a key that comes into a plan while another of its plans takes the same stage is in one of the two', async () => {
  await using rest = await openRest();
  const { id: a, api } = await newPlan(rest);
  const b = await rest.ok('POST', '/usageplans', { name: 'b' });
  const key = await rest.ok('POST', '/apikeys', { name: 'k' });
  await rest.ok('POST', `/usageplans/${b.id}/keys`, { keyId: key.id, keyType: 'API_KEY' });
  // The other one's commit comes when this one has read all that it reads.
  const store: Pick<Store, 'transact'> = {
    transact: (body) =>
      rest.store.transact(async (tx) => {
        const answer = await body(tx);
        await rest.ok('POST', `/usageplans/${a}/keys`, { keyId: key.id, keyType: 'API_KEY' });
        return answer;
      }),
  };
  const { UpdateUsagePlan } = usagePlanHandlers({ store, limits: limitsOf('open') } as RestControl);
  const patchOperations = [{ op: 'add', path: '/apiStages', value: `${api}:dev` }] as const;
  await assert.rejects(UpdateUsagePlan({ usagePlanId: b.id, patchOperations }, call), RevisionConflict);
  assert.deepEqual((await rest.ok('GET', `/usageplans/${b.id}`))['apiStages'], []);
});

test('a patch has at most 1,000 operations, here as everywhere', async () => {
  await using rest = await openRest();
  const { at } = await newPlan(rest);
  const many = Array.from({ length: 1_001 }, () => ['replace', '/name', 'x'] as const);
  refused(await rest.patch(at, ...many), 'BadRequestException', 'A patch may have no more than 1000 operations');
});
