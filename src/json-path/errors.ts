/** A path that cannot be read. `position` counts UTF-16 units of the path's text from 0. */
export class JsonPathError extends Error {
  readonly position: number;

  constructor(what: string, position: number) {
    super(`${what} at position ${position}`);
    this.name = 'JsonPathError';
    this.position = position;
  }
}

/** Reading a value by a path took more steps than are allowed. */
export class JsonPathBudgetError extends Error {
  constructor() {
    super('The JSONPath takes too many steps on this document');
    this.name = 'JsonPathBudgetError';
  }
}

/**
 * What a reading ends with, for it leads nowhere. It says who else may catch it, as the classes of Jayway's exceptions do.
 * Thrown inside of this folder, and made once, for a document can bring it about often.
 */
class Failure extends Error {}

/** The path leads nowhere: an item of `[*]` that is passed over, an operand that is not there, a filter that does not match. */
export const NOT_FOUND = new Failure('Path not found');

/** An operand that its operator cannot have, or a function that there is none of: the filter does not match, negated or not. */
export const UNFIT = new Failure('Operand unfit');

/** A position that a list does not have, as `first()` of an empty one: it is as if the item that led here were not there. */
export const OUT_OF_BOUNDS = new Failure('Position out of bounds');

/** Nobody catches it: the whole reading yields nothing. */
export const FAILED = new Failure('Reading failed');

export function isFailure(error: unknown): boolean {
  return error instanceof Failure;
}
