import { nextVersion } from '../lib/next-version.ts';

/**
 * A record's value has its JSON with it, where nothing that copies, compares or lists its members sees it. A WeakMap of all of them
 * would be looked through whenever memory is collected.
 */
const TEXT = Symbol('JSON');

function textOf(value: object): string | undefined {
  return (value as { readonly [TEXT]?: string })[TEXT];
}

function frozenWith(json: string, value: object): object {
  Object.defineProperty(value, TEXT, { value: json });
  return Object.freeze(value);
}

/** A JSON value that cannot be changed, not in its depth either. */
export function parseFrozen(json: string): unknown {
  const value: unknown = JSON.parse(json);
  return typeof value === 'object' && value !== null ? frozen(frozenWith(json, value)) : value;
}

/** A value as JSON and, when it could be had without parsing that, frozen. */
export interface Written {
  readonly json: string;
  readonly value: unknown;
}

/**
 * A value as it is now. One that holds lists of other records' values, as a deployment's definition does, shares these with them:
 * they are neither written nor parsed again.
 *
 * @param before the record's value until now, if that is known
 * @throws TypeError for what is not JSON
 */
export function writeJson(value: unknown, before?: unknown): Written {
  if (typeof value === 'object' && value !== null) {
    const json = textOf(value);
    if (json !== undefined) return { json, value };
    if (isPlain(value)) {
      const members = Object.entries(value).map(([name, member]) => [name, member, textOfRecords(member)] as const);
      if (members.some(([, , known]) => known !== undefined)) return writeShared(members);
      if (isRecord(before)) {
        const next = nextVersion(value, before);
        if (next === before) return { json: textOf(before) as string, value: before };
        const json = JSON.stringify(next ?? value);
        return { json, value: next && frozenWith(json, { ...next }) };
      }
    }
  }
  const json: string | undefined = JSON.stringify(value);
  if (json === undefined) throw new TypeError('the value is not JSON');
  return { json, value: undefined };
}

function writeShared(
  members: readonly (readonly [name: string, value: unknown, known: string | undefined])[],
): Written {
  const parts: string[] = [];
  const shared: [name: string, value: unknown][] = [];
  for (const [name, member, known] of members) {
    const text: string | undefined = known ?? JSON.stringify(member);
    if (text === undefined) continue;
    parts.push(`${JSON.stringify(name)}:${text}`);
    const own = known === undefined ? frozen(JSON.parse(text)) : Object.freeze([...(member as unknown[])]);
    shared.push([name, own]);
  }
  // Without its JSON, which is long: such a value is hardly written again.
  return { json: `{${parts.join(',')}}`, value: Object.freeze(Object.fromEntries(shared)) };
}

/** A list of nothing but values of records, as JSON. */
function textOfRecords(value: unknown): string | undefined {
  if (!Array.isArray(value) || value.length === 0) return undefined;
  const parts: string[] = [];
  for (const item of value) {
    const text = typeof item === 'object' && item !== null ? textOf(item) : undefined;
    if (text === undefined) return undefined;
    parts.push(text);
  }
  return `[${parts.join(',')}]`;
}

/** Whether a value is one that was frozen here. */
function isRecord(value: unknown): value is object {
  return typeof value === 'object' && value !== null && textOf(value) !== undefined;
}

function isPlain(value: object): boolean {
  return Object.getPrototypeOf(value) === Object.prototype && !('toJSON' in value);
}

/** However deep: JSON.stringify and JSON.parse know no depth, and what could be written must be read again. */
function frozen(value: unknown): unknown {
  const waiting = [value];
  for (let one = waiting.pop(); one !== undefined; one = waiting.pop()) {
    if (typeof one !== 'object' || one === null) continue;
    for (const member of Object.values(Object.freeze(one))) if (typeof member === 'object') waiting.push(member);
  }
  return value;
}
