import { DEFAULT_METHOD_SETTING, type MethodSettingRecord, type StageRecord } from '../../definition/definition.ts';
import { badRequest } from './errors.ts';
import { type Draft, type PatchOperationInput, unescapePointer } from './patch.ts';

type StageDraft = Draft<StageRecord>;

/**
 * UpdateStage. A path is one of the stage's own members or, failing that, a method setting, which is why AWS speaks of
 * method settings whatever it refuses (recorded: test_update_stage_*, test_stage_access_log_settings_validation).
 */
export function patchStage(stage: StageRecord, operations: readonly PatchOperationInput[] | undefined): StageRecord {
  const draft: StageDraft = structuredClone(stage) as StageDraft;
  for (const { op = 'replace', path = '', value, from } of operations ?? []) {
    const apply = OPERATIONS[op];
    if (apply === undefined) throw badRequest(`Invalid ${op} operation with path: ${path}`);
    apply(draft, path, value, from);
  }
  return draft;
}

type Apply = (draft: StageDraft, path: string, value: string | undefined, from: string | undefined) => void;

const OPERATIONS: { readonly [op: string]: Apply } = { replace, remove, copy };

const OWN_MEMBERS: { readonly [path: string]: (draft: StageDraft, value: string) => void } = {
  '/deploymentId': (draft, value) => {
    draft.deploymentId = value;
  },
  '/description': (draft, value) => {
    if (value === '') delete draft.description;
    else draft.description = value;
  },
  '/cacheClusterEnabled': (draft, value) => {
    draft.cacheClusterEnabled = value === 'true';
    if (draft.cacheClusterEnabled) draft.cacheClusterSize ??= '0.5';
  },
  '/cacheClusterSize': (draft, value) => {
    if (!CACHE_SIZES.has(value)) throw badRequest(`Invalid cache cluster size: ${value}`);
    draft.cacheClusterSize = value;
  },
  '/clientCertificateId': (draft, value) => {
    if (value === '') delete draft.clientCertificateId;
    else draft.clientCertificateId = value;
  },
  '/documentationVersion': (draft, value) => {
    if (value === '') delete draft.documentationVersion;
    else draft.documentationVersion = value;
  },
  '/tracingEnabled': (draft, value) => {
    draft.tracingEnabled = value === 'true';
  },
  '/accessLogSettings/destinationArn': (draft, value) => setAccessLog(draft, 'destinationArn', value),
  '/accessLogSettings/format': (draft, value) => setAccessLog(draft, 'format', value),
  '/canarySettings/percentTraffic': (draft, value) => {
    const percentTraffic = Number(value);
    if (!(percentTraffic >= 0 && percentTraffic <= 100)) throw badRequest(`Invalid canary percentTraffic: ${value}`);
    canaryOf(draft).percentTraffic = percentTraffic;
  },
  '/canarySettings/deploymentId': (draft, value) => {
    canaryOf(draft).deploymentId = value;
  },
  '/canarySettings/useStageCache': (draft, value) => {
    canaryOf(draft).useStageCache = value === 'true';
  },
};

const CACHE_SIZES = new Set(['0.5', '1.6', '6.1', '13.5', '28.4', '58.2', '118', '237']);

const SETTING_PATH = /^\/(.+)\/([^/]+)\/(metrics|logging|throttling|caching)\/([a-zA-Z]+)$/;

/** Patch path of a method setting → its member, and how its text is read. */
const SETTINGS: { readonly [path: string]: [keyof MethodSettingRecord, (value: string) => boolean | number | string] } =
  {
    'metrics/enabled': ['metricsEnabled', readBoolean],
    'logging/dataTrace': ['dataTraceEnabled', readBoolean],
    'logging/loglevel': ['loggingLevel', String],
    'throttling/burstLimit': ['throttlingBurstLimit', readNumber],
    'throttling/rateLimit': ['throttlingRateLimit', readNumber],
    'caching/ttlInSeconds': ['cacheTtlInSeconds', readNumber],
    'caching/enabled': ['cachingEnabled', readBoolean],
    'caching/dataEncrypted': ['cacheDataEncrypted', readBoolean],
    'caching/requireAuthorizationForCacheControl': ['requireAuthorizationForCacheControl', readBoolean],
    'caching/unauthorizedCacheControlHeaderStrategy': ['unauthorizedCacheControlHeaderStrategy', String],
  };

function replace(draft: StageDraft, path: string, value: string | undefined): void {
  const own = OWN_MEMBERS[path];
  if (own !== undefined) return own(draft, value ?? '');
  if (path.startsWith('/accessLogSettings')) {
    throw badRequest(
      'Invalid accessLogSettings path. Must be one of : [/accessLogSettings/destinationArn, /accessLogSettings/format]',
    );
  }
  const variable = /^\/variables\/([^/]+)$/.exec(path)?.[1];
  if (variable !== undefined) {
    draft.variables = { ...draft.variables, [unescapePointer(variable)]: value ?? '' };
    return;
  }
  const override = /^\/canarySettings\/stageVariableOverrides\/([^/]+)$/.exec(path)?.[1];
  if (override !== undefined) {
    const canary = canaryOf(draft);
    canary.stageVariableOverrides = { ...canary.stageVariableOverrides, [unescapePointer(override)]: value ?? '' };
    return;
  }
  const [, resource = '', method = '', group, name] = SETTING_PATH.exec(path) ?? [];
  const setting = SETTINGS[`${group}/${name}`];
  if (setting === undefined) throw badRequest(`Invalid method setting path: ${path}. Must be one of: ${LEGAL_PATHS}`);
  const key = settingKey(resource, method);
  const before: MethodSettingRecord = draft.methodSettings[key] ?? DEFAULT_METHOD_SETTING;
  const [member, read] = setting;
  draft.methodSettings[key] = { ...before, [member]: read(value ?? '') };
}

function remove(draft: StageDraft, path: string): void {
  if (path === '/accessLogSettings') {
    delete draft.accessLogSettings;
    return;
  }
  if (path === '/canarySettings') {
    delete draft.canarySettings;
    return;
  }
  const variable = unescapePointer(/^\/variables\/([^/]+)$/.exec(path)?.[1] ?? '');
  if (Object.hasOwn(draft.variables ?? {}, variable)) {
    const { [variable]: _, ...rest } = draft.variables ?? {};
    if (Object.keys(rest).length === 0) delete draft.variables;
    else draft.variables = rest;
    return;
  }
  const override = unescapePointer(/^\/canarySettings\/stageVariableOverrides\/([^/]+)$/.exec(path)?.[1] ?? '');
  const overrides = draft.canarySettings?.stageVariableOverrides;
  if (draft.canarySettings !== undefined && overrides !== undefined && Object.hasOwn(overrides, override)) {
    const { [override]: _, ...rest } = overrides;
    draft.canarySettings.stageVariableOverrides = rest;
    return;
  }
  const cut = path.lastIndexOf('/');
  const key = settingKey(path.slice(1, cut), path.slice(cut + 1));
  if (!Object.hasOwn(draft.methodSettings, key)) {
    // The space at the end is AWS's.
    throw badRequest(
      `Cannot remove method setting ${path.slice(1)} because there is no method setting for this method `,
    );
  }
  delete draft.methodSettings[key];
}

/** Promotes a canary: its deployment and its variables become the stage's. */
function copy(draft: StageDraft, path: string, _value: string | undefined, from: string | undefined): void {
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
  else draft.variables = { ...draft.variables, ...canary.stageVariableOverrides };
}

/** The canary as it is, or a new one that sends no traffic anywhere else (recorded defaults: 0.0, false). */
function canaryOf(draft: StageDraft): NonNullable<StageDraft['canarySettings']> {
  draft.canarySettings ??= { percentTraffic: 0, deploymentId: draft.deploymentId, useStageCache: false };
  return draft.canarySettings;
}

function setAccessLog(draft: StageDraft, member: 'destinationArn' | 'format', value: string): void {
  if (value === '') throw badRequest('Access Log value must not be empty');
  draft.accessLogSettings = { ...draft.accessLogSettings, [member]: value };
}

/** `*` and `GET`, or `~1pets~1{id}` and `GET`: the key that GetStage shows has no leading slash. */
function settingKey(resource: string, method: string): string {
  return `${resource.replace(/^~1/, '')}/${method}`;
}

function readBoolean(value: string): boolean {
  return value === 'true';
}

function readNumber(value: string): number {
  const number = Number(value);
  if (value === '' || !Number.isFinite(number)) throw badRequest(`Invalid number in a method setting: ${value}`);
  return number;
}

/** Verbatim, AWS's missing commas included (recorded: test_update_stage_canary_deployment_validation). */
const LEGAL_PATHS =
  '[/deploymentId, /description, /cacheClusterEnabled, /cacheClusterSize, /clientCertificateId, /accessLogSettings, ' +
  '/accessLogSettings/destinationArn, /accessLogSettings/format, /{resourcePath}/{httpMethod}/metrics/enabled, ' +
  '/{resourcePath}/{httpMethod}/logging/dataTrace, /{resourcePath}/{httpMethod}/logging/loglevel, ' +
  '/{resourcePath}/{httpMethod}/throttling/burstLimit/{resourcePath}/{httpMethod}/throttling/rateLimit' +
  '/{resourcePath}/{httpMethod}/caching/ttlInSeconds, /{resourcePath}/{httpMethod}/caching/enabled, ' +
  '/{resourcePath}/{httpMethod}/caching/dataEncrypted, ' +
  '/{resourcePath}/{httpMethod}/caching/requireAuthorizationForCacheControl, ' +
  '/{resourcePath}/{httpMethod}/caching/unauthorizedCacheControlHeaderStrategy, /*/*/metrics/enabled, ' +
  '/*/*/logging/dataTrace, /*/*/logging/loglevel, /*/*/throttling/burstLimit /*/*/throttling/rateLimit ' +
  '/*/*/caching/ttlInSeconds, /*/*/caching/enabled, /*/*/caching/dataEncrypted, ' +
  '/*/*/caching/requireAuthorizationForCacheControl, /*/*/caching/unauthorizedCacheControlHeaderStrategy, ' +
  '/variables/{variable_name}, /tracingEnabled]';
