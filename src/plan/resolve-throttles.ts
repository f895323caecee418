import {
  DEFAULT_METHOD_SETTING,
  type ResolvedStage,
  type ResolvedThrottle,
  type StageRecord,
} from '../definition/definition.ts';
import { plainMethodPath } from '../lib/method-path.ts';

/**
 * The limits of a stage's methods, by `pets/GET` and `*\/*`. Terraform says -1 for a method that has no limit of its own; where it says so
 * of one of the two, that one is AWS's default.
 */
export function resolveThrottles(stage: StageRecord): ResolvedStage['throttles'] {
  const throttles: { [method: string]: ResolvedThrottle } = Object.create(null);
  for (const [key, { throttlingRateLimit: rate, throttlingBurstLimit: burst }] of Object.entries(
    stage.methodSettings,
  )) {
    if (rate === -1 && burst === -1) continue;
    throttles[plainMethodPath(key)] = {
      rateLimit: rate === -1 ? DEFAULT_METHOD_SETTING.throttlingRateLimit : rate,
      burstLimit: burst === -1 ? DEFAULT_METHOD_SETTING.throttlingBurstLimit : burst,
    };
  }
  return throttles;
}
