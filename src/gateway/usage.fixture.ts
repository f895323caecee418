import {
  type ApiKeyRecord,
  apiKeyKey,
  type UsagePlanRecord,
  usagePlanKey,
  usagePlanKeyKey,
} from '../definition/definition.ts';
import type { ManualClock } from '../lib/clock.ts';
import { memoryLog } from '../lib/log.ts';
import {
  CLOSED,
  compileLimit,
  type Grant,
  type KeyOfPlan,
  openQuotas,
  openSharedState,
  openThrottles,
  UNLIMITED,
} from '../limits/limits.ts';
import type { Capabilities } from '../plan/plan.ts';
import type { Store } from '../store/store.ts';
import { API, SCOPE } from './gateway.fixture.ts';
import { openUsagePlans, type UsagePlans } from './usage-plans.ts';

export const KEY = 'a-key-of-the-plan-0123456789';

export function apiKey(over: Partial<ApiKeyRecord> = {}): ApiKeyRecord {
  return {
    id: 'key0000001',
    value: KEY,
    enabled: true,
    createdDate: 0,
    lastUpdatedDate: 0,
    stageKeys: [],
    tags: {},
    ...over,
  };
}

export function usagePlan(over: Partial<UsagePlanRecord> = {}): UsagePlanRecord {
  return { id: 'plan01', name: 'basic', apiStages: [{ apiId: API, stage: 'prod' }], tags: {}, ...over };
}

export async function put(
  store: Store,
  records: { readonly keys?: readonly ApiKeyRecord[]; readonly plans?: readonly UsagePlanRecord[] },
  scope = SCOPE,
): Promise<void> {
  await store.transact(async (tx) => {
    for (const key of records.keys ?? []) tx.put(apiKeyKey(scope, key.id), key);
    for (const plan of records.plans ?? []) tx.put(usagePlanKey(scope, plan.id), plan);
  });
}

export async function tie(store: Store, usagePlanId = 'plan01', keyId = 'key0000001', scope = SCOPE): Promise<void> {
  await store.transact(async (tx) => {
    tx.put(usagePlanKeyKey(scope, usagePlanId, keyId), { usagePlanId, keyId });
  });
}

export async function untie(store: Store, usagePlanId = 'plan01', keyId = 'key0000001'): Promise<void> {
  await store.transact(async (tx) => tx.delete(usagePlanKeyKey(SCOPE, usagePlanId, keyId)));
}

/** What usage runs with; in place of the ledger of the process, requests that are left are what a test says. */
export interface Usage {
  readonly plans: UsagePlans;
  readonly log: ReturnType<typeof memoryLog>;
  readonly capabilities: Pick<Capabilities, 'usage'>;
  /** By key id: how many it had at first, and how many are left. Without: unlimited. */
  readonly quota: Map<string, bigint>;
  used(keyId?: string): number;
  /** Who was asked about, newest last. */
  readonly asked: string[];
}

export async function openUsage(
  store: Store,
  clock: ManualClock,
  options: { readonly account?: readonly [rate: number, burst: number]; readonly buckets?: number } = {},
): Promise<Usage> {
  const { account, buckets = 1024 } = options;
  const log = memoryLog();
  const plans = await openUsagePlans(store, log);
  const state = openSharedState({ buckets, series: 0, threads: 0 }, clock);
  const words = new Map<string, { readonly left: BigInt64Array<SharedArrayBuffer>; readonly first: bigint }>();
  const quota = new Map<string, bigint>();
  const asked: string[] = [];
  const ask = async ({ keyId }: KeyOfPlan): Promise<Grant> => {
    asked.push(keyId);
    const first = quota.get(keyId) ?? UNLIMITED;
    const known = words.get(keyId) ?? { left: new BigInt64Array(new SharedArrayBuffer(8)).fill(first), first };
    words.set(keyId, known);
    return { memory: known.left.buffer, until: clock.now() + 86_400_000 };
  };
  const usage = {
    findApiKey: plans.find,
    throttles: openThrottles({ buckets: state.buckets, clock, log, account: account && compileLimit(...account) }),
    quotas: openQuotas({ ask, clock }),
  };
  return {
    plans,
    log,
    capabilities: { usage },
    quota,
    used(keyId = 'key0000001') {
      const word = words.get(keyId);
      return word === undefined || word.left[0] === CLOSED ? 0 : Number(word.first - (word.left[0] ?? 0n));
    },
    asked,
  };
}
