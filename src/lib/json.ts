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

/** Levels of what the caller gives as JSON and finds in documents again, which may have 128 levels themselves. */
export const MAX_JSON_DEPTH = 120;
