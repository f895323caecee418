import { type ApiDefinition, definitionKey, type ResolvedStage, type StageRecord } from '../definition/definition.ts';
import type { Log } from '../lib/log.ts';
import { type Capabilities, compileStage, resolveStage, type StagePlan } from '../plan/plan.ts';
import { type Change, type Follower, follow, type Store } from '../store/store.ts';

/** The compiled stages of every API, kept in step with the store. */
export interface Plans {
  /** By API id and stage name. `unknown api` and `unknown stage` are answered alike but logged apart. */
  find(apiId: string, stage: string): StagePlan | 'unknown api' | 'unknown stage';
  /** Resolves once what was committed before the call is served. */
  caughtUp(): Promise<void>;
  close(): void;
}

/**
 * Compiles all stages, then each that changes: aside, and swapped in whole. A stage that cannot be compiled leaves the
 * old plan serving and says so in the log.
 */
export async function openPlans(store: Store, capabilities: Capabilities, log: Log): Promise<Plans> {
  // API ids are unique across accounts and regions: they are all that an invoke URL names.
  const apis = new Map<string, Map<string, StagePlan>>();

  async function swapIn(scope: string, apiId: string, stage: StageRecord): Promise<void> {
    try {
      const definition = await store.get(definitionKey(scope, apiId, stage.deploymentId));
      if (definition === undefined) throw new Error(`its deployment ${stage.deploymentId} has no definition`);
      const resolved = resolveStage(scope, readable(definition.value), stage);
      const plan = compileStage(resolved, capabilities);
      const stages = apis.get(apiId) ?? new Map<string, StagePlan>();
      stages.set(stage.stageName, plan);
      apis.set(apiId, stages);
      warnOfUnhonoured(resolved, log);
    } catch (error) {
      log.error(`Stage ${stage.stageName} of API ${apiId} cannot be served; what it served before goes on`, { error });
    }
  }

  const reader = {
    async rescan() {
      apis.clear();
      for (const { key, value } of await store.scan<StageRecord>('stage')) {
        await swapIn(key.scope, key.id.split('/', 1)[0] as string, value);
      }
    },
    async apply(changes: readonly Change[]) {
      const touched = new Map(
        changes.filter(({ key }) => key.kind === 'stage').map((change) => [change.key.id, change]),
      );
      for (const { key } of touched.values()) {
        const [apiId = '', stage = ''] = key.id.split('/');
        const entry = await store.get<StageRecord>({ scope: key.scope, kind: 'stage', id: key.id });
        if (entry !== undefined) {
          await swapIn(key.scope, apiId, entry.value);
          continue;
        }
        const stages = apis.get(apiId);
        stages?.delete(stage);
        if (stages?.size === 0) apis.delete(apiId);
      }
    },
  };
  const follower: Follower = await follow(store, reader, log);

  return {
    find(apiId, stage) {
      const stages = apis.get(apiId);
      if (stages === undefined) return 'unknown api';
      return stages.get(stage) ?? 'unknown stage';
    },
    caughtUp: () => follower.caughtUp(),
    close: () => follower.close(),
  };
}

function readable(definition: ApiDefinition): ApiDefinition {
  if (definition.format !== 1) {
    throw new Error(`its definition has format ${String(definition.format)}, which this version does not read`);
  }
  return definition;
}

function warnOfUnhonoured(resolved: ResolvedStage, log: Log): void {
  const where = `of API ${resolved.apiId}, stage ${resolved.stage}`;
  for (const what of resolved.unhonoured) {
    log.warn(`Every method ${where} answers 501: Gatehouse does not implement ${what} yet`);
  }
  for (const { path, methods } of resolved.resources) {
    for (const { httpMethod, unhonoured } of methods) {
      if (unhonoured.length === 0) continue;
      log.warn(`${httpMethod} ${path} ${where} answers 501: Gatehouse does not implement ${unhonoured.join(', ')} yet`);
    }
  }
}
