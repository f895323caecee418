import { isJsonArray, isJsonObject, type JsonValue } from '../lib/json-value.ts';
import { Budget } from './budget.ts';
import { compilePath, plain, Run } from './compile-path.ts';
import { isFailure, JsonPathBudgetError } from './errors.ts';
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
  const find = compilePath(parsePath(text), false);
  // append() changes the lists that it finds, which other parts of the path see; the document stays as it is.
  const appends = text.includes('append(');
  return (document, budget = new Budget()) => {
    if (document === null) return undefined;
    const root = appends ? copy(document, budget) : document;
    try {
      return plain(find(root, new Run(root, budget)));
    } catch (error) {
      if (isFailure(error)) return undefined;
      // Scans and filters inside of one another, over a document that nests.
      if (error instanceof RangeError) throw new JsonPathBudgetError();
      throw error;
    }
  };
}

function copy(value: JsonValue, budget: Budget): JsonValue {
  budget.spend(1);
  if (isJsonArray(value)) return value.map((item) => copy(item, budget));
  if (!isJsonObject(value)) return value;
  return new Map([...value].map(([name, member]) => [name, copy(member, budget)]));
}
