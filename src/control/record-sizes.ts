import type { Store, Transaction } from '../store/store.ts';
import { withTransact } from './with-transact.ts';

const MIB = 1024 * 1024;

/** Characters that a record of most kinds may have as JSON. */
const MOST = MIB;
/** Those that hold documents, or many things; what is in them has bounds of its own. */
const LARGE: { readonly [kind: string]: number } = {
  definition: 256 * MIB,
  documentationversion: 64 * MIB,
  documentationpart: 32 * MIB,
  model: 16 * MIB,
  resource: 32 * MIB,
};

// deviation: A record of most nouns may have 1,048,576 characters as JSON; AWS bounds some of their texts, and its sentences are not recorded.
/** Somebody wants to store more under one name than anything needs: nobody bounds every text of every noun. */
export class RecordTooLarge extends Error {
  override name = 'RecordTooLarge';
}

/** The store for handlers: a transaction that puts a record too large for its kind fails with RecordTooLarge. */
export function withRecordSizes(store: Store): Store {
  return withTransact(store, (body) => store.transact((tx) => body(sized(tx))));
}

function sized(tx: Transaction): Transaction {
  return {
    get: (key) => tx.get(key),
    list: (range) => tx.list(range),
    blob: (key) => tx.blob(key),
    put(key, value) {
      const characters = tx.put(key, value);
      const most = Object.hasOwn(LARGE, key.kind) ? (LARGE[key.kind] as number) : MOST;
      if (characters > most)
        throw new RecordTooLarge(`A ${key.kind} may have ${most} characters, and not ${characters}`);
      return characters;
    },
    delete: (key) => tx.delete(key),
    touch: (key) => tx.touch(key),
    putBlob: (key, bytes) => tx.putBlob(key, bytes),
    deleteBlob: (key) => tx.deleteBlob(key),
  };
}
