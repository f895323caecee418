import { JsonSyntaxError, parseJson } from '../lib/json-parse.ts';
import type { JsonValue } from '../lib/json-value.ts';
import { ModelError } from './keywords.ts';
import { UNPARSED } from './messages.ts';
import type { Models } from './models.ts';
import { Budget, Report, ValidationBudgetError } from './report.ts';

export { ModelError } from './keywords.ts';
export { type Model, Models } from './models.ts';

/**
 * What is wrong with a body: `$context.error.validationErrorString`, as in `[object has missing required properties (["name"])]`;
 * `undefined` when it is valid.
 */
export type ValidateBody = (body: string) => string | undefined;

/** @throws ModelError for a model that cannot be validated against */
export function compileValidation(models: Models, name: string): ValidateBody {
  const check = models.compile(name);

  const problemsOf = (value: JsonValue): readonly string[] => {
    const report = new Report(new Budget());
    try {
      check(value, report);
      return report.messages;
    } catch (error) {
      if (error instanceof ValidationBudgetError) return [error.message];
      throw error;
    }
  };
  const shown = (problems: readonly string[]): string | undefined =>
    problems.length === 0 ? undefined : `[${problems.join(', ')}]`;

  return (body) => {
    // An empty body is valid where `{}` is (aws-behaviour.md §1.13), but it is called unparsed (an execution log, published 2021).
    if (body === '') return problemsOf(EMPTY).length === 0 ? undefined : shown([UNPARSED]);
    try {
      return shown(problemsOf(parseJson(body)));
    } catch (error) {
      if (error instanceof JsonSyntaxError) return shown([UNPARSED]);
      throw error;
    }
  };
}

const EMPTY: JsonValue = new Map();

/** Why a model cannot be validated against; `undefined` when it can. */
export function unsupported(models: Models, name: string): string | undefined {
  try {
    models.compile(name);
    return undefined;
  } catch (error) {
    if (error instanceof ModelError) return error.message;
    throw error;
  }
}
