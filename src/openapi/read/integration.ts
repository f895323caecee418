import type { IntegrationRecord, IntegrationResponseRecord } from '../../definition/definition.ts';
import { isObject, setMember } from '../../lib/json.ts';
import { booleanMember, member, some, text, textMember } from './json-values.ts';
import type { Notes } from './notes.ts';
import { dereference, type Reading } from './reading.ts';
import { shown } from './settings.ts';

type Draft<T> = { -readonly [K in keyof T]: T[K] };

/** The method that an integration belongs to, as AWS's sentences name it. */
export interface MethodPlace {
  readonly path: string;
  readonly httpMethod: string;
}

const TYPES: ReadonlyMap<string, IntegrationRecord['type']> = new Map([
  ['http', 'HTTP'],
  ['aws', 'AWS'],
  ['mock', 'MOCK'],
  ['http_proxy', 'HTTP_PROXY'],
  ['aws_proxy', 'AWS_PROXY'],
]);

type ReadMember = (draft: Draft<IntegrationRecord>, value: unknown, at: MethodPlace, notes: Notes) => void;

/** Members of `x-amazon-apigateway-integration`; those that only HTTP APIs have mean nothing here (recorded: payloadFormatVersion passes failonwarnings). */
const MEMBERS: { readonly [name: string]: ReadMember } = {
  type() {
    // Read before all others: it decides what they mean.
  },
  httpMethod: takeText('httpMethod'),
  uri: takeText('uri'),
  connectionId: takeText('connectionId'),
  connectionType: takeUpper('connectionType'),
  credentials: takeText('credentials'),
  contentHandling: takeUpper('contentHandling'),
  passthroughBehavior: takeUpper('passthroughBehavior'),
  cacheNamespace: takeText('cacheNamespace'),
  responseTransferMode: takeUpper('responseTransferMode'),
  integrationTarget: takeText('integrationTarget'),
  'integration-target': takeText('integrationTarget'),
  timeoutInMillis(draft, value) {
    draft.timeoutInMillis = typeof value === 'string' && value.trim() !== '' ? Number(value) : (value as number);
  },
  cacheKeyParameters(draft, value, at, notes) {
    if (Array.isArray(value)) draft.cacheKeyParameters = value.map(String);
    // deviation: The sentence for cacheKeyParameters that are no list is ours; AWS's is not recorded.
    else notes.error(`${unableToPut('integration', at)}: Invalid cacheKeyParameters specified: ${shown(value)}`);
  },
  requestParameters(draft, value, at, notes) {
    const parameters = some(readTexts(value, 'requestParameters', at, notes));
    if (parameters !== undefined) draft.requestParameters = parameters;
  },
  requestTemplates(draft, value, at, notes) {
    const templates = some(readTexts(value, 'requestTemplates', at, notes));
    if (templates !== undefined) draft.requestTemplates = templates;
  },
  tlsConfig(draft, value, at, notes) {
    if (!isObject(value)) return warnOfShape(value, 'tlsConfig', at, notes);
    draft.tlsConfig = { insecureSkipVerification: booleanMember(value, 'insecureSkipVerification') ?? false };
  },
  responses(draft, value, at, notes) {
    const responses = some(readResponses(value, at, notes));
    if (responses !== undefined) draft.integrationResponses = responses;
  },
  payloadFormatVersion: nothing,
  integrationSubtype: nothing,
  description: nothing,
};

/** The integration of an operation; undefined where it has none or one of no type, which is an error. */
export function readIntegration(reading: Reading, value: unknown, at: MethodPlace): IntegrationRecord | undefined {
  const { notes } = reading;
  const integration = dereference(reading, value);
  if (integration === undefined || integration === null) return undefined;
  const type = TYPES.get(String(textMember(integration, 'type')).toLowerCase());
  if (!isObject(integration) || type === undefined) {
    // deviation: The sentence for an integration of an unknown type in an OpenAPI document is ours; AWS's is not recorded.
    notes.error(`${unableToPut('integration', at)}: Invalid integration type ${shown(member(integration, 'type'))}`);
    return undefined;
  }
  const draft: Draft<IntegrationRecord> = {
    type,
    passthroughBehavior: 'WHEN_NO_MATCH',
    timeoutInMillis: 29_000,
    cacheNamespace: '',
    cacheKeyParameters: [],
  };
  for (const [name, one] of Object.entries(integration)) {
    if (one === null) continue;
    const read = Object.hasOwn(MEMBERS, name) ? MEMBERS[name] : undefined;
    if (read !== undefined) read(draft, one, at, notes);
    // deviation: The sentence for a member of an integration that AWS does not name is ours; AWS's is not recorded.
    else if (!name.startsWith('x-'))
      notes.warn(`Unknown property '${name}' in integration of ${methodAt(at)}. Ignoring.`);
  }
  if (type.startsWith('HTTP')) draft.connectionType ??= 'INTERNET';
  // Recorded on AWS: a MOCK integration has neither (test_import_with_http_method_integration).
  if (type === 'MOCK') {
    delete draft.uri;
    delete draft.httpMethod;
  }
  return draft;
}

/** `Unable to put integration on 'GET' for resource at path '/pets'` (quoted from AWS by its users). */
export function unableToPut(what: 'integration' | 'integration response', { path, httpMethod }: MethodPlace): string {
  return `Unable to put ${what} on '${httpMethod}' for resource at path '${path}'`;
}

/** `'GET' on resource at path '/pets'` (quoted from AWS by its users). */
export function methodAt({ path, httpMethod }: MethodPlace): string {
  return `'${httpMethod}' on resource at path '${path}'`;
}

function nothing(): void {
  // It is said and means nothing to a REST API.
}

function takeText(
  name: 'httpMethod' | 'uri' | 'connectionId' | 'credentials' | 'cacheNamespace' | 'integrationTarget',
): ReadMember {
  return (draft, value) => {
    const taken = text(value);
    if (taken !== undefined) draft[name] = taken;
  };
}

/** Documents write AWS's enumerations in any case: `when_no_match`. */
function takeUpper(
  name: 'connectionType' | 'contentHandling' | 'passthroughBehavior' | 'responseTransferMode',
): ReadMember {
  return (draft, value) => {
    const taken = text(value)?.toUpperCase();
    // Whether it is one of the values is checked where all integrations are.
    if (taken !== undefined) (draft as Record<string, unknown>)[name] = taken;
  };
}

/** Maps of text; what is not text is left out with AWS's warning (recorded: test_import_rest_api_with_base_path_oas30). */
function readTexts(value: unknown, property: string, at: MethodPlace, notes: Notes): { [name: string]: string } {
  const texts: Record<string, string> = {};
  if (!isObject(value)) {
    if (value !== undefined) warnOfShape(value, property, at, notes);
    return texts;
  }
  for (const [name, one] of Object.entries(value)) {
    if (typeof one === 'string') {
      setMember(texts, name, one);
    } else {
      notes.warn(
        `Invalid format for '${property}'. Expected type string for property '${name}' of resource '${at.path}' and method '${at.httpMethod}' but got '${shown(one)}'`,
      );
    }
  }
  return texts;
}

/** For what is no map, in the form of AWS's sentence for what is no text in one. */
function warnOfShape(value: unknown, property: string, at: MethodPlace, notes: Notes): void {
  // deviation: The sentence for a part of an integration that is no object is ours; AWS's is not recorded.
  notes.warn(
    `Invalid format for '${property}'. Expected type object of resource '${at.path}' and method '${at.httpMethod}' but got '${shown(value)}'`,
  );
}

/** Patterns to responses: `default` is the one without a pattern. */
function readResponses(
  value: unknown,
  at: MethodPlace,
  notes: Notes,
): { [statusCode: string]: IntegrationResponseRecord } {
  const responses: Record<string, IntegrationResponseRecord> = {};
  if (!isObject(value)) {
    warnOfShape(value, 'responses', at, notes);
    return responses;
  }
  for (const [pattern, response] of Object.entries(value)) {
    const statusCode = textMember(response, 'statusCode');
    if (statusCode === undefined) {
      // deviation: The sentence for an integration response without a status code is ours; AWS's is not recorded.
      notes.error(`${unableToPut('integration response', at)}: Invalid status code for response '${pattern}'`);
      continue;
    }
    if (Object.hasOwn(responses, statusCode)) {
      // deviation: Of several integration responses of one status code the last counts, with a warning whose sentence is ours.
      notes.warn(
        `More than one integration response with status code ${statusCode} for method ${methodAt(at)}. Ignoring all but the last.`,
      );
    }
    setMember(responses, statusCode, readResponse(pattern, statusCode, response, at, notes));
  }
  return responses;
}

function readResponse(
  pattern: string,
  statusCode: string,
  response: unknown,
  at: MethodPlace,
  notes: Notes,
): IntegrationResponseRecord {
  const parameters = some(readTexts(member(response, 'responseParameters'), 'responseParameters', at, notes));
  const templates = some(readTexts(member(response, 'responseTemplates'), 'responseTemplates', at, notes));
  const contentHandling = textMember(
    response,
    'contentHandling',
  )?.toUpperCase() as IntegrationResponseRecord['contentHandling'];
  return {
    statusCode,
    ...(pattern === 'default' ? {} : { selectionPattern: pattern }),
    ...(parameters === undefined ? {} : { responseParameters: parameters }),
    ...(templates === undefined ? {} : { responseTemplates: templates }),
    ...(contentHandling === undefined ? {} : { contentHandling }),
  };
}
