import {
  type ApiKeyRecord,
  apiKeyKey,
  apiKeyValueKey,
  type UsagePlanRecord,
  usagePlanKey,
} from '../../../definition/definition.ts';
import { newId } from '../../../lib/ids.ts';
import type { Call } from '../../../protocol/protocol.ts';
import { ServiceError } from '../../../protocol/protocol.ts';
import type { Transaction } from '../../../store/store.ts';
import type { Limits } from '../../limits.ts';
import { badRequest } from '../errors.ts';
import { find } from '../lookup.ts';
import type { RestControl, RestHandlers } from '../operations.ts';
import { optional, stamp } from '../record.ts';
import { type ImportedKey, readKeys } from './api-key-csv.ts';
import { checkKeyDescription, checkKeyName, checkKeyValue } from './api-key-rules.ts';
import { countKeys, plansOf, tie } from './plan-lookup.ts';

/** Keys from a file, all in one transaction: with `failOnWarnings` a file that gives cause for a warning imports nothing. */
export function importApiKeyHandlers({ store, clock, limits }: RestControl): RestHandlers<'ImportApiKeys'> {
  return {
    async ImportApiKeys(input, call) {
      const file = readKeys(readText(input.body));
      return store.transact(async (tx) => {
        const warnings = [...file.warnings];
        const ids = new Set<string>();
        let news = 0;
        const plansOfKeys = await plansOfKnown(tx, call, file.keys);
        for (const imported of file.keys) {
          const problem = problemOf(imported);
          if (problem !== undefined) {
            warnings.push(problem);
            continue;
          }
          const { key, isNew } = await put(tx, call, imported, stamp(clock));
          ids.add(key.id);
          if (isNew) news++;
          const plans = plansOfKeys.get(imported.value) ?? [];
          plansOfKeys.set(imported.value, plans);
          for (const planId of imported.usagePlanIds) {
            const told = await join(tx, call, limits, planId, key.id, plans);
            if (told !== undefined) warnings.push(`Line ${imported.line}: ${told}`);
          }
        }
        if (news > 0) await countKeys(tx, call, limits, news);
        if (input.failOnWarnings === true && warnings.length > 0) {
          throw badRequest(`The API keys were not imported: ${warnings.slice(0, 10).join('; ')}`);
        }
        return { ids: [...ids], warnings };
      });
    },
  };
}

function readText(body: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw badRequest('The file of API keys is not UTF-8');
  }
}

/** What is wrong with a line, in the words that CreateApiKey has for it. */
function problemOf({ line, name, value, description }: ImportedKey): string | undefined {
  return told(() => {
    checkKeyName(name);
    checkKeyDescription(description);
    checkKeyValue(value);
    if (name === '') throw badRequest('API Key name cannot be empty');
  }, `Line ${line}: `);
}

function told(check: () => void, start = ''): string | undefined {
  try {
    check();
    return undefined;
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    return start + error.message;
  }
}

/**
 * The plans that keys with these values are in already, by value. They are looked up before anything is written, because a list
 * looks through all that its transaction wrote; each after its key was read, so that who puts it into a plan collides with this.
 */
async function plansOfKnown(
  tx: Transaction,
  call: Call,
  keys: readonly ImportedKey[],
): Promise<Map<string, UsagePlanRecord[]>> {
  const plans = new Map<string, UsagePlanRecord[]>();
  for (const { value, usagePlanIds } of keys) {
    if (usagePlanIds.length === 0 || plans.has(value)) continue;
    const known = await find(tx, apiKeyValueKey(call.scope, value));
    const key = known && (await find(tx, apiKeyKey(call.scope, known.keyId)));
    if (key !== undefined) plans.set(value, await plansOf(tx, call, key.id));
  }
  return plans;
}

/** Two keys are identical if they have the same value; the newer import overwrites (developer guide). */
async function put(
  tx: Transaction,
  call: Call,
  { name, value, description, enabled }: ImportedKey,
  now: number,
): Promise<{ readonly key: ApiKeyRecord; readonly isNew: boolean }> {
  const known = await tx.get(apiKeyValueKey(call.scope, value));
  const before = known && (await find(tx, apiKeyKey(call.scope, known.value.keyId)));
  const key: ApiKeyRecord = {
    id: before?.id ?? newId(10),
    value,
    name,
    ...optional('customerId', before?.customerId),
    ...optional('description', description || undefined),
    enabled,
    createdDate: before?.createdDate ?? now,
    lastUpdatedDate: now,
    stageKeys: before?.stageKeys ?? [],
    tags: before?.tags ?? {},
  };
  tx.put(apiKeyKey(call.scope, key.id), key);
  tx.put(apiKeyValueKey(call.scope, value), { keyId: key.id });
  return { key, isNew: before === undefined };
}

/** Puts an imported key into a plan, beside those that it is in. @returns why that cannot be */
async function join(
  tx: Transaction,
  call: Call,
  limits: Limits,
  planId: string,
  keyId: string,
  plans: UsagePlanRecord[],
): Promise<string | undefined> {
  const plan = await find(tx, usagePlanKey(call.scope, planId));
  if (plan === undefined) return `Invalid Usage Plan ID specified: ${planId}`;
  if (plans.some(({ id }) => id === planId)) return undefined;
  try {
    await tie(tx, call, limits, plan, keyId, plans);
    plans.push(plan);
    return undefined;
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    return error.message;
  }
}
