import { Random } from './random.ts';

/** How deep what is made nests. */
const DEPTH = 4;

/** What generators of texts choose with: each is a grammar, walked at random. */
export abstract class Grammar {
  readonly #random: Random;
  #depth = 0;

  constructor(seed: number) {
    this.#random = new Random(seed);
  }

  protected below(n: number): number {
    return this.#random.below(n);
  }

  protected chance(oneIn: number): boolean {
    return this.#random.chance(oneIn);
  }

  protected pick<T>(of: readonly T[]): T {
    return of[this.below(of.length)] as T;
  }

  protected many(make: () => string, least: number, most: number, between = ''): string {
    return Array.from({ length: least + this.below(most - least + 1) }, make).join(between);
  }

  protected deeper(make: () => string, otherwise: () => string): string {
    if (this.#depth >= DEPTH) return otherwise();
    this.#depth++;
    const made = make();
    this.#depth--;
    return made;
  }
}
