import type { Key } from './face.ts';

/** One string for a key, to look it up in a Map. NUL cannot occur in a part (`checkPart`), so no two keys share one. */
export function addressOf(key: Key<unknown>): string {
  checkPart(key.scope);
  checkPart(key.kind);
  checkPart(key.id);
  return `${key.scope}\0${key.kind}\0${key.id}`;
}

/**
 * Refuses what a database would store as something else: SQLite turns half a surrogate pair into U+FFFD, which makes two
 * keys one; Postgres has no NUL in text.
 */
export function checkPart(part: string): void {
  if (!part.isWellFormed() || part.includes('\0')) {
    throw new TypeError(`${JSON.stringify(part)} cannot be part of a key: it holds a NUL or half a surrogate pair`);
  }
}

/** The order of ids in every store: by code point. JavaScript's `<` differs above U+FFFF: it compares UTF-16 units. */
export function compareIds(a: string, b: string): number {
  const end = Math.min(a.length, b.length);
  for (let i = 0; i < end; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x !== y) return rank(x) - rank(y);
  }
  return a.length - b.length;
}

/** A surrogate stands for a code point above every code point of one unit. */
function rank(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}

/** The least string above every string that starts with `prefix`; `undefined` when there is none. */
export function successor(prefix: string): string | undefined {
  const points = Array.from(prefix, (c) => c.codePointAt(0) ?? 0);
  for (let last = points.pop(); last !== undefined; last = points.pop()) {
    // U+10FFFF is the last code point: what follows it is the successor of what stands before it.
    if (last === 0x10ffff) continue;
    const next = last === 0xd7ff ? 0xe000 : last + 1; // between them lie the surrogates, which are not characters
    return String.fromCodePoint(...points, next);
  }
  return undefined;
}
