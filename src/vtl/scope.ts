import { HostObject } from './host.ts';
import { print } from './print.ts';
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
  ['toString', (scope) => scope.print()],
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

  print(): string {
    return print(this.storage, () => undefined);
  }

  override property(name: string): Value | undefined {
    const get = GETTERS.get(name);
    return get === undefined ? this.#stored(name) : get(this);
  }

  #stored(key: Value): Value {
    if (this.storage.has(key)) return this.storage.get(key);
    return this.parent === undefined ? null : this.parent.#stored(key);
  }

  override setProperty(name: string, value: Value): boolean {
    this.storage.set(name, value);
    return true;
  }

  override call(name: string, args: readonly Value[]): Value | undefined {
    if (args.length === 0) return METHODS.get(name)?.(this);
    const [key, value] = args;
    if (name === 'get' && args.length === 1) return this.#stored(key as Value);
    if (name === 'containsKey' && args.length === 1) return this.storage.has(key as Value);
    if (name !== 'put' || args.length !== 2) return undefined;
    const before = this.storage.get(key as Value);
    this.storage.set(key as Value, value as Value);
    return before;
  }
}
