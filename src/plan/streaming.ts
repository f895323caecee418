import type { IntegrationRecord, TransferMode } from '../definition/definition.ts';

/** "You can stream your response for up to 15 minutes" (developer guide, "Stream the integration response"). */
const MAX_STREAM_MS = 900_000;
/** "If you customized the integration timeout, this timeout value is removed, as API Gateway streams your response for up to 5 minutes". */
const DEFAULT_STREAM_MS = 300_000;
/** What PutIntegration stores when nothing is said. */
const DEFAULT_TIMEOUT_MS = 29_000;

/** Same page: "For Regional or private endpoints, the timeout is 5 minutes. For edge-optimized endpoints, the timeout is 30 seconds." */
export function streamIdleMs(endpointTypes: readonly string[]): number {
  return endpointTypes.includes('EDGE') ? 30_000 : 300_000;
}

export function transferMode({ responseTransferMode }: IntegrationRecord): TransferMode {
  return responseTransferMode === 'STREAM' ? 'STREAM' : 'BUFFERED';
}

/** Milliseconds to the end of the answer. */
// deviation: With responseTransferMode STREAM, a timeout of 29,000 ms counts as none: 5 minutes; AWS can tell the default from a value that was set.
export function timeoutMs(record: IntegrationRecord): number {
  const { timeoutInMillis } = record;
  if (transferMode(record) === 'BUFFERED') return timeoutInMillis;
  return timeoutInMillis === DEFAULT_TIMEOUT_MS ? DEFAULT_STREAM_MS : Math.min(timeoutInMillis, MAX_STREAM_MS);
}
