/** What gateway threads share: token buckets and counters in memory that all of them write to, without a lock. */
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
export { compileLimit, type Limit, type TokenBuckets } from './gcra.ts';
export { type LabelledReading, OVERFLOW, Series, SeriesBook, type SeriesLabels } from './metrics.ts';
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
