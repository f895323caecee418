import {
  type ApiDefinition,
  type DeploymentRecord,
  definitionKey,
  deploymentKey,
  type ResourceRecord,
  type RestApiRecord,
  restApiKey,
  type StageRecord,
  stageKey,
} from '../../../definition/definition.ts';
import { newId } from '../../../lib/ids.ts';
import type { CreateDeploymentRequest, Deployment } from '../../../model/generated/apigateway.ts';
import type { Call } from '../../../protocol/protocol.ts';
import type { Reader, Transaction } from '../../../store/store.ts';
import { checkRoom, type Limits } from '../../limits.ts';
import { badRequest, notFound, notImplemented } from '../errors.ts';
import { find, findApi, ofApi } from '../lookup.ts';
import type { RestControl, RestHandlers } from '../operations.ts';
import { page } from '../page.ts';
import { applyPatch, type PatchTable, replaceText } from '../patch.ts';
import { optional, stamp } from '../record.ts';
import { checkPercentTraffic } from './stage-patches.ts';
import { checkStage, checkStageName, checkStageRoom } from './stage-rules.ts';
import { cacheCluster, newStage } from './stages.ts';

export function deploymentHandlers({
  store,
  clock,
  limits,
}: RestControl): RestHandlers<
  'CreateDeployment' | 'GetDeployment' | 'GetDeployments' | 'UpdateDeployment' | 'DeleteDeployment'
> {
  return {
    async CreateDeployment(input, call) {
      const deployment: DeploymentRecord = {
        id: newId(6),
        ...optional('description', input.description),
        createdDate: stamp(clock),
      };
      await store.transact(async (tx) => {
        const api = await findApi(tx, call, input.restApiId);
        const resources = (await tx.list<ResourceRecord>(ofApi(call.scope, 'resource', api.id))).map(
          ({ value }) => value,
        );
        checkDeployable(resources);
        checkRoom(limits, 'deployments', (await tx.list(ofApi(call.scope, 'deployment', api.id))).length);
        tx.put(deploymentKey(call.scope, api.id, deployment.id), deployment);
        await pointStage(tx, call, limits, api.id, deployment, input);
        tx.put(definitionKey(call.scope, api.id, deployment.id), await freeze(tx, call, api, deployment.id, resources));
        tx.put(restApiKey(call.scope, api.id), { ...api, undeployed: false });
      });
      return deployment;
    },

    async GetDeployment(input, call) {
      const deployment = await findDeployment(store, call, input);
      if (!input.embed?.includes('apisummary')) return deployment;
      const definition = await store.get(definitionKey(call.scope, input.restApiId, input.deploymentId));
      return { ...deployment, apiSummary: summary(definition?.value.resources ?? []) };
    },

    async GetDeployments(input, call) {
      await findApi(store, call, input.restApiId);
      const range = ofApi<DeploymentRecord>(call.scope, 'deployment', input.restApiId);
      return page<DeploymentRecord, Deployment>(store, range, input, (deployment) => deployment);
    },

    async UpdateDeployment(input, call) {
      return store.transact(async (tx) => {
        const before = await findDeployment(tx, call, input);
        const after = applyPatch(before, input.patchOperations, deploymentPatches);
        tx.put(deploymentKey(call.scope, input.restApiId, input.deploymentId), after);
        return after;
      });
    },

    async DeleteDeployment(input, call) {
      await store.transact(async (tx) => {
        await findDeployment(tx, call, input);
        const stages = await tx.list<StageRecord>(ofApi(call.scope, 'stage', input.restApiId));
        const uses = ({ deploymentId, canarySettings }: StageRecord): boolean =>
          deploymentId === input.deploymentId || canarySettings?.deploymentId === input.deploymentId;
        if (stages.some(({ value }) => uses(value))) {
          throw badRequest('Active stages pointing to this deployment must be moved or deleted');
        }
        await tx.touch(restApiKey(call.scope, input.restApiId));
        tx.delete(deploymentKey(call.scope, input.restApiId, input.deploymentId));
        tx.delete(definitionKey(call.scope, input.restApiId, input.deploymentId));
      });
    },
  };
}

const deploymentPatches: PatchTable<DeploymentRecord> = {
  wording: 'listed',
  rules: [replaceText<DeploymentRecord>('description')],
};

async function findDeployment(
  reader: Reader,
  call: Call,
  at: { readonly restApiId: string; readonly deploymentId: string },
): Promise<DeploymentRecord> {
  await findApi(reader, call, at.restApiId);
  const deployment = await find(reader, deploymentKey(call.scope, at.restApiId, at.deploymentId));
  // deviation: The sentence for a deployment that does not exist is ours, in the form AWS uses for other nouns.
  if (deployment === undefined) throw notFound('Invalid Deployment identifier specified');
  return deployment;
}

/** AWS deploys no API without methods, nor one with a method that leads nowhere. */
function checkDeployable(resources: readonly ResourceRecord[]): void {
  const methods = resources.flatMap(({ resourceMethods }) => Object.values(resourceMethods));
  if (methods.length === 0) throw badRequest("The REST API doesn't contain any methods");
  if (methods.some(({ methodIntegration }) => methodIntegration === undefined)) {
    throw badRequest('No integration defined for method');
  }
}

/** The snapshot: everything that a deployment captures, as it is now. */
export async function freeze(
  reader: Reader,
  call: Call,
  api: RestApiRecord,
  deploymentId: string,
  resources: readonly ResourceRecord[],
): Promise<ApiDefinition> {
  const all = async <T>(kind: string): Promise<readonly T[]> =>
    (await reader.list<T>(ofApi(call.scope, kind, api.id))).map(({ value }) => value);
  return {
    format: 2,
    deploymentId,
    api: captured(api),
    resources,
    models: await all('model'),
    requestValidators: await all('requestvalidator'),
    authorizers: await all('authorizer'),
    gatewayResponses: await all('gatewayresponse'),
  };
}

/** What a deployment captures of the API itself. */
export function captured(api: RestApiRecord): ApiDefinition['api'] {
  const { undeployed: _u, tags: _t, description: _d, createdDate: _c, version: _v, ...rest } = api;
  return rest;
}

const STAGE_SETTINGS = [
  'stageDescription',
  'variables',
  'cacheClusterEnabled',
  'cacheClusterSize',
  'tracingEnabled',
] as const;

/** What would have to be told to a stage that this deployment does not make or repoint. What AWS does is not recorded. */
function refuseStageSettings(input: CreateDeploymentRequest, when: string): void {
  // Terraform sends the empty ones always: they say nothing.
  const given = STAGE_SETTINGS.find((member) => !saysNothing(input[member]));
  if (given !== undefined) throw notImplemented(`${given} ${when} in CreateDeployment`);
}

function saysNothing(value: unknown): boolean {
  return value === undefined || value === '' || (typeof value === 'object' && Object.keys(value ?? {}).length === 0);
}

/** With a stage name, the deployment is served at once: by a new stage, by the stage as it is, or by its canary. */
async function pointStage(
  tx: Transaction,
  call: Call,
  limits: Limits,
  restApiId: string,
  deployment: DeploymentRecord,
  input: CreateDeploymentRequest,
): Promise<void> {
  const { stageName, canarySettings } = input;
  if (canarySettings !== undefined && (stageName === undefined || stageName === '')) {
    throw badRequest(
      'Invalid deployment content specified.Non null and non empty stageName must be provided for canary deployment. ' +
        `Provided value is ${stageName ?? 'null'}`,
    );
  }
  if (stageName === undefined || stageName === '') {
    refuseStageSettings(input, 'without a stageName');
    return;
  }
  const key = stageKey(call.scope, restApiId, stageName);
  const existing = await find(tx, key);
  if (canarySettings !== undefined) {
    if (existing === undefined) {
      throw badRequest(
        `Invalid deployment content specified.Stage ${stageName} must already be created before making a canary release deployment`,
      );
    }
    refuseStageSettings(input, 'with canarySettings');
    const canary = {
      percentTraffic: checkPercentTraffic(canarySettings.percentTraffic ?? 0),
      deploymentId: deployment.id,
      ...optional('stageVariableOverrides', canarySettings.stageVariableOverrides),
      useStageCache: canarySettings.useStageCache ?? false,
    };
    const stage = { ...existing, canarySettings: canary, lastUpdatedDate: deployment.createdDate };
    await checkStage(tx, call, limits, restApiId, stage, existing);
    tx.put(key, stage);
    return;
  }
  if (existing === undefined) {
    checkStageName(stageName);
    await checkStageRoom(tx, call, limits, restApiId);
  }
  const stage = {
    ...(existing ?? newStage(stageName, deployment.id, deployment.createdDate)),
    deploymentId: deployment.id,
    ...optional('description', input.stageDescription),
    ...cacheCluster(input),
    ...optional('variables', input.variables),
    ...optional('tracingEnabled', input.tracingEnabled),
    lastUpdatedDate: deployment.createdDate,
  };
  await checkStage(tx, call, limits, restApiId, stage, existing);
  tx.put(key, stage);
}

/** `{path: {verb: {authorizationType, apiKeyRequired}}}`, what `embed=apisummary` shows. */
function summary(resources: readonly ResourceRecord[]): NonNullable<Deployment['apiSummary']> {
  const withMethods = resources.filter(({ resourceMethods }) => Object.keys(resourceMethods).length > 0);
  return Object.fromEntries(
    withMethods.map(({ path, resourceMethods }) => [
      path,
      Object.fromEntries(
        Object.values(resourceMethods).map(({ httpMethod, authorizationType, apiKeyRequired }) => [
          httpMethod,
          { authorizationType, apiKeyRequired },
        ]),
      ),
    ]),
  );
}
