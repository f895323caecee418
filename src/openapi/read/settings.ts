import { isObject, setMember } from '../../lib/json.ts';
import type { ApiSettings } from '../api-parts.ts';
import { booleanMember, type JsonObject, listMember, member, objectMember, textMember } from './json-values.ts';
import type { Reading } from './reading.ts';

type Draft = { -readonly [K in keyof ApiSettings]: ApiSettings[K] };

/** An extension of the document's root that says something of the API itself. */
interface SettingExtension {
  readonly name: `x-amazon-apigateway-${string}`;
  readonly read: (draft: Draft, value: unknown, reading: Reading) => void;
}

const SETTINGS: readonly SettingExtension[] = [
  {
    name: 'x-amazon-apigateway-api-key-source',
    read(draft, value, { notes }) {
      const source = String(value).toUpperCase();
      if (source === 'HEADER' || source === 'AUTHORIZER') draft.apiKeySource = source;
      // deviation: The sentences for settings of an API that an OpenAPI document gives wrong values are ours; AWS's are not recorded.
      else notes.error(`Invalid value '${shown(value)}' for x-amazon-apigateway-api-key-source`);
    },
  },
  {
    name: 'x-amazon-apigateway-binary-media-types',
    read(draft, value, { notes }) {
      if (Array.isArray(value) && value.every((type) => typeof type === 'string')) {
        draft.binaryMediaTypes = [...new Set<string>(value)];
      } else {
        notes.error(`Invalid value '${shown(value)}' for x-amazon-apigateway-binary-media-types`);
      }
    },
  },
  {
    name: 'x-amazon-apigateway-minimum-compression-size',
    read(draft, value, { notes }) {
      const size = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
      if (typeof size === 'number' && Number.isFinite(size)) draft.minimumCompressionSize = size;
      else notes.error(`Invalid value '${shown(value)}' for x-amazon-apigateway-minimum-compression-size`);
    },
  },
  {
    name: 'x-amazon-apigateway-policy',
    read(draft, value, { notes, options }) {
      if (isObject(value)) draft.policy = JSON.stringify(withWholeArns(value, options));
      else if (typeof value === 'string') draft.policy = value;
      else notes.error(`Invalid value '${shown(value)}' for x-amazon-apigateway-policy`);
    },
  },
  {
    name: 'x-amazon-apigateway-security-policy',
    read(draft, value) {
      if (value !== '') draft.securityPolicy = String(value);
    },
  },
  {
    name: 'x-amazon-apigateway-endpoint-access-mode',
    read(draft, value) {
      if (value !== '') draft.endpointAccessMode = String(value);
    },
  },
  { name: 'x-amazon-apigateway-endpoint-configuration', read: readEndpoint },
  {
    name: 'x-amazon-apigateway-cors',
    read(_, __, { notes }) {
      // deviation: What only HTTP APIs have is left out of a REST API with a warning whose sentence is ours.
      notes.warn('x-amazon-apigateway-cors is supported for HTTP APIs only. Ignoring.');
    },
  },
];

/** What the document says of the API itself: `info`, and the extensions of its root and of its first server. */
export function readSettings(reading: Reading): ApiSettings {
  const { document, notes } = reading;
  const info = objectMember(document, 'info');
  const draft: Draft = {};
  const name = textMember(info, 'title');
  if (name === undefined) notes.warn('Parse issue: attribute info.title is missing');
  else draft.name = name;
  const description = textMember(info, 'description');
  if (description !== undefined) draft.description = description;
  const version = textMember(info, 'version');
  if (version !== undefined) draft.version = version;
  for (const { name: extension, read } of SETTINGS) {
    const value = member(document, extension);
    if (value !== undefined && value !== null) read(draft, value, reading);
  }
  // In 3.0 the endpoint configuration belongs to the server (AWS's page on the extension).
  const ofServer = member(listMember(document, 'servers')[0], 'x-amazon-apigateway-endpoint-configuration');
  if (ofServer !== undefined) readEndpoint(draft, ofServer, reading);
  readTags(draft, document);
  return draft;
}

/**
 * "On import, "execute-api:/*" is converted to arn:aws:execute-api:region:account-id:api-id/*" (AWS developer guide,
 * x-amazon-apigateway-policy).
 */
function withWholeArns(policy: JsonObject, { variables, restApiId }: Reading['options']): JsonObject {
  if (variables === undefined || restApiId === undefined) return policy;
  const { partition, region, accountId } = variables;
  const api = `arn:${partition}:execute-api:${region}:${accountId}:${restApiId}/`;
  const whole = (resource: unknown): unknown => {
    if (Array.isArray(resource)) return resource.map(whole);
    return typeof resource === 'string' && resource.startsWith(SHORT) ? api + resource.slice(SHORT.length) : resource;
  };
  const statement = (one: unknown): unknown => {
    if (Array.isArray(one)) return one.map(statement);
    if (!isObject(one)) return one;
    const entries = Object.entries(one);
    return Object.fromEntries(entries.map(([name, value]) => [name, RESOURCES.has(name) ? whole(value) : value]));
  };
  const entries = Object.entries(policy);
  return Object.fromEntries(entries.map(([name, value]) => [name, name === 'Statement' ? statement(value) : value]));
}

const SHORT = 'execute-api:/';
const RESOURCES: ReadonlySet<string> = new Set(['Resource', 'NotResource']);

function readEndpoint(draft: Draft, value: unknown, { notes }: Reading): void {
  if (!isObject(value)) {
    notes.error(`Invalid value '${shown(value)}' for x-amazon-apigateway-endpoint-configuration`);
    return;
  }
  const disabled = booleanMember(value, 'disableExecuteApiEndpoint');
  if (disabled !== undefined) draft.disableExecuteApiEndpoint = disabled;
  const ids = listMember(value, 'vpcEndpointIds').filter((id) => typeof id === 'string');
  if (ids.length > 0) draft.vpcEndpointIds = [...new Set(ids)];
  if (member(value, 'ipAddressType') !== undefined) {
    notes.warn(
      'ipAddressType of x-amazon-apigateway-endpoint-configuration is supported for HTTP APIs only. Ignoring.',
    );
  }
}

// deviation: Tags of an OpenAPI document that carry x-amazon-apigateway-tag-value tag a REST API too; AWS documents them for HTTP APIs.
function readTags(draft: Draft, document: JsonObject): void {
  const tags: Record<string, string> = {};
  for (const tag of listMember(document, 'tags')) {
    const name = textMember(tag, 'name');
    const value = member(tag, 'x-amazon-apigateway-tag-value');
    if (name !== undefined && value !== undefined) setMember(tags, name, String(value ?? ''));
  }
  if (Object.keys(tags).length > 0) draft.tags = tags;
}

/** A value as a sentence can show it. */
export function shown(value: unknown): string {
  const json = typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value));
  return json.length > 100 ? `${json.slice(0, 100)}…` : json;
}
