import assert from 'node:assert/strict';
import { RevisionConflict, type Store, type Transaction } from '../face.ts';
import { feed, ids, note, type Open, storeTest, text, write } from './opened.ts';

export function raceContract(open: Open): void {
  storeTest('of two interleaved writers one wins; the other conflicts and leaves nothing', open, async (store) => {
    await write(store, 'a');
    const before = await store.sequence();
    const results = await race(store, async (tx, writer, meet) => {
      const read = await tx.get(note('a'));
      await meet();
      tx.put(note('a'), { text: `${read?.value.text} by ${writer}` });
      tx.put(note(`side of ${writer}`), { text: '' });
    });
    const winner = onlyWinner(results, 'a');
    assert.equal(await text(store, 'a'), `a by ${winner}`);
    assert.deepEqual(await ids(store, { prefix: 'side' }), [`side of ${winner}`]);
    assert.equal((await feed(store, before)).length, 2);
  });

  storeTest('absence is guarded: of two creators of one record, one conflicts', open, async (store) => {
    const results = await race(store, async (tx, writer, meet) => {
      assert.equal(await tx.get(note('a')), undefined);
      await meet();
      tx.put(note('a'), { text: `by ${writer}` });
    });
    assert.equal(await text(store, 'a'), `by ${onlyWinner(results, 'a')}`);
  });

  storeTest('a touch guards an aggregate: two that add siblings collide at their owner', open, async (store) => {
    await write(store, 'api');
    const results = await race(store, async (tx, writer, meet) => {
      assert.deepEqual(await ids(tx, { prefix: 'api/' }), []);
      await meet();
      tx.put(note(`api/${writer}`), { text: 'the only child' });
      await tx.touch(note('api'));
      await meet();
    });
    assert.deepEqual(await ids(store, { prefix: 'api/' }), [`api/${onlyWinner(results, 'api')}`]);
  });

  storeTest('a record that was deleted and made again is another one', open, async (store) => {
    await write(store, 'a');
    const stale = store.transact(async (tx) => {
      await tx.get(note('a'));
      await store.transact(async (other) => other.delete(note('a')));
      await write(store, 'a');
      tx.put(note('a'), { text: 'stale' });
    });
    await assert.rejects(stale, RevisionConflict);
    assert.equal(await text(store, 'a'), 'a');
  });

  storeTest('a record that was read and then deleted by another conflicts', open, async (store) => {
    await write(store, 'a');
    const stale = store.transact(async (tx) => {
      await tx.touch(note('a'));
      await store.transact(async (other) => other.delete(note('a')));
      tx.put(note('a/child'), { text: 'orphan' });
    });
    await assert.rejects(stale, RevisionConflict);
    assert.deepEqual(await ids(store), []);
  });

  storeTest(
    'a transaction that only reads conflicts too: what it returns was true at one moment',
    open,
    async (store) => {
      await write(store, 'a', 'b');
      const reading = store.transact(async (tx) => {
        const a = await text(tx, 'a');
        await store.transact(async (other) => other.put(note('a'), { text: 'new' }));
        return [a, await text(tx, 'b')];
      });
      await assert.rejects(reading, RevisionConflict);
    },
  );

  storeTest('one body never sees two states of a record', open, async (store) => {
    await write(store, 'a');
    let second: unknown;
    const reading = store.transact(async (tx) => {
      await tx.get(note('a'));
      await write(store, 'a');
      second = await tx.get(note('a'));
    });
    await assert.rejects(reading, (e) => e instanceof RevisionConflict && e.key.id === 'a');
    assert.equal(second, undefined);
  });

  storeTest('what was not read is not guarded: the last put wins', open, async (store) => {
    await write(store, 'a');
    await store.transact(async (tx) => {
      tx.put(note('a'), { text: 'last' });
      await store.transact(async (other) => other.put(note('a'), { text: 'between' }));
    });
    assert.equal(await text(store, 'a'), 'last');
  });

  storeTest('many increments, each repeated on conflict, lose none', open, async (store) => {
    await store.transact(async (tx) => tx.put(note('n'), { text: '0' }));
    const increment = async (): Promise<void> => {
      for (;;) {
        try {
          return await store.transact(async (tx) => {
            const n = Number(await text(tx, 'n'));
            tx.put(note('n'), { text: String(n + 1) });
          });
        } catch (error) {
          if (!(error instanceof RevisionConflict)) throw error;
        }
      }
    };
    await Promise.all(Array.from({ length: 20 }, increment));
    assert.equal(await text(store, 'n'), '20');
  });
}

type Writer = 'one' | 'two';
type Outcome = { readonly writer: Writer; readonly error?: unknown };

/** Runs the body twice at once; `meet` goes on when both have come to it. */
async function race(
  store: Store,
  body: (tx: Transaction, writer: Writer, meet: () => Promise<void>) => Promise<void>,
): Promise<readonly Outcome[]> {
  let waiting: (() => void) | undefined;
  const meet = () =>
    new Promise<void>((resolve) => {
      if (waiting === undefined) {
        waiting = resolve;
        return;
      }
      waiting();
      waiting = undefined;
      resolve();
    });
  return Promise.all(
    (['one', 'two'] as const).map((writer) =>
      store
        .transact((tx) => body(tx, writer, meet))
        .then(
          () => ({ writer }),
          (error: unknown) => ({ writer, error }),
        ),
    ),
  );
}

/** Asserts that one won and that the other met a conflict over the record `id`. */
function onlyWinner(outcomes: readonly Outcome[], id: string): Writer {
  const [winner, ...others] = outcomes.filter((o) => o.error === undefined);
  const [loser] = outcomes.filter((o) => o.error !== undefined);
  assert.ok(winner !== undefined && others.length === 0 && loser !== undefined, 'exactly one writer wins');
  assert.ok(loser.error instanceof RevisionConflict, String(loser.error));
  assert.equal(loser.error.key.id, id);
  return winner.writer;
}
