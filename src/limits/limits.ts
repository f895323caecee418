/** How much there may be, and how much there was: API keys, throttles and quotas; and the token buckets and counters that all threads share. */
export type { FindApiKey, KeyOfStage, UselessKey } from './api-keys.ts';
export { type Bucket, type BucketName, bucketName, NO_ROOM, type TokenBuckets } from './buckets.ts';
export {
  COUNTS,
  type Counters,
  type CountName,
  HISTOGRAMS,
  type HistogramName,
  type HistogramReading,
  LATENCY_BOUNDS,
  type SeriesReading,
} from './counters.ts';
export { compileLimit, type Limit } from './gcra.ts';
export { type LabelledReading, OVERFLOW, Series, SeriesBook, type SeriesLabels } from './metrics.ts';
export {
  type AskForGrant,
  CLOSED,
  type Grant,
  type KeyOfPlan,
  openQuotas,
  type Quotas,
  UNLIMITED,
} from './quotas.ts';
export {
  attachSharedState,
  type OwnedState,
  openSharedState,
  type SharedBounds,
  type SharedHandle,
  type SharedState,
} from './shared.ts';
export type { Slots } from './slots.ts';
export type { Tallies, TallyName } from './tallies.ts';
export { openThrottles, type Throttles } from './throttles.ts';
export { compileApiKey, compileQuota, compileThrottle, type UsageAccess, type UsageCapability } from './usage-gates.ts';
