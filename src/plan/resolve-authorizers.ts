import type {
  AuthorizerRecord,
  MethodRecord,
  ResolvedAuthorization,
  ResolvedAuthorizer,
  ResolvedIdentitySource,
  ResolvedUserPool,
} from '../definition/definition.ts';
import { compileJavaPattern } from '../lib/java-pattern.ts';
import { fillStageVariables } from './mapping/stage-variables.ts';
import { parseFunctionUri, resolveCredentials } from './resolve-lambda-proxy.ts';

/** Seconds that a result is kept for unless it is said (API reference, CreateAuthorizer). */
const DEFAULT_TTL_S = 300;

/** The authorizers of a deployment, stage variables filled in. */
export function resolveAuthorizers(
  authorizers: readonly AuthorizerRecord[],
  variables: { readonly [name: string]: string },
): { readonly [id: string]: ResolvedAuthorizer } {
  const resolved: { [id: string]: ResolvedAuthorizer } = Object.create(null);
  for (const record of authorizers) resolved[record.id] = resolveAuthorizer(record, variables);
  return resolved;
}

export function resolveAuthorizer(
  record: AuthorizerRecord,
  variables: { readonly [name: string]: string },
): ResolvedAuthorizer {
  const { id, type } = record;
  const identitySources = parseIdentitySources(record.identitySource ?? '');
  const identityValidationExpression = record.identityValidationExpression || null;
  const ttlMs = (record.authorizerResultTtlInSeconds ?? DEFAULT_TTL_S) * 1000;
  const misconfigured = (reason: string): ResolvedAuthorizer => ({ type: 'MISCONFIGURED', id, reason });

  if (identitySources === undefined) return misconfigured(`Invalid identity source ${record.identitySource}`);
  const [source, more] = identitySources;
  if (type !== 'REQUEST') {
    if (source?.in !== 'header' || more !== undefined)
      return misconfigured(`${type} needs one header as identity source`);
    // deviation: An authorizer whose identityValidationExpression has lookarounds or back references admits nobody, because expressions run in linear time.
    if (identityValidationExpression !== null && compileJavaPattern(identityValidationExpression) === undefined)
      return misconfigured(`The identityValidationExpression ${identityValidationExpression} cannot be read`);
  }
  if (type === 'COGNITO_USER_POOLS') {
    const userPools = parseUserPools(record.providerARNs ?? [], variables);
    if (userPools.length === 0) return misconfigured('It names no user pool, or something else');
    return { type, id, userPools, header: source?.name ?? '', identityValidationExpression, ttlMs };
  }
  const named = parseFunctionUri(fillStageVariables(record.authorizerUri ?? '', variables));
  if (named === undefined) return misconfigured(`Invalid authorizer URI ${record.authorizerUri ?? ''}`);
  return {
    type,
    id,
    ...named,
    identitySources,
    // It is nothing to the others (API reference, CreateAuthorizer).
    identityValidationExpression: type === 'TOKEN' ? identityValidationExpression : null,
    credentials: resolveCredentials(record.authorizerCredentials, variables),
    ttlMs,
  };
}

const USER_POOL = /^arn:aws[a-z-]*:cognito-idp:([a-z0-9-]+):\d{12}:userpool\/([\w-]+)$/;
/** A pool may be named by a stage variable (developer guide, "Integrate a REST API with an Amazon Cognito user pool"). @returns none when one of them is none */
function parseUserPools(
  arns: readonly string[],
  variables: { readonly [name: string]: string },
): readonly ResolvedUserPool[] {
  const pools = arns.map((arn) => {
    const [, region = '', id = ''] = USER_POOL.exec(fillStageVariables(arn, variables)) ?? [];
    return { id, region };
  });
  return pools.some(({ id }) => id === '') ? [] : pools;
}

const SOURCE = /^(?:method\.request\.(header|querystring)|(stageVariables|context))\.([^\s,]+)$/;

/** @returns `undefined` when one of them is none */
function parseIdentitySources(list: string): ResolvedIdentitySource[] | undefined {
  const sources: ResolvedIdentitySource[] = [];
  for (const text of list.split(',')) {
    const source = text.trim();
    if (source === '') continue;
    const [, place, other, name] = SOURCE.exec(source) ?? [];
    if (name === undefined) return undefined;
    sources.push({ in: (place ?? other) as ResolvedIdentitySource['in'], name });
  }
  return sources;
}

/** A type that is none of AWS's, which no operation lets in, has an authorizer that is not there: it admits nobody. */
export function resolveAuthorization(method: MethodRecord): ResolvedAuthorization {
  const { authorizationType: type, authorizerId = '', authorizationScopes: scopes = [] } = method;
  if (type === 'NONE' || type === 'AWS_IAM') return { type };
  const isKnown = type === 'CUSTOM' || type === 'COGNITO_USER_POOLS';
  return isKnown ? { type, authorizerId, scopes } : { type: 'CUSTOM', authorizerId: '', scopes: [] };
}
