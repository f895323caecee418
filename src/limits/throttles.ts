import type { Clock } from '../lib/clock.ts';
import type { Log } from '../lib/log.ts';
import { type Bucket, LOCKED, NO_ROOM, type TokenBuckets } from './buckets.ts';
import type { Limit } from './gcra.ts';

/** The token buckets of this process. */
export interface Throttles {
  /** What an account may have in a region, over all its APIs; `undefined`: anything. */
  readonly account: Limit | undefined;
  /**
   * Takes a token from each bucket, those of `first` before those of `then`; from none, when one of them refuses: what the
   * others gave is given back, so that a limit costs nothing but its own.
   *
   * @returns whether the request is admitted
   */
  take(first: readonly Bucket[], then: readonly Bucket[]): boolean;
}

/** How long the log is silent on what it has said. */
const SILENT_MS = 60_000;

/** Why there was no bucket, by what `TokenBuckets.take` answers. */
const WHY: ReadonlyMap<number, string> = new Map([
  [NO_ROOM, 'There is no room for another token bucket: requests whose limits need one are refused with 429'],
  [
    LOCKED,
    'Another thread did not make room for a token bucket in time: requests whose limits need one there are refused with 429',
  ],
]);

export function openThrottles(options: {
  readonly buckets: TokenBuckets;
  readonly clock: Pick<Clock, 'now'>;
  readonly log: Log;
  readonly account: Limit | undefined;
}): Throttles {
  const { buckets, clock, log, account } = options;
  /** When the log said it last, by what it said. */
  const told = new Map<number, number>();

  function tell(answer: number, now: number): void {
    const why = WHY.get(answer);
    const last = told.get(answer);
    // A clock that was set back says it again.
    if (why === undefined || (last !== undefined && now >= last && now < last + SILENT_MS)) return;
    told.set(answer, now);
    log.error(why);
  }

  function refused({ name, limit }: Bucket, now: number): boolean {
    const wait = buckets.take(name, limit, now);
    if (wait < 0) tell(wait, now);
    return wait !== 0;
  }

  return {
    account,
    take(first, then) {
      const now = clock.now();
      const count = first.length + then.length;
      for (let i = 0; i < count; i++) {
        if (!refused(bucketAt(first, then, i), now)) continue;
        for (let j = i - 1; j >= 0; j--) {
          const { name, limit } = bucketAt(first, then, j);
          buckets.giveBack(name, limit);
        }
        return false;
      }
      return true;
    },
  };
}

function bucketAt(first: readonly Bucket[], then: readonly Bucket[], i: number): Bucket {
  return (i < first.length ? first[i] : then[i - first.length]) as Bucket;
}
