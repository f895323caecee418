import { knownName } from './known-names.ts';
import { ownText } from './own-text.ts';

/**
 * What a table says of a name of a header, whatever its case. Most names differ from all in it by their length alone.
 *
 * @param table by lower-case name
 */
export function compileNames<T>(table: Iterable<readonly [lowerName: string, T]>): (name: string) => T | undefined {
  const byLength: { readonly lower: string; readonly written: string; readonly value: T }[][] = [];
  for (const [lower, value] of table) {
    const { length } = lower;
    // As it nearly always is: then no other text is made of a name.
    const written = lower.replace(/(?<=^|-)[a-z]/g, (letter) => letter.toUpperCase());
    byLength[length] = [...(byLength[length] ?? []), { lower, written, value }];
  }
  return (name) => {
    const candidates = byLength[name.length];
    if (candidates === undefined) return undefined;
    for (const { lower, written, value } of candidates) if (written === name || lower === name) return value;
    const lowerName = name.toLowerCase();
    for (const { lower, value } of candidates) if (lower === lowerName) return value;
    return undefined;
  };
}

/** So many texts are remembered, */
const MOST = 1_000;
/** and none that is longer: strangers choose them. */
const LONGEST = 256;

/**
 * Makes something of a text once, for texts that come again and again. What is remembered is bounded, and forgotten as a
 * whole when it is full: who sends ever new texts pays for them, and nobody else for long.
 */
export function remember<T>(make: (text: string) => T): (text: string) => T {
  const known = new Map<string, Remembered<T>>();
  // Before the map: there a text that was just cut from another is hashed and looked for among all texts of the process.
  const last: (Remembered<T> | undefined)[] = new Array(PLACES).fill(undefined);
  return (text) => {
    const place = placeOf(text);
    const there = last[place];
    if (there !== undefined && there.text === text) return there.made;
    const before = known.get(text);
    if (before !== undefined) {
      last[place] = before;
      return before.made;
    }
    if (text.length > LONGEST) return make(text);
    const own = knownName(ownText(text));
    const made = { text: own, made: make(own) };
    if (known.size >= MOST) {
      known.clear();
      last.fill(undefined);
    }
    known.set(own, made);
    last[place] = made;
    return made.made;
  };
}

interface Remembered<T> {
  readonly text: string;
  readonly made: T;
}

const PLACES = 256;

/** Texts that differ have mostly different ones. */
function placeOf(text: string): number {
  const { length } = text;
  if (length === 0) return 0;
  const sum = length * 31 + text.charCodeAt(0) * 7 + text.charCodeAt(length >> 1) * 3 + text.charCodeAt(length - 1);
  return sum & (PLACES - 1);
}
