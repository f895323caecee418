import { DEFAULT_METHOD_SETTING, type ThrottleRecord, type UsagePlanRecord } from '../definition/definition.ts';
import { plainMethodPath } from '../lib/method-path.ts';
import {
  type Bucket,
  bucketName,
  compileLimit,
  type KeyOfPlan,
  type KeyOfStage,
  type Limit,
} from '../limits/limits.ts';

/** A usage plan, compiled. A change of it makes another. */
export interface UsagePlan {
  readonly id: string;
  /** Of each key, over all stages of the plan. */
  readonly limit: Limit | undefined;
  /** By `{api}/{stage}`: limits of each key on methods, by `pets/GET`. */
  readonly stages: ReadonlyMap<string, MethodLimits>;
}

type MethodLimits = ReadonlyMap<string, Limit>;

export function compileUsagePlan({ id, throttle, apiStages }: UsagePlanRecord): UsagePlan {
  const stages = new Map<string, MethodLimits>();
  for (const { apiId, stage, throttle: methods = {} } of apiStages) {
    const limits = new Map<string, Limit>();
    for (const [method, record] of Object.entries(methods)) {
      const limit = limitOf(record);
      if (limit !== undefined) limits.set(plainMethodPath(method), limit);
    }
    stages.set(`${apiId}/${stage}`, limits.size === 0 ? NO_LIMITS : limits);
  }
  return { id, limit: limitOf(throttle), stages };
}

const NO_LIMITS: MethodLimits = new Map();

// deviation: A throttle of a usage plan that names only one of rate and burst has AWS's default of an account, 10,000 a second and 5,000 at once, for the other; what AWS does is not recorded.
function limitOf({ rateLimit: rate, burstLimit: burst }: ThrottleRecord = {}): Limit | undefined {
  if (rate === undefined && burst === undefined) return undefined;
  const { throttlingRateLimit, throttlingBurstLimit } = DEFAULT_METHOD_SETTING;
  return compileLimit(rate ?? throttlingRateLimit, burst ?? throttlingBurstLimit);
}

/** @param stage one of the plan's */
export function keyOfStage(
  plan: UsagePlan,
  usage: KeyOfPlan,
  stage: string,
  { id, value }: { readonly id: string; readonly value: string },
): KeyOfStage {
  const { scope, planId, keyId } = usage;
  const { limit } = plan;
  const ofPlan: readonly Bucket[] =
    limit === undefined ? [] : [{ name: bucketName('plan', scope, planId, keyId), limit }];
  const limits = plan.stages.get(stage) ?? NO_LIMITS;
  if (limits.size === 0) return { id, value, usage, buckets: () => ofPlan };
  /** Of methods that have a limit. */
  const known = new Map<string, readonly Bucket[]>();

  return {
    id,
    value,
    usage,
    buckets(method) {
      const own = limits.get(method) ?? limits.get('*/*');
      if (own === undefined) return ofPlan;
      let buckets = known.get(method);
      if (buckets === undefined) {
        const name = bucketName('plan method', scope, planId, keyId, stage, method);
        buckets = [{ name, limit: own }, ...ofPlan];
        known.set(method, buckets);
      }
      return buckets;
    },
  };
}
