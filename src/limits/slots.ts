/**
 * Who has which slot of a part of the shared memory. The thread that opened the memory owns this table and tells the
 * others the numbers; two plans of one stage, the old and the new, hold one slot under one name.
 *
 * A name is released when the last thread has let go of the plan that used it, because a thread that still had the number
 * would write into the slot of whoever gets it next.
 */
export class Slots {
  readonly size: number;
  readonly #what: string;
  readonly #reset: (slot: number) => void;
  readonly #held = new Map<string, { readonly slot: number; holders: number }>();
  readonly #free: number[] = [];
  /** Slots from here on were never given out. */
  #untouched = 0;

  /** `what` names a slot in errors; `reset` clears one before it is given out. */
  constructor(what: string, size: number, reset: (slot: number) => void) {
    this.#what = what;
    this.size = size;
    this.#reset = reset;
  }

  /** How many more names can be acquired. */
  get free(): number {
    return this.size - this.#held.size;
  }

  /** The slot of a name, a cleared one if nobody holds the name. Each call is to be matched by a `release`. */
  acquire(name: string): number {
    const held = this.#held.get(name);
    if (held !== undefined) {
      held.holders++;
      return held.slot;
    }
    const slot = this.#free.pop() ?? this.#untouched;
    if (slot >= this.size) throw new RangeError(`No ${this.#what} is free for ${name}: all ${this.size} are in use.`);
    if (slot === this.#untouched) this.#untouched++;
    this.#reset(slot);
    this.#held.set(name, { slot, holders: 1 });
    return slot;
  }

  release(name: string): void {
    const held = this.#held.get(name);
    if (held === undefined) throw new Error(`Nobody holds the ${this.#what} ${name}.`);
    if (--held.holders > 0) return;
    this.#held.delete(name);
    this.#free.push(held.slot);
  }

  /** What is held, in the order in which it was acquired. */
  *entries(): IterableIterator<[name: string, slot: number]> {
    for (const [name, { slot }] of this.#held) yield [name, slot];
  }
}
