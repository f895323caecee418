import type { DocumentationLocationRecord, GatewayResponseRecord } from '../../definition/definition.ts';
import { isObject, setMember } from '../../lib/json.ts';
import type { DocumentationParts } from '../api-parts.ts';
import { listMember, member, objectMember, optional, some, textMember } from './json-values.ts';
import type { Notes } from './notes.ts';
import type { Reading } from './reading.ts';
import { shown } from './settings.ts';

/** `x-amazon-apigateway-gateway-responses`, by type. */
export function readGatewayResponses({ document, notes }: Reading): readonly GatewayResponseRecord[] {
  const responses = objectMember(document, 'x-amazon-apigateway-gateway-responses');
  return Object.entries(responses).map(([responseType, response]) => ({
    responseType,
    ...optional('statusCode', textMember(response, 'statusCode')),
    ...optional('responseParameters', texts(response, 'responseParameters', responseType, notes)),
    ...optional('responseTemplates', texts(response, 'responseTemplates', responseType, notes)),
  }));
}

function texts(
  response: unknown,
  property: string,
  responseType: string,
  notes: Notes,
): { readonly [name: string]: string } | undefined {
  const read: Record<string, string> = {};
  for (const [name, value] of Object.entries(objectMember(response, property))) {
    if (typeof value === 'string') setMember(read, name, value);
    else {
      // deviation: The sentence for a value of a gateway response that is no text is ours, after the one that AWS has for integrations.
      notes.warn(
        `Invalid format for '${property}'. Expected type string for property '${name}' of gateway response '${responseType}' but got '${shown(value)}'`,
      );
    }
  }
  return some(read);
}

/** `x-amazon-apigateway-documentation`. */
export function readDocumentation({ document, notes, options }: Reading): readonly DocumentationParts[] {
  if (options.ignoreDocumentation === true) return [];
  const parts: DocumentationParts[] = [];
  for (const part of listMember(objectMember(document, 'x-amazon-apigateway-documentation'), 'documentationParts')) {
    const location = readLocation(member(part, 'location'));
    const properties = member(part, 'properties');
    if (location === undefined || (!isObject(properties) && typeof properties !== 'string')) {
      // deviation: A documentation part without a location or properties is left out with a warning whose sentence is ours; AWS's is not recorded.
      notes.warn(`Invalid documentation part '${shown(member(part, 'location'))}'. Ignoring.`);
      continue;
    }
    parts.push({ location, properties: typeof properties === 'string' ? properties : JSON.stringify(properties) });
  }
  return parts;
}

/** The members that say something; defaults, and which of them a type has, are the operations' to know. */
function readLocation(location: unknown): DocumentationLocationRecord | undefined {
  const type = textMember(location, 'type')?.toUpperCase();
  if (type === undefined) return undefined;
  return {
    type,
    ...optional('path', textMember(location, 'path')),
    ...optional('method', textMember(location, 'method')),
    ...optional('statusCode', textMember(location, 'statusCode')),
    ...optional('name', textMember(location, 'name')),
  };
}
