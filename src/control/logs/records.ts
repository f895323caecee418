import { type LogGroupRecord, logGroupKey } from '../../definition/definition.ts';
import type { Call } from '../../protocol/protocol.ts';
import type { Reader } from '../../store/store.ts';
import { bothGiven, invalid, noSuchGroup } from './errors.ts';

export async function findGroup(reader: Reader, call: Call, name: string): Promise<LogGroupRecord> {
  const group = (await reader.get(logGroupKey(call.scope, name)))?.value;
  if (group === undefined) throw noSuchGroup();
  return group;
}

/** `arn:aws:logs:{region}:{account}:log-group:{name}`; where it stands for the group's streams, `:*` follows. */
export function groupArn({ region, account }: Call, name: string): string {
  return `arn:aws:logs:${region}:${account}:log-group:${name}`;
}

/** The group's name out of its ARN. A group of another account or region does not exist here. */
export function groupOfArn(call: Call, arn: string): string {
  const [, region, account, name] = /^arn:aws[\w-]*:logs:([^:]*):([^:]*):log-group:([^:]+)$/.exec(arn) ?? [];
  // deviation: The sentence for an ARN that is no log group's is ours; AWS's is not recorded.
  if (name === undefined) throw invalid(`Invalid resource ARN: ${arn}`);
  if (region !== call.region || account !== call.account) throw noSuchGroup();
  return name;
}

/** What an operation that takes a name or an ARN was given. @throws when it was given both, or neither */
export function namedGroup(
  call: Call,
  input: { readonly logGroupName?: string | undefined; readonly logGroupIdentifier?: string | undefined },
): string {
  const { logGroupName, logGroupIdentifier } = input;
  // Recorded: test_describe_log_streams_with_log_group_identifier (there as a ValidationException).
  if (logGroupName !== undefined && logGroupIdentifier !== undefined)
    throw bothGiven('LogGroup name and LogGroup ARN are mutually exclusive parameters.');
  const given = logGroupName ?? logGroupIdentifier;
  // deviation: The sentence for a call that names no log group is ours; AWS's is not recorded.
  if (given === undefined) throw invalid('Either logGroupName or logGroupIdentifier must be specified.');
  return given.startsWith('arn:') ? groupOfArn(call, given) : given;
}
