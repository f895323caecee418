import { isDeepStrictEqual } from 'node:util';
import type { MethodRecord, ResourceRecord } from '../../definition/definition.ts';
import type { Call } from '../../protocol/protocol.ts';
import { findApi, findResource, methodOf, putResource, type ResourcePath, remindToDeploy } from './lookup.ts';
import type { RestControl } from './operations.ts';

/**
 * Methods, integrations and responses live in their resource's record. This changes one of them: `change` gets the
 * resource and returns its next version with what the caller is answered.
 */
export async function changeResource<T>(
  { store, log }: RestControl,
  call: Call,
  at: ResourcePath,
  change: (resource: ResourceRecord) => readonly [ResourceRecord, T],
): Promise<T> {
  const [changed, answer] = await store.transact(async (tx) => {
    const resource = await findResource(tx, call, at);
    const api = await findApi(tx, call, at.restApiId);
    const [next, answer] = change(resource);
    // A patch that comes to nothing is nothing to deploy.
    if (isDeepStrictEqual(next, resource)) return [undefined, answer] as const;
    putResource(tx, call, api, next);
    return [api, answer] as const;
  });
  if (changed !== undefined) await remindToDeploy(log, store, call, changed);
  return answer;
}

/** The same, for something that belongs to a method that must exist. */
export async function changeMethod<T>(
  control: RestControl,
  call: Call,
  at: ResourcePath & { readonly httpMethod: string },
  change: (method: MethodRecord, resource: ResourceRecord) => readonly [MethodRecord, T],
): Promise<T> {
  return changeResource(control, call, at, (resource) => {
    const [method, answer] = change(methodOf(resource, at.httpMethod), resource);
    return [{ ...resource, resourceMethods: { ...resource.resourceMethods, [at.httpMethod]: method } }, answer];
  });
}
