import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../lib/json-value.ts';
import { type Around, type Check, objectOf, patternOf, wrong } from './keywords.ts';

/** The schemas that items and members have to fit: `items`, `properties` and what goes with them. */
export function compileChildren(around: Around): Check | undefined {
  const [items, members] = [compileItems(around), compileMembers(around)];
  if (items === undefined && members === undefined) return undefined;
  return (value, report) => {
    if (isJsonArray(value)) items?.(value, report);
    else if (isJsonObject(value)) members?.(value, report);
  };
}

function compileItems({ schema, compile }: Around): Check | undefined {
  const items = schema.get('items');
  if (items === undefined) return undefined;
  const rest = schema.get('additionalItems');
  if (!isJsonObject(items) && !(isJsonArray(items) && items.every(isJsonObject))) throw wrong('items');
  const first = isJsonArray(items) ? (items as readonly JsonObject[]).map(compile) : [];
  const others = isJsonObject(items) ? compile(items) : isJsonObject(rest) ? compile(rest) : undefined;
  return (value, report) => {
    const list = value as readonly JsonValue[];
    for (let i = 0; i < list.length; i++) {
      const check = first[i] ?? others;
      if (check === undefined) return;
      report.budget.within(() => check(list[i] as JsonValue, report));
    }
  };
}

/** Members are asked in the order of their names, as in the library that AWS uses. */
function compileMembers({ schema, compile }: Around): Check | undefined {
  const own = schemasOf('properties', schema, compile);
  const patterns = [...schemasOf('patternProperties', schema, compile)].map(([source, check]) => ({
    fits: patternOf(source),
    check,
  }));
  const rest = schema.get('additionalProperties');
  const others = isJsonObject(rest) ? compile(rest) : undefined;
  if (own.size === 0 && patterns.length === 0 && others === undefined) return undefined;
  return (value, report) => {
    const object = value as JsonObject;
    for (const name of [...object.keys()].sort()) {
      const member = object.get(name) as JsonValue;
      report.budget.spend(1 + patterns.length * (1 + (name.length >> 2)));
      const checks = [own.get(name), ...patterns.filter(({ fits }) => fits(name)).map(({ check }) => check)];
      const fitting = checks.filter((check) => check !== undefined);
      if (fitting.length === 0 && others !== undefined) fitting.push(others);
      for (const check of fitting) report.budget.within(() => check(member, report));
    }
  };
}

function schemasOf(keyword: string, schema: JsonObject, compile: Around['compile']): Map<string, Check> {
  const schemas = schema.get(keyword);
  if (schemas === undefined) return new Map();
  return new Map(
    [...objectOf(keyword, schemas)].map(([name, is]) => {
      if (!isJsonObject(is)) throw wrong(keyword);
      return [name, compile(is)];
    }),
  );
}
