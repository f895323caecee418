import {
  type IntegrationRecord,
  type MethodRecord,
  type ResourceRecord,
  type RestApiRecord,
  resourceKey,
  restApiKey,
} from '../../definition/definition.ts';
import type { Log } from '../../lib/log.ts';
import type { Call } from '../../protocol/protocol.ts';
import type { Key, Range, Reader, Transaction } from '../../store/store.ts';
import { notFound } from './errors.ts';

/** Finds what a path names, or throws AWS's 404 for it. Names of what is missing follow aws-behaviour.md §2.13 and W12. */

/** A record by its key. What the store takes for no id, such as a NUL from a path, names nothing. */
export async function find<T>(reader: Reader, key: Key<T>): Promise<T | undefined> {
  if (key.id.includes('\0') || !key.id.isWellFormed()) return undefined;
  return (await reader.get(key))?.value;
}

export async function findApi(reader: Reader, call: Call, restApiId: string): Promise<RestApiRecord> {
  const api = await find(reader, restApiKey(call.scope, restApiId));
  if (api === undefined) throw notFound(`Invalid API identifier specified ${call.account}:${restApiId}`);
  return api;
}

/** An unknown API and an unknown resource look the same here (recorded: test_put_method_validation). */
export async function findResource(reader: Reader, call: Call, at: ResourcePath): Promise<ResourceRecord> {
  const resource = await find(reader, resourceKey(call.scope, at.restApiId, at.resourceId));
  if (resource === undefined) throw notFound('Invalid Resource identifier specified');
  return resource;
}

export function methodOf(resource: ResourceRecord, httpMethod: string): MethodRecord {
  const method = Object.hasOwn(resource.resourceMethods, httpMethod) ? resource.resourceMethods[httpMethod] : undefined;
  if (method === undefined) throw notFound('Invalid Method identifier specified');
  return method;
}

export function integrationOf(method: MethodRecord): IntegrationRecord {
  if (method.methodIntegration === undefined) throw notFound('Invalid Integration identifier specified');
  return method.methodIntegration;
}

/** One of a record's entries by status code. */
export function responseOf<T>(responses: { readonly [statusCode: string]: T } | undefined, statusCode: string): T {
  const response = Object.hasOwn(responses ?? {}, statusCode) ? responses?.[statusCode] : undefined;
  if (response === undefined) throw notFound('Invalid Response status code specified');
  return response;
}

export interface ResourcePath {
  readonly restApiId: string;
  readonly resourceId: string;
}

/** Every resource of an API, or all records of another kind that its id starts. */
export function ofApi<T>(scope: string, kind: string, restApiId: string): Range<T> {
  return { scope, kind, prefix: `${restApiId}/` };
}

/** Writes a resource whose change a deployment would capture. @returns how many characters it has as JSON */
export function putResource(tx: Transaction, call: Call, api: RestApiRecord, resource: ResourceRecord): number {
  const characters = tx.put(resourceKey(call.scope, api.id, resource.id), resource);
  markChanged(tx, call, api);
  return characters;
}

/**
 * Rewrites the API's record after such a change. The record is the guard of everything that the API owns, so that two
 * writers of one API collide there, and it remembers that there is something to deploy.
 */
export function markChanged(tx: Transaction, call: Call, api: RestApiRecord): void {
  tx.put(restApiKey(call.scope, api.id), api.undeployed ? api : { ...api, undeployed: true });
}

/** Says once per deployment that a change is not served yet: forgetting to deploy is the commonest of mistakes. */
export async function remindToDeploy(log: Log, reader: Reader, call: Call, api: RestApiRecord): Promise<void> {
  if (api.undeployed) return;
  const stages = await reader.list<{ readonly stageName: string }>(ofApi(call.scope, 'stage', api.id));
  const names = stages.map(({ value }) => value.stageName);
  if (names.length === 0) return;
  log.info(
    `API ${api.id} (${api.name}) has undeployed changes: ${names.length === 1 ? 'stage' : 'stages'} ${names.join(', ')} ` +
      `will not show them until you run: aws apigateway create-deployment --rest-api-id ${api.id} --stage-name ${names[0]}`,
  );
}
