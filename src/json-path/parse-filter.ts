import { parseDecimal } from './decimal.ts';
import { JsonPathError } from './errors.ts';
import { JsonText } from './json-text.ts';
import { MAX_DEPTH, type Part, parseWhole } from './parse-path.ts';
import { type Expression, isOperator, type Operand, type Operator, type Path } from './path.ts';
import { closing, significant, unescaped, unquoted } from './scan-text.ts';

/** The expression of a filter, its parentheses included, as Jayway's FilterCompiler reads it. @throws JsonPathError */
export function parseFilter(part: Part): Expression {
  const reader = new FilterReader(part);
  const expression = reader.or();
  reader.end();
  return expression;
}

const SIGNS = '<>=~!';
/** The flags of Java's regular expressions. */
const FLAGS = /[dixmsuU]*/y;
const DIGITS = /[-.\deE]*/y;

class FilterReader {
  readonly #text: string;
  readonly #part: Part;
  #at = 0;
  #nested = 0;

  constructor(part: Part) {
    this.#text = part.text;
    this.#part = part;
  }

  or(): Expression {
    const of = [this.#and()];
    while (this.#takes('||')) of.push(this.#and());
    return of.length === 1 ? (of[0] as Expression) : { kind: 'or', of };
  }

  end(): void {
    if (this.#next() !== undefined) throw this.#error('Expected the end of the filter');
  }

  #and(): Expression {
    const of = [this.#operand()];
    while (this.#takes('&&')) of.push(this.#operand());
    return of.length === 1 ? (of[0] as Expression) : { kind: 'and', of };
  }

  #operand(): Expression {
    if (++this.#nested > MAX_DEPTH) throw this.#error('Too many parentheses');
    try {
      const from = this.#at;
      if (this.#takes('!')) {
        if (!this.#isPath()) return { kind: 'not', of: this.#operand() };
        this.#at = from;
      }
      if (!this.#takes('(')) return this.#relation();
      const inside = this.or();
      if (!this.#takes(')')) throw this.#error("Expected ')'");
      return inside;
    } finally {
      this.#nested--;
    }
  }

  /** What no operator follows is whether something exists. Before a comparison, `!` means nothing. */
  #relation(): Expression {
    const expected = this.#next() !== '!';
    const left = this.#value();
    this.#next();
    if ([')', '&&', '||'].some((end) => this.#text.startsWith(end, this.#at))) {
      if (left.kind !== 'path') throw this.#error('Expected an operator');
      return { kind: 'exists', path: left.path, expected };
    }
    return { kind: 'relation', left, operator: this.#operator(), right: this.#value() };
  }

  #operator(): Operator {
    const from = this.#at;
    const isSign = SIGNS.includes(this.#text[from] ?? ' ');
    const goesOn = (character: string): boolean => (isSign ? SIGNS.includes(character) : character !== ' ');
    while (this.#at < this.#text.length && goesOn(this.#text[this.#at] as string)) this.#at++;
    const operator = this.#text.slice(from, this.#at);
    const name = operator.toUpperCase().toLowerCase();
    if (!isOperator(name)) throw this.#error(`There is no operator ${JSON.stringify(operator)}`, from);
    return name;
  }

  #value(): Operand {
    const first = this.#next();
    const from = this.#at;
    switch (first) {
      case '!':
        this.#at++;
        if (!this.#isPath()) throw this.#error('Unexpected !', from);
        return { kind: 'path', path: this.#path() };
      case '$':
      case '@':
        return { kind: 'path', path: this.#path() };
      case "'":
      case '"':
        return {
          kind: 'value',
          value: unquoted(this.#delimited(first)) ?? this.#bad('Expected four digits behind \\u'),
        };
      case '[':
      case '{': {
        const close = closing(this.#text, from, false);
        if (close < 0) throw this.#error(`${first} is not closed`);
        this.#at = close + 1;
        return { kind: 'value', value: new JsonText(this.#text.slice(from, this.#at)) };
      }
      case '/': {
        const source = this.#delimited('/');
        return { kind: 'pattern', source, flags: this.#run(FLAGS), position: this.#part.offset + from };
      }
      case 't':
      case 'f':
      case 'n':
        return { kind: 'value', value: this.#word() };
      default:
        return { kind: 'value', value: parseDecimal(this.#run(DIGITS)) ?? this.#bad('Expected a value', from) };
    }
  }

  #word(): boolean | null {
    for (const [word, value] of WORDS) if (this.#takes(word)) return value;
    throw this.#error('Expected a value');
  }

  /** Up to a blank, an operator, or a parenthesis that is no empty one of a function. Of brackets in a row each second is skipped as one. */
  #path(): Path {
    const [text, from] = [this.#text, this.#at];
    let at = from + 1;
    for (; at < text.length; at++) {
      if (text[at] === '[') {
        const close = closing(text, at, false);
        if (close < 0) throw this.#error('[ is not closed', at);
        at = close + 1;
      }
      const character = text[at] ?? ' ';
      if (character === ' ' || SIGNS.includes(character)) break;
      if (character === ')' && !(text[at - 1] === '(' && text.slice(from + 1, at - 1).includes('.'))) break;
    }
    this.#at = at;
    return parseWhole({ ...this.#part, text: text.slice(from, at), offset: this.#part.offset + from });
  }

  #isPath(): boolean {
    const next = this.#next();
    return next === '$' || next === '@';
  }

  /** What stands between this mark and the next. */
  #delimited(mark: string): string {
    const from = this.#at;
    const close = unescaped(this.#text, mark, from);
    if (close < 0) throw this.#error(`${mark} is not closed`);
    this.#at = close + 1;
    return this.#text.slice(from + 1, close);
  }

  #run(characters: RegExp): string {
    characters.lastIndex = this.#at;
    const [run = ''] = characters.exec(this.#text) ?? [];
    this.#at += run.length;
    return run;
  }

  #takes(word: string): boolean {
    const at = significant(this.#text, this.#at);
    if (!this.#text.startsWith(word, at)) return false;
    this.#at = at + word.length;
    return true;
  }

  /** The next character that is no blank. */
  #next(): string | undefined {
    this.#at = significant(this.#text, this.#at);
    return this.#text[this.#at];
  }

  #bad(what: string, at = this.#at): never {
    throw this.#error(what, at);
  }

  #error(what: string, at = this.#at): JsonPathError {
    return new JsonPathError(what, this.#part.offset + at);
  }
}

const WORDS: readonly (readonly [string, boolean | null])[] = [
  ['true', true],
  ['false', false],
  ['null', null],
];
