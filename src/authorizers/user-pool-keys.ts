import type { KeyObject } from 'node:crypto';
import type { ResolvedUserPool } from '../definition/definition.ts';

/** Whose tokens are believed: the signing keys of Cognito's user pools. Handed in: where they come from is the process's business. */
export interface UserPoolKeys {
  /** What the tokens of a pool name as their issuer. */
  issuersOf(pool: ResolvedUserPool): readonly string[];
  /** @param kid as a stranger's token names it */
  find(pool: ResolvedUserPool, kid: string): FoundKey | Promise<FoundKey>;
}

/** An RSA key; or the pool has no such key; or nothing can be known of its keys, and why. */
export type FoundKey = KeyObject | 'unknown' | { readonly unreachable: string };
