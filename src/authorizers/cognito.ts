import type { ResolvedCognitoAuthorizer, ResolvedUserPool } from '../definition/definition.ts';
import { type Context, type Fault, isFault, refusal, type StageContext } from '../exchange/exchange.ts';
import type { PolicyPrincipal } from '../iam-policy/iam-policy.ts';
import type { Clock } from '../lib/clock.ts';
import { onlyHeader } from '../lib/headers.ts';
import { compileJavaPattern } from '../lib/java-pattern.ts';
import type { Authenticate, Authenticated } from './authenticate.ts';
import type { AuthorizerAccess } from './authorizers.ts';
import { type PresentedToken, readToken, type VerifiedToken, verifyToken } from './cognito-token.ts';
import { identityKey } from './results.ts';
import type { FoundKey, UserPoolKeys } from './user-pool-keys.ts';

const NOBODY: PolicyPrincipal = { arn: null, accountId: null, userId: null, roleArn: null };
const noCondition = (): undefined => undefined;

/** Milliseconds by which the clocks of a user pool and ours may differ. */
const MAX_SKEW_MS = 60_000;

/**
 * COGNITO_USER_POOLS: whoever has a token of one of the pools is let in. A method with scopes wants an access token with one of them,
 * others want an identity token; a token without them is answered 401 (developer guide, "Integrate a REST API with an Amazon Cognito user
 * pool").
 */
// deviation: A token that is not valid yet, or was issued in the future, by more than a minute is refused; whether AWS looks at that is not recorded.
export function compileCognito(
  authorizer: ResolvedCognitoAuthorizer,
  scopes: readonly string[],
  stage: Pick<StageContext, 'apiId' | 'stage'>,
  { clock, results, userPoolKeys }: AuthorizerAccess,
): Authenticate | Fault {
  if (userPoolKeys === undefined) return unreachable('There are no user pools');
  const keys = userPoolKeys;
  const lowerName = authorizer.header.toLowerCase();
  const pools = poolsOf(authorizer, keys);
  const place = JSON.stringify([stage.apiId, stage.stage, authorizer.id, authorizer.userPools]);
  const problemOf = compileProblem(authorizer, scopes);

  function verified(token: PresentedToken, key: FoundKey, cacheKey: string): VerifiedToken | Fault {
    if (key === 'unknown') return unauthorized('The user pool has no such key');
    if ('unreachable' in key) return unreachable(key.unreachable);
    const verified = verifyToken(token, key);
    if (verified === undefined) return unauthorized('The token is not signed by its user pool, or has no expiration');
    const ms = Math.min(authorizer.ttlMs, verified.expires - clock.now());
    results?.tokens.keep(cacheKey, stage, { value: verified, keep: { ms, bytes: token.signed.length * 4 } });
    return verified;
  }

  function conclude(token: VerifiedToken | Fault, start: number, cx: Context): Authenticated | Fault {
    const fault = isFault(token) ? token : problemOf(token, clock);
    note(cx, fault, start, clock);
    if (fault !== undefined) return fault;
    const { values, event } = (token as VerifiedToken).shown;
    cx.authorizer = { values, event, usageIdentifierKey: undefined };
    return { principal: NOBODY, policy: null, condition: noCondition };
  }

  return (rq, cx) => {
    const start = clock.now();
    const header = onlyHeader(rq.headers, lowerName);
    if (header === undefined || header === '') return conclude(missing, start, cx);
    const cacheKey = identityKey(place, [header]);
    const kept = results?.tokens.get(cacheKey);
    if (kept !== undefined) return conclude(kept, start, cx);
    const token = readToken(header);
    if (token === undefined) return conclude(unreadable, start, cx);
    const pool = pools.get(token.issuer);
    if (pool === undefined) return conclude(foreign, start, cx);
    const key = keys.find(pool, token.kid);
    if (key instanceof Promise) return key.then((key) => conclude(verified(token, key, cacheKey), start, cx));
    return conclude(verified(token, key, cacheKey), start, cx);
  };
}

/** Why a token of one of the pools does not do for a method; `undefined`: it does. */
function compileProblem(
  { identityValidationExpression: expression }: ResolvedCognitoAuthorizer,
  scopes: readonly string[],
): (token: VerifiedToken, clock: Clock) => Fault | undefined {
  const use = scopes.length === 0 ? 'id' : 'access';
  const wrongUse = unauthorized(`The method wants ${use === 'id' ? 'an identity' : 'an access'} token`);
  const fits = expression === null ? undefined : compileJavaPattern(expression);
  return (token, clock) => {
    const now = clock.now();
    if (token.expires <= now) return expired;
    if (token.notBefore > now + MAX_SKEW_MS) return early;
    if (token.use !== use) return wrongUse;
    // An access token has no audience, and is refused where there is an expression (same page).
    if (expression !== null && (token.audience === undefined || fits?.(token.audience) !== true)) return wrongAudience;
    return use === 'access' && !scopes.some((scope) => token.scopes.has(scope)) ? wrongScopes : undefined;
  };
}

/** By issuer. An authorizer may have a thousand pools, and many methods. */
const compiled = new WeakMap<ResolvedCognitoAuthorizer, ReadonlyMap<string, ResolvedUserPool>>();

function poolsOf(authorizer: ResolvedCognitoAuthorizer, keys: UserPoolKeys): ReadonlyMap<string, ResolvedUserPool> {
  const known = compiled.get(authorizer);
  if (known !== undefined) return known;
  const pools = new Map(
    authorizer.userPools.flatMap((pool) => keys.issuersOf(pool).map((issuer) => [issuer, pool] as const)),
  );
  compiled.set(authorizer, pools);
  return pools;
}

function note({ record }: Context, fault: Fault | undefined, start: number, clock: Clock): void {
  if (record === undefined) return;
  record.authorizer = {
    error: fault?.detail,
    latency: Math.round(clock.now() - start),
    integrationLatency: 0,
    status: fault?.status ?? 200,
    integrationStatus: undefined,
    requestId: undefined,
  };
}

function unauthorized(detail: string): Fault {
  return refusal('UNAUTHORIZED', { detail });
}

/** The type that is for authorizers one cannot connect to (developer guide, "Gateway response types"). */
function unreachable(detail: string): Fault {
  return refusal('AUTHORIZER_CONFIGURATION_ERROR', {
    detail: `Execution failed due to configuration error: ${detail}`,
  });
}

const missing = unauthorized('There is no token');
const unreadable = unauthorized('The token is no JWT with the algorithm RS256');
const foreign = unauthorized('The token is of none of the user pools');
const early = unauthorized('The token is not valid yet');
const wrongAudience = unauthorized('The audience of the token does not fit the identityValidationExpression');
const wrongScopes = unauthorized('The token has none of the scopes that the method wants');
/** aws-behaviour.md §2.7 */
const expired = refusal('UNAUTHORIZED', { message: 'The incoming token has expired', detail: 'The token has expired' });
