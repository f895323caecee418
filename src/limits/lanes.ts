/** Which half of a 64-bit word is the low one on this machine. */
const LOW = new Uint32Array(new BigUint64Array([1n]).buffer)[0] === 1 ? 0 : 1;
const LOW_MAX = 0xffff_ffff;

/**
 * Numbers that many threads count up without contention: every thread writes to a lane of its own, a reader adds the
 * lanes up.
 *
 * A word is 64 bits, and its thread, the only one that writes to it, touches the low half alone until that overflows; then
 * it stores the whole word. So a count costs a plain 32-bit store, and a reader, who loads whole words, never sees half
 * of a carry. A reading is exact for each word; two words may be a request apart.
 */
export class Lanes {
  /** Words that every lane has. */
  readonly words: number;
  readonly #lanes: readonly BigUint64Array[];
  readonly #own: BigUint64Array;
  readonly #halves: Uint32Array;

  /** `own` is the lane of this thread. Lanes have the same size. */
  constructor(lanes: readonly BigUint64Array[], own: number) {
    const words = lanes[own];
    if (words === undefined) throw new RangeError(`There is no lane ${own} among ${lanes.length}.`);
    this.words = words.length;
    this.#lanes = lanes;
    this.#own = words;
    this.#halves = new Uint32Array(words.buffer, words.byteOffset, words.length * 2);
  }

  /** @param by a whole number from 0 to 2^53. The caller sees to it that the word exists: a store beyond the end is dropped. */
  add(word: number, by: number): void {
    const low = (this.#halves[2 * word + LOW] as number) + by;
    if (low <= LOW_MAX) this.#halves[2 * word + LOW] = low;
    else Atomics.store(this.#own, word, Atomics.load(this.#own, word) + BigInt(by));
  }

  /** Over all threads, those that have ended included. */
  sum(word: number): number {
    return this.#lanes.reduce((total, lane) => total + Number(Atomics.load(lane, word)), 0);
  }

  /** In all lanes: for the owner of the word, while no thread adds to it. */
  clear(word: number): void {
    for (const lane of this.#lanes) Atomics.store(lane, word, 0n);
  }
}
