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
import type { Range, Reader, Transaction } from '../../store/store.ts';
import { notFound } from './errors.ts';

/** Finds what a path names, or throws AWS's 404 for it. Names of what is missing follow aws-behaviour.md §2.13 and W12. */

export async function findApi(reader: Reader, call: Call, restApiId: string): Promise<RestApiRecord> {
  const entry = await reader.get(restApiKey(call.scope, restApiId));
  if (entry === undefined) throw notFound(`Invalid API identifier specified ${call.account}:${restApiId}`);
  return entry.value;
}

/** An unknown API and an unknown resource look the same here (recorded: test_put_method_validation). */
export async function findResource(reader: Reader, call: Call, at: ResourcePath): Promise<ResourceRecord> {
  const entry = await reader.get(resourceKey(call.scope, at.restApiId, at.resourceId));
  if (entry === undefined) throw notFound('Invalid Resource identifier specified');
  return entry.value;
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
  const response = responses?.[statusCode];
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

/**
 * Writes a resource whose change a deployment would capture. The API's record is rewritten with it: it is the guard of
 * everything that the API owns, so that two writers of one API collide there, and it remembers that there is something
 * to deploy.
 */
export async function putResource(
  tx: Transaction,
  call: Call,
  restApiId: string,
  resource: ResourceRecord,
): Promise<void> {
  tx.put(resourceKey(call.scope, restApiId, resource.id), resource);
  await markChanged(tx, call, await findApi(tx, call, restApiId));
}

export async function markChanged(tx: Transaction, call: Call, api: RestApiRecord): Promise<void> {
  tx.put(restApiKey(call.scope, api.id), { ...api, undeployed: true });
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
