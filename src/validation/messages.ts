/**
 * What is wrong with a body, as API Gateway says it in `$context.error.validationErrorString`: the sentences of the library that
 * it validates with (java-json-tools/json-schema-validator, validation.properties). Each `%s` stands for one value.
 */
export const MESSAGES = {
  additionalItems: 'schema only allows %s elements in array but instance has %s elements',
  additionalProperties: 'object instance has properties which are not allowed by the schema: %s',
  allOf: 'instance failed to match all required schemas (matched only %s out of %s)',
  anyOf: 'instance failed to match at least one required schema among %s',
  dependencies: 'property "%s" of object has missing property dependencies (schema requires %s; missing: %s)',
  enum: 'instance value (%s) not found in enum (possible values: %s)',
  exclusiveMaximum: 'numeric instance is not strictly lower than the required maximum %s',
  exclusiveMinimum: 'numeric instance is not strictly greater than the required minimum %s',
  maxItems: 'array is too long: must have at most %s elements but instance has %s elements',
  maxLength: 'string "%s" is too long (length: %s, maximum allowed: %s)',
  maxProperties: 'object has too many properties (found %s but schema requires at most %s)',
  maximum: 'numeric instance is greater than the required maximum (maximum: %s, found: %s)',
  minItems: 'array is too short: must have at least %s elements but instance has %s elements',
  minLength: 'string "%s" is too short (length: %s, required minimum: %s)',
  minProperties: 'object has too few properties (found %s but schema requires at least %s)',
  minimum: 'numeric instance is lower than the required minimum (minimum: %s, found: %s)',
  multipleOf: 'remainder of division is not zero (%s / %s)',
  not: 'instance matched a schema which it should not have',
  oneOf: 'instance failed to match exactly one schema (matched %s out of %s)',
  pattern: 'ECMA 262 regex "%s" does not match input string "%s"',
  required: 'object has missing required properties (%s)',
  type: 'instance type (%s) does not match any allowed primitive type (allowed: %s)',
  uniqueItems: 'array must not contain duplicate elements',
  'date-time': 'string "%s" is invalid against requested date format(s) %s',
  email: 'string "%s" is not a valid email address',
  hostname: 'string "%s" is not a valid hostname',
  ipv4: 'string "%s" is not a valid IPv4 address',
  ipv6: 'string "%s" is not a valid IPv6 address',
  regex: 'string "%s" is not a valid ECMA 262 regular expression',
  uri: 'string "%s" is not a valid URI',
  uuid: 'input string "%s" is not a valid UUID',
} as const;

export type MessageName = keyof typeof MESSAGES;

/** A body that is no JSON (an execution log of API Gateway, published 2021). */
export const UNPARSED = 'Unknown error parsing request body';

/** More text than this of a value or a list of names is not shown. */
// deviation: A value of more than 1,000 characters in a validation error is cut; AWS's bound is not recorded.
const MAX_SHOWN = 1_000;

export function message(name: MessageName, values: readonly (string | number)[]): string {
  let next = 0;
  return MESSAGES[name].replaceAll('%s', () => {
    const text = String(values[next++]);
    return text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text;
  });
}
