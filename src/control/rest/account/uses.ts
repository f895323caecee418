import {
  type ApiDefinition,
  definitionKey,
  type IntegrationRecord,
  type StageRecord,
} from '../../../definition/definition.ts';
import type { Entry, Reader } from '../../../store/store.ts';
import { find } from '../lookup.ts';

/** Who uses what belongs to the account: looked up when it is to be deleted, which is rare. */

/** How many stages are read at once, and how many uses one answer names. */
const STAGES_AT_ONCE = 100;
const MAX_NAMED = 25;

/** `{method}:{resource}:{stage}` of deployed methods whose integration names the VPC link; the first of them. */
export async function usesOfVpcLink(reader: Reader, scope: string, vpcLinkId: string): Promise<readonly string[]> {
  const uses = new Set<string>();
  for await (const { key, value: stage } of stagesOf(reader, scope)) {
    const restApiId = key.id.slice(0, key.id.indexOf('/'));
    for (const deploymentId of new Set([stage.deploymentId, stage.canarySettings?.deploymentId])) {
      if (deploymentId === undefined) continue;
      const definition = await find(reader, definitionKey(scope, restApiId, deploymentId));
      for (const use of definition === undefined ? [] : methodsWith(definition, vpcLinkId)) {
        uses.add(`${use}:${stage.stageName}`);
        if (uses.size === MAX_NAMED) return [...uses];
      }
    }
  }
  return [...uses];
}

/** `{api}:{stage}` of stages that present the certificate to their endpoints; the first of them. */
export async function usesOfClientCertificate(reader: Reader, scope: string, id: string): Promise<readonly string[]> {
  const uses: string[] = [];
  for await (const { key, value: stage } of stagesOf(reader, scope)) {
    if (stage.clientCertificateId !== id) continue;
    uses.push(key.id.replace('/', ':'));
    if (uses.length === MAX_NAMED) break;
  }
  return uses;
}

async function* stagesOf(reader: Reader, scope: string): AsyncGenerator<Entry<StageRecord>> {
  for (let after: string | undefined; ; ) {
    const range = { scope, kind: 'stage', limit: STAGES_AT_ONCE, ...(after === undefined ? {} : { after }) };
    const stages = await reader.list<StageRecord>(range);
    yield* stages;
    after = stages.at(-1)?.key.id;
    if (stages.length < STAGES_AT_ONCE) return;
  }
}

function* methodsWith({ resources }: ApiDefinition, vpcLinkId: string): Generator<string> {
  for (const { id, resourceMethods } of resources) {
    for (const { httpMethod, methodIntegration } of Object.values(resourceMethods)) {
      if (goesThrough(methodIntegration, vpcLinkId)) yield `${httpMethod}:${id}`;
    }
  }
}

function goesThrough(integration: IntegrationRecord | undefined, vpcLinkId: string): boolean {
  return integration?.connectionType === 'VPC_LINK' && integration.connectionId === vpcLinkId;
}
