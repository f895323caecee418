import { setMember } from '../lib/json.ts';
import type { Location, Member, Model, Operation, Type } from '../model/model.ts';
import { parseJsonBody } from './json-body.ts';
import type { JsonReaders } from './json-read.ts';
import type { WireRequest } from './message.ts';
import { serializationError } from './service-error.ts';
import { readTimestamp, writeTimestamp } from './timestamp.ts';
import { parseQuery } from './uri.ts';

/** The parts of a request that members are read from. */
export interface RequestParts {
  readonly labels: Readonly<Record<string, string>>;
  /** Undefined when no member of the operation is read from the query. */
  readonly query: Map<string, string[]> | undefined;
  readonly request: WireRequest;
}

type ReadInto = (parts: RequestParts, input: Record<string, unknown>) => void;

/** Compiles how an operation's input is gathered from path, query, headers and body. */
export function compileInput(model: Model, { input: shape, http }: Operation, readers: JsonReaders) {
  const members = Object.entries(shape === undefined ? {} : (model.shapes[shape]?.members ?? {}));
  const located = members.filter(([, member]) => member.in !== undefined);
  // Query parameters that have a meaning of their own: query members and the literals of the URI.
  const named = located.filter(([, member]) => member.in === 'query').map(([name, member]) => member.as ?? name);
  const taken = new Set([...parseQuery(http?.[1].split('?')[1] ?? '').keys(), ...named]);
  const reads = located.map(([name, member]) => readMember(name, member, readers, taken));
  const body =
    shape !== undefined && located.length < members.length && !located.some(([, member]) => member.in === 'payload');
  const readBody = body ? readers.body(shape, (member) => member.in === undefined) : undefined;
  const wantsQuery = located.some(([, member]) => member.in === 'query' || member.in === 'queryParams');
  return (labels: RequestParts['labels'], request: WireRequest): Record<string, unknown> => {
    const input = (readBody?.(parseJsonBody(request.body)) ?? {}) as Record<string, unknown>;
    const parts = { labels, query: wantsQuery ? parseQuery(request.query) : undefined, request };
    for (const read of reads) read(parts, input);
    return input;
  };
}

function readMember(name: string, member: Member, readers: JsonReaders, taken: ReadonlySet<string>): ReadInto {
  const wire = member.as ?? name;
  switch (member.in as Location) {
    case 'label':
      return ({ labels }, input) => {
        const value = labels[name];
        if (value !== undefined) input[name] = readText(member, value);
      };
    case 'query':
      return ({ query }, input) => {
        const values = query?.get(wire);
        if (values === undefined) return;
        const { type } = member;
        input[name] =
          type === 'list' ? values.map((value) => readText(member.of, value)) : readText(member, values.at(-1) ?? '');
      };
    case 'queryParams': {
      const lists = member.type === 'map' && member.of.type === 'list';
      return ({ query }, input) => {
        const rest: Record<string, unknown> = {};
        for (const [key, values] of query ?? []) if (!taken.has(key)) setMember(rest, key, lists ? values : values[0]);
        if (Object.keys(rest).length > 0) input[name] = rest;
      };
    }
    case 'header': {
      const lower = wire.toLowerCase();
      return ({ request }, input) => {
        const value = request.headers(lower);
        if (value === undefined) return;
        input[name] =
          member.type === 'list'
            ? value.split(',').map((item) => readText(member.of, item.trim()))
            : readText(member, value);
      };
    }
    case 'payload': {
      if (member.type === 'blob')
        return ({ request }, input) => {
          if (request.body.length > 0) input[name] = request.body;
        };
      const read = readers.of(member);
      return ({ request }, input) => {
        if (request.body.length > 0) input[name] = read(parseJsonBody(request.body));
      };
    }
    case 'prefixHeaders':
    case 'status':
      throw new Error(`no input member of these services travels in ${member.in}`);
  }
}

/** A scalar from path, query or header. */
function readText(type: Type, text: string): unknown {
  switch (type.type) {
    case 'number': {
      const value = text.trim() === '' ? Number.NaN : Number(text);
      if (!Number.isFinite(value)) throw serializationError(`${text} can not be converted to an Integer`); // our choice of words
      return value;
    }
    case 'boolean':
      if (text !== 'true' && text !== 'false') throw serializationError(`${text} can not be converted to an Boolean`); // our choice of words
      return text === 'true';
    case 'timestamp':
      return readTimestamp(text);
    default:
      return text;
  }
}

/** A scalar for a response header. */
export function writeText(type: Type, value: unknown): string {
  if (type.type === 'timestamp') return String(writeTimestamp(value as number, type.format ?? 'http-date'));
  if (type.type === 'list') return (value as readonly unknown[]).map((item) => writeText(type.of, item)).join(',');
  return String(value);
}
