import { isObject } from '../../lib/json.ts';

/** An object of a document. Its members are its own: names come from strangers. */
export type JsonObject = Record<string, unknown>;

/** A member, or undefined: never something that all objects have. */
export function member(object: unknown, name: string): unknown {
  return isObject(object) && Object.hasOwn(object, name) ? object[name] : undefined;
}

/** A member that is an object; an empty one where there is none. */
export function objectMember(object: unknown, name: string): JsonObject {
  const value = member(object, name);
  return isObject(value) ? value : {};
}

/** A member that is a list; an empty one where there is none. */
export function listMember(object: unknown, name: string): readonly unknown[] {
  const value = member(object, name);
  return Array.isArray(value) ? value : [];
}

/** A member that is text or can only be meant as text (numbers, booleans). An empty text is no text. */
export function textMember(object: unknown, name: string): string | undefined {
  return text(member(object, name));
}

export function text(value: unknown): string | undefined {
  if (typeof value === 'string') return value === '' ? undefined : value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}

/** `true` and `"true"`. */
export function booleanMember(object: unknown, name: string): boolean | undefined {
  const value = member(object, name);
  if (typeof value === 'boolean') return value;
  if (value === 'true' || value === 'false') return value === 'true';
  return undefined;
}

/** A map that is present only when it has entries. */
export function some<T>(entries: { readonly [name: string]: T }): { readonly [name: string]: T } | undefined {
  for (const _ in entries) return entries;
  return undefined;
}

/** A member that is present only when it has a value. */
export function optional<K extends string, V>(name: K, value: V | undefined): { [P in K]?: V } {
  return (value === undefined ? {} : { [name]: value }) as { [P in K]?: V };
}
