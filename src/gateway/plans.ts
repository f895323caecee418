import {
  type ApiDefinition,
  definitionKey,
  type ResolvedStage,
  readClientCertificate,
  STAGE_FLUSH,
  type StageRecord,
} from '../definition/definition.ts';
import type { Log } from '../lib/log.ts';
import { type Capabilities, compileStage, resolveStage, type StagePlan } from '../plan/plan.ts';
import { type Change, type Follower, follow, type Store } from '../store/store.ts';
import { CanaryRelease, canaryStage } from './canary.ts';

/** The compiled stages of every API, kept in step with the store. */
export interface Plans {
  /**
   * By API id and stage name. `unknown api` and `unknown stage` are answered alike but logged apart; `unserved` is a stage
   * that has never been compiled.
   */
  find(apiId: string, stage: string): StagePlan | 'unknown api' | 'unknown stage' | 'unserved';
  /** Resolves once what was committed before the call is served. */
  caughtUp(): Promise<void>;
  close(): void;
}

/**
 * Compiles all stages, then each that changes: aside, and swapped in whole. A stage that cannot be compiled leaves the
 * old plan serving and says so in the log.
 */
export async function openPlans(
  store: Store,
  capabilities: Capabilities,
  log: Log,
  random: () => number = Math.random,
): Promise<Plans> {
  // API ids are unique across accounts and regions: they are all that an invoke URL names.
  const apis = new Map<string, Map<string, Served>>();

  async function compile(
    scope: string,
    apiId: string,
    stage: StageRecord,
    isCanary: boolean | null,
  ): Promise<Compiled> {
    const definition = await store.get(definitionKey(scope, apiId, stage.deploymentId));
    const { clientCertificateId: id } = stage;
    const certificate = id === undefined ? null : await readClientCertificate(store, scope, id);
    return () => {
      if (definition === undefined) throw new Error(`its deployment ${stage.deploymentId} has no definition`);
      const resolved = resolveStage(scope, readable(definition.value), stage, isCanary, certificate);
      warnOfUnhonoured(resolved, log);
      return compileStage(resolved, capabilities);
    };
  }

  async function swapIn(scope: string, apiId: string, stage: StageRecord): Promise<void> {
    // Outside of the try: a store that fails is asked again, a definition that cannot be compiled is not.
    const own = await compile(scope, apiId, stage, stage.canarySettings === undefined ? null : false);
    const canary = canaryStage(stage);
    const canarys = canary && (await compile(scope, apiId, canary, true));
    const stages = apis.get(apiId) ?? new Map<string, Served>();
    apis.set(apiId, stages);
    try {
      const percent = stage.canarySettings?.percentTraffic ?? 0;
      const plan = own();
      const served = canarys === undefined ? plan : withCanary(plan, canarys, percent, random);
      const before = stages.get(stage.stageName);
      stages.set(stage.stageName, served);
      closeLogs(before);
    } catch (error) {
      if (!stages.has(stage.stageName)) stages.set(stage.stageName, 'unserved');
      log.error(`Stage ${stage.stageName} of API ${apiId} cannot be served; what it served before goes on`, { error });
    }
  }

  /** What authorizers found out. */
  function flush(apiId: string, stage: string): void {
    capabilities.results?.flush({ apiId, stage });
  }

  function remove(apiId: string, stage: string): void {
    const stages = apis.get(apiId);
    closeLogs(stages?.get(stage));
    stages?.delete(stage);
    flush(apiId, stage);
    if (stages?.size === 0) apis.delete(apiId);
  }

  const reader = {
    async rescan() {
      // A flush may be among what was lost.
      capabilities.results?.clear();
      const entries = await store.scan<StageRecord>('stage');
      for (const { key, value } of entries) await swapIn(key.scope, partsOf(key.id)[0], value);
      // What is gone goes last: during a rescan everything is still served.
      const present = new Set(entries.map(({ key }) => key.id));
      for (const [apiId, stages] of [...apis]) {
        for (const stage of [...stages.keys()]) if (!present.has(`${apiId}/${stage}`)) remove(apiId, stage);
      }
    },
    async apply(changes: readonly Change[]) {
      for (const { key } of changes) if (key.kind === STAGE_FLUSH) flush(...partsOf(key.id));
      const touched = new Map(
        changes.filter(({ key }) => key.kind === 'stage').map((change) => [change.key.id, change]),
      );
      for (const { key } of touched.values()) {
        const [apiId, stage] = partsOf(key.id);
        const entry = await store.get<StageRecord>({ scope: key.scope, kind: 'stage', id: key.id });
        if (entry === undefined) remove(apiId, stage);
        else await swapIn(key.scope, apiId, entry.value);
      }
    },
  };
  const follower: Follower = await follow(store, reader, log);

  return {
    find(apiId, stage) {
      const stages = apis.get(apiId);
      if (stages === undefined) return 'unknown api';
      const found = stages.get(stage) ?? 'unknown stage';
      return found instanceof CanaryRelease ? found.pick() : found;
    },
    caughtUp: () => follower.caughtUp(),
    close: () => follower.close(),
  };
}

type Served = StagePlan | CanaryRelease | 'unserved';

/** @throws what the canary's plan cannot be compiled for; the stage's own is given up then */
function withCanary(plan: StagePlan, canary: Compiled, percent: number, random: () => number): CanaryRelease {
  try {
    return new CanaryRelease(plan, canary(), percent, random);
  } catch (error) {
    closeLogs(plan);
    throw error;
  }
}

/** The logs of a plan that nobody finds any more. */
function closeLogs(served: Served | undefined): void {
  if (served === undefined || served === 'unserved') return;
  for (const { logs } of served instanceof CanaryRelease ? served.plans : [served]) logs?.close();
}

/** A definition that was read; compiling it may throw. */
type Compiled = () => StagePlan;

/** A stage's id is `{api}/{stage}`. */
function partsOf(id: string): [apiId: string, stage: string] {
  const slash = id.indexOf('/');
  return [id.slice(0, slash), id.slice(slash + 1)];
}

function readable(definition: ApiDefinition | FirstFormat): ApiDefinition {
  if (definition.format === 2) return definition;
  if (definition.format === 1) {
    return { ...definition, format: 2, models: [], requestValidators: [], authorizers: [], gatewayResponses: [] };
  }
  const { format } = definition as { format: unknown };
  throw new Error(`its definition has format ${String(format)}, which this version does not read`);
}

/** Format 1 knew nothing beside resources. */
type FirstFormat = Pick<ApiDefinition, 'deploymentId' | 'api' | 'resources'> & { readonly format: 1 };

function warnOfUnhonoured(resolved: ResolvedStage, log: Log): void {
  const where = `of API ${resolved.apiId}, stage ${resolved.stage}`;
  for (const what of resolved.unhonoured) {
    log.warn(`Every method ${where} answers 501: Gatehouse does not implement ${what} yet`);
  }
  const methodsBy = new Map<string, string[]>();
  for (const { path, methods } of resolved.resources) {
    for (const { httpMethod, unhonoured } of methods) {
      for (const what of unhonoured) {
        const known = methodsBy.get(what);
        if (known === undefined) methodsBy.set(what, [`${httpMethod} ${path}`]);
        else known.push(`${httpMethod} ${path}`);
      }
    }
  }
  for (const [what, all] of methodsBy) {
    const more = all.length > NAMED ? ` and ${all.length - NAMED} more` : '';
    const which = `${all.slice(0, NAMED).join(', ')}${more} ${where}`;
    log.warn(`${which} ${all.length === 1 ? 'answers' : 'answer'} 501: Gatehouse does not implement ${what} yet`);
  }
}

/** How many methods one line of the log names. */
const NAMED = 5;
