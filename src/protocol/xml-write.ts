import type { Model, Type } from '../model/model.ts';
import { writeTimestamp } from './timestamp.ts';

/** Renders a value's inside, without the element around it. */
type XmlWrite = (value: unknown) => string;

/** Compiles writers for awsQuery output: lists as `<member>`, maps as `<entry><key/><value/></entry>`. */
export class XmlWriters {
  readonly #model: Model;
  readonly #structures = new Map<string, XmlWrite>();

  constructor(model: Model) {
    this.#model = model;
  }

  structure(shape: string): XmlWrite {
    const known = this.#structures.get(shape);
    if (known !== undefined) return known;
    let members: { name: string; write: XmlWrite }[] = [];
    const write: XmlWrite = (value) => {
      const source = value as Readonly<Record<string, unknown>>;
      let text = '';
      for (const member of members) {
        const item = source[member.name];
        if (item !== undefined) text += element(member.name, member.write(item));
      }
      return text;
    };
    this.#structures.set(shape, write); // before its members: shapes may hold themselves
    members = Object.entries(this.#model.shapes[shape]?.members ?? {}).map(([name, member]) => ({
      name,
      write: this.#of(member),
    }));
    return write;
  }

  #of(type: Type): XmlWrite {
    switch (type.type) {
      case 'structure':
        return this.structure(type.shape);
      case 'list': {
        const item = this.#of(type.of);
        return (value) => (value as readonly unknown[]).map((child) => element('member', item(child))).join('');
      }
      case 'map': {
        const item = this.#of(type.of);
        return (value) =>
          Object.entries(value as object)
            .map(([key, child]) => element('entry', element('key', escapeXml(key)) + element('value', item(child))))
            .join('');
      }
      case 'timestamp':
        return (value) => String(writeTimestamp(value as number, type.format ?? 'date-time'));
      case 'blob':
        return (value) => Buffer.from(value as Uint8Array).toString('base64');
      default:
        return (value) => escapeXml(String(value));
    }
  }
}

export function element(name: string, inside: string): string {
  return `<${name}>${inside}</${name}>`;
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\r': '&#xD;',
};

/** Characters that XML cannot carry at all become the replacement character. */
export function escapeXml(text: string): string {
  return text.replace(/[&<>"\r\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g, (character) => entities[character] ?? '\ufffd');
}
