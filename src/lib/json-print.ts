import { JavaDouble, type JsonValue } from './json-value.ts';

/** JSON text without blanks, with numbers as Java prints them; what JSON has no number for is null. */
export function writeJson(value: JsonValue): string {
  if (value === null) return 'null';
  switch (typeof value) {
    case 'string':
      return JSON.stringify(value);
    case 'number':
    case 'bigint':
    case 'boolean':
      return String(value);
  }
  if (value instanceof JavaDouble) return Number.isFinite(value.value) ? value.toString() : 'null';
  const parts: string[] = [];
  if (Array.isArray(value)) {
    for (const item of value as readonly JsonValue[]) parts.push(writeJson(item));
    return `[${parts.join(',')}]`;
  }
  for (const [name, member] of value as ReadonlyMap<string, JsonValue>) {
    parts.push(`${JSON.stringify(name)}:${writeJson(member)}`);
  }
  return `{${parts.join(',')}}`;
}

/**
 * As the `toString` of what Java holds: an object as a map, `{a=1, b={c=null}}`, but a list, wherever it is, as JSON,
 * with all that it holds (recorded on AWS, aws-behaviour.md §1.11 and G13).
 */
export function printJava(value: JsonValue): string {
  if (typeof value === 'string') return value;
  if (!(value instanceof Map)) return value instanceof JavaDouble ? value.toString() : writeJson(value);
  const parts: string[] = [];
  for (const [name, member] of value as ReadonlyMap<string, JsonValue>) parts.push(`${name}=${printJava(member)}`);
  return `{${parts.join(', ')}}`;
}
