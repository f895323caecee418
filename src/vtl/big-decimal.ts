/** `java.math.BigDecimal`, as far as Velocity's arithmetic needs it: unscaled × 10^-scale. */
export class BigDecimal {
  readonly unscaled: bigint;
  readonly scale: number;

  constructor(unscaled: bigint, scale: number) {
    this.unscaled = unscaled;
    this.scale = scale;
  }

  /** `new BigDecimal(double)`: the double's exact value. */
  static ofDouble(value: number): BigDecimal {
    const bits = new DataView(new ArrayBuffer(8));
    bits.setFloat64(0, value);
    const all = bits.getBigUint64(0);
    const exponent = Number((all >> 52n) & 0x7ffn);
    const fraction = all & 0xfffffffffffffn;
    let significand = exponent === 0 ? fraction << 1n : fraction | 0x10000000000000n;
    let power = exponent - 1075;
    if (significand === 0n) return new BigDecimal(0n, 0);
    while ((significand & 1n) === 0n) {
      significand >>= 1n;
      power++;
    }
    if (all >> 63n === 1n) significand = -significand;
    return power >= 0
      ? new BigDecimal(significand << BigInt(power), 0)
      : new BigDecimal(significand * 5n ** BigInt(-power), -power);
  }

  #at(scale: number): bigint {
    return this.unscaled * 10n ** BigInt(scale - this.scale);
  }

  add(other: BigDecimal): BigDecimal {
    const scale = Math.max(this.scale, other.scale);
    return new BigDecimal(this.#at(scale) + other.#at(scale), scale);
  }

  negate(): BigDecimal {
    return new BigDecimal(-this.unscaled, this.scale);
  }

  multiply(other: BigDecimal): BigDecimal {
    return new BigDecimal(this.unscaled * other.unscaled, this.scale + other.scale);
  }

  /** With this one's scale, a half away rounded towards zero: `divide(other, ROUND_HALF_DOWN)`. */
  divide(other: BigDecimal): BigDecimal {
    const shift = other.scale;
    const over = shift >= 0 ? this.unscaled * 10n ** BigInt(shift) : this.unscaled;
    const under = shift >= 0 ? other.unscaled : other.unscaled * 10n ** BigInt(-shift);
    let quotient = over / under;
    const rest = abs(over % under) * 2n;
    if (rest > abs(under)) quotient += over < 0n === under < 0n ? 1n : -1n;
    return new BigDecimal(quotient, this.scale);
  }

  compare(other: BigDecimal): number {
    const scale = Math.max(this.scale, other.scale);
    const [a, b] = [this.#at(scale), other.#at(scale)];
    return a < b ? -1 : a > b ? 1 : 0;
  }

  equals(other: unknown): boolean {
    return other instanceof BigDecimal && other.unscaled === this.unscaled && other.scale === this.scale;
  }

  toNumber(): number {
    return Number(`${this.unscaled}e${-this.scale}`);
  }

  /** Java's canonical form: scientific when the scale is negative or the number is below 10^-6. */
  print(): string {
    const sign = this.unscaled < 0n ? '-' : '';
    const digits = abs(this.unscaled).toString();
    const exponent = digits.length - 1 - this.scale;
    if (this.scale === 0) return sign + digits;
    if (this.scale > 0 && exponent >= -6) {
      const padded = digits.padStart(this.scale + 1, '0');
      return `${sign}${padded.slice(0, -this.scale)}.${padded.slice(-this.scale)}`;
    }
    const mantissa = digits.length > 1 ? `${digits[0]}.${digits.slice(1)}` : digits;
    return `${sign}${mantissa}E${exponent >= 0 ? '+' : ''}${exponent}`;
  }
}

const abs = (n: bigint): bigint => (n < 0n ? -n : n);
