import { dayOf, remainingOn, type UsageRecord, usagePlanKey, usagePlanKeyKey } from '../definition/definition.ts';
import type { Cancel, Clock } from '../lib/clock.ts';
import type { Log } from '../lib/log.ts';
import { type Grant, type KeyOfPlan, UNLIMITED } from '../limits/limits.ts';
import { type Change, type Follower, follow, type Store } from '../store/store.ts';
import { Account, nameOf } from './usage-account.ts';
import { writeUsage } from './usage-records.ts';

/** How long a count waits to be written. */
const WRITE_MS = 1_000;
/** Keys in plans that requests are counted for on one day. */
const MAX_ACCOUNTS = 100_000;
/** Records that one transaction writes: so many changes others follow at a time. */
const BATCH = 500;
const DAY_MS = 86_400_000;

/**
 * Who counts the requests of API keys, for all threads of the process: it gives each key that comes a grant for the rest of the
 * day (UTC, as the days of GetUsage), whose requests the threads take off by themselves, and writes what was taken to the
 * records of usage, about once a second and when it closes. The records are the truth that an account begins with.
 *
 * Who writes a record that is open here (UpdateUsage) or takes the key out of the plan is followed: by the feed, and whenever
 * the record is written. All that is done to accounts is done in turn.
 */
// deviation: What was counted within a second before the process is killed or the machine fails is not counted.
export class UsageLedger {
  readonly #store: Store;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #most: number;
  readonly #open = new Map<string, Account>();
  /** The open ones, by `{scope}/{plan}`. */
  readonly #byPlan = new Map<string, Set<Account>>();
  /** Nobody takes from these any more, and what was taken is not written yet. */
  readonly #ended = new Set<Account>();
  #turn: Promise<unknown> = Promise.resolve();
  #due: Cancel | undefined;
  #follower: Follower | undefined;
  #isFull = false;
  #isClosed = false;

  /** @param most keys in plans that are counted for at once */
  static async open(store: Store, clock: Clock, log: Log, most = MAX_ACCOUNTS): Promise<UsageLedger> {
    const ledger = new UsageLedger(store, clock, log, most);
    ledger.#follower = await follow(store, ledger.#reader, log);
    return ledger;
  }

  private constructor(store: Store, clock: Clock, log: Log, most: number) {
    this.#store = store;
    this.#clock = clock;
    this.#log = log;
    this.#most = most;
  }

  /** What a key may use from now until the day ends. */
  async grant(key: KeyOfPlan): Promise<Grant> {
    return this.#openOf(key)?.grant ?? this.#inTurn(() => this.#begin(key));
  }

  /** Resolves once what was counted before the call is in the store, or the log says why it is not. */
  async written(): Promise<void> {
    await this.#inTurn(() => this.#write());
  }

  /** Resolves once what was committed before the call is in force. */
  async caughtUp(): Promise<void> {
    await this.#follower?.caughtUp();
  }

  /** Nobody is to take any more. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#due?.();
    this.#follower?.close();
    await this.#inTurn(() => this.#write());
  }

  #inTurn<T>(step: () => Promise<T>): Promise<T> {
    const done = this.#turn.then(step);
    this.#turn = done.catch(() => undefined);
    return done;
  }

  readonly #reader = {
    /** At the start there is nothing yet; later, changes were lost: every account begins anew. */
    rescan: (): Promise<void> =>
      this.#inTurn(async () => {
        for (const account of [...this.#open.values()]) this.#end(account);
        await this.#write();
      }),
    apply: (changes: readonly Change[]): Promise<void> =>
      this.#inTurn(async () => {
        for (const change of changes) await this.#follow(change);
      }),
  };

  async #follow({ key: { scope, kind, id } }: Change): Promise<void> {
    if (kind === 'usage') {
      const [planId = '', keyId = '', day] = id.split('/');
      const account = this.#open.get(nameOf({ scope, planId, keyId }));
      if (account === undefined || account.day !== day) return;
      const entry = await this.#store.get<UsageRecord>({ scope, kind, id });
      if (entry !== undefined) account.follow(entry.value);
    } else if (kind === 'usageplankey') {
      // It was taken out, and perhaps put in again.
      const [planId = '', keyId = ''] = id.split('/');
      const account = this.#open.get(nameOf({ scope, planId, keyId }));
      if (account === undefined) return;
      const tie = await this.#store.get({ scope, kind, id });
      if (tie?.revision !== account.tie) this.#forget(account);
    } else if (kind === 'usageplan') {
      await this.#followPlan(scope, id);
    }
  }

  async #followPlan(scope: string, planId: string): Promise<void> {
    const accounts = this.#byPlan.get(`${scope}/${planId}`);
    if (accounts === undefined) return;
    const quota = (await this.#store.get(usagePlanKey(scope, planId)))?.value.quota;
    const changed = [...accounts].filter((account) => !account.isOf(quota));
    for (const account of changed) this.#end(account);
    if (changed.length > 0) await this.#write();
  }

  /** The account of a key that is good now. */
  #openOf(key: KeyOfPlan): Account | undefined {
    const account = this.#open.get(nameOf(key));
    return account !== undefined && this.#clock.now() < account.until ? account : undefined;
  }

  async #begin(key: KeyOfPlan): Promise<Grant> {
    const open = this.#openOf(key);
    if (open !== undefined) return open.grant;
    if (this.#isClosed) return { refused: 'Requests are not counted any more: the process is ending' };
    const before = this.#open.get(nameOf(key));
    if (before !== undefined) this.#end(before);
    else if (this.#open.size >= this.#most) this.#endPast();
    // The records have to say what was used until now.
    if (this.#owes(key)) await this.#write();
    if (this.#owes(key)) return { refused: 'What the API key has used cannot be written' };
    if (this.#open.size >= this.#most) return this.#refuse();
    const { scope, planId, keyId } = key;
    const plan = await this.#store.get(usagePlanKey(scope, planId));
    const tie = await this.#store.get(usagePlanKeyKey(scope, planId, keyId));
    if (plan === undefined || tie === undefined) return { refused: 'The API key is not in the usage plan any more' };
    const { quota } = plan.value;
    const now = this.#clock.now();
    const day = dayOf(now);
    const prefix = `${planId}/${keyId}/`;
    const entries = await this.#store.list<UsageRecord>({ scope, kind: 'usage', prefix });
    const records = entries.map(({ key: { id }, value }) => ({ ...value, day: id.slice(prefix.length) }));
    const account = new Account(key, {
      day,
      until: (Math.floor(now / DAY_MS) + 1) * DAY_MS,
      quota,
      tie: tie.revision,
      left: quota === undefined ? UNLIMITED : BigInt(remainingOn(quota, day, records)),
      recorded: records.find((record) => record.day === day)?.remaining,
    });
    this.#keep(account);
    return account.grant;
  }

  #keep(account: Account): void {
    const plan = `${account.key.scope}/${account.key.planId}`;
    this.#open.set(account.name, account);
    const others = this.#byPlan.get(plan);
    if (others === undefined) this.#byPlan.set(plan, new Set([account]));
    else others.add(account);
    this.#due ??= this.#clock.after(WRITE_MS, () => this.#tick());
  }

  #refuse(): Grant {
    if (!this.#isFull) {
      this.#isFull = true;
      this.#log.error(
        `Requests of ${this.#most} API keys are counted already: those of other keys are refused with 429`,
      );
    }
    return { refused: `Requests of ${this.#most} API keys are counted already` };
  }

  #tick(): void {
    this.#due = undefined;
    void this.#inTurn(async () => {
      this.#endPast();
      await this.#write();
      if (this.#open.size + this.#ended.size > 0 && !this.#isClosed)
        this.#due ??= this.#clock.after(WRITE_MS, () => this.#tick());
    });
  }

  /** Those of another day. */
  #endPast(): void {
    const now = this.#clock.now();
    for (const account of [...this.#open.values()]) if (now >= account.until) this.#end(account);
  }

  /** Nobody takes from it any more; whoever wants to asks again. */
  #end(account: Account): void {
    this.#drop(account);
    account.close();
    this.#ended.add(account);
  }

  /** What it counted is of no interest: the key is not in the plan any more. */
  #forget(account: Account): void {
    this.#drop(account);
    account.close();
  }

  #drop(account: Account): void {
    const { scope, planId } = account.key;
    const others = this.#byPlan.get(`${scope}/${planId}`);
    this.#open.delete(account.name);
    others?.delete(account);
    if (others?.size === 0) this.#byPlan.delete(`${scope}/${planId}`);
    this.#isFull = false;
  }

  #owes(key: KeyOfPlan): boolean {
    const name = nameOf(key);
    for (const account of this.#ended) if (account.name === name) return true;
    return false;
  }

  async #write(): Promise<void> {
    const all = [...this.#ended, ...this.#open.values()];
    const due = all.filter((account) => account.sweep() > 0);
    for (const account of this.#ended) if (account.owed === 0) this.#ended.delete(account);
    for (let from = 0; from < due.length; from += BATCH) {
      const batch = due.slice(from, from + BATCH);
      try {
        for (const gone of await writeUsage(this.#store, batch)) this.#forget(gone);
        for (const account of batch) this.#ended.delete(account);
      } catch (error) {
        this.#log.error('What API keys have used could not be written; it is tried again', {
          error,
          keys: batch.length,
        });
      }
    }
  }
}
