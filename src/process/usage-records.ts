import { type UsageRecord, usageKey, usagePlanKeyKey } from '../definition/definition.ts';
import { RevisionConflict, type Store, type Transaction } from '../store/store.ts';
import type { Account } from './usage-account.ts';

/** Writers that may come between before it is given up for this time. */
const ATTEMPTS = 10;

/**
 * Adds what was counted to the records of usage, in one transaction.
 *
 * @returns accounts whose key is not in the plan any more, for which nothing was written
 * @throws StoreUnavailable, RevisionConflict; the accounts owe what they owed then
 */
export async function writeUsage(store: Store, accounts: readonly Account[]): Promise<Account[]> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await writeOnce(store, accounts);
    } catch (error) {
      if (!(error instanceof RevisionConflict) || attempt === ATTEMPTS) throw error;
    }
  }
}

interface Written {
  readonly account: Account;
  readonly owed: number;
  readonly remaining: number;
}

async function writeOnce(store: Store, accounts: readonly Account[]): Promise<Account[]> {
  const gone: Account[] = [];
  const written = await store.transact(async (tx) => {
    const puts: Written[] = [];
    for (const account of accounts) {
      const put = await write(tx, account);
      if (put === undefined) gone.push(account);
      else puts.push(put);
    }
    return puts;
  });
  for (const { account, owed, remaining } of written) account.wrote(owed, remaining);
  return gone;
}

/** @returns `undefined` where nobody wants to know */
async function write(tx: Transaction, account: Account): Promise<Written | undefined> {
  const { key, today } = account;
  const at = usageKey(key.scope, key.planId, key.keyId, today.day);
  // Both are guarded: whoever takes the key out, or grants it more, meanwhile, makes this run again.
  const tie = await tx.get(usagePlanKeyKey(key.scope, key.planId, key.keyId));
  const before = (await tx.get(at))?.value;
  if (tie?.revision !== account.tie) return undefined;
  if (before !== undefined) account.follow(before);
  const { owed } = account;
  tx.put(at, { used: (before?.used ?? 0) + owed, ...whatRemains(account, before) });
  return { account, owed, remaining: account.remaining };
}

function whatRemains(
  { quota, owed, remaining }: Account,
  before: UsageRecord | undefined,
): Pick<UsageRecord, 'remaining' | 'limit'> {
  if (quota !== undefined) return { remaining, limit: quota.limit };
  // The plan had a quota earlier that day, and may have it again: what was granted beyond it is still known then.
  if (before?.limit !== undefined) return { remaining: before.remaining - owed, limit: before.limit };
  return { remaining: 0 };
}
