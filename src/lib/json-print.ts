import { JavaDouble, type JsonValue } from './json-value.ts';

/** Told of the characters that are written, before they are all there; throws when there are too many. */
export type Charge = (characters: number) => void;

/** So many characters are told of at once. */
const PORTION = 4096;

/** More than any payload has. A list of parts of a document that are in each other is longer than the document by far. */
const MAX_WRITTEN = 64 * 1024 * 1024;

function bounded(): Charge {
  let left = MAX_WRITTEN;
  return (characters) => {
    left -= characters;
    if (left < 0) throw new RangeError(`JSON of more than ${MAX_WRITTEN} characters`);
  };
}

/**
 * JSON text without blanks, with numbers as Java prints them; what JSON has no number for is null.
 * @throws RangeError for more than 64 Mi characters, where `charge` does not throw before
 */
export function writeJson(value: JsonValue, charge: Charge = bounded()): string {
  let pending = 0;
  const text = written(value, (characters) => {
    pending += characters;
    if (pending < PORTION) return;
    charge(pending);
    pending = 0;
  });
  charge(pending);
  return text;
}

function written(value: JsonValue, count: Charge): string {
  const text = scalar(value);
  if (text !== undefined) {
    count(text.length + 1);
    return text;
  }
  const parts: string[] = [];
  if (Array.isArray(value)) {
    for (const item of value as readonly JsonValue[]) parts.push(written(item, count));
    count(2);
    return `[${parts.join(',')}]`;
  }
  for (const [name, member] of value as ReadonlyMap<string, JsonValue>) {
    count(name.length + 3);
    parts.push(`${JSON.stringify(name)}:${written(member, count)}`);
  }
  count(2);
  return `{${parts.join(',')}}`;
}

/** `undefined` for a list or an object. */
function scalar(value: JsonValue): string | undefined {
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
  return undefined;
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
