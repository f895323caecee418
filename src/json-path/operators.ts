import { isJsonArray, isJsonNumber, type JsonValue, numeric } from '../lib/json-value.ts';
import type { Budget } from './budget.ts';
import { decimalText, equal, kindOf, type Operand, order } from './equality.ts';
import { UNFIT } from './errors.ts';

/** @throws UNFIT for an operand that the operator cannot have; the filter does not match then, negated or not */
type Operator = (left: Operand, right: Operand, budget: Budget) => boolean;

/** Whether a text matches a regular expression as a whole; what a `/pattern/` is compiled to. */
export type Pattern = (text: string) => boolean;

/** By how they are written, in lower case (JsonPath's README, "Filter Operators"). `=~` is compiled by itself. */
export const OPERATORS: { readonly [operator: string]: Operator } = {
  '==': equal,
  '===': (left, right, budget) => kindOf(left) === kindOf(right) && equal(left, right, budget),
  '!=': (left, right, budget) => !equal(left, right, budget),
  '!==': (left, right, budget) => !(kindOf(left) === kindOf(right) && equal(left, right, budget)),
  '<': (left, right) => (order(left, right) ?? 1) < 0,
  '<=': (left, right) => (order(left, right) ?? 1) <= 0,
  '>': (left, right) => (order(left, right) ?? -1) > 0,
  '>=': (left, right) => (order(left, right) ?? -1) >= 0,
  '=~': () => false,
  in: (left, right, budget) => isIn(left, right, budget),
  nin: (left, right, budget) => !isIn(left, right, budget),
  subsetof: (left, right, budget) => pairwise(left, right, (a, b) => a.every((item) => has(b, item, budget))),
  anyof: (left, right, budget) => pairwise(left, right, (a, b) => a.some((item) => has(b, item, budget))),
  noneof: (left, right, budget) => pairwise(left, right, (a, b) => !a.some((item) => has(b, item, budget))),
  all(left, right, budget) {
    if (!isJsonArray(right)) throw UNFIT;
    if (kindOf(left) !== 'json') return false;
    return !isJsonArray(left) || right.every((item) => has(left, item, budget));
  },
  size(left, right) {
    if (!isJsonNumber(right)) return false;
    const size = Math.trunc(Number(numeric(right)));
    return typeof left === 'string' || isJsonArray(left) ? left.length === size : false;
  },
  empty(left, right) {
    if (typeof left !== 'string' && kindOf(left) !== 'json') return false;
    if (typeof right !== 'boolean') throw UNFIT;
    return (sizeOf(left as string | JsonValue) === 0) === right;
  },
  contains(left, right, budget) {
    if (typeof left === 'string' && typeof right === 'string') {
      budget.text(left.length);
      return left.includes(right);
    }
    return isJsonArray(left) && has(left, right, budget);
  },
};

/** `=~`: of a list, whether any of its items matches. */
export function matchesPattern(value: Operand, pattern: Pattern, budget: Budget): boolean {
  const texts = isJsonArray(value) ? value : [value];
  return texts.some((item) => {
    const text = subjectOf(item);
    // A step of the automaton costs more than one of a comparison.
    budget.spend(1 + (text.length >> 2));
    return pattern(text);
  });
}

function subjectOf(value: Operand): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return String(value);
  return isJsonNumber(value) ? decimalText(value) : '';
}

function isIn(left: Operand, right: Operand, budget: Budget): boolean {
  if (kindOf(right) !== 'json') throw UNFIT;
  return isJsonArray(right) && has(right, left, budget);
}

function has(list: readonly JsonValue[], item: Operand, budget: Budget): boolean {
  budget.spend(list.length);
  return list.some((other) => equal(item, other, budget));
}

function pairwise(
  left: Operand,
  right: Operand,
  test: (left: readonly JsonValue[], right: readonly JsonValue[]) => boolean,
): boolean {
  if (kindOf(left) !== 'json' || kindOf(right) !== 'json') throw UNFIT;
  return isJsonArray(left) && isJsonArray(right) && test(left, right);
}

function sizeOf(value: string | JsonValue): number {
  if (typeof value === 'string' || isJsonArray(value)) return value.length;
  return value instanceof Map ? value.size : -1;
}
