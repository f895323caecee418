import { DEFAULT_METHOD_SETTING, type MethodSettingRecord, type StageRecord } from '../../../definition/definition.ts';
import { badRequest } from '../errors.ts';
import { type Draft, unescapePointer } from '../patch.ts';

/** What UpdateStage does to a stage's method settings, under AWS's patch paths: `/{resourcePath}/{httpMethod}/…`. */

type Settings = Draft<StageRecord['methodSettings']>;

const SETTING_PATH = /^\/(.+)\/([^/]+)\/(metrics|logging|throttling|caching)\/([a-zA-Z]+)$/;

type Setting = [member: keyof MethodSettingRecord, read: (value: string, path: string) => boolean | number | string];

/** Patch path of a method setting → its member, and how its text is read. */
const SETTINGS: ReadonlyMap<string, Setting> = new Map<string, Setting>([
  ['metrics/enabled', ['metricsEnabled', readBoolean]],
  ['logging/dataTrace', ['dataTraceEnabled', readBoolean]],
  ['logging/loglevel', ['loggingLevel', oneOf('OFF', 'ERROR', 'INFO')]],
  // -1 is no limit of its own: Terraform's default.
  ['throttling/burstLimit', ['throttlingBurstLimit', whole(-1, 2_147_483_647)]],
  ['throttling/rateLimit', ['throttlingRateLimit', readRate]],
  ['caching/ttlInSeconds', ['cacheTtlInSeconds', whole(0, 3_600)]],
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

/** The key that a stage's settings have, by the path of their method in one form: looked up, for there may be thousands. */
export type SettingKeys = Map<string, string>;

export function settingKeys(settings: StageRecord['methodSettings']): SettingKeys {
  return new Map(Object.keys(settings).map((key) => [plain(key), key]));
}

/** The first patch of a resource's method fills the rest in with AWS's defaults (recorded: test_create_update_stages). */
export function replaceSetting(settings: Settings, keys: SettingKeys, path: string, value: string): void {
  const [, resource = '', method = '', group, name] = SETTING_PATH.exec(path) ?? [];
  const setting = SETTINGS.get(`${group}/${name}`);
  if (setting === undefined) throw badRequest(`Invalid method setting path: ${path}. Must be one of: ${LEGAL_PATHS}`);
  const key = keyOf(settings, keys, `${resource}/${method}`);
  const before: MethodSettingRecord = settings[key] ?? DEFAULT_METHOD_SETTING;
  const [member, read] = setting;
  settings[key] = { ...before, [member]: read(value, path) };
  keys.set(plain(key), key);
}

/** Removes all settings of a resource's method (recorded: test_update_stage_remove_wildcard). */
export function removeSettings(settings: Settings, keys: SettingKeys, path: string): void {
  const key = keyOf(settings, keys, path.slice(1));
  if (!Object.hasOwn(settings, key)) {
    // The space at the end is AWS's.
    throw badRequest(
      `Cannot remove method setting ${path.slice(1)} because there is no method setting for this method `,
    );
  }
  delete settings[key];
  keys.delete(plain(key));
}

/**
 * The key that settings have: the patch path without its first slash, and otherwise as the caller wrote it, so that `pets/GET`,
 * `/pets/GET` and `~1pets/GET` are possible for one method (API reference, UpdateStage).
 */
// deviation: A patch that writes the path of a method in another way than its settings have it changes those settings; on AWS it makes duplicates, which later updates fail on.
function keyOf(settings: Settings, keys: SettingKeys, written: string): string {
  return Object.hasOwn(settings, written) ? written : (keys.get(plain(written)) ?? written);
}

function plain(key: string): string {
  return unescapePointer(key).replace(/^\//, '');
}

function readBoolean(value: string): boolean {
  return value === 'true';
}

// deviation: The sentences about values of method settings are ours; AWS's are not recorded.
function readRate(value: string, path: string): number {
  const rate = readNumber(value);
  if (rate !== -1 && !(rate >= 0 && Number.isFinite(rate))) throw badRequest(`Invalid number for ${path}: ${value}`);
  return rate;
}

function whole(min: number, max: number): (value: string, path: string) => number {
  return (value, path) => {
    const number = readNumber(value);
    if (!Number.isInteger(number) || number < min || number > max) {
      throw badRequest(`Invalid number for ${path}: ${value}`);
    }
    return number;
  };
}

function readNumber(value: string): number {
  return value.trim() === '' ? Number.NaN : Number(value);
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
