import type { Config } from '../config/config.ts';
import { openUsagePlans, type UsagePlans } from '../gateway/gateway.ts';
import type { Clock } from '../lib/clock.ts';
import type { Log } from '../lib/log.ts';
import {
  type AskForGrant,
  compileLimit,
  type OwnedState,
  openQuotas,
  openSharedState,
  openThrottles,
  type TokenBuckets,
  type UsageCapability,
} from '../limits/limits.ts';
import type { Store } from '../store/store.ts';

/** Token buckets that are not full at one time; 2 MB of memory, of which those pages are real that were touched. */
const BUCKETS = 2 ** 17;

/** The memory that all threads of a process count in. */
export function openCounts({ threads }: Pick<Config, 'threads'>, clock: Clock): OwnedState {
  return openSharedState({ buckets: BUCKETS, series: 0, threads }, clock);
}

/** What the gates of usage need, in the thread that serves. To be closed: the usage plans, which follow the store. */
export async function openUsage(options: {
  readonly config: Config;
  readonly store: Store;
  readonly buckets: TokenBuckets;
  readonly ask: AskForGrant;
  readonly clock: Clock;
  readonly log: Log;
}): Promise<{ readonly plans: UsagePlans; readonly usage: UsageCapability }> {
  const { config, store, buckets, ask, clock, log } = options;
  const { accountThrottle } = config;
  const account = accountThrottle && compileLimit(accountThrottle.rateLimit, accountThrottle.burstLimit);
  const plans = await openUsagePlans(store, log);
  const usage = {
    findApiKey: plans.find,
    throttles: openThrottles({ buckets, clock, log, account }),
    quotas: openQuotas({ ask, clock }),
  };
  return { plans, usage };
}
