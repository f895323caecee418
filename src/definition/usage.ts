import type { Key } from '../store/store.ts';

/**
 * API keys, usage plans and what was used of them: of an account and region, not of an API. They are live: no deployment
 * captures them. Member names and optionality are AWS's; times are milliseconds since the epoch.
 */

/** Kind `apikey`, id = the key's id. */
export interface ApiKeyRecord {
  readonly id: string;
  /** 20–128 visible ASCII characters; no two keys of a scope have the same. */
  readonly value: string;
  readonly name?: string;
  readonly customerId?: string;
  readonly description?: string;
  readonly enabled: boolean;
  readonly createdDate: number;
  readonly lastUpdatedDate: number;
  /** `{api}/{stage}` */
  readonly stageKeys: readonly string[];
  readonly tags: { readonly [key: string]: string };
}

/** Kind `apikeyvalue`, id = the value: who the key is that a request shows. */
export interface ApiKeyValueRecord {
  readonly keyId: string;
}

/** Kind `apikeycount`, id `apikey`: how many keys a scope has, so that nobody has to count them. */
export interface ApiKeyCountRecord {
  readonly count: number;
}

/** Kind `usageplan`, id = the plan's id. */
export interface UsagePlanRecord {
  readonly id: string;
  readonly name: string;
  readonly description?: string;
  readonly apiStages: readonly ApiStageRecord[];
  readonly throttle?: ThrottleRecord;
  readonly quota?: QuotaRecord;
  readonly productCode?: string;
  readonly tags: { readonly [key: string]: string };
}

export interface ApiStageRecord {
  readonly apiId: string;
  readonly stage: string;
  /** By `{resourcePath}/{httpMethod}`: `/pets/{id}/GET`, `//GET` for the root. */
  readonly throttle?: { readonly [method: string]: ThrottleRecord };
}

export interface ThrottleRecord {
  readonly burstLimit?: number;
  /** Requests a second. */
  readonly rateLimit?: number;
}

export interface QuotaRecord {
  /** Requests in a period. */
  readonly limit: number;
  /** Days by which a week or month begins later than on its first day. */
  readonly offset: number;
  readonly period: 'DAY' | 'WEEK' | 'MONTH';
}

/** Kind `usageplankey`, id = `{plan}/{key}`: the key may use what the plan gives. Its twin for the way back is `planofkey`. */
export interface UsagePlanKeyRecord {
  readonly usagePlanId: string;
  readonly keyId: string;
}

/** Kind `usage`, id = `{plan}/{key}/{YYYY-MM-DD}`: one day (UTC) on which something was counted or granted. */
export interface UsageRecord {
  /** Requests of that day. */
  readonly used: number;
  /** Requests left in the period at the end of that day; below 0 where the quota has become smaller than what was used. 0 without `limit`. */
  readonly remaining: number;
  /** The limit of the quota that `remaining` was counted from. Without it the plan had no quota on that day, and `remaining` says nothing. */
  readonly limit?: number;
}

/** A day (`YYYY-MM-DD`), and the one on which the period began that it belongs to. */
export interface DayOfPeriod {
  readonly day: string;
  readonly start: string;
}

/**
 * What is left of a quota on each of some days: what the last record of the period that was counted from a quota says, less
 * what was used since; without one, the quota less what was used in the period. Below 0 where more was used.
 *
 * @param days in their order
 * @param records with the days that they are of, in their order; of the periods of `days` all of them
 */
// deviation: A quota that is changed, or taken out of a plan and put in again, goes on with what was used in its period, also of another period and without any quota; what AWS does is not recorded.
export function remainingOver(
  quota: QuotaRecord,
  days: readonly DayOfPeriod[],
  records: readonly (UsageRecord & { readonly day: string })[],
): number[] {
  let period = '';
  let left = quota.limit;
  let next = 0;
  return days.map(({ day, start }) => {
    if (start !== period) {
      period = start;
      left = quota.limit;
    }
    for (let record = records[next]; record !== undefined && record.day <= day; record = records[++next])
      if (record.day >= start) left = remainingBy(quota, record) ?? left - record.used;
    return left;
  });
}

/** What a record says that is left of a quota; `undefined` for one that was not counted from any. */
export function remainingBy(quota: QuotaRecord, { remaining, limit }: UsageRecord): number | undefined {
  return limit === undefined ? undefined : remaining + quota.limit - limit;
}

export const apiKeyKey = (scope: string, id: string): Key<ApiKeyRecord> => ({ scope, kind: 'apikey', id });
export const apiKeyValueKey = (scope: string, value: string): Key<ApiKeyValueRecord> => ({
  scope,
  kind: 'apikeyvalue',
  id: value,
});
export const apiKeyCountKey = (scope: string): Key<ApiKeyCountRecord> => ({ scope, kind: 'apikeycount', id: 'apikey' });
export const usagePlanKey = (scope: string, id: string): Key<UsagePlanRecord> => ({ scope, kind: 'usageplan', id });
export const usagePlanKeyKey = (scope: string, plan: string, key: string): Key<UsagePlanKeyRecord> => ({
  scope,
  kind: 'usageplankey',
  id: `${plan}/${key}`,
});
/** Kind `planofkey`, id = `{key}/{plan}`: which plans a key is in. */
export const planOfKeyKey = (scope: string, key: string, plan: string): Key<UsagePlanKeyRecord> => ({
  scope,
  kind: 'planofkey',
  id: `${key}/${plan}`,
});
export const usageKey = (scope: string, plan: string, key: string, day: string): Key<UsageRecord> => ({
  scope,
  kind: 'usage',
  id: `${plan}/${key}/${day}`,
});

const DAY_MS = 86_400_000;

/** `2026-01-31`, of a time in milliseconds, UTC. */
export function dayOf(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}

/**
 * The day on which the period began that a day belongs to. Weeks begin on Sunday and months on the first, `offset` days later.
 */
// deviation: AWS does not document when the period of a quota begins; here it is UTC, a week begins on Sunday, and the offset counts days, for which AWS's bounds speak.
export function periodStart({ period, offset }: QuotaRecord, day: string): string {
  const time = Date.parse(day);
  if (period === 'DAY') return day;
  const shifted = new Date(time - offset * DAY_MS);
  const first =
    period === 'WEEK'
      ? shifted.getTime() - shifted.getUTCDay() * DAY_MS
      : Date.UTC(shifted.getUTCFullYear(), shifted.getUTCMonth(), 1);
  return dayOf(first + offset * DAY_MS);
}
