import { isDeepStrictEqual } from 'node:util';
import type { QuotaRecord, UsageRecord } from '../definition/definition.ts';
import { CLOSED, type Grant, type KeyOfPlan } from '../limits/limits.ts';

export function nameOf({ scope, planId, keyId }: KeyOfPlan): string {
  return `${scope}/${planId}/${keyId}`;
}

/**
 * What one key uses of one plan on one day. Threads take from `left`; how many they took is what it has become less since it
 * was looked at last, so one atomic word says both, and a thread that dies in between loses nothing.
 */
export class Account {
  readonly key: KeyOfPlan;
  readonly name: string;
  readonly day: string;
  /** Milliseconds since the epoch. */
  readonly until: number;
  readonly quota: QuotaRecord | undefined;
  /** The revision of the record that ties the key to the plan: with another one, all starts anew. */
  readonly tie: number;
  readonly grant: Grant;
  readonly #left: BigInt64Array<SharedArrayBuffer>;
  /** `left` when it was looked at. */
  #seen: bigint;
  #owed = 0;
  /** What remains by the record of the day as it was when it was read or written here. */
  #recorded: number | undefined;

  constructor(
    key: KeyOfPlan,
    start: {
      readonly day: string;
      readonly until: number;
      readonly quota: QuotaRecord | undefined;
      readonly tie: number;
      readonly left: bigint;
      readonly recorded: number | undefined;
    },
  ) {
    const memory = new SharedArrayBuffer(BigInt64Array.BYTES_PER_ELEMENT);
    this.key = key;
    this.name = nameOf(key);
    this.day = start.day;
    this.until = start.until;
    this.quota = start.quota;
    this.tie = start.tie;
    this.grant = { memory, until: start.until };
    this.#left = new BigInt64Array(memory);
    this.#left[0] = start.left;
    this.#seen = start.left;
    this.#recorded = start.recorded;
  }

  /** Requests that were counted and are not in the record yet. */
  get owed(): number {
    return this.#owed;
  }

  /** What remains; 0 without a quota. */
  get remaining(): number {
    return this.quota === undefined ? 0 : Number(this.#seen);
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
  follow({ remaining }: UsageRecord): void {
    if (remaining === this.#recorded) return;
    this.#recorded = remaining;
    if (this.quota === undefined) return;
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

  #count(left: bigint): void {
    this.#owed += Number(this.#seen - left);
    this.#seen = left;
  }
}
