import { setMember } from '../lib/json.ts';
import type { Model, Type } from '../model/model.ts';
import type { FormNode } from './form.ts';
import { ServiceError } from './service-error.ts';
import { readTimestamp } from './timestamp.ts';

/** Reads one value out of a form's tree; undefined when it is not there. */
type FormRead = (node: FormNode) => unknown;

/** Compiles readers for awsQuery input: lists as `Name.member.1`, maps as `Name.entry.1.key` and `.value`. */
export class FormReaders {
  readonly #model: Model;
  readonly #structures = new Map<string, FormRead>();

  constructor(model: Model) {
    this.#model = model;
  }

  structure(shape: string): FormRead {
    const known = this.#structures.get(shape);
    if (known !== undefined) return known;
    let members: { name: string; read: FormRead }[] = [];
    const read: FormRead = (node) => {
      const result: Record<string, unknown> = {};
      for (const member of members) {
        const child = node.children.get(member.name);
        const value = child === undefined ? undefined : member.read(child);
        if (value !== undefined) result[member.name] = value;
      }
      return result;
    };
    this.#structures.set(shape, read); // before its members: shapes may hold themselves
    members = Object.entries(this.#model.shapes[shape]?.members ?? {}).map(([name, member]) => ({
      name,
      read: this.#of(member),
    }));
    return read;
  }

  #of(type: Type): FormRead {
    switch (type.type) {
      case 'structure':
        return this.structure(type.shape);
      case 'list': {
        const item = this.#of(type.of);
        return (node) => numbered(node.children.get('member')).map((child) => present(item(child)));
      }
      case 'map': {
        const item = this.#of(type.of);
        return (node) => {
          const result: Record<string, unknown> = {};
          for (const entry of numbered(node.children.get('entry'))) {
            const value = entry.children.get('value');
            if (value !== undefined) setMember(result, entry.children.get('key')?.value ?? '', present(item(value)));
          }
          return result;
        };
      }
      default:
        return ({ value }) => (value === undefined ? undefined : readScalar(type, value));
    }
  }
}

/** The children in the order of their numbers. */
function numbered(node: FormNode | undefined): FormNode[] {
  return [...(node?.children ?? [])].sort(([a], [b]) => Number(a) - Number(b)).map(([, child]) => child);
}

/** `TagKeys.member.1.x=y` has members where a text should stand: a list has no holes. */
function present(value: unknown): unknown {
  if (value === undefined) throw new ServiceError('MalformedInput', 'A list or map has an element without a value'); // our choice of words
  return value;
}

function readScalar(type: Type, text: string): unknown {
  switch (type.type) {
    case 'number': {
      // Every number of STS and IAM is whole.
      const value = /^[+-]?\d+$/.test(text) ? Number(text) : Number.NaN;
      if (!Number.isSafeInteger(value)) throw malformed(text, 'Integer');
      return value;
    }
    case 'boolean':
      if (text !== 'true' && text !== 'false') throw malformed(text, 'Boolean');
      return text === 'true';
    case 'timestamp':
      return readTimestamp(text);
    case 'blob':
      return new Uint8Array(Buffer.from(text, 'base64'));
    default:
      return text;
  }
}

/** AWS's query services answer MalformedInput; the sentence is our choice. */
function malformed(text: string, target: string): ServiceError {
  return new ServiceError('MalformedInput', `${text} can not be converted to an ${target}`);
}
