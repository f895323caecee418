import {
  type ApiStageRecord,
  type QuotaRecord,
  restApiKey,
  stageKey,
  type ThrottleRecord,
  type UsagePlanRecord,
} from '../../../definition/definition.ts';
import { setMember } from '../../../lib/json.ts';
import type { ApiStage, QuotaSettings, ThrottleSettings } from '../../../model/generated/apigateway.ts';
import type { Call } from '../../../protocol/protocol.ts';
import type { Transaction } from '../../../store/store.ts';
import { checkRoom, checkSize, type Limits } from '../../limits.ts';
import { badRequest, notFound } from '../errors.ts';
import { find } from '../lookup.ts';
import { optional } from '../record.ts';

/** What a usage plan may be. */

const MAX_OFFSET = { DAY: 0, WEEK: 6, MONTH: 27 } as const;

// deviation: The sentences for a usage plan without a name, with text that is too long, with half a quota and with numbers that are none are ours; AWS's are not recorded.
export function checkPlanText(member: string, text: string | undefined, max: number): void {
  if ((text?.length ?? 0) > max) throw badRequest(`Invalid Usage Plan ${member}, can be at most ${max} characters.`);
}

export function checkPlanName(name: string): void {
  if (name === '') throw badRequest('Usage Plan name cannot be empty');
  checkPlanText('name', name, 1024);
}

/**
 * A quota that a plan can have. Bounds and sentences of the offset: quoted from AWS in the Terraform provider's
 * `validUsagePlanQuotaSettings`.
 */
export function readQuota(quota: QuotaSettings): QuotaRecord {
  const { limit, offset = 0, period } = quota;
  if (limit === undefined || period === undefined) throw badRequest('Usage Plan quota must have a limit and a period');
  if (!Object.hasOwn(MAX_OFFSET, period)) throw badRequest(`Invalid Usage Plan quota period specified: ${period}`);
  whole('quota limit', limit);
  const max = MAX_OFFSET[period];
  if (!Number.isInteger(offset) || offset < 0 || offset > max) {
    throw badRequest(
      period === 'DAY'
        ? 'Usage Plan quota offset must be zero in the DAY period'
        : `Usage Plan quota offset must be between 0 and ${max} inclusive in the ${period} period`,
    );
  }
  return { limit, offset, period };
}

export function readThrottle(throttle: ThrottleSettings): ThrottleRecord {
  const { burstLimit, rateLimit } = throttle;
  return {
    ...optional('burstLimit', burstLimit === undefined ? undefined : whole('burstLimit', burstLimit)),
    ...optional('rateLimit', rateLimit === undefined ? undefined : positive('rateLimit', rateLimit)),
  };
}

export function positive(member: string, value: number): number {
  if (!Number.isFinite(value) || value < 0) throw badRequest(`Invalid Usage Plan ${member} specified: ${value}`);
  return value;
}

export function whole(member: string, value: number): number {
  if (!Number.isInteger(positive(member, value)) || value > 2_147_483_647) {
    throw badRequest(`Invalid Usage Plan ${member} specified: ${value}`);
  }
  return value;
}

/** The stages that CreateUsagePlan names. The sentence for one that lacks a part is AWS's, `%s` included (aws/aws-sdk#354). */
export function readStages(apiStages: readonly ApiStage[] | undefined): ApiStageRecord[] {
  const stages = (apiStages ?? []).map(({ apiId, stage, throttle }) => {
    if (!apiId || !stage) {
      throw badRequest('Invalid API Stage {api: %s, stage: %s} specified for usageplan %s');
    }
    const methods: { [method: string]: ThrottleRecord } = {};
    for (const [method, settings] of Object.entries(throttle ?? {})) setMember(methods, method, readThrottle(settings));
    return { apiId, stage, ...(Object.keys(methods).length > 0 ? { throttle: methods } : {}) };
  });
  const names = new Set(stages.map(({ apiId, stage }) => `${apiId}:${stage}`));
  // deviation: The sentence for a stage that a new usage plan names twice is ours; AWS's is not recorded.
  if (names.size < stages.length) throw badRequest('Duplicate API Stage specified');
  return stages;
}

/**
 * Whether a plan is within bounds, and the stages are there that it did not have before. Their APIs' records move, so that
 * who deletes one of them at the same time collides with this.
 */
export async function checkPlan(
  tx: Transaction,
  call: Call,
  limits: Limits,
  plan: UsagePlanRecord,
  before: UsagePlanRecord | undefined,
): Promise<void> {
  checkRoom(limits, 'stagesPerUsagePlan', 0, plan.apiStages.length);
  checkSize(limits, 'usagePlan', Buffer.byteLength(JSON.stringify(plan)));
  const known = new Set(before?.apiStages.map(({ apiId, stage }) => `${apiId}:${stage}`));
  for (const { apiId, stage, throttle } of plan.apiStages) {
    checkRoom(limits, 'methodThrottles', 0, Object.keys(throttle ?? {}).length);
    if (known.has(`${apiId}:${stage}`)) continue;
    if ((await find(tx, stageKey(call.scope, apiId, stage))) === undefined) {
      throw noStage(apiId, stage, plan.id);
    }
    await tx.touch(restApiKey(call.scope, apiId));
  }
}

/** Recorded: test_usage_plan_crud. */
export function noStage(apiId: string, stage: string, usagePlanId: string): Error {
  return notFound(`Invalid API Stage {api: ${apiId}, stage: ${stage}} specified for usageplan ${usagePlanId}`);
}
