/** Which methods the values have: tables by type. Two forms of one name differ in their arguments. */
import { remember } from '../lib/names.ts';
import { TemplateFault } from './errors.ts';
import { javaHash } from './hash.ts';
import { HostObject } from './host.ts';
import { LIST_METHODS } from './list-methods.ts';
import { ENTRY_METHODS, ITERATOR_METHODS, MAP_METHODS } from './map-methods.ts';
import { type Body, forms, type Methods } from './method-table.ts';
import { BOOLEAN_METHODS, NUMBER_METHODS } from './number-methods.ts';
import { isNumber } from './numbers.ts';
import type { Frame } from './run.ts';
import { STRING_METHODS } from './string-methods.ts';
import { JavaEntry, JavaIterator, JavaList, JavaMap, type Value } from './values.ts';

type Fits = (value: Value) => boolean;

const FITS: { readonly [letter: string]: Fits } = {
  s: (value) => typeof value === 'string',
  i: (value) => typeof value === 'number',
  n: (value) => isNumber(value),
  b: (value) => typeof value === 'boolean',
  c: (value) => value instanceof JavaList && value.kind !== 'array',
  m: (value) => value instanceof JavaMap,
  o: () => true,
};

/** Every one has these. */
const OBJECT_METHODS: Methods = {
  hashCode: [['', (self: Value, _args, run) => javaHash(self, run)]],
  toString: forms(['', (self: Value, _args, run) => run.print(self)]),
};

function tableOf(value: Value): Methods | undefined {
  switch (typeof value) {
    case 'string':
      return STRING_METHODS;
    case 'number':
    case 'bigint':
      return NUMBER_METHODS;
    case 'boolean':
      return BOOLEAN_METHODS;
    default:
  }
  if (value instanceof JavaMap) return MAP_METHODS;
  if (value instanceof JavaList) return LIST_METHODS[value.kind];
  if (value instanceof JavaEntry) return ENTRY_METHODS;
  if (value instanceof JavaIterator) return ITERATOR_METHODS;
  return isNumber(value) ? NUMBER_METHODS : undefined;
}

/** What there is under a name in each table, looked up once. */
export type Call = (self: Value, args: Value[], frame: Frame) => Value | undefined;

/** Once for all templates: what each of thousands would keep of it is more than all else of a small template. */
const methodsNamed = remember((name) => {
  const known = new Map<Methods, readonly Form[]>();
  for (const table of [
    STRING_METHODS,
    NUMBER_METHODS,
    BOOLEAN_METHODS,
    MAP_METHODS,
    ENTRY_METHODS,
    ITERATOR_METHODS,
    ...Object.values(LIST_METHODS),
  ]) {
    const own = Object.hasOwn(table, name) ? table[name] : undefined;
    const common = Object.hasOwn(OBJECT_METHODS, name) ? OBJECT_METHODS[name] : undefined;
    if (own !== undefined || common !== undefined) known.set(table, [...(own ?? []), ...(common ?? [])].map(formOf));
  }
  return known;
});

/** `undefined` is the answer when the value has no such method for such arguments. */
export function methodCall(name: string): Call {
  const known = methodsNamed(name);
  return (self, args, { run }) => {
    run.step();
    if (self instanceof HostObject) {
      const answer = self.call(name, args, run.charge);
      if (typeof answer === 'string') run.allocate(answer.length);
      return answer;
    }
    const table = tableOf(self);
    const candidates = table === undefined ? undefined : known.get(table);
    if (candidates === undefined) return undefined;
    for (const { takes, body } of candidates) if (fits(takes, args)) return body(self, args, run);
    return undefined;
  };
}

/** A method with its signature read: what it takes at each place. */
interface Form {
  readonly takes: readonly Fits[];
  readonly body: Body;
}

function formOf([signature, body]: Methods[string][number]): Form {
  return { takes: Array.from(signature, (letter) => FITS[letter] ?? (() => false)), body };
}

function fits(takes: readonly Fits[], args: readonly Value[]): boolean {
  if (takes.length !== args.length) return false;
  for (let i = 0; i < args.length; i++) if (takes[i]?.(args[i] as Value) !== true) return false;
  return true;
}

const GET = methodCall('get');
const SET = methodCall('set');
const PUT = methodCall('put');
const SIZE = methodCall('size');

/** A negative index counts from the end. @throws TemplateFault when there is no size */
function fromEnd(self: Value, key: Value, frame: Frame): Value {
  if (typeof key !== 'number' || key >= 0) return key;
  const size = SIZE(self, [], frame);
  if (typeof size !== 'number')
    throw new TemplateFault(`A 'size()' method required for negative value ${key} does not exist`);
  return size + key;
}

/** `$self[key]` */
export function getIndex(self: Value, key: Value, frame: Frame): Value | undefined {
  return GET(self, [fromEnd(self, key, frame)], frame);
}

/** `#set($self[key] = value)`: nothing happens when it cannot be set. */
export function setIndex(self: Value, key: Value, value: Value, frame: Frame): void {
  const args = [fromEnd(self, key, frame), value];
  if (SET(self, args, frame) === undefined) PUT(self, args, frame);
}

export type Property = (self: Value, frame: Frame) => Value | undefined;

/** `$self.name`: a map's entry, or a getter without `get` or `is`. */
export function propertyOf(name: string): Property {
  const upper = name.charAt(0).toUpperCase() + name.slice(1);
  const get = methodCall(`get${upper}`);
  const is = methodCall(`is${upper}`);
  return (self, frame) => {
    frame.run.step();
    if (self instanceof JavaMap) return self.named(name);
    if (self instanceof HostObject) return self.property(name);
    if (typeof self === 'string') return name === 'empty' ? self === '' : undefined;
    const got = get(self, [], frame);
    if (got !== undefined) return got;
    const whether = self instanceof JavaList && self.kind === 'array' ? undefined : is(self, [], frame);
    return typeof whether === 'boolean' ? whether : undefined;
  };
}

/** `#set($self.name = value)`: nothing happens when it cannot be set. */
export function setProperty(self: Value, name: string, value: Value, frame: Frame): void {
  if (self instanceof HostObject) {
    self.setProperty(name, value);
    return;
  }
  if (!(self instanceof JavaMap)) return;
  frame.run.allocate(16 + name.length);
  self.set(name, value);
}
