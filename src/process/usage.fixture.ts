import {
  apiKeyKey,
  type QuotaRecord,
  type UsageRecord,
  usageKey,
  usagePlanKey,
  usagePlanKeyKey,
} from '../definition/definition.ts';
import { ManualClock } from '../lib/clock.ts';
import { memoryLog } from '../lib/log.ts';
import { type KeyOfPlan, openQuotas, type Quotas } from '../limits/limits.ts';
import { openSqliteStore, type Store } from '../store/store.ts';
import { UsageLedger } from './usage-ledger.ts';

export const SCOPE = '111111111111/us-east-1';
export const KEY: KeyOfPlan = { scope: SCOPE, planId: 'plan', keyId: 'key' };
/** Friday. */
export const START = Date.UTC(2026, 0, 30, 22);

export interface Counting extends AsyncDisposable {
  readonly store: Store;
  readonly clock: ManualClock;
  readonly log: ReturnType<typeof memoryLog>;
  readonly ledger: UsageLedger;
  /** What the ledger of a process that starts anew on the same store is. */
  restart(): Promise<UsageLedger>;
}

export async function openCounting(quota: QuotaRecord | undefined, most?: number): Promise<Counting> {
  const clock = new ManualClock(START);
  const log = memoryLog();
  const store = await openSqliteStore({ path: ':memory:', log, clock });
  await putPlan(store, quota);
  await putKey(store, 'key');
  const ledger = await UsageLedger.open(store, clock, log, most);
  return {
    store,
    clock,
    log,
    ledger,
    restart: () => UsageLedger.open(store, clock, log, most),
    async [Symbol.asyncDispose]() {
      await ledger.close();
      await store.close();
    },
  };
}

export async function putPlan(store: Store, quota: QuotaRecord | undefined): Promise<void> {
  const plan = { id: 'plan', name: 'plan', apiStages: [], tags: {}, ...(quota === undefined ? {} : { quota }) };
  await store.transact(async (tx) => tx.put(usagePlanKey(SCOPE, 'plan'), plan));
}

export async function putKey(store: Store, id: string): Promise<void> {
  const rest = { enabled: true, createdDate: 0, lastUpdatedDate: 0, stageKeys: [], tags: {} };
  await store.transact(async (tx) => {
    tx.put(apiKeyKey(SCOPE, id), { id, value: `value-of-${id}`, ...rest });
    tx.put(usagePlanKeyKey(SCOPE, 'plan', id), { usagePlanId: 'plan', keyId: id });
  });
}

export async function untie(store: Store, id = 'key'): Promise<void> {
  await store.transact(async (tx) => {
    tx.delete(usagePlanKeyKey(SCOPE, 'plan', id));
    for (const { key } of await tx.list({ scope: SCOPE, kind: 'usage', prefix: `plan/${id}/` })) tx.delete(key);
  });
}

/** What a thread takes with. */
export function threadOf(ledger: UsageLedger, clock: ManualClock): Quotas {
  return openQuotas({ ask: (key) => ledger.grant(key), clock });
}

/** @returns how many of so many were admitted */
export async function take(quotas: Quotas, times: number, key = KEY): Promise<number> {
  let admitted = 0;
  for (let i = 0; i < times; i++) if ((await quotas.take(key)) === undefined) admitted++;
  return admitted;
}

export async function recorded(store: Store, day: string, key = 'key'): Promise<UsageRecord | undefined> {
  return (await store.get(usageKey(SCOPE, 'plan', key, day)))?.value;
}

export const quotaOf = (limit: number, period: QuotaRecord['period'] = 'DAY', offset = 0): QuotaRecord => ({
  limit,
  period,
  offset,
});

export const HOUR = 3_600_000;
export const TODAY = '2026-01-30';
export const TOMORROW = '2026-01-31';

/** As UpdateUsage does it. */
export async function grantMore(store: Store, remaining: number, day = TODAY): Promise<void> {
  await store.transact(async (tx) => {
    const key = usageKey(SCOPE, 'plan', 'key', day);
    const before = (await tx.get(key))?.value;
    tx.put(key, { used: before?.used ?? 0, remaining, limit: 5 });
  });
}

/** The reason of a refusal, as the log has it. */
export const why = async (answer: unknown): Promise<string | undefined> =>
  ((await answer) as { readonly detail?: string } | undefined)?.detail;
