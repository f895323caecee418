import { integer } from '../lib/json-parse.ts';
import { JavaDouble, type JsonNumber } from '../lib/json-value.ts';
import { JsonPathError } from './errors.ts';
import { OPERATORS } from './operators.ts';
import { jsonAt, MAX_DEPTH, type Part, parsePart } from './parse-path.ts';
import type { Expression, Operand, Path } from './path.ts';
import { closing, isBlank, significant, unescaped, unquoted } from './scan-text.ts';

/** The expression of a filter, its parentheses included, as Jayway's FilterCompiler reads it. @throws JsonPathError */
export function parseFilter(part: Part): Expression {
  const reader = new FilterReader(part);
  const expression = reader.or();
  reader.end();
  return expression;
}

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
const SIGNS = '<>=~!';

class FilterReader {
  readonly #text: string;
  readonly #end: number;
  readonly #depth: number;
  #at: number;
  #nested = 0;

  constructor({ text, from, end, depth }: Part) {
    this.#text = text;
    this.#at = from;
    this.#end = end;
    this.#depth = depth;
  }

  or(): Expression {
    const of = [this.#and()];
    while (this.#takes('||')) of.push(this.#and());
    return of.length === 1 ? (of[0] as Expression) : { kind: 'or', of };
  }

  end(): void {
    if (this.#skipBlanks() < this.#end) throw new JsonPathError('Expected the end of the filter', this.#at);
  }

  #and(): Expression {
    const of = [this.#operand()];
    while (this.#takes('&&')) of.push(this.#operand());
    return of.length === 1 ? (of[0] as Expression) : { kind: 'and', of };
  }

  #operand(): Expression {
    if (++this.#nested > MAX_DEPTH) throw new JsonPathError('Too many parentheses', this.#at);
    try {
      const at = this.#skipBlanks();
      if (this.#takes('!')) {
        const next = this.#text[this.#skipBlanks()];
        if (next !== '$' && next !== '@') return { kind: 'not', of: this.#operand() };
        this.#at = at;
      }
      if (!this.#takes('(')) return this.#relation();
      const inside = this.or();
      if (!this.#takes(')')) throw new JsonPathError("Expected ')'", this.#at);
      return inside;
    } finally {
      this.#nested--;
    }
  }

  #relation(): Expression {
    const expected = !this.#takes('!');
    const from = this.#skipBlanks();
    const left = this.#value();
    this.#skipBlanks();
    const next = this.#text[this.#at];
    if (this.#at >= this.#end || next === ')' || next === '&' || next === '|') {
      if (left.kind !== 'path') throw new JsonPathError('Expected an operator', this.#at);
      return { kind: 'exists', path: left.path, expected };
    }
    const begin = this.#at;
    const operator = this.#operator();
    if (!Object.hasOwn(OPERATORS, operator)) {
      throw new JsonPathError(`There is no operator ${JSON.stringify(operator)}`, begin);
    }
    if (!expected) throw new JsonPathError("'!' before a comparison needs parentheses", from - 1);
    return { kind: 'relation', left, operator, right: this.#value() };
  }

  #operator(): string {
    const from = this.#at;
    const isSign = SIGNS.includes(this.#text[from] as string);
    const goesOn = (): boolean => {
      const character = this.#text[this.#at] as string;
      return isSign ? SIGNS.includes(character) : !isBlank(character.charCodeAt(0));
    };
    while (this.#at < this.#end && goesOn()) this.#at++;
    return this.#text.slice(from, this.#at).toLowerCase();
  }

  #value(): Operand {
    const from = this.#skipBlanks();
    const first = this.#text[from] as string;
    if (from >= this.#end) throw new JsonPathError('Expected a value', from);
    if (first === '$' || first === '@') return { kind: 'path', path: this.#path() };
    if (first === "'" || first === '"') return { kind: 'value', value: this.#string(first) };
    if (first === '[' || first === '{') {
      const close = closing(this.#text, from, this.#end, false);
      if (close < 0) throw new JsonPathError(`${first} is not closed`, from);
      this.#at = close + 1;
      return { kind: 'value', value: jsonAt(this.#text, from, this.#at) };
    }
    if (first === '/') return this.#pattern();
    for (const [word, value] of WORDS) {
      if (this.#text.startsWith(word, from)) {
        this.#at = from + word.length;
        return { kind: 'value', value };
      }
    }
    return { kind: 'value', value: this.#number() };
  }

  /** Up to a blank, an operator, or a parenthesis that the path did not open. */
  #path(): Path {
    const from = this.#at++;
    for (; this.#at < this.#end; this.#at++) {
      const character = this.#text[this.#at] as string;
      if (character === '[' || character === '(') {
        const close = closing(this.#text, this.#at, this.#end, character === '[');
        if (close < 0) throw new JsonPathError(`${character} is not closed`, this.#at);
        this.#at = close;
      } else if (character === ')' || character === ' ' || SIGNS.includes(character)) break;
    }
    return parsePart({ text: this.#text, from, end: this.#at, depth: this.#depth });
  }

  #string(quote: string): string {
    const from = this.#at;
    const close = unescaped(this.#text, quote, from, this.#end);
    if (close < 0) throw new JsonPathError(`${quote} is not closed`, from);
    this.#at = close + 1;
    return unquoted(this.#text.slice(from + 1, close));
  }

  #pattern(): Operand {
    const from = this.#at;
    const close = unescaped(this.#text, '/', from, this.#end);
    if (close < 0) throw new JsonPathError('The regular expression is not closed', from);
    this.#at = close + 1;
    const source = this.#text.slice(from + 1, close);
    while (/[a-zA-Z]/.test(this.#text[this.#at] ?? '')) this.#at++;
    return { kind: 'pattern', source, flags: this.#text.slice(close + 1, this.#at), position: from };
  }

  #number(): JsonNumber {
    const from = this.#at;
    while (this.#at < this.#end && /[-+.\deE]/.test(this.#text[this.#at] as string)) this.#at++;
    const text = this.#text.slice(from, this.#at);
    if (!NUMBER.test(text) || text.length > 1_000) throw new JsonPathError('Expected a value', from);
    return /[.eE]/.test(text) ? new JavaDouble(Number(text)) : integer(text.replace(/^\+/, ''));
  }

  #takes(word: string): boolean {
    const at = significant(this.#text, this.#at, this.#end);
    if (at < 0 || at + word.length > this.#end || !this.#text.startsWith(word, at)) return false;
    this.#at = at + word.length;
    return true;
  }

  #skipBlanks(): number {
    const at = significant(this.#text, this.#at, this.#end);
    this.#at = at < 0 ? this.#end : at;
    return this.#at;
  }
}

const WORDS: readonly (readonly [string, boolean | null])[] = [
  ['true', true],
  ['false', false],
  ['null', null],
];
