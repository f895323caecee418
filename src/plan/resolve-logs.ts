import {
  accountOf,
  type ResolvedLogs,
  type ResolvedMethodLog,
  regionOf,
  type StageRecord,
} from '../definition/definition.ts';
import { parseLogDestination } from '../lib/log-destination.ts';
import { isOneLine } from '../lib/log-format.ts';
import { ofMethod, plainMethodPath } from '../lib/method-path.ts';

/**
 * What is written about the requests of a stage, and where. A canary's requests are in the stage's logs and in logs of their own, whose
 * groups have the suffix `/Canary` (developer guide, "Set up an API Gateway canary release deployment").
 *
 * @returns `null` when nothing is
 */
// deviation: The access log of a stage goes to the group or stream of that name in its own account and region, whatever account and region its ARN names; which of those AWS takes is not recorded.
// deviation: Stages write logs without a cloudwatchRoleArn in the account settings; AWS refuses to enable them then.
// deviation: Access log settings that lack the format or the destination write nothing; what AWS does with them is not recorded.
// deviation: A canary has no access log of its own when the stage's goes to Firehose: its documented suffix is that of a log group.
export function resolveLogs(
  scope: string,
  apiId: string,
  stage: StageRecord,
  isCanary: boolean | null,
): ResolvedLogs | null {
  const { format = '', destinationArn = '' } = stage.accessLogSettings ?? {};
  const owner = `${regionOf(scope)}:${accountOf(scope)}`;
  const groups = (name: string): string[] => {
    const arn = `arn:aws:logs:${owner}:log-group:${name}`;
    return isCanary ? [arn, `${arn}/Canary`] : [arn];
  };
  const destination = parseLogDestination(destinationArn);
  const isLogged = destination !== undefined && format !== '' && isOneLine(format);
  const destinations =
    destination?.kind === 'stream'
      ? [`arn:aws:firehose:${owner}:deliverystream/${destination.name}`]
      : groups(destination?.name ?? '');
  const access = isLogged ? { format, destinations } : null;

  const methods: { [method: string]: ResolvedMethodLog } = Object.create(null);
  for (const [key, { loggingLevel: level, dataTraceEnabled: dataTrace }] of Object.entries(stage.methodSettings)) {
    const written = level === 'ERROR' || level === 'INFO' ? level : null;
    methods[plainMethodPath(key)] = { level: written, dataTrace };
  }
  const executes = Object.values(methods).some(({ level }) => level !== null);
  if (access === null && !executes) return null;
  const execution = executes ? groups(`API-Gateway-Execution-Logs_${apiId}/${stage.stageName}`) : [];
  return { access, execution, methods };
}

/** What is written of a method: its own setting, else the stage's. */
export function methodLogOf(
  logs: ResolvedLogs,
  resourcePath: string,
  httpMethod: string,
): ResolvedMethodLog | undefined {
  return ofMethod(logs.methods, resourcePath, httpMethod);
}
