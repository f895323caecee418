import { DEFAULT_METHOD_SETTING, type MethodSettingRecord, type StageRecord } from '../../definition/definition.ts';
import { badRequest } from './errors.ts';
import type { Draft } from './patch.ts';

/** What UpdateStage does to a stage's method settings, under AWS's patch paths: `/{resourcePath}/{httpMethod}/…`. */

type Settings = Draft<StageRecord['methodSettings']>;

const SETTING_PATH = /^\/(.+)\/([^/]+)\/(metrics|logging|throttling|caching)\/([a-zA-Z]+)$/;

type Setting = [member: keyof MethodSettingRecord, read: (value: string, path: string) => boolean | number | string];

/** Patch path of a method setting → its member, and how its text is read. */
const SETTINGS: ReadonlyMap<string, Setting> = new Map<string, Setting>([
  ['metrics/enabled', ['metricsEnabled', readBoolean]],
  ['logging/dataTrace', ['dataTraceEnabled', readBoolean]],
  ['logging/loglevel', ['loggingLevel', oneOf('OFF', 'ERROR', 'INFO')]],
  ['throttling/burstLimit', ['throttlingBurstLimit', readWhole]],
  ['throttling/rateLimit', ['throttlingRateLimit', readNumber]],
  ['caching/ttlInSeconds', ['cacheTtlInSeconds', readWhole]],
  ['caching/enabled', ['cachingEnabled', readBoolean]],
  ['caching/dataEncrypted', ['cacheDataEncrypted', readBoolean]],
  ['caching/requireAuthorizationForCacheControl', ['requireAuthorizationForCacheControl', readBoolean]],
  [
    'caching/unauthorizedCacheControlHeaderStrategy',
    [
      'unauthorizedCacheControlHeaderStrategy',
      oneOf('FAIL_WITH_403', 'SUCCEED_WITH_RESPONSE_HEADER', 'SUCCEED_WITHOUT_RESPONSE_HEADER'),
    ],
  ],
]);

/** The first patch of a resource's method fills the rest in with AWS's defaults (recorded: test_create_update_stages). */
export function replaceSetting(settings: Settings, path: string, value: string): void {
  const [, resource = '', method = '', group, name] = SETTING_PATH.exec(path) ?? [];
  const setting = SETTINGS.get(`${group}/${name}`);
  if (setting === undefined) throw badRequest(`Invalid method setting path: ${path}. Must be one of: ${LEGAL_PATHS}`);
  const key = settingKey(resource, method);
  const before: MethodSettingRecord = settings[key] ?? DEFAULT_METHOD_SETTING;
  const [member, read] = setting;
  settings[key] = { ...before, [member]: read(value, path) };
}

/** Removes all settings of a resource's method (recorded: test_update_stage_remove_wildcard). */
export function removeSettings(settings: Settings, path: string): void {
  const cut = path.lastIndexOf('/');
  const key = settingKey(path.slice(1, cut), path.slice(cut + 1));
  if (!Object.hasOwn(settings, key)) {
    // The space at the end is AWS's.
    throw badRequest(
      `Cannot remove method setting ${path.slice(1)} because there is no method setting for this method `,
    );
  }
  delete settings[key];
}

/** `*` and `GET`, or `~1pets~1{id}` and `GET`: the key that GetStage shows has no leading slash. */
function settingKey(resource: string, method: string): string {
  return `${resource.replace(/^~1/, '')}/${method}`;
}

function readBoolean(value: string): boolean {
  return value === 'true';
}

// deviation: The sentences about values of method settings are ours; AWS's are not recorded.
function readNumber(value: string, path: string): number {
  const number = Number(value);
  if (value.trim() === '' || !Number.isFinite(number) || number < 0)
    throw badRequest(`Invalid number for ${path}: ${value}`);
  return number;
}

function readWhole(value: string, path: string): number {
  const number = readNumber(value, path);
  if (!Number.isInteger(number)) throw badRequest(`Invalid number for ${path}: ${value}`);
  return number;
}

function oneOf(...values: readonly string[]): (value: string, path: string) => string {
  return (value, path) => {
    if (!values.includes(value)) throw badRequest(`Invalid value for ${path}. Valid options are ${values.join(',')}`);
    return value;
  };
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
