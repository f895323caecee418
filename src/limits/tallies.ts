import { Lanes } from './lanes.ts';

/** What the process counts about its own work, over all threads. */
export const TALLIES = [
  /** Lines that access logs have written, and their bytes. */
  'accessLogLines',
  'accessLogBytes',
  /** Lines that were lost: dropped because a destination was too slow, or in a write that failed. */
  'accessLogLost',
  'accessLogFailedWrites',
] as const;

export type TallyName = (typeof TALLIES)[number];

const TALLY_AT = Object.fromEntries(TALLIES.map((name, i) => [name, i])) as Record<TallyName, number>;

/** 64-bit words in every lane. */
export const TALLY_WORDS = TALLIES.length;

export class Tallies {
  readonly #lanes: Lanes;

  constructor(lanes: readonly BigUint64Array[], own: number) {
    this.#lanes = new Lanes(lanes, own);
  }

  add(name: TallyName, by: number): void {
    this.#lanes.add(TALLY_AT[name], by);
  }

  read(): Record<TallyName, number> {
    return Object.fromEntries(TALLIES.map((name, i) => [name, this.#lanes.sum(i)])) as Record<TallyName, number>;
  }
}
