import { JsonSyntaxError, parseJson } from '../lib/json-parse.ts';
import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../lib/json-value.ts';
import { compileChildren } from './children.ts';
import { type Check, KEYWORDS, ModelError } from './keywords.ts';

/** A model: its schema is JSON Schema draft 4, as its author wrote it. */
export interface Model {
  readonly name: string;
  readonly schema: string;
}

const MODEL_URL = /^https:\/\/apigateway\.amazonaws\.com\/restapis\/[^/#]+\/models\/([^/#]+)(#.*)?$/;

/** Schemas inside of one another, those included that are referred to. */
// deviation: A model of more than 1,000 schemas inside of one another is not validated against (501); AWS's bound is not recorded.
const MAX_DEPTH = 1_000;

/** The models of one API, each compiled when it is asked for, and with it those that it refers to. */
// deviation: `id` does not change what a reference leads to, and nothing but models of the same API is referred to.
export class Models {
  readonly #texts: ReadonlyMap<string, string>;
  readonly #documents = new Map<string, JsonObject>();
  /** By schema. A schema that refers to itself finds itself here. */
  readonly #checks = new Map<JsonObject, Check>();
  /** How many levels of schemas are inside of each: the bound holds whichever model was compiled first. */
  readonly #heights = new Map<JsonObject, number>();
  #depth = 0;
  /** The deepest level that was reached inside of the schema that is being compiled. */
  #deepest = 0;

  constructor(models: readonly Model[]) {
    this.#texts = new Map(models.map(({ name, schema }) => [name, schema]));
  }

  /** @throws ModelError for a model that is not there, or that cannot be validated against: it names the reason */
  compile(name: string): Check {
    try {
      this.#depth = this.#deepest = 0;
      return this.#compile(this.#document(name), name);
    } catch (error) {
      // What was compiled on the way may refer to what was not.
      this.#checks.clear();
      this.#heights.clear();
      throw error;
    }
  }

  #document(name: string): JsonObject {
    const known = this.#documents.get(name);
    if (known !== undefined) return known;
    const text = this.#texts.get(name);
    if (text === undefined) throw new ModelError(`a model that is not there (${name})`);
    const schema = schemaOf(text, name);
    this.#documents.set(name, schema);
    return schema;
  }

  #compile(schema: JsonObject, document: string): Check {
    const known = this.#checks.get(schema);
    const level = this.#depth + 1;
    const bottom = level + (this.#heights.get(schema) ?? 0);
    if (bottom > MAX_DEPTH) throw new ModelError('so many schemas inside of one another');
    if (known !== undefined) {
      this.#deepest = Math.max(this.#deepest, bottom);
      return known;
    }
    const around = this.#deepest;
    this.#depth = this.#deepest = level;
    let compiled: Check = () => undefined;
    this.#checks.set(schema, (value, report) => report.budget.within(() => compiled(value, report)));
    const reference = schema.get('$ref');
    compiled = typeof reference === 'string' ? this.#follow(reference, document) : this.#keywords(schema, document);
    this.#checks.set(schema, compiled);
    this.#heights.set(schema, this.#deepest - level);
    this.#deepest = Math.max(around, this.#deepest);
    this.#depth--;
    return compiled;
  }

  #follow(reference: string, document: string): Check {
    const [, model, fragment = '#'] = MODEL_URL.exec(reference) ?? [undefined, document, reference];
    if (!fragment.startsWith('#')) throw new ModelError(`the reference ${reference}`);
    const target = pointed(this.#document(model as string), fragment.slice(1));
    if (target === undefined) throw new ModelError(`the reference ${reference}`);
    return this.#compile(target, model as string);
  }

  #keywords(schema: JsonObject, document: string): Check {
    const around = { schema, compile: (inner: JsonObject) => this.#compile(inner, document) };
    const checks: Check[] = [];
    for (const keyword of [...schema.keys()].sort()) {
      const compile = Object.hasOwn(KEYWORDS, keyword) ? KEYWORDS[keyword] : undefined;
      const check = compile?.(schema.get(keyword) as JsonValue, around);
      if (check !== undefined) checks.push(check);
    }
    const children = compileChildren(around);
    return (value, report) => {
      for (const check of checks) check(value, report);
      // What is inside of a value that is wrong itself is not looked at, as in the library that AWS uses.
      if (report.isSuccess) children?.(value, report);
    };
  }
}

function schemaOf(text: string, name: string): JsonObject {
  try {
    const schema = parseJson(text);
    if (isJsonObject(schema)) return schema;
  } catch (error) {
    if (!(error instanceof JsonSyntaxError)) throw error;
  }
  throw new ModelError(`the schema of ${name}`);
}

/** JSON Pointer, as it stands in a URL. */
function pointed(document: JsonObject, pointer: string): JsonObject | undefined {
  let at: JsonValue | undefined = document;
  for (const part of decoded(pointer)?.split('/').slice(1) ?? ['']) {
    const name = part.replaceAll('~1', '/').replaceAll('~0', '~');
    if (isJsonObject(at)) at = at.get(name);
    else if (isJsonArray(at)) at = /^\d{1,6}$/.test(name) ? at[Number(name)] : undefined;
    else return undefined;
  }
  return isJsonObject(at) && (pointer === '' || pointer.startsWith('/')) ? at : undefined;
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
