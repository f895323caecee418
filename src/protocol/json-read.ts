import { isObject, setMember } from '../lib/json.ts';
import type { Member, Model, Type } from '../model/model.ts';
import { serializationError } from './service-error.ts';
import { readTimestamp } from './timestamp.ts';

/** Turns a parsed JSON value into what our side calls it. Throws SerializationException. */
export type JsonRead = (value: unknown) => unknown;

/** Compiles readers for a model's types. Unknown members are dropped, as AWS drops them; null counts as absent. */
export class JsonReaders {
  readonly #model: Model;
  readonly #structures = new Map<string, JsonRead>();

  constructor(model: Model) {
    this.#model = model;
  }

  of(type: Type): JsonRead {
    switch (type.type) {
      case 'string':
        return readString;
      case 'number':
        return readNumber;
      case 'boolean':
        return readBoolean;
      case 'timestamp':
        return readTimestamp;
      case 'blob':
        return readBlob;
      case 'document':
        return (value) => value;
      case 'list':
        return readList(this.of(type.of));
      case 'map':
        return readMap(this.of(type.of));
      case 'structure':
        return this.structure(type.shape);
    }
  }

  /** A structure inside a body: all its members are there, whatever the model says of their place in a request. */
  structure(shape: string): JsonRead {
    const known = this.#structures.get(shape);
    if (known !== undefined) return known;
    let compiled: JsonRead | undefined;
    const read: JsonRead = (value) => compiled?.(value);
    this.#structures.set(shape, read); // before its members: shapes may hold themselves
    compiled = this.body(shape, () => true);
    return read;
  }

  /** The body of a request: the members that `travels` lets through. */
  body(shape: string, travels: (member: Member) => boolean): JsonRead {
    const members = Object.entries(this.#model.shapes[shape]?.members ?? {})
      .filter(([, member]) => travels(member))
      .map(([name, member]) => ({ name, wire: jsonName(name, member), read: this.of(member) }));
    return (value) => {
      if (!isObject(value)) throw misplaced(value, 'Unexpected value type in payload');
      const result: Record<string, unknown> = {};
      for (const member of members) {
        const item = value[member.wire];
        if (item !== undefined && item !== null) result[member.name] = member.read(item);
      }
      return result;
    };
  }
}

/** The key of a member in JSON. A header's or query parameter's name is not one. */
export function jsonName(name: string, member: Member): string {
  return member.in === undefined ? (member.as ?? name) : name;
}

function readList(item: JsonRead): JsonRead {
  return (value) => {
    if (!Array.isArray(value)) throw misplaced(value, `Unrecognized collection type class ${javaClass(value)}`);
    return value.map((element) => {
      if (element === null) throw serializationError('Null value found in a list'); // our choice of words
      return item(element);
    });
  };
}

function readMap(item: JsonRead): JsonRead {
  return (value) => {
    if (!isObject(value)) throw misplaced(value, 'Unexpected value type in payload');
    const result: Record<string, unknown> = {};
    for (const [key, element] of Object.entries(value)) if (element !== null) setMember(result, key, item(element));
    return result;
  };
}

function readString(value: unknown): string {
  if (typeof value === 'string') return value;
  throw unconvertible(value, 'String');
}

function readNumber(value: unknown): number {
  if (typeof value === 'number') return value;
  throw unconvertible(value, 'Integer');
}

function readBoolean(value: unknown): boolean {
  if (typeof value === 'boolean') return value;
  throw unconvertible(value, 'Boolean');
}

/** Accepts base64 only: a blob that decodes to something else than was meant must not pass. */
function readBlob(value: unknown): Uint8Array {
  const text = readString(value);
  if (text.length % 4 === 1 || !/^[A-Za-z0-9+/]*={0,2}$/.test(text))
    throw serializationError('Invalid base64 in a blob member'); // our choice of words
  return new Uint8Array(Buffer.from(text, 'base64'));
}

// "class java.lang.Boolean can not be converted to an String" and the number's class: aws-behaviour §2.13.
function unconvertible(value: unknown, target: string) {
  return misplaced(value, `class ${javaClass(value)} can not be converted to an ${target}`);
}

/** The sentences for a structure or list in a scalar's place are Coral's; not recorded from this service. */
function misplaced(value: unknown, scalar: string) {
  if (Array.isArray(value)) return serializationError('Start of list found where not expected.');
  if (isObject(value)) return serializationError('Start of structure or map found where not expected.');
  return serializationError(scalar);
}

function javaClass(value: unknown): string {
  if (typeof value === 'boolean') return 'java.lang.Boolean';
  return typeof value === 'number' ? 'com.amazon.coral.value.json.numbers.TruncatingBigNumber' : 'java.lang.String';
}
