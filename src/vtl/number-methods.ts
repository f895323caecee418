import { TemplateFault } from './errors.ts';
import { forms, type Methods } from './method-table.ts';
import { compare, integerOf, type JavaNumber, toDouble, toInt, toLong } from './numbers.ts';
import { JavaDouble, JavaLong, javaEquals, type Value } from './values.ts';

/** @throws TemplateFault as Java's NumberFormatException */
function parseIn(text: string, radix: number): bigint {
  const digits = /^[+-]?([0-9a-z]+)$/i.exec(text)?.[1];
  if (digits === undefined || digits.length > 64 || radix < 2 || radix > 36)
    throw new TemplateFault(`For input string: "${text}"`);
  let value = 0n;
  for (const c of digits.toLowerCase()) {
    const digit = Number.parseInt(c, 36);
    if (digit >= radix) throw new TemplateFault(`For input string: "${text}"`);
    value = value * BigInt(radix) + BigInt(digit);
  }
  return text.startsWith('-') ? -value : value;
}

function integer(text: string, radix = 10): number {
  const value = integerOf(parseIn(text, radix));
  if (typeof value !== 'number') throw new TemplateFault(`For input string: "${text}"`);
  return value;
}

function parseLong(text: string, radix = 10): JavaLong {
  const value = integerOf(parseIn(text, radix));
  if (typeof value === 'bigint') throw new TemplateFault(`For input string: "${text}"`);
  return typeof value === 'number' ? new JavaLong(BigInt(value)) : value;
}

function parseDouble(text: string): JavaDouble {
  if (!/^[+-]?(?:NaN|Infinity|(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)[fFdD]?$/.test(text.trim()))
    throw new TemplateFault(`For input string: "${text}"`);
  return new JavaDouble(Number(text.trim().replace(/[fFdD]$/, '')));
}

const long = (value: JavaNumber): JavaLong => new JavaLong(toLong(value));

/** `parseInt` and its kind are static: any number has its own type's. */
const parse = (self: JavaNumber, text: string, radix?: number): Value => {
  if (typeof self === 'number') return integer(text, radix);
  if (self instanceof JavaLong) return parseLong(text, radix);
  return self instanceof JavaDouble && radix === undefined ? parseDouble(text) : null;
};

/** @throws TemplateFault as Java's ClassCastException */
function sameType<V extends JavaNumber | boolean>(self: V, other: Value): V {
  if (other === null || other.constructor !== self.constructor)
    throw new TemplateFault('Values of two types are compared');
  return other as V;
}

const unsigned = (self: number, radix: number): string => (self >>> 0).toString(radix);

export const NUMBER_METHODS: Methods = {
  compareTo: [['o', (self: JavaNumber, [other]) => compare(self, sameType(self, other))]],
  doubleValue: [['', (self: JavaNumber) => new JavaDouble(toDouble(self))]],
  equals: [['o', (self: JavaNumber, [other], run) => javaEquals(self, other, run.spend)]],
  intValue: [['', (self: JavaNumber) => toInt(self)]],
  isInfinite: [['', (self: JavaNumber) => (self instanceof JavaDouble ? Math.abs(self.value) === Infinity : null)]],
  isNaN: [['', (self: JavaNumber) => (self instanceof JavaDouble ? Number.isNaN(self.value) : null)]],
  longValue: [['', (self: JavaNumber) => long(self)]],
  max: [['ii', (_self: JavaNumber, [a, b]) => Math.max(a, b)]],
  min: [['ii', (_self: JavaNumber, [a, b]) => Math.min(a, b)]],
  parseDouble: [['s', (self: JavaNumber, [text]) => (self instanceof JavaDouble ? parseDouble(text) : null)]],
  parseInt: [
    ['s', (self: JavaNumber, [text]) => (typeof self === 'number' ? integer(text) : null)],
    ['si', (self: JavaNumber, [text, radix]) => (typeof self === 'number' ? integer(text, radix) : null)],
  ],
  parseLong: [
    ['s', (self: JavaNumber, [text]) => (self instanceof JavaLong ? parseLong(text) : null)],
    ['si', (self: JavaNumber, [text, radix]) => (self instanceof JavaLong ? parseLong(text, radix) : null)],
  ],
  toBinaryString: [['i', (self: JavaNumber, [value]) => (typeof self === 'number' ? unsigned(value, 2) : null)]],
  toHexString: [['i', (self: JavaNumber, [value]) => (typeof self === 'number' ? unsigned(value, 16) : null)]],
  toOctalString: [['i', (self: JavaNumber, [value]) => (typeof self === 'number' ? unsigned(value, 8) : null)]],
  toString: forms(['n', (_self: JavaNumber, [value], run) => run.print(value)]),
  valueOf: forms(
    ['s', (self: JavaNumber, [text]) => parse(self, text)],
    ['si', (self: JavaNumber, [text, radix]) => parse(self, text, radix)],
    [
      'i',
      (self: JavaNumber, [value]) =>
        self instanceof JavaDouble ? new JavaDouble(value) : self instanceof JavaLong ? long(value) : value,
    ],
  ),
};

export const BOOLEAN_METHODS: Methods = {
  booleanValue: [['', (self: boolean) => self]],
  compareTo: [['o', (self: boolean, [other]) => Number(self) - Number(sameType(self, other))]],
  equals: [['o', (self: boolean, [other]) => self === other]],
  parseBoolean: [['s', (_self: boolean, [text]) => text.toLowerCase() === 'true']],
  valueOf: forms(
    ['s', (_self: boolean, [text]) => text.toLowerCase() === 'true'],
    ['b', (_self: boolean, [value]) => value],
  ),
};
