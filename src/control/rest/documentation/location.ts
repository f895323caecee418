import type { DocumentationLocationRecord } from '../../../definition/definition.ts';
import { badRequest } from '../errors.ts';
import { optional } from '../record.ts';

/** A location as a caller writes it. An empty member is an absent one: Terraform sends those that are not set. */
export interface DocumentationLocationInput {
  readonly type: string;
  readonly path?: string | undefined;
  readonly method?: string | undefined;
  readonly statusCode?: string | undefined;
  readonly name?: string | undefined;
}

type Place = 'path' | 'method' | 'statusCode' | 'name';

/** What the members are when the caller does not say ("Valid location fields", Representation of API documentation). */
const DEFAULTS: { readonly [P in Place]?: string } = { path: '/', method: '*', statusCode: '*' };

/** In the order in which AWS shows them. */
const PLACES: readonly Place[] = ['path', 'method', 'statusCode', 'name'];

/**
 * Which members each type takes (the same table of the developer guide). Those with a default need not be given; a name that
 * is taken is required, as the API reference (DocumentationPartLocation) has it, which is stricter than the guide for
 * AUTHORIZER, MODEL and QUERY_PARAMETER.
 */
const TAKES: { readonly [type: string]: readonly Place[] } = {
  API: [],
  AUTHORIZER: ['name'],
  MODEL: ['name'],
  RESOURCE: ['path'],
  METHOD: ['path', 'method'],
  PATH_PARAMETER: ['path', 'method', 'name'],
  QUERY_PARAMETER: ['path', 'method', 'name'],
  REQUEST_HEADER: ['path', 'method', 'name'],
  REQUEST_BODY: ['path', 'method'],
  RESPONSE: ['path', 'method', 'statusCode'],
  RESPONSE_HEADER: ['path', 'method', 'statusCode', 'name'],
  RESPONSE_BODY: ['path', 'method', 'statusCode'],
};

export const documentationTypes: readonly string[] = Object.keys(TAKES);

/** The location with AWS's defaults, or AWS's refusal of it. `type` is one of the types. */
export function readLocation(input: DocumentationLocationInput): DocumentationLocationRecord {
  const takes = TAKES[input.type] ?? [];
  const given = (place: Place): string | undefined => (input[place] === '' ? undefined : input[place]);
  // deviation: The sentences about a location that has a member which its type does not take, or lacks its name, are ours; AWS's are not recorded.
  const wrong = PLACES.find((place) => given(place) !== undefined && !takes.includes(place));
  if (wrong !== undefined) throw badRequest(`Invalid location: ${wrong} is not valid for type '${input.type}'`);
  if (takes.includes('name') && given('name') === undefined) {
    throw badRequest(`Invalid location: name is required for type '${input.type}'`);
  }
  return {
    type: input.type,
    ...Object.assign({}, ...takes.map((place) => optional(place, given(place) ?? DEFAULTS[place]))),
  };
}

/** The same text for the same place. */
export function locationId(location: DocumentationLocationRecord): string {
  return JSON.stringify([location.type, ...PLACES.map((place) => location[place] ?? null)]);
}

/** `type 'RESPONSE', path '/', method '*', statusCode '200'` */
// deviation: AWS's sentence for a documentation part that exists already is documented for type API alone; what follows the type for the others is ours.
export function describeLocation(location: DocumentationLocationRecord): string {
  const places = PLACES.flatMap((place) => (location[place] === undefined ? [] : [`${place} '${location[place]}'`]));
  return [`type '${location.type}'`, ...places].join(', ');
}
