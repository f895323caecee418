/**
 * Velocity 1.7's lexer: tokens depend on a state, states are stacked, and the parser changes the state in two places. What
 * Velocity takes for text follows from this and from nothing shorter: `$`, `#` and `\` of a template that is no VTL.
 */
import { type Place, TemplateSyntaxError } from './errors.ts';
import { RULES, type State } from './lex-rules.ts';
import { type Kind, T, type Token } from './token.ts';

interface Saved {
  readonly lparen: number;
  readonly rparen: number;
  readonly state: State;
}

export class Lexer {
  readonly #text: string;
  #at = 0;
  #state: State = 'DEFAULT';
  #lparen = 0;
  #rparen = 0;
  #inComment = false;
  /** Set by the lexer at `#set(`, cleared by the parser behind it. */
  inSet = false;
  readonly #stack: Saved[] = [];
  /** The line that was last asked for, where it begins, and where it ends: -1 is with the text. */
  #line = 1;
  #lineAt = 0;
  #lineEnd: number;

  constructor(text: string) {
    this.#text = text;
    this.#lineEnd = text.indexOf('\n');
  }

  switchTo(state: State): void {
    this.#state = state;
  }

  #push(state: State): void {
    this.#stack.push({ lparen: this.#lparen, rparen: this.#rparen, state: this.#state });
    this.#lparen = 0;
    this.#state = state;
  }

  /** False when there is none below. */
  pop(): boolean {
    const saved = this.#stack.pop();
    this.#lparen = saved?.lparen ?? 0;
    this.#state = saved?.state ?? 'DEFAULT';
    if (saved !== undefined) this.#rparen = saved.rparen;
    return saved !== undefined;
  }

  /** Whether a parenthesis comes next, with white space before it or not. */
  leftParenthesisAhead(): boolean {
    let at = this.#at;
    while (' \t\r\n'.includes(this.#text[at] ?? 'x')) at++;
    return this.#text[at] === '(';
  }

  /** @throws TemplateSyntaxError where no token can begin, or the text ends in the middle of one. */
  next(): Token {
    const special: string[] = [];
    let start = this.#at;
    let some = false; // a part of a token was read
    for (;;) {
      if (this.#at >= this.#text.length) {
        if (some) throw this.#unexpected();
        return { kind: T.EOF, image: '', place: this.#place(this.#at), special };
      }
      const [kind, length] = this.#longest();
      this.#at += length;
      switch (kind) {
        case T.SKIP:
          start = this.#at;
          some = false;
          continue;
        case T.REFERENCE_TERMINATOR:
        case T.DIRECTIVE_TERMINATOR:
          special.push(this.#text.slice(start, this.#at));
          this.#at -= length;
          this.pop();
          start = this.#at;
          some = false;
          continue;
        default:
      }
      if (this.#isPart(kind)) {
        some = true;
        continue;
      }
      return this.#token(kind, start, special);
    }
  }

  #longest(): readonly [Kind, number] {
    let kind: Kind = T.EOF;
    let longest = 0;
    for (const rule of RULES[this.#state](this.#text[this.#at] as string)) {
      const length = rule.match(this.#text, this.#at);
      if (length > longest) {
        longest = length;
        kind = rule.kind;
      }
    }
    if (longest === 0) throw this.#unexpected();
    return [kind, longest];
  }

  /** True when what was read only begins a token. */
  #isPart(kind: Kind): boolean {
    switch (kind) {
      case T.DOLLAR:
      case T.DOLLARBANG:
        if (this.#inComment) return true;
        if (this.#state === 'REFERENCE') this.pop();
        this.#push('REFERENCE');
        return true;
      case T.TEXTBLOCK_START:
        this.#comment('TEXTBLOCK');
        return true;
      case T.FORMAL_COMMENT_START:
        if (!this.#inComment) this.#at--;
        this.#comment('FORMAL_COMMENT');
        return true;
      case T.MULTI_LINE_COMMENT_START:
        this.#comment('COMMENT');
        return true;
      case T.HASH:
        if (this.#inComment) return true;
        if (this.#state === 'REFERENCE' || this.#state === 'REFMODIFIER') this.pop();
        this.#push('PRE_DIRECTIVE');
        return true;
      default:
        return kind === T.MORE;
    }
  }

  #comment(state: State): void {
    if (this.#inComment) return;
    this.#inComment = true;
    this.#push(state);
  }

  #token(kind: Kind, start: number, special: readonly string[]): Token {
    let image = this.#text.slice(start, this.#at);
    switch (kind) {
      case T.INDEX_LBRACKET:
        this.#push('REFINDEX');
        break;
      case T.INDEX_RBRACKET:
      case T.RCURLY:
      case T.END:
      case T.ELSE:
        this.pop();
        break;
      case T.LPAREN:
        this.#lparen++;
        if (this.#state === 'REFMODIFIER') this.#state = 'REFMOD2';
        break;
      case T.RPAREN:
        this.#closeParenthesis();
        break;
      case T.REFMOD2_RPAREN:
        this.#state = 'REFERENCE';
        break;
      case T.SET_DIRECTIVE:
        this.#push('DIRECTIVE');
        this.inSet = true;
        this.#lparen++;
        break;
      case T.SINGLE_LINE_COMMENT_START:
        if (this.#inComment) break;
        if (this.#state === 'REFERENCE') this.pop();
        this.#comment('LINE_COMMENT');
        break;
      case T.SINGLE_LINE_COMMENT:
      case T.FORMAL_COMMENT:
      case T.MULTI_LINE_COMMENT:
      case T.TEXTBLOCK:
        this.#inComment = false;
        this.pop();
        break;
      case T.IF:
      case T.ELSEIF:
        this.#state = 'DIRECTIVE';
        break;
      case T.STRING_LITERAL:
        if (this.#state === 'DIRECTIVE' && !this.inSet && this.#lparen === 0) this.pop();
        break;
      case T.INTEGER:
        if (image.endsWith('..')) {
          this.#at -= 2;
          image = image.slice(0, -2);
        }
        if (this.#lparen === 0 && !this.inSet && this.#state !== 'REFMOD2' && this.#state !== 'REFINDEX') this.pop();
        break;
      case T.FLOAT:
        if (this.#lparen === 0 && !this.inSet && this.#state !== 'REFMOD2') this.pop();
        break;
      case T.DOT:
        this.#at--;
        image = '.';
        this.#state = 'REFMODIFIER';
        break;
      default:
    }
    return { kind, image, place: this.#place(start), special };
  }

  /** Down to the state that the parenthesis closes. */
  #closeParenthesis(): void {
    for (let closed = this.#inComment; !closed; ) {
      if (this.#lparen > 0) {
        if (this.#lparen === this.#rparen + 1) this.pop();
        else this.#rparen++;
        closed = true;
      } else if (!this.pop()) break;
    }
  }

  #unexpected(): TemplateSyntaxError {
    const c = this.#text[this.#at];
    const what = c === undefined ? 'the end of the template' : JSON.stringify(c);
    return new TemplateSyntaxError(`Unexpected ${what}`, this.#place(this.#at));
  }

  /** Places are asked for in order of the text, so that counting goes through it once. */
  #place(at: number): Place {
    if (at < this.#lineAt) {
      this.#line = 1;
      this.#lineAt = 0;
      this.#lineEnd = this.#text.indexOf('\n');
    }
    while (this.#lineEnd !== -1 && this.#lineEnd < at) {
      this.#line++;
      this.#lineAt = this.#lineEnd + 1;
      this.#lineEnd = this.#text.indexOf('\n', this.#lineAt);
    }
    return { line: this.#line, column: at - this.#lineAt + 1 };
  }
}
