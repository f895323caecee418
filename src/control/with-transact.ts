import type { Store } from '../store/store.ts';

/** A store with another way of running transactions. */
export function withTransact(store: Store, transact: Store['transact']): Store {
  return {
    get: (key) => store.get(key),
    list: (range) => store.list(range),
    blob: (key) => store.blob(key),
    scan: (kind) => store.scan(kind),
    changes: (after, limit) => store.changes(after, limit),
    sequence: () => store.sequence(),
    watch: (hint) => store.watch(hint),
    close: () => store.close(),
    transact,
  };
}
