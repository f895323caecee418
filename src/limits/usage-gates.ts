import {
  DEFAULT_METHOD_SETTING,
  type ResolvedMethod,
  type ResolvedStage,
  type ResolvedThrottle,
} from '../definition/definition.ts';
import { type Fault, type Gate, presentedApiKey, refusal } from '../exchange/exchange.ts';
import { methodPath, ofMethod } from '../lib/method-path.ts';
import { type FindApiKey, isKeyOfStage, type UselessKey } from './api-keys.ts';
import { type Bucket, bucketName } from './buckets.ts';
import { compileLimit } from './gcra.ts';
import type { Quotas } from './quotas.ts';
import type { Throttles } from './throttles.ts';

/** What the gates of usage use of the process they run in. */
export interface UsageAccess {
  /** Absent: no key is known and nothing is left of any limit, so that what has one admits nobody. */
  readonly usage?: UsageCapability;
}

export interface UsageCapability {
  readonly findApiKey: FindApiKey;
  readonly throttles: Throttles;
  readonly quotas: Quotas;
}

interface Guarded {
  readonly stage: ResolvedStage;
  readonly resourcePath: string;
  readonly method: ResolvedMethod;
}

/** A value is 20–128 characters (API reference, CreateApiKey): what is longer is not looked at. */
const MAX_VALUE = 128;

const invalid = (why: string): Fault => refusal('INVALID_API_KEY', { detail: `The API key ${why}` });

const REFUSED: { readonly [why in UselessKey | 'missing']: Fault } = {
  missing: invalid('is missing'),
  unknown: invalid('is not known'),
  disabled: invalid('is disabled'),
  'in no plan': invalid('is in no usage plan of this stage'),
};

/**
 * A method that wants a key admits who shows one that is enabled and in a usage plan of the stage. On other methods a key says
 * nothing, and no plan limits them (developer guide, "Choose an API key source").
 */
// deviation: An API key's stageKeys admit it nowhere: a key needs a usage plan, as in every AWS account that has the feature UsagePlans.
export function compileApiKey({ stage, method }: Guarded, { usage }: UsageAccess): Gate | undefined {
  if (!method.apiKeyRequired) return undefined;
  if (usage === undefined) return () => REFUSED.unknown;
  const { findApiKey } = usage;
  const scope = `${stage.accountId}/${stage.region}`;
  const name = `${stage.apiId}/${stage.stage}`;
  return (rq, cx) => {
    const shown = presentedApiKey(stage.apiKeySource, rq, cx);
    if (shown === undefined || shown === '') return REFUSED.missing;
    if (shown.length > MAX_VALUE) return REFUSED.unknown;
    const found = findApiKey(scope, name, shown);
    if (typeof found === 'string') return REFUSED[found];
    cx.apiKey = found;
    return undefined;
  };
}

const throttled = refusal('THROTTLED');
const NONE: readonly Bucket[] = [];

/**
 * Rates, in AWS's order (developer guide, "Throttle requests to your REST APIs"): the key's on the method and the key's, by
 * its usage plan; the method's on the stage; the account's. Where a stage has one setting for all methods, each of them has
 * that limit of its own: the limits of a stage "are applied at the API method level" (the same page).
 */
// deviation: Requests that a resource policy, an authorizer or the API key's gate refuses do not count towards any rate; what AWS does is not recorded.
export function compileThrottle({ stage, resourcePath, method }: Guarded, { usage }: UsageAccess): Gate | undefined {
  const { accountId, region, apiId, stage: stageName, throttles } = stage;
  const { apiKeyRequired, httpMethod } = method;
  const account = usage?.throttles.account;
  const own = ofMethod(throttles, resourcePath, httpMethod);
  const name = methodPath(resourcePath, httpMethod);
  const ofAll: Bucket[] = [];
  if (own !== undefined && !isDefault(own)) {
    const limit = compileLimit(own.rateLimit, own.burstLimit);
    ofAll.push({ name: bucketName('stage', accountId, region, apiId, stageName, name), limit });
  }
  if (account !== undefined) ofAll.push({ name: bucketName('account', accountId, region), limit: account });
  if (!apiKeyRequired && ofAll.length === 0) return undefined;
  if (usage === undefined) return () => throttled;
  const { take } = usage.throttles;
  if (!apiKeyRequired) return () => (take(NONE, ofAll) ? undefined : throttled);
  return (_rq, { apiKey }) => {
    if (!isKeyOfStage(apiKey)) return REFUSED.unknown;
    const ofKey = apiKey.buckets(name);
    if (ofKey.length + ofAll.length === 0) return undefined;
    return take(ofKey, ofAll) ? undefined : throttled;
  };
}

/** A stage that has settings of any kind shows AWS's limit of an account for its methods: it is no limit of theirs. */
// deviation: A method whose rate and burst are 10,000 and 5,000, AWS's limit of an account, is limited by --account-throttle alone.
function isDefault({ rateLimit, burstLimit }: ResolvedThrottle): boolean {
  const { throttlingRateLimit, throttlingBurstLimit } = DEFAULT_METHOD_SETTING;
  return rateLimit === throttlingRateLimit && burstLimit === throttlingBurstLimit;
}

/** Requests of a key in a period; where its plan has no quota, they are counted all the same, for GetUsage. */
export function compileQuota({ method }: Guarded, { usage }: UsageAccess): Gate | undefined {
  if (!method.apiKeyRequired) return undefined;
  if (usage === undefined) return () => REFUSED.unknown;
  const { take } = usage.quotas;
  return (_rq, { apiKey }) => (isKeyOfStage(apiKey) ? take(apiKey.usage) : REFUSED.unknown);
}
