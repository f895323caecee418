import { isObject, setMember } from '../../lib/json.ts';
import type { MethodParts, ResourceParts } from '../api-parts.ts';
import { basePathOf, segmentsOf } from './base-path.ts';
import { type MethodPlace, methodAt, readIntegration } from './integration.ts';
import { booleanMember, listMember, member, objectMember, optional, textMember } from './json-values.ts';
import type { Models } from './models.ts';
import { checkExtensions, dereference, type Reading } from './reading.ts';
import { readRequest } from './requests.ts';
import { readResponses } from './responses.ts';
import { readSecurity, type Scheme } from './security.ts';
import { shown } from './settings.ts';

/** Members of a path item that are operations. */
const METHODS: ReadonlyMap<string, string> = new Map([
  ['get', 'GET'],
  ['put', 'PUT'],
  ['post', 'POST'],
  ['delete', 'DELETE'],
  ['options', 'OPTIONS'],
  ['head', 'HEAD'],
  ['patch', 'PATCH'],
  ['x-amazon-apigateway-any-method', 'ANY'],
]);
/** Its members that are none. */
const OTHERS: ReadonlySet<string> = new Set(['$ref', 'summary', 'description', 'servers', 'parameters']);

/** AWS's extensions that an operation can have (AWS developer guide, OpenAPI extensions for API Gateway). */
const OPERATION_EXTENSIONS: ReadonlySet<string> = new Set(['auth', 'integration', 'request-validator']);

/** The paths of a document as resources, in their order. */
export function readPaths(
  reading: Reading,
  models: Models,
  schemes: ReadonlyMap<string, Scheme>,
): readonly ResourceParts[] {
  const { document, notes } = reading;
  const paths = member(document, 'paths');
  if (!isObject(paths)) {
    notes.warn('Parse issue: attribute paths is missing');
    return [];
  }
  const base = basePathOf(reading);
  const resources = new Map<string, Record<string, MethodParts>>();
  if (base.length > 0) resources.set(`/${base.join('/')}`, {});
  for (const [key, reference] of Object.entries(paths)) {
    if (key.startsWith('x-')) continue;
    if (!key.startsWith('/')) {
      // The parser's sentence, as AWS's users quote it (aws/serverless-application-model#2297).
      notes.warn(`Parse issue: attribute paths. Resource ${key} should start with /`);
      continue;
    }
    const path = `/${[...base, ...segmentsOf(key)].join('/')}`;
    const methods = resources.get(path) ?? {};
    resources.set(path, methods);
    const item = dereference(reading, reference);
    for (const [name, operation] of Object.entries(isObject(item) ? item : {})) {
      const httpMethod = METHODS.get(name);
      if (httpMethod !== undefined) {
        const at = { path, httpMethod };
        if (Object.hasOwn(methods, httpMethod)) {
          notes.warn(`More than one definition of method ${methodAt(at)}. Ignoring all but the last.`);
        }
        const method = readMethod(reading, models, schemes, item, operation, at);
        if (method !== undefined) setMember(methods, httpMethod, method);
      } else if (name === 'trace') {
        // deviation: TRACE operations, which API Gateway does not have, are left out with a warning whose sentence is ours.
        notes.warn(`Unsupported method 'TRACE' on resource at path '${path}'. Ignoring.`);
      } else if (!OTHERS.has(name) && !name.startsWith('x-')) {
        notes.warn(`Parse issue: attribute paths.'${key}'.${name} is unexpected`);
      }
    }
  }
  return [...resources].map(([path, methods]) => ({ path, methods }));
}

function readMethod(
  reading: Reading,
  models: Models,
  schemes: ReadonlyMap<string, Scheme>,
  item: unknown,
  operation: unknown,
  at: MethodPlace,
): MethodParts | undefined {
  const { document } = reading;
  checkExtensions(reading, operation, OPERATION_EXTENSIONS, ` in method ${methodAt(at)}`);
  const requirements = member(operation, 'security') ?? member(document, 'security');
  const secured = readSecurity(
    reading,
    schemes,
    requirements,
    member(operation, 'x-amazon-apigateway-auth'),
    methodAt(at),
  );
  if (secured === undefined) return undefined;
  const { authorizer, ...security } = secured;
  const validator =
    textMember(operation, 'x-amazon-apigateway-request-validator') ??
    textMember(document, 'x-amazon-apigateway-request-validator');
  return {
    httpMethod: at.httpMethod,
    ...security,
    ...optional('authorizer', authorizer),
    ...optional('requestValidator', validator),
    ...optional('operationName', textMember(operation, 'operationId')),
    ...readRequest(reading, models, operation, listMember(item, 'parameters'), at),
    ...optional('methodResponses', readResponses(reading, models, operation, at)),
    ...optional(
      'methodIntegration',
      readIntegration(reading, member(operation, 'x-amazon-apigateway-integration'), at),
    ),
  };
}

/** `x-amazon-apigateway-request-validators`: each by its name. */
export function readValidators(
  reading: Reading,
): readonly { name: string; validateRequestBody: boolean; validateRequestParameters: boolean }[] {
  const validators = objectMember(reading.document, 'x-amazon-apigateway-request-validators');
  return Object.entries(validators).map(([name, validator]) => ({
    name,
    validateRequestBody: validates(reading, name, validator, 'validateRequestBody'),
    validateRequestParameters: validates(reading, name, validator, 'validateRequestParameters'),
  }));
}

function validates(
  { notes }: Reading,
  name: string,
  validator: unknown,
  which: 'validateRequestBody' | 'validateRequestParameters',
): boolean {
  const value = member(validator, which);
  const read = booleanMember(validator, which);
  if (read === undefined && value !== undefined && value !== null) {
    // deviation: The sentence for a request validator whose settings are neither true nor false is ours; AWS's is not recorded.
    notes.error(`Unable to create request validator '${name}': Invalid ${which} specified: ${shown(value)}`);
  }
  return read ?? false;
}
