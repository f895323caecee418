import type { ModelRecord } from '../../definition/definition.ts';
import { isObject, type Json } from '../../lib/json.ts';

/** What cannot be said in an OpenAPI document. The message is for the caller. */
export class NotExportable extends Error {
  override readonly name = 'NotExportable';
}

/** Deeper than any schema that means something, shallower than what overflows a stack. */
const MAX_DEPTH = 200;

/** How a model refers to another in its stored schema (AWS developer guide, models-mappings-models). */
const MODEL_URL = /^https?:\/\/apigateway\.amazonaws\.com\/restapis\/[^/]+\/models\/([^/#]+)$/;

/**
 * A model's schema as it stands in a document: references to models of the API lead to their place below `root`
 * (`#/definitions/` or `#/components/schemas/`), those within the schema to where it stands now.
 *
 * @throws NotExportable when the schema is not JSON, or nested too deeply
 */
export function schemaNode(model: Pick<ModelRecord, 'name' | 'schema'>, root: string): Json {
  let schema: Json;
  try {
    schema = JSON.parse(model.schema ?? '{}') as Json;
  } catch {
    // deviation: The sentence for a model that cannot be exported is ours; AWS's is not recorded.
    throw new NotExportable(`The schema of model ${model.name} is not JSON`);
  }
  const place = (ref: string): string => placeOf(ref, model.name, schema, root);
  return rewritten(isObject(schema) ? { ...schema, $schema: undefined } : schema, place, model.name, 0);
}

function rewritten(value: Json, place: (ref: string) => string, name: string, depth: number): Json {
  if (typeof value !== 'object' || value === null) return value;
  if (depth === MAX_DEPTH) throw new NotExportable(`The schema of model ${name} is nested too deeply`);
  if (Array.isArray(value)) return value.map((item: Json) => rewritten(item, place, name, depth + 1));
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, member]) => {
      if (member === undefined) return [];
      const isRef = key === '$ref' && typeof member === 'string';
      return [[key, isRef ? place(member) : rewritten(member, place, name, depth + 1)]];
    }),
  );
}

function placeOf(ref: string, name: string, schema: Json, root: string): string {
  const model = MODEL_URL.exec(ref)?.[1];
  if (model !== undefined) return root + model;
  if (!ref.startsWith('#')) return ref;
  const local = /^#\/definitions\/([^/]+)/.exec(ref);
  const own = isObject(schema) ? schema['definitions'] : undefined;
  const isOwn = local === null || (isObject(own) && Object.hasOwn(own, local[1] as string));
  return isOwn ? `${root}${name}${ref.slice(1)}` : root + ref.slice('#/definitions/'.length);
}
