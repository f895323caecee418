import { isJsonNumber, JavaDouble, type JsonNumber } from '../lib/json-value.ts';

/** A number as filters compare it, which is how Java's BigDecimal has it: digits × 10^-scale, and 1.50 is not written 1.5. */
export class Decimal {
  readonly negative: boolean;
  /** Without leading zeros. */
  readonly digits: string;
  readonly scale: number;
  /** Without trailing zeros, too. */
  readonly significant: string;
  /** The same as a double, where no other number of so few digits is the same double. */
  readonly double: number | undefined;

  constructor(negative: boolean, digits: string, scale: number) {
    this.negative = negative && digits !== '0';
    this.digits = digits;
    this.scale = scale;
    let { length } = digits;
    while (length > 1 && digits[length - 1] === '0') length--;
    this.significant = digits.slice(0, length);
    const exact = digits.length <= 15 && Math.abs(scale) < 100;
    this.double = exact ? Number(`${this.negative ? '-' : ''}${digits}e${-scale}`) : undefined;
  }

  /** `BigDecimal.toString`: scientific for what has zeros at its end that are not written, or many behind the point. */
  toString(): string {
    const { digits, scale } = this;
    const sign = this.negative ? '-' : '';
    if (scale === 0) return sign + digits;
    const exponent = digits.length - 1 - scale;
    if (scale > 0 && exponent >= -6) {
      const padded = digits.padStart(scale + 1, '0');
      return `${sign}${padded.slice(0, -scale)}.${padded.slice(-scale)}`;
    }
    const rest = digits.length > 1 ? `.${digits.slice(1)}` : '';
    return `${sign}${digits[0]}${rest}${exponent === 0 ? '' : `E${exponent > 0 ? '+' : ''}${exponent}`}`;
  }

  /** `BigDecimal.intValue`: the lowest 32 bits of the integer. */
  int(): number {
    const integer = this.scale > 0 ? this.digits.slice(0, -this.scale) : this.digits;
    // 10^32 and what is above it has none of these bits.
    const low = this.scale < -31 ? 0n : BigInt(integer) * 10n ** BigInt(Math.max(0, -this.scale));
    return Number(BigInt.asIntN(32, this.negative ? -low : low));
  }
}

const DECIMAL = /^([+-]?)(?:(\d+)(?:\.(\d*))?|\.(\d+))(?:[eE]([+-]?\d{1,11}))?$/;
const MOST_DIGITS = 1_000;
const MOST_SCALE = 2_147_483_647;

/** @returns `undefined` for a text that is no number */
export function parseDecimal(text: string): Decimal | undefined {
  const found = text.length > MOST_DIGITS ? null : DECIMAL.exec(text);
  if (found === null) return undefined;
  const [, sign, integer = '', fraction = '', onlyFraction = fraction, exponent = '0'] = found;
  const digits = (integer + onlyFraction).replace(/^0+(?=.)/, '');
  const scale = onlyFraction.length - Number(exponent);
  return Math.abs(scale) > MOST_SCALE ? undefined : new Decimal(sign === '-', digits, scale);
}

export type AnyNumber = JsonNumber | Decimal;

export function isNumber(value: unknown): value is AnyNumber {
  return isJsonNumber(value) || value instanceof Decimal;
}

export function decimalOf(value: AnyNumber): Decimal {
  return value instanceof Decimal ? value : (parseDecimal(String(value)) as Decimal);
}

/** Less than, equal to or more than 0, as the left one is to the right one. */
export function compareNumbers(left: AnyNumber, right: AnyNumber): number {
  const [a, b] = [doubleOf(left), doubleOf(right)];
  if (a !== undefined && b !== undefined) return a - b;
  return compareDecimals(decimalOf(left), decimalOf(right));
}

/** Doubles are compared as they are written, which is as they are. */
function doubleOf(value: AnyNumber): number | undefined {
  if (typeof value === 'number') return value;
  if (value instanceof JavaDouble) return value.value;
  return value instanceof Decimal ? value.double : undefined;
}

function compareDecimals(a: Decimal, b: Decimal): number {
  const [signA, signB] = [signOf(a), signOf(b)];
  if (signA !== signB || signA === 0) return signA - signB;
  const magnitude = a.digits.length - a.scale - (b.digits.length - b.scale);
  if (magnitude !== 0) return signA * magnitude;
  return a.significant === b.significant ? 0 : a.significant < b.significant ? -signA : signA;
}

function signOf({ digits, negative }: Decimal): number {
  return digits === '0' ? 0 : negative ? -1 : 1;
}
