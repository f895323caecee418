import { ownText } from './own-text.ts';

/**
 * What a table says of a name of a header, whatever its case. Most names differ from all in it by their length alone.
 *
 * @param table by lower-case name
 */
export function compileNames<T>(table: Iterable<readonly [lowerName: string, T]>): (name: string) => T | undefined {
  const byLength: (readonly [lowerName: string, T])[][] = [];
  for (const entry of table) {
    const { length } = entry[0];
    byLength[length] = [...(byLength[length] ?? []), entry];
  }
  return (name) => {
    const candidates = byLength[name.length];
    if (candidates === undefined) return undefined;
    const lower = name.toLowerCase();
    for (const [candidate, value] of candidates) if (candidate === lower) return value;
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
  const known = new Map<string, T>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    if (text.length > LONGEST) return make(text);
    const own = ownText(text);
    const made = make(own);
    if (known.size >= MOST) known.clear();
    known.set(own, made);
    return made;
  };
}
