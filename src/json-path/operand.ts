import { isJsonArray, isJsonNumber, isJsonObject, JavaDouble, type JsonValue } from '../lib/json-value.ts';
import type { Budget } from './budget.ts';
import { type AnyNumber, compareNumbers, Decimal, decimalOf, isNumber, parseDecimal } from './decimal.ts';
import { FAILED, JsonPathError, UNFIT } from './errors.ts';
import { JsonText } from './json-text.ts';
import { readLenient } from './lenient-json.ts';
import { parsePath } from './parse-path.ts';
import type { Literal, Value } from './path.ts';
import { trimmed, unquoted } from './scan-text.ts';

/** What an operand of a filter is; `undefined` is a path that leads nowhere, which equals nothing. */
export type Operand = JsonValue | Literal | Unequal | undefined;

/** A regular expression, or a text of a list that can be read as a path: it equals nothing. */
class Unequal {
  readonly kind = 'unequal';
}

export const UNEQUAL = new Unequal();

export type Kind = 'undefined' | 'null' | 'boolean' | 'string' | 'number' | 'json' | 'unequal';

export function kindOf(value: Operand): Kind {
  if (value === null) return 'null';
  if (value === UNEQUAL) return 'unequal';
  if (isNumber(value)) return 'number';
  return typeof value === 'object' ? 'json' : (typeof value as Kind);
}

/** @throws FAILED for what is found and can be no operand: the numbers that are none, and a set of names */
export function operandOf(value: Value): JsonValue {
  if (value instanceof JavaDouble && !Number.isFinite(value.value)) throw FAILED;
  if (value instanceof Set) throw FAILED;
  return value as JsonValue;
}

/** The list that an operand is; `undefined` for an object, and for what is no JSON at all. @throws FAILED */
export function listOf(operand: Operand): readonly JsonValue[] | undefined {
  const value = operand instanceof JsonText ? operand.value : operand;
  return isJsonArray(value) ? value : undefined;
}

/**
 * `==` as Jayway has it: a text equals the number that it spells, and a number equals the text that is it. @param budget
 * objects and lists are compared to their depths
 */
export function equal(left: Operand, right: Operand, budget: Budget): boolean {
  if (kindOf(left) !== 'json' || kindOf(right) !== 'json') return equalScalars(left, right, budget);
  const value = right instanceof JsonText ? right.value : (right as JsonValue);
  // What stands in the filter on the left is compared as the text that it is.
  return !(left instanceof JsonText) && same(left as JsonValue, value, budget);
}

/** As `equal`, of an operand and an item of a list. */
export function equalItem(left: Operand, item: Operand, budget: Budget): boolean {
  if (!(item instanceof JsonText)) return kindOf(left) !== 'json' && equalScalars(left, item, budget);
  budget.text(item.text.length);
  return left instanceof JsonText && left.text === item.text;
}

function equalScalars(left: Operand, right: Operand, budget: Budget): boolean {
  if (typeof left === 'string' && isNumber(right)) {
    spendOn(right, budget);
    return left === decimalOf(right).toString();
  }
  if (isNumber(left) && typeof right === 'string') {
    budget.text(right.length);
    spendOn(left, budget);
    if (right.length > 15) budget.spend(PRINTED);
    const number = parseDecimal(right);
    return number !== undefined && compareNumbers(left, number) === 0;
  }
  if (isNumber(left)) {
    if (!isNumber(right)) return false;
    spendOn(left, budget);
    spendOn(right, budget);
    return compareNumbers(left, right) === 0;
  }
  if (typeof left === 'string' && typeof right === 'string') budget.text(left.length);
  return left === right && left !== undefined && left !== UNEQUAL;
}

/** Steps that printing a bigint costs, or reading one, when it has a thousand digits; none has more. */
const PRINTED = 128;

/** For the digits of numbers that are no doubles. */
export function spendOn(number: AnyNumber, budget: Budget): void {
  if (typeof number === 'bigint' || (number instanceof Decimal && number.double === undefined)) budget.spend(PRINTED);
}

/** As Java's `equals` of maps and lists: members in any order, and 1 is not 1.0. */
function same(left: JsonValue, right: JsonValue, budget: Budget): boolean {
  budget.spend(1);
  if (isJsonArray(left)) {
    return (
      isJsonArray(right) && left.length === right.length && left.every((v, i) => same(v, right[i] as JsonValue, budget))
    );
  }
  if (isJsonObject(left)) {
    if (!isJsonObject(right) || left.size !== right.size) return false;
    for (const [name, member] of left) {
      const other = right.get(name);
      if (other === undefined || !same(member, other, budget)) return false;
    }
    return true;
  }
  if (left instanceof JavaDouble) return right instanceof JavaDouble && Object.is(left.value, right.value);
  if (typeof left === 'string') budget.text(left.length);
  return left === right;
}

/** `undefined` for operands that have no order. */
export function order(left: Operand, right: Operand, budget: Budget): number | undefined {
  if (typeof left === 'string' && typeof right === 'string') {
    budget.text(Math.min(left.length, right.length));
    return left < right ? -1 : left > right ? 1 : 0;
  }
  if (!isNumber(left) || !isNumber(right)) return undefined;
  spendOn(left, budget);
  spendOn(right, budget);
  return compareNumbers(left, right);
}

/** What a pattern is matched with. */
export function textOf(value: Operand): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return String(value);
  return isNumber(value) ? decimalOf(value as AnyNumber).toString() : '';
}

/** The items of a list as operands. @throws FAILED where one is a list or an object */
export function itemsOf(list: readonly JsonValue[], budget: Budget): readonly Operand[] {
  budget.spend(list.length);
  return list.map((item) => {
    if (typeof item === 'string') return textItem(item, budget);
    if (item === null || typeof item === 'boolean' || isJsonNumber(item)) return operandOf(item);
    throw FAILED;
  });
}

/** A text of a list is read once more: as a path, as JSON, or without quotes and escapes. */
function textItem(text: string, budget: Budget): Operand {
  budget.text(text.length);
  let from = 0;
  while (text.charCodeAt(from) <= 32) from++;
  budget.made(from);
  const first = text[from];
  if (first === '$' || first === '@') {
    const path = trimmed(text);
    // Whether it is one is asked without the blanks around it, and then it is read with them.
    const isOne = isPath(path, budget);
    if (isOne && path !== text && !isPath(text, budget)) throw UNFIT;
    if (isOne) return UNEQUAL;
  }
  if ((first === '[' || first === '{') && isJson(text, budget)) return new JsonText(text);
  if (text.length < 2) return text;
  if (text.includes('\\')) budget.spend(text.length);
  const isQuoted = (first === "'" || first === '"') && from === 0 && text.at(-1) === first;
  const plain = unquoted(isQuoted ? text.slice(1, -1) : text);
  if (plain === undefined) throw FAILED;
  return plain;
}

function isPath(text: string, budget: Budget): boolean {
  // Of a longer text no more is read.
  budget.spend(100 + 10 * Math.min(text.length, 10_000));
  // Nobody looks at the stack of an error that says no, and it would cost five times what reading does.
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    parsePath(text);
    return true;
  } catch (error) {
    if (error instanceof JsonPathError) return false;
    throw error;
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

function isJson(text: string, budget: Budget): boolean {
  budget.spend(text.length);
  const json = trimmed(text);
  return json.at(-1) === (json[0] === '[' ? ']' : '}') && readLenient(json) !== undefined;
}
