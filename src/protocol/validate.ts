import { isObject } from '../lib/json.ts';
import type { Member, Model, Type } from '../model/model.ts';
import { dialects, lowerFirst } from './dialect.ts';
import { ServiceError } from './service-error.ts';

/** Adds a sentence to `found` for every constraint that the value breaks. */
type Check = (value: unknown, path: string, found: string[]) => void;

/** No pattern of AWS's admits anything longer; a longer value breaks it without the regular expression being run. */
const longestMatched = 131_072;

/**
 * Compiles the model's constraints on an operation's input: required members, enums, patterns, bounds. The returned function
 * throws the framework's "N validation errors detected: …" (aws-behaviour §2.13).
 */
export function compileValidation(
  model: Model,
  operation: string,
  input: string | undefined,
): (value: unknown) => void {
  const all = Object.entries(input === undefined ? {} : (model.shapes[input]?.members ?? {}));
  // AWS tells of the body first (recorded: test_update_method_response_negative_tests).
  const members = all.toSorted(([, a], [, b]) => Number(a.in !== undefined) - Number(b.in !== undefined));
  const { bodyPrefix, validationCode } = dialects[model.service];
  const checks = new Checks(model);
  const compiled = members.flatMap(([name, member]) => {
    const check = checks.ofMember(member);
    const path = `${member.in === undefined ? bodyPrefix(operation) : ''}${lowerFirst(name)}`;
    return check === undefined ? [] : [{ name, path, check }];
  });
  return (value) => {
    const found: string[] = [];
    for (const { name, path, check } of compiled) check((value as Record<string, unknown>)[name], path, found);
    if (found.length === 0) return;
    const errors = found.length === 1 ? 'error' : 'errors';
    throw new ServiceError(validationCode, `${found.length} validation ${errors} detected: ${found.join('; ')}`);
  };
}

class Checks {
  readonly #model: Model;
  readonly #structures = new Map<string, Check>();

  constructor(model: Model) {
    this.#model = model;
  }

  ofMember(member: Member): Check | undefined {
    const inner = this.#ofType(member);
    const facets = this.#facets(member);
    if (member.required !== true && inner === undefined && facets.length === 0) return undefined;
    const valueless = dialects[this.#model.service].printsValues === false;
    const absent = valueless ? 'Value' : 'Value null';
    const hidden = valueless || member.sensitive === true;
    const print = hidden ? () => 'Value' : (value: unknown) => `Value ${printed(value)}`;
    return (value, path, found) => {
      if (value === undefined) {
        if (member.required === true)
          found.push(`${absent} at '${path}' failed to satisfy constraint: Member must not be null`);
        return;
      }
      for (const facet of facets) {
        const sentence = facet(value);
        if (sentence !== undefined)
          found.push(`${print(value)} at '${path}' failed to satisfy constraint: ${sentence}`);
      }
      inner?.(value, path, found);
    };
  }

  /** The constraints on the value itself, each giving the sentence that it breaks. */
  #facets(member: Member): ((value: unknown) => string | undefined)[] {
    const facets: ((value: unknown) => string | undefined)[] = [];
    const values = this.#enumOf(member);
    if (values !== undefined)
      facets.push((value) => (values.has(value) ? undefined : `Member must satisfy ${printedSet(values)}`));
    if (member.type === 'list') {
      const items = this.#enumOf(member.of);
      if (items !== undefined)
        facets.push((value) =>
          (value as unknown[]).every((item) => items.has(item))
            ? undefined
            : `Member must satisfy constraint: [Member must satisfy ${printedSet(items)}]`,
        );
    }
    if (member.type === 'map') {
      const items = this.#enumOf(member.of);
      const keys = this.#keysOf(member.keys);
      if (items !== undefined)
        facets.push((value) =>
          Object.values(value as object).every((item) => items.has(item))
            ? undefined
            : `Map value must satisfy constraint: [Member must satisfy ${printedSet(items)}]`,
        );
      if (keys !== undefined)
        facets.push((value) =>
          Object.keys(value as object).every((key) => keys.has(key))
            ? undefined
            : `Map keys must satisfy constraint: [Member must satisfy ${printedSet(keys)}]`,
        );
    }
    const { pattern, min, max } = member;
    if (pattern !== undefined) {
      const whole = new RegExp(`^(?:${pattern})$`, pattern.includes('\\p{') ? 'u' : '');
      facets.push((value) =>
        typeof value === 'string' && value.length <= longestMatched && whole.test(value)
          ? undefined
          : `Member must satisfy regular expression pattern: ${pattern}`,
      );
    }
    const measured = member.type === 'number' ? 'value' : 'length';
    if (max !== undefined)
      facets.push((value) =>
        measure(value) > max ? `Member must have ${measured} less than or equal to ${max}` : undefined,
      );
    if (min !== undefined)
      facets.push((value) =>
        measure(value) < min ? `Member must have ${measured} greater than or equal to ${min}` : undefined,
      );
    return facets;
  }

  #enumOf(type: Type): ReadonlySet<unknown> | undefined {
    return type.type === 'string' ? this.#keysOf(type.enum) : undefined;
  }

  #keysOf(name: string | undefined): ReadonlySet<unknown> | undefined {
    const found = name === undefined ? undefined : this.#model.enums[name];
    return found === undefined || found.open === true ? undefined : new Set(found.values);
  }

  /** What is to check inside a value: structures, also in lists and maps. */
  #ofType(type: Type): Check | undefined {
    if (type.type === 'structure') return this.#ofStructure(type.shape);
    if (type.type !== 'list' && type.type !== 'map') return undefined;
    const item = this.#ofType(type.of);
    if (item === undefined) return undefined;
    if (type.type === 'map')
      return (value, path, found) => {
        for (const [key, element] of Object.entries(value as object)) item(element, `${path}.${key}.member`, found);
      };
    return (value, path, found) => {
      for (const [index, element] of (value as unknown[]).entries())
        item(element, `${path}.${index + 1}.member`, found);
    };
  }

  #ofStructure(shape: string): Check {
    const known = this.#structures.get(shape);
    if (known !== undefined) return known;
    let members: { name: string; path: string; check: Check }[] = [];
    const check: Check = (value, path, found) => {
      const structure = value as Record<string, unknown>;
      for (const member of members) member.check(structure[member.name], `${path}.${member.path}`, found);
    };
    this.#structures.set(shape, check); // before its members: shapes may hold themselves
    members = Object.entries(this.#model.shapes[shape]?.members ?? {}).flatMap(([name, member]) => {
      const inner = this.ofMember(member);
      return inner === undefined ? [] : [{ name, path: lowerFirst(name), check: inner }];
    });
    return check;
  }
}

function measure(value: unknown): number {
  if (typeof value === 'number') return value;
  if (typeof value === 'string' || Array.isArray(value) || value instanceof Uint8Array) return value.length;
  return isObject(value) ? Object.keys(value).length : 0;
}

const printedSet = (values: ReadonlySet<unknown>) => `enum value set: [${[...values].join(', ')}]`;

/** As Java prints it: lists in brackets, maps and structures in braces. */
function printed(value: unknown): string {
  return `'${bare(value)}'`;
}

function bare(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(bare).join(', ')}]`;
  if (!isObject(value)) return String(value);
  return `{${Object.entries(value)
    .map(([key, item]) => `${key}=${bare(item)}`)
    .join(', ')}}`;
}
