import { type LogGroupRecord, logGroupKey, logStreamKey } from '../../definition/definition.ts';
import type { Clock } from '../../lib/clock.ts';
import type { OperationsOf } from '../../model/model.ts';
import type { Call, Handlers } from '../../protocol/protocol.ts';
import type { Store } from '../../store/store.ts';
import { bothGiven, errors, invalid, notImplemented } from './errors.ts';
import { page } from './paging.ts';
import { findGroup, groupArn, namedGroup } from './records.ts';
import { checkTags } from './tags.ts';

type LogGroup = NonNullable<OperationsOf<'logs'>['DescribeLogGroups']['output']['logGroups']>[number];

/** The days for which events can be kept (PutRetentionPolicy). */
const RETENTION_DAYS: ReadonlySet<number> = new Set([
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
]);

const LONGEST_NAME = 512;

export type GroupHandlers = Pick<
  Handlers<'logs'>,
  | 'CreateLogGroup'
  | 'DeleteLogGroup'
  | 'DescribeLogGroups'
  | 'ListLogGroups'
  | 'PutRetentionPolicy'
  | 'DeleteRetentionPolicy'
  | 'PutLogGroupDeletionProtection'
>;

/** deviation: The retention of a log group is stored and shown; its events are kept as long as the log group. */
export function groupHandlers(store: Store, clock: Clock): GroupHandlers {
  const change = (call: Call, name: string, edit: (group: LogGroupRecord) => LogGroupRecord): Promise<void> =>
    store.transact(async (tx) => {
      tx.put(logGroupKey(call.scope, name), edit(await findGroup(tx, call, name)));
    });

  return {
    async CreateLogGroup(input, call) {
      const { logGroupName, tags = {} } = input;
      if (logGroupName.length > LONGEST_NAME)
        throw invalid('Invalid LogGroup or LogStream, both must have length less than or equal to 512.');
      if (input.kmsKeyId !== undefined) throw notImplemented('CreateLogGroup with kmsKeyId');
      checkTags(tags, invalid);
      await store.transact(async (tx) => {
        const key = logGroupKey(call.scope, logGroupName);
        if ((await tx.get(key)) !== undefined)
          throw errors.ResourceAlreadyExistsException('The specified log group already exists');
        tx.put(key, {
          logGroupName,
          creationTime: clock.now(),
          logGroupClass: input.logGroupClass ?? 'STANDARD',
          deletionProtectionEnabled: input.deletionProtectionEnabled ?? false,
          tags,
        });
      });
    },

    async DeleteLogGroup({ logGroupName }, call) {
      await store.transact(async (tx) => {
        const group = await findGroup(tx, call, logGroupName);
        // deviation: The sentence for deleting a protected log group is ours; AWS's is not recorded.
        if (group.deletionProtectionEnabled)
          throw bothGiven('The specified log group has deletion protection enabled.');
        const { scope, kind, id: prefix } = logStreamKey(call.scope, logGroupName, '');
        for (const { key } of await tx.list({ scope, kind, prefix })) tx.delete(key);
        tx.delete(logGroupKey(call.scope, logGroupName));
      });
    },

    async DescribeLogGroups(input, call) {
      const { logGroupNamePrefix: prefix, logGroupNamePattern: pattern, logGroupClass, logGroupIdentifiers } = input;
      if (prefix !== undefined && pattern !== undefined)
        throw invalid('LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters.');
      refuseOtherAccounts(call, input.accountIdentifiers);
      const named = logGroupIdentifiers && new Set(logGroupIdentifiers.map((one) => nameOf(call, one)));
      const { scope, kind } = logGroupKey(call.scope, '');
      const range = { scope, kind, ...(prefix !== undefined && { prefix }) };
      const { items, ...more } = await page<LogGroupRecord>(
        store,
        range,
        input,
        (group) =>
          (pattern === undefined || holds(group, pattern)) &&
          (logGroupClass === undefined || group.logGroupClass === logGroupClass) &&
          (named === undefined || named.has(group.logGroupName)),
      );
      return { logGroups: items.map((group) => shown(call, group)), ...more };
    },

    async ListLogGroups(input, call) {
      const { logGroupNamePattern: pattern, logGroupClass } = input;
      refuseOtherAccounts(call, input.accountIdentifiers);
      for (const member of ['dataSources', 'fieldIndexNames', 'logGroupTags'] as const)
        if (input[member] !== undefined) throw notImplemented(`ListLogGroups with ${member}`);
      const { scope, kind } = logGroupKey(call.scope, '');
      const { items, ...more } = await page<LogGroupRecord>(
        store,
        { scope, kind },
        input,
        (group) =>
          (pattern === undefined || matches(group, pattern)) &&
          (logGroupClass === undefined || group.logGroupClass === logGroupClass),
      );
      const logGroups = items.map(({ logGroupName, logGroupClass: of }) => ({
        logGroupName,
        logGroupArn: groupArn(call, logGroupName),
        logGroupClass: of,
      }));
      return { logGroups, ...more };
    },

    async PutRetentionPolicy({ logGroupName, retentionInDays }, call) {
      // deviation: The sentence for a number of days that AWS does not offer is ours; AWS's is not recorded.
      if (!RETENTION_DAYS.has(retentionInDays))
        throw invalid(`Invalid retention value. Valid values are: [${[...RETENTION_DAYS].join(', ')}]`);
      await change(call, logGroupName, (group) => ({ ...group, retentionInDays }));
    },

    async DeleteRetentionPolicy({ logGroupName }, call) {
      await change(call, logGroupName, ({ retentionInDays: _, ...group }) => group);
    },

    async PutLogGroupDeletionProtection({ logGroupIdentifier, deletionProtectionEnabled }, call) {
      const name = namedGroup(call, { logGroupIdentifier });
      await change(call, name, (group) => ({ ...group, deletionProtectionEnabled }));
    },
  };
}

function nameOf(call: Call, logGroupIdentifier: string): string {
  return namedGroup(call, { logGroupIdentifier });
}

/** "If you specify DataOps …, log groups named DataOps, dataops and Dataops match": a part of the name, whatever its case. */
function holds({ logGroupName }: LogGroupRecord, pattern: string): boolean {
  return logGroupName.toLowerCase().includes(pattern.toLowerCase());
}

/** Up to five parts between bars; one that starts with `^` has to start the name (ListLogGroups). The model bounds the pattern. */
function matches(group: LogGroupRecord, pattern: string): boolean {
  return pattern
    .split('|')
    .some((part) => (part.startsWith('^') ? group.logGroupName.startsWith(part.slice(1)) : holds(group, part)));
}

function refuseOtherAccounts({ account }: Call, identifiers: readonly string[] | undefined): void {
  if (identifiers?.some((one) => one !== account) === true) throw notImplemented('log groups of linked accounts');
}

function shown(call: Call, { tags: _, ...group }: LogGroupRecord): LogGroup {
  const arn = groupArn(call, group.logGroupName);
  return { ...group, metricFilterCount: 0, arn: `${arn}:*`, logGroupArn: arn, storedBytes: 0 };
}
