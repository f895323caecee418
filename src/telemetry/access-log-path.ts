import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { parseLogDestination } from '../lib/log-destination.ts';

/** Bytes that a file's name may have nearly everywhere are 255. */
const LONGEST = 200;

/**
 * The file that stands for a destination: `{dir}/{region}.{account}.{log group}.log`, in which the slashes of a group's name
 * are `%2F`. A name can neither leave the directory nor meet another's.
 *
 * @param dir the operator's
 * @throws Error when the ARN names neither a log group nor a delivery stream
 */
// deviation: Access logs for CloudWatch Logs and Firehose are written to files of the process, named after the log group or stream.
export function accessLogPath(dir: string, destinationArn: string): string {
  const destination = parseLogDestination(destinationArn);
  if (destination === undefined)
    throw new Error(`${JSON.stringify(destinationArn)} names neither a log group nor a delivery stream`);
  const { region, account, kind, name: given } = destination;
  const name =
    kind === 'stream'
      ? `${region}.${account}.firehose.${given}`
      : `${region}.${account}.logs.${given.replace(/[/#]/g, encodeURIComponent)}`;
  if (name.length <= LONGEST) return join(dir, `${name}.log`);
  const digest = createHash('sha256').update(name).digest('hex').slice(0, 32);
  return join(dir, `${name.slice(0, LONGEST - 33)}~${digest}.log`);
}
