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

  #key(key: Value): Value {
    if (typeof key !== 'object' || key === null || this.#odd === 0) return key;
    for (const mine of this.#entries.keys()) if (typeof mine === 'object' && javaEquals(mine, key)) return mine;
    return key;
  }

  has(key: Value): boolean {
    return this.#entries.has(this.#key(key));
  }

  get(key: Value): Value {
    return this.#entries.get(this.#key(key)) ?? null;
  }

  /** The same for the commonest of keys. */
  named(name: string): Value {
    return this.#entries.get(name) ?? null;
  }

  set(key: Value, value: Value): void {
    const mine = this.#key(key);
    const { size } = this.#entries;
    this.#entries.set(mine, value);
    if (this.#entries.size === size) return;
    this.changes++;
    if (typeof mine === 'object') this.#odd++;
  }

  delete(key: Value): void {
    const mine = this.#key(key);
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
    return this.map.get(this.key);
  }
}

/** Java's fail-fast iterator. */
export class JavaIterator {
  readonly of: JavaList | JavaMap;
  readonly #items: readonly Value[];
  readonly #changes: number;
  readonly #isList: boolean;
  #at = 0;

  /** Over the values of a map. */
  constructor(of: JavaList | JavaMap) {
    this.of = of;
    this.#isList = of instanceof JavaList;
    this.#items = of instanceof JavaList ? of.items : [...of.values()];
    this.#changes = of.changes;
  }

  get hasNext(): boolean {
    return this.#isList ? this.#at !== this.#items.length : this.#at < this.#items.length;
  }

  /** `undefined` when what it goes over has changed since: a ConcurrentModificationException. */
  next(): Value | undefined {
    if (this.of.changes !== this.#changes || this.#at >= this.#items.length) return undefined;
    return this.#items[this.#at++] as Value;
  }
}

/** `Object.equals`. Deep values end in time: what nests too deep cannot be made. */
export function javaEquals(a: Value, b: Value): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (a instanceof JavaLong) return b instanceof JavaLong && a.value === b.value;
  if (a instanceof JavaDouble) return b instanceof JavaDouble && Object.is(a.value, b.value);
  if (a instanceof JavaList) {
    if (!(b instanceof JavaList) || a.items.length !== b.items.length || (a.kind === 'array') !== (b.kind === 'array'))
      return false;
    if (a.kind === 'array') return false;
    return a.items.every((item, i) => javaEquals(item, b.items[i] as Value));
  }
  if (a instanceof JavaMap) {
    if (!(b instanceof JavaMap) || a.size !== b.size) return false;
    for (const [key, value] of a.entries()) if (!b.has(key) || !javaEquals(value, b.get(key))) return false;
    return true;
  }
  if (a instanceof JavaEntry) return b instanceof JavaEntry && javaEquals(a.key, b.key) && javaEquals(a.value, b.value);
  return 'equals' in a && a.equals(b);
}

/** A map of strings or other values, in the order given: how hosts make `$context` and the like. */
export function mapOf(entries: Iterable<readonly [string, Value]>): JavaMap {
  const map = new JavaMap();
  for (const [key, value] of entries) map.set(key, value);
  return map;
}
