import type { MethodRecord, ModelRecord, ResourceRecord } from '../../../definition/definition.ts';
import type { Call } from '../../../protocol/protocol.ts';
import type { Reader } from '../../../store/store.ts';
import { conflict } from '../errors.ts';
import { partsOf } from './change-part.ts';
import { readSchema, refersTo } from './model-schemas.ts';

/** What keeps models, request validators and authorizers from being deleted: who refers to them. */

interface Used {
  readonly path: string;
  readonly method: MethodRecord;
}

/** Every method of an API, the deeper and later paths first: which of several users AWS names is recorded for `/` and `/test`. */
async function methodsOf(reader: Reader, call: Call, restApiId: string): Promise<Used[]> {
  const resources = await partsOf<ResourceRecord>(reader, call, 'resource', restApiId);
  const sorted = [...resources].sort((a, b) => (a.path < b.path ? 1 : -1));
  return sorted.flatMap(({ path, resourceMethods }) =>
    Object.values(resourceMethods).map((method) => ({ path, method })),
  );
}

/**
 * Recorded for requests (test_put_method_model); for responses quoted from AWS in amazon-archives/aws-apigateway-importer#113.
 *
 * @throws ConflictException
 */
export async function checkModelUnused(reader: Reader, call: Call, restApiId: string, name: string): Promise<void> {
  const start = `Cannot delete model '${name}', is referenced in`;
  for (const { path, method } of await methodsOf(reader, call, restApiId)) {
    const at = `${path}/${method.httpMethod}`;
    if (names(method.requestModels, name)) throw conflict(`${start} method request: ${at}`);
    for (const response of Object.values(method.methodResponses ?? {})) {
      if (names(response.responseModels, name)) throw conflict(`${start} method response: ${at}`);
    }
  }
  for (const model of await partsOf<ModelRecord>(reader, call, 'model', restApiId)) {
    if (model.name !== name && refersTo(readSchema(model.schema), restApiId, name)) {
      // deviation: The sentence for deleting a model that another model refers to is ours; AWS's is not recorded.
      throw conflict(`${start} model: ${model.name}`);
    }
  }
}

/** Quoted from AWS in hashicorp/terraform-provider-aws#14812. @throws ConflictException */
export async function checkAuthorizerUnused(
  reader: Reader,
  call: Call,
  restApiId: string,
  { id, name }: { readonly id: string; readonly name: string },
): Promise<void> {
  const use = await authorizerUse(reader, call, restApiId, id);
  if (use !== undefined) throw conflict(`Cannot delete authorizer '${name}', is referenced in method: ${use}`);
}

/** The method that uses an authorizer, as AWS writes it: `GET//test`. */
export async function authorizerUse(
  reader: Reader,
  call: Call,
  restApiId: string,
  id: string,
): Promise<string | undefined> {
  const used = (await methodsOf(reader, call, restApiId)).find(({ method }) => method.authorizerId === id);
  return used && `${used.method.httpMethod}/${used.path}`;
}

/** @throws ConflictException */
// deviation: The sentence for deleting a request validator that a method uses is ours, in the form AWS has for authorizers.
export async function checkValidatorUnused(
  reader: Reader,
  call: Call,
  restApiId: string,
  { id, name }: { readonly id: string; readonly name?: string },
): Promise<void> {
  const used = (await methodsOf(reader, call, restApiId)).find(({ method }) => method.requestValidatorId === id);
  if (used === undefined) return;
  const at = `${used.method.httpMethod}/${used.path}`;
  throw conflict(`Cannot delete request validator '${name ?? id}', is referenced in method: ${at}`);
}

function names(models: { readonly [contentType: string]: string } | undefined, name: string): boolean {
  return Object.values(models ?? {}).includes(name);
}
