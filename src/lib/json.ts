/** A value that survives JSON unchanged. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json | undefined };

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * The object that a text says as JSON; `undefined` when it says anything else, is no JSON, or nests deeper than `maxDepth` levels:
 * code that follows a deeper one could run out of stack.
 */
export function parsedObject(text: string, maxDepth: number): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) && isShallow(value, maxDepth) ? value : undefined;
  } catch {
    return undefined; // JSON.parse throws for what is no JSON
  }
}

function isShallow(value: object, maxDepth: number): boolean {
  let level: readonly unknown[] = [value];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > maxDepth) return false;
    level = level.flatMap((at) => (typeof at === 'object' && at !== null ? Object.values(at) : []));
  }
  return true;
}

/** A copy that may be changed, of a value that may be frozen. */
export function copyOf<T>(value: T): T {
  if (Array.isArray(value)) return value.map(copyOf) as T;
  if (!isObject(value)) return value;
  const copy: Record<string, unknown> = {};
  for (const name of Object.keys(value)) setMember(copy, name, copyOf(value[name]));
  return copy as T;
}

/** Sets a member in place, whatever its name: to assign to `__proto__` would set none. */
export function setMember<T>(object: { [name: string]: T }, name: string, value: T): void {
  if (name === '__proto__')
    Object.defineProperty(object, name, { value, enumerable: true, configurable: true, writable: true });
  else object[name] = value;
}

/** Whether two values say the same as JSON, in whatever order; a member that is undefined is none. */
export function isSameJson(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (Array.isArray(a))
    return Array.isArray(b) && a.length === b.length && a.every((item, i) => isSameJson(item, b[i]));
  if (!isObject(a) || !isObject(b)) return false;
  let members = 0;
  for (const name of Object.keys(a)) {
    if (a[name] === undefined) continue;
    if (!Object.hasOwn(b, name) || !isSameJson(a[name], b[name])) return false;
    members++;
  }
  return members === Object.keys(b).filter((name) => b[name] !== undefined).length;
}

/** Levels of what the caller gives as JSON and finds in documents again, which may have 128 levels themselves. */
export const MAX_JSON_DEPTH = 120;
