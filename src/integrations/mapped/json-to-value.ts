import { isJsonArray, isJsonObject, JavaDouble as JsonDouble, type JsonValue } from '../../lib/json-value.ts';
import { type Charge, JavaDouble, JavaList, JavaLong, JavaMap, type Value } from '../../vtl/vtl.ts';

const MAX_INTEGER = 2 ** 31 - 1;
const MAX_LONG = 2n ** 63n - 1n;

/** What an element of a list or map costs of a rendering's memory (vtl/host.ts). */
const ELEMENT = 16;

/** JSON as a template computes with it: the types that Java's reader makes, and lists that print as JSON (aws-behaviour.md §1.11). */
export function toTemplateValue(json: JsonValue, charge: Charge): Value {
  if (json === null || typeof json === 'boolean' || typeof json === 'string') return json;
  if (typeof json === 'number') return fitsInteger(json) ? json : new JavaLong(BigInt(json));
  if (typeof json === 'bigint') return json <= MAX_LONG && json >= -MAX_LONG - 1n ? new JavaLong(json) : json;
  if (json instanceof JsonDouble) return new JavaDouble(json.value);
  if (isJsonArray(json)) {
    charge(json.length * ELEMENT);
    return new JavaList(
      json.map((item) => toTemplateValue(item, charge)),
      'json',
    );
  }
  const map = new JavaMap();
  if (!isJsonObject(json)) return map;
  charge(json.size * ELEMENT);
  for (const [name, member] of json) map.set(name, toTemplateValue(member, charge));
  return map;
}

function fitsInteger(value: number): boolean {
  return value <= MAX_INTEGER && value >= -MAX_INTEGER - 1;
}
