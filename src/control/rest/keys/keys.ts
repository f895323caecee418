import type { RestControl } from '../operations.ts';
import { apiKeyHandlers } from './api-keys.ts';
import { importApiKeyHandlers } from './import-api-keys.ts';
import { usageHandlers } from './usage.ts';
import { usagePlanKeyHandlers } from './usage-plan-keys.ts';
import { usagePlanHandlers } from './usage-plans.ts';

/** Everything about API keys and usage plans. */
export function keyHandlers(control: RestControl) {
  return {
    ...apiKeyHandlers(control),
    ...importApiKeyHandlers(control),
    ...usagePlanHandlers(control),
    ...usagePlanKeyHandlers(control),
    ...usageHandlers(control),
  };
}
