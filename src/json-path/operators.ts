import type { JsonValue } from '../lib/json-value.ts';
import type { Budget } from './budget.ts';
import { decimalOf, isNumber } from './decimal.ts';
import { FAILED, UNFIT } from './errors.ts';
import { equal, equalItem, itemsOf, kindOf, listOf, type Operand, order, spendOn, textOf } from './operand.ts';
import type { Operator } from './path.ts';

/** @throws UNFIT for an operand that the operator cannot have; the filter does not match then, negated or not */
type Relate = (left: Operand, right: Operand, budget: Budget) => boolean;

/** Whether a text matches a regular expression as a whole; what a `/pattern/` is compiled to. */
export type Pattern = (text: string) => boolean;

const never: Relate = () => {
  throw UNFIT;
};

/** As release 2.10.0 of Jayway has them. `=~` is compiled by itself. */
export const RELATE: { readonly [K in Exclude<Operator, '=~'>]: Relate } = {
  '==': equal,
  '===': sameKind,
  '!=': (left, right, budget) => !equal(left, right, budget),
  '!==': (left, right, budget) => !sameKind(left, right, budget),
  '<': (left, right, budget) => (order(left, right, budget) ?? 1) < 0,
  '<=': (left, right, budget) => (order(left, right, budget) ?? 1) <= 0,
  '>': (left, right, budget) => (order(left, right, budget) ?? -1) > 0,
  '>=': (left, right, budget) => (order(left, right, budget) ?? -1) >= 0,
  in: isIn,
  nin: (left, right, budget) => !isIn(left, right, budget),
  subsetof: pairwise((left, right, budget) => left.every((item) => has(right, item, budget))),
  anyof: pairwise((left, right, budget) => left.some((item) => has(right, item, budget))),
  noneof: pairwise((left, right, budget) => !left.some((item) => has(right, item, budget))),
  // Documented, and yet Jayway takes no list for the list that it wants.
  all: never,
  type: never,
  matches: never,
  size(left, right, budget) {
    if (!isNumber(right)) return false;
    spendOn(right, budget);
    const size = decimalOf(right).int();
    if (typeof left === 'string') return left.length === size;
    return kindOf(left) === 'json' && (listOf(left)?.length ?? -1) === size;
  },
  empty(left, right) {
    if (typeof left !== 'string' && kindOf(left) !== 'json') return false;
    const { length } = typeof left === 'string' ? left : (listOf(left) ?? thrown(FAILED));
    return (length === 0) === truth(right);
  },
  contains(left, right, budget) {
    if (typeof left === 'string' && typeof right === 'string') {
      budget.text(left.length);
      return left.includes(right);
    }
    const list = listOf(left);
    return list !== undefined && has(itemsOf(list, budget), right, budget);
  },
  exists(left, right) {
    if (typeof left !== 'boolean' && typeof right !== 'boolean') throw FAILED;
    return truth(left) === truth(right);
  },
};

function sameKind(left: Operand, right: Operand, budget: Budget): boolean {
  return kindOf(left) === kindOf(right) && equal(left, right, budget);
}

function truth(operand: Operand): boolean {
  return typeof operand === 'boolean' ? operand : thrown(UNFIT);
}

function thrown(failure: Error): never {
  throw failure;
}

/** `=~`: of a list, whether any of its items matches. */
export function matchesPattern(value: Operand, pattern: Pattern, budget: Budget): boolean {
  const list = listOf(value);
  return (list === undefined ? [value] : itemsOf(list, budget)).some((item) => {
    const text = textOf(item);
    // A step of the automaton costs more than one of a comparison.
    budget.spend(1 + (text.length >> 2));
    return pattern(text);
  });
}

/** The list on the right of an operator; `undefined` for an object, which matches nothing. @throws UNFIT for a scalar */
function jsonList(operand: Operand): readonly JsonValue[] | undefined {
  if (kindOf(operand) !== 'json') throw UNFIT;
  return listOf(operand);
}

function isIn(left: Operand, right: Operand, budget: Budget): boolean {
  const list = jsonList(right);
  return list !== undefined && has(itemsOf(list, budget), left, budget);
}

function has(items: readonly Operand[], operand: Operand, budget: Budget): boolean {
  budget.spend(items.length);
  return items.some((item) => equalItem(operand, item, budget));
}

function pairwise(test: (left: readonly Operand[], right: readonly Operand[], budget: Budget) => boolean): Relate {
  return (left, right, budget) => {
    const known = jsonList(right);
    if (known === undefined) return false;
    const items = itemsOf(known, budget);
    const list = jsonList(left);
    return list !== undefined && test(itemsOf(list, budget), items, budget);
  };
}
