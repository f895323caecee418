import { parse } from 'yaml';
import { isObject } from '../../../src/lib/json.ts';
import type { Random } from '../../fuzz/random.ts';

/** Values of the wrong kind, sizes at the edge, and names that mean something to JavaScript or to JSON. */
const VALUES: readonly [unknown, ...unknown[]] = [
  null,
  true,
  0,
  -1,
  1e308,
  '',
  'x'.repeat(2000),
  '\u0000',
  '\ud800',
  '${AWS::Region}',
  '#/definitions/Nobody',
  [],
  {},
  [null],
  [[]],
  { $ref: '#' },
  { $ref: '#/paths' },
  { $ref: 'https://example.com/else.json' },
  { type: 'nothing' },
];
const NAMES: readonly [string, ...string[]] = [
  '__proto__',
  'constructor',
  'toString',
  '',
  '/',
  '$ref',
  'a/b~1c',
  '\u0000',
  'ünï',
];

type Container = Record<string, unknown> | unknown[];

/** A place in a tree: the container and the key in it. */
interface Place {
  readonly container: Container;
  readonly key: string | number;
}

const CHANGES: readonly [Change, ...Change[]] = [
  ({ container, key }) => remove(container, key),
  ({ container, key }, random) => set(container, key, structuredClone(random.one(VALUES))),
  ({ container, key }) => set(container, key, retyped(get(container, key))),
  ({ container, key }, random) => set(container, random.one(NAMES), get(container, key)),
  ({ container, key }, random, places) => {
    const other = places[random.below(places.length)];
    if (other !== undefined) set(container, key, structuredClone(get(other.container, other.key)));
  },
];
type Change = (place: Place, random: Random, places: readonly Place[]) => void;

/** A document gone wrong: a few nodes deleted, replaced, retyped, renamed or copied elsewhere, or its text cut or garbled. */
export function mutated(text: string, random: Random): string {
  if (random.chance(5)) return garbled(text, random);
  const tree: unknown = parse(text, { merge: true, maxAliasCount: 1000 });
  for (let changes = 1 + random.below(3); changes > 0; changes--) {
    const places = placesIn(tree);
    const place = places[random.below(places.length)];
    if (place !== undefined) random.one(CHANGES)(place, random, places);
  }
  return JSON.stringify(tree);
}

function garbled(text: string, random: Random): string {
  const at = random.below(text.length);
  return random.one([
    () => text.slice(0, at),
    () => text.slice(0, at) + text.slice(at + 1 + random.below(20)),
    () =>
      `${text.slice(0, at)}${random.one(['{', '}', ': ', '&a *a ', '\t', '"', '\n---\n', '!!js ', '\u0000'])}${text.slice(at)}`,
  ])();
}

function placesIn(root: unknown): Place[] {
  const places: Place[] = [];
  const waiting = [root];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (!Array.isArray(node) && !isObject(node)) continue;
    const keys = Array.isArray(node) ? [...node.keys()] : Object.keys(node);
    for (const key of keys) {
      places.push({ container: node, key });
      const child = get(node, key);
      if (child !== undefined) waiting.push(child);
    }
  }
  return places;
}

function get(container: Container, key: string | number): unknown {
  return Object.hasOwn(container, key) ? (container as Record<string | number, unknown>)[key] : undefined;
}

function set(container: Container, key: string | number, value: unknown): void {
  if (Array.isArray(container)) container.push(value);
  else Object.defineProperty(container, key, { value, enumerable: true, configurable: true, writable: true });
}

function remove(container: Container, key: string | number): void {
  if (Array.isArray(container)) container.splice(Number(key), 1);
  else delete container[key];
}

/** The same thing as another type: a list of it, its text, its number, a map of its items. */
function retyped(value: unknown): unknown {
  if (typeof value === 'string') return Number.isNaN(Number(value)) ? [value] : Number(value);
  if (Array.isArray(value)) return Object.fromEntries(value.map((item, index) => [String(index), item]));
  return isObject(value) ? Object.values(value) : String(value);
}
