import {
  apiKeyKey,
  clientCertificateKey,
  domainNameKey,
  restApiKey,
  stageKey,
  usagePlanKey,
  vpcLinkKey,
} from '../../../definition/definition.ts';
import type { Call, ServiceError } from '../../../protocol/protocol.ts';
import type { Key, Reader } from '../../../store/store.ts';
import { badRequest, notFound } from '../errors.ts';
import { find } from '../lookup.ts';
import type { RestControl, RestHandlers } from '../operations.ts';
import { pathOfArn } from './arns.ts';
import { checkTags, type TagMap } from './tag-rules.ts';

interface Tagged {
  readonly tags: TagMap;
}

interface Taggable {
  readonly path: RegExp;
  readonly key: (scope: string, ...ids: string[]) => Key<Tagged>;
  /** The record that guards it, where it is not its own. */
  readonly owner?: (scope: string, ...ids: string[]) => Key<unknown>;
  readonly missing: (call: Call, ...ids: string[]) => ServiceError;
}

const says = (message: string) => () => notFound(message);

/** What has tags, by the path in its ARN (Developer Guide, "API Gateway resources that can be tagged"). */
const TAGGABLE: readonly Taggable[] = [
  {
    path: /^\/restapis\/([^/]+)$/,
    key: restApiKey,
    missing: ({ account }, id) => notFound(`Invalid API identifier specified ${account}:${id}`),
  },
  {
    path: /^\/restapis\/([^/]+)\/stages\/([^/]+)$/,
    key: (scope, api = '', stage = '') => stageKey(scope, api, stage),
    owner: restApiKey,
    missing: says('Invalid stage identifier specified'),
  },
  { path: /^\/apikeys\/([^/]+)$/, key: apiKeyKey, missing: says('Invalid API Key identifier specified') },
  { path: /^\/usageplans\/([^/]+)$/, key: usagePlanKey, missing: says('Invalid Usage Plan ID specified') },
  {
    path: /^\/clientcertificates\/([^/]+)$/,
    key: clientCertificateKey,
    missing: says('Invalid client certificate identifier specified'),
  },
  { path: /^\/vpclinks\/([^/]+)$/, key: vpcLinkKey, missing: says('Invalid Vpc Link identifier specified') },
  // `{name}`, or `{name}+{id}` of a private one: the id of the record.
  { path: /^\/domainnames\/([^/]+)$/, key: domainNameKey, missing: says('Invalid domain name identifier specified') },
  {
    path: /^\/domainnameaccessassociations\/(domainname\/[^/]+\/vpcesource\/[^/]+)$/,
    key: (scope, id) => ({ scope, kind: 'domainnameaccessassociation', id: id as string }),
    missing: says('Invalid domain name access association identifier specified'),
  },
];

export function tagHandlers({ store, limits }: RestControl): RestHandlers<'GetTags' | 'TagResource' | 'UntagResource'> {
  async function change(arn: string, call: Call, edit: (tags: TagMap) => TagMap): Promise<void> {
    const { taggable, ids } = taggableOf(call, arn);
    await store.transact(async (tx) => {
      const record = await findTagged(tx, call, taggable, ids);
      tx.put(taggable.key(call.scope, ...ids), { ...record, tags: edit(record.tags) });
      if (taggable.owner !== undefined) await tx.touch(taggable.owner(call.scope, ...ids));
    });
  }

  return {
    /** `position` and `limit` are "not currently supported" by AWS either (API reference, GetTags): all tags come at once. */
    async GetTags(input, call) {
      const { taggable, ids } = taggableOf(call, input.resourceArn);
      return { tags: (await findTagged(store, call, taggable, ids)).tags };
    },

    async TagResource(input, call) {
      checkTags(limits, input.tags);
      await change(input.resourceArn, call, (tags) => {
        const all = Object.fromEntries([...Object.entries(tags), ...Object.entries(input.tags)]);
        checkTags(limits, all);
        return all;
      });
    },

    async UntagResource(input, call) {
      const gone = new Set(input.tagKeys);
      await change(input.resourceArn, call, (tags) =>
        Object.fromEntries(Object.entries(tags).filter(([key]) => !gone.has(key))),
      );
    },
  };
}

// deviation: An ARN that is none of this account and region, or names nothing that has tags, gets the sentence that AWS has for ARNs of integrations; its own is not recorded.
function taggableOf(call: Call, arn: string): { readonly taggable: Taggable; readonly ids: string[] } {
  const path = pathOfArn(call.scope, arn) ?? '';
  for (const taggable of TAGGABLE) {
    const ids = taggable.path.exec(path)?.slice(1);
    if (ids !== undefined) return { taggable, ids };
  }
  throw badRequest('Invalid ARN specified in the request');
}

async function findTagged(reader: Reader, call: Call, taggable: Taggable, ids: string[]): Promise<Tagged> {
  const record = await find(reader, taggable.key(call.scope, ...ids));
  if (record === undefined) throw taggable.missing(call, ...ids);
  return record;
}
