import { type ApiKeyRecord, apiKeyKey, apiKeyValueKey, stageKey } from '../../../definition/definition.ts';
import { newId } from '../../../lib/ids.ts';
import type { ApiKey, StageKey } from '../../../model/generated/apigateway.ts';
import type { Call } from '../../../protocol/protocol.ts';
import type { Reader } from '../../../store/store.ts';
import { tagsIfAny } from '../account/tag-rules.ts';
import { checkFree, takeTags } from '../apis/pinned-id.ts';
import { badRequest, conflict, notImplemented } from '../errors.ts';
import { find } from '../lookup.ts';
import { matching } from '../matching.ts';
import type { RestControl, RestHandlers } from '../operations.ts';
import { page } from '../page.ts';
import { applyPatch, type PatchRule, type PatchTable, replaceBoolean, replaceText } from '../patch.ts';
import { optional, stamp } from '../record.ts';
import { checkCustomerId, checkKeyDescription, checkKeyName, checkKeyValue, newKeyValue } from './api-key-rules.ts';
import { countKeys, findApiKey, plansOf, untie } from './plan-lookup.ts';

export function apiKeyHandlers({
  store,
  clock,
  limits,
}: RestControl): RestHandlers<'CreateApiKey' | 'GetApiKey' | 'GetApiKeys' | 'UpdateApiKey' | 'DeleteApiKey'> {
  return {
    // deviation: generateDistinctId changes nothing, because the id of a key is always another than its value; AWS calls it deprecated.
    async CreateApiKey(input, call) {
      const { id, tags } = takeTags(limits, input.tags);
      checkKeyName(input.name);
      checkKeyDescription(input.description);
      checkCustomerId(input.customerId);
      // Terraform sends an empty value for one that is to be generated.
      const value = input.value || newKeyValue();
      checkKeyValue(value);
      const now = stamp(clock);
      const key: ApiKeyRecord = {
        id: id ?? newId(10),
        value,
        ...optional('name', input.name || undefined),
        ...optional('customerId', input.customerId),
        ...optional('description', input.description),
        enabled: input.enabled ?? false,
        createdDate: now,
        lastUpdatedDate: now,
        stageKeys: (input.stageKeys ?? []).map(stageName),
        tags,
      };
      await store.transact(async (tx) => {
        if (id !== undefined) await checkFree(tx, apiKeyKey(call.scope, id));
        // Quoted from AWS by its users (hashicorp/terraform-provider-aws#17130); not among the recorded ones.
        if ((await tx.get(apiKeyValueKey(call.scope, value))) !== undefined) throw conflict('API Key already exists');
        await countKeys(tx, call, limits, 1);
        await checkStages(tx, call, key.stageKeys, []);
        tx.put(apiKeyKey(call.scope, key.id), key);
        tx.put(apiKeyValueKey(call.scope, value), { keyId: key.id });
      });
      return { ...apiKeyView(key, true), ...tagsIfAny(key.tags) };
    },

    async GetApiKey(input, call) {
      const key = await findApiKey(store, call, input.apiKey);
      return { ...apiKeyView(key, input.includeValue), tags: key.tags };
    },

    // deviation: nameQuery finds the keys whose names start with it; AWS says only that it is the name of the queried keys.
    async GetApiKeys(input, call) {
      const { nameQuery = '', customerId } = input;
      const wanted = matching<ApiKeyRecord>(
        store,
        (key) => (key.name ?? '').startsWith(nameQuery) && [undefined, key.customerId].includes(customerId),
      );
      return page<ApiKeyRecord, ApiKey>(wanted, { scope: call.scope, kind: 'apikey' }, input, (key) => ({
        ...apiKeyView(key, input.includeValues),
        ...tagsIfAny(key.tags),
      }));
    },

    async UpdateApiKey(input, call) {
      return store.transact(async (tx) => {
        const before = await findApiKey(tx, call, input.apiKey);
        const after = { ...applyPatch(before, input.patchOperations, apiKeyPatches), lastUpdatedDate: stamp(clock) };
        await checkStages(tx, call, after.stageKeys, before.stageKeys);
        tx.put(apiKeyKey(call.scope, after.id), after);
        return { ...apiKeyView(after, false), tags: after.tags };
      });
    },

    async DeleteApiKey(input, call) {
      await store.transact(async (tx) => {
        const key = await findApiKey(tx, call, input.apiKey);
        for (const plan of await plansOf(tx, call, key.id)) await untie(tx, call, plan.id, key.id);
        await countKeys(tx, call, limits, -1);
        tx.delete(apiKeyKey(call.scope, key.id));
        tx.delete(apiKeyValueKey(call.scope, key.value));
      });
    },
  };
}

function checked(rule: PatchRule<ApiKeyRecord>, check: (value: string | undefined) => void): PatchRule<ApiKeyRecord> {
  return {
    ...rule,
    apply(draft, patch) {
      check(patch.value);
      rule.apply(draft, patch);
    },
  };
}

/** In the order that AWS lists them in (recorded: test_update_api_key_immutable_field). */
const apiKeyPatches: PatchTable<ApiKeyRecord> = {
  wording: 'listed',
  rules: [
    checked(replaceText<ApiKeyRecord>('description'), checkKeyDescription),
    replaceBoolean<ApiKeyRecord>('enabled'),
    checked(replaceText<ApiKeyRecord>('name'), checkKeyName),
    checked(replaceText<ApiKeyRecord>('customerId'), checkCustomerId),
    {
      path: '/labels',
      ops: ['add', 'remove'],
      apply() {
        throw notImplemented('/labels of UpdateApiKey');
      },
    },
    {
      path: '/stages',
      ops: ['add', 'remove'],
      apply(draft, { op, value = '' }) {
        const others = draft.stageKeys.filter((stage) => stage !== value);
        draft.stageKeys = op === 'add' ? [...others, value] : others;
      },
    },
  ],
};

const MAX_STAGE_KEYS = 1_000;

/** The stages that a key comes to name must be there, and all together not too many. `{api}/{stage}` */
// deviation: The stages that an API key names stay in it when they are deleted; what AWS does is not recorded.
// deviation: The sentences for stages of an API key that do not exist or are too many are ours; AWS's are not recorded.
async function checkStages(
  reader: Reader,
  call: Call,
  stages: readonly string[],
  before: readonly string[],
): Promise<void> {
  if (stages.length > MAX_STAGE_KEYS) throw badRequest('An API Key can name at most 1000 stages');
  for (const named of stages.filter((stage) => !before.includes(stage))) {
    const [api = '', stage = '', ...more] = named.split('/');
    if (more.length > 0 || (await find(reader, stageKey(call.scope, api, stage))) === undefined) {
      throw badRequest('Invalid stage identifier specified');
    }
  }
}

function stageName({ restApiId = '', stageName: stage = '' }: StageKey): string {
  return `${restApiId}/${stage}`;
}

/** The value shows where it was asked for, and to who creates the key (recorded: test_api_key_required_for_methods). */
function apiKeyView(key: ApiKeyRecord, withValue: boolean | undefined): ApiKey {
  const { tags: _, value, ...shown } = key;
  return { ...shown, ...(withValue ? { value } : {}) };
}
