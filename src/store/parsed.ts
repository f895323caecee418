/** Characters of JSON that are kept in parsed form; about three times as many bytes of memory. */
const MAX_CHARACTERS = 8 * 1024 * 1024;
/** A longer value is parsed each time that it is read: it would push out too many others. */
const MAX_VALUE_CHARACTERS = MAX_CHARACTERS / 8;

interface Kept {
  readonly value: unknown;
  readonly characters: number;
}

/**
 * Values of records that were read lately, parsed and frozen, by their revisions: each is that of one value of one record for ever,
 * so nothing here is ever out of date. There are two generations: what is asked for moves to the young one and, when that is full,
 * the old one goes, with all that nobody asked for meanwhile.
 */
export class ParsedValues {
  readonly #mostOfOne: number;
  #young = new Map<number, Kept>();
  #old = new Map<number, Kept>();
  /** Characters of the young generation. */
  #characters = 0;

  /** @param most characters of JSON */
  constructor(most = MAX_CHARACTERS) {
    this.#mostOfOne = most / 2;
  }

  /** The value of a revision, when it is here; in an object, because a value may be null. */
  find(revision: number): { readonly value: unknown } | undefined {
    const young = this.#young.get(revision);
    if (young !== undefined) return young;
    const old = this.#old.get(revision);
    if (old !== undefined) this.#keep(revision, old);
    return old;
  }

  /** Parses the value of a revision, unless it is here. */
  parse(revision: number, json: string): unknown {
    const known = this.find(revision);
    if (known !== undefined) return known.value;
    const value = parseFrozen(json);
    const characters = json.length;
    if (characters <= Math.min(MAX_VALUE_CHARACTERS, this.#mostOfOne)) this.#keep(revision, { value, characters });
    return value;
  }

  #keep(revision: number, kept: Kept): void {
    if (this.#characters + kept.characters > this.#mostOfOne) {
      this.#old = this.#young;
      this.#young = new Map();
      this.#characters = 0;
    }
    this.#young.set(revision, kept);
    this.#characters += kept.characters;
  }
}

/** A JSON value that cannot be changed, not in its depth either. */
export function parseFrozen(json: string): unknown {
  return frozen(JSON.parse(json));
}

/** Depth is bounded by what JSON.stringify could write. */
function frozen(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  for (const member of Object.values(value)) frozen(member);
  return Object.freeze(value);
}
