import { writeJson } from '../lib/json-print.ts';
import {
  isJsonArray,
  isJsonNumber,
  isJsonObject,
  JavaDouble,
  type JsonNumber,
  type JsonValue,
  numeric,
} from '../lib/json-value.ts';
import type { Budget } from './budget.ts';
import { FAILED, OUT_OF_BOUNDS } from './errors.ts';
import type { Value } from './path.ts';

/** Reads a parameter. @throws FAILED where it is no JSON */
export type Read = () => Value;

/**
 * What stands at the end of a path and works on what was found there (JsonPath's README, "Functions").
 *
 * @throws FAILED where Jayway throws, as for the sum of nothing
 */
type PathFunction = (model: Value, parameters: readonly Read[], budget: Budget) => Value;

const double = (value: number): JavaDouble => new JavaDouble(value);

export const FUNCTIONS: { readonly [name: string]: PathFunction } = {
  min: aggregate((numbers) => double(numbers.reduce((a, b) => (a > b ? b : a), Number.MAX_VALUE))),
  // Of negative numbers it is the smallest that is not: Jayway begins there.
  max: aggregate((numbers) => double(numbers.reduce((a, b) => (a < b ? b : a), Number.MIN_VALUE))),
  sum: aggregate((numbers) => double(sum(numbers))),
  avg: aggregate((numbers) => double(sum(numbers) / numbers.length)),
  stddev: aggregate((numbers) => {
    const [total, { length }] = [sum(numbers), numbers];
    const squares = sum(numbers.map((number) => number * number));
    return double(Math.sqrt(squares / length - (total * total) / length / length));
  }),
  length: lengthOf,
  size: lengthOf,
  keys(model, _, budget) {
    if (!isJsonObject(model)) return null;
    budget.spend(model.size);
    return new Set(model.keys());
  },
  concat(model, parameters, budget) {
    if (isJsonArray(model)) budget.spend(model.length);
    const own = isJsonArray(model) ? model.filter((item) => typeof item === 'string') : [];
    const parts = [...own, ...listed(parameters)];
    budget.spend(parts.length);
    return parts.map((part) => (part === null ? '' : javaText(part, budget))).join('');
  },
  append(model, parameters, budget) {
    if (!isJsonArray(model)) return model;
    for (const read of parameters) {
      const value = read();
      budget.spend(1 + LEVEL * levels(value, model, budget));
      (model as JsonValue[]).push(value instanceof Set ? [...value] : (value as JsonValue));
    }
    return model;
  },
  first: (model) => itemAt(model, () => 0),
  last: (model) => itemAt(model, () => -1),
  index: (model, parameters) =>
    itemAt(model, () => {
      const [at] = listed(parameters).filter(isJsonNumber);
      if (at === undefined) throw OUT_OF_BOUNDS;
      return intOf(at);
    }),
};

/** What parameters are, and what is in those that are lists. */
function listed(parameters: readonly Read[]): readonly Value[] {
  return parameters.flatMap((read): readonly Value[] => {
    const value = read();
    return isJsonArray(value) ? value : [value];
  });
}

function aggregate(of: (numbers: readonly number[]) => JsonNumber): PathFunction {
  return (model, parameters, budget) => {
    const values = [...(isJsonArray(model) ? model : []), ...listed(parameters)];
    budget.spend(values.length);
    const numbers = values.filter(isJsonNumber).map((value) => Number(numeric(value)));
    if (numbers.length === 0) throw FAILED;
    return of(numbers);
  };
}

function sum(numbers: readonly number[]): number {
  let total = 0;
  for (const number of numbers) total += number;
  return total;
}

function lengthOf(model: Value): JsonValue {
  if (isJsonArray(model)) return model.length;
  return isJsonObject(model) ? model.size : null;
}

/** From the end, the first item is never reached. */
function itemAt(model: Value, position: () => number): JsonValue {
  if (!isJsonArray(model)) throw FAILED;
  const at = position();
  if (at < 0 && model.length + at <= 0) throw FAILED;
  const item = model.at(at);
  if (item === undefined) throw OUT_OF_BOUNDS;
  return item;
}

/** `Number.intValue`: the lowest 32 bits of an integer, and the nearest int to a double. */
function intOf(value: JsonNumber): number {
  if (!(value instanceof JavaDouble)) return Number(BigInt.asIntN(32, BigInt(value)));
  return Math.trunc(Math.min(Math.max(value.value, -2_147_483_648), 2_147_483_647)) || 0;
}

/** Steps for each level of what is appended: a scan that goes on into what it appends would nest it ever deeper. */
const LEVEL = 10_000;

/**
 * How deep lists and objects nest in what is to be put into a list.
 *
 * deviation: A list that is appended to itself, or to a part of it, fails; Jayway fails only when this is to be printed.
 * @throws FAILED
 */
function levels(value: Value, list: readonly JsonValue[], budget: Budget): number {
  budget.spend(1);
  if (value === list) throw FAILED;
  if (!isJsonArray(value) && !isJsonObject(value)) return 0;
  let most = 0;
  for (const part of value.values()) most = Math.max(most, levels(part, list, budget));
  return 1 + most;
}

const ESCAPED = /[/\x7f-\x9f\u2000-\u20ff]/g;

/** `toString` of what Java holds: of objects and sets as maps and sets have it, of lists as json-smart prints JSON. */
function javaText(value: Value, budget: Budget): string {
  const text = writtenText(value, budget);
  budget.made(text.length);
  return text;
}

function writtenText(value: Value, budget: Budget): string {
  if (typeof value === 'string') return value;
  if (value instanceof JavaDouble) return value.toString();
  if (value instanceof Set) return `[${[...value].join(', ')}]`;
  if (isJsonObject(value)) {
    return `{${[...value].map(([name, member]) => `${name}=${javaText(member, budget)}`).join(', ')}}`;
  }
  const json = writeJson(value as JsonValue, budget.made);
  return json.replace(ESCAPED, (c) =>
    c === '/' ? '\\/' : `\\u${c.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`,
  );
}
