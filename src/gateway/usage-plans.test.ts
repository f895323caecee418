import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { ResolvedMethod, ResolvedStage } from '../definition/definition.ts';
import {
  type ApiDefinition,
  type ApiKeyRecord,
  apiKeyKey,
  DEFAULT_METHOD_SETTING,
  type GatewayResponseRecord,
  type StageRecord,
  type ThrottleRecord,
  type UsagePlanRecord,
  usagePlanKey,
} from '../definition/definition.ts';
import type { Context } from '../exchange/exchange.ts';
import { compileApiKey } from '../limits/limits.ts';
import {
  definition,
  lambda,
  mock,
  type RawResponse,
  type Running,
  run,
  SCOPE,
  stageRecord,
} from './gateway.fixture.ts';
import { apiKey, KEY, openUsage, put, tie, type Usage, untie, usagePlan } from './usage.fixture.ts';

const required = { method: { apiKeyRequired: true } };
const pets = definition({ 'GET /pets': mock, 'POST /pets': mock, 'GET /': mock }, required);
const shown = [`x-api-key: ${KEY}`];

interface Given {
  readonly api?: ApiDefinition;
  readonly stage?: Partial<StageRecord>;
  readonly key?: Partial<ApiKeyRecord>;
  readonly plan?: Partial<UsagePlanRecord>;
  readonly account?: readonly [rate: number, burst: number];
  readonly buckets?: number;
}

interface Guarded extends AsyncDisposable {
  readonly gateway: Running;
  readonly usage: Usage;
  /** `GET /prod/pets` with the key, unless told otherwise. */
  get(headers?: readonly string[], request?: string): Promise<RawResponse>;
  /** The statuses of so many. */
  statuses(count: number, headers?: readonly string[], request?: string): Promise<number[]>;
}

/** A gateway with one key in one plan of its stage. */
async function guarded(given: Given = {}): Promise<Guarded> {
  let usage: Usage | undefined;
  const gateway = await run(given.api ?? pets, stageRecord(given.stage), undefined, async (store, clock) => {
    await put(store, { keys: [apiKey(given.key)], plans: [usagePlan(given.plan)] });
    await tie(store);
    usage = await openUsage(store, clock, given);
    return usage.capabilities;
  });
  if (usage === undefined) throw new Error('nothing was opened');
  const own = usage;
  const get = (headers: readonly string[] = shown, request = 'GET /prod/pets') => gateway.send(request, headers);
  return {
    gateway,
    usage: own,
    get,
    async statuses(count, headers, request) {
      const all: number[] = [];
      for (let i = 0; i < count; i++) all.push((await get(headers, request)).status);
      return all;
    },
    async [Symbol.asyncDispose]() {
      own.plans.close();
      await gateway[Symbol.asyncDispose]();
    },
  };
}

const settings = (burst: number, rate = 1): StageRecord['methodSettings'][string] => ({
  ...DEFAULT_METHOD_SETTING,
  throttlingRateLimit: rate,
  throttlingBurstLimit: burst,
});

const throttle = (burstLimit: number, rateLimit = 1): ThrottleRecord => ({ burstLimit, rateLimit });

function refused(answer: RawResponse, status: number, errorType: string, body: string): void {
  assert.deepEqual(
    [answer.status, answer.header('x-amzn-errortype'), answer.body.toString()],
    [status, errorType, body],
  );
}

const forbidden = (answer: RawResponse) => refused(answer, 403, 'ForbiddenException', '{"message":"Forbidden"}');
const tooMany = (answer: RawResponse) =>
  refused(answer, 429, 'TooManyRequestsException', '{"message":"Too Many Requests"}');
const exceeded = (answer: RawResponse) =>
  refused(answer, 429, 'LimitExceededException', '{"message":"Limit Exceeded"}');

describe('§2.7 API key missing, unknown, disabled, in no plan of the stage: 403 Forbidden', () => {
  test('with a key of the plan, whatever the case of the header, the method is served', async () => {
    await using it = await guarded();
    for (const name of ['x-api-key', 'X-API-Key', 'X-Api-KEY'])
      assert.equal((await it.get([`${name}: ${KEY}`])).status, 200);
    assert.equal(it.usage.used(), 3);
  });

  test('missing, empty, unknown, too long', async () => {
    await using it = await guarded();
    for (const headers of [
      [],
      ['x-api-key:'],
      [`x-api-key: ${KEY}x`],
      [`x-api-key: ${'k'.repeat(5_000)}`],
      [`x-api-key: key0000001`],
    ])
      forbidden(await it.get(headers));
    assert.equal(
      it.gateway.log.lines.some(({ message }) => message.includes(KEY)),
      false,
    );
  });

  const useless: readonly [what: string, given: Given][] = [
    ['disabled', { key: { enabled: false } }],
    ['in a plan of another stage', { plan: { apiStages: [{ apiId: pets.api.id, stage: 'test' }] } }],
    ['in a plan of another API', { plan: { apiStages: [{ apiId: 'other', stage: 'prod' }] } }],
    // "you must use the UsagePlan apiStages property … instead of using the ApiKey stageKeys property" (developer guide, "Set up usage plans").
    [
      'with the stage among its stageKeys only',
      { key: { stageKeys: [`${pets.api.id}/prod`] }, plan: { apiStages: [] } },
    ],
  ];
  for (const [what, given] of useless)
    test(what, async () => {
      await using it = await guarded(given);
      forbidden(await it.get());
      assert.deepEqual(it.usage.asked, []);
    });

  test('of another account', async () => {
    await using it = await guarded({ key: { enabled: false } });
    const { store } = it.gateway;
    const other = '210987654321/eu-west-1';
    await put(store, { keys: [apiKey({ value: `${KEY}-other` })], plans: [usagePlan()] }, other);
    await tie(store, 'plan01', 'key0000001', other);
    await it.usage.plans.caughtUp();
    forbidden(await it.get([`x-api-key: ${KEY}-other`]));
  });

  test('where nobody can say who has which key', async () => {
    await using gateway = await run(pets);
    forbidden(await gateway.send('GET /prod/pets', shown));
  });

  test('a method that wants no key looks at none, and no plan limits it', async () => {
    await using it = await guarded({ api: definition({ 'GET /pets': mock }), plan: { throttle: throttle(0) } });
    for (const headers of [[], shown, ['x-api-key: nonsense']]) assert.equal((await it.get(headers)).status, 200);
    assert.deepEqual(it.usage.asked, []);
  });

  test('the source AUTHORIZER: the key is what the authorizer says, and no header', () => {
    const stage = { accountId: '1', region: 'r', apiId: 'a', stage: 's', apiKeySource: 'AUTHORIZER' } as ResolvedStage;
    const method = { apiKeyRequired: true } as ResolvedMethod;
    const asked: string[] = [];
    const found = { id: 'k', value: KEY, usage: { scope: '1/r', planId: 'p', keyId: 'k' }, buckets: () => [] };
    const usage = {
      findApiKey: (scope: string, name: string, value: string) => {
        asked.push(`${scope} ${name} ${value}`);
        return value === KEY ? found : ('unknown' as const);
      },
    };
    const gate = compileApiKey({ stage, method, resourcePath: '/' }, { usage } as never);
    const cx = (usageIdentifierKey: string | undefined): Context =>
      ({ authorizer: { values: new Map(), event: '{}', usageIdentifierKey } }) as never;
    const rq = { headers: ['x-api-key', KEY] } as never;
    const statusOf = (answer: unknown): number | undefined => (answer as { status: number } | undefined)?.status;
    assert.equal(statusOf(gate?.(rq, cx(undefined))), 403);
    assert.equal(statusOf(gate?.(rq, cx('another'))), 403);
    assert.equal(statusOf(gate?.(rq, {} as Context)), 403);
    const admitted = cx(KEY);
    assert.equal(gate?.(rq, admitted), undefined);
    assert.equal(admitted.apiKey?.id, 'k');
    assert.deepEqual(asked, ['1/r a/s another', `1/r a/s ${KEY}`]);
  });
});

describe('keys and plans are in force without a deployment (§1.19)', () => {
  test('made, disabled, taken out, put in, deleted', async () => {
    await using it = await guarded();
    const { store } = it.gateway;
    const second = apiKey({ id: 'key0000002', value: `${KEY}-2` });
    const steps: readonly [what: string, change: () => Promise<unknown>, first: number, second: number][] = [
      ['at first', async () => undefined, 200, 403],
      ['another key', () => put(store, { keys: [second] }), 200, 403],
      ['in the plan', () => tie(store, 'plan01', 'key0000002'), 200, 200],
      ['disabled', () => put(store, { keys: [apiKey({ enabled: false })] }), 403, 200],
      ['enabled', () => put(store, { keys: [apiKey()] }), 200, 200],
      ['taken out', () => untie(store), 403, 200],
      ['put in', () => tie(store), 200, 200],
      ['a plan without the stage', () => put(store, { plans: [usagePlan({ apiStages: [] })] }), 403, 403],
      ['a plan with it', () => put(store, { plans: [usagePlan()] }), 200, 200],
      ['deleted', () => store.transact(async (tx) => tx.delete(apiKeyKey(SCOPE, 'key0000002'))), 200, 403],
      ['the plan', () => store.transact(async (tx) => tx.delete(usagePlanKey(SCOPE, 'plan01'))), 403, 403],
    ];
    for (const [what, change, ofFirst, ofSecond] of steps) {
      await change();
      await it.usage.plans.caughtUp();
      assert.equal((await it.get()).status, ofFirst, what);
      assert.equal((await it.get([`x-api-key: ${KEY}-2`])).status, ofSecond, what);
    }
  });

  test('a limit that changes', async () => {
    await using it = await guarded({ plan: { throttle: throttle(1) } });
    assert.deepEqual(await it.statuses(2), [200, 429]);
    await put(it.gateway.store, { plans: [usagePlan()] });
    await it.usage.plans.caughtUp();
    assert.deepEqual(await it.statuses(3), [200, 200, 200]);
  });
});

describe('§2.7 throttled: 429 Too Many Requests', () => {
  test('by the plan: each key has a bucket, over all methods and stages, which fills with time', async () => {
    await using it = await guarded({ plan: { throttle: throttle(3, 2) } });
    const { store, clock } = it.gateway;
    await put(store, { keys: [apiKey({ id: 'key0000002', value: `${KEY}-2` })] });
    await tie(store, 'plan01', 'key0000002');
    await it.usage.plans.caughtUp();
    assert.deepEqual(await it.statuses(2), [200, 200]);
    assert.deepEqual(await it.statuses(2, shown, 'POST /prod/pets'), [200, 429]);
    tooMany(await it.get());
    assert.deepEqual(await it.statuses(1, [`x-api-key: ${KEY}-2`]), [200]);
    clock.advance(500);
    assert.deepEqual(await it.statuses(2), [200, 429]);
  });

  test('by the plan, on a method', async () => {
    const methods = { '/pets/GET': throttle(1), '//GET': throttle(2) };
    await using it = await guarded({ plan: { apiStages: [{ apiId: pets.api.id, stage: 'prod', throttle: methods }] } });
    assert.deepEqual(await it.statuses(2), [200, 429]);
    assert.deepEqual(await it.statuses(3, shown, 'POST /prod/pets'), [200, 200, 200]);
    assert.deepEqual(await it.statuses(3, shown, 'GET /prod/'), [200, 200, 429]);
  });

  test('by the stage, for a method and for all others, each of which has a bucket of its own', async () => {
    await using it = await guarded({
      api: definition({ 'GET /pets': mock, 'POST /pets': mock, 'GET /': mock }),
      stage: { methodSettings: { 'pets/GET': settings(1), '*/*': settings(2) } },
    });
    assert.deepEqual(await it.statuses(2, []), [200, 429]);
    assert.deepEqual(await it.statuses(3, [], 'POST /prod/pets'), [200, 200, 429]);
    assert.deepEqual(await it.statuses(3, [], 'GET /prod/'), [200, 200, 429]);
  });

  test('not by what a stage shows that has other settings, such as logging', async () => {
    const stage = stageRecord({ methodSettings: { '*/*': { ...DEFAULT_METHOD_SETTING, dataTraceEnabled: true } } });
    // Nobody has buckets there.
    await using gateway = await run(definition({ 'GET /pets': mock }), stage);
    assert.equal((await gateway.send('GET /prod/pets')).status, 200);
  });

  test('by the account, over all', async () => {
    await using it = await guarded({ api: definition({ 'GET /pets': mock, 'GET /': mock }), account: [1, 3] });
    assert.deepEqual(await it.statuses(2, []), [200, 200]);
    assert.deepEqual(await it.statuses(2, [], 'GET /prod/'), [200, 429]);
    // Whom no method takes, is refused before.
    assert.equal((await it.get([], 'GET /prod/none')).status, 403);
  });

  // Rate or burst 0 blocks (aws-behaviour.md §1.19).
  const blocked: readonly [what: string, given: Given][] = [
    ['the burst of a method', { stage: { methodSettings: { '*/*': settings(0) } } }],
    ['the rate of a method', { stage: { methodSettings: { '*/*': settings(10, 0) } } }],
    ['the burst of a plan', { plan: { throttle: throttle(0) } }],
    ['the rate of a plan', { plan: { throttle: throttle(10, 0) } }],
    ['the rate of the account', { account: [0, 10] }],
  ];
  for (const [what, given] of blocked)
    test(`at once, when it is 0: ${what}`, async () => {
      await using it = await guarded(given);
      tooMany(await it.get());
    });

  test('a limit that refuses costs the others nothing', async () => {
    await using it = await guarded({
      plan: { throttle: throttle(3) },
      stage: { methodSettings: { 'pets/GET': settings(1) } },
    });
    assert.deepEqual(await it.statuses(5), [200, 429, 429, 429, 429]);
    assert.deepEqual(await it.statuses(3, shown, 'POST /prod/pets'), [200, 200, 429]);
  });

  test('where there is no room for a bucket, which the log says once', async () => {
    await using it = await guarded({ plan: { throttle: throttle(3) }, buckets: 0 });
    assert.deepEqual(await it.statuses(3), [429, 429, 429]);
    assert.deepEqual(
      it.usage.log.lines.map(({ message }) => message),
      ['There is no room for another token bucket: requests whose limits need one are refused with 429'],
    );
  });

  test('where nobody has buckets', async () => {
    const stage = stageRecord({ methodSettings: { '*/*': settings(10) } });
    await using gateway = await run(definition({ 'GET /pets': mock }), stage);
    tooMany(await gateway.send('GET /prod/pets'));
  });
});

describe('§2.7 quota: 429 Limit Exceeded', () => {
  test('when none is left', async () => {
    await using it = await guarded();
    it.usage.quota.set('key0000001', 2n);
    assert.deepEqual(await it.statuses(2), [200, 200]);
    exceeded(await it.get());
    // Once for the day, and not once for each request.
    assert.deepEqual(it.usage.asked, ['key0000001']);
  });

  test('requests that the key, a throttle or validation refuses: only the last are counted', async () => {
    const api = definition({ 'GET /pets': mock, 'POST /pets': mock }, required);
    const withParameter: ApiDefinition = {
      ...api,
      requestValidators: [{ id: 'v', name: 'v', validateRequestParameters: true, validateRequestBody: false }],
      resources: api.resources.map((resource) => ({
        ...resource,
        resourceMethods: Object.fromEntries(
          Object.entries(resource.resourceMethods).map(([verb, method]) => [
            verb,
            { ...method, requestValidatorId: 'v', requestParameters: { 'method.request.querystring.q': true } },
          ]),
        ),
      })),
    };
    await using it = await guarded({ api: withParameter, plan: { throttle: throttle(2) } });
    assert.equal((await it.get([])).status, 403);
    assert.equal((await it.get(shown, 'GET /prod/pets')).status, 400);
    assert.equal((await it.get(shown, 'GET /prod/pets?q=1')).status, 200);
    assert.equal((await it.get(shown, 'GET /prod/pets?q=1')).status, 429);
    assert.equal(it.usage.used(), 2);
  });

  test('the order of gates: key, throttle, quota', async () => {
    await using it = await guarded({ plan: { throttle: throttle(1) } });
    it.usage.quota.set('key0000001', 0n);
    forbidden(await it.get([]));
    exceeded(await it.get());
    tooMany(await it.get());
  });
});

test('gateway responses INVALID_API_KEY, THROTTLED and QUOTA_EXCEEDED are the API’s own where it has them (§1.14)', async () => {
  const own = (responseType: GatewayResponseRecord['responseType'], statusCode: string): GatewayResponseRecord => ({
    responseType,
    statusCode,
    responseParameters: {},
    responseTemplates: { 'application/json': '{"type":"$context.error.responseType"}' },
  });
  const gatewayResponses = [own('INVALID_API_KEY', '401'), own('THROTTLED', '503'), own('QUOTA_EXCEEDED', '402')];
  await using it = await guarded({ api: { ...pets, gatewayResponses }, plan: { throttle: throttle(1) } });
  it.usage.quota.set('key0000001', 0n);
  const answers = [await it.get([]), await it.get(), await it.get()];
  assert.deepEqual(
    answers.map(({ status, body }) => [status, body.toString()]),
    [
      [401, '{"type":"INVALID_API_KEY"}'],
      [402, '{"type":"QUOTA_EXCEEDED"}'],
      [503, '{"type":"THROTTLED"}'],
    ],
  );
});

test('a function is not asked for whoever is refused', async () => {
  await using it = await guarded({
    api: definition({ 'GET /pets': lambda }, required),
    plan: { throttle: throttle(1) },
  });
  assert.deepEqual([(await it.get([])).status, ...(await it.statuses(2))], [403, 200, 429]);
  assert.equal(it.gateway.invocations.length, 1);
});
