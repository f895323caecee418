import { JsonPathError } from './errors.ts';

/** Where things are in the text of a path. Positions are indexes into the text; -1 is nowhere. Only a space is blank. */

/** The first position at or after `from` that is no space; behind the text when there is none. */
export function significant(text: string, from: number): number {
  while (text[from] === ' ') from++;
  return from;
}

/** The next `character` behind `from` that no backslash precedes. */
export function unescaped(text: string, character: string, from: number): number {
  for (let i = from + 1; i < text.length; i++) {
    if (text[i] === '\\') i++;
    else if (text[i] === character) return i;
  }
  return -1;
}

const CLOSES: { readonly [open: string]: string } = { '(': ')', '[': ']', '{': '}' };

/**
 * The bracket that closes the one at `open`; strings, and regular expressions if asked for, are skipped. What comes right
 * behind one of them begins no other.
 */
export function closing(text: string, open: number, skipPatterns: boolean): number {
  const opens = text[open] as string;
  const closes = CLOSES[opens];
  let depth = 1;
  const skip = (at: number): number => {
    const to = unescaped(text, text[at] as string, at);
    if (to < 0) throw new JsonPathError(`${text[at]} is not closed`, at);
    return to + 1;
  };
  for (let i = open + 1; i < text.length; i++) {
    if (text[i] === "'" || text[i] === '"') i = skip(i);
    if (skipPatterns && text[i] === '/') i = skip(i);
    if (text[i] === opens) depth++;
    else if (text[i] === closes && --depth === 0) return i;
  }
  return -1;
}

const ESCAPED: { readonly [letter: string]: string } = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };

/**
 * A quoted text without its escapes; a backslash before any other letter is dropped.
 *
 * @returns `undefined` for four characters behind `\u` that are no hexadecimal number
 */
export function unquoted(text: string): string | undefined {
  if (!text.includes('\\')) return text;
  let bad = false;
  const plain = text.replace(/\\(?:u([\s\S]{0,4})|([\s\S]?))/g, (_, hex: string | undefined, letter = '') => {
    if (hex === undefined) return letter === '' ? '\\' : Object.hasOwn(ESCAPED, letter) ? ESCAPED[letter] : letter;
    if (hex.length < 4) return '';
    // As Java reads integers, with their sign.
    if (!/^[+-]?[0-9a-fA-F]+$/.test(hex)) bad = true;
    return String.fromCharCode(Number.parseInt(hex, 16));
  });
  return bad ? undefined : plain;
}

/** `String.trim`: without control characters and blanks around it. */
export function trimmed(text: string): string {
  let [from, to] = [0, text.length];
  while (from < to && text.charCodeAt(from) <= 32) from++;
  while (from < to && text.charCodeAt(to - 1) <= 32) to--;
  return text.slice(from, to);
}
