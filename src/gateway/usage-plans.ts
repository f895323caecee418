import { hash, timingSafeEqual } from 'node:crypto';
import {
  type ApiKeyRecord,
  apiKeyKey,
  type UsagePlanKeyRecord,
  type UsagePlanRecord,
  usagePlanKey,
  usagePlanKeyKey,
} from '../definition/definition.ts';
import type { Log } from '../lib/log.ts';
import type { FindApiKey, KeyOfPlan, KeyOfStage } from '../limits/limits.ts';
import { type Change, follow, type Key, type Store } from '../store/store.ts';
import { compileUsagePlan, keyOfStage, type UsagePlan } from './usage-plan.ts';

/** API keys and usage plans as they are in the store now: they need no deployment. */
export interface UsagePlans {
  readonly find: FindApiKey;
  /** Resolves once what was committed before the call is in force. */
  caughtUp(): Promise<void>;
  close(): void;
}

interface KnownKey {
  readonly id: string;
  readonly value: string;
  readonly enabled: boolean;
  /** By stage, of those that the key was used on since it or its plans changed. */
  found: Map<string, Found> | undefined;
}

interface Found {
  readonly plan: UsagePlan;
  readonly key: KeyOfStage;
}

/** What one account has in a region. */
interface Scope {
  readonly keys: Map<string, KnownKey>;
  /** By SHA-256 of their values, base64. */
  readonly byDigest: Map<string, KnownKey>;
  readonly plans: Map<string, UsagePlan>;
  /** The plans that a key is in, by its id. A key may have been put into a plan before either is read. */
  readonly ties: Map<string, readonly KeyOfPlan[]>;
}

/** Stages that are remembered of one key. */
const MAX_FOUND = 100;

/**
 * A change costs what it is about, however many keys there are: 10,000 keys take 7 MB in each thread.
 *
 * A key is found by a digest of its value, so that the time which that takes says nothing of other keys.
 */
export async function openUsagePlans(store: Store, log: Log): Promise<UsagePlans> {
  let scopes = new Map<string, Scope>();

  async function readAgain({ scope, kind, id }: Key<unknown>): Promise<void> {
    if (kind === 'apikey') {
      const entry = await store.get(apiKeyKey(scope, id));
      putKey(scopeOf(scopes, scope), id, entry?.value);
    } else if (kind === 'usageplan') {
      const entry = await store.get(usagePlanKey(scope, id));
      putPlan(scopeOf(scopes, scope), id, entry?.value);
    } else {
      const [planId = '', keyId = ''] = id.split('/');
      const entry = await store.get(usagePlanKeyKey(scope, planId, keyId));
      putTie(scopeOf(scopes, scope), { scope, planId, keyId }, entry !== undefined);
    }
  }

  const reader = {
    async rescan() {
      const fresh = new Map<string, Scope>();
      for (const { key, value } of await store.scan<UsagePlanRecord>('usageplan'))
        putPlan(scopeOf(fresh, key.scope), value.id, value);
      for (const { key, value } of await store.scan<ApiKeyRecord>('apikey'))
        putKey(scopeOf(fresh, key.scope), value.id, value);
      for (const { key, value } of await store.scan<UsagePlanKeyRecord>('usageplankey'))
        putTie(scopeOf(fresh, key.scope), tieOf(key.scope, value), true);
      scopes = fresh;
    },
    async apply(changes: readonly Change[]) {
      const touched = new Map<string, Key<unknown>>();
      for (const { key } of changes) if (KINDS.has(key.kind)) touched.set(`${key.kind} ${key.scope} ${key.id}`, key);
      for (const key of touched.values()) await readAgain(key);
    },
  };
  const follower = await follow(store, reader, log);

  return {
    find(scopeName, stage, shown) {
      const scope = scopes.get(scopeName);
      const key = scope?.byDigest.get(digestOf(shown));
      if (scope === undefined || key === undefined || !isSame(key.value, shown)) return 'unknown';
      if (!key.enabled) return 'disabled';
      const found = key.found?.get(stage);
      if (found !== undefined && scope.plans.get(found.plan.id) === found.plan) return found.key;
      return findPlan(scope, key, stage);
    },
    caughtUp: () => follower.caughtUp(),
    close: () => follower.close(),
  };
}

const KINDS: ReadonlySet<string> = new Set(['apikey', 'usageplan', 'usageplankey']);

function scopeOf(scopes: Map<string, Scope>, name: string): Scope {
  const known = scopes.get(name);
  if (known !== undefined) return known;
  const scope = { keys: new Map(), byDigest: new Map(), plans: new Map(), ties: new Map() };
  scopes.set(name, scope);
  return scope;
}

function putKey({ keys, byDigest }: Scope, id: string, record: ApiKeyRecord | undefined): void {
  const before = keys.get(id);
  if (before !== undefined && byDigest.get(digestOf(before.value)) === before) byDigest.delete(digestOf(before.value));
  if (record === undefined) {
    keys.delete(id);
    return;
  }
  const { value, enabled } = record;
  const key = { id, value, enabled, found: undefined };
  keys.set(id, key);
  byDigest.set(digestOf(value), key);
}

function putPlan({ plans }: Scope, id: string, record: UsagePlanRecord | undefined): void {
  if (record === undefined) plans.delete(id);
  else plans.set(id, compileUsagePlan(record));
}

function putTie({ keys, ties }: Scope, tie: KeyOfPlan, isThere: boolean): void {
  const others = (ties.get(tie.keyId) ?? []).filter(({ planId }) => planId !== tie.planId);
  // Always a new one: a key that was taken out and put in again starts anew.
  const now = isThere ? [...others, tie] : others;
  if (now.length === 0) ties.delete(tie.keyId);
  else ties.set(tie.keyId, now);
  const key = keys.get(tie.keyId);
  if (key !== undefined) key.found = undefined;
}

function tieOf(scope: string, { usagePlanId: planId, keyId }: UsagePlanKeyRecord): KeyOfPlan {
  return { scope, planId, keyId };
}

/** The one plan of the key that has the stage (developer guide, "Usage plans and API keys for REST APIs"). */
function findPlan({ plans, ties }: Scope, key: KnownKey, stage: string): KeyOfStage | 'in no plan' {
  for (const tie of ties.get(key.id) ?? []) {
    const plan = plans.get(tie.planId);
    if (plan === undefined || !plan.stages.has(stage)) continue;
    const found = { plan, key: keyOfStage(plan, tie, stage, key) };
    if (key.found === undefined || key.found.size >= MAX_FOUND) key.found = new Map();
    key.found.set(stage, found);
    return found.key;
  }
  return 'in no plan';
}

function digestOf(value: string): string {
  return hash('sha256', value, 'base64');
}

function isSame(value: string, shown: string): boolean {
  const [a, b] = [Buffer.from(value), Buffer.from(shown)];
  return a.length === b.length && timingSafeEqual(a, b);
}
