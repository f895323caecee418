import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type QuotaRecord, usageKey } from '../definition/definition.ts';
import { openQuotas } from '../limits/limits.ts';
import {
  grantMore,
  HOUR,
  KEY,
  openCounting,
  putKey,
  putPlan,
  quotaOf,
  recorded,
  SCOPE,
  TODAY,
  TOMORROW,
  take,
  threadOf,
  untie,
  why,
} from './usage.fixture.ts';

describe('what is counted', () => {
  test('is exact over threads, and no more than the quota is admitted', async () => {
    await using it = await openCounting(quotaOf(100));
    const threads = [1, 2, 3].map(() => threadOf(it.ledger, it.clock));
    const admitted = await Promise.all(threads.map((quotas) => take(quotas, 50)));
    assert.equal(
      admitted.reduce((a, b) => a + b),
      100,
    );
    await it.ledger.written();
    assert.deepEqual(await recorded(it.store, TODAY), { used: 100, remaining: 0, limit: 100 });
  });

  test('is in the store a second later', async () => {
    await using it = await openCounting(quotaOf(10));
    const quotas = threadOf(it.ledger, it.clock);
    await take(quotas, 3);
    assert.equal(await recorded(it.store, TODAY), undefined);
    for (const expected of [3, 5]) {
      it.clock.advance(1_000);
      // What the timer began comes before this in its turn.
      await it.ledger.written();
      assert.deepEqual(await recorded(it.store, TODAY), { used: expected, remaining: 10 - expected, limit: 10 });
      await take(quotas, 2);
    }
  });

  test('is shown without a quota too, where nothing is left to be shown', async () => {
    await using it = await openCounting(undefined);
    assert.equal(await take(threadOf(it.ledger, it.clock), 7), 7);
    await it.ledger.written();
    assert.deepEqual(await recorded(it.store, TODAY), { used: 7, remaining: 0 });
  });

  test('goes on after a restart', async () => {
    await using it = await openCounting(quotaOf(5));
    assert.equal(await take(threadOf(it.ledger, it.clock), 3), 3);
    await it.ledger.close();
    const again = await it.restart();
    assert.equal(await take(threadOf(again, it.clock), 5), 2);
    await again.close();
    assert.deepEqual(await recorded(it.store, TODAY), { used: 5, remaining: 0, limit: 5 });
  });

  test('is written for many keys at once', async () => {
    await using it = await openCounting(quotaOf(10));
    const quotas = threadOf(it.ledger, it.clock);
    const keys = Array.from({ length: 1_200 }, (_, i) => `key${i}`);
    for (const keyId of keys) {
      await putKey(it.store, keyId);
      await take(quotas, 1, { ...KEY, keyId });
    }
    await it.ledger.written();
    for (const keyId of keys) assert.equal((await recorded(it.store, TODAY, keyId))?.used, 1, keyId);
  });

  test('leaves no timer behind', async () => {
    await using it = await openCounting(quotaOf(10));
    await take(threadOf(it.ledger, it.clock), 1);
    assert.equal(it.clock.pending, 1);
    await it.ledger.close();
    assert.equal(it.clock.pending, 0);
  });
});

describe('a period', () => {
  test('of a day ends at midnight UTC; what was used before stays with its day', async () => {
    await using it = await openCounting(quotaOf(5));
    const threads = [1, 2].map(() => threadOf(it.ledger, it.clock));
    assert.equal(await take(threads[0] as never, 6), 5);
    it.clock.advance(2 * HOUR - 1);
    assert.equal(await take(threads[1] as never, 1), 0);
    it.clock.advance(1);
    assert.deepEqual(await Promise.all(threads.map((quotas) => take(quotas, 2))), [2, 2]);
    await it.ledger.written();
    assert.deepEqual(await recorded(it.store, TODAY), { used: 5, remaining: 0, limit: 5 });
    assert.deepEqual(await recorded(it.store, TOMORROW), { used: 4, remaining: 1, limit: 5 });
  });

  test('of a week goes on over midnight, and ends with Saturday', async () => {
    await using it = await openCounting(quotaOf(5, 'WEEK'));
    const quotas = threadOf(it.ledger, it.clock);
    assert.equal(await take(quotas, 3), 3);
    it.clock.advance(3 * HOUR);
    assert.equal(await take(quotas, 3), 2);
    it.clock.advance(24 * HOUR);
    assert.equal(await take(quotas, 6), 5);
    await it.ledger.written();
    const days = await Promise.all([TODAY, TOMORROW, '2026-02-01'].map((day) => recorded(it.store, day)));
    assert.deepEqual(
      days.map((day) => [day?.used, day?.remaining]),
      [
        [3, 2],
        [2, 0],
        [5, 0],
      ],
    );
  });

  test('of a month ends with it', async () => {
    await using it = await openCounting(quotaOf(2, 'MONTH'));
    const quotas = threadOf(it.ledger, it.clock);
    assert.equal(await take(quotas, 3), 2);
    it.clock.advance(20 * HOUR);
    assert.equal(await take(quotas, 1), 0);
    it.clock.advance(20 * HOUR);
    assert.equal(await take(quotas, 3), 2);
  });

  test('keys that nobody uses any more are forgotten a second into the next day', async () => {
    await using it = await openCounting(quotaOf(5), 1);
    await putKey(it.store, 'other');
    const quotas = threadOf(it.ledger, it.clock);
    assert.equal(await take(quotas, 1), 1);
    it.clock.advance(3 * HOUR);
    await it.ledger.written();
    assert.equal(it.clock.pending, 0);
    assert.equal(await take(quotas, 1, { ...KEY, keyId: 'other' }), 1);
  });
});

describe('what remains', () => {
  // Our choice: AWS's behaviour is not recorded.
  test('of a quota that the plan gets when it was used already is less by what was used', async () => {
    await using it = await openCounting(undefined);
    const quotas = threadOf(it.ledger, it.clock);
    assert.equal(await take(quotas, 7), 7);
    await it.ledger.written();
    await putPlan(it.store, quotaOf(10, 'MONTH'));
    await it.ledger.caughtUp();
    assert.equal(await take(quotas, 20), 3);
    await it.ledger.written();
    assert.deepEqual(await recorded(it.store, TODAY), { used: 10, remaining: 0, limit: 10 });
  });

  for (const [period, left] of [
    ['DAY', 8],
    ['MONTH', 5],
  ] as const)
    test(`of a quota of a ${period} that is taken out and put in again is less by what was used meanwhile`, async () => {
      await using it = await openCounting(quotaOf(10, period));
      const quotas = threadOf(it.ledger, it.clock);
      assert.equal(await take(quotas, 3), 3);
      await putPlan(it.store, undefined);
      await it.ledger.caughtUp();
      it.clock.advance(3 * HOUR);
      assert.equal(await take(quotas, 2), 2);
      await putPlan(it.store, quotaOf(10, period));
      await it.ledger.caughtUp();
      assert.equal(await take(quotas, 20), left);
      await it.ledger.written();
      assert.deepEqual(await recorded(it.store, TODAY), { used: 3, remaining: 7, limit: 10 });
      assert.deepEqual(await recorded(it.store, TOMORROW), { used: 2 + left, remaining: 0, limit: 10 });
    });

  test('of an extension is not lost while the plan has no quota', async () => {
    await using it = await openCounting(quotaOf(5));
    const quotas = threadOf(it.ledger, it.clock);
    assert.equal(await take(quotas, 6), 5);
    await it.ledger.written();
    await grantMore(it.store, 20);
    for (const quota of [undefined, quotaOf(5)]) {
      await putPlan(it.store, quota);
      await it.ledger.caughtUp();
      assert.equal(await take(quotas, 4), 4);
    }
    await it.ledger.written();
    assert.deepEqual(await recorded(it.store, TODAY), { used: 13, remaining: 12, limit: 5 });
  });

  test('is nothing when UpdateUsage says so, whatever the record said before', async () => {
    await using it = await openCounting(quotaOf(5));
    const quotas = threadOf(it.ledger, it.clock);
    assert.equal(await take(quotas, 6), 5);
    await it.ledger.written();
    await putPlan(it.store, quotaOf(8));
    await it.ledger.caughtUp();
    assert.equal(await take(quotas, 1), 1);
    // The record still says that nothing remains: of 5.
    await it.store.transact(async (tx) => {
      const key = usageKey(SCOPE, 'plan', 'key', TODAY);
      await tx.get(key);
      tx.put(key, { used: 5, remaining: 0, limit: 8 });
    });
    await it.ledger.caughtUp();
    assert.equal(await take(quotas, 1), 0);
  });

  test('is what UpdateUsage says, from its answer on, and what was used is not lost', async () => {
    await using it = await openCounting(quotaOf(5));
    const quotas = threadOf(it.ledger, it.clock);
    assert.equal(await take(quotas, 6), 5);
    await it.ledger.written();
    await grantMore(it.store, 3);
    await it.ledger.caughtUp();
    assert.equal(await take(quotas, 6), 3);
    await it.ledger.written();
    assert.deepEqual(await recorded(it.store, TODAY), { used: 8, remaining: 0, limit: 5 });
  });

  test('is so when requests are counted and written at the same time', async () => {
    await using it = await openCounting(quotaOf(5));
    const quotas = threadOf(it.ledger, it.clock);
    assert.equal(await take(quotas, 2), 2);
    await Promise.all(
      [it.ledger.written(), grantMore(it.store, 10), it.ledger.written()].map((done) =>
        done.catch(() => grantMore(it.store, 10)),
      ),
    );
    await it.ledger.caughtUp();
    assert.equal(await take(quotas, 12), 10);
    await it.ledger.written();
    assert.deepEqual(await recorded(it.store, TODAY), { used: 12, remaining: 0, limit: 5 });
  });

  test('is so before the first request of the day', async () => {
    await using it = await openCounting(quotaOf(5));
    await grantMore(it.store, 7);
    await it.ledger.caughtUp();
    assert.equal(await take(threadOf(it.ledger, it.clock), 9), 7);
  });

  test('follows the quota of the plan, and goes on with what was used', async () => {
    await using it = await openCounting(quotaOf(5));
    const quotas = threadOf(it.ledger, it.clock);
    const change = async (quota: QuotaRecord | undefined): Promise<void> => {
      await putPlan(it.store, quota);
      await it.ledger.caughtUp();
    };
    assert.equal(await take(quotas, 4), 4);
    await change(quotaOf(6));
    assert.equal(await take(quotas, 4), 2);
    await change(quotaOf(3));
    assert.equal(await take(quotas, 1), 0);
    await change(quotaOf(8));
    assert.equal(await take(quotas, 4), 2);
    await change(undefined);
    assert.equal(await take(quotas, 20), 20);
  });

  test('begins anew for a key that is taken out and put in again, and nothing for one that is out', async () => {
    await using it = await openCounting(quotaOf(2));
    const quotas = threadOf(it.ledger, it.clock);
    assert.equal(await take(quotas, 3), 2);
    await untie(it.store);
    await it.ledger.caughtUp();
    assert.equal(await take(quotas, 1), 0);
    await it.ledger.written();
    assert.equal(await recorded(it.store, TODAY), undefined);
    await putKey(it.store, 'key');
    await it.ledger.caughtUp();
    assert.equal(await take(quotas, 3), 2);
  });

  test('is not asked of a key that was taken out and put in before the ledger looked', async () => {
    await using it = await openCounting(quotaOf(5));
    const quotas = threadOf(it.ledger, it.clock);
    assert.equal(await take(quotas, 3), 3);
    await untie(it.store);
    await putKey(it.store, 'key');
    await it.ledger.written();
    await it.ledger.caughtUp();
    assert.equal(await recorded(it.store, TODAY), undefined);
    assert.equal(await take(quotas, 6), 5);
  });
});

describe('whoever cannot be counted is refused, and the log says why', () => {
  test('beyond the keys that there is room for', async () => {
    await using it = await openCounting(quotaOf(5), 1);
    await putKey(it.store, 'other');
    const quotas = threadOf(it.ledger, it.clock);
    assert.equal(await take(quotas, 1), 1);
    for (let i = 0; i < 2; i++)
      assert.match((await why(quotas.take({ ...KEY, keyId: 'other' }))) ?? '', /Requests of 1 API keys are counted/);
    assert.equal(it.log.lines.filter(({ level }) => level === 'error').length, 1);
    assert.equal(await take(quotas, 1), 1);
  });

  test('when nobody answers', async () => {
    await using it = await openCounting(quotaOf(5));
    const quotas = openQuotas({ ask: () => new Promise(() => undefined), clock: it.clock });
    const answers = [quotas.take(KEY), quotas.take(KEY)];
    it.clock.advance(5_000);
    for (const answer of answers) assert.match((await why(answer)) ?? '', /there was no answer within 5 seconds/);
  });

  test('when the other thread has ended', async () => {
    await using it = await openCounting(quotaOf(5));
    const ask = async (): Promise<never> => {
      throw new Error('The other thread has ended');
    };
    assert.match((await why(openQuotas({ ask, clock: it.clock }).take(KEY))) ?? '', /The other thread has ended/);
    assert.equal(it.clock.pending, 0);
  });

  test('when the process ends', async () => {
    await using it = await openCounting(quotaOf(5));
    await it.ledger.close();
    assert.match((await why(threadOf(it.ledger, it.clock).take(KEY))) ?? '', /the process is ending/);
  });
});
