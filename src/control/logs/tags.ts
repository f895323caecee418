import { type LogGroupRecord, logGroupKey } from '../../definition/definition.ts';
import type { Call, Handlers, ServiceError } from '../../protocol/protocol.ts';
import type { Store } from '../../store/store.ts';
import { errors, invalid } from './errors.ts';
import { findGroup, groupOfArn } from './records.ts';

type Tags = LogGroupRecord['tags'];

/** "You can associate up to 50 tags" (TagLogGroup). */
const MAX_TAGS = 50;

/** @param error what too many tags are refused with: only some operations have an error of their own for it */
// deviation: The sentence for too many tags of a log group is ours; AWS's is not recorded.
export function checkTags(tags: Tags, error: (message: string) => ServiceError): void {
  if (Object.keys(tags).length > MAX_TAGS) throw error(`The number of tags exceeds the limit of ${MAX_TAGS}.`);
}

/** Tags by the group's ARN, and by its name with the operations that AWS keeps for older clients. */
export type TagHandlers = Pick<
  Handlers<'logs'>,
  'TagResource' | 'UntagResource' | 'ListTagsForResource' | 'TagLogGroup' | 'UntagLogGroup' | 'ListTagsLogGroup'
>;

export function tagHandlers(store: Store): TagHandlers {
  const change = (call: Call, name: string, edit: (tags: Tags) => Tags): Promise<void> =>
    store.transact(async (tx) => {
      const group = await findGroup(tx, call, name);
      tx.put(logGroupKey(call.scope, name), { ...group, tags: edit(group.tags) });
    });
  const add = (more: Tags, error: (message: string) => ServiceError) => (tags: Tags) => {
    // Spread, not assigned: a key named `__proto__` is a tag like any other.
    const after = { ...tags, ...more };
    checkTags(after, error);
    return after;
  };
  const remove = (keys: readonly string[]) => (tags: Tags) =>
    Object.fromEntries(Object.entries(tags).filter(([key]) => !keys.includes(key)));

  return {
    TagResource: (input, call) =>
      change(call, groupOfArn(call, input.resourceArn), add(input.tags, errors.TooManyTagsException)),
    UntagResource: (input, call) => change(call, groupOfArn(call, input.resourceArn), remove(input.tagKeys)),
    async ListTagsForResource(input, call) {
      return { tags: (await findGroup(store, call, groupOfArn(call, input.resourceArn))).tags };
    },
    TagLogGroup: (input, call) => change(call, input.logGroupName, add(input.tags, invalid)),
    UntagLogGroup: (input, call) => change(call, input.logGroupName, remove(input.tags)),
    async ListTagsLogGroup(input, call) {
      return { tags: (await findGroup(store, call, input.logGroupName)).tags };
    },
  };
}
