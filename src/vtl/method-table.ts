import type { Run } from './run.ts';
import type { Value } from './values.ts';

/** A letter for each argument: s String, i Integer, n any number, c collection, m map, b Boolean, o anything. */
export type Signature = string;

/** `self` is of the table's type, `args` are as the signature says. @throws TemplateFault for what is an exception in Java */
// biome-ignore lint/suspicious/noExplicitAny: the signature has checked the arguments' kinds, which no type can follow
export type Body = (self: any, args: any[], run: Run) => Value;

export type Methods = { readonly [name: string]: readonly (readonly [Signature, Body])[] };

/** Says the type of what is under a name that JavaScript's objects have too, such as `toString`. */
export function forms(...of: readonly (readonly [Signature, Body])[]): readonly (readonly [Signature, Body])[] {
  return of;
}
