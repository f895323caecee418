import type { Clock } from '../../lib/clock.ts';

/** How records are made: members that are absent are left out, and times are those that AWS can show. */

/** A member that is present only when it has a value. */
export function optional<K extends string, V>(name: K, value: V | undefined): { [P in K]?: V } {
  return (value === undefined ? {} : { [name]: value }) as { [P in K]?: V };
}

/** A record without one of its entries; `undefined` when nothing is left. */
export function without<T>(
  entries: { readonly [key: string]: T } | undefined,
  key: string,
): { readonly [key: string]: T } | undefined {
  const rest = Object.fromEntries(Object.entries(entries ?? {}).filter(([other]) => other !== key));
  return Object.keys(rest).length === 0 ? undefined : rest;
}

/** Now, in milliseconds, but whole seconds: the precision of this API's timestamps. */
export function stamp(clock: Clock): number {
  return Math.trunc(clock.now() / 1000) * 1000;
}
