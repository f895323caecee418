import type { JsonValue } from '../lib/json-value.ts';
import type { Decimal } from './decimal.ts';
import type { JsonText } from './json-text.ts';

/** A path as it was read: `$.store.book[?(@.price < 10)].title`. */
export interface Path {
  /** `@` is the item that a filter looks at. */
  readonly root: '$' | '@';
  readonly segments: readonly Segment[];
}

export type Segment =
  | { readonly kind: 'property'; readonly names: readonly string[] }
  /** Negative ones count from the end. */
  | { readonly kind: 'index'; readonly indexes: readonly number[] }
  | { readonly kind: 'slice'; readonly from: number | undefined; readonly to: number | undefined }
  /** One that only `length()` sees at the end of its path is added. */
  | { readonly kind: 'wildcard'; readonly isAdded?: true }
  | { readonly kind: 'scan' }
  | { readonly kind: 'filter'; readonly test: Expression }
  | FunctionSegment;

export interface FunctionSegment {
  readonly kind: 'function';
  readonly name: string;
  readonly parameters: readonly Parameter[];
  /** It stood behind a scan, which became its parameter. */
  readonly scanned: boolean;
}

export type Parameter =
  | { readonly kind: 'path'; readonly path: Path }
  /** Read when the function asks for it. */
  | { readonly kind: 'json'; readonly text: string };

export type Expression =
  | { readonly kind: 'and' | 'or'; readonly of: readonly Expression[] }
  | { readonly kind: 'not'; readonly of: Expression }
  /** `@.a`, or `!@.a` when not `expected`. */
  | { readonly kind: 'exists'; readonly path: Path; readonly expected: boolean }
  | { readonly kind: 'relation'; readonly left: Operand; readonly operator: Operator; readonly right: Operand };

export type Operand =
  | { readonly kind: 'path'; readonly path: Path }
  | { readonly kind: 'value'; readonly value: Literal }
  | { readonly kind: 'pattern'; readonly source: string; readonly flags: string; readonly position: number };

/** What stands in a filter itself. */
export type Literal = null | boolean | string | Decimal | JsonText;

/** In lower case; any case is taken. */
const OPERATORS = [
  ...['==', '===', '!=', '!==', '<', '<=', '>', '>=', '=~'],
  ...['in', 'nin', 'subsetof', 'anyof', 'noneof', 'all', 'size', 'empty', 'contains', 'exists', 'type', 'matches'],
] as const;

export type Operator = (typeof OPERATORS)[number];

export function isOperator(text: string): text is Operator {
  return (OPERATORS as readonly string[]).includes(text);
}

/** What functions work on: JSON, or the set of names that `keys()` is, which is neither a list nor an object. */
export type Value = JsonValue | ReadonlySet<string>;

/** Whether a segment leads to one place; the names of the last one are merged into one object. */
export function isDefiniteSegment(segment: Segment, isLast: boolean): boolean {
  switch (segment.kind) {
    case 'property':
      return segment.names.length === 1 || isLast;
    case 'index':
      return segment.indexes.length === 1;
    case 'function':
      return true;
    default:
      return false;
  }
}

/** A definite path yields a value or nothing; any other a list, however long. */
export function isDefinite({ segments }: Path): boolean {
  return segments.every((segment, i) => isDefiniteSegment(segment, i === segments.length - 1));
}

export function isFunctionPath({ segments }: Path): boolean {
  return segments.at(-1)?.kind === 'function';
}
