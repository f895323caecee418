import { isDeepStrictEqual } from 'node:util';
import { type RestApiRecord, resourceKey, restApiKey } from '../../../definition/definition.ts';
import { newId } from '../../../lib/ids.ts';
import type { RestApi } from '../../../model/generated/apigateway.ts';
import type { ReadOpenApi } from '../../../openapi/openapi.ts';
import type { Call } from '../../../protocol/protocol.ts';
import type { Transaction } from '../../../store/store.ts';
import { checkSize, type Limits } from '../../limits.ts';
import { checkFreeApiId, takeTags } from '../apis/pinned-id.ts';
import { endpointConfiguration } from '../apis/rest-api-patches.ts';
import { briefView, checkRoomFor, restApiView } from '../apis/rest-apis.ts';
import { badRequest } from '../errors.ts';
import { findApi, markChanged, remindToDeploy } from '../lookup.ts';
import type { RestControl, RestHandlers } from '../operations.ts';
import { optional, stamp } from '../record.ts';
import { ImportErrors, readBody } from './errors.ts';
import { type ImportParameters, readParameters } from './parameters.ts';
import { putParts } from './parts.ts';
import { putResources } from './resources.ts';
import { importedApi } from './settings.ts';

/** An import is one transaction: what is refused anywhere leaves everything as it was. */
// deviation: PutRestApi is atomic; on AWS an update that fails part way can leave an API in between (Import an OpenAPI file to update an existing API definition).
export function importHandlers({
  store,
  clock,
  log,
  limits,
}: RestControl): RestHandlers<'ImportRestApi' | 'PutRestApi'> {
  return {
    async ImportRestApi({ body, failOnWarnings = false, parameters }, call) {
      checkSize(limits, 'apiDefinition', body.length);
      const first = newId(10);
      const given = readParameters(parameters, call, first);
      const once = readBody(body, given.read);
      const { id: pinned, tags } = takeTags(limits, once.parts.api.tags);
      const id = pinned ?? first;
      // Models refer to each other by URLs that have the id.
      const read = pinned === undefined ? once : readBody(body, { ...given.read, restApiId: pinned });
      const fresh: RestApiRecord = {
        id,
        name: '',
        createdDate: stamp(clock),
        apiKeySource: 'HEADER',
        endpointConfiguration: endpointConfiguration({
          ...optional('types', given.endpointTypes as ['EDGE'] | undefined),
          ...optional('vpcEndpointIds', given.vpcEndpointIds),
        }),
        tags,
        disableExecuteApiEndpoint: false,
        rootResourceId: newId(10),
        undeployed: false,
      };
      const api = await store.transact(async (tx) => {
        await checkRoomFor(tx, call, limits, fresh);
        if (pinned !== undefined) await checkFreeApiId(store, tx, pinned);
        const root = { id: fresh.rootResourceId, path: '/', resourceMethods: {} };
        tx.put(resourceKey(call.scope, id, root.id), root);
        const imported = await apply(tx, call, limits, {
          before: fresh,
          read,
          given,
          overwrite: false,
          failOnWarnings,
        });
        tx.put(restApiKey(call.scope, id), imported);
        return imported;
      });
      return withWarnings(briefView(api), read.warnings);
    },

    async PutRestApi({ restApiId, body, mode = 'merge', failOnWarnings = false, parameters }, call) {
      await findApi(store, call, restApiId);
      checkSize(limits, 'apiDefinition', body.length);
      const given = readParameters(parameters, call, restApiId);
      const document = readBody(body, given.read);
      const [before, api, warnings] = await store.transact(async (tx) => {
        const before = await findApi(tx, call, restApiId);
        const overwrite = mode === 'overwrite';
        const read = { ...document, warnings: [...document.warnings, ...unchanged(before, document, given)] };
        const imported = await apply(tx, call, limits, { before, read, given, overwrite, failOnWarnings });
        markChanged(tx, call, imported);
        return [before, imported, read.warnings] as const;
      });
      await remindToDeploy(log, store, call, before);
      return withWarnings(restApiView(api), warnings);
    },
  };
}

/**
 * Warnings of what an update is told and does not do: it changes neither the kind of endpoint nor tags (Import an OpenAPI file to
 * update an existing API definition).
 */
// deviation: The sentences for what an update of an API by a document leaves as it is are ours; AWS's are not recorded.
function unchanged(
  { endpointConfiguration, tags }: RestApiRecord,
  { parts }: ReadOpenApi,
  given: ImportParameters,
): string[] {
  const sameEntries = (a: readonly string[] = [], b: readonly string[] = []): boolean =>
    isDeepStrictEqual(new Set(a), new Set(b));
  const { endpointTypes, vpcEndpointIds } = given;
  const warnings: string[] = [];
  if (endpointTypes !== undefined && !sameEntries(endpointTypes, endpointConfiguration.types)) {
    warnings.push('The endpoint configuration of an existing API is not changed. Ignoring endpointConfigurationTypes.');
  }
  if (vpcEndpointIds !== undefined && !sameEntries(vpcEndpointIds, endpointConfiguration.vpcEndpointIds)) {
    warnings.push('The endpoint configuration of an existing API is not changed. Ignoring vpcEndpointIds.');
  }
  const { tags: imported } = parts.api;
  if (imported !== undefined && Object.entries(imported).some(([name, value]) => !has(tags, name, value))) {
    warnings.push('The tags of an existing API are not changed. Ignoring x-amazon-apigateway-tag-value.');
  }
  return warnings;
}

function has(tags: RestApiRecord['tags'], name: string, value: string): boolean {
  return tags !== undefined && Object.hasOwn(tags, name) && tags[name] === value;
}

interface Import {
  readonly before: RestApiRecord;
  readonly read: ReadOpenApi;
  readonly given: ImportParameters;
  readonly overwrite: boolean;
  readonly failOnWarnings: boolean;
}

/** Writes all that the document says but the API's own record. @returns that record */
async function apply(
  tx: Transaction,
  call: Call,
  limits: Limits,
  { before, read, given, overwrite, failOnWarnings }: Import,
): Promise<RestApiRecord> {
  const { parts } = read;
  const errors = new ImportErrors(read.errors);
  const target = { tx, call, restApiId: before.id, limits, errors, overwrite };
  const named = await putParts(target, parts, given.read.ignoreDocumentation !== true);
  await putResources(target, before, parts.resources, named);
  let api = before;
  await errors.at(
    () => 'Unable to update the API',
    () => {
      api = importedApi(before, parts.api, overwrite, limits);
      if (
        api.endpointConfiguration.vpcEndpointIds !== undefined &&
        !api.endpointConfiguration.types.includes('PRIVATE')
      ) {
        // deviation: The sentence for VPC endpoints of an imported API that is not private is ours; AWS's is not recorded.
        throw badRequest('VPC endpoints are only supported for Private APIs.');
      }
    },
  );
  errors.conclude(read.warnings, failOnWarnings);
  return api;
}

/** "Warnings are returned as a field in the resulting RestApi" (Errors and warnings from importing your API). */
function withWarnings(api: RestApi, warnings: readonly string[]): RestApi {
  return warnings.length === 0 ? api : { ...api, warnings };
}
