import type { ShownApiKey } from '../exchange/exchange.ts';
import type { Bucket } from './buckets.ts';
import type { KeyOfPlan } from './quotas.ts';

/** An API key that may be used on a stage, and what its usage plan limits it to there. */
export interface KeyOfStage extends ShownApiKey {
  /** The same object for as long as the key is in the plan. */
  readonly usage: KeyOfPlan;
  /** What requests to a method take tokens from, in AWS's order; the method as `methodPath` names it. */
  buckets(method: string): readonly Bucket[];
}

/** Why a key is of no use: whatever it is, the client learns the same. */
export type UselessKey = 'unknown' | 'disabled' | 'in no plan';

/**
 * Who shows this key on a stage.
 *
 * @param stage `{api}/{stage}`
 * @param shown what the client sent; nothing may be told from how long this takes
 */
export type FindApiKey = (scope: string, stage: string, shown: string) => KeyOfStage | UselessKey;

export function isKeyOfStage(key: ShownApiKey | undefined): key is KeyOfStage {
  return key !== undefined && 'usage' in key;
}
