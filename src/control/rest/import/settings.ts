import type { RestApiRecord } from '../../../definition/definition.ts';
import type { ApiSettings } from '../../../openapi/openapi.ts';
import type { Limits } from '../../limits.ts';
import { readCompressionSize } from '../apis/rest-api-patches.ts';
import { checkApi } from '../apis/rest-api-rules.ts';
import { badRequest } from '../errors.ts';
import { optional } from '../record.ts';

/**
 * The API's own record after an import. Overwriting resets what the document does not say to AWS's default, merging keeps it
 * and joins the binary media types (recorded: test_put_rest_api_mode_binary_media_types). The kind of endpoint, tags, stages
 * and keys are no part of a definition (Import an OpenAPI file to update an existing API definition).
 */
export function importedApi(
  before: RestApiRecord,
  settings: ApiSettings,
  overwrite: boolean,
  limits: Limits,
): RestApiRecord {
  const { id, createdDate, endpointConfiguration, tags, rootResourceId, undeployed, ...others } = before;
  const kept: Partial<RestApiRecord> = overwrite ? {} : others;
  const name = settings.name ?? before.name;
  // deviation: The sentence for an imported API without a title is ours; AWS's is not recorded.
  if (name === '') throw badRequest('API Name cannot be empty');
  const vpcEndpointIds = joined(overwrite ? undefined : endpointConfiguration.vpcEndpointIds, settings.vpcEndpointIds);
  const types = joined(kept.binaryMediaTypes, settings.binaryMediaTypes);
  const size = settings.minimumCompressionSize ?? kept.minimumCompressionSize;
  const api: RestApiRecord = {
    id,
    name,
    ...optional('description', settings.description ?? kept.description),
    createdDate,
    ...optional('version', settings.version ?? kept.version),
    ...optional('binaryMediaTypes', types),
    ...(size === undefined ? {} : { minimumCompressionSize: readCompressionSize(size) }),
    apiKeySource: settings.apiKeySource ?? kept.apiKeySource ?? 'HEADER',
    endpointConfiguration: {
      ...endpointConfiguration,
      ...optional('vpcEndpointIds', vpcEndpointIds ?? endpointConfiguration.vpcEndpointIds),
    },
    ...optional('policy', settings.policy ?? kept.policy),
    tags,
    disableExecuteApiEndpoint: settings.disableExecuteApiEndpoint ?? kept.disableExecuteApiEndpoint ?? false,
    rootResourceId,
    ...optional('securityPolicy', settings.securityPolicy ?? kept.securityPolicy),
    ...optional('endpointAccessMode', settings.endpointAccessMode ?? kept.endpointAccessMode),
    undeployed,
  };
  checkApi(api, limits);
  return api;
}

/** Both lists, each entry once; undefined when there is none. */
function joined(a: readonly string[] | undefined, b: readonly string[] | undefined): readonly string[] | undefined {
  const all = [...new Set([...(a ?? []), ...(b ?? [])])];
  return all.length === 0 ? undefined : all;
}
