import type { Member, Model, Type } from '../../src/model/model.ts';

/**
 * Values for every member of a structure, deterministic, different for every path, and nasty where the place allows it:
 * slashes and percent signs in labels, quotes and angle brackets in bodies, bytes that are no text in blobs.
 */
export function fill(
  model: Model,
  shape: string | undefined,
  direction: 'input' | 'output' | 'error',
): Record<string, unknown> {
  return shape === undefined ? {} : structure(model, shape, shape, [], direction);
}

function structure(
  model: Model,
  shape: string,
  path: string,
  above: readonly string[],
  direction: string,
): Record<string, unknown> {
  const { members = {}, union } = model.shapes[shape] ?? {};
  const result: Record<string, unknown> = {};
  for (const [name, member] of Object.entries(members).slice(0, union ? 1 : undefined)) {
    if (direction === 'error' && /^(message|type)$/i.test(name)) continue; // the server's own
    const made = member.in === 'status' ? 200 : value(model, member, `${path}.${name}`, [...above, shape], member);
    if (made !== undefined) result[name] = made;
  }
  return result;
}

function value(model: Model, type: Type, path: string, above: readonly string[], member?: Member): unknown {
  const seed = [...path].reduce((sum, character) => (sum * 31 + character.charCodeAt(0)) % 1_000_003, 7);
  switch (type.type) {
    case 'string':
      return type.enum === undefined
        ? text(path, member?.in)
        : model.enums[type.enum]?.values.at(seed % 3 === 0 ? 0 : -1);
    case 'number':
      return seed;
    case 'boolean':
      return seed % 2 === 0;
    case 'timestamp':
      return (1_700_000_000 + seed) * 1000;
    case 'blob':
      return Uint8Array.from({ length: 40 }, (_, i) => (seed + i * 13) % 256);
    case 'document':
      return { a: [1, 'x'] };
    case 'list':
      return [0, 1].map((i) => value(model, type.of, `${path}.${i}`, above)).filter((item) => item !== undefined);
    case 'map': {
      const keys = type.keys === undefined ? ['one', 'two <&>'] : (model.enums[type.keys]?.values.slice(0, 2) ?? []);
      const entries = keys.map((key) => [key, value(model, type.of, `${path}.${key}`, above)]);
      return Object.fromEntries(entries.filter(([, item]) => item !== undefined));
    }
    case 'structure': // a shape inside itself ends there
      return above.includes(type.shape) ? undefined : structure(model, type.shape, path, above, 'nested');
  }
}

function text(path: string, location: Member['in']): string {
  if (location === 'header') return `${path} token`;
  if (location === 'label') return `${path}/ü (100%) +*!'&=?#`;
  return `${path} <ü> "&' \\ \n +%2F=`;
}

/** A copy without patterns and bounds: `validate.test.ts` checks those, and generated values do not meet them. */
export function withoutConstraints<M extends Model>(model: M): M {
  return JSON.parse(
    JSON.stringify(model, (key, item) =>
      key === 'pattern' || ((key === 'min' || key === 'max') && typeof item === 'number') ? undefined : item,
    ),
  );
}

/** Our value as the SDK takes it: timestamps are Dates there. */
export function toSdk(model: Model, type: Type, ours: unknown): unknown {
  switch (type.type) {
    case 'timestamp':
      return new Date(ours as number);
    case 'list':
      return (ours as unknown[]).map((item) => toSdk(model, type.of, item));
    case 'map':
      return Object.fromEntries(
        Object.entries(ours as object).map(([key, item]) => [key, toSdk(model, type.of, item)]),
      );
    case 'structure': {
      const members = model.shapes[type.shape]?.members ?? {};
      const known = Object.entries(ours as object).flatMap(([name, item]) =>
        members[name] ? [[name, toSdk(model, members[name], item)]] : [],
      );
      return Object.fromEntries(known);
    }
    default:
      return ours;
  }
}

/** What the SDK returned in our terms: plain objects, plain bytes, milliseconds. */
export async function fromSdk(theirs: unknown): Promise<unknown> {
  if (theirs instanceof Date) return theirs.getTime();
  if (theirs instanceof Uint8Array) return Uint8Array.from(theirs);
  if (Array.isArray(theirs)) return Promise.all(theirs.map(fromSdk));
  if (typeof theirs !== 'object' || theirs === null) return theirs;
  const entries = Object.entries(theirs).filter(([name, item]) => name !== '$metadata' && item !== undefined);
  return Object.fromEntries(await Promise.all(entries.map(async ([name, item]) => [name, await fromSdk(item)])));
}
