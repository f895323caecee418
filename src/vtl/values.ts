/**
 * What templates compute with: Java's values, as far as templates have them. Nothing of JavaScript is reachable through them: every
 * property and method is looked up in tables of our own, by the kind of the value.
 *
 *     null, boolean, string          themselves (a Java char is a string)
 *     number                         Integer: always in 32 bits
 *     JavaLong, JavaDouble, bigint   Long, Double, BigInteger
 *     BigDecimal, JavaList, JavaMap, JavaEntry, JavaIterator, HostObject
 */
import type { BigDecimal } from './big-decimal.ts';
import type { HostObject } from './host.ts';

export type Value =
  | null
  | boolean
  | string
  | number
  | bigint
  | JavaLong
  | JavaDouble
  | BigDecimal
  | JavaList
  | JavaMap
  | JavaEntry
  | JavaIterator
  | HostObject;

export class JavaLong {
  readonly value: bigint;

  constructor(value: bigint) {
    this.value = value;
  }
}

export class JavaDouble {
  readonly value: number;

  constructor(value: number) {
    this.value = value;
  }
}

/** `json` prints as JSON (Jayway's arrays), `array` is a Java array of strings, `view` is what keySet(), values() and entrySet() give. */
export type ListKind = 'list' | 'json' | 'array' | 'view';

export class JavaList {
  readonly items: Value[];
  readonly kind: ListKind;
  /** Counts what changes its size: who iterates over it must not see that change. */
  changes = 0;

  constructor(items: Value[], kind: ListKind = 'list') {
    this.items = items;
    this.kind = kind;
  }
}

/** A LinkedHashMap. Keys may be any value; those that JavaScript does not compare as Java does are looked for one by one. */
export class JavaMap {
  readonly #entries = new Map<Value, Value>();
  #odd = 0;
  changes = 0;

  get size(): number {
    return this.#entries.size;
  }

  #key(key: Value, spend: Spend): Value {
    if (typeof key !== 'object' || key === null || this.#odd === 0) return key;
    for (const mine of this.#entries.keys()) {
      spend(1);
      if (typeof mine === 'object' && javaEquals(mine, key, spend)) return mine;
    }
    return key;
  }

  has(key: Value, spend: Spend): boolean {
    return this.#entries.has(this.#key(key, spend));
  }

  get(key: Value, spend: Spend): Value {
    return this.#entries.get(this.#key(key, spend)) ?? null;
  }

  /** `get` for keys that need no looking for: texts, and what `keys()` gave. */
  named(name: Value): Value {
    return this.#entries.get(name) ?? null;
  }

  put(key: Value, value: Value, spend: Spend): void {
    this.#set(this.#key(key, spend), value);
  }

  /** `put` for texts. */
  set(name: string, value: Value): void {
    this.#set(name, value);
  }

  #set(mine: Value, value: Value): void {
    const { size } = this.#entries;
    this.#entries.set(mine, value);
    if (this.#entries.size === size) return;
    this.changes++;
    if (typeof mine === 'object') this.#odd++;
  }

  delete(key: Value, spend: Spend): void {
    const mine = this.#key(key, spend);
    if (!this.#entries.delete(mine)) return;
    this.changes++;
    if (typeof mine === 'object') this.#odd--;
  }

  clear(): void {
    this.#entries.clear();
    this.#odd = 0;
    this.changes++;
  }

  keys(): IterableIterator<Value> {
    return this.#entries.keys();
  }

  values(): IterableIterator<Value> {
    return this.#entries.values();
  }

  entries(): IterableIterator<[Value, Value]> {
    return this.#entries.entries();
  }
}

export class JavaEntry {
  readonly map: JavaMap;
  readonly key: Value;

  constructor(map: JavaMap, key: Value) {
    this.map = map;
    this.key = key;
  }

  get value(): Value {
    return this.map.named(this.key);
  }
}

/** Java's fail-fast iterator. */
export class JavaIterator {
  readonly of: JavaList | JavaMap;
  readonly #changes: number;
  readonly #size: number;
  /** Of a map: a copy of them for each loop over it would be work and memory that nobody counts. */
  readonly #values: Iterator<Value> | undefined;
  #at = 0;

  /** Over the values of a map. */
  constructor(of: JavaList | JavaMap) {
    this.of = of;
    this.#changes = of.changes;
    this.#size = of instanceof JavaList ? of.items.length : of.size;
    this.#values = of instanceof JavaList ? undefined : of.values();
  }

  get hasNext(): boolean {
    return this.of instanceof JavaList ? this.#at !== this.of.items.length : this.#at < this.#size;
  }

  /** `undefined` when what it goes over has changed since: a ConcurrentModificationException. */
  next(): Value | undefined {
    if (this.of.changes !== this.#changes || this.#at >= this.#size) return undefined;
    const at = this.#at++;
    return this.of instanceof JavaList ? this.of.items[at] : this.#values?.next().value;
  }
}

/** Told of the steps that a comparison takes, as many as it goes on; throws when they were too many. */
export type Spend = (steps: number) => void;

/** Texts of one length are compared to their ends. */
export function sameText(a: string, b: string, spend: Spend): boolean {
  if (a.length !== b.length) return false;
  if (a.length > 64) spend(a.length >> 6);
  return a === b;
}

/** `Object.equals`. A list that holds a list twice, and so on, compares without end but for `spend`. */
export function javaEquals(a: Value, b: Value, spend: Spend): boolean {
  if (typeof a === 'string') return typeof b === 'string' && sameText(a, b, spend);
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (a instanceof JavaLong) return b instanceof JavaLong && a.value === b.value;
  if (a instanceof JavaDouble) return b instanceof JavaDouble && Object.is(a.value, b.value);
  if (a instanceof JavaList) {
    if (!(b instanceof JavaList) || a.items.length !== b.items.length || (a.kind === 'array') !== (b.kind === 'array'))
      return false;
    if (a.kind === 'array') return false;
    spend(1 + (a.items.length >> 3));
    return a.items.every((item, i) => javaEquals(item, b.items[i] as Value, spend));
  }
  if (a instanceof JavaMap) {
    if (!(b instanceof JavaMap) || a.size !== b.size) return false;
    spend(1 + (a.size >> 3));
    for (const [key, value] of a.entries())
      if (!b.has(key, spend) || !javaEquals(value, b.get(key, spend), spend)) return false;
    return true;
  }
  if (a instanceof JavaEntry)
    return b instanceof JavaEntry && javaEquals(a.key, b.key, spend) && javaEquals(a.value, b.value, spend);
  return 'equals' in a && a.equals(b);
}

/** A map of strings or other values, in the order given: how hosts make `$context` and the like. */
export function mapOf(entries: Iterable<readonly [string, Value]>): JavaMap {
  const map = new JavaMap();
  for (const [key, value] of entries) map.set(key, value);
  return map;
}
