import { isDeepStrictEqual } from 'node:util';
import { type QuotaRecord, remainingBy, type UsageRecord } from '../definition/definition.ts';
import { CLOSED, type Grant, type KeyOfPlan } from '../limits/limits.ts';

export function nameOf({ scope, planId, keyId }: KeyOfPlan): string {
  return `${scope}/${planId}/${keyId}`;
}

/** A day (UTC). Times are milliseconds since the epoch. */
export interface Today {
  /** `YYYY-MM-DD` */
  readonly day: string;
  readonly from: number;
  readonly until: number;
}

/**
 * What one key uses of one plan on one day. Threads take from `left`; how many they took is what it has become less since it
 * was looked at last, so one atomic word says both, and a thread that dies in between loses nothing.
 */
export class Account {
  readonly key: KeyOfPlan;
  readonly name: string;
  readonly today: Today;
  readonly quota: QuotaRecord | undefined;
  /** The revision of the record that ties the key to the plan: with another one, all starts anew. */
  readonly tie: number;
  readonly grant: Grant;
  readonly #left: BigInt64Array<SharedArrayBuffer>;
  /** `left` when it was looked at. */
  #seen: bigint;
  #owed = 0;
  /** What remains of the quota by the record of the day as it was when it was read or written here. */
  #recorded: number | undefined;

  constructor(
    key: KeyOfPlan,
    start: {
      readonly today: Today;
      readonly quota: QuotaRecord | undefined;
      readonly tie: number;
      readonly left: bigint;
      /** The record of the day. */
      readonly record: UsageRecord | undefined;
    },
  ) {
    const memory = new SharedArrayBuffer(BigInt64Array.BYTES_PER_ELEMENT);
    this.key = key;
    this.name = nameOf(key);
    this.today = start.today;
    this.quota = start.quota;
    this.tie = start.tie;
    this.grant = { memory, until: start.today.until };
    this.#left = new BigInt64Array(memory);
    this.#left[0] = start.left;
    this.#seen = start.left;
    this.#recorded = this.#saidBy(start.record);
  }

  /** Requests that were counted and are not in the record yet. */
  get owed(): number {
    return this.#owed;
  }

  /** What remains; 0 without a quota. */
  get remaining(): number {
    return this.quota === undefined ? 0 : Number(this.#seen);
  }

  /** Whether it is of the day that a time is in. */
  isOn(now: number): boolean {
    return now >= this.today.from && now < this.today.until;
  }

  isOf(quota: QuotaRecord | undefined): boolean {
    return isDeepStrictEqual(quota, this.quota);
  }

  /** Looks at what was taken. @returns `owed` */
  sweep(): number {
    const left = Atomics.load(this.#left, 0);
    if (left !== CLOSED) this.#count(left);
    return this.#owed;
  }

  /** The record of the day, as somebody may have written it: what remains is what they say. */
  follow(record: UsageRecord): void {
    const remaining = this.#saidBy(record);
    if (remaining === undefined || remaining === this.#recorded) return;
    this.#recorded = remaining;
    // What is closed stays closed; nobody but this thread closes it.
    if (Atomics.load(this.#left, 0) !== CLOSED) this.#count(Atomics.exchange(this.#left, 0, BigInt(remaining)));
    this.#seen = BigInt(remaining);
  }

  /** The record of the day was written with so many that were owed. */
  wrote(owed: number, remaining: number): void {
    this.#owed -= owed;
    this.#recorded = remaining;
  }

  /** Nobody can take any more. */
  close(): void {
    const left = Atomics.exchange(this.#left, 0, CLOSED);
    if (left !== CLOSED) this.#count(left);
  }

  #saidBy(record: UsageRecord | undefined): number | undefined {
    return this.quota && record && remainingBy(this.quota, record);
  }

  #count(left: bigint): void {
    this.#owed += Number(this.#seen - left);
    this.#seen = left;
  }
}
