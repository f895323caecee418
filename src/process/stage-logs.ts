import { join } from 'node:path';
import type { Config } from '../config/config.ts';
import type { Clock } from '../lib/clock.ts';
import type { Log } from '../lib/log.ts';
import { AccessLogs, accessLogPath, fileDestination, streamDestination } from '../telemetry/telemetry.ts';

/** The access and execution logs of stages, in this thread: files, or standard output when nothing is kept. */
export function openStageLogs(config: Config, clock: Clock, log: Log): AccessLogs {
  const dir = config.logDir ?? (config.ephemeral ? undefined : join(config.dataDir, 'logs'));
  return new AccessLogs({
    open: (destination) =>
      dir === undefined ? streamDestination(process.stdout) : fileDestination(accessLogPath(dir, destination)),
    clock,
    log,
    // What is lost is told in the process log; the counters come with the metrics.
    tally: () => undefined,
  });
}
