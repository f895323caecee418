import { TemplateSyntaxError } from './errors.ts';
import { Lexer } from './lexer.ts';
import { MAX_DEPTH } from './limits.ts';
import { type Kind, T, type Token } from './token.ts';

/** The tokens of a template, read when they are asked for: some of the lexer's states are the parser's doing. */
export class Tokens {
  readonly lexer: Lexer;
  #ahead: Token | undefined;
  /** The last one taken. */
  last: Token | undefined;
  #depth: number;
  /** Names of the macros that the template has defined so far: what is escaped depends on them. */
  readonly macros: Set<string>;

  constructor(text: string, depth: number, macros: Set<string>) {
    this.macros = macros;
    this.lexer = new Lexer(text);
    this.#depth = depth;
  }

  get depth(): number {
    return this.#depth;
  }

  peek(): Token {
    this.#ahead ??= this.#read(this.last);
    return this.#ahead;
  }

  /** The one behind the next. */
  second(): Token {
    const first = this.peek();
    first.next ??= this.lexer.next();
    return first.next;
  }

  #read(before: Token | undefined): Token {
    if (before === undefined) return this.lexer.next();
    before.next ??= this.lexer.next();
    return before.next;
  }

  at(...kinds: readonly Kind[]): boolean {
    return kinds.includes(this.peek().kind);
  }

  take(): Token {
    const token = this.peek();
    this.last = token;
    this.#ahead = undefined;
    return token;
  }

  skip(kind: Kind): boolean {
    if (this.peek().kind !== kind) return false;
    this.take();
    return true;
  }

  expect(...kinds: readonly Kind[]): Token {
    if (!this.at(...kinds)) throw this.unexpected();
    return this.take();
  }

  unexpected(): TemplateSyntaxError {
    const { kind, image, place } = this.peek();
    const what = kind === T.EOF ? 'the end of the template' : JSON.stringify(image);
    return new TemplateSyntaxError(`Unexpected ${what}`, place);
  }

  /** @throws TemplateSyntaxError when what nests is too deep. */
  nested<R>(read: () => R): R {
    if (this.#depth >= MAX_DEPTH) throw new TemplateSyntaxError('Too many levels', this.peek().place);
    this.#depth++;
    const result = read();
    this.#depth--;
    return result;
  }
}
