import type { JsonValue } from '../lib/json-value.ts';

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
  | { readonly kind: 'wildcard' }
  | { readonly kind: 'scan' }
  | { readonly kind: 'filter'; readonly test: Expression }
  | { readonly kind: 'function'; readonly name: string; readonly parameters: readonly Parameter[] };

export type Parameter =
  | { readonly kind: 'path'; readonly path: Path }
  | { readonly kind: 'value'; readonly value: JsonValue };

export type Expression =
  | { readonly kind: 'and' | 'or'; readonly of: readonly Expression[] }
  | { readonly kind: 'not'; readonly of: Expression }
  /** `@.a`, or `!@.a` when not `expected`. */
  | { readonly kind: 'exists'; readonly path: Path; readonly expected: boolean }
  | { readonly kind: 'relation'; readonly left: Operand; readonly operator: string; readonly right: Operand };

export type Operand =
  | { readonly kind: 'path'; readonly path: Path }
  | { readonly kind: 'value'; readonly value: JsonValue }
  | { readonly kind: 'pattern'; readonly source: string; readonly flags: string; readonly position: number };

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
