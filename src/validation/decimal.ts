import { JavaDouble, type JsonNumber } from '../lib/json-value.ts';

/** A number as it is: `digits × 10^-scale`. */
interface Decimal {
  readonly digits: bigint;
  readonly scale: number;
}

function decimal(value: JsonNumber): Decimal {
  if (!(value instanceof JavaDouble)) return { digits: BigInt(value), scale: 0 };
  const [mantissa = '0', exponent = '0'] = value.value.toExponential().split('e');
  const [whole = '', fraction = ''] = mantissa.split('.');
  const scale = fraction.length - Number(exponent);
  const digits = BigInt(whole + fraction);
  return scale >= 0 ? { digits, scale } : { digits: digits * 10n ** BigInt(-scale), scale: 0 };
}

/** Exactly, as Java's BigDecimal counts: 0.0075 is a multiple of 0.0001. A divisor of 0 divides nothing. */
export function isMultiple(value: JsonNumber, divisor: JsonNumber): boolean {
  if (value instanceof JavaDouble && !Number.isFinite(value.value)) return false;
  const [a, b] = [decimal(value), decimal(divisor)];
  const scale = Math.max(a.scale, b.scale);
  const scaled = ({ digits, scale: own }: Decimal): bigint => digits * 10n ** BigInt(scale - own);
  const by = scaled(b);
  return by !== 0n && scaled(a) % by === 0n;
}

/** The same text for the same number: 1 and 1.0 and 10e-1. */
export function canonicalNumber(value: JsonNumber): string {
  if (value instanceof JavaDouble) {
    const { value: number } = value;
    if (!Number.isInteger(number)) return String(number);
    return BigInt(number).toString();
  }
  return String(value);
}
