import { type FunctionRecord, functionKey } from '../../definition/definition.ts';
import type { Call, Handlers } from '../../protocol/protocol.ts';
import type { Store } from '../../store/store.ts';
import { errors } from './errors.ts';
import { readFunction } from './records.ts';
import { type FunctionReference, referenceOf } from './reference.ts';

type Tags = FunctionRecord['tags'];

/** "Number of tags per resource" (Lambda Developer Guide). */
const MAX_TAGS = 50;

/** Text recorded in `TestLambdaTags::test_tag_limits`. */
export function checkTags(tags: Tags): void {
  if (Object.keys(tags).length > MAX_TAGS) {
    throw errors.InvalidParameterValueException('Number of tags exceeds resource tag limit.');
  }
}

export function tagHandlers(store: Store): Pick<Handlers<'lambda'>, 'ListTags' | 'TagResource' | 'UntagResource'> {
  async function change(to: FunctionReference, edit: (tags: Tags) => Tags): Promise<void> {
    await store.transact(async (tx) => {
      const record = await readFunction(tx, to);
      const tags = edit(record.tags);
      checkTags(tags);
      tx.put(functionKey(to.scope, to.name), { ...record, tags });
    });
  }

  return {
    async ListTags(input, call) {
      return { Tags: (await readFunction(store, taggedFunction(call, input.Resource))).tags };
    },
    async TagResource(input, call) {
      const to = taggedFunction(call, input.Resource);
      if (Object.keys(input.Tags).length === 0) {
        throw errors.InvalidParameterValueException('An error occurred and the request cannot be processed.');
      }
      await change(to, (tags) => ({ ...tags, ...input.Tags }));
    },
    async UntagResource(input, call) {
      const gone = new Set(input.TagKeys);
      await change(taggedFunction(call, input.Resource), (tags) =>
        Object.fromEntries(Object.entries(tags).filter(([key]) => !gone.has(key))),
      );
    },
  };
}

function taggedFunction(call: Call, resource: string): FunctionReference {
  if (!/^arn:[^:]*:lambda:[^:]*:\d{12}:function:/.test(resource)) {
    // Code signing configurations, event source mappings: none exist here.
    throw errors.ResourceNotFoundException('The resource you requested does not exist.');
  }
  const to = referenceOf(call, resource);
  if (to.qualifier === '') return to;
  throw errors.InvalidParameterValueException(
    'Tags on function aliases and versions are not supported. Please specify a function ARN.',
  );
}
