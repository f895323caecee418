/**
 * JSON as Java reads it, which API Gateway's templates, paths and models show: objects keep the order of their members
 * and may have a member of any name, and 1, 1.0 and 12345678901234567890 are numbers of different kinds.
 */
export type JsonValue = null | boolean | string | JsonNumber | readonly JsonValue[] | JsonObject;

export type JsonObject = ReadonlyMap<string, JsonValue>;

/** An integer that JavaScript is exact about, a larger one, or what Java reads as a Double. */
export type JsonNumber = number | bigint | JavaDouble;

/** A number with a fraction or an exponent. */
export class JavaDouble {
  readonly value: number;

  constructor(value: number) {
    this.value = value;
  }

  /** As `Double.toString` prints it: `1.0`, `1.0E10`, `1.0E-4`. */
  toString(): string {
    return javaDoubleText(this.value);
  }
}

export function isJsonNumber(value: unknown): value is JsonNumber {
  return typeof value === 'number' || typeof value === 'bigint' || value instanceof JavaDouble;
}

export function isJsonObject(value: unknown): value is JsonObject {
  return value instanceof Map;
}

export function isJsonArray(value: unknown): value is readonly JsonValue[] {
  return Array.isArray(value);
}

/** What JavaScript compares and counts with. */
export function numeric(value: JsonNumber): number | bigint {
  return value instanceof JavaDouble ? value.value : value;
}

/**
 * `Double.toString`: a decimal fraction from 10⁻³ to 10⁷, else scientific; at least one digit after the point.
 * deviation: Doubles print with the fewest digits that tell them apart, as Java does since 19; older ones print one more for a few.
 */
export function javaDoubleText(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value < 0 ? '-Infinity' : 'Infinity';
  if (value === 0) return Object.is(value, -0) ? '-0.0' : '0.0';
  const size = Math.abs(value);
  if (size >= 1e-3 && size < 1e7) {
    const text = String(value);
    return text.includes('.') ? text : `${text}.0`;
  }
  // Of the least double Java shows two digits, though one would do.
  if (size === Number.MIN_VALUE) return value < 0 ? '-4.9E-324' : '4.9E-324';
  const [digits = '', exponent = ''] = value.toExponential().split('e');
  return `${digits.includes('.') ? digits : `${digits}.0`}E${exponent.replace('+', '')}`;
}
