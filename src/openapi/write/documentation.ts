import type { DocumentationLocationRecord } from '../../definition/definition.ts';
import { isObject, type Json } from '../../lib/json.ts';
import type { DocumentationParts } from '../api-parts.ts';
import type { Node } from './node.ts';

/** The documentation that a stage shows: a version of it, with its parts as they were then. */
export interface ExportedDocumentation {
  readonly version: string;
  /** Milliseconds since the epoch. */
  readonly createdDate: number;
  readonly parts: readonly DocumentationParts[];
}

/** Where an entity of the API is, with every member that its type has. */
export type DocumentedPlace = DocumentationLocationRecord;

/** What the documentation adds to an entity of the document: its properties that OpenAPI knows there. */
export type Documented = (at: DocumentedPlace) => Node;

/**
 * Attributes that OpenAPI knows for each type of part; `x-…` is known everywhere. What it does not know stays in
 * `x-amazon-apigateway-documentation` (developer guide, api-gateway-documenting-api-quick-start-publishing).
 */
const KNOWN: { readonly [type: string]: readonly string[] } = {
  API: ['tags', 'externalDocs'],
  RESOURCE: [],
  METHOD: ['tags', 'summary', 'description', 'externalDocs', 'deprecated'],
  PATH_PARAMETER: ['description'],
  QUERY_PARAMETER: ['description'],
  REQUEST_HEADER: ['description'],
  REQUEST_BODY: ['description'],
  RESPONSE: ['description'],
  RESPONSE_HEADER: ['description'],
  MODEL: ['title', 'description'],
  AUTHORIZER: ['description'],
};
const KNOWN_INFO = ['description', 'termsOfService', 'contact', 'license'];

/**
 * Looks documentation up. A part stands for what its location names and for everything below that has none of its own:
 * paths below its path, every method for `*`, every status for `*`; the nearest path counts first, then the method, then
 * the status.
 */
export function documentedBy(documentation: ExportedDocumentation | undefined): Documented {
  if (documentation === undefined) return () => ({});
  const byPlace = new Map(documentation.parts.map((part) => [placeKey(part.location), part]));
  return (at) => {
    for (const candidate of candidates(at)) {
      const part = byPlace.get(placeKey(candidate));
      if (part !== undefined) return known(propertiesOf(part), KNOWN[at.type] ?? []);
    }
    return {};
  };
}

/** What the documentation of the API adds to `info`; the version is the API's. */
export function documentedInfo(documentation: ExportedDocumentation | undefined): Node {
  const part = documentation?.parts.find(({ location }) => location.type === 'API');
  const info = part === undefined ? undefined : propertiesOf(part)['info'];
  return isObject(info) ? known(info as Node, KNOWN_INFO) : {};
}

/** `x-amazon-apigateway-documentation`. */
export function documentationNode({ version, createdDate, parts }: ExportedDocumentation): Node {
  // By place: the ids of parts, which order them in the store, mean nothing.
  const sorted = [...parts].sort((a, b) => (placeKey(a.location) < placeKey(b.location) ? -1 : 1));
  return {
    version,
    createdDate: timestamp(createdDate),
    documentationParts: sorted.map((part) => ({ location: { ...part.location }, properties: propertiesOf(part) })),
  };
}

/** `2016-11-22T22:41:40Z`: how exports write a time. */
export function timestamp(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace(/\.\d+Z$/, 'Z');
}

/** Types whose parts have no place among the paths. */
const PLACELESS = new Set(['API', 'MODEL', 'AUTHORIZER']);

function placeKey({ type, path, method, statusCode, name }: DocumentationLocationRecord): string {
  const place = PLACELESS.has(type) ? [] : [path ?? '/', method ?? '*', statusCode ?? '*'];
  return JSON.stringify([type, name ?? '', ...place]);
}

/** The places whose part would stand for this one, nearest first. */
function* candidates(at: DocumentedPlace): Generator<DocumentationLocationRecord> {
  if (PLACELESS.has(at.type)) {
    yield at;
    return;
  }
  for (let path = at.path ?? '/'; ; path = path.slice(0, path.lastIndexOf('/')) || '/') {
    for (const method of [...new Set([at.method ?? '*', '*'])]) {
      for (const statusCode of [...new Set([at.statusCode ?? '*', '*'])]) yield { ...at, path, method, statusCode };
    }
    if (path === '/') return;
  }
}

function propertiesOf(part: DocumentationParts): Node {
  try {
    const properties: unknown = JSON.parse(part.properties);
    return isObject(properties) ? (properties as Node) : {};
  } catch {
    // Parts are JSON texts since AWS takes any text for one: what is not an object documents nothing here.
    return {};
  }
}

/** Extensions of API Gateway say what an API does: documentation cannot. */
function known(properties: Node, names: readonly string[]): Node {
  const isKnown = (key: string): boolean =>
    names.includes(key) || (key.startsWith('x-') && !key.startsWith('x-amazon-apigateway-'));
  return Object.fromEntries(Object.entries(properties).filter((entry): entry is [string, Json] => isKnown(entry[0])));
}
