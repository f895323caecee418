import { deploymentKey, restApiKey, type StageRecord, stageKey } from '../../definition/definition.ts';
import type { Stage } from '../../model/generated/apigateway.ts';
import type { Call } from '../../protocol/protocol.ts';
import type { Reader, Transaction } from '../../store/store.ts';
import { badRequest, conflict, errors, notFound } from './errors.ts';
import { find, findApi, ofApi } from './lookup.ts';
import type { RestControl, RestHandlers } from './operations.ts';
import { optional, stamp } from './record.ts';
import { checkPercentTraffic, DEFAULT_CACHE_CLUSTER_SIZE, patchStage } from './stage-patches.ts';

/** aws-behaviour.md §3.2; AWS raises it on request. */
const MAX_STAGES = 10;

export function stageHandlers({
  store,
  clock,
}: RestControl): RestHandlers<'CreateStage' | 'GetStage' | 'GetStages' | 'UpdateStage' | 'DeleteStage'> {
  return {
    async CreateStage(input, call) {
      return store.transact(async (tx) => {
        await findApi(tx, call, input.restApiId);
        checkStageName(input.stageName);
        const key = stageKey(call.scope, input.restApiId, input.stageName);
        // Quoted from AWS by its users; not among the recorded ones.
        if ((await tx.get(key)) !== undefined) throw conflict('Stage already exists');
        await checkRoom(tx, call, input.restApiId);
        await checkDeployment(tx, call, input.restApiId, input.deploymentId);
        checkVariables(input.variables);
        checkVariables(input.canarySettings?.stageVariableOverrides);
        const canary = input.canarySettings;
        if (canary !== undefined) {
          await checkDeployment(tx, call, input.restApiId, canary.deploymentId ?? input.deploymentId);
        }
        const stage: StageRecord = {
          ...newStage(input.stageName, input.deploymentId, stamp(clock)),
          ...optional('description', input.description),
          ...cacheCluster(input),
          ...optional('variables', input.variables),
          ...optional('documentationVersion', input.documentationVersion),
          ...optional(
            'canarySettings',
            canary && {
              percentTraffic: checkPercentTraffic(canary.percentTraffic ?? 0),
              deploymentId: canary.deploymentId ?? input.deploymentId,
              ...optional('stageVariableOverrides', canary.stageVariableOverrides),
              useStageCache: canary.useStageCache ?? false,
            },
          ),
          tracingEnabled: input.tracingEnabled ?? false,
          tags: input.tags ?? {},
        };
        tx.put(key, stage);
        await tx.touch(restApiKey(call.scope, input.restApiId));
        return stageView(stage);
      });
    },

    async GetStage(input, call) {
      return stageView(await findStage(store, call, input));
    },

    async GetStages(input, call) {
      await findApi(store, call, input.restApiId);
      const stages = await store.list<StageRecord>(ofApi(call.scope, 'stage', input.restApiId));
      const wanted = stages.filter(({ value }) => [undefined, value.deploymentId].includes(input.deploymentId));
      return { item: wanted.map(({ value }) => stageView(value)) };
    },

    async UpdateStage(input, call) {
      return store.transact(async (tx) => {
        const before = await findStage(tx, call, input);
        const after = { ...patchStage(before, input.patchOperations), lastUpdatedDate: stamp(clock) };
        await checkDeployment(tx, call, input.restApiId, after.deploymentId);
        if (after.canarySettings !== undefined) {
          await checkDeployment(tx, call, input.restApiId, after.canarySettings.deploymentId);
        }
        checkVariables(after.variables);
        checkVariables(after.canarySettings?.stageVariableOverrides);
        tx.put(stageKey(call.scope, input.restApiId, input.stageName), after);
        await tx.touch(restApiKey(call.scope, input.restApiId));
        return stageView(after);
      });
    },

    async DeleteStage(input, call) {
      await store.transact(async (tx) => {
        await findStage(tx, call, input);
        tx.delete(stageKey(call.scope, input.restApiId, input.stageName));
        await tx.touch(restApiKey(call.scope, input.restApiId));
      });
    },
  };
}

/** A stage with AWS's defaults (recorded: CreateStage response, aws-behaviour.md §1.17). */
export function newStage(stageName: string, deploymentId: string, now: number): StageRecord {
  return {
    stageName,
    deploymentId,
    cacheClusterEnabled: false,
    methodSettings: {},
    tracingEnabled: false,
    tags: {},
    createdDate: now,
    lastUpdatedDate: now,
  };
}

// deviation: The sentence for an API that has too many stages is ours; AWS's is not recorded.
export async function checkRoom(tx: Transaction, call: Call, restApiId: string): Promise<void> {
  const stages = await tx.list(ofApi(call.scope, 'stage', restApiId));
  if (stages.length < MAX_STAGES) return;
  throw errors.LimitExceededException(
    'Maximum number of stages for this API has been reached. Please contact AWS if you need additional stages.',
  );
}

/** The cache cluster that an input asks for; a cluster without a size gets the smallest. */
export function cacheCluster(input: {
  readonly cacheClusterEnabled?: boolean | undefined;
  readonly cacheClusterSize?: string | undefined;
}): Partial<Pick<StageRecord, 'cacheClusterEnabled' | 'cacheClusterSize'>> {
  const { cacheClusterEnabled, cacheClusterSize } = input;
  return {
    ...optional('cacheClusterEnabled', cacheClusterEnabled),
    ...optional('cacheClusterSize', cacheClusterSize ?? (cacheClusterEnabled ? DEFAULT_CACHE_CLUSTER_SIZE : undefined)),
  };
}

async function findStage(
  reader: Reader,
  call: Call,
  at: { readonly restApiId: string; readonly stageName: string },
): Promise<StageRecord> {
  await findApi(reader, call, at.restApiId);
  const stage = await find(reader, stageKey(call.scope, at.restApiId, at.stageName));
  if (stage === undefined) throw notFound('Invalid stage identifier specified');
  return stage;
}

async function checkDeployment(tx: Transaction, call: Call, restApiId: string, deploymentId: string): Promise<void> {
  if ((await find(tx, deploymentKey(call.scope, restApiId, deploymentId))) === undefined) {
    throw badRequest('Deployment id does not exist');
  }
}

// deviation: The sentences about stage names and stage variables are ours; the rules are AWS's, its sentences are not recorded.
export function checkStageName(stageName: string): void {
  if (!/^[a-zA-Z0-9_-]{1,128}$/.test(stageName)) throw badRequest('Stage name only allows a-zA-Z0-9_-');
}

// deviation: A stage's documentationVersion is stored and shown without being looked up, because documentation versions are not implemented yet.
const MAX_VARIABLES = 100;

/** aws-behaviour.md §1.17: names of letters, digits and `_` up to 64, values up to 512 characters, 100 a stage. */
export function checkVariables(variables: { readonly [name: string]: string } | undefined): void {
  const entries = Object.entries(variables ?? {});
  if (entries.length > MAX_VARIABLES) throw badRequest('A stage can have at most 100 stage variables');
  for (const [name, value] of entries) {
    if (!/^[A-Za-z0-9_]{1,64}$/.test(name)) throw badRequest(`Invalid stage variable name: ${name}`);
    if (!/^[A-Za-z0-9\-._~:/?#&=,]{1,512}$/.test(value)) {
      throw badRequest(
        `Invalid stage variable value: ${value}. Please use values with alphanumeric characters and the symbols ' ', -', '.', '_', ':', '/', '?', '&', '=', and ','.`,
      );
    }
  }
}

function stageView(stage: StageRecord): Stage {
  const { tags, ...shown } = stage;
  return {
    ...shown,
    cacheClusterSize: stage.cacheClusterSize as Stage['cacheClusterSize'],
    cacheClusterStatus: stage.cacheClusterEnabled ? 'AVAILABLE' : 'NOT_AVAILABLE',
    methodSettings: stage.methodSettings as Stage['methodSettings'],
    ...(Object.keys(tags).length > 0 ? { tags } : {}),
  };
}
