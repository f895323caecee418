import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { dayOf, usageKey, usagePlanKeyKey } from '../definition/definition.ts';
import type { Clock } from '../lib/clock.ts';
import { type Grant, type KeyOfPlan, openQuotas, type Quotas } from '../limits/limits.ts';
import {
  type Counting,
  grantMore,
  HOUR,
  KEY,
  openCounting,
  putPlan,
  quotaOf,
  recorded,
  SCOPE,
  TODAY,
  TOMORROW,
  take,
  threadOf,
  why,
} from './usage.fixture.ts';
import { UsageLedger } from './usage-ledger.ts';

describe('a clock that is set', () => {
  test('forward and back: a key goes on with what is left of the day that it is', async () => {
    await using it = await openCounting(quotaOf(5));
    let ahead = 0;
    const clock: Clock = { now: () => it.clock.now() + ahead, after: (ms, fn) => it.clock.after(ms, fn) };
    const ledger = await UsageLedger.open(it.store, clock, it.log);
    const quotas = openQuotas({ ask: (key) => ledger.grant(key), clock });
    assert.equal(await take(quotas, 2), 2);
    ahead = 400 * 24 * HOUR;
    assert.equal(await take(quotas, 6), 5);
    ahead = 0;
    assert.equal(await take(quotas, 6), 3);
    await ledger.written();
    await grantMore(it.store, 2);
    await ledger.caughtUp();
    assert.equal(await take(quotas, 6), 2);
    await ledger.close();
    assert.deepEqual(await recorded(it.store, TODAY), { used: 7, remaining: 0, limit: 5 });
    assert.deepEqual(await recorded(it.store, '2027-03-06'), { used: 5, remaining: 0, limit: 5 });
  });
});

describe('many keys', () => {
  const many = Array.from({ length: 1_500 }, (_, i) => ({ ...KEY, keyId: `key${i}` }));

  /** They all have used something. */
  async function openMany(): Promise<Counting & { readonly quotas: Quotas; readonly asked: () => number }> {
    const it = await openCounting(quotaOf(10));
    await it.store.transact(async (tx) => {
      for (const { keyId } of many) tx.put(usagePlanKeyKey(SCOPE, 'plan', keyId), { usagePlanId: 'plan', keyId });
    });
    await it.ledger.caughtUp();
    let asked = 0;
    const ask = (key: KeyOfPlan): Promise<Grant> => {
      asked++;
      return it.ledger.grant(key);
    };
    const quotas = openQuotas({ ask, clock: it.clock });
    await takeAll(quotas);
    return { ...it, quotas, asked: () => asked };
  }

  async function takeAll(quotas: Quotas): Promise<void> {
    const answers = await Promise.all(many.map((key) => quotas.take(key)));
    assert.ok(answers.every((answer) => answer === undefined));
  }

  test('that come after midnight before it was noticed: few transactions, and others get their turns', async () => {
    await using it = await openMany();
    it.clock.advance(2 * HOUR - 500);
    await it.ledger.written();
    await takeAll(it.quotas);
    let transactions = 0;
    const { transact } = it.store;
    it.store.transact = (body) => {
      transactions++;
      return transact.call(it.store, body) as never;
    };
    it.clock.advance(500);
    let rounds = 0;
    let isDone = false;
    const round = (): void => {
      rounds++;
      if (!isDone) setImmediate(round);
    };
    round();
    await takeAll(it.quotas);
    isDone = true;
    assert.ok(transactions <= 4, `${transactions} transactions`);
    assert.ok(rounds >= many.length / 20, `${rounds} rounds`);
    await it.ledger.written();
    const [today, tomorrow] = await Promise.all([TODAY, TOMORROW].map((day) => recorded(it.store, day, 'key1499')));
    assert.deepEqual([today?.used, tomorrow?.used], [2, 1]);
  });

  test('are written in batches between which the feed is read', async () => {
    await using it = await openMany();
    const events: string[] = [];
    const { transact, changes } = it.store;
    it.store.transact = async (body) => {
      const result = await transact.call(it.store, body);
      events.push('written');
      return result as never;
    };
    it.store.changes = (after, limit) => {
      if (events.at(-1) !== 'read') events.push('read');
      return changes.call(it.store, after, limit);
    };
    await it.ledger.written();
    assert.deepEqual(events.slice(0, 5), ['written', 'read', 'written', 'read', 'written']);
  });

  test('go on when changes were lost, but for those whose records are others', async () => {
    await using it = await openMany();
    const asked = it.asked();
    await it.ledger.written();
    await it.ledger.caughtUp();
    const { changes } = it.store;
    it.store.changes = async () => {
      it.store.changes = changes;
      return { changes: [], truncated: true };
    };
    await it.store.transact(async (tx) => {
      tx.delete(usagePlanKeyKey(SCOPE, 'plan', 'key0'));
      const key = usageKey(SCOPE, 'plan', 'key1', TODAY);
      await tx.get(key);
      tx.put(key, { used: 1, remaining: 3, limit: 10 });
    });
    await it.ledger.caughtUp();
    const [gone, granted, ...others] = many as [KeyOfPlan, KeyOfPlan, ...KeyOfPlan[]];
    assert.equal(await take(it.quotas, 10, granted), 3);
    for (const key of others) assert.equal(await take(it.quotas, 1, key), 1);
    assert.equal(it.asked(), asked);
    assert.equal(await take(it.quotas, 1, gone), 0);
    // The plan's quota is another: all begin anew.
    it.store.changes = async () => {
      it.store.changes = changes;
      return { changes: [], truncated: true };
    };
    await putPlan(it.store, quotaOf(2));
    await it.ledger.caughtUp();
    for (const key of others) assert.equal(await take(it.quotas, 1, key), 0);
  });

  test('read no more of their history than their period needs', async () => {
    for (const [quota, most] of [
      [quotaOf(10, 'MONTH'), 31],
      [quotaOf(10, 'DAY'), 1],
      [undefined, 0],
    ] as const) {
      await using it = await openCounting(quota);
      await it.store.transact(async (tx) => {
        for (let day = -40; day <= 400; day++)
          tx.put(usageKey(SCOPE, 'plan', 'key', dayOf(it.clock.now() - day * 24 * HOUR)), {
            used: 0,
            remaining: 9,
            limit: 10,
          });
      });
      await it.ledger.caughtUp();
      let read = 0;
      const { list } = it.store;
      it.store.list = async (range) => {
        const entries = await list.call(it.store, range);
        read += entries.length;
        return entries as never;
      };
      assert.equal(await take(threadOf(it.ledger, it.clock), 12), quota === undefined ? 12 : 9);
      assert.ok(read <= most, `${read} records for ${quota?.period}`);
    }
  });
});

describe('a store that fails', () => {
  test('when the store fails; what was counted is written later', async () => {
    await using it = await openCounting(quotaOf(5));
    const quotas = threadOf(it.ledger, it.clock);
    assert.equal(await take(quotas, 2), 2);
    const { transact } = it.store;
    it.store.transact = async () => {
      throw new Error('the disk is full');
    };
    await it.ledger.written();
    assert.match(it.log.lines.at(-1)?.message ?? '', /could not be written; it is tried again/);
    it.store.transact = transact;
    it.clock.advance(1_000);
    await it.ledger.written();
    assert.equal((await recorded(it.store, TODAY))?.used, 2);
  });

  test('when the store fails over midnight: it is tried once a second, and the log says it until it writes again', async () => {
    await using it = await openCounting(quotaOf(5));
    const quotas = threadOf(it.ledger, it.clock);
    const { transact } = it.store;
    const errors = (): number => it.log.lines.filter(({ level }) => level === 'error').length;
    for (const [told, day] of [
      [1, TODAY],
      [2, TOMORROW],
    ] as const) {
      assert.equal(await take(quotas, 2), 2);
      let tried = 0;
      it.store.transact = async () => {
        tried++;
        throw new Error('the disk is full');
      };
      it.clock.advance(24 * HOUR - (it.clock.now() % (24 * HOUR)) - 1);
      await it.ledger.written();
      it.clock.advance(1);
      tried = 0;
      for (let i = 0; i < 100; i++)
        assert.match((await why(quotas.take(KEY))) ?? '', /What the API key has used cannot be written/);
      assert.ok(tried <= 1, `${tried} times`);
      tried = 0;
      it.clock.advance(1_000);
      assert.equal(await take(quotas, 100), 0);
      assert.equal(tried, 1);
      assert.equal(errors(), told);
      it.store.transact = transact;
      it.clock.advance(1_000);
      assert.equal(await take(quotas, 1), 1);
      assert.equal((await recorded(it.store, day))?.used, day === TODAY ? 2 : 3);
    }
  });

  test('at the end a store that has just failed is tried once more', async () => {
    const it = await openCounting(quotaOf(5));
    assert.equal(await take(threadOf(it.ledger, it.clock), 2), 2);
    const { transact } = it.store;
    it.store.transact = async () => {
      throw new Error('the disk is full');
    };
    await it.ledger.written();
    it.store.transact = transact;
    await it.ledger.close();
    assert.equal((await recorded(it.store, TODAY))?.used, 2);
    await it.store.close();
  });
});
