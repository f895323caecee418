import { apiKeyKey, type UsagePlanRecord, usagePlanKey } from '../../../definition/definition.ts';
import { newId } from '../../../lib/ids.ts';
import type { UsagePlan } from '../../../model/generated/apigateway.ts';
import type { Call } from '../../../protocol/protocol.ts';
import type { Transaction } from '../../../store/store.ts';
import { checkRoom } from '../../limits.ts';
import { tagsIfAny } from '../account/tag-rules.ts';
import { checkFree, takeTags } from '../apis/pinned-id.ts';
import { badRequest } from '../errors.ts';
import { find } from '../lookup.ts';
import { matching } from '../matching.ts';
import type { RestControl, RestHandlers } from '../operations.ts';
import { page } from '../page.ts';
import { optional } from '../record.ts';
import { checkOnePlanPerStage, findApiKey, findUsagePlan, keyIdsOf, plansOf, untieAll } from './plan-lookup.ts';
import { patchUsagePlan } from './usage-plan-patches.ts';
import { checkPlan, checkPlanName, checkPlanText, readQuota, readStages, readThrottle } from './usage-plan-rules.ts';

export function usagePlanHandlers({
  store,
  limits,
}: RestControl): RestHandlers<
  'CreateUsagePlan' | 'GetUsagePlan' | 'GetUsagePlans' | 'UpdateUsagePlan' | 'DeleteUsagePlan'
> {
  return {
    async CreateUsagePlan(input, call) {
      const { id, tags } = takeTags(limits, input.tags);
      checkPlanName(input.name);
      checkPlanText('description', input.description, 125_000);
      const plan: UsagePlanRecord = {
        id: id ?? newId(6),
        name: input.name,
        ...optional('description', input.description),
        apiStages: readStages(input.apiStages),
        ...optional('throttle', input.throttle && readThrottle(input.throttle)),
        ...optional('quota', input.quota && readQuota(input.quota)),
        tags,
      };
      await store.transact(async (tx) => {
        if (id !== undefined) await checkFree(tx, usagePlanKey(call.scope, id));
        checkRoom(limits, 'usagePlans', (await tx.list({ scope: call.scope, kind: 'usageplan' })).length);
        await checkPlan(tx, call, limits, plan, undefined);
        tx.put(usagePlanKey(call.scope, plan.id), plan);
      });
      return briefView(plan);
    },

    async GetUsagePlan(input, call) {
      return await findUsagePlan(store, call, input.usagePlanId);
    },

    async GetUsagePlans(input, call) {
      const range = { scope: call.scope, kind: 'usageplan' };
      if (input.keyId === undefined) return page(store, range, input, briefView);
      await findApiKey(store, call, input.keyId);
      const ids = new Set((await plansOf(store, call, input.keyId)).map(({ id }) => id));
      const ofKey = matching<UsagePlanRecord>(store, ({ id }) => ids.has(id));
      return page(ofKey, range, input, briefView);
    },

    async UpdateUsagePlan(input, call) {
      return store.transact(async (tx) => {
        const before = await findUsagePlan(tx, call, input.usagePlanId);
        const after = patchUsagePlan(before, input.patchOperations);
        await checkPlan(tx, call, limits, after, before);
        if (gainsStage(before, after)) await checkKeys(tx, call, after);
        tx.put(usagePlanKey(call.scope, after.id), after);
        return after;
      });
    },

    async DeleteUsagePlan(input, call) {
      await store.transact(async (tx) => {
        const plan = await findUsagePlan(tx, call, input.usagePlanId);
        const [first] = plan.apiStages;
        // Quoted from AWS in aws/aws-sdk-js#3841; not among the recorded ones.
        if (first !== undefined) {
          throw badRequest(
            `Cannot delete Usage Plan ${plan.id} because there are API Stages associated with it, including ${first.apiId}:${first.stage}`,
          );
        }
        await untieAll(tx, call, plan.id);
        tx.delete(usagePlanKey(call.scope, plan.id));
      });
    },
  };
}

function gainsStage(before: UsagePlanRecord, after: UsagePlanRecord): boolean {
  const known = new Set(before.apiStages.map(({ apiId, stage }) => `${apiId}:${stage}`));
  return after.apiStages.some(({ apiId, stage }) => !known.has(`${apiId}:${stage}`));
}

/**
 * Whether none of a plan's keys would come to be in two plans of one stage. Each key is read before its plans, so that who puts
 * it into another one at the same time collides with this.
 */
async function checkKeys(tx: Transaction, call: Call, plan: UsagePlanRecord): Promise<void> {
  for (const keyId of await keyIdsOf(tx, call, plan.id)) {
    await find(tx, apiKeyKey(call.scope, keyId));
    checkOnePlanPerStage(plan, keyId, await plansOf(tx, call, keyId));
  }
}

/**
 * Takes a stage that goes, or all of an API's, out of the plans that have it (bflad in
 * hashicorp/terraform-provider-aws#14100: deleting a stage removes it from its usage plans).
 */
export async function leavePlans(
  tx: Transaction,
  call: Call,
  gone: { readonly restApiId: string; readonly stageName?: string },
): Promise<void> {
  const isGone = ({ apiId, stage }: { readonly apiId: string; readonly stage: string }): boolean =>
    apiId === gone.restApiId && (gone.stageName ?? stage) === stage;
  for (const { value } of await tx.list<UsagePlanRecord>({ scope: call.scope, kind: 'usageplan' })) {
    if (!value.apiStages.some(isGone)) continue;
    // Read by its key, so that whoever changes the plan at the same time collides with this.
    const plan = await find(tx, usagePlanKey(call.scope, value.id));
    if (plan === undefined) continue;
    tx.put(usagePlanKey(call.scope, plan.id), { ...plan, apiStages: plan.apiStages.filter((at) => !isGone(at)) });
  }
}

/** A new plan and a listed one show tags only when they have some (recorded: test_usage_plan_crud). */
function briefView({ tags, ...plan }: UsagePlanRecord): UsagePlan {
  return { ...plan, ...tagsIfAny(tags) };
}
