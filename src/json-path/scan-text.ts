import { JsonPathError } from './errors.ts';

/** Where things are in the text of a path. Positions are indexes into the whole text; -1 is nowhere. */

/** The first position at or after `from`, and before `end`, that is no space. */
export function significant(text: string, from: number, end: number): number {
  for (let i = from; i < end; i++) if (!isBlank(text.charCodeAt(i))) return i;
  return -1;
}

export function isBlank(code: number): boolean {
  return code === 32 || code === 9 || code === 10 || code === 13;
}

/** The next `character` behind `from` that no backslash precedes. */
export function unescaped(text: string, character: string, from: number, end: number): number {
  for (let i = from + 1; i < end; i++) {
    if (text[i] === '\\') i++;
    else if (text[i] === character) return i;
  }
  return -1;
}

/** The bracket that closes the one at `open`; strings, and regular expressions if asked for, are skipped. */
export function closing(text: string, open: number, end: number, skipPatterns: boolean): number {
  const opens = text[open];
  const closes = opens === '(' ? ')' : opens === '[' ? ']' : '}';
  let depth = 0;
  for (let i = open; i < end; i++) {
    const character = text[i] as string;
    if (character === "'" || character === '"' || (skipPatterns && character === '/')) {
      const to = unescaped(text, character, i, end);
      if (to < 0) throw new JsonPathError(`${character} is not closed`, i);
      i = to;
    } else if (character === opens) depth++;
    else if (character === closes && --depth === 0) return i;
  }
  return -1;
}

const ESCAPED: { readonly [letter: string]: string } = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };

/** A quoted text without its escapes; a backslash before any other letter is dropped. */
export function unquoted(text: string): string {
  if (!text.includes('\\')) return text;
  return text.replace(/\\(?:u([0-9a-fA-F]{4})|([\s\S]))/g, (_, hex: string | undefined, letter: string) =>
    hex !== undefined
      ? String.fromCharCode(Number.parseInt(hex, 16))
      : Object.hasOwn(ESCAPED, letter)
        ? (ESCAPED[letter] as string)
        : letter,
  );
}
