import type { ContentHandling } from '../../definition/definition.ts';
import { type Fault, invalidJson } from '../../exchange/exchange.ts';
import { PathBudget } from '../../json-path/json-path.ts';
import { isBase64Text } from '../../lib/base64.ts';
import { JsonSyntaxError, parseJson } from '../../lib/json-parse.ts';
import type { JsonValue } from '../../lib/json-value.ts';
import type { Binary } from '../binary.ts';

/** A body on its way through a mapping: text, or bytes that no template can read. */
export type Payload = string | Buffer;

/**
 * What the client sent, as the integration gets it (developer guide, "Content type conversions in API Gateway", first table).
 * @returns `undefined` when a text was to become binary and is no base64: AWS's 500
 */
export function requestPayload(
  body: Buffer,
  contentType: string | undefined,
  binary: Binary,
  handling: ContentHandling | null,
): Payload | undefined {
  if (body.length === 0) return '';
  if (binary.isBinary(contentType)) return handling === 'CONVERT_TO_TEXT' ? body.toString('base64') : body;
  return handling === 'CONVERT_TO_BINARY' ? decoded(body) : body.toString('utf8');
}

/** What the endpoint answered, as the client gets it (the second table). */
export function responsePayload(
  body: Buffer,
  contentType: string | undefined,
  accept: string | undefined,
  binary: Binary,
  handling: ContentHandling | null,
): Payload | undefined {
  const toBinary = handling === 'CONVERT_TO_BINARY' || (handling === null && binary.accepts(accept));
  if (binary.isBinary(contentType)) return toBinary ? body : body.toString('base64');
  return toBinary ? decoded(body) : body.toString('utf8');
}

function decoded(body: Buffer): Buffer | undefined {
  const text = body.toString('latin1').replace(/\s+/g, '');
  return isBase64Text(text) ? Buffer.from(text, 'base64') : undefined;
}

/** A JSON body that was asked for and is none: 400 when it is the client's. */
export class InvalidJson extends Error {
  override name = 'InvalidJson';
  readonly fault: Fault = invalidJson;
}

/**
 * A body that is read as JSON when something asks for it, once. Only what starts like JSON is read as JSON; anything else
 * counts as `{}` (aws-behaviour.md §1.9).
 */
export class JsonBody {
  readonly #payload: Payload;
  /** What all paths into it may take together: a template can ask thousands of times. */
  readonly budget = new PathBudget();
  #text: string | undefined;
  #value: { readonly json: JsonValue } | undefined;

  constructor(payload: Payload) {
    this.#payload = payload;
  }

  get text(): string {
    this.#text ??= this.#payload.toString();
    return this.#text;
  }

  /** @throws InvalidJson */
  json(): JsonValue {
    this.#value ??= { json: readJson(this.text) };
    return this.#value.json;
  }
}

const LIKE_JSON = /^\s*[{["']/;

const EMPTY: JsonValue = new Map();

function readJson(text: string): JsonValue {
  if (!LIKE_JSON.test(text)) return EMPTY;
  try {
    return parseJson(text);
  } catch (error) {
    if (error instanceof JsonSyntaxError) throw new InvalidJson(error.message);
    throw error;
  }
}
