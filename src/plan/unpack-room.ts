/** Bytes of unpacked bodies whose requests are not answered, in one thread. */
const MAX_BYTES = 268_435_456;
/** Bodies that are being unpacked: what they take is not known before. */
const MAX_AT_ONCE = 8;

/**
 * The memory that packed bodies may take once they are unpacked, which is up to a thousand times what came of them. They are
 * unpacked a few at a time, the others wait for their turn.
 */
export class UnpackRoom {
  readonly #most: number;
  #held = 0;
  #unpacking = 0;
  readonly #waiting: (() => void)[] = [];

  constructor(most = MAX_BYTES) {
    this.#most = most;
  }

  /** @returns what `unpack` makes, which has room until `give`; `undefined`: there is no room for it */
  async take(unpack: () => Promise<Buffer>): Promise<Buffer | undefined> {
    if (this.#unpacking === MAX_AT_ONCE) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    else this.#unpacking++;
    try {
      if (this.#held >= this.#most) return undefined;
      const body = await unpack();
      if (this.#held + body.length > this.#most) return undefined;
      this.#held += body.length;
      return body;
    } finally {
      const next = this.#waiting.shift();
      // The next takes this one's place.
      if (next === undefined) this.#unpacking--;
      else next();
    }
  }

  give(bytes: number): void {
    this.#held -= bytes;
  }
}
