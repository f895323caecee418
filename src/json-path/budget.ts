import { JsonPathBudgetError } from './errors.ts';

/**
 * How much work reading by a path may be: one step for each value that is looked at, and for each 64 characters. Scans inside
 * of scans and filters over filters grow with a power of the document, and both come from strangers.
 */
// deviation: Reading by JSONPaths fails after 10,000,000 steps for one body; AWS's bound is not recorded.
export const MAX_STEPS = 10_000_000;

export class Budget {
  #left = MAX_STEPS;

  /** @throws JsonPathBudgetError */
  spend(steps: number): void {
    this.#left -= steps;
    if (this.#left < 0) throw new JsonPathBudgetError();
  }

  text(length: number): void {
    this.spend(1 + (length >> 6));
  }

  /** For text that is made of what was found: a step for each 8 characters. */
  readonly made = (length: number): void => this.spend(1 + (length >> 3));
}
