import { printJava } from '../lib/json-print.ts';
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
import { NOT_FOUND } from './errors.ts';

/**
 * What stands at the end of a path and works on what was found there (JsonPath's README, "Functions").
 *
 * @param parameters values; what a path found, where a parameter is one
 * @throws NOT_FOUND where Jayway throws, as for the sum of nothing
 */
type PathFunction = (model: JsonValue, parameters: readonly JsonValue[], budget: Budget) => JsonValue;

const double = (value: number): JavaDouble => new JavaDouble(value);

export const FUNCTIONS: { readonly [name: string]: PathFunction } = {
  min: aggregate((numbers) => double(numbers.reduce((a, b) => Math.min(a, b)))),
  max: aggregate((numbers) => double(numbers.reduce((a, b) => Math.max(a, b)))),
  sum: aggregate((numbers) => double(sum(numbers))),
  avg: aggregate((numbers) => double(sum(numbers) / numbers.length)),
  stddev: aggregate((numbers) => {
    const mean = sum(numbers) / numbers.length;
    const squares = sum(numbers.map((number) => number * number));
    return double(Math.sqrt(Math.max(0, squares / numbers.length - mean * mean)));
  }),
  length: lengthOf,
  size: lengthOf,
  keys: (model) => (isJsonObject(model) ? [...model.keys()] : null),
  concat(model, parameters, budget) {
    const parts = [
      ...(isJsonArray(model) ? model.filter((item) => typeof item === 'string') : []),
      ...parameters.flatMap((value) => (isJsonArray(value) ? value : [value])).filter((value) => value !== null),
    ];
    budget.spend(parts.length);
    let texts = '';
    for (const part of parts) {
      const text = printJava(part);
      budget.made(text.length);
      texts += text;
    }
    return texts;
  },
  append(model, parameters, budget) {
    if (!isJsonArray(model)) return model;
    budget.spend(model.length + parameters.length);
    return [...model, ...parameters];
  },
  first: (model) => itemAt(model, 0),
  last: (model) => itemAt(model, -1),
  index(model, [at]) {
    if (!isJsonNumber(at)) throw NOT_FOUND;
    return itemAt(model, Math.trunc(Number(numeric(at))));
  },
};

function aggregate(of: (numbers: readonly number[]) => JsonNumber): PathFunction {
  return (model, parameters, budget) => {
    const values = [...(isJsonArray(model) ? model : []), ...parameters.flatMap((p) => (isJsonArray(p) ? p : [p]))];
    budget.spend(values.length);
    const numbers = values.filter(isJsonNumber).map((value) => Number(numeric(value)));
    if (numbers.length === 0) throw NOT_FOUND;
    return of(numbers);
  };
}

function sum(numbers: readonly number[]): number {
  let total = 0;
  for (const number of numbers) total += number;
  return total;
}

function lengthOf(model: JsonValue, [first]: readonly JsonValue[]): JsonValue {
  if (isJsonArray(first)) return first.length;
  if (isJsonArray(model)) return model.length;
  return isJsonObject(model) ? model.size : null;
}

function itemAt(model: JsonValue, at: number): JsonValue {
  const item = isJsonArray(model) ? model.at(at) : undefined;
  if (item === undefined) throw NOT_FOUND;
  return item;
}
