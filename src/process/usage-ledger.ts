import {
  dayOf,
  periodStart,
  type QuotaRecord,
  remainingOver,
  type UsageRecord,
  usageKey,
  usagePlanKey,
  usagePlanKeyKey,
} from '../definition/definition.ts';
import type { Cancel, Clock } from '../lib/clock.ts';
import type { Log } from '../lib/log.ts';
import { type Grant, type KeyOfPlan, UNLIMITED } from '../limits/limits.ts';
import { type Change, type Follower, follow, RevisionConflict, type Store } from '../store/store.ts';
import { Turns } from './turns.ts';
import { Account, type Today } from './usage-account.ts';
import { Accounts } from './usage-accounts.ts';
import { writeUsage } from './usage-records.ts';

/** How long a count waits to be written, and a store that failed to be tried again. */
const WRITE_MS = 1_000;
/**
 * Keys in plans that requests are counted for on one day, about 1 KB each. As many are known in a thread: `MAX_KNOWN`,
 * limits/quotas.ts. When all of them are used in each second, to write them and to follow what was written takes 4 s of the main
 * thread, and counts wait for as long; with 12,000 it is half a second.
 */
const MAX_ACCOUNTS = 100_000;
/**
 * Accounts that are dealt with before others get a turn: records that one transaction writes, so many changes others follow
 * at a time.
 */
const BATCH = 500;
const DAY_MS = 86_400_000;

/**
 * Who counts the requests of API keys, for all threads of the process: it gives each key that comes a grant for the rest of the
 * day (UTC, as the days of GetUsage), whose requests the threads take off by themselves, and writes what was taken to the
 * records of usage, about once a second and when it closes. The records are the truth that an account begins with.
 *
 * Who writes a record that is open here (UpdateUsage) or takes the key out of the plan is followed: by the feed, and whenever
 * the record is written. All that is done to accounts is done in turn, a batch at a time, and between two batches the event
 * loop goes round: requests are answered meanwhile, and the feed, which the batches fill, is read.
 */
// deviation: What was counted within a second before the process is killed or the machine fails is not counted.
export class UsageLedger {
  readonly #store: Store;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #most: number;
  readonly #accounts = new Accounts();
  readonly #turns = new Turns();
  #turn: Promise<unknown> = Promise.resolve();
  /** That of all open accounts. */
  #today: Today = { day: '', from: 0, until: 0 };
  /** The last of those that write everything, and one that has not begun yet. */
  #writing: Promise<void> = Promise.resolve();
  #nextWriting: Promise<void> | undefined;
  /** When the store failed, until it writes again. */
  #failed: number | undefined;
  #isFailureTold = false;
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
    const open = this.#openOf(key);
    if (open !== undefined) return open.grant;
    await this.#turns.wait();
    return this.#inTurn(() => this.#begin(key));
  }

  /** Resolves once what was counted before the call is in the store, or the log says why it is not. */
  written(): Promise<void> {
    // Who comes while everything is being written needs it once more, together with all who come until then.
    this.#nextWriting ??= this.#writing.then(() => {
      this.#nextWriting = undefined;
      return this.#writeAll();
    });
    this.#writing = this.#nextWriting;
    return this.#writing;
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
    await this.written();
  }

  #inTurn<T>(step: () => T | Promise<T>): Promise<T> {
    const done = this.#turn.then(step);
    this.#turn = done.catch(() => undefined);
    return done;
  }

  readonly #reader = {
    /** At the start there is nothing yet; later, changes were lost: whatever may have changed is looked at. */
    rescan: (): Promise<void> =>
      this.#inBatches(this.#accounts.open(), async (accounts) => {
        for (const account of accounts) await this.#compare(account);
      }),
    apply: (changes: readonly Change[]): Promise<void> =>
      this.#inTurn(async () => {
        for (const change of changes) await this.#follow(change);
      }),
  };

  /** Each batch in its turn. */
  async #inBatches(accounts: readonly Account[], step: (batch: readonly Account[]) => Promise<void>): Promise<void> {
    for (let from = 0; from < accounts.length; from += BATCH) {
      await this.#inTurn(() => step(accounts.slice(from, from + BATCH)));
      await new Promise<void>((resolve) => setImmediate(resolve));
    }
  }

  async #follow({ key: { scope, kind, id } }: Change): Promise<void> {
    const [planId = '', keyId = '', day] = id.split('/');
    const account = this.#accounts.of({ scope, planId, keyId });
    if (kind === 'usage' && account?.today.day === day) await this.#followRecord(account);
    else if (kind === 'usageplankey') await this.#followTie(account);
    else if (kind === 'usageplan') await this.#followPlan(this.#accounts.ofPlan(scope, planId));
  }

  async #compare(account: Account): Promise<void> {
    await this.#followTie(account);
    await this.#followPlan([account]);
    await this.#followRecord(account);
  }

  async #followRecord(account: Account | undefined): Promise<void> {
    if (account === undefined || !this.#accounts.has(account)) return;
    const { key, today } = account;
    const entry = await this.#store.get(usageKey(key.scope, key.planId, key.keyId, today.day));
    if (entry !== undefined) account.follow(entry.value);
  }

  /** The key was taken out of the plan, and perhaps put in again. */
  async #followTie(account: Account | undefined): Promise<void> {
    if (account === undefined || !this.#accounts.has(account)) return;
    const { scope, planId, keyId } = account.key;
    const tie = await this.#store.get(usagePlanKeyKey(scope, planId, keyId));
    if (tie?.revision !== account.tie) this.#accounts.forget(account);
  }

  /** @param accounts of one plan */
  async #followPlan(accounts: readonly Account[]): Promise<void> {
    const [first] = accounts;
    if (first === undefined) return;
    const plan = await this.#store.get(usagePlanKey(first.key.scope, first.key.planId));
    for (const account of accounts)
      if (this.#accounts.has(account) && !account.isOf(plan?.value.quota)) this.#accounts.end(account);
  }

  /** The account of a key that is good now. */
  #openOf(key: KeyOfPlan): Account | undefined {
    const account = this.#accounts.of(key);
    return account?.isOn(this.#clock.now()) ? account : undefined;
  }

  async #begin(key: KeyOfPlan): Promise<Grant> {
    if (this.#isClosed) return { refused: 'Requests are not counted any more: the process is ending' };
    const today = this.#turnDay();
    const open = this.#accounts.of(key);
    if (open !== undefined) return open.grant;
    // The records have to say what was used until now. Whoever is first of many takes others along.
    if (this.#accounts.owes(key) || this.#accounts.size >= this.#most)
      await this.#write(this.#accounts.owing(key, BATCH));
    if (this.#accounts.owes(key)) return { refused: 'What the API key has used cannot be written' };
    if (this.#accounts.size >= this.#most) return this.#refuse();
    const { scope, planId, keyId } = key;
    const plan = await this.#store.get(usagePlanKey(scope, planId));
    const tie = await this.#store.get(usagePlanKeyKey(scope, planId, keyId));
    if (plan === undefined || tie === undefined) return { refused: 'The API key is not in the usage plan any more' };
    const { quota } = plan.value;
    const account = new Account(key, { today, quota, tie: tie.revision, ...(await this.#before(key, quota, today)) });
    this.#accounts.keep(account);
    this.#isFull = false;
    this.#due ??= this.#clock.after(WRITE_MS, () => this.#tick());
    return account.grant;
  }

  /** What the records of the period say. Without a quota nobody has to know: a record is read before it is written. */
  async #before(
    { scope, planId, keyId }: KeyOfPlan,
    quota: QuotaRecord | undefined,
    { day }: Today,
  ): Promise<{ readonly left: bigint; readonly record: UsageRecord | undefined }> {
    if (quota === undefined) return { left: UNLIMITED, record: undefined };
    const start = periodStart(quota, day);
    const prefix = `${planId}/${keyId}/`;
    const from = Date.parse(start);
    const entries = await this.#store.list<UsageRecord>({
      scope,
      kind: 'usage',
      prefix,
      after: prefix + dayOf(from - DAY_MS),
      limit: (Date.parse(day) - from) / DAY_MS + 1,
    });
    const records = entries.map(({ key: { id }, value }) => ({ ...value, day: id.slice(prefix.length) }));
    const [left = 0] = remainingOver(quota, [{ day, start }], records);
    return { left: BigInt(left), record: records.find((record) => record.day === day) };
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
    void this.written().then(() => {
      if (this.#accounts.size > 0 && !this.#isClosed) this.#due ??= this.#clock.after(WRITE_MS, () => this.#tick());
    });
  }

  /** On another day than before, also an earlier one, those of before end. */
  #turnDay(): Today {
    const now = this.#clock.now();
    const { from, until } = this.#today;
    if (now >= from && now < until) return this.#today;
    for (const account of this.#accounts.open()) this.#accounts.end(account);
    const midnight = Math.floor(now / DAY_MS) * DAY_MS;
    this.#today = { day: dayOf(midnight), from: midnight, until: midnight + DAY_MS };
    return this.#today;
  }

  async #writeAll(): Promise<void> {
    await this.#inTurn(() => this.#turnDay());
    await this.#inBatches(this.#accounts.due(), (batch) => this.#write(batch));
  }

  async #write(batch: readonly Account[]): Promise<void> {
    // Since the batch was made up, others may have written of it.
    const due = batch.filter((account) => account.owed > 0 && this.#accounts.has(account));
    if (due.length === 0 || this.#isWaiting()) return;
    try {
      for (const gone of await writeUsage(this.#store, due)) this.#accounts.forget(gone);
      for (const account of due) this.#accounts.wrote(account);
      this.#failed = undefined;
      this.#isFailureTold = false;
    } catch (error) {
      // After a conflict the store is as good as before for other records.
      if (!(error instanceof RevisionConflict)) this.#failed = this.#clock.now();
      if (this.#isFailureTold) return;
      this.#isFailureTold = true;
      const keys = due.length;
      this.#log.error('What API keys have used could not be written; it is tried again every second', { error, keys });
    }
  }

  /** Whether a store that failed is left alone for now. At the end there is no later. */
  #isWaiting(): boolean {
    const now = this.#clock.now();
    const failed = this.#failed;
    return !this.#isClosed && failed !== undefined && now >= failed && now < failed + WRITE_MS;
  }
}
