interface Kept<V> {
  readonly value: V;
  readonly weight: number;
}

/**
 * What was asked for lately, as long as there is room. There are two generations: what is asked for moves to the young one and,
 * when that is full, the old one goes, with all that nobody asked for meanwhile.
 */
export class Lately<V extends object> {
  /** Of one generation. */
  readonly #most: number;
  readonly #mostOfOne: number;
  #young = new Map<string, Kept<V>>();
  #old = new Map<string, Kept<V>>();
  /** Of the young generation. */
  #weight = 0;

  /** @param room weight of everything, @param roomOfOne what weighs more is not kept: it would push out too many others */
  constructor(room: number, roomOfOne = room / 2) {
    this.#most = room / 2;
    this.#mostOfOne = Math.min(roomOfOne, this.#most);
  }

  find(name: string): V | undefined {
    const young = this.#young.get(name);
    if (young !== undefined) return young.value;
    const old = this.#old.get(name);
    if (old === undefined) return undefined;
    this.#old.delete(name);
    this.#add(name, old);
    return old.value;
  }

  /** Instead of what had the name before. */
  keep(name: string, value: V, weight: number): void {
    this.forget(name);
    if (weight <= this.#mostOfOne) this.#add(name, { value, weight });
  }

  forget(name: string): void {
    const young = this.#young.get(name);
    if (young !== undefined) {
      this.#young.delete(name);
      this.#weight -= young.weight;
    } else this.#old.delete(name);
  }

  clear(): void {
    this.#young.clear();
    this.#old.clear();
    this.#weight = 0;
  }

  #add(name: string, kept: Kept<V>): void {
    if (this.#weight + kept.weight > this.#most) {
      this.#old = this.#young;
      this.#young = new Map();
      this.#weight = 0;
    }
    this.#young.set(name, kept);
    this.#weight += kept.weight;
  }
}
