import { HostObject } from './host.ts';
import { type Charge, print } from './print.ts';
import { JavaMap, type Value } from './values.ts';

type Getter = (scope: ForeachScope) => Value;

const GETTERS = new Map<string, Getter>([
  ['index', (scope) => scope.index],
  ['count', (scope) => scope.index + 1],
  ['hasNext', (scope) => scope.hasNext],
  ['first', (scope) => scope.index < 1],
  ['last', (scope) => !scope.hasNext],
  ['parent', (scope) => scope.parent ?? null],
  ['topmost', (scope) => scope.topmost],
  ['replaced', (scope) => scope.replaced],
]);

const METHODS = new Map<string, Getter>([
  ...[...GETTERS].map(([name, get]) => [`get${name[0]?.toUpperCase()}${name.slice(1)}`, get] as const),
  ['hasNext', (scope) => scope.hasNext],
  ['isFirst', (scope) => scope.index < 1],
  ['isLast', (scope) => !scope.hasNext],
  ['size', (scope) => scope.storage.size],
  ['isEmpty', (scope) => scope.storage.size === 0],
]);

/** `$foreach`: where its loop is. It is a map too, of what the template puts there. */
export class ForeachScope extends HostObject {
  index = -1;
  hasNext = false;
  readonly owner: object;
  readonly parent: ForeachScope | undefined;
  /** What `$foreach` was before, if no loop's. */
  readonly #replaced: Value;
  readonly storage = new JavaMap();

  constructor(owner: object, before: Value) {
    super();
    this.owner = owner;
    this.parent = before instanceof ForeachScope ? before : undefined;
    this.#replaced = before instanceof ForeachScope ? null : before;
  }

  get topmost(): ForeachScope {
    return this.parent?.topmost ?? this;
  }

  get replaced(): Value {
    return this.#replaced ?? this.parent?.replaced ?? null;
  }

  print(charge: Charge): string {
    return print(this.storage, charge);
  }

  override property(name: string): Value | undefined {
    const get = GETTERS.get(name);
    return get === undefined ? this.#named(name) : get(this);
  }

  #named(name: string): Value {
    const own = this.storage.named(name);
    return own !== null || this.parent === undefined ? own : this.parent.#named(name);
  }

  #stored(key: Value, charge: Charge): Value {
    if (this.storage.has(key, charge)) return this.storage.get(key, charge);
    return this.parent === undefined ? null : this.parent.#stored(key, charge);
  }

  override setProperty(name: string, value: Value): boolean {
    this.storage.set(name, value);
    return true;
  }

  override call(name: string, args: readonly Value[], charge: Charge): Value | undefined {
    if (args.length === 0) return name === 'toString' ? this.print(charge) : METHODS.get(name)?.(this);
    const [key, value] = args;
    if (name === 'get' && args.length === 1) return this.#stored(key as Value, charge);
    if (name === 'containsKey' && args.length === 1) return this.storage.has(key as Value, charge);
    if (name !== 'put' || args.length !== 2) return undefined;
    charge(32);
    const before = this.storage.get(key as Value, charge);
    this.storage.put(key as Value, value as Value, charge);
    return before;
  }
}
