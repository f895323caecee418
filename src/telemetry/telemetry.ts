/** What the process says about itself and about the requests that it served. */
export { ACCESS_LOG_BOUNDS, AccessLog, type AccessLogBounds, type Tally } from './access-log.ts';
export { accessLogPath } from './access-log-path.ts';
export { ACCESS_LOGS_BOUNDS, AccessLogs, type AccessLogsBounds } from './access-logs.ts';
export type { Destination } from './destination.ts';
export { fileDestination } from './file-destination.ts';
export { openLog } from './log.ts';
export { EXPOSITION_TYPE, type ExposedMetrics, renderExposition } from './prometheus.ts';
export { streamDestination } from './stream-destination.ts';
