import { isDeepStrictEqual } from 'node:util';
import { type RestApiRecord, resourceKey, restApiKey } from '../../definition/definition.ts';
import { newId } from '../../lib/ids.ts';
import type { RestApi } from '../../model/generated/apigateway.ts';
import type { Transaction } from '../../store/store.ts';
import { captured } from './deployments.ts';
import { badRequest, notImplemented } from './errors.ts';
import { findApi, markChanged, ofApi, remindToDeploy } from './lookup.ts';
import type { RestControl, RestHandlers } from './operations.ts';
import { page } from './page.ts';
import { applyPatch } from './patch.ts';
import { optional, stamp } from './record.ts';
import { endpointConfiguration, readCompressionSize, restApiPatches } from './rest-api-patches.ts';

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
}: RestControl): RestHandlers<'CreateRestApi' | 'GetRestApi' | 'GetRestApis' | 'UpdateRestApi' | 'DeleteRestApi'> {
  return {
    async CreateRestApi(input, call) {
      // deviation: The sentence for an API without a name is ours; AWS's is not recorded.
      if (input.name === '') throw badRequest('API Name cannot be empty');
      if (input.description === '') throw badRequest('Description cannot be an empty string');
      if (input.cloneFrom !== undefined) throw notImplemented('cloneFrom of CreateRestApi');
      const { minimumCompressionSize, binaryMediaTypes = [] } = input;
      const api: RestApiRecord = {
        id: newId(10),
        name: input.name,
        ...optional('description', input.description),
        createdDate: stamp(clock),
        ...optional('version', input.version),
        ...(binaryMediaTypes.length > 0 ? { binaryMediaTypes } : {}),
        ...(minimumCompressionSize === undefined
          ? {}
          : { minimumCompressionSize: readCompressionSize(minimumCompressionSize) }),
        apiKeySource: input.apiKeySource ?? 'HEADER',
        endpointConfiguration: endpointConfiguration(input.endpointConfiguration),
        ...optional('policy', input.policy),
        tags: input.tags ?? {},
        disableExecuteApiEndpoint: input.disableExecuteApiEndpoint ?? false,
        rootResourceId: newId(10),
        ...optional('securityPolicy', input.securityPolicy),
        ...optional('endpointAccessMode', input.endpointAccessMode),
        undeployed: false,
      };
      await store.transact(async (tx) => {
        tx.put(restApiKey(call.scope, api.id), api);
        const root = { id: api.rootResourceId, path: '/', resourceMethods: {} };
        tx.put(resourceKey(call.scope, api.id, root.id), root);
      });
      return briefView(api);
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
        const toDeploy = !isDeepStrictEqual(captured(api), captured(patched));
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
        for (const kind of OWNED) await deleteAll(tx, call.scope, kind, input.restApiId);
        tx.delete(restApiKey(call.scope, input.restApiId));
      });
    },
  };
}

async function deleteAll(tx: Transaction, scope: string, kind: string, restApiId: string): Promise<void> {
  for (const { key } of await tx.list(ofApi(scope, kind, restApiId))) tx.delete(key);
}

/** The policy shows with its quotes and backslashes escaped once more (recorded: test_create_execute_api_vpc_endpoint). */
function restApiView(api: RestApiRecord): RestApi {
  const { undeployed: _, policy, ...shown } = api;
  const escaped = policy === undefined ? undefined : JSON.stringify(policy).slice(1, -1);
  return { ...shown, ...optional('policy', escaped) } as RestApi;
}

/** A new API and a listed one show tags only when they have some; Get and Update always do (recorded: test_list_and_delete_apis). */
function briefView(api: RestApiRecord): RestApi {
  const { tags, ...view } = restApiView(api);
  return Object.keys(api.tags).length > 0 ? { ...view, tags } : view;
}
