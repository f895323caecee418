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

/** @throws JsonSyntaxError */
export function parseJson(text: string): JsonValue {
  return new Reader(text).document();
}

const NUMBER = /-?(?:0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?/y;
/** What may stand behind a backslash, beside `u`. */
const ESCAPED = '"\\/bfnrt';

class Reader {
  readonly #text: string;
  #at = 0;
  #depth = 0;

  constructor(text: string) {
    this.#text = text;
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
        return this.#string();
      case 't':
        return this.#word('true', true);
      case 'f':
        return this.#word('false', false);
      case 'n':
        return this.#word('null', null);
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
    if (this.#text[this.#at] !== '"') throw this.#unexpected();
    return this.#string();
  }

  #string(): string {
    const text = this.#text;
    const begin = ++this.#at;
    for (let i = begin; i < text.length; i++) {
      const code = text.charCodeAt(i);
      if (code === 34) {
        this.#at = i + 1;
        return text.slice(begin, i);
      }
      if (code === 92) return this.#escaped(begin, i);
      if (code < 32) throw new JsonSyntaxError('Unexpected control character', i);
    }
    throw new JsonSyntaxError('Unterminated string', begin - 1);
  }

  /** A string that has an escape, as V8 reads it: megabytes of escapes would take seconds one by one. */
  #escaped(begin: number, firstEscape: number): string {
    const text = this.#text;
    let end = firstEscape;
    while (end < text.length && text.charCodeAt(end) !== 34) end += text.charCodeAt(end) === 92 ? 2 : 1;
    try {
      const value: unknown = JSON.parse(text.slice(begin - 1, end + 1));
      if (typeof value === 'string') {
        this.#at = end + 1;
        return value;
      }
    } catch {
      // Where it is wrong is found out below.
    }
    throw this.#mistake(begin, firstEscape);
  }

  #mistake(begin: number, firstEscape: number): JsonSyntaxError {
    const text = this.#text;
    for (let i = firstEscape; i < text.length; i++) {
      const code = text.charCodeAt(i);
      if (code === 34) break;
      if (code < 32) return new JsonSyntaxError('Unexpected control character', i);
      if (code !== 92) continue;
      const letter = text[++i] ?? '';
      if (letter === 'u' && /^[0-9a-fA-F]{4}$/.test(text.slice(i + 1, i + 5))) i += 4;
      else if (letter === '' || !ESCAPED.includes(letter)) return new JsonSyntaxError('Bad escape', i - 1);
    }
    return new JsonSyntaxError('Unterminated string', begin - 1);
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
    if (found === null) throw this.#unexpected();
    const [text, fraction, exponent] = found;
    if (text.length > MAX_NUMBER) throw new JsonSyntaxError('Number too long', this.#at);
    this.#at += text.length;
    return fraction === undefined && exponent === undefined ? integer(text) : new JavaDouble(Number(text));
  }

  #word<T extends JsonValue>(word: string, value: T): T {
    if (!this.#text.startsWith(word, this.#at)) throw this.#unexpected();
    this.#at += word.length;
    return value;
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
