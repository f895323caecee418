import { isObject } from '../../lib/json.ts';
import type { ApiParts } from '../api-parts.ts';
import { InvalidOpenApi, parseText } from './document.ts';
import { readDocumentation, readGatewayResponses } from './extras.ts';
import { type JsonObject, member, textMember } from './json-values.ts';
import { readModels } from './models.ts';
import { newNotes } from './notes.ts';
import { readPaths, readValidators } from './paths.ts';
import { type AwsVariables, checkExtensions, MAX_REPEATED, type Reading, type ReadOptions } from './reading.ts';
import { readSchemes } from './security.ts';
import { readSettings } from './settings.ts';

/** A document that was read. With errors the parts are what could be read: not to be used. */
export interface ReadOpenApi {
  readonly parts: ApiParts;
  /** In AWS's words where they are known; each names its place by path and method, or by name. */
  readonly errors: readonly string[];
  readonly warnings: readonly string[];
}

/**
 * A REST API from the text of a Swagger 2.0 or OpenAPI 3.0 document, JSON or YAML, with AWS's extensions. Its work is
 * proportional to the text, or to what its aliases make of it, within a bound.
 *
 * @throws InvalidOpenApi when it is no such document
 */
export function readOpenApi(text: string, options: ReadOptions = {}): ReadOpenApi {
  const notes = newNotes();
  const document = parseText(substitute(text, options.variables), notes);
  const reading: Reading = { document, version: versionOf(document), notes, options, room: { left: MAX_REPEATED } };
  checkMembers(reading);
  const models = readModels(reading);
  const schemes = readSchemes(reading);
  const resources = readPaths(reading, models, schemes);
  return {
    parts: {
      api: readSettings(reading),
      resources,
      models: models.list(),
      requestValidators: readValidators(reading),
      authorizers: [...schemes.values()].flatMap((scheme) => (scheme.kind === 'authorizer' ? [scheme.authorizer] : [])),
      gatewayResponses: readGatewayResponses(reading),
      documentation: readDocumentation(reading),
    },
    errors: notes.errors,
    warnings: notes.warnings,
  };
}

/** `${AWS::Region}` and its like, wherever they stand (AWS variables for OpenAPI import). */
function substitute(text: string, variables: AwsVariables | undefined): string {
  if (variables === undefined) return text;
  return text
    .replaceAll('${AWS::AccountId}', () => variables.accountId)
    .replaceAll('${AWS::Region}', () => variables.region)
    .replaceAll('${AWS::Partition}', () => variables.partition);
}

function versionOf(document: JsonObject): 2 | 3 {
  const swagger = textMember(document, 'swagger');
  if (swagger === '2.0' || swagger === '2') return 2;
  if (textMember(document, 'openapi')?.match(/^3\.0(?:\.|$)/)) return 3;
  throw new InvalidOpenApi();
}

/** Members that objects of a document may have; others are unexpected, unless they are extensions. */
const MEMBERS: readonly (readonly [at: string, version: 2 | 3 | undefined, members: readonly string[]])[] = [
  [
    '',
    2,
    [
      ...[
        'swagger',
        'info',
        'host',
        'basePath',
        'schemes',
        'consumes',
        'produces',
        'paths',
        'definitions',
        'parameters',
      ],
      ...['responses', 'securityDefinitions', 'security', 'tags', 'externalDocs'],
    ],
  ],
  ['', 3, ['openapi', 'info', 'servers', 'paths', 'components', 'security', 'tags', 'externalDocs']],
  ['info', undefined, ['title', 'description', 'termsOfService', 'contact', 'license', 'version']],
  [
    'components',
    3,
    [
      ...['schemas', 'responses', 'parameters', 'examples', 'requestBodies', 'headers', 'securitySchemes', 'links'],
      'callbacks',
    ],
  ],
];

/** Members of the document that are objects, those that would be lost without a word if they were not. */
const OBJECTS = [
  ...['info', 'definitions', 'parameters', 'responses', 'securityDefinitions', 'components'],
  ...['request-validators', 'gateway-responses', 'documentation'].map((name) => `x-amazon-apigateway-${name}`),
];

/** AWS's extensions that a document can have (AWS developer guide, OpenAPI extensions for API Gateway). */
const ROOT_EXTENSIONS: ReadonlySet<string> = new Set([
  ...[
    'api-key-source',
    'binary-media-types',
    'cors',
    'documentation',
    'endpoint-access-mode',
    'endpoint-configuration',
  ],
  ...['gateway-responses', 'importexport-version', 'minimum-compression-size', 'policy', 'request-validator'],
  ...['request-validators', 'security-policy'],
]);

/** The warning is that of AWS's parser; a member that warns so is in TestAccAPIGatewayRestAPI_failOnWarnings of Terraform's AWS provider. */
function checkMembers(reading: Reading): void {
  const { document, version, notes } = reading;
  checkExtensions(reading, document, ROOT_EXTENSIONS);
  for (const name of OBJECTS) {
    const value = member(document, name);
    // In the words that AWS's parser has for members of another type.
    if (value !== undefined && value !== null && !isObject(value))
      notes.warn(`Parse issue: attribute ${name} is not of type \`object\``);
  }
  for (const [at, of, members] of MEMBERS) {
    if (of !== undefined && of !== version) continue;
    const object = at === '' ? document : member(document, at);
    if (!isObject(object)) continue;
    for (const name of Object.keys(object)) {
      if (!members.includes(name) && !name.startsWith('x-')) {
        notes.warn(`Parse issue: attribute ${at === '' ? '' : `${at}.`}${name} is unexpected`);
      }
    }
  }
}
