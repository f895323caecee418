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

/** Thrown inside of this folder: the path leads nowhere. Made once, for a document can bring it about often. */
export const NOT_FOUND = new Error('Path not found');

/** Thrown inside of this folder: an operator has an operand that it cannot have, and the filter does not match. */
export const UNFIT = new Error('Operand unfit');
