import type { Member, Model, TimestampFormat, Type } from '../model/model.ts';
import { jsonName, put } from './json-read.ts';
import { writeTimestamp } from './timestamp.ts';

/** Turns our value into what JSON.stringify takes. Values are the handlers', typed by the model: nothing is checked. */
export type JsonWrite = (value: unknown) => unknown;

/** Compiles writers for a model's types. Only members that the model knows are written, undefined ones are left out. */
export class JsonWriters {
  readonly #model: Model;
  readonly #structures = new Map<string, JsonWrite>();

  constructor(model: Model) {
    this.#model = model;
  }

  of(type: Type, timestamps: TimestampFormat = 'epoch-seconds'): JsonWrite {
    switch (type.type) {
      case 'string':
      case 'number':
      case 'boolean':
      case 'document':
        return (value) => value;
      case 'timestamp':
        return (value) => writeTimestamp(value as number, type.format ?? timestamps);
      case 'blob':
        return (value) => Buffer.from(value as Uint8Array).toString('base64');
      case 'list': {
        const item = this.of(type.of);
        return (value) => (value as readonly unknown[]).map(item);
      }
      case 'map':
        return writeMap(this.of(type.of));
      case 'structure':
        return this.structure(type.shape);
    }
  }

  /** A structure inside a body: all its members are there, whatever the model says of their place in a response. */
  structure(shape: string): JsonWrite {
    const known = this.#structures.get(shape);
    if (known !== undefined) return known;
    let compiled: JsonWrite | undefined;
    const write: JsonWrite = (value) => compiled?.(value);
    this.#structures.set(shape, write); // before its members: shapes may hold themselves
    compiled = this.body(shape, () => true);
    return write;
  }

  /** The same as text. What a list has of frozen structures is written once: they never change, and are listed again and again. */
  text(shape: string, travels: (member: Member) => boolean): (value: unknown) => string {
    const members = Object.entries(this.#model.shapes[shape]?.members ?? {}).filter(([, member]) => travels(member));
    const lists = members.flatMap(([name, member]) =>
      member.type === 'list' && member.of.type === 'structure'
        ? [{ name, start: `${JSON.stringify(jsonName(name, member))}:[`, item: textOnce(this.of(member.of)) }]
        : [],
    );
    const write = this.body(shape, travels);
    if (lists.length === 0) return (value) => JSON.stringify(write(value));
    return (value) => {
      const source = value as Readonly<Record<string, unknown>>;
      const parts: string[] = [];
      const rest = { ...source };
      for (const { name, start, item } of lists) {
        const items = source[name] as readonly object[] | undefined;
        if (items === undefined) continue;
        parts.push(`${start}${items.map(item).join(',')}]`);
        rest[name] = undefined;
      }
      const others = JSON.stringify(write(rest)).slice(1, -1);
      if (others !== '') parts.push(others);
      return `{${parts.join(',')}}`;
    };
  }

  /** The body of a response: the members that `travels` lets through. */
  body(shape: string, travels: (member: Member) => boolean): JsonWrite {
    const members = Object.entries(this.#model.shapes[shape]?.members ?? {})
      .filter(([, member]) => travels(member))
      .map(([name, member]) => ({ name, wire: jsonName(name, member), write: this.of(member) }));
    return (value) => {
      const source = value as Readonly<Record<string, unknown>>;
      const result: Record<string, unknown> = {};
      for (const member of members) {
        const item = source[member.name];
        if (item !== undefined) result[member.wire] = member.write(item);
      }
      return result;
    };
  }
}

/** By identity, of those that are frozen: by who made them so, in their depth. */
function textOnce(write: JsonWrite): (value: object) => string {
  const known = new WeakMap<object, string>();
  return (value) => {
    const before = known.get(value);
    if (before !== undefined) return before;
    const text = JSON.stringify(write(value));
    if (Object.isFrozen(value)) known.set(value, text);
    return text;
  };
}

function writeMap(item: JsonWrite): JsonWrite {
  return (value) => {
    const result: Record<string, unknown> = {};
    for (const [key, element] of Object.entries(value as object))
      if (element !== undefined) put(result, key, item(element));
    return result;
  };
}
