import {
  type ApiKeyRecord,
  apiKeyKey,
  type UsagePlanKeyRecord,
  usagePlanKey,
  usagePlanKeyKey,
} from '../../../definition/definition.ts';
import type { UsagePlanKey } from '../../../model/generated/apigateway.ts';
import { badRequest, conflict } from '../errors.ts';
import { find, ofApi } from '../lookup.ts';
import { matching } from '../matching.ts';
import type { RestControl, RestHandlers } from '../operations.ts';
import { page } from '../page.ts';
import { optional } from '../record.ts';
import { findApiKey, findKeyOfPlan, findUsagePlan, plansOf, tie, untie } from './plan-lookup.ts';

export function usagePlanKeyHandlers({
  store,
  limits,
}: RestControl): RestHandlers<'CreateUsagePlanKey' | 'GetUsagePlanKey' | 'GetUsagePlanKeys' | 'DeleteUsagePlanKey'> {
  return {
    async CreateUsagePlanKey(input, call) {
      // deviation: The sentences for a type of key that there is not and for a key that is in the plan already are ours; AWS's are not recorded.
      if (input.keyType !== 'API_KEY') throw badRequest(`Invalid key type specified: ${input.keyType}`);
      return store.transact(async (tx) => {
        const plan = await findUsagePlan(tx, call, input.usagePlanId);
        const key = await findApiKey(tx, call, input.keyId);
        if ((await find(tx, usagePlanKeyKey(call.scope, plan.id, key.id))) !== undefined) {
          throw conflict(`API Key ${key.id} is already associated with Usage Plan ${plan.id}`);
        }
        await tie(tx, call, limits, plan, key.id, await plansOf(tx, call, key.id));
        return usagePlanKeyView(key);
      });
    },

    async GetUsagePlanKey(input, call) {
      const [, key] = await findKeyOfPlan(store, call, input);
      return usagePlanKeyView(key);
    },

    /** A plan that does not exist has no keys (recorded: test_get_usage_plan_api_keys). */
    async GetUsagePlanKeys(input, call) {
      const plan = await find(store, usagePlanKey(call.scope, input.usagePlanId));
      if (plan === undefined) return { items: [] };
      const range = ofApi<UsagePlanKeyRecord>(call.scope, 'usageplankey', plan.id);
      const { nameQuery = '' } = input;
      const named = new Map<string, ApiKeyRecord>();
      const ties = nameQuery === '' ? store : matching(store, ({ keyId }: UsagePlanKeyRecord) => named.has(keyId));
      if (nameQuery !== '') {
        for (const { value } of await store.list(range)) {
          const key = await find(store, apiKeyKey(call.scope, value.keyId));
          if (key?.name?.startsWith(nameQuery)) named.set(key.id, key);
        }
      }
      const { items, ...rest } = await page(ties, range, input, ({ keyId }) => keyId);
      const keys = await Promise.all(items.map((id) => find(store, apiKeyKey(call.scope, id))));
      return { ...rest, items: keys.filter((key) => key !== undefined).map(usagePlanKeyView) };
    },

    async DeleteUsagePlanKey(input, call) {
      await store.transact(async (tx) => {
        const [plan, key] = await findKeyOfPlan(tx, call, input);
        await untie(tx, call, plan.id, key.id);
        await tx.touch(usagePlanKey(call.scope, plan.id));
        await tx.touch(apiKeyKey(call.scope, key.id));
      });
    },
  };
}

/** A key as its plan shows it (recorded: test_api_key_required_for_methods). */
function usagePlanKeyView({ id, value, name }: ApiKeyRecord): UsagePlanKey {
  return { id, type: 'API_KEY', value, ...optional('name', name) };
}
