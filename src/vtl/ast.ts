import type { Place } from './errors.ts';
import { literalOf, type Token } from './token.ts';

/** The tokens that a node was read from: for what prints its own source. */
export interface Span {
  readonly first: Token;
  readonly last: Token;
}

export type Step =
  | { readonly type: 'property'; readonly name: string }
  | { readonly type: 'method'; readonly name: string; readonly args: readonly Expression[]; readonly place: Place }
  | { readonly type: 'index'; readonly key: Expression; readonly place: Place };

export interface Reference {
  readonly type: 'reference';
  readonly span: Span;
  readonly place: Place;
  readonly root: string;
  readonly steps: readonly Step[];
  /**
   * `escaped`: an odd number of backslashes came before it, and it prints its source. `text`: it was no reference after all,
   * and prints `root`. `none`: it prints nothing, and has no value.
   */
  readonly reading: 'value' | 'escaped' | 'text' | 'none';
  /** What stands before its value: half of the backslashes, and `$` and `#` that belong to nothing. */
  readonly prefix: string;
  /** The backslashes alone: all that an escaped one prints before its source. */
  readonly escapes: string;
  /** What it prints where it has no value to print. */
  readonly source: string;
}

export type BinaryOperator =
  | 'or'
  | 'and'
  | 'eq'
  | 'ne'
  | 'lt'
  | 'gt'
  | 'le'
  | 'ge'
  | 'add'
  | 'sub'
  | 'mul'
  | 'div'
  | 'mod';

export type Expression =
  | Reference
  | {
      readonly type: 'string';
      readonly span: Span;
      readonly value: string;
      readonly template: Block | undefined;
      readonly cut: boolean;
    }
  | { readonly type: 'integer' | 'float'; readonly span: Span; readonly image: string }
  | { readonly type: 'boolean'; readonly span: Span; readonly value: boolean }
  /** A bare word, as `in` in `#foreach`: it has no value. */
  | { readonly type: 'word'; readonly span: Span; readonly image: string }
  | { readonly type: 'list'; readonly span: Span; readonly items: readonly Expression[] }
  | { readonly type: 'range'; readonly span: Span; readonly from: Expression; readonly to: Expression }
  | { readonly type: 'map'; readonly span: Span; readonly entries: readonly (readonly [Expression, Expression])[] }
  | { readonly type: 'not'; readonly span: Span; readonly operand: Expression }
  | { readonly type: BinaryOperator; readonly span: Span; readonly left: Expression; readonly right: Expression };

export type Node =
  | { readonly type: 'text'; readonly text: string }
  | Reference
  | { readonly type: 'set'; readonly left: Reference; readonly right: Expression }
  | { readonly type: 'if'; readonly branches: readonly Branch[]; readonly otherwise: Block | undefined }
  | {
      readonly type: 'foreach';
      readonly variable: string;
      readonly list: Expression | undefined;
      readonly body: Block;
      readonly place: Place;
    }
  | { readonly type: 'define'; readonly name: string; readonly body: Block }
  | { readonly type: 'macro'; readonly name: string; readonly parameters: readonly string[]; readonly body: Block }
  | Call
  /** `#literal`: it prints its source; what macros that defines are defined all the same. */
  | { readonly type: 'literal'; readonly text: string; readonly body: Block }
  | { readonly type: 'evaluate'; readonly source: Expression; readonly place: Place }
  | { readonly type: 'stop'; readonly message: Expression | undefined }
  | { readonly type: 'break'; readonly scope: Expression | undefined; readonly place: Place };

export interface Branch {
  readonly condition: Expression;
  readonly body: Block;
}

/** `#name(…)`, or `#@name(…) … #end`: a macro's call, or text when there is no such macro. */
export interface Call {
  readonly type: 'call';
  readonly name: string;
  readonly args: readonly Expression[];
  readonly body: Block | undefined;
  readonly span: Span;
  readonly place: Place;
}

export type Block = readonly Node[];

/** The source of a node, as `#literal` and operands without a value print it. */
export function sourceOf({ first, last }: Span): string {
  let text = literalOf(first);
  for (let token = first; token !== last && token.next !== undefined; ) {
    token = token.next;
    text += literalOf(token);
  }
  return text;
}

/** The same without what the lexer had given back: the source of a call that calls nothing. */
export function imagesOf({ first, last }: Span): string {
  let text = first.image;
  for (let token = first; token !== last && token.next !== undefined; ) {
    token = token.next;
    text += token.image;
  }
  return text;
}
