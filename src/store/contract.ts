import { describe } from 'node:test';
import { blobContract } from './contract/blobs.ts';
import { feedContract } from './contract/feed.ts';
import { lifeContract } from './contract/life.ts';
import { raceContract } from './contract/races.ts';
import { rangeContract } from './contract/ranges.ts';
import { recordContract } from './contract/records.ts';
import { transactionContract } from './contract/transactions.ts';
import type { Store } from './face.ts';

/** An empty store for one test. */
export interface Opened {
  readonly store: Store;
  /** Closes the store and opens it again over the same data. Absent when the data end with the store. */
  readonly reopen?: () => Promise<Store>;
  /** Closes whatever is open and removes the data. */
  readonly close: () => Promise<void>;
}

/** What every store must do. Each implementation registers these tests over itself. */
export function storeContract(name: string, open: () => Promise<Opened>): void {
  describe(`the store contract: ${name}`, () => {
    const sections = [
      recordContract,
      rangeContract,
      transactionContract,
      raceContract,
      blobContract,
      feedContract,
      lifeContract,
    ];
    for (const section of sections) section(open);
  });
}
