import { type Key, RevisionConflict, type Store, type Transaction } from '../store/store.ts';
import { withTransact } from './with-transact.ts';

/** How often one transaction is tried, all in all, before its caller is told that it lost. */
const MAX_TRIES = 10;
/** How many losers may wait for their turn at one record. */
const MAX_WAITING = 1_000;

/**
 * The store for handlers: the loser of a race runs its transaction again, for nothing of it was written. Losers over one record take
 * turns, so that a crowd of writers of one API, such as Terraform's, costs each of them one more try and not one for each of the
 * others. Who loses `MAX_TRIES` times gets the RevisionConflict.
 */
export function retrying(store: Store): Store {
  const turns = new Map<string, Queue>();

  const again = async <T>(key: Key<unknown>, body: (tx: Transaction) => Promise<T>): Promise<T> => {
    const name = `${key.scope}\0${key.kind}\0${key.id}`;
    const queue = turns.get(name) ?? { waiting: 0, last: Promise.resolve() };
    if (queue.waiting >= MAX_WAITING) throw new RevisionConflict(key);
    turns.set(name, queue);
    queue.waiting++;
    const result = queue.last.then(() => tryOften(store, body));
    queue.last = result.then(settled, settled);
    try {
      return await result;
    } finally {
      queue.waiting--;
      if (queue.waiting === 0) turns.delete(name);
    }
  };

  return withTransact(store, async (body) => {
    try {
      return await store.transact(body);
    } catch (error) {
      if (!(error instanceof RevisionConflict)) throw error;
      return again(error.key, body);
    }
  });
}

interface Queue {
  waiting: number;
  /** Settles when the last in the queue has had its turn. */
  last: Promise<void>;
}

async function tryOften<T>(store: Store, body: (tx: Transaction) => Promise<T>): Promise<T> {
  for (let tries = 2; ; tries++) {
    try {
      return await store.transact(body);
    } catch (error) {
      if (!(error instanceof RevisionConflict) || tries >= MAX_TRIES) throw error;
    }
  }
}

function settled(): void {
  // Whoever asked has the result; the next in the queue only waits for its end.
}
