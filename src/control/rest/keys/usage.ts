import {
  type DayOfPeriod,
  dayOf,
  periodStart,
  type QuotaRecord,
  remainingOver,
  type UsagePlanKeyRecord,
  type UsagePlanRecord,
  type UsageRecord,
  usageKey,
  usagePlanKey,
} from '../../../definition/definition.ts';
import type { Usage } from '../../../model/generated/apigateway.ts';
import type { Call } from '../../../protocol/protocol.ts';
import type { Reader } from '../../../store/store.ts';
import { badRequest } from '../errors.ts';
import { ofApi } from '../lookup.ts';
import type { RestControl, RestHandlers } from '../operations.ts';
import { page } from '../page.ts';
import { applyPatch, type PatchTable } from '../patch.ts';
import { optional } from '../record.ts';
import { findKeyOfPlan, findUsagePlan } from './plan-lookup.ts';

const DAY_MS = 86_400_000;
const MAX_DAYS = 366;

/** What a key has used of a plan, day by day, up to this moment. */
export function usageHandlers({
  store,
  clock,
  usageWritten = async () => undefined,
}: RestControl): RestHandlers<'GetUsage' | 'UpdateUsage'> {
  return {
    async GetUsage(input, call) {
      const plan = await findUsagePlan(store, call, input.usagePlanId);
      const days = inPeriods(plan.quota, daysOf(input.startDate, input.endDate));
      const { startDate, endDate, keyId } = input;
      await usageWritten();
      const head = { usagePlanId: plan.id, startDate, endDate };
      if (keyId !== undefined) {
        await findKeyOfPlan(store, call, { usagePlanId: plan.id, keyId });
        return { ...head, items: { [keyId]: await usageOn(store, call, plan, keyId, days) } };
      }
      const ties = ofApi<UsagePlanKeyRecord>(call.scope, 'usageplankey', plan.id);
      const { items, position } = await page(store, ties, input, (tie) => tie.keyId);
      const shown = await Promise.all(
        items.map(async (id) => [id, await usageOn(store, call, plan, id, days)] as const),
      );
      return { ...head, items: Object.fromEntries(shown), ...optional('position', position) };
    },

    async UpdateUsage(input, call) {
      const today = dayOf(clock.now());
      await usageWritten();
      return store.transact(async (tx): Promise<Usage> => {
        const [plan, { id: keyId }] = await findKeyOfPlan(tx, call, input);
        // deviation: The sentence for granting an extension where a plan has no quota is ours; AWS's is not recorded.
        if (plan.quota === undefined) throw badRequest(`Usage Plan ${plan.id} has no quota`);
        const key = usageKey(call.scope, plan.id, keyId, today);
        // Guarded: who counts may write it meanwhile.
        await tx.get(key);
        const [[used, remaining] = [0, 0]] = await usageOn(tx, call, plan, keyId, inPeriods(plan.quota, [today]));
        const after = applyPatch<UsageRecord>({ used, remaining }, input.patchOperations, usagePatches);
        if (after.remaining !== remaining) tx.put(key, { ...after, limit: plan.quota.limit });
        await tx.touch(usagePlanKey(call.scope, plan.id));
        const items = { [keyId]: [[after.used, after.remaining]] };
        return { usagePlanId: plan.id, startDate: today, endDate: today, items };
      });
    },
  };
}

const usagePatches: PatchTable<UsageRecord> = {
  wording: 'listed',
  rules: [
    {
      path: '/remaining',
      ops: ['replace'],
      apply(draft, { value = '' }) {
        const remaining = Number(value);
        // deviation: The sentence for a remaining quota that is no whole number is ours; AWS's is not recorded.
        if (value.trim() === '' || !Number.isSafeInteger(remaining) || remaining < 0) {
          throw badRequest(`Invalid remaining quota specified: ${value}`);
        }
        draft.remaining = remaining;
      },
    },
  ],
};

/**
 * `[used, remaining]` for each day: what was counted that day, and what was left of the period at its end. It is never shown
 * below 0.
 */
// deviation: Without a quota, what remains shows as 0; what AWS shows there is not recorded.
async function usageOn(
  reader: Reader,
  call: Call,
  plan: UsagePlanRecord,
  keyId: string,
  days: readonly DayOfPeriod[],
): Promise<[used: number, remaining: number][]> {
  const prefix = `${plan.id}/${keyId}/`;
  const entries = await reader.list<UsageRecord>({
    ...ofApi(call.scope, 'usage', `${plan.id}/${keyId}`),
    after: prefix + dayOf(Date.parse(days[0]?.start ?? '') - DAY_MS),
    limit: MAX_DAYS + 31,
  });
  const counted = entries.map(({ key, value }) => ({ day: key.id.slice(prefix.length), ...value }));
  const used = new Map(counted.map((record) => [record.day, record.used]));
  const remaining = plan.quota && remainingOver(plan.quota, days, counted);
  return days.map(({ day }, i) => [used.get(day) ?? 0, Math.max(0, remaining?.[i] ?? 0)]);
}

/** Without a quota each day is a period. */
function inPeriods(quota: QuotaRecord | undefined, days: readonly string[]): DayOfPeriod[] {
  return days.map((day) => ({ day, start: quota === undefined ? day : periodStart(quota, day) }));
}

/** Every day from one to another, both included. */
// deviation: The sentences for dates that are none, stand the wrong way round or are more than 366 days apart are ours; AWS's are not recorded.
function daysOf(startDate: string, endDate: string): string[] {
  const [start, end] = [readDay(startDate), readDay(endDate)];
  if (start > end) throw badRequest('Usage startDate must not be after endDate');
  const count = (end - start) / DAY_MS + 1;
  if (count > MAX_DAYS) throw badRequest(`Usage can be queried for at most ${MAX_DAYS} days`);
  return Array.from({ length: count }, (_, i) => dayOf(start + i * DAY_MS));
}

function readDay(date: string): number {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(date) ? Date.parse(date) : Number.NaN;
  if (Number.isNaN(time) || dayOf(time) !== date) {
    throw badRequest(`Invalid usage date specified: ${date}. It must be YYYY-MM-DD`);
  }
  return time;
}
