import type { KeyOfPlan } from '../limits/limits.ts';
import { type Account, nameOf } from './usage-account.ts';

/**
 * The accounts of a ledger: those that threads take from, and those that nobody takes from any more and whose counts are not
 * written yet. A key has one of them at most: it gets a new one when the counts of the last are in its records.
 */
export class Accounts {
  readonly #open = new Map<string, Account>();
  /** The open ones, by `{scope}/{plan}`. */
  readonly #byPlan = new Map<string, Set<Account>>();
  readonly #owing = new Map<string, Account>();

  get size(): number {
    return this.#open.size + this.#owing.size;
  }

  /** The open one. */
  of(key: KeyOfPlan): Account | undefined {
    return this.#open.get(nameOf(key));
  }

  ofPlan(scope: string, planId: string): readonly Account[] {
    return [...(this.#byPlan.get(`${scope}/${planId}`) ?? [])];
  }

  open(): readonly Account[] {
    return [...this.#open.values()];
  }

  owes(key: KeyOfPlan): boolean {
    return this.#owing.has(nameOf(key));
  }

  /** Those that ended, that of `key` first. */
  owing(key: KeyOfPlan, most: number): Account[] {
    const first = this.#owing.get(nameOf(key));
    const found = first === undefined ? [] : [first];
    for (const account of this.#owing.values()) {
      if (found.length >= most) break;
      if (account !== first) found.push(account);
    }
    return found;
  }

  /** All that something was taken from since it was last written. */
  due(): Account[] {
    return [...this.#owing.values(), ...this.#open.values()].filter((account) => account.sweep() > 0);
  }

  has(account: Account): boolean {
    return this.#open.get(account.name) === account || this.#owing.get(account.name) === account;
  }

  keep(account: Account): void {
    const { scope, planId } = account.key;
    this.#open.set(account.name, account);
    const others = this.#byPlan.get(`${scope}/${planId}`);
    if (others === undefined) this.#byPlan.set(`${scope}/${planId}`, new Set([account]));
    else others.add(account);
  }

  /** Nobody takes from it any more; whoever wants to asks again. */
  end(account: Account): void {
    this.forget(account);
    if (account.owed > 0) this.#owing.set(account.name, account);
  }

  /** What it counted is of no interest: the key is not in the plan any more. */
  forget(account: Account): void {
    const { scope, planId } = account.key;
    const others = this.#byPlan.get(`${scope}/${planId}`);
    others?.delete(account);
    if (others?.size === 0) this.#byPlan.delete(`${scope}/${planId}`);
    for (const accounts of [this.#open, this.#owing])
      if (accounts.get(account.name) === account) accounts.delete(account.name);
    account.close();
  }

  /** What it counted is in its record. */
  wrote(account: Account): void {
    if (this.#owing.get(account.name) === account) this.#owing.delete(account.name);
  }
}
