import type { MethodRecord, ResourceRecord } from '../../../definition/definition.ts';
import { nextVersion } from '../../../lib/next-version.ts';
import type { Call } from '../../../protocol/protocol.ts';
import type { Reader } from '../../../store/store.ts';
import { checkSize } from '../../limits.ts';
import { findApi, findResource, methodOf, putResource, type ResourcePath, remindToDeploy } from '../lookup.ts';
import type { RestControl } from '../operations.ts';

type Changed<R, T> = readonly [R, T] | Promise<readonly [R, T]>;

/**
 * Methods, integrations and responses live in their resource's record. This changes one of them: `change` gets the
 * resource, and a reader for what it refers to, and returns its next version with what the caller is answered.
 */
export async function changeResource<T>(
  { store, log, limits }: RestControl,
  call: Call,
  at: ResourcePath,
  change: (resource: ResourceRecord, reader: Reader) => Changed<ResourceRecord, T>,
): Promise<T> {
  const [changed, answer] = await store.transact(async (tx) => {
    const resource = await findResource(tx, call, at);
    const api = await findApi(tx, call, at.restApiId);
    const [changed, answer] = await change(resource, tx);
    const next = nextVersion(changed, resource) ?? changed;
    // A patch that comes to nothing is nothing to deploy.
    if (next === resource) return [undefined, answer] as const;
    checkSize(limits, 'resource', putResource(tx, call, api, next));
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
  change: (method: MethodRecord, resource: ResourceRecord, reader: Reader) => Changed<MethodRecord, T>,
): Promise<T> {
  return changeResource(control, call, at, async (resource, reader) => {
    const [method, answer] = await change(methodOf(resource, at.httpMethod), resource, reader);
    return [{ ...resource, resourceMethods: { ...resource.resourceMethods, [at.httpMethod]: method } }, answer];
  });
}
