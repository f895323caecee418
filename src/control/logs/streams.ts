import { type LogStreamRecord, logGroupKey, logStreamKey } from '../../definition/definition.ts';
import type { Clock } from '../../lib/clock.ts';
import type { Handlers } from '../../protocol/protocol.ts';
import type { Reader, Store } from '../../store/store.ts';
import { errors, invalid, noSuchStream } from './errors.ts';
import { page, pageBackwards } from './paging.ts';
import { findGroup, groupArn, namedGroup } from './records.ts';

export type StreamHandlers = Pick<Handlers<'logs'>, 'CreateLogStream' | 'DeleteLogStream' | 'DescribeLogStreams'>;

/** Streams belong to their group: whoever writes one touches the group's record. */
export function streamHandlers(store: Store, clock: Clock): StreamHandlers {
  return {
    async CreateLogStream({ logGroupName, logStreamName }, call) {
      checkName(logStreamName);
      await store.transact(async (tx) => {
        await findGroup(tx, call, logGroupName);
        const key = logStreamKey(call.scope, logGroupName, logStreamName);
        if ((await tx.get(key)) !== undefined)
          throw errors.ResourceAlreadyExistsException('The specified log stream already exists');
        tx.put(key, { logStreamName, creationTime: clock.now() });
        await tx.touch(logGroupKey(call.scope, logGroupName));
      });
    },

    async DeleteLogStream({ logGroupName, logStreamName }, call) {
      checkName(logStreamName);
      await store.transact(async (tx) => {
        await findGroup(tx, call, logGroupName);
        await findStream(tx, call.scope, logGroupName, logStreamName);
        tx.delete(logStreamKey(call.scope, logGroupName, logStreamName));
        await tx.touch(logGroupKey(call.scope, logGroupName));
      });
    },

    /** Streams come by name, also those asked for by their last event: none has any. */
    async DescribeLogStreams(input, call) {
      const group = namedGroup(call, input);
      const { logStreamNamePrefix = '', orderBy = 'LogStreamName' } = input;
      // "If orderBy is LastEventTime, you cannot specify logStreamNamePrefix." (DescribeLogStreams)
      if (orderBy === 'LastEventTime' && logStreamNamePrefix !== '')
        throw invalid('Cannot order by LastEventTime with a logStreamNamePrefix.');
      checkName(logStreamNamePrefix);
      await findGroup(store, call, group);
      const { scope, kind, id: prefix } = logStreamKey(call.scope, group, logStreamNamePrefix);
      const range = { scope, kind, prefix };
      const { items, ...more } = await (input.descending === true
        ? pageBackwards<LogStreamRecord>(store, range, input)
        : page<LogStreamRecord>(store, range, input, () => true));
      const logStreams = items.map((stream) => ({
        ...stream,
        arn: `${groupArn(call, group)}:log-stream:${stream.logStreamName}`,
        storedBytes: 0,
      }));
      return { logStreams, ...more };
    },
  };
}

async function findStream(reader: Reader, scope: string, group: string, name: string): Promise<void> {
  if ((await reader.get(logStreamKey(scope, group, name))) === undefined) throw noSuchStream();
}

/** The model bounds the name and keeps colons out; this keeps out what no record can be named. */
// deviation: Names of log streams that hold a NUL or half a surrogate pair are refused, in a sentence of ours.
function checkName(name: string): void {
  if (name.includes('\0') || !name.isWellFormed()) throw invalid('The log stream name holds an invalid character.');
}
