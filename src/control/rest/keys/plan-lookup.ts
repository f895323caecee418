import {
  type ApiKeyRecord,
  apiKeyCountKey,
  apiKeyKey,
  planOfKeyKey,
  type UsagePlanKeyRecord,
  type UsagePlanRecord,
  usagePlanKey,
  usagePlanKeyKey,
} from '../../../definition/definition.ts';
import type { Call } from '../../../protocol/protocol.ts';
import type { Reader, Transaction } from '../../../store/store.ts';
import { checkRoom, type Limits } from '../../limits.ts';
import { conflict, notFound } from '../errors.ts';
import { find, ofApi } from '../lookup.ts';

/** Finds keys and plans, and ties them together. */

/** Quoted from AWS by its users; not among the recorded ones. */
export async function findApiKey(reader: Reader, call: Call, id: string): Promise<ApiKeyRecord> {
  const key = await find(reader, apiKeyKey(call.scope, id));
  if (key === undefined) throw notFound('Invalid API Key identifier specified');
  return key;
}

/** Counts keys that come (`more` above 0, if there is room for them) and go. */
export async function countKeys(tx: Transaction, call: Call, limits: Limits, more: number): Promise<void> {
  const key = apiKeyCountKey(call.scope);
  const count = (await tx.get(key))?.value.count ?? 0;
  if (more > 0) checkRoom(limits, 'apiKeys', count, more);
  tx.put(key, { count: count + more });
}

export async function findUsagePlan(reader: Reader, call: Call, id: string): Promise<UsagePlanRecord> {
  const plan = await find(reader, usagePlanKey(call.scope, id));
  if (plan === undefined) throw notFound('Invalid Usage Plan ID specified');
  return plan;
}

/** A key that is in a plan. One that exists but is not in it gets the sentence of the plan (asserted by getmoto/moto against AWS). */
export async function findKeyOfPlan(
  reader: Reader,
  call: Call,
  at: { readonly usagePlanId: string; readonly keyId: string },
): Promise<readonly [UsagePlanRecord, ApiKeyRecord]> {
  const plan = await findUsagePlan(reader, call, at.usagePlanId);
  const key = await findApiKey(reader, call, at.keyId);
  if ((await find(reader, usagePlanKeyKey(call.scope, plan.id, key.id))) === undefined) {
    throw notFound('Invalid Usage Plan ID specified');
  }
  return [plan, key];
}

/** The plans that a key is in. */
export async function plansOf(reader: Reader, call: Call, keyId: string): Promise<UsagePlanRecord[]> {
  const ties = await reader.list<UsagePlanKeyRecord>(ofApi(call.scope, 'planofkey', keyId));
  const plans = await Promise.all(ties.map(({ value }) => find(reader, usagePlanKey(call.scope, value.usagePlanId))));
  return plans.filter((plan) => plan !== undefined);
}

/** The keys that a plan has. */
export async function keyIdsOf(reader: Reader, call: Call, usagePlanId: string): Promise<string[]> {
  const ties = await reader.list<UsagePlanKeyRecord>(ofApi(call.scope, 'usageplankey', usagePlanId));
  return ties.map(({ value }) => value.keyId);
}

/**
 * Puts a key into a plan. Both records move, so that whoever changes either at the same time collides with it.
 *
 * @param plans those that the key is in
 */
export async function tie(
  tx: Transaction,
  call: Call,
  limits: Limits,
  plan: UsagePlanRecord,
  keyId: string,
  plans: readonly UsagePlanRecord[],
): Promise<void> {
  checkRoom(limits, 'usagePlansPerKey', plans.length);
  checkOnePlanPerStage(plan, keyId, plans);
  const record = { usagePlanId: plan.id, keyId };
  tx.put(usagePlanKeyKey(call.scope, plan.id, keyId), record);
  tx.put(planOfKeyKey(call.scope, keyId, plan.id), record);
  await tx.touch(usagePlanKey(call.scope, plan.id));
  await tx.touch(apiKeyKey(call.scope, keyId));
}

/** Takes a key out of a plan, and with it what it used. */
export async function untie(tx: Transaction, call: Call, usagePlanId: string, keyId: string): Promise<void> {
  tx.delete(usagePlanKeyKey(call.scope, usagePlanId, keyId));
  tx.delete(planOfKeyKey(call.scope, keyId, usagePlanId));
  for (const { key } of await tx.list(ofApi(call.scope, 'usage', `${usagePlanId}/${keyId}`))) tx.delete(key);
}

/** Takes every key out of a plan. */
export async function untieAll(tx: Transaction, call: Call, usagePlanId: string): Promise<void> {
  const usage = await tx.list(ofApi(call.scope, 'usage', usagePlanId));
  const keyIds = await keyIdsOf(tx, call, usagePlanId);
  for (const { key } of usage) tx.delete(key);
  for (const keyId of keyIds) {
    tx.delete(usagePlanKeyKey(call.scope, usagePlanId, keyId));
    tx.delete(planOfKeyKey(call.scope, keyId, usagePlanId));
  }
}

/** A key is in one plan for a stage, or it would not be clear whose limits count (developer guide, Usage plans). */
// deviation: The sentence for a key that would be in two plans of one stage is as AWS's users remember it; it is not recorded.
export function checkOnePlanPerStage(plan: UsagePlanRecord, keyId: string, plans: readonly UsagePlanRecord[]): void {
  const stages = new Set(plan.apiStages.map(({ apiId, stage }) => `${apiId}:${stage}`));
  for (const other of plans) {
    if (other.id === plan.id) continue;
    const shared = other.apiStages.find(({ apiId, stage }) => stages.has(`${apiId}:${stage}`));
    if (shared !== undefined) {
      throw conflict(
        `Usage Plan ${plan.id} cannot be added because API Key ${keyId} cannot reference multiple Usage Plans with the same ` +
          `API stage: ${shared.apiId}:${shared.stage}`,
      );
    }
  }
}
