import { isObject } from '../../lib/json.ts';
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
    if (typeof reference !== 'string') return at;
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
