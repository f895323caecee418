import type { ApiDefinition, MethodRecord, ResourceRecord, RestApiRecord } from '../../../definition/definition.ts';
import { type ApiParts, type MethodParts, RESERVED_SCHEMES } from '../../../openapi/openapi.ts';
import { optional } from '../record.ts';

/** A deployed API in the form that documents are written from: references by name, resources by path. */
export function partsOf(api: RestApiRecord, definition: ApiDefinition): ApiParts {
  const authorizers = named(definition.authorizers, ({ name }) => name, RESERVED_SCHEMES);
  const validators = named(definition.requestValidators, ({ name }) => name, []);
  const { binaryMediaTypes, minimumCompressionSize, policy, securityPolicy, endpointAccessMode } = definition.api;
  return {
    api: {
      name: api.name,
      ...optional('description', api.description),
      ...optional('binaryMediaTypes', binaryMediaTypes),
      ...optional('minimumCompressionSize', minimumCompressionSize),
      apiKeySource: definition.api.apiKeySource,
      endpointConfiguration: definition.api.endpointConfiguration,
      ...optional('policy', policy),
      disableExecuteApiEndpoint: definition.api.disableExecuteApiEndpoint,
      ...optional('securityPolicy', securityPolicy),
      ...optional('endpointAccessMode', endpointAccessMode),
    },
    resources: definition.resources.map((resource) => ({
      path: resource.path,
      methods: Object.fromEntries(
        Object.entries(resource.resourceMethods).map(([verb, method]) => [
          verb,
          methodParts(method, resource, authorizers.names, validators.names),
        ]),
      ),
    })),
    models: shownModels(definition),
    requestValidators: validators.records,
    authorizers: authorizers.records,
    gatewayResponses: definition.gatewayResponses,
    documentation: [],
  };
}

function methodParts(
  { authorizerId, requestValidatorId, methodIntegration, ...method }: MethodRecord,
  resource: ResourceRecord,
  authorizers: ReadonlyMap<string, string>,
  validators: ReadonlyMap<string, string>,
): MethodParts {
  return {
    ...method,
    ...optional('authorizer', authorizers.get(authorizerId ?? '')),
    ...optional('requestValidator', validators.get(requestValidatorId ?? '')),
    ...optional(
      'methodIntegration',
      methodIntegration && {
        ...methodIntegration,
        // AWS's default, which a document does not say unless something is cached under it.
        cacheNamespace:
          methodIntegration.cacheNamespace === resource.id && methodIntegration.cacheKeyParameters.length === 0
            ? ''
            : methodIntegration.cacheNamespace,
      },
    ),
  };
}

/**
 * Records with names that are each there once, and the name of each id. Documents refer by name: one without a name, or
 * with one that is taken, goes by its id.
 */
function named<T extends { readonly id: string }>(
  records: readonly T[],
  nameOf: (record: T) => string | undefined,
  reserved: readonly string[],
): { records: (T & { readonly name: string })[]; names: ReadonlyMap<string, string> } {
  const taken = new Set(reserved);
  const names = new Map<string, string>();
  const renamed = records.map((record) => {
    const own = nameOf(record);
    const name = own === undefined || own === '' || taken.has(own) ? record.id : own;
    taken.add(name);
    names.set(record.id, name);
    return { ...record, name };
  });
  return { records: renamed.sort((a, b) => (a.name < b.name ? -1 : 1)), names };
}

// deviation: Models that no method uses are exported too, but for the Empty and Error that every API starts with; AWS's exports show models in use.
function shownModels({ models, resources }: ApiDefinition): ApiDefinition['models'] {
  const methods = resources.flatMap(({ resourceMethods }) => Object.values(resourceMethods));
  const byMethods = methods.flatMap((method) => [
    ...Object.values(method.requestModels ?? {}),
    ...Object.values(method.methodResponses ?? {}).flatMap(({ responseModels }) => Object.values(responseModels ?? {})),
  ]);
  const used = new Set(byMethods);
  const byModels = models.flatMap(({ schema = '' }) => [...schema.matchAll(/\/models\/([A-Za-z0-9]+)"/g)]);
  for (const [, name] of byModels) if (name !== undefined) used.add(name);
  return models.filter(
    ({ name, description }) => used.has(name) || !DEFAULT_MODELS.has(name) || description !== DEFAULT_MODELS.get(name),
  );
}

/** The models that an API starts with, by the descriptions that only they have. */
const DEFAULT_MODELS: ReadonlyMap<string, string> = new Map([
  ['Empty', 'This is a default empty schema model'],
  ['Error', 'This is a default error schema model'],
]);
