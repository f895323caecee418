import assert from 'node:assert/strict';
import { test } from 'node:test';
import { periodStart, type QuotaRecord, remainingOver, type UsageRecord } from './usage.ts';

// What a quota has left after it was changed, or taken out and put in again, is our choice: AWS's behaviour is not recorded.

/** Days of January 2026, which begins on a Thursday: weeks begin on the 4th, 11th, 18th and 25th. */
const dayOf = (day: number): string => `2026-01-${String(day).padStart(2, '0')}`;

function remaining(
  quota: QuotaRecord,
  days: readonly number[],
  records: readonly [day: number, used: number, remaining?: number, limit?: number][],
): number[] {
  return remainingOver(
    quota,
    days.map((day) => ({ day: dayOf(day), start: periodStart(quota, dayOf(day)) })),
    records.map(([day, used, left = 0, limit]): UsageRecord & { day: string } => ({
      day: dayOf(day),
      used,
      remaining: left,
      ...(limit === undefined ? {} : { limit }),
    })),
  );
}

const week: QuotaRecord = { limit: 10, period: 'WEEK', offset: 0 };

test('is what the last record of the period says, and all of it in a period without one', () => {
  const records: [number, number, number, number][] = [
    [3, 9, 1, 10],
    [5, 2, 8, 10],
    [7, 3, 5, 10],
  ];
  assert.deepEqual(remaining(week, [4, 5, 6, 7, 8, 10, 11, 12], records), [10, 8, 8, 5, 5, 5, 10, 10]);
});

test('is less by what was used since, of days on which the plan had no quota', () => {
  assert.deepEqual(
    remaining(
      week,
      [5, 6, 7, 8, 11],
      [
        [5, 2, 8, 10],
        [6, 3],
        [8, 4],
      ],
    ),
    [8, 5, 5, 1, 10],
  );
});

test('is the quota less what was used, where the plan had none in the whole period', () => {
  assert.deepEqual(
    remaining(
      week,
      [4, 5, 6, 7],
      [
        [2, 50],
        [5, 7],
        [7, 5],
      ],
    ),
    [10, 3, 3, -2],
  );
});

test('is more or less by as much as the limit has become', () => {
  assert.deepEqual(remaining({ ...week, limit: 15 }, [5, 6], [[5, 2, 8, 10]]), [13, 13]);
  assert.deepEqual(remaining({ ...week, limit: 1 }, [5], [[5, 2, 8, 10]]), [-1]);
});

test('of a day knows nothing of the days before and after', () => {
  assert.deepEqual(
    remaining(
      { limit: 10, period: 'DAY', offset: 0 },
      [5, 6, 7],
      [
        [4, 1, 9, 10],
        [6, 3],
        [8, 4, 6, 10],
      ],
    ),
    [10, 7, 10],
  );
});
