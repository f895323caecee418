import {
  type AuthorizerRecord,
  authorizerKey,
  type DocumentationPartRecord,
  documentationPartKey,
  type GatewayResponseRecord,
  gatewayResponseKey,
  type MethodRecord,
  type ModelRecord,
  modelKey,
  type RequestValidatorRecord,
  type ResourceRecord,
  type RestApiRecord,
  requestValidatorKey,
  resourceKey,
} from '../../../definition/definition.ts';
import { newId } from '../../../lib/ids.ts';
import type { Call } from '../../../protocol/protocol.ts';
import type { Transaction } from '../../../store/store.ts';
import { partsOf } from '../parts/change-part.ts';
import { withReferencesTo } from '../parts/model-schemas.ts';
import { optional } from '../record.ts';

/**
 * Copies what `cloneFrom` of CreateRestApi copies into a new API: resources with their methods and integrations, models,
 * request validators, authorizers, gateway responses and documentation parts. Ids are new, and what refers to them is
 * changed with them. Stages, deployments and documentation versions stay behind, as what was published of the other API.
 */
// deviation: What cloneFrom copies is our reading of its one line in AWS's reference: everything but name, description, version, tags, stages, deployments and documentation versions.
export async function cloneInto(tx: Transaction, call: Call, api: RestApiRecord, source: RestApiRecord): Promise<void> {
  const { scope } = call;
  const validators = new Map<string, string>();
  for (const validator of await partsOf<RequestValidatorRecord>(tx, call, 'requestvalidator', source.id)) {
    const id = newId(6);
    validators.set(validator.id, id);
    tx.put(requestValidatorKey(scope, api.id, id), { ...validator, id });
  }
  const authorizers = new Map<string, string>();
  for (const authorizer of await partsOf<AuthorizerRecord>(tx, call, 'authorizer', source.id)) {
    const id = newId(6);
    authorizers.set(authorizer.id, id);
    tx.put(authorizerKey(scope, api.id, id), { ...authorizer, id });
  }
  for (const model of await partsOf<ModelRecord>(tx, call, 'model', source.id)) {
    const schema = model.schema && withReferencesTo(model.schema, source.id, api.id);
    tx.put(modelKey(scope, api.id, model.name), { ...model, id: newId(6), ...optional('schema', schema) });
  }
  for (const response of await partsOf<GatewayResponseRecord>(tx, call, 'gatewayresponse', source.id)) {
    tx.put(gatewayResponseKey(scope, api.id, response.responseType), response);
  }
  for (const part of await partsOf<DocumentationPartRecord>(tx, call, 'documentationpart', source.id)) {
    const id = newId(6);
    tx.put(documentationPartKey(scope, api.id, id), { ...part, id });
  }
  const all = await partsOf<ResourceRecord>(tx, call, 'resource', source.id);
  const resources = new Map(all.map(({ id }) => [id, id === source.rootResourceId ? api.rootResourceId : newId(6)]));
  const copy = (method: MethodRecord): MethodRecord => ({
    ...method,
    ...optional('requestValidatorId', validators.get(method.requestValidatorId ?? '')),
    ...optional('authorizerId', authorizers.get(method.authorizerId ?? '')),
    // The namespace of a cache is a resource's id unless the caller chose another.
    ...optional(
      'methodIntegration',
      method.methodIntegration && {
        ...method.methodIntegration,
        cacheNamespace:
          resources.get(method.methodIntegration.cacheNamespace) ?? method.methodIntegration.cacheNamespace,
      },
    ),
  });
  for (const resource of all) {
    const id = resources.get(resource.id) as string;
    const methods = Object.entries(resource.resourceMethods).map(([verb, method]) => [verb, copy(method)]);
    tx.put(resourceKey(scope, api.id, id), {
      ...resource,
      id,
      ...optional('parentId', resources.get(resource.parentId ?? '')),
      resourceMethods: Object.fromEntries(methods),
    });
  }
}
