import { type Fault, refusal } from '../exchange/exchange.ts';
import type { Clock } from '../lib/clock.ts';

/** A key in a usage plan: whose requests are counted together. */
export interface KeyOfPlan {
  /** `{account}/{region}` */
  readonly scope: string;
  readonly planId: string;
  readonly keyId: string;
}

/** What a key may use until a time, or why nothing. */
export type Grant =
  | {
      /** One signed 64-bit word: the requests that are left. Whoever admits one takes it off; CLOSED: ask for another. */
      readonly memory: SharedArrayBuffer;
      /** The end of a day (UTC), in milliseconds since the epoch. It is good on that day alone: a clock that is set back leaves it too. */
      readonly until: number;
    }
  | { readonly refused: string };

/** Who keeps the counts of all threads. It may be in another thread. */
export type AskForGrant = (key: KeyOfPlan) => Promise<Grant>;

/** What is left where there is no quota. */
export const UNLIMITED = 1n << 62n;
/** In place of what is left: this grant ended before its time. */
export const CLOSED = -(1n << 62n);

export interface Quotas {
  /** Counts a request. @returns QUOTA_EXCEEDED when none is left, and when nobody can say how many are */
  take(key: KeyOfPlan): Fault | undefined | Promise<Fault | undefined>;
}

/**
 * Keys that a thread knows the grants of; the others are asked for again. As many as are counted for at once (`MAX_ACCOUNTS`,
 * process/usage-ledger.ts): with fewer, keys that come in turn would all be asked for again at each request.
 */
const MAX_KNOWN = 100_000;
const DAY_MS = 86_400_000;
const ANSWER_MS = 5_000;
/** A grant that has ended when it arrives is asked for again. */
const ATTEMPTS = 4;

interface Known {
  readonly left: BigInt64Array;
  readonly until: number;
}

const spent = refusal('QUOTA_EXCEEDED');

/** The quotas as a thread has them: a grant is asked for when a key comes first, and then taken from until its end. */
export function openQuotas({ ask, clock }: { readonly ask: AskForGrant; readonly clock: Clock }): Quotas {
  // By key, which the views of usage plans have one object of.
  const known = new Map<KeyOfPlan, Known>();
  const asking = new Map<KeyOfPlan, Promise<Known | Fault>>();

  function takeKnown(key: KeyOfPlan): Fault | 'taken' | 'ended' {
    const grant = known.get(key);
    if (grant === undefined) return 'ended';
    const { left, until } = grant;
    const now = clock.now();
    if (now >= until || now < until - DAY_MS) return 'ended';
    for (;;) {
      const before = Atomics.load(left, 0);
      if (before <= 0n) return before === CLOSED ? 'ended' : spent;
      if (Atomics.compareExchange(left, 0, before, before - 1n) === before) return 'taken';
    }
  }

  async function askFor(key: KeyOfPlan): Promise<Known | Fault> {
    try {
      const grant = await within(ANSWER_MS, clock, ask(key));
      if ('refused' in grant) return refusal('QUOTA_EXCEEDED', { detail: grant.refused });
      const { memory, until } = grant;
      if (known.size >= MAX_KNOWN) known.delete(known.keys().next().value as KeyOfPlan);
      const fresh = { left: new BigInt64Array(memory), until };
      known.set(key, fresh);
      return fresh;
    } catch (error) {
      const detail = `Nobody could say what is left of the quota: ${(error as Error).message}`;
      return refusal('QUOTA_EXCEEDED', { detail });
    } finally {
      asking.delete(key);
    }
  }

  /** One question for all who wait. */
  function asked(key: KeyOfPlan): Promise<Known | Fault> {
    const underWay = asking.get(key);
    if (underWay !== undefined) return underWay;
    const answer = askFor(key);
    asking.set(key, answer);
    return answer;
  }

  async function askAndTake(key: KeyOfPlan): Promise<Fault | undefined> {
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const answer = await asked(key);
      if ('fault' in answer) return answer;
      const taken = takeKnown(key);
      if (taken !== 'ended') return taken === 'taken' ? undefined : taken;
    }
    return refusal('QUOTA_EXCEEDED', { detail: 'What is left of the quota changed too often to be counted' });
  }

  return {
    take(key) {
      const taken = takeKnown(key);
      if (taken === 'taken') return undefined;
      return taken === 'ended' ? askAndTake(key) : taken;
    },
  };
}

/** @throws when there was no answer in time */
function within<T>(ms: number, clock: Clock, answer: Promise<T>): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const cancel = clock.after(ms, () => reject(new Error(`there was no answer within ${ms / 1000} seconds`)));
  return Promise.race([answer, promise]).finally(cancel);
}
