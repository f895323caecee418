import { isJsonArray, isJsonNumber, isJsonObject, type JsonValue } from '../lib/json-value.ts';
import { canonicalNumber } from './decimal.ts';
import type { Budget } from './report.ts';

/** The same text for equal values, and for no others: members in any order, numbers by what they are worth. */
export function canonical(value: JsonValue, budget: Budget): string {
  if (typeof value === 'string') {
    budget.spend(1 + (value.length >> 6));
    return JSON.stringify(value);
  }
  budget.spend(1);
  if (isJsonNumber(value)) return canonicalNumber(value);
  if (isJsonArray(value)) return `[${value.map((item) => canonical(item, budget)).join(',')}]`;
  if (!isJsonObject(value)) return String(value);
  const members = [...value].sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonical(member, budget)}`).join(',')}}`;
}
