import type { JsonValue } from '../lib/json-value.ts';
import { Budget } from './budget.ts';
import { compilePath } from './compile-path.ts';
import { NOT_FOUND } from './errors.ts';
import { parsePath } from './parse-path.ts';

/** JSONPath as API Gateway has it: the dialect of Jayway's JsonPath, with its default options. */

export { Budget as PathBudget } from './budget.ts';
export { JsonPathBudgetError, JsonPathError } from './errors.ts';

/**
 * What a path finds in a document: the value for a definite path, a list for any other, and `undefined` where the path leads
 * nowhere (Jayway throws there; templates show an empty text, aws-behaviour.md §1.11).
 *
 * @param budget of all that is read for one request; without it, of this reading alone
 * @throws JsonPathBudgetError when it takes too many steps
 */
export type ReadPath = (document: JsonValue, budget?: Budget) => JsonValue | undefined;

/** @throws JsonPathError with the position of what cannot be read */
export function compileJsonPath(text: string): ReadPath {
  const find = compilePath(parsePath(text));
  return (document, budget = new Budget()) => {
    try {
      return find(document, { root: document, budget, known: new Map() });
    } catch (error) {
      if (error === NOT_FOUND) return undefined;
      throw error;
    }
  };
}
