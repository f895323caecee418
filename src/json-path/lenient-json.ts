import { integer } from '../lib/json-parse.ts';
import { JavaDouble, type JsonValue } from '../lib/json-value.ts';
import { parseDecimal } from './decimal.ts';

/** Deeper than this json-smart reads no JSON either. */
const MAX_DEPTH = 400;
const MAX_NUMBER = 1_000;
/** What is longer is read as a BigDecimal, whose exponent has a bound. */
const LONG = 18;

/**
 * JSON as json-smart reads it, which Jayway reads literals with: strings in either quote or in none, commas too many or too
 * few, and what comes behind the value is not looked at.
 *
 * @returns `undefined` for what is none even so
 */
export function readLenient(text: string): JsonValue | undefined {
  try {
    return new LenientReader(text).value(NOTHING);
  } catch (error) {
    if (error === MALFORMED) return undefined;
    throw error;
  }
}

const MALFORMED = new Error('Not even lenient JSON');

/** What ends a word or a number, by where it stands. */
const NOTHING = '';
const IN_LIST = ',]';
const IN_OBJECT = ',}';
const IN_NAME = ':';

const BLANK = ' \t\n\r';
/** `Character.isWhitespace`. */
const WHITE = /[\x1c-\x1f]|[^\S\u00a0\u2007\u202f\ufeff]/;
const WORDS: ReadonlyMap<string, JsonValue> = new Map<string, JsonValue>([
  ['null', null],
  ['true', true],
  ['false', false],
  ['NaN', new JavaDouble(Number.NaN)],
]);
const NUMBER = /-?\d*(?:(\.\d*)?(?:([eE])(?:[-+\d]\d*)?)?)/y;
const FLOAT = /^-?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/;
const ESCAPED: { readonly [letter: string]: string } = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };

class LenientReader {
  readonly #text: string;
  #at = 0;
  #depth = 0;

  constructor(text: string) {
    this.#text = text;
  }

  value(ends: string): JsonValue {
    while (this.#is(BLANK)) this.#at++;
    const first = this.#text[this.#at];
    if (first === undefined || ':]}'.includes(first)) throw MALFORMED;
    if (first === '{') return this.#object();
    if (first === '[') return this.#list();
    if (first === '"' || first === "'") return this.#string(first);
    if (/[-\d]/.test(first)) return this.#number(ends);
    const word = this.#word(this.#at, ends);
    const known = WORDS.get(word);
    return known === undefined ? word : known;
  }

  #list(): JsonValue {
    if (++this.#depth > MAX_DEPTH) throw MALFORMED;
    const items: JsonValue[] = [];
    for (this.#at++; ; ) {
      if (this.#is(`,${BLANK}`)) this.#at++;
      else if (this.#is(']')) break;
      else items.push(this.value(IN_LIST));
    }
    this.#at++;
    this.#depth--;
    return items;
  }

  #object(): JsonValue {
    if (++this.#depth > MAX_DEPTH) throw MALFORMED;
    const members = new Map<string, JsonValue>();
    for (this.#at++; !this.#is('}'); ) {
      if (this.#is(`,${BLANK}`)) {
        this.#at++;
        continue;
      }
      if (this.#at >= this.#text.length || this.#is(':[]{')) throw MALFORMED;
      const quote = this.#text[this.#at] as string;
      const name = quote === '"' || quote === "'" ? this.#string(quote) : this.#word(this.#at, IN_NAME);
      this.#space();
      if (!this.#is(':')) throw MALFORMED;
      this.#at++;
      members.set(name, this.value(IN_OBJECT));
      this.#space();
      if (!this.#is(IN_OBJECT)) throw MALFORMED;
    }
    this.#at++;
    this.#depth--;
    return members;
  }

  #string(quote: string): string {
    const begin = this.#at + 1;
    let at = begin;
    while (at < this.#text.length && this.#text[at] !== quote) at += this.#text[at] === '\\' ? 2 : 1;
    if (at >= this.#text.length) throw MALFORMED;
    this.#at = at + 1;
    const raw = this.#text.slice(begin, at);
    // A text that has an escape loses its control characters.
    return raw.includes('\\') ? withoutEscapes(raw.replace(/(\\.)|[\0-\x1f\x7f]/gs, '$1')) : raw;
  }

  /** From where it begins up to one of `ends`, or the end of all; without white space around it. */
  #word(begin: number, ends: string): string {
    while (this.#at < this.#text.length && !this.#is(ends)) this.#at++;
    let end = this.#at;
    while (begin < end - 1 && WHITE.test(this.#text[begin] as string)) begin++;
    while (begin < end - 1 && WHITE.test(this.#text[end - 1] as string)) end--;
    return this.#text.slice(begin, end);
  }

  #number(ends: string): JsonValue {
    const begin = this.#at;
    NUMBER.lastIndex = begin;
    const [text, fraction, exponent] = NUMBER.exec(this.#text) as RegExpExecArray;
    this.#at += text.length;
    if (exponent === undefined || !/[eE]$/.test(text)) this.#space();
    const next = this.#text[this.#at];
    if (/[eE]$/.test(text) || !(next === undefined || next >= '~' || ends.includes(next)))
      return this.#word(begin, ends);
    if (text.length > MAX_NUMBER) throw MALFORMED;
    if (fraction === undefined && exponent === undefined) return integer(text === '-' ? '0' : text);
    if (!FLOAT.test(text) || (text.length > LONG && parseDecimal(text) === undefined)) throw MALFORMED;
    return new JavaDouble(Number(text));
  }

  #is(characters: string): boolean {
    const character = this.#text[this.#at];
    return character !== undefined && characters.includes(character);
  }

  #space(): void {
    while (this.#at < this.#text.length && this.#text.charCodeAt(this.#at) <= 32) this.#at++;
  }
}

function withoutEscapes(text: string): string {
  return text.replace(
    /\\(?:u([\s\S]{0,4})|x([\s\S]{0,2})|([\s\S]))/g,
    (_, four?: string, two?: string, letter = '') => {
      const hex = four ?? two;
      if (hex === undefined) return ESCAPED[letter] ?? (/["'\\/]/.test(letter) ? letter : '');
      if (!/^[0-9a-fA-F]+$/.test(hex) || hex.length < (four === undefined ? 2 : 4)) throw MALFORMED;
      return String.fromCharCode(Number.parseInt(hex, 16));
    },
  );
}
