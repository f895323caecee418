import { type ApiDefinition, definitionKey, type ResourceRecord } from '../../../src/definition/definition.ts';
import { systemClock } from '../../../src/lib/clock.ts';
import { silentLog } from '../../../src/lib/log.ts';
import { openSqliteStore } from '../../../src/store/store.ts';
import { itemPath } from './contender.ts';

/**
 * Puts so many resources into the only deployment in a database that no process has open, in place of those it has. AWS, and so
 * the control plane, allows 300 resources per API unless it is asked for more: what the snapshot holds is not bound by that.
 */
export async function seedResources(path: string, count: number, uri: string): Promise<void> {
  const store = await openSqliteStore({ path, clock: systemClock, log: silentLog });
  try {
    const [entry] = await store.scan<ApiDefinition>('definition');
    if (entry === undefined) throw new Error(`${path} has no deployment`);
    const definition = { ...entry.value, resources: multiply(entry.value.resources, count, uri) };
    const [api = '', deployment = ''] = entry.key.id.split('/');
    await store.transact(async (tx) => tx.put(definitionKey(entry.key.scope, api, deployment), definition));
  } finally {
    await store.close();
  }
}

/** The root, and `count` copies of the one resource with a GET: `/item00000` and so on, all to `uri`. */
export function multiply(resources: readonly ResourceRecord[], count: number, uri: string): readonly ResourceRecord[] {
  const root = resources.find(({ parentId }) => parentId === undefined);
  const model = resources.find(({ resourceMethods }) => resourceMethods['GET'] !== undefined);
  const method = model?.resourceMethods['GET'];
  const integration = method?.methodIntegration;
  if (root === undefined || model === undefined || method === undefined || integration === undefined)
    throw new Error('The deployment has no resource with a GET to copy');
  const items = Array.from({ length: count }, (_, i) => ({
    ...model,
    id: `item${i.toString(36).padStart(4, '0')}`,
    path: itemPath(i),
    pathPart: itemPath(i).slice(1),
    resourceMethods: { GET: { ...method, methodIntegration: { ...integration, uri } } },
  }));
  return [root, ...items];
}
