import { javaDate } from '../lib/java-date.ts';
import { writeJson } from '../lib/json-print.ts';
import {
  isJsonArray,
  isJsonNumber,
  isJsonObject,
  type JsonObject,
  type JsonValue,
  numeric,
} from '../lib/json-value.ts';

/** The claims of a token as AWS shows them. */
export interface ShownClaims {
  /** What stands behind `$context.authorizer.`: `claims.sub`. */
  readonly values: ReadonlyMap<string, string>;
  /** `requestContext.authorizer` of proxy events, as JSON text. */
  readonly event: string;
}

/** Seconds since the epoch in tokens, and dates in events. */
const DATES = new Set(['exp', 'iat', 'nbf']);
/** Seconds; beyond it are no dates. */
const LAST_DATE = 8.64e12;

/**
 * Claims keep their order, and all are texts: numbers and booleans as they are written, `exp` and `iat` as Java prints dates, lists
 * with commas between their members, objects as JSON (events of AWS of 2017 to 2024, published by its users and in aws-powertools).
 */
export function renderClaims(claims: JsonObject): ShownClaims {
  const values = new Map<string, string>();
  const members: string[] = [];
  for (const [name, value] of claims) {
    const text = DATES.has(name) ? (dateText(value) ?? claimText(value)) : claimText(value);
    if (text !== null) values.set(`claims.${name}`, text);
    members.push(`${JSON.stringify(name)}:${JSON.stringify(text)}`);
  }
  return { values, event: `{"claims":{${members.join(',')}}}` };
}

function dateText(value: JsonValue): string | undefined {
  const seconds = isJsonNumber(value) ? Number(numeric(value)) : Number.NaN;
  return Math.abs(seconds) <= LAST_DATE ? javaDate(seconds * 1000) : undefined;
}

function claimText(value: JsonValue): string | null {
  if (value === null || typeof value === 'string') return value;
  if (isJsonArray(value)) return value.map((member) => claimText(member) ?? 'null').join(',');
  return isJsonObject(value) ? writeJson(value) : String(value);
}
