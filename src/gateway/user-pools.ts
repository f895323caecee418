import type { FoundKey, UserPoolKeys } from '../authorizers/authorizers.ts';
import type { ResolvedUserPool } from '../definition/definition.ts';
import type { Clock } from '../lib/clock.ts';
import type { Capabilities } from '../plan/plan.ts';
import { type KeySet, MAX_KEY_SET, parseKeySet } from './key-set.ts';

/** Milliseconds: API Gateway's limit for the keys of JWT authorizers (HTTP API quotas). */
const TIMEOUT_MS = 1_500;
/** Keys are looked up again when they are so old, while those that are there go on serving; */
const REFRESH_MS = 3_600_000;
/** and are not believed when they are so old: the two hours for which AWS keeps those of JWT authorizers. */
const BELIEVED_MS = 7_200_000;
/** A stranger chooses the names of keys: one that is not known has the keys looked up again no more often. */
const UNKNOWN_MS = 30_000;
/** What could not be reached is not tried again for so long. */
const FAILED_MS = 5_000;
/** Pools whose keys are held; what was not asked for the longest goes first. */
const MAX_POOLS = 2_000;

interface Pool {
  readonly url: URL;
  keys: KeySet;
  /** When they came; milliseconds since the epoch. */
  cameAt: number;
  /** When they were looked up last, and why it failed. */
  triedAt: number;
  failure: string | undefined;
  pending: Promise<void> | undefined;
}

const NEVER = Number.NEGATIVE_INFINITY;

/**
 * The keys of Cognito's user pools, as they publish them at `/.well-known/jwks.json`, looked up when they are asked for.
 *
 * @param configured where pools are that are not at AWS: base URL by id; `*` for all others, their ids put behind it
 */
// deviation: Keys of user pools are held for two hours and looked up again after one, and at most every 30 s for a name that is not among them; AWS's intervals are not recorded.
export function openUserPools(
  configured: ReadonlyMap<string, string>,
  { clock, sendHttp }: { readonly clock: Clock; readonly sendHttp: Capabilities['sendHttp'] },
): UserPoolKeys {
  const pools = new Map<string, Pool>();

  function poolOf(at: ResolvedUserPool): Pool {
    const base = baseOf(configured, at);
    const known = pools.get(base);
    pools.delete(base);
    const pool = known ?? newPool(base);
    pools.set(base, pool);
    const [oldest] = pools.keys();
    if (pools.size > MAX_POOLS && oldest !== undefined) pools.delete(oldest);
    return pool;
  }

  /** One lookup at a time; never rejects. */
  function lookUp(pool: Pool): Promise<void> {
    pool.triedAt = clock.now();
    pool.pending ??= fetchKeys(pool.url, sendHttp).then((found) => {
      pool.pending = undefined;
      if (typeof found === 'string') {
        pool.failure = `The keys of ${pool.url.href} cannot be had: ${found}`;
        return;
      }
      pool.keys = found;
      pool.cameAt = clock.now();
      pool.failure = undefined;
    });
    return pool.pending;
  }

  function inHand(pool: Pool, kid: string): FoundKey {
    if (clock.now() - pool.cameAt < BELIEVED_MS) return pool.keys.get(kid) ?? 'unknown';
    return { unreachable: pool.failure ?? 'The keys have not come' };
  }

  return {
    issuersOf(pool) {
      const base = baseOf(configured, pool);
      const own = awsUrl(pool);
      return base === own ? [own] : [own, base];
    },
    find(at, kid) {
      const pool = poolOf(at);
      const now = clock.now();
      const found = inHand(pool, kid);
      const pause = pool.failure !== undefined ? FAILED_MS : found === 'unknown' ? UNKNOWN_MS : 0;
      const isDue = now - pool.triedAt >= pause;
      const isKey = typeof found === 'object' && !('unreachable' in found);
      if (isKey) {
        if (now - pool.cameAt >= REFRESH_MS && isDue) void lookUp(pool);
        return found;
      }
      if (pool.pending === undefined && !isDue) return found;
      return (pool.pending ?? lookUp(pool)).then(() => inHand(pool, kid));
    },
  };
}

function newPool(base: string): Pool {
  const url = new URL(`${base}/.well-known/jwks.json`);
  return { url, keys: new Map(), cameAt: NEVER, triedAt: NEVER, failure: undefined, pending: undefined };
}

function awsUrl({ id, region }: ResolvedUserPool): string {
  return `https://cognito-idp.${region}.amazonaws.com/${id}`;
}

function baseOf(configured: ReadonlyMap<string, string>, pool: ResolvedUserPool): string {
  const all = configured.get('*');
  return configured.get(pool.id) ?? (all === undefined ? awsUrl(pool) : `${all}/${pool.id}`);
}

/** @returns why not, where there is none */
async function fetchKeys(url: URL, sendHttp: Capabilities['sendHttp']): Promise<KeySet | string> {
  const answer = await sendHttp({
    origin: url.origin,
    method: 'GET',
    path: url.pathname,
    headers: ['Host', url.host, 'Accept', 'application/json'],
    body: undefined,
    timeoutMs: TIMEOUT_MS,
    insecureSkipVerification: false,
  });
  if (answer.answer === 'timeout') return `no answer within ${TIMEOUT_MS} ms`;
  if (answer.answer !== 'response') return answer.detail;
  if (answer.status !== 200) return `it answered ${answer.status}`;
  if (answer.body.length > MAX_KEY_SET) return `they are larger than ${MAX_KEY_SET} bytes`;
  return parseKeySet(answer.body.toString('utf8')) ?? 'there is no RSA key among them';
}
