import { compileEcmaPattern } from '../lib/ecma-pattern.ts';
import { writeJson } from '../lib/json-print.ts';
import {
  isJsonArray,
  isJsonNumber,
  isJsonObject,
  JavaDouble,
  type JsonObject,
  type JsonValue,
  numeric,
} from '../lib/json-value.ts';
import { canonical } from './canonical.ts';
import { isMultiple } from './decimal.ts';
import { FORMATS } from './formats.ts';
import type { MessageName } from './messages.ts';
import { Budget, Report } from './report.ts';

/** Validates a value, and says into the report what is wrong with it. */
export type Check = (value: JsonValue, report: Report) => void;

/** A model that cannot be validated against. */
export class ModelError extends Error {}

/** What the keywords of a schema are compiled with. */
export interface Around {
  readonly schema: JsonObject;
  /** A schema inside of this one. */
  readonly compile: (schema: JsonObject) => Check;
}

/** @returns `undefined` when the keyword allows everything @throws ModelError for what the keyword cannot be */
type CompileKeyword = (is: JsonValue, around: Around) => Check | undefined;

/**
 * The keywords that look at a value itself; what looks at its members and items is in children.ts. A schema's own are asked in
 * the order of their names, as in the library that AWS uses.
 */
export const KEYWORDS: { readonly [keyword: string]: CompileKeyword } = {
  additionalItems(is, { schema }) {
    const items = schema.get('items');
    if (is !== false || !isJsonArray(items)) return undefined;
    const { length } = items;
    return onArray((value, report) => {
      if (value.length > length) report.add('additionalItems', length, value.length);
    });
  },
  additionalProperties(is, { schema }) {
    if (is !== false) return undefined;
    const known = objectOf('properties', schema.get('properties') ?? NONE);
    const patterns = [...objectOf('patternProperties', schema.get('patternProperties') ?? NONE).keys()].map(patternOf);
    return onObject((value, report) => {
      report.budget.spend(value.size * (1 + patterns.length));
      const unwanted = [...value.keys()].filter((name) => !known.has(name) && !patterns.some((fits) => fits(name)));
      if (unwanted.length > 0) report.add('additionalProperties', writeJson(unwanted.sort()));
    });
  },
  allOf: (is, around) =>
    branches('allOf', is, around, (matched, all, report) => {
      if (matched < all) report.add('allOf', matched, all);
    }),
  anyOf: (is, around) =>
    branches('anyOf', is, around, (matched, all, report) => {
      if (matched === 0) report.add('anyOf', all);
    }),
  oneOf: (is, around) =>
    branches('oneOf', is, around, (matched, all, report) => {
      if (matched !== 1) report.add('oneOf', matched, all);
    }),
  not: (is, around) =>
    branches('not', [is], around, (matched, _, report) => {
      if (matched === 1) report.add('not');
    }),
  dependencies(is, { compile }) {
    const checks = [...objectOf('dependencies', is)].map(([name, needs]) => {
      if (isJsonObject(needs)) return { name, check: compile(needs) };
      return { name, required: textsOf('dependencies', needs) };
    });
    return onObject((value, report) => {
      for (const { name, required, check } of checks) {
        if (!value.has(name)) continue;
        if (check !== undefined) report.budget.within(() => check(value, report));
        const missing = required?.filter((other) => !value.has(other)) ?? [];
        if (missing.length > 0) report.add('dependencies', name, writeJson(required ?? []), writeJson(missing));
      }
    });
  },
  enum(is) {
    if (!isJsonArray(is)) throw wrong('enum');
    const budget = new Budget();
    const known = new Set(is.map((value) => canonical(value, budget)));
    const shown = writeJson(is);
    return (value, report) => {
      if (!known.has(canonical(value, report.budget))) report.add('enum', writeJson(value), shown);
    };
  },
  format(is) {
    if (typeof is !== 'string') throw wrong('format');
    const format = Object.hasOwn(FORMATS, is) ? FORMATS[is as MessageName] : undefined;
    if (format === undefined) return undefined;
    const { fits, more } = format;
    return onText((value, report) => {
      report.budget.spend(value.length >> 4);
      if (!fits(value)) report.add(is as MessageName, value, ...(more === undefined ? [] : [more]));
    });
  },
  maximum: (is, around) => bound('maximum', 'exclusiveMaximum', is, around, (order) => order),
  minimum: (is, around) => bound('minimum', 'exclusiveMinimum', is, around, (order) => -order),
  maxItems: (is) =>
    size(
      'maxItems',
      is,
      isJsonArray,
      (value) => value.length,
      (n, max) => n > max && [max, n],
    ),
  minItems: (is) =>
    size(
      'minItems',
      is,
      isJsonArray,
      (value) => value.length,
      (n, min) => n < min && [min, n],
    ),
  maxLength: (is) => size('maxLength', is, isText, lengthOf, (n, max, text) => n > max && [text, n, max]),
  minLength: (is) => size('minLength', is, isText, lengthOf, (n, min, text) => n < min && [text, n, min]),
  maxProperties: (is) =>
    size(
      'maxProperties',
      is,
      isJsonObject,
      ({ size: n }) => n,
      (n, max) => n > max && [n, max],
    ),
  minProperties: (is) =>
    size(
      'minProperties',
      is,
      isJsonObject,
      ({ size: n }) => n,
      (n, min) => n < min && [n, min],
    ),
  multipleOf(is) {
    const divisor = isJsonNumber(is) ? Number(numeric(is)) : 0;
    if (!isJsonNumber(is) || !(divisor > 0 && divisor < Infinity)) throw wrong('multipleOf');
    return (value, report) => {
      if (!isJsonNumber(value)) return;
      report.budget.spend(10);
      if (!isMultiple(value, is)) report.add('multipleOf', writeJson(value), writeJson(is));
    };
  },
  pattern(is) {
    if (typeof is !== 'string') throw wrong('pattern');
    const fits = patternOf(is);
    return onText((value, report) => {
      report.budget.spend(value.length >> 2);
      if (!fits(value)) report.add('pattern', is, value);
    });
  },
  required(is) {
    const required = textsOf('required', is).sort();
    return onObject((value, report) => {
      report.budget.spend(required.length);
      const missing = required.filter((name) => !value.has(name));
      if (missing.length > 0) report.add('required', writeJson(missing));
    });
  },
  type(is) {
    const names = typeof is === 'string' ? [is] : textsOf('type', is);
    if (!names.every((name) => TYPES.includes(name))) throw wrong('type');
    // A number may be an integer, and is shown so (recorded: allowed: ["integer","number"]).
    const allowed = TYPES.filter((name) => names.includes(name) || (name === 'integer' && names.includes('number')));
    const shown = writeJson(allowed);
    return (value, report) => {
      const type = typeOf(value);
      if (!allowed.includes(type)) report.add('type', type, shown);
    };
  },
  uniqueItems(is) {
    if (is !== true) return undefined;
    return onArray((value, report) => {
      const known = new Set(value.map((item) => canonical(item, report.budget)));
      if (known.size < value.length) report.add('uniqueItems');
    });
  },
};

const NONE: JsonObject = new Map();

const TYPES = ['array', 'boolean', 'integer', 'null', 'number', 'object', 'string'];

/** 1.0 is no integer: Java reads it as a Double. */
function typeOf(value: JsonValue): string {
  if (value === null) return 'null';
  if (typeof value === 'boolean' || typeof value === 'string') return typeof value;
  if (isJsonNumber(value)) return value instanceof JavaDouble ? 'number' : 'integer';
  return isJsonArray(value) ? 'array' : 'object';
}

function branches(
  keyword: string,
  is: JsonValue,
  { compile }: Around,
  judge: (matched: number, all: number, report: Report) => void,
): Check {
  if (!isJsonArray(is) || !is.every(isJsonObject)) throw wrong(keyword);
  const checks = is.map(compile);
  return (value, report) => {
    let matched = 0;
    for (const check of checks) {
      const own = new Report(report.budget);
      report.budget.within(() => check(value, own));
      if (own.isSuccess) matched++;
    }
    judge(matched, checks.length, report);
  };
}

/** @param beyond above 0 when the number is past the bound, 0 when it is the bound */
function bound(
  keyword: 'maximum' | 'minimum',
  exclusive: 'exclusiveMaximum' | 'exclusiveMinimum',
  is: JsonValue,
  { schema }: Around,
  beyond: (order: number) => number,
): Check {
  if (!isJsonNumber(is)) throw wrong(keyword);
  const isExclusive = schema.get(exclusive) === true;
  const limit = numeric(is);
  return (value, report) => {
    if (!isJsonNumber(value)) return;
    const past = beyond(order(numeric(value), limit));
    if (past > 0) report.add(keyword, writeJson(is), writeJson(value));
    else if (past === 0 && isExclusive) report.add(exclusive, writeJson(is));
  };
}

function order(a: number | bigint, b: number | bigint): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** @param wrongly what the message shows when the size is not allowed */
function size<T extends JsonValue>(
  keyword: MessageName,
  is: JsonValue,
  concerns: (value: JsonValue) => value is T,
  sizeOf: (value: T) => number,
  wrongly: (size: number, limit: number, value: T) => readonly (string | number | T)[] | false,
): Check {
  if (!isJsonNumber(is)) throw wrong(keyword);
  const limit = Number(numeric(is));
  return (value, report) => {
    if (!concerns(value)) return;
    const shown = wrongly(sizeOf(value), limit, value);
    if (shown !== false) report.add(keyword, ...(shown as readonly (string | number)[]));
  };
}

/** Characters, not UTF-16 units. */
function lengthOf(text: string): number {
  let length = text.length;
  for (let i = 1; i < text.length; i++) {
    if ((text.charCodeAt(i) & 0xfc00) === 0xdc00 && (text.charCodeAt(i - 1) & 0xfc00) === 0xd800) length--;
  }
  return length;
}

/** @throws ModelError */
export function patternOf(source: string): (text: string) => boolean {
  const fits = source.length > MAX_PATTERN ? undefined : compileEcmaPattern(source);
  if (fits === undefined) throw new ModelError(`the pattern ${JSON.stringify(source)}`);
  return fits;
}

const MAX_PATTERN = 10_000;

/** @throws ModelError */
export function objectOf(keyword: string, is: JsonValue): JsonObject {
  if (!isJsonObject(is)) throw wrong(keyword);
  return is;
}

function textsOf(keyword: string, is: JsonValue): string[] {
  if (!isJsonArray(is) || !is.every(isText)) throw wrong(keyword);
  return [...(is as readonly string[])];
}

/** The keyword has a value that draft 4 does not let it have. */
export function wrong(keyword: string): ModelError {
  return new ModelError(`this value of the keyword ${keyword}`);
}

function isText(value: JsonValue): value is string {
  return typeof value === 'string';
}

function onText(check: (value: string, report: Report) => void): Check {
  return (value, report) => {
    if (typeof value === 'string') check(value, report);
  };
}

function onArray(check: (value: readonly JsonValue[], report: Report) => void): Check {
  return (value, report) => {
    if (isJsonArray(value)) check(value, report);
  };
}

function onObject(check: (value: JsonObject, report: Report) => void): Check {
  return (value, report) => {
    if (isJsonObject(value)) check(value, report);
  };
}
