import { ownText } from '../lib/own-text.ts';
import type { Member, Model, TimestampFormat, Type } from '../model/model.ts';
import { jsonName } from './json-read.ts';
import { writeTimestamp } from './timestamp.ts';

/**
 * Our value as JSON. Values are the handlers', typed by the model: nothing is checked. Text from the start: to make an object for
 * JSON.stringify takes twice as long.
 */
export type JsonWrite = (value: unknown) => string;

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
        return writeScalar;
      case 'timestamp':
        return (value) => JSON.stringify(writeTimestamp(value as number, type.format ?? timestamps));
      case 'blob':
        return (value) => `"${Buffer.from(value as Uint8Array).toString('base64')}"`;
      case 'list':
        return writeList(this.of(type.of));
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
    const write: JsonWrite = (value) => (compiled as JsonWrite)(value);
    this.#structures.set(shape, write); // before its members: shapes may hold themselves
    compiled = this.#members(shape, everyMember, (type) => this.of(type));
    return write;
  }

  /**
   * The body of a response: the members that `travels` lets through. What a list has of frozen structures is written once: they never
   * change, and are listed again and again.
   */
  body(shape: string, travels: (member: Member) => boolean): JsonWrite {
    return this.#members(shape, travels, (type) =>
      type.type === 'list' && type.of.type === 'structure' ? writeList(once(this.of(type.of))) : this.of(type),
    );
  }

  #members(shape: string, travels: (member: Member) => boolean, of: (type: Type) => JsonWrite): JsonWrite {
    const members = Object.entries(this.#model.shapes[shape]?.members ?? {})
      .filter(([, member]) => travels(member))
      .map(([name, member]) => ({ name, start: `${JSON.stringify(jsonName(name, member))}:`, write: of(member) }));
    return (value) => {
      const source = value as Readonly<Record<string, unknown>>;
      let text = '';
      for (const { name, start, write } of members) {
        const item = source[name];
        if (item !== undefined) text += (text === '' ? start : `,${start}`) + write(item);
      }
      return `{${text}}`;
    };
  }
}

const everyMember = () => true;

/** What is no JSON is null, as in a list of JSON.stringify's. */
function writeScalar(value: unknown): string {
  const text: string | undefined = JSON.stringify(value);
  return text ?? 'null';
}

/** The members of several objects' JSON as one object's. They must have none in common. */
export function joined(...objects: readonly string[]): string {
  const members = objects.map((object) => object.slice(1, -1)).filter((text) => text !== '');
  return `{${members.join(',')}}`;
}

/** By identity, of those that are frozen: by who made them so, in their depth. */
function once(write: JsonWrite): JsonWrite {
  const known = new WeakMap<object, string>();
  return (value) => {
    const item = value as object;
    const before = known.get(item);
    if (before !== undefined) return before;
    if (!Object.isFrozen(item)) return write(item);
    // In one piece: to join many texts that are pieces themselves takes three times as long.
    const text = ownText(write(item));
    known.set(item, text);
    return text;
  };
}

function writeList(item: JsonWrite): JsonWrite {
  return (value) => `[${(value as readonly unknown[]).map((element) => item(element)).join(',')}]`;
}

function writeMap(item: JsonWrite): JsonWrite {
  return (value) => {
    const entries = value as Readonly<Record<string, unknown>>;
    let text = '';
    for (const key of Object.keys(entries)) {
      const element = entries[key];
      if (element !== undefined) text += `${text === '' ? '' : ','}${JSON.stringify(key)}:${item(element)}`;
    }
    return `{${text}}`;
  };
}
