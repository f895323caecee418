import { restApiKey, type StageRecord, stageKey } from '../../../definition/definition.ts';
import type { Stage } from '../../../model/generated/apigateway.ts';
import type { Call } from '../../../protocol/protocol.ts';
import type { Reader } from '../../../store/store.ts';
import { useClientCertificate } from '../account/client-certificates.ts';
import { checkTags, tagsIfAny } from '../account/tag-rules.ts';
import { checkStageUnmapped } from '../domains/mapped-apis.ts';
import { conflict, notFound } from '../errors.ts';
import { leavePlans } from '../keys/usage-plans.ts';
import { find, findApi, ofApi } from '../lookup.ts';
import type { RestControl, RestHandlers } from '../operations.ts';
import { optional, stamp } from '../record.ts';
import { checkPercentTraffic, DEFAULT_CACHE_CLUSTER_SIZE, patchStage } from './stage-patches.ts';
import { checkStage, checkStageName, checkStageRoom } from './stage-rules.ts';

export function stageHandlers({
  store,
  clock,
  limits,
}: RestControl): RestHandlers<'CreateStage' | 'GetStage' | 'GetStages' | 'UpdateStage' | 'DeleteStage'> {
  return {
    async CreateStage(input, call) {
      return store.transact(async (tx) => {
        await findApi(tx, call, input.restApiId);
        checkStageName(input.stageName);
        const key = stageKey(call.scope, input.restApiId, input.stageName);
        // Quoted from AWS by its users; not among the recorded ones.
        if ((await tx.get(key)) !== undefined) throw conflict('Stage already exists');
        await checkStageRoom(tx, call, limits, input.restApiId);
        const canary = input.canarySettings;
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
        checkTags(limits, stage.tags);
        await checkStage(tx, call, limits, input.restApiId, stage);
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
        await checkStage(tx, call, limits, input.restApiId, after, before);
        const { clientCertificateId } = after;
        if (clientCertificateId !== undefined && clientCertificateId !== before.clientCertificateId) {
          await useClientCertificate(tx, call, clientCertificateId);
        }
        tx.put(stageKey(call.scope, input.restApiId, input.stageName), after);
        await tx.touch(restApiKey(call.scope, input.restApiId));
        return stageView(after);
      });
    },

    async DeleteStage(input, call) {
      await store.transact(async (tx) => {
        await findStage(tx, call, input);
        await checkStageUnmapped(tx, call, input.restApiId, input.stageName);
        tx.delete(stageKey(call.scope, input.restApiId, input.stageName));
        await leavePlans(tx, call, input);
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

function stageView(stage: StageRecord): Stage {
  const { tags, ...shown } = stage;
  return {
    ...shown,
    cacheClusterSize: stage.cacheClusterSize as Stage['cacheClusterSize'],
    cacheClusterStatus: stage.cacheClusterEnabled ? 'AVAILABLE' : 'NOT_AVAILABLE',
    methodSettings: stage.methodSettings as Stage['methodSettings'],
    ...tagsIfAny(tags),
  };
}
