import { modelKey, type RestApiRecord, resourceKey, restApiKey } from '../../../definition/definition.ts';
import { newId } from '../../../lib/ids.ts';
import { nextVersion } from '../../../lib/next-version.ts';
import type { CreateRestApiRequest, RestApi } from '../../../model/generated/apigateway.ts';
import type { Call } from '../../../protocol/protocol.ts';
import type { Transaction } from '../../../store/store.ts';
import { checkRoom, type Limits } from '../../limits.ts';
import { checkApiUnmapped } from '../domains/mapped-apis.ts';
import { badRequest } from '../errors.ts';
import { leavePlans } from '../keys/usage-plans.ts';
import { findApi, markChanged, ofApi, remindToDeploy } from '../lookup.ts';
import type { RestControl, RestHandlers } from '../operations.ts';
import { page } from '../page.ts';
import { defaultModels } from '../parts/models.ts';
import { applyPatch } from '../patch.ts';
import { optional, stamp } from '../record.ts';
import { captured } from '../stages/deployments.ts';
import { cloneInto } from './clone-rest-api.ts';
import { checkFreeApiId, takeTags } from './pinned-id.ts';
import { endpointConfiguration, readCompressionSize, restApiPatches } from './rest-api-patches.ts';
import { checkApi } from './rest-api-rules.ts';

/** Kinds whose ids start with the API's id: what goes when it goes. */
const OWNED = [
  'resource',
  'deployment',
  'definition',
  'stage',
  'model',
  'requestvalidator',
  'authorizer',
  'gatewayresponse',
  'documentationpart',
  'documentationversion',
];

export function restApiHandlers({
  store,
  clock,
  log,
  limits,
}: RestControl): RestHandlers<'CreateRestApi' | 'GetRestApi' | 'GetRestApis' | 'UpdateRestApi' | 'DeleteRestApi'> {
  return {
    async CreateRestApi(input, call) {
      // deviation: The sentence for an API without a name is ours; AWS's is not recorded.
      if (input.name === '') throw badRequest('API Name cannot be empty');
      if (input.description === '') throw badRequest('Description cannot be an empty string');
      const { id, tags } = takeTags(limits, input.tags);
      return store.transact(async (tx) => {
        const source = input.cloneFrom === undefined ? undefined : await findApi(tx, call, input.cloneFrom);
        if (id !== undefined) await checkFreeApiId(store, tx, id);
        const api = newApi({ ...input, tags }, source, id ?? newId(10), stamp(clock));
        checkApi(api, limits);
        await checkRoomFor(tx, call, limits, api);
        tx.put(restApiKey(call.scope, api.id), api);
        if (source !== undefined) {
          await cloneInto(tx, call, api, source);
        } else {
          const root = { id: api.rootResourceId, path: '/', resourceMethods: {} };
          tx.put(resourceKey(call.scope, api.id, root.id), root);
          for (const model of defaultModels()) tx.put(modelKey(call.scope, api.id, model.name), model);
        }
        return briefView(api);
      });
    },

    async GetRestApi(input, call) {
      return restApiView(await findApi(store, call, input.restApiId));
    },

    async GetRestApis(input, call) {
      return page(store, { scope: call.scope, kind: 'restapi' }, input, briefView);
    },

    async UpdateRestApi(input, call) {
      const [before, after, toDeploy] = await store.transact(async (tx) => {
        const api = await findApi(tx, call, input.restApiId);
        const patched = applyPatch(api, input.patchOperations, restApiPatches);
        checkApi(patched, limits);
        if (quotaOf(patched) !== quotaOf(api)) await checkRoomFor(tx, call, limits, patched);
        const settings = captured(api);
        const toDeploy = nextVersion(captured(patched), settings) !== settings;
        if (toDeploy) markChanged(tx, call, patched);
        else tx.put(restApiKey(call.scope, api.id), patched);
        return [api, patched, toDeploy] as const;
      });
      if (toDeploy) await remindToDeploy(log, store, call, before);
      return restApiView(after);
    },

    async DeleteRestApi(input, call) {
      await store.transact(async (tx) => {
        await findApi(tx, call, input.restApiId);
        await checkApiUnmapped(tx, call, input.restApiId);
        for (const kind of OWNED) await deleteAll(tx, call.scope, kind, input.restApiId);
        await leavePlans(tx, call, input);
        tx.delete(restApiKey(call.scope, input.restApiId));
      });
    },
  };
}

/** A new API, with the settings of the one that it is cloned from where the caller gives none. */
function newApi(
  input: CreateRestApiRequest,
  source: RestApiRecord | undefined,
  id: string,
  now: number,
): RestApiRecord {
  const { binaryMediaTypes = source?.binaryMediaTypes ?? [] } = input;
  const compression = input.minimumCompressionSize ?? source?.minimumCompressionSize;
  const endpoint =
    input.endpointConfiguration === undefined && source !== undefined
      ? source.endpointConfiguration
      : endpointConfiguration(input.endpointConfiguration);
  return {
    id,
    name: input.name,
    ...optional('description', input.description),
    createdDate: now,
    ...optional('version', input.version),
    ...(binaryMediaTypes.length > 0 ? { binaryMediaTypes } : {}),
    ...(compression === undefined ? {} : { minimumCompressionSize: readCompressionSize(compression) }),
    apiKeySource: input.apiKeySource ?? source?.apiKeySource ?? 'HEADER',
    endpointConfiguration: endpoint,
    ...optional('policy', (input.policy ?? source?.policy) || undefined),
    tags: input.tags ?? {},
    disableExecuteApiEndpoint: input.disableExecuteApiEndpoint ?? source?.disableExecuteApiEndpoint ?? false,
    rootResourceId: newId(10),
    ...optional('securityPolicy', input.securityPolicy ?? source?.securityPolicy),
    ...optional('endpointAccessMode', input.endpointAccessMode ?? source?.endpointAccessMode),
    undeployed: false,
  };
}

/** The quota that an API counts for: one for each kind of endpoint. */
function quotaOf({ endpointConfiguration: { types } }: RestApiRecord): 'edgeApis' | 'regionalApis' | 'privateApis' {
  if (types.includes('PRIVATE')) return 'privateApis';
  return types.includes('REGIONAL') ? 'regionalApis' : 'edgeApis';
}

export async function checkRoomFor(tx: Transaction, call: Call, limits: Limits, api: RestApiRecord): Promise<void> {
  const all = await tx.list<RestApiRecord>({ scope: call.scope, kind: 'restapi' });
  const quota = quotaOf(api);
  checkRoom(limits, quota, all.filter(({ value }) => value.id !== api.id && quotaOf(value) === quota).length);
}

async function deleteAll(tx: Transaction, scope: string, kind: string, restApiId: string): Promise<void> {
  for (const { key } of await tx.list(ofApi(scope, kind, restApiId))) tx.delete(key);
}

/** The policy shows with its quotes and backslashes escaped once more (recorded: test_create_execute_api_vpc_endpoint). */
export function restApiView(api: RestApiRecord): RestApi {
  const { undeployed: _, policy, ...shown } = api;
  const escaped = policy === undefined ? undefined : JSON.stringify(policy).slice(1, -1);
  return { ...shown, ...optional('policy', escaped) } as RestApi;
}

/** A new API and a listed one show tags only when they have some; Get and Update always do (recorded: test_list_and_delete_apis). */
export function briefView(api: RestApiRecord): RestApi {
  const { tags, ...view } = restApiView(api);
  return Object.keys(api.tags).length > 0 ? { ...view, tags } : view;
}
