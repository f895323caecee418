import { isObject } from '../../lib/json.ts';
import { InvalidOpenApi } from './document.ts';
import { type JsonObject, member } from './json-values.ts';
import type { Notes } from './notes.ts';

/** How a document is read; what is not said is AWS's default. */
export interface ReadOptions {
  /** What becomes of the base path of the document (2.0 `basePath`, 3.0 the first server): `ignore`. */
  readonly basePath?: BasePathMode;
  /** `ignore=documentation`: the documentation parts of the document are left out. */
  readonly ignoreDocumentation?: boolean;
  /** The API that models are part of: it stands in their references to each other. */
  readonly restApiId?: string;
  /** What `${AWS::AccountId}`, `${AWS::Region}` and `${AWS::Partition}` stand for; without them they are left as they are. */
  readonly variables?: AwsVariables;
}

export type BasePathMode = 'ignore' | 'prepend' | 'split';

export interface AwsVariables {
  readonly accountId: string;
  readonly region: string;
  readonly partition: string;
}

/** A document on its way to becoming parts. */
export interface Reading {
  readonly document: JsonObject;
  /** Swagger 2.0 or OpenAPI 3.0. */
  readonly version: 2 | 3;
  readonly notes: Notes;
  readonly options: ReadOptions;
  /** How much may still be read again: what many refer to is read for each of them. */
  readonly room: { left: number };
}

/** Values that are read because others refer to them, each time counted. */
export const MAX_REPEATED = 2_000_000;

/** @throws InvalidOpenApi when the document refers to more, all in all, than we read */
export function takeRoom({ room }: Reading, values: number): void {
  room.left -= values;
  // deviation: A document whose references repeat more than two million values is refused in our words; AWS's bound is not recorded.
  if (room.left < 0) throw new InvalidOpenApi(`The references of the document repeat more than ${MAX_REPEATED} values`);
}

/** How many values there are in objects that were referred to. */
const weights = new WeakMap<object, number>();

function weightOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 1;
  let weight = weights.get(value);
  if (weight === undefined) {
    weight = 1;
    for (const one of Object.values(value)) weight += weightOf(one);
    weights.set(value, weight);
  }
  return weight;
}

const AWS_EXTENSION = 'x-amazon-apigateway-';

/** Warns of extensions of AWS's that an object does not have: names that are spelt wrong would be lost in silence. */
export function checkExtensions({ notes }: Reading, object: unknown, known: ReadonlySet<string>, where = ''): void {
  if (!isObject(object)) return;
  for (const name of Object.keys(object)) {
    if (name.startsWith(AWS_EXTENSION) && !known.has(name.slice(AWS_EXTENSION.length))) {
      // deviation: An extension that AWS does not name is left out with a warning whose sentence is ours; AWS's is not recorded.
      notes.warn(`Unknown extension '${name}'${where}. Ignoring.`);
    }
  }
}

/** A reference to a reference to …: so many. */
const MAX_REFERENCES = 32;

/**
 * What a value is, or the place in the same document that it refers to with `$ref`. What refers to nothing there is
 * undefined, with a warning.
 */
export function dereference(reading: Reading, value: unknown): unknown {
  let at = value;
  for (let steps = 0; steps < MAX_REFERENCES; steps++) {
    const reference = member(at, '$ref');
    if (typeof reference !== 'string') {
      if (steps > 0) takeRoom(reading, weightOf(at));
      return at;
    }
    at = pointed(reading.document, reference);
    if (at === undefined) return missing(reading, reference);
  }
  return missing(reading, String(member(value, '$ref')));
}

// deviation: The sentence for a reference to what is not in the document and is no model is ours; AWS's is not recorded.
function missing({ notes }: Reading, reference: string): undefined {
  notes.warn(`Reference to '${reference}' not found. Ignoring.`);
  return undefined;
}

/** What `#/a/b` names; `~1`, `~0` and percent escapes are decoded. */
function pointed(document: JsonObject, reference: string): unknown {
  if (!reference.startsWith('#/')) return undefined;
  let at: unknown = document;
  for (const segment of reference.slice(2).split('/')) {
    const name = unescaped(segment);
    if (Array.isArray(at) && /^\d{1,6}$/.test(name)) at = at[Number(name)];
    else at = isObject(at) ? member(at, name) : undefined;
    if (at === undefined) return undefined;
  }
  return at;
}

function unescaped(segment: string): string {
  const plain = segment.replaceAll('~1', '/').replaceAll('~0', '~');
  if (!plain.includes('%')) return plain;
  try {
    return decodeURIComponent(plain);
  } catch {
    // A percent sign that escapes nothing is itself.
    return plain;
  }
}
