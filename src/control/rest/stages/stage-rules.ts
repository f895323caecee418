import {
  clientCertificateKey,
  deploymentKey,
  documentationVersionKey,
  type StageRecord,
} from '../../../definition/definition.ts';
import type { Call } from '../../../protocol/protocol.ts';
import type { Reader } from '../../../store/store.ts';
import { checkRoom, checkSize, type Limits } from '../../limits.ts';
import { badRequest } from '../errors.ts';
import { find, ofApi } from '../lookup.ts';

/** What a stage may be, however it is made. */

/** Whether the API may have one more stage. @throws LimitExceededException */
export async function checkStageRoom(reader: Reader, call: Call, limits: Limits, restApiId: string): Promise<void> {
  checkRoom(limits, 'stages', (await reader.list(ofApi(call.scope, 'stage', restApiId))).length);
}

// deviation: The sentences about stage names and stage variables are ours; the rules are AWS's, its sentences are not recorded.
export function checkStageName(stageName: string): void {
  if (!/^[a-zA-Z0-9_-]{1,128}$/.test(stageName)) throw badRequest('Stage name only allows a-zA-Z0-9_-');
}

/** aws-behaviour.md §1.17: names of letters, digits and `_` up to 64, values up to 512 characters, 100 a stage. */
export function checkVariables(limits: Limits, variables: { readonly [name: string]: string } | undefined): void {
  const entries = Object.entries(variables ?? {});
  if (entries.length > limits.stageVariables) {
    throw badRequest(`A stage can have at most ${limits.stageVariables} stage variables`);
  }
  for (const [name, value] of entries) {
    if (!/^[A-Za-z0-9_]{1,64}$/.test(name)) throw badRequest(`Invalid stage variable name: ${name}`);
    if (!/^[A-Za-z0-9\-._~:/?#&=,]{1,512}$/.test(value)) {
      throw badRequest(
        `Invalid stage variable value: ${value}. Please use values with alphanumeric characters and the symbols ' ', -', '.', '_', ':', '/', '?', '&', '=', and ','.`,
      );
    }
  }
}

const MAX_DESCRIPTION = 125_000;
const MAX_METHOD_SETTINGS = 10_000;

/**
 * Whether a stage is within bounds and everything is there that it names and `before` did not name yet.
 *
 * @throws BadRequestException
 */
// deviation: The sentences for a description that is too long, for too many method settings, and for a client certificate or a documentation version that does not exist are ours; AWS's are not recorded.
export async function checkStage(
  reader: Reader,
  call: Call,
  limits: Limits,
  restApiId: string,
  stage: StageRecord,
  before?: StageRecord,
): Promise<void> {
  const { deploymentId, canarySettings, clientCertificateId, documentationVersion } = stage;
  for (const id of new Set([deploymentId, canarySettings?.deploymentId ?? deploymentId])) {
    if ((await find(reader, deploymentKey(call.scope, restApiId, id))) === undefined) {
      throw badRequest('Deployment id does not exist');
    }
  }
  if (
    clientCertificateId !== undefined &&
    clientCertificateId !== before?.clientCertificateId &&
    (await find(reader, clientCertificateKey(call.scope, clientCertificateId))) === undefined
  ) {
    throw badRequest('Invalid client certificate identifier specified');
  }
  if (
    documentationVersion !== undefined &&
    documentationVersion !== before?.documentationVersion &&
    (await find(reader, documentationVersionKey(call.scope, restApiId, documentationVersion))) === undefined
  ) {
    throw badRequest('Invalid Documentation version specified');
  }
  checkVariables(limits, stage.variables);
  checkVariables(limits, canarySettings?.stageVariableOverrides);
  checkSize(limits, 'accessLogFormat', Buffer.byteLength(stage.accessLogSettings?.format ?? ''));
  if ((stage.description?.length ?? 0) > MAX_DESCRIPTION) throw badRequest('Invalid stage description specified');
  if (Object.keys(stage.methodSettings).length > MAX_METHOD_SETTINGS) {
    throw badRequest(`A stage can have at most ${MAX_METHOD_SETTINGS} method settings`);
  }
}
