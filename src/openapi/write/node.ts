import type { Json } from '../../lib/json.ts';

/** An object of a document. Members that are undefined are absent; their order is that in which they are written. */
export type Node = { readonly [key: string]: Json | undefined };

/** An object with an entry for each entry of a map, whatever their names; undefined when there is none. */
export function nodes<T>(
  entries: { readonly [key: string]: T } | undefined,
  node: (value: T, key: string) => Json | undefined,
  name: (key: string) => string = (key) => key,
): Node | undefined {
  const all = Object.entries(entries ?? {});
  return all.length === 0 ? undefined : Object.fromEntries(all.map(([key, value]) => [name(key), node(value, key)]));
}

/** A list as it is, but undefined when it is empty. */
export function unlessEmpty<T extends Json>(list: readonly T[] | undefined): readonly T[] | undefined {
  return list === undefined || list.length === 0 ? undefined : list;
}
