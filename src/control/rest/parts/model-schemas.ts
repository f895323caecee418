import { isObject, parsedObject } from '../../../lib/json.ts';
import { badRequest } from '../errors.ts';

/** The schemas of models: JSON Schema draft 4, whose references to other models are URLs of their API. */

export type Schema = { readonly [keyword: string]: unknown };

/** `https://apigateway.amazonaws.com/restapis/{api}/models/{name}` (developer guide, Data models). */
const MODEL_URL = /^https:\/\/apigateway\.amazonaws\.com\/restapis\/([^/]+)\/models\/([^/]+)$/;

/**
 * The schema of a model that may be stored. The sentences are those that users of AWS quote (aws/aws-cdk#27433,
 * Dropsource/serverless-todo-api-example-complete#3); the one about properties is recorded for a schema that is empty or not
 * there (test_model_validation). `{}` is one (recorded: test_cfn_with_apigateway_resources).
 */
export function parseSchema(text: string | undefined): Schema {
  if (text === undefined || text === '') {
    throw badRequest('Model schema must have at least 1 property or array items defined');
  }
  const schema = parse(text);
  if (!isObject(schema)) throw invalid('Invalid model schema specified');
  const draft4 = schema['$schema'] === undefined || /draft-04/.test(String(schema['$schema']));
  for (const part of subschemas(schema)) {
    if (!fits(part, draft4)) throw invalid('Invalid model schema specified');
  }
  return schema;
}

/** What a stored schema says; `{}` when an import left one that is no object. */
export function readSchema(text: string | undefined): Schema {
  const schema = text === undefined ? undefined : parse(text);
  return isObject(schema) ? schema : {};
}

/** The names of the models of this API that a schema refers to. @throws BadRequestException for any other reference */
export function referredModels(schema: Schema, restApiId: string): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { $ref } of subschemas(schema)) {
    if (typeof $ref !== 'string' || $ref.startsWith('#')) continue;
    const [, api, name] = MODEL_URL.exec($ref) ?? [];
    if (api !== restApiId || name === undefined) {
      throw invalid('Invalid model schema specified, Model reference must be in canonical form');
    }
    names.add(name);
  }
  return names;
}

/** Whether a schema has a reference to this model. */
export function refersTo(schema: Schema, restApiId: string, name: string): boolean {
  for (const { $ref } of subschemas(schema)) {
    if ($ref === modelUrl(restApiId, name)) return true;
  }
  return false;
}

export function modelUrl(restApiId: string, name: string): string {
  return `https://apigateway.amazonaws.com/restapis/${restApiId}/models/${name}`;
}

/** The name of the model that a reference leads to. */
export function modelNamed(reference: unknown): string | undefined {
  return typeof reference === 'string' ? MODEL_URL.exec(reference)?.[2] : undefined;
}

/** The text of a schema with references to models of one API turned into references to those of another. */
export function withReferencesTo(text: string, from: string, to: string): string {
  return text.replaceAll(modelUrl(from, ''), modelUrl(to, ''));
}

/**
 * GetModel with `flatten`: every model that is referred to, at whatever distance, under `definitions`.
 *
 * @param find the schema of another model of the API
 */
// deviation: The form of a flattened model (each referred model under definitions, by its name) is ours; AWS's is not recorded.
export async function flattened(schema: Schema, find: (name: string) => Promise<Schema | undefined>): Promise<string> {
  const definitions: Record<string, unknown> = Object.create(null);
  const open = [schema];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    for (const { $ref } of subschemas(at)) {
      const name = modelNamed($ref);
      if (name === undefined || name in definitions) continue;
      const found = await find(name);
      if (found === undefined) continue;
      definitions[name] = found;
      open.push(found);
    }
  }
  if (Object.keys(definitions).length === 0) return JSON.stringify(schema);
  const whole = {
    ...schema,
    definitions: { ...(isObject(schema['definitions']) ? schema['definitions'] : {}), ...definitions },
  };
  return JSON.stringify(whole, (key, value) => {
    const name = key === '$ref' ? modelNamed(value) : undefined;
    return name !== undefined && name in definitions ? `#/definitions/${name}` : value;
  });
}

/** Deeper than any schema that people write, and not so deep that code that follows it runs out of stack. */
// deviation: A schema that nests deeper than 500 levels is refused as invalid; AWS's bound is not recorded.
const MAX_DEPTH = 500;

/** @returns `undefined` for what is not JSON, or too deep */
function parse(text: string): unknown {
  return parsedObject(text, MAX_DEPTH);
}

function invalid(error: string): Error {
  return badRequest(`Invalid model specified: Validation Result: warnings : [], errors : [${error}]`);
}

/** Where schemas stand inside a schema. */
const SCHEMA = ['not', 'items', 'additionalItems', 'additionalProperties'];
const SCHEMAS = ['items', 'allOf', 'anyOf', 'oneOf'];
const SCHEMA_MAPS = ['properties', 'patternProperties', 'definitions', 'dependencies'];

/** A schema and all that it contains; what stands in `enum` or `default` is data. */
function* subschemas(schema: Schema): Generator<Schema> {
  const open: unknown[] = [schema];
  while (open.length > 0) {
    const at = open.pop();
    if (!isObject(at)) continue;
    yield at;
    for (const keyword of SCHEMA) open.push(at[keyword]);
    for (const keyword of SCHEMAS) if (Array.isArray(at[keyword])) for (const part of at[keyword]) open.push(part);
    for (const keyword of SCHEMA_MAPS) {
      if (isObject(at[keyword])) for (const part of Object.values(at[keyword])) open.push(part);
    }
  }
}

const TYPES = new Set(['array', 'boolean', 'integer', 'null', 'number', 'object', 'string']);
const isText = (value: unknown): boolean => typeof value === 'string';
const isNumber = (value: unknown): boolean => typeof value === 'number';
const isCount = (value: unknown): boolean => Number.isInteger(value) && (value as number) >= 0;
const isFlag = (value: unknown): boolean => typeof value === 'boolean';
const isSchemas = (value: unknown): boolean => Array.isArray(value) && value.length > 0 && value.every(isObject);
const isSchemaOrFlag = (value: unknown): boolean => isFlag(value) || isObject(value);

/** What draft 4 lets keywords be. Others are not looked at. */
const KEYWORDS: { readonly [keyword: string]: (value: unknown) => boolean } = {
  $ref: isText,
  type: (value) => (Array.isArray(value) ? value.length > 0 && value.every(isType) : isType(value)),
  properties: isObject,
  patternProperties: isObject,
  definitions: isObject,
  dependencies: isObject,
  items: (value) => isObject(value) || isSchemas(value),
  additionalItems: isSchemaOrFlag,
  additionalProperties: isSchemaOrFlag,
  allOf: isSchemas,
  anyOf: isSchemas,
  oneOf: isSchemas,
  not: isObject,
  enum: (value) => Array.isArray(value) && value.length > 0 && isUnique(value),
  pattern: isText,
  maxLength: isCount,
  minLength: isCount,
  maxItems: isCount,
  minItems: isCount,
  maxProperties: isCount,
  minProperties: isCount,
  uniqueItems: isFlag,
  maximum: isNumber,
  minimum: isNumber,
  multipleOf: (value) => isNumber(value) && (value as number) > 0,
};

/** `required` must name something in draft 4; later drafts let it be empty (aws/aws-cdk#27433). */
function fits(schema: Schema, draft4: boolean): boolean {
  const { required } = schema;
  if (required !== undefined) {
    if (!Array.isArray(required) || !required.every(isText) || !isUnique(required)) return false;
    if (draft4 && required.length === 0) return false;
  }
  return Object.entries(schema).every(([keyword, value]) =>
    Object.hasOwn(KEYWORDS, keyword) ? KEYWORDS[keyword]?.(value) === true : true,
  );
}

function isType(value: unknown): boolean {
  return typeof value === 'string' && TYPES.has(value);
}

function isUnique(values: readonly unknown[]): boolean {
  return new Set(values.map((value) => JSON.stringify(value))).size === values.length;
}
