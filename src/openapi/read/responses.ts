import type { MethodResponseRecord } from '../../definition/definition.ts';
import { isObject, setMember } from '../../lib/json.ts';
import { type MethodPlace, methodAt } from './integration.ts';
import { member, objectMember, some } from './json-values.ts';
import type { Models } from './models.ts';
import { dereference, type Reading } from './reading.ts';
import { mediaTypes } from './requests.ts';

/** The responses of an operation as method responses; undefined where it has none. */
export function readResponses(
  reading: Reading,
  models: Models,
  operation: unknown,
  at: MethodPlace,
): { readonly [statusCode: string]: MethodResponseRecord } | undefined {
  const responses: Record<string, MethodResponseRecord> = {};
  for (const [statusCode, reference] of Object.entries(objectMember(operation, 'responses'))) {
    if (statusCode.startsWith('x-')) continue;
    if (!/^[1-5]\d\d$/.test(statusCode)) {
      // deviation: Responses whose key is no status code, such as default or 4XX, are left out with a warning whose sentence is ours; what AWS makes of them is not recorded.
      reading.notes.warn(`Unsupported response '${statusCode}' for method ${methodAt(at)}. Ignoring.`);
      continue;
    }
    const response = dereference(reading, reference);
    if (response !== undefined)
      setMember(responses, statusCode, readResponse(reading, models, operation, statusCode, response, at));
  }
  return some(responses);
}

function readResponse(
  reading: Reading,
  models: Models,
  operation: unknown,
  statusCode: string,
  response: unknown,
  at: MethodPlace,
): MethodResponseRecord {
  const responseParameters: Record<string, boolean> = {};
  for (const name of Object.keys(objectMember(response, 'headers'))) {
    setMember(responseParameters, `method.response.header.${name}`, false);
  }
  const responseModels: Record<string, string> = {};
  const where = `${statusCode} response to method '${at.httpMethod} ${at.path}'`;
  for (const [contentTypes, schema] of schemasOf(reading, operation, response)) {
    const name = models.nameOf(schema, where);
    if (name === undefined) continue;
    for (const contentType of contentTypes) setMember(responseModels, contentType, name);
  }
  const parameters = some(responseParameters);
  const ofModels = some(responseModels);
  return {
    statusCode,
    ...(parameters === undefined ? {} : { responseParameters: parameters }),
    ...(ofModels === undefined ? {} : { responseModels: ofModels }),
  };
}

/** 2.0 has one schema for all that the operation produces, 3.0 one for each type. */
function* schemasOf(
  reading: Reading,
  operation: unknown,
  response: unknown,
): Iterable<readonly [contentTypes: readonly string[], schema: unknown]> {
  if (reading.version === 2) {
    const schema = member(response, 'schema');
    if (isObject(schema)) yield [mediaTypes(reading, operation, 'produces'), schema];
    return;
  }
  for (const [contentType, media] of Object.entries(objectMember(response, 'content'))) {
    const schema = member(media, 'schema');
    if (isObject(schema)) yield [[contentType], schema];
  }
}
