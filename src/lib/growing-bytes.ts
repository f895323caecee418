const EMPTY = Buffer.alloc(0);

/**
 * The bytes of a body that is wanted whole, in one memory: who sends it may send it a byte at a time, and a list of such pieces
 * would take more than a hundred times what they hold.
 */
export class GrowingBytes {
  readonly #most: number;
  #memory: Buffer;
  #length = 0;

  /**
   * @param most bytes that are to be expected: no memory is taken ahead beyond it
   * @param first bytes for which there is memory from the beginning
   */
  constructor(most = Number.POSITIVE_INFINITY, first = 0) {
    this.#most = most;
    this.#memory = first === 0 ? EMPTY : Buffer.allocUnsafe(first);
  }

  get length(): number {
    return this.#length;
  }

  /** @param piece stays as it is, also afterwards: a body that comes in one piece is that piece */
  add(piece: Buffer): void {
    if (this.#memory.length === 0) {
      this.#memory = piece;
      this.#length = piece.length;
      return;
    }
    this.copy(piece, 0, piece.length);
  }

  /** The same for a part of a memory that is somebody else's afterwards. */
  copy(from: Buffer, start: number, end: number): void {
    const length = this.#length + end - start;
    // The memory of a piece is full, so that nothing is ever written to it.
    if (length > this.#memory.length) this.#grow(length);
    from.copy(this.#memory, this.#length, start, end);
    this.#length = length;
  }

  /** All of it; what was given is not to be added to any more. */
  take(): Buffer {
    const bytes = this.#length === this.#memory.length ? this.#memory : this.#memory.subarray(0, this.#length);
    this.#memory = EMPTY;
    this.#length = 0;
    return bytes;
  }

  #grow(length: number): void {
    const bigger = Buffer.allocUnsafe(Math.max(length, Math.min(this.#most, 2 * this.#memory.length)));
    this.#memory.copy(bigger, 0, 0, this.#length);
    this.#memory = bigger;
  }
}
