import { createHash } from 'node:crypto';
import { isObject, setMember } from '../../lib/json.ts';
import type { ApiParts } from '../api-parts.ts';
import { type JsonObject, member, objectMember, textMember } from './json-values.ts';
import type { Reading } from './reading.ts';

type ModelParts = ApiParts['models'][number];

/** The models of a document: those that it names, and those that its inline schemas become. */
export interface Models {
  /** In the order of the document, inline ones last. */
  list(): readonly ModelParts[];
  /**
   * The name of the model for a schema of a request or response body, made if it stands inline. Undefined, with a warning,
   * when there can be none.
   *
   * @param where `201 response to method 'POST /events'`
   */
  nameOf(schema: unknown, where: string): string | undefined;
}

const MODEL_URL = 'https://apigateway.amazonaws.com/restapis';
const REFERENCE = { 2: /^#\/definitions\/([^/]+)$/, 3: /^#\/components\/schemas\/([^/]+)$/ };
const CANONICAL = /^https:\/\/apigateway\.amazonaws\.com\/restapis\/[^/]+\/models\/([a-zA-Z0-9]+)$/;

export function readModels(reading: Reading): Models {
  const { document, version, notes } = reading;
  const named =
    version === 2
      ? objectMember(document, 'definitions')
      : objectMember(objectMember(document, 'components'), 'schemas');
  const models = new Map<string, ModelParts>();
  /** By the text of their schemas. */
  const inline = new Map<string, string>();
  for (const [name, schema] of Object.entries(named)) {
    const model = readModel(reading, name, schema);
    if (model !== undefined) models.set(name, model);
  }

  return {
    list: () => [...models.values()],

    nameOf(schema, where) {
      const reference = member(schema, '$ref');
      if (typeof reference === 'string') {
        const name = modelNamed(reading, reference);
        // Members of `models` are checked where they are defined; a broken one is missing here, as AWS has it.
        if (name !== undefined && models.has(name)) return name;
        if (name !== undefined && CANONICAL.test(reference)) return name;
        // Quoted from AWS by its users.
        notes.warn(`Reference to model '${name ?? reference}' not found. Ignoring.`);
        return undefined;
      }
      if (!isObject(schema)) {
        notes.warn(`Unsupported model type in ${where}. Ignoring.`);
        return undefined;
      }
      const type = member(schema, 'type');
      const unsupported = typeof type === 'string' ? PRIMITIVES.get(type) : undefined;
      if (unsupported !== undefined) {
        // Quoted from AWS by its users.
        notes.warn(`Unsupported model type '${unsupported}' in ${where}. Ignoring.`);
        return undefined;
      }
      const text = schemaText(reading, schema, 'inline');
      if (text === undefined) return undefined;
      const known = inline.get(text);
      if (known !== undefined) return known;
      const name = inlineName(text, (candidate) => models.has(candidate));
      inline.set(text, name);
      models.set(name, { name, ...described(schema), schema: text, contentType: 'application/json' });
      return name;
    },
  };
}

/** Inline schemas of these types are no models (AWS: important notes for REST APIs); the words are those of AWS's parser. */
const PRIMITIVES: ReadonlyMap<string, string> = new Map([
  ['string', 'StringSchema'],
  ['integer', 'IntegerSchema'],
  ['number', 'NumberSchema'],
  ['boolean', 'BooleanSchema'],
]);

function readModel(reading: Reading, name: string, schema: unknown): ModelParts | undefined {
  if (!/^[a-zA-Z0-9]+$/.test(name)) {
    reading.notes.error(`Unable to create model for '${name}': Model name must be alphanumeric: ${name}`);
    return undefined;
  }
  if (!isObject(schema)) {
    reading.notes.error(`Unable to create model for '${name}': ${invalidModel('Invalid model schema specified')}`);
    return undefined;
  }
  const text = schemaText(reading, schema, name);
  if (text === undefined) return undefined;
  return { name, ...described(schema), schema: text, contentType: 'application/json' };
}

/** A model's description is its schema's, which keeps it (recorded: test_import_with_circular_models). */
function described(schema: JsonObject): { description?: string } {
  const description = textMember(schema, 'description');
  return description === undefined ? {} : { description };
}

/** The JSON of a schema, with references to models as AWS writes them; undefined, with an error, when one is to something else. */
function schemaText(reading: Reading, schema: JsonObject, name: string): string | undefined {
  let broken = false;
  const rewritten = rewrite(schema, (reference) => {
    const model = modelNamed(reading, reference);
    if (model === undefined) broken = true;
    return `${MODEL_URL}/${reading.options.restApiId ?? 'api'}/models/${model}`;
  });
  if (!broken) return JSON.stringify(rewritten);
  // The sentence quoted from AWS by its users.
  reading.notes.error(
    `Unable to create model for '${name}': ${invalidModel('Model reference must be in canonical form')}`,
  );
  return undefined;
}

function invalidModel(error: string): string {
  return `Invalid model specified: Validation Result: warnings : [], errors : [${error}]`;
}

/** A copy with its references rewritten. The depth of documents is bounded where they are parsed. */
function rewrite(value: unknown, reference: (text: string) => string): unknown {
  if (Array.isArray(value)) return value.map((item) => rewrite(item, reference));
  if (!isObject(value)) return value;
  const copy: JsonObject = {};
  for (const [key, one] of Object.entries(value)) {
    setMember(copy, key, key === '$ref' && typeof one === 'string' ? reference(one) : rewrite(one, reference));
  }
  return copy;
}

/** The model that a reference names, in the document or in an API. */
function modelNamed({ version }: Reading, reference: string): string | undefined {
  return (REFERENCE[version].exec(reference) ?? CANONICAL.exec(reference))?.[1];
}

// deviation: An inline schema becomes a model named MODEL and hexadecimal digits of its own hash, so that importing it again finds it; AWS's digits are not recorded.
function inlineName(schema: string, taken: (name: string) => boolean): string {
  const digits = createHash('sha256').update(schema).digest('hex');
  for (let length = 6; length < digits.length; length++) {
    const name = `MODEL${digits.slice(0, length)}`;
    if (!taken(name)) return name;
  }
  return `MODEL${digits}`;
}
