import type { StageRecord } from '../../../definition/definition.ts';
import { copyOf, setMember } from '../../../lib/json.ts';
import { isOneLine } from '../../../lib/log-format.ts';
import { badRequest } from '../errors.ts';
import { bounded, type Draft, type PatchOperationInput, unescapePointer } from '../patch.ts';
import { removeSettings, replaceSetting, type SettingKeys, settingKeys } from './method-settings.ts';

type StageDraft = Draft<StageRecord>;

/**
 * UpdateStage. A path is one of the stage's own members or, failing that, a method setting, which is why AWS speaks of
 * method settings whatever it refuses (recorded: test_update_stage_*, test_stage_access_log_settings_validation).
 */
export function patchStage(stage: StageRecord, operations: readonly PatchOperationInput[] | undefined): StageRecord {
  const draft: StageDraft = copyOf(stage) as StageDraft;
  const keys = settingKeys(stage.methodSettings);
  for (const { op = 'replace', path = '', value, from } of bounded(operations)) {
    const apply = OPERATIONS.get(op);
    if (apply === undefined) throw badRequest(`Invalid ${op} operation with path: ${path}`);
    apply(draft, keys, { path, value: value ?? '', from });
  }
  return draft;
}

interface Operation {
  readonly path: string;
  readonly value: string;
  readonly from: string | undefined;
}

type Apply = (draft: StageDraft, keys: SettingKeys, operation: Operation) => void;

const OPERATIONS: ReadonlyMap<string, Apply> = new Map<string, Apply>([
  ['add', add],
  ['replace', replace],
  ['remove', remove],
  ['copy', copy],
]);

type Set = (draft: StageDraft, value: string) => void;

const OWN_MEMBERS: ReadonlyMap<string, Set> = new Map<string, Set>([
  [
    '/deploymentId',
    (draft, value) => {
      draft.deploymentId = value;
    },
  ],
  ['/description', textOf('description')],
  ['/clientCertificateId', textOf('clientCertificateId')],
  ['/documentationVersion', textOf('documentationVersion')],
  [
    '/cacheClusterEnabled',
    (draft, value) => {
      draft.cacheClusterEnabled = value === 'true';
      if (draft.cacheClusterEnabled) draft.cacheClusterSize ??= DEFAULT_CACHE_CLUSTER_SIZE;
    },
  ],
  [
    '/cacheClusterSize',
    (draft, value) => {
      // deviation: The sentence for a cache cluster size that does not exist is ours; AWS's is not recorded.
      if (!CACHE_CLUSTER_SIZES.has(value)) throw badRequest(`Invalid cache cluster size: ${value}`);
      draft.cacheClusterSize = value;
    },
  ],
  [
    '/tracingEnabled',
    (draft, value) => {
      draft.tracingEnabled = value === 'true';
    },
  ],
  ['/accessLogSettings/destinationArn', accessLog('destinationArn')],
  ['/accessLogSettings/format', accessLog('format')],
  [
    '/canarySettings/percentTraffic',
    (draft, value) => {
      canaryOf(draft).percentTraffic = checkPercentTraffic(value.trim() === '' ? Number.NaN : Number(value));
    },
  ],
  [
    '/canarySettings/deploymentId',
    (draft, value) => {
      canaryOf(draft).deploymentId = value;
    },
  ],
  [
    '/canarySettings/useStageCache',
    (draft, value) => {
      canaryOf(draft).useStageCache = value === 'true';
    },
  ],
]);

export const DEFAULT_CACHE_CLUSTER_SIZE = '0.5';
const CACHE_CLUSTER_SIZES = new Set([DEFAULT_CACHE_CLUSTER_SIZE, '1.6', '6.1', '13.5', '28.4', '58.2', '118', '237']);

function textOf(member: 'description' | 'clientCertificateId' | 'documentationVersion'): Set {
  return (draft, value) => {
    if (value === '') delete draft[member];
    else draft[member] = value;
  };
}

function accessLog(member: 'destinationArn' | 'format'): Set {
  return (draft, value) => {
    if (value === '') throw badRequest('Access Log value must not be empty');
    if (member === 'format' && !isOneLine(value))
      throw badRequest(
        'Access Log format must be single line, new line character is allowed only at end of the format',
      );
    draft.accessLogSettings = { ...draft.accessLogSettings, [member]: value };
  };
}

// deviation: The sentence for a percentage of canary traffic outside 0 to 100 is ours; AWS's is not recorded.
export function checkPercentTraffic(percentTraffic: number): number {
  if (percentTraffic >= 0 && percentTraffic <= 100) return percentTraffic;
  throw badRequest('Invalid canary percentTraffic, must be between 0.0 and 100.0');
}

const VARIABLE = /^\/variables\/([^/]+)$/;
const OVERRIDE = /^\/canarySettings\/stageVariableOverrides\/([^/]+)$/;

function nameIn(pattern: RegExp, path: string): string | undefined {
  const name = pattern.exec(path)?.[1];
  return name === undefined ? undefined : unescapePointer(name);
}

function replace(draft: StageDraft, keys: SettingKeys, { path, value }: Operation): void {
  const own = OWN_MEMBERS.get(path);
  if (own !== undefined) {
    own(draft, value);
    return;
  }
  if (path.startsWith('/accessLogSettings')) {
    throw badRequest(
      'Invalid accessLogSettings path. Must be one of : [/accessLogSettings/destinationArn, /accessLogSettings/format]',
    );
  }
  const variable = nameIn(VARIABLE, path);
  const override = nameIn(OVERRIDE, path);
  if (variable !== undefined) {
    draft.variables ??= {};
    setMember(draft.variables, variable, value);
  } else if (override !== undefined) {
    const canary = canaryOf(draft);
    canary.stageVariableOverrides ??= {};
    setMember(canary.stageVariableOverrides, override, value);
  } else {
    replaceSetting(draft.methodSettings, keys, path, value);
  }
}

/** Only what the API reference says can be added (patch-operations, UpdateStage; recorded: test_update_stage_canary_deployment_validation). */
function add(draft: StageDraft, keys: SettingKeys, operation: Operation): void {
  const { path } = operation;
  if (path !== '/accessLogSettings/destinationArn' && path !== '/accessLogSettings/format') {
    throw badRequest(`Invalid add operation with path: ${path}`);
  }
  replace(draft, keys, operation);
}

function remove(draft: StageDraft, keys: SettingKeys, { path }: Operation): void {
  if (path === '/accessLogSettings') {
    delete draft.accessLogSettings;
    return;
  }
  if (path === '/canarySettings') {
    delete draft.canarySettings;
    return;
  }
  if (path === '/variables' && draft.variables !== undefined) {
    delete draft.variables;
    return;
  }
  if (removeEntry(draft, 'variables', nameIn(VARIABLE, path))) return;
  const canary = draft.canarySettings;
  if (canary !== undefined && removeEntry(canary, 'stageVariableOverrides', nameIn(OVERRIDE, path))) return;
  removeSettings(draft.methodSettings, keys, path);
}

/** A map whose last entry goes, goes. @returns whether there was such an entry */
function removeEntry<K extends string>(
  owner: { [M in K]?: { [name: string]: string } },
  member: K,
  name: string | undefined,
): boolean {
  const entries = owner[member];
  if (entries === undefined || name === undefined || !Object.hasOwn(entries, name)) return false;
  delete entries[name];
  if (Object.keys(entries).length === 0) delete owner[member];
  return true;
}

/** Promotes a canary: its deployment becomes the stage's, its variables are put over the stage's (recorded: test_update_stage_with_copy_ops). */
function copy(draft: StageDraft, _keys: SettingKeys, { path, from }: Operation): void {
  const canary = draft.canarySettings;
  const known =
    (path === '/deploymentId' && from === '/canarySettings/deploymentId') ||
    (path === '/variables' && from === '/canarySettings/stageVariableOverrides');
  if (!known) {
    throw badRequest(
      `Invalid copy operation with path: ${path} and from ${from ?? 'null'}. Valid copy:path are [/deploymentId, /variables] ` +
        'and valid copy:from are [/canarySettings/deploymentId, /canarySettings/stageVariableOverrides]',
    );
  }
  if (canary === undefined) throw badRequest('Promotion not available. Canary does not exist.');
  if (path === '/deploymentId') draft.deploymentId = canary.deploymentId;
  else if (canary.stageVariableOverrides !== undefined) {
    draft.variables = { ...draft.variables, ...canary.stageVariableOverrides };
  }
}

/** The canary as it is, or a new one that gets no traffic (recorded: test_create_canary_deployment_by_stage_update). */
function canaryOf(draft: StageDraft): NonNullable<StageDraft['canarySettings']> {
  draft.canarySettings ??= { percentTraffic: 0, deploymentId: draft.deploymentId, useStageCache: false };
  return draft.canarySettings;
}
