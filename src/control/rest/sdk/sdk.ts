import { definitionKey, stageKey } from '../../../definition/definition.ts';
import type { Call } from '../../../protocol/protocol.ts';
import type { Reader } from '../../../store/store.ts';
import { badRequest, notFound, notImplemented } from '../errors.ts';
import { find, findApi } from '../lookup.ts';
import type { RestControl, RestHandlers } from '../operations.ts';
import { type DeployedApi, javascriptSdk } from './javascript.ts';
import { sdkMethods } from './sdk-methods.ts';
import { type SdkKind, sdkTypes } from './sdk-types.ts';
import { typescriptSdk } from './typescript.ts';
import { type Files, zip } from './zip.ts';

/** The SDKs that we generate; the other types answer 501 with their names. */
const GENERATORS: ReadonlyMap<string, (api: DeployedApi) => Files> = new Map([
  ['javascript', javascriptSdk],
  ['typescript', typescriptSdk],
]);

export function sdkHandlers({ store, clock }: RestControl): RestHandlers<'GetSdk' | 'GetSdkType' | 'GetSdkTypes'> {
  return {
    // deviation: GetSdkTypes answers with all types at once, whatever limit and position say: its answer has no position in the model.
    async GetSdkTypes() {
      return { items: sdkTypes };
    },

    async GetSdkType({ id }) {
      return findType(id);
    },

    async GetSdk({ restApiId, stageName, sdkType, parameters = {} }, call) {
      const api = await findDeployed(store, call, restApiId, stageName);
      const { id, configurationProperties } = findType(sdkType);
      const generate = GENERATORS.get(id);
      if (generate === undefined) throw notImplemented(`sdkType ${id} of GetSdk`);
      const unknown = Object.keys(parameters).find((name) => !configurationProperties.some((one) => one.name === name));
      // deviation: A parameter that an SDK type does not have is refused, with a sentence of ours; what AWS does is not recorded.
      if (unknown !== undefined) throw badRequest(`Invalid parameter for SDK type ${id}: ${unknown}`);
      const now = clock.now();
      return {
        contentType: 'application/octet-stream',
        contentDisposition: `attachment; filename="${fileName(id, now)}"`,
        body: await zip(generate(api), now),
      };
    },
  };
}

// deviation: The sentence for an SDK type that does not exist is ours, in the form AWS uses for other nouns.
function findType(id: string): SdkKind {
  const type = sdkTypes.find((one) => one.id === id);
  if (type === undefined) throw notFound('Invalid SDK type identifier specified');
  return type;
}

/** The API as the stage serves it, a canary aside. */
async function findDeployed(reader: Reader, call: Call, restApiId: string, stageName: string): Promise<DeployedApi> {
  await findApi(reader, call, restApiId);
  const stage = await find(reader, stageKey(call.scope, restApiId, stageName));
  const definition = stage && (await find(reader, definitionKey(call.scope, restApiId, stage.deploymentId)));
  if (definition === undefined) throw notFound('Invalid stage identifier specified');
  const domain = call.region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
  return {
    invokeUrl: `https://${restApiId}.execute-api.${call.region}.${domain}/${stageName}`,
    region: call.region,
    methods: sdkMethods(definition),
  };
}

/** `javascript_2016-02-22_23-52Z.zip`, as the examples of the AWS CLI have it (get-sdk). */
function fileName(type: string, now: number): string {
  const [date, time = ''] = new Date(now).toISOString().split('T');
  return `${type}_${date}_${time.slice(0, 5).replace(':', '-')}Z.zip`;
}
