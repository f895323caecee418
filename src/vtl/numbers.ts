/** Velocity's arithmetic (its MathUtils): integers widen when they overflow, a double makes all doubles. */
import { BigDecimal } from './big-decimal.ts';
import { TemplateFault } from './errors.ts';
import { JavaDouble, JavaLong, type Value } from './values.ts';

export type JavaNumber = number | bigint | JavaLong | JavaDouble | BigDecimal;

export type Arithmetic = 'add' | 'sub' | 'mul' | 'div' | 'mod';

export function isNumber(value: Value): value is JavaNumber {
  if (typeof value === 'number' || typeof value === 'bigint') return true;
  return value instanceof JavaLong || value instanceof JavaDouble || value instanceof BigDecimal;
}

const isInt = (value: number): boolean => value >= -2147483648 && value <= 2147483647;
const isLong = (value: bigint): boolean => BigInt.asIntN(64, value) === value;

/** The least of Integer and Long that holds it; BigInteger otherwise. */
export function integerOf(value: bigint): number | JavaLong | bigint {
  const small = Number(value);
  if (isInt(small)) return small;
  return isLong(value) ? new JavaLong(value) : value;
}

/** An integer literal's value. */
export const parseInteger = (image: string): JavaNumber =>
  integerOf(image.startsWith('-') ? -BigInt(image.slice(1)) : BigInt(image));

/** `intValue()` and its kind: of a Double what Java's cast makes of it. */
export function toInt(value: JavaNumber): number {
  if (typeof value === 'number') return value;
  if (value instanceof JavaDouble) return Math.max(-2147483648, Math.min(2147483647, Math.trunc(value.value) || 0));
  return Number(BigInt.asIntN(32, toBigInteger(value)));
}

export function toLong(value: JavaNumber): bigint {
  if (!(value instanceof JavaDouble)) return BigInt.asIntN(64, toBigInteger(value));
  if (Number.isNaN(value.value)) return 0n;
  if (value.value >= 2 ** 63) return 2n ** 63n - 1n;
  return value.value <= -(2 ** 63) ? -(2n ** 63n) : BigInt(Math.trunc(value.value));
}

function toBigInteger(value: JavaNumber): bigint {
  if (typeof value === 'bigint') return value;
  if (typeof value === 'number') return BigInt(value);
  if (value instanceof JavaLong) return value.value;
  if (value instanceof BigDecimal) return BigInt(Math.trunc(value.toNumber()) || 0);
  return toLong(value);
}

export function toDouble(value: JavaNumber): number {
  if (typeof value === 'number') return value;
  if (typeof value === 'bigint') return Number(value);
  if (value instanceof BigDecimal) return value.toNumber();
  return Number(value.value);
}

function toBigDecimal(value: JavaNumber): BigDecimal {
  if (value instanceof BigDecimal) return value;
  if (typeof value === 'bigint') return new BigDecimal(value, 0);
  const double = toDouble(value);
  if (!Number.isFinite(double)) throw new TemplateFault('Infinite or NaN');
  return BigDecimal.ofDouble(double);
}

type Base = 'int' | 'long' | 'double' | 'bigInteger' | 'bigDecimal';

function baseOf(a: JavaNumber, b: JavaNumber): Base {
  if (typeof a === 'number' && typeof b === 'number') return 'int';
  if (a instanceof BigDecimal || b instanceof BigDecimal) return 'bigDecimal';
  const doubles = a instanceof JavaDouble || b instanceof JavaDouble;
  if (typeof a === 'bigint' || typeof b === 'bigint') return doubles ? 'bigDecimal' : 'bigInteger';
  return doubles ? 'double' : 'long';
}

/** Digits of a number that arithmetic may make: our bound, since products of products double. */
const MAX_BITS = 1n << 8192n;
function bounded(value: bigint): bigint {
  if (value > MAX_BITS || value < -MAX_BITS) throw new TemplateFault('A number is too big');
  return value;
}

/** `null` for a division by zero, which is an operation without a value in Velocity. @throws TemplateFault */
export function compute(operation: Arithmetic, a: JavaNumber, b: JavaNumber): JavaNumber | null {
  if ((operation === 'div' || operation === 'mod') && toDouble(b) === 0) return null;
  switch (baseOf(a, b)) {
    case 'int':
      return ints(operation, a as number, b as number);
    case 'long': {
      const result = integers(operation, toLong(a), toLong(b));
      if (isLong(result)) return new JavaLong(result);
      // The one quotient that does not fit wraps around.
      return operation === 'div' ? new JavaLong(BigInt.asIntN(64, result)) : result;
    }
    case 'double':
      return new JavaDouble(doubles(operation, toDouble(a), toDouble(b)));
    case 'bigInteger': {
      const [x, y] = [toBigInteger(a), toBigInteger(b)];
      if (operation === 'mod' && y < 0n) throw new TemplateFault('BigInteger: modulus not positive');
      const result = integers(operation, x, y);
      return bounded(operation === 'mod' && result < 0n ? result + y : result);
    }
    default:
      return decimals(operation, toBigDecimal(a), toBigDecimal(b));
  }
}

function ints(operation: Arithmetic, a: number, b: number): JavaNumber {
  switch (operation) {
    case 'add':
      return fit(a + b);
    case 'sub':
      return fit(a - b);
    case 'mul':
      return a * b <= Number.MAX_SAFE_INTEGER && a * b >= Number.MIN_SAFE_INTEGER
        ? fit(a * b)
        : integerOf(BigInt(a) * BigInt(b));
    case 'div':
      return fit(Math.trunc(a / b));
    default:
      return fit(a % b);
  }
}

/** Without a negative zero, which is a double's. */
const fit = (value: number): JavaNumber => (isInt(value) ? value + 0 || 0 : new JavaLong(BigInt(value)));

function integers(operation: Arithmetic, a: bigint, b: bigint): bigint {
  switch (operation) {
    case 'add':
      return a + b;
    case 'sub':
      return a - b;
    case 'mul':
      return a * b;
    case 'div':
      return a / b;
    default:
      return a % b;
  }
}

function doubles(operation: Arithmetic, a: number, b: number): number {
  switch (operation) {
    case 'add':
      return a + b;
    case 'sub':
      return a - b;
    case 'mul':
      return a * b;
    case 'div':
      return a / b;
    default:
      return a % b;
  }
}

function decimals(operation: Arithmetic, a: BigDecimal, b: BigDecimal): BigDecimal {
  const within = (result: BigDecimal): BigDecimal => {
    bounded(result.unscaled);
    if (Math.abs(result.scale) > 4096) throw new TemplateFault('A number is too big');
    return result;
  };
  switch (operation) {
    case 'add':
      return within(a.add(b));
    case 'sub':
      return within(a.add(b.negate()));
    case 'mul':
      return within(a.multiply(b));
    case 'div':
      return within(a.divide(b));
    default:
      throw new TemplateFault('Cannot calculate the modulo of BigDecimals.');
  }
}

/** Less than zero, zero, or more; of a NaN zero, since Velocity asks for less and for more. */
export function compare(a: JavaNumber, b: JavaNumber): number {
  switch (baseOf(a, b)) {
    case 'int':
    case 'double': {
      const [x, y] = [toDouble(a), toDouble(b)];
      return x < y ? -1 : x > y ? 1 : 0;
    }
    case 'long':
    case 'bigInteger': {
      const [x, y] = [toBigInteger(a), toBigInteger(b)];
      return x < y ? -1 : x > y ? 1 : 0;
    }
    default:
      return toBigDecimal(a).compare(toBigDecimal(b));
  }
}
