import type { DocumentationLocationRecord } from '../../../definition/definition.ts';
import { isObject } from '../../../lib/json.ts';
import { InvalidOpenApi, newNotes, parseText } from '../../../openapi/openapi.ts';
import { ServiceError } from '../../../protocol/protocol.ts';
import { badRequest } from '../errors.ts';
import { documentationTypes, locationId, readLocation } from './location.ts';

export interface DocumentedPart {
  readonly location: DocumentationLocationRecord;
  readonly properties: { readonly [name: string]: unknown };
}

/**
 * The documentation parts of an OpenAPI 2.0 or 3.0 document, JSON or YAML, in its order and each location once.
 *
 * @throws BadRequestException for what is no such document, and for a part that is none
 */
export function readDocumentedParts(bytes: Uint8Array): {
  readonly parts: readonly DocumentedPart[];
  readonly warnings: readonly string[];
} {
  const document = readDocument(bytes);
  const extension = document['x-amazon-apigateway-documentation'];
  // deviation: The sentences about the parts of an imported document, its warnings among them, are ours; AWS's are not recorded.
  if (extension === undefined) {
    return { parts: [], warnings: ['No x-amazon-apigateway-documentation found in the document'] };
  }
  const listed = isObject(extension) ? (extension['documentationParts'] ?? []) : undefined;
  if (!Array.isArray(listed)) {
    throw importError('x-amazon-apigateway-documentation must be an object with an array documentationParts');
  }
  const parts = new Map<string, DocumentedPart>();
  const warnings: string[] = [];
  for (const [i, item] of listed.entries()) {
    const part = readPart(item, `documentationParts[${i}]`);
    const id = locationId(part.location);
    if (parts.has(id)) warnings.push(`documentationParts[${i}] is for the location of an earlier part and replaces it`);
    parts.set(id, part);
  }
  return { parts: [...parts.values()], warnings };
}

function readPart(item: unknown, at: string): DocumentedPart {
  if (!isObject(item)) throw importError(`${at} must be an object`);
  const { location, properties } = item;
  if (!isObject(location)) throw importError(`${at}.location must be an object`);
  for (const [member, value] of Object.entries(location)) {
    if (!MEMBERS.has(member)) throw importError(`${at}.location.${member} is not a member of a location`);
    if (value !== null && typeof value !== 'string' && typeof value !== 'number') {
      throw importError(`${at}.location.${member} must be a string`);
    }
  }
  // A YAML author writes `statusCode: 200`, and the developer guide's own examples have `name: null`.
  const text = (member: string): string | undefined =>
    location[member] === undefined || location[member] === null ? undefined : String(location[member]);
  const type = text('type') ?? '';
  if (!documentationTypes.includes(type)) {
    throw importError(`${at}.location.type must be one of [${documentationTypes.join(', ')}]`);
  }
  const statusCode = text('statusCode');
  if (statusCode !== undefined && !STATUS_CODE.test(statusCode)) {
    throw importError(`${at}.location.statusCode must be a status code or *`);
  }
  if (!isObject(properties)) throw importError(`${at}.properties must be an object`);
  try {
    const input = { type, path: text('path'), method: text('method'), statusCode, name: text('name') };
    return { location: readLocation(input), properties };
  } catch (error) {
    if (error instanceof ServiceError) throw importError(`${at}: ${error.message}`);
    throw error;
  }
}

const MEMBERS = new Set(['type', 'path', 'method', 'statusCode', 'name']);
/** The model's pattern of DocumentationPartLocation's statusCode. */
const STATUS_CODE = /^([1-5]\d\d|\*|\s*)$/;

function importError(problem: string): Error {
  return badRequest(`Errors found during import:\n\t${problem}`);
}

/** What is no OpenAPI document has one sentence (recorded: test_import_documentation_parts_bad_file). */
function readDocument(bytes: Uint8Array): { readonly [name: string]: unknown } {
  const document = parsed(bytes);
  if (document === undefined || !isOpenApi(document)) {
    throw badRequest('Unable to build importer with provided input.');
  }
  return document;
}

function isOpenApi({ swagger, openapi }: { readonly [name: string]: unknown }): boolean {
  // `swagger: 2.0` without quotes is a number in YAML.
  return swagger === '2.0' || swagger === 2 || (typeof openapi === 'string' && openapi.startsWith('3.0'));
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

function parsed(bytes: Uint8Array): { readonly [name: string]: unknown } | undefined {
  try {
    return parseText(utf8.decode(bytes), newNotes());
  } catch (error) {
    if (error instanceof InvalidOpenApi || error instanceof TypeError) return undefined;
    throw error;
  }
}
