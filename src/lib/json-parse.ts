import { JavaDouble, type JsonNumber, type JsonValue } from './json-value.ts';

/** What is no JSON, or more of it than is read. `position` counts UTF-16 units from 0. */
export class JsonSyntaxError extends Error {
  readonly position: number;

  constructor(what: string, position: number) {
    super(`${what} at position ${position}`);
    this.name = 'JsonSyntaxError';
    this.position = position;
  }
}

/** Deeper than anything people write, and shallow enough for the stack of what follows it. */
// deviation: JSON that nests deeper than 500 levels, or has a number of more than 1,000 characters, is refused as malformed; AWS's bounds are not recorded.
const MAX_DEPTH = 500;
const MAX_NUMBER = 1_000;

/**
 * @param dialect `lenient` also takes strings in single quotes and words without quotes, as the literals of JSONPath do
 * @throws JsonSyntaxError
 */
export function parseJson(text: string, dialect: 'strict' | 'lenient' = 'strict'): JsonValue {
  return new Reader(text, dialect === 'lenient').document();
}

const NUMBER = /-?(?:0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?/y;
const WORD = /[^\s,:[\]{}'"]+/y;
const ESCAPED: { readonly [letter: string]: string } = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
};

class Reader {
  readonly #text: string;
  readonly #lenient: boolean;
  #at = 0;
  #depth = 0;

  constructor(text: string, lenient: boolean) {
    this.#text = text;
    this.#lenient = lenient;
  }

  document(): JsonValue {
    const value = this.#value();
    this.#blanks();
    if (this.#at < this.#text.length) throw this.#unexpected();
    return value;
  }

  #value(): JsonValue {
    this.#blanks();
    switch (this.#text[this.#at]) {
      case '{':
        this.#enter();
        return this.#object();
      case '[':
        this.#enter();
        return this.#array();
      case '"':
        return this.#string('"');
      case 't':
        return this.#word('true', true);
      case 'f':
        return this.#word('false', false);
      case 'n':
        return this.#word('null', null);
      case "'":
        if (this.#lenient) return this.#string("'");
        throw this.#unexpected();
      default:
        return this.#number();
    }
  }

  #enter(): void {
    if (++this.#depth > MAX_DEPTH) throw new JsonSyntaxError('Nested too deep', this.#at);
    this.#at++;
  }

  #leave<T>(value: T): T {
    this.#depth--;
    return value;
  }

  #object(): JsonValue {
    const members = new Map<string, JsonValue>();
    if (this.#takes('}')) return this.#leave(members);
    for (;;) {
      const name = this.#name();
      if (!this.#takes(':')) throw this.#unexpected();
      members.set(name, this.#value());
      if (this.#takes('}')) return this.#leave(members);
      if (!this.#takes(',')) throw this.#unexpected();
    }
  }

  #array(): JsonValue {
    const items: JsonValue[] = [];
    if (this.#takes(']')) return this.#leave(items);
    for (;;) {
      items.push(this.#value());
      if (this.#takes(']')) return this.#leave(items);
      if (!this.#takes(',')) throw this.#unexpected();
    }
  }

  #name(): string {
    this.#blanks();
    const quote = this.#text[this.#at];
    if (quote === '"' || (quote === "'" && this.#lenient)) return this.#string(quote);
    if (this.#lenient) return this.#bare();
    throw this.#unexpected();
  }

  #string(quote: string): string {
    const text = this.#text;
    const begin = ++this.#at;
    const close = quote.charCodeAt(0);
    for (let i = begin; i < text.length; i++) {
      const code = text.charCodeAt(i);
      if (code === close) {
        this.#at = i + 1;
        return text.slice(begin, i);
      }
      if (code === 92) return this.#escaped(begin, i, close);
      if (code < 32) throw new JsonSyntaxError('Unexpected control character', i);
    }
    throw new JsonSyntaxError('Unterminated string', begin - 1);
  }

  /** A string that has an escape, as V8 reads it: megabytes of escapes would take seconds one by one. */
  #nativeString(begin: number, firstEscape: number): string | undefined {
    const text = this.#text;
    let end = firstEscape;
    while (end < text.length && text.charCodeAt(end) !== 34) end += text.charCodeAt(end) === 92 ? 2 : 1;
    try {
      const value: unknown = JSON.parse(text.slice(begin - 1, end + 1));
      if (typeof value !== 'string') return undefined;
      this.#at = end + 1;
      return value;
    } catch {
      return undefined; // where it is wrong is found out one by one
    }
  }

  /** A string from its first escape on, which is at `i`. */
  #escaped(begin: number, i: number, close: number): string {
    const native = this.#lenient ? undefined : this.#nativeString(begin, i);
    if (native !== undefined) return native;
    // What V8 does not read has a mistake, which is looked for below; its parts would be megabytes for nothing.
    const keeps = this.#lenient;
    const text = this.#text;
    const parts: string[] = [];
    let from = begin;
    for (; i < text.length; i++) {
      const code = text.charCodeAt(i);
      if (code === close) {
        if (!keeps) break;
        parts.push(text.slice(from, i));
        this.#at = i + 1;
        return parts.join('');
      }
      if (code < 32) throw new JsonSyntaxError('Unexpected control character', i);
      if (code !== 92) continue;
      if (keeps) parts.push(text.slice(from, i));
      const letter = text[++i] ?? '';
      if (letter === 'u') {
        const hex = text.slice(i + 1, i + 5);
        if (!/^[0-9a-fA-F]{4}$/.test(hex)) throw new JsonSyntaxError('Bad escape', i - 1);
        if (keeps) parts.push(String.fromCharCode(Number.parseInt(hex, 16)));
        i += 4;
      } else if (Object.hasOwn(ESCAPED, letter)) {
        if (keeps) parts.push(ESCAPED[letter] as string);
      } else if (letter === "'" && keeps) parts.push(letter);
      else throw new JsonSyntaxError('Bad escape', i - 1);
      from = i + 1;
    }
    throw new JsonSyntaxError('Unterminated string', begin - 1);
  }

  #number(): JsonValue {
    return this.#smallInteger() ?? this.#anyNumber();
  }

  /** What most numbers are, without a regular expression. */
  #smallInteger(): number | undefined {
    const text = this.#text;
    let value = 0;
    let at = this.#at;
    for (; at - this.#at < 15; at++) {
      const digit = text.charCodeAt(at) - 48;
      if (!(digit >= 0 && digit <= 9)) break;
      value = value * 10 + digit;
    }
    const length = at - this.#at;
    if (length === 0 || (length > 1 && text[this.#at] === '0')) return undefined;
    const next = at < text.length ? text.charCodeAt(at) : 44;
    // A comma, a bracket or a blank ends it here.
    if (next !== 44 && next !== 93 && next !== 125 && next !== 32 && next !== 10 && next !== 13) return undefined;
    this.#at = at;
    return value;
  }

  #anyNumber(): JsonValue {
    NUMBER.lastIndex = this.#at;
    const found = NUMBER.exec(this.#text);
    const next = found === null ? '' : this.#text[this.#at + found[0].length];
    if (found === null || (this.#lenient && next !== undefined && !/[\s,:[\]{}]/.test(next))) {
      if (this.#lenient) return this.#bare();
      throw this.#unexpected();
    }
    const [text, fraction, exponent] = found;
    if (text.length > MAX_NUMBER) throw new JsonSyntaxError('Number too long', this.#at);
    this.#at += text.length;
    return fraction === undefined && exponent === undefined ? integer(text) : new JavaDouble(Number(text));
  }

  #word<T extends JsonValue>(word: string, value: T): T | string {
    if (this.#text.startsWith(word, this.#at)) {
      const next = this.#text[this.#at + word.length];
      if (!this.#lenient || next === undefined || /[\s,:[\]{}]/.test(next)) {
        this.#at += word.length;
        return value;
      }
    }
    if (this.#lenient) return this.#bare();
    throw this.#unexpected();
  }

  #bare(): string {
    WORD.lastIndex = this.#at;
    const [word] = WORD.exec(this.#text) ?? [];
    if (word === undefined) throw this.#unexpected();
    this.#at += word.length;
    return word;
  }

  #takes(character: string): boolean {
    this.#blanks();
    if (this.#text[this.#at] !== character) return false;
    this.#at++;
    return true;
  }

  #blanks(): void {
    for (; this.#at < this.#text.length; this.#at++) {
      const code = this.#text.charCodeAt(this.#at);
      if (code !== 32 && code !== 10 && code !== 13 && code !== 9) return;
    }
  }

  #unexpected(): JsonSyntaxError {
    const what = this.#at < this.#text.length ? `Unexpected ${JSON.stringify(this.#text[this.#at])}` : 'Unexpected end';
    return new JsonSyntaxError(what, this.#at);
  }
}

/** @param digits an integer without needless zeros */
export function integer(digits: string): JsonNumber {
  const value = Number(digits);
  if (!Number.isSafeInteger(value)) return BigInt(digits);
  return value === 0 ? 0 : value;
}
