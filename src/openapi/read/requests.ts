import { isObject, setMember } from '../../lib/json.ts';
import { type MethodPlace, methodAt } from './integration.ts';
import { booleanMember, listMember, member, objectMember, some, textMember } from './json-values.ts';
import type { Models } from './models.ts';
import { dereference, type Reading, takeRoom } from './reading.ts';
import { shown } from './settings.ts';

/** What a method is asked with: a method's `requestParameters` and `requestModels`. */
export interface MethodRequest {
  readonly requestParameters?: { readonly [name: string]: boolean };
  readonly requestModels?: { readonly [contentType: string]: string };
}

const PLACES: ReadonlyMap<string, string> = new Map([
  ['path', 'path'],
  ['query', 'querystring'],
  ['header', 'header'],
]);

/** So many parameters of one operation are read; AWS has no more query strings and headers than this in a request line. */
const MAX_PARAMETERS = 1_000;

/**
 * Parameters of the path item and, over them, of the operation, and its body.
 *
 * @param shared the path item's parameters
 */
export function readRequest(
  reading: Reading,
  models: Models,
  operation: unknown,
  shared: readonly unknown[],
  at: MethodPlace,
): MethodRequest {
  const requestParameters: Record<string, boolean> = {};
  const requestModels: Record<string, string> = {};
  // Variables of the path are parameters, declared or not (recorded: test_import_with_global_api_key_authorizer).
  for (const [, name = ''] of at.path.matchAll(/\{([^{}/]+?)\+?\}/g)) {
    setMember(requestParameters, `method.request.path.${name}`, true);
  }
  const all = [...shared, ...listMember(operation, 'parameters')];
  if (all.length > MAX_PARAMETERS) {
    reading.notes.error(`Unable to put method ${methodAt(at)}: more than ${MAX_PARAMETERS} parameters`);
    return {};
  }
  for (const reference of all) {
    const parameter = dereference(reading, reference);
    if (parameter === undefined) continue;
    const name = textMember(parameter, 'name');
    const place = textMember(parameter, 'in');
    if (place === 'body') {
      readBody(reading, models, operation, parameter, requestModels, at);
      continue;
    }
    const known = PLACES.get(place ?? '');
    if (known === undefined || name === undefined) {
      // deviation: Parameters in cookies and forms, which AWS does not name as supported, are left out with a warning whose sentence is ours.
      reading.notes.warn(
        `Unsupported parameter '${shown(name)}' in '${shown(place)}' of method ${methodAt(at)}. Ignoring.`,
      );
      continue;
    }
    const required = known === 'path' || isRequired(reading, parameter, name, at);
    setMember(requestParameters, `method.request.${known}.${name}`, required);
  }
  readRequestBody(reading, models, operation, requestModels, at);
  const parameters = some(requestParameters);
  const ofModels = some(requestModels);
  return {
    ...(parameters === undefined ? {} : { requestParameters: parameters }),
    ...(ofModels === undefined ? {} : { requestModels: ofModels }),
  };
}

function isRequired({ notes }: Reading, parameter: unknown, name: string, at: MethodPlace): boolean {
  const value = member(parameter, 'required');
  const required = booleanMember(parameter, 'required');
  if (required === undefined && value !== undefined && value !== null) {
    // deviation: A parameter whose required is neither true nor false is optional, with a warning whose sentence is ours.
    notes.warn(`Invalid required '${shown(value)}' of parameter '${name}' of method ${methodAt(at)}. Ignoring.`);
  }
  return required ?? false;
}

/** 2.0: the body parameter, for each type that the operation or the document consumes. */
function readBody(
  reading: Reading,
  models: Models,
  operation: unknown,
  parameter: unknown,
  into: Record<string, string>,
  at: MethodPlace,
): void {
  const schema = member(parameter, 'schema');
  if (schema === undefined) return;
  const name = models.nameOf(schema, `request to method '${at.httpMethod} ${at.path}'`);
  if (name === undefined) return;
  for (const contentType of mediaTypes(reading, operation, 'consumes')) setMember(into, contentType, name);
}

/** 3.0: each type of the request body has its own schema. */
function readRequestBody(
  reading: Reading,
  models: Models,
  operation: unknown,
  into: Record<string, string>,
  at: MethodPlace,
): void {
  const reference = member(operation, 'requestBody');
  if (reading.version !== 3 || reference === undefined) return;
  const content = objectMember(dereference(reading, reference), 'content');
  for (const [contentType, media] of Object.entries(content)) {
    const schema = member(media, 'schema');
    if (!isObject(schema)) continue;
    const name = models.nameOf(schema, `request to method '${at.httpMethod} ${at.path}'`);
    if (name !== undefined) setMember(into, contentType, name);
  }
}

/** 2.0: what an operation consumes or produces. */
export function mediaTypes(reading: Reading, operation: unknown, which: 'consumes' | 'produces'): readonly string[] {
  const own = listMember(operation, which);
  const types = (own.length > 0 ? own : listMember(reading.document, which)).filter((type) => typeof type === 'string');
  takeRoom(reading, types.length);
  return types.length > 0 ? types : ['application/json'];
}
