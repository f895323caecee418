import { isJsonArray, isJsonNumber, JavaDouble, type JsonNumber, type JsonValue, numeric } from '../lib/json-value.ts';
import type { Budget } from './budget.ts';

/** What an operand of a filter is; `undefined` is a path that leads nowhere, which equals nothing. */
export type Operand = JsonValue | undefined;

export type Kind = 'undefined' | 'null' | 'boolean' | 'string' | 'number' | 'json';

export function kindOf(value: Operand): Kind {
  if (value === undefined) return 'undefined';
  if (value === null) return 'null';
  if (typeof value === 'boolean' || typeof value === 'string') return typeof value as 'boolean' | 'string';
  return isJsonNumber(value) ? 'number' : 'json';
}

/**
 * `==` as Jayway has it: a text equals the number that it spells, and a number equals the text that is it. @param budget
 * objects and lists are compared to their depths
 */
export function equal(left: Operand, right: Operand, budget: Budget): boolean {
  const kinds = [kindOf(left), kindOf(right)];
  switch (kinds.join()) {
    case 'string,number':
      if (typeof right === 'bigint') budget.spend(PRINTED);
      return left === decimalText(right as JsonNumber);
    case 'number,string': {
      budget.text((right as string).length);
      if (typeof left === 'bigint' || (right as string).length > 15) budget.spend(PRINTED);
      const number = decimal(right as string);
      return number !== undefined && sign(numeric(left as JsonNumber), number) === 0;
    }
    case 'number,number':
      return sign(numeric(left as JsonNumber), numeric(right as JsonNumber)) === 0;
    case 'string,string':
      budget.text((left as string).length);
      return left === right;
    case 'json,json':
      return same(left as JsonValue, right as JsonValue, budget);
    default:
      return kinds[0] !== 'undefined' && kinds[0] === kinds[1] && left === right;
  }
}

/** Steps to print a bigint, or to read one: of a thousand digits, as long as any is. */
const PRINTED = 128;

/** As Java's `equals` of maps and lists: members in any order, and 1 is not 1.0. */
function same(left: JsonValue, right: JsonValue, budget: Budget): boolean {
  budget.spend(1);
  if (isJsonArray(left)) {
    return (
      isJsonArray(right) && left.length === right.length && left.every((v, i) => same(v, right[i] as JsonValue, budget))
    );
  }
  if (left instanceof Map) {
    if (!(right instanceof Map) || left.size !== right.size) return false;
    for (const [name, member] of left as ReadonlyMap<string, JsonValue>) {
      const other = (right as ReadonlyMap<string, JsonValue>).get(name);
      if (other === undefined || !same(member, other, budget)) return false;
    }
    return true;
  }
  if (left instanceof JavaDouble) return right instanceof JavaDouble && left.value === right.value;
  if (typeof left === 'string') budget.text(left.length);
  return left === right;
}

/** The number as Java's BigDecimal prints it. */
export function decimalText(value: JsonNumber): string {
  return value instanceof JavaDouble ? value.toString().replace(/E(?=\d)/, 'E+') : String(value);
}

const DECIMAL = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

/** @returns `undefined` for a text that is no number */
function decimal(text: string): number | bigint | undefined {
  if (text.length > 1_000 || !DECIMAL.test(text)) return undefined;
  return /[.eE]/.test(text) || text.length < 16 ? Number(text) : BigInt(text.replace(/^\+/, ''));
}

/** `undefined` for operands that have no order. A number and a text compare as texts. */
export function order(left: Operand, right: Operand): number | undefined {
  const kinds = `${kindOf(left)},${kindOf(right)}`;
  if (kinds === 'number,number') return sign(numeric(left as JsonNumber), numeric(right as JsonNumber));
  if (!/^(?:string|number),(?:string|number)$/.test(kinds)) return undefined;
  return sign(textOf(left as string | JsonNumber), textOf(right as string | JsonNumber));
}

function sign<T extends number | bigint | string>(left: T, right: T): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

function textOf(value: string | JsonNumber): string {
  return typeof value === 'string' ? value : decimalText(value);
}
