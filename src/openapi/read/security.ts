import { isObject } from '../../lib/json.ts';
import type { ApiParts } from '../api-parts.ts';
import { member, objectMember, optional, textMember } from './json-values.ts';
import { dereference, type Reading, takeRoom } from './reading.ts';
import { shown } from './settings.ts';

type AuthorizerParts = ApiParts['authorizers'][number];

/** What a security scheme asks of a method. */
export type Scheme =
  | { readonly kind: 'authorizer'; readonly authorizer: AuthorizerParts }
  | { readonly kind: 'iam' }
  | { readonly kind: 'api key' }
  /** It names an authorizer and does not say which: methods that ask for it are not made. */
  | { readonly kind: 'no authorizer' }
  | { readonly kind: 'unsupported' };

/** The security schemes of a document by name (2.0 `securityDefinitions`, 3.0 `components.securitySchemes`). */
export function readSchemes(reading: Reading): ReadonlyMap<string, Scheme> {
  const { document, version } = reading;
  const named =
    version === 2
      ? objectMember(document, 'securityDefinitions')
      : objectMember(objectMember(document, 'components'), 'securitySchemes');
  return new Map(Object.entries(named).map(([name, scheme]) => [name, readScheme(reading, name, scheme)]));
}

function readScheme(reading: Reading, name: string, reference: unknown): Scheme {
  const { notes } = reading;
  const scheme = dereference(reading, reference);
  const authorizer = member(scheme, 'x-amazon-apigateway-authorizer');
  const authtype = textMember(scheme, 'x-amazon-apigateway-authtype');
  if (isObject(authorizer)) {
    const read = readAuthorizer(reading, name, scheme, authorizer, authtype);
    return read === undefined ? { kind: 'unsupported' } : { kind: 'authorizer', authorizer: read };
  }
  if (authtype?.toLowerCase() === 'awssigv4') return { kind: 'iam' };
  if (authtype !== undefined) {
    // Quoted from AWS in amazon-archives/aws-apigateway-importer#187.
    notes.warn(
      `Unable to create authorizer from security definition: '${name}'. Extension x-amazon-apigateway-authorizer is required. Any methods with security: '${name}' will not be created. If this security definition is not a custom authorizer, remove the x-amazon-apigateway-authtype extension and it will be ignored.`,
    );
    return { kind: 'no authorizer' };
  }
  const type = textMember(scheme, 'type');
  if (type === 'apiKey') {
    if (textMember(scheme, 'name')?.toLowerCase() === 'x-api-key') return { kind: 'api key' };
    // deviation: A security scheme of type apiKey that is neither x-api-key nor an authorizer asks nothing of a method, with a warning whose sentence is ours.
    notes.warn(`Security definition '${name}' has no x-amazon-apigateway-authorizer. Ignoring.`);
    return { kind: 'unsupported' };
  }
  // Quoted from AWS by its users.
  notes.warn(`Unsupported security definition type '${type ?? 'null'}' for '${name}'. Ignoring.`);
  return { kind: 'unsupported' };
}

const TYPES: ReadonlyMap<string, AuthorizerParts['type']> = new Map([
  ['token', 'TOKEN'],
  ['request', 'REQUEST'],
  ['cognito_user_pools', 'COGNITO_USER_POOLS'],
]);

/** AWS developer guide, x-amazon-apigateway-authorizer; the last three mean nothing to a REST API. */
const AUTHORIZER_MEMBERS: ReadonlySet<string> = new Set([
  ...['type', 'authorizerUri', 'authorizerCredentials', 'identitySource', 'identityValidationExpression'],
  ...['authorizerResultTtlInSeconds', 'providerARNs'],
  ...['authorizerPayloadFormatVersion', 'enableSimpleResponses', 'jwtConfiguration'],
]);

function readAuthorizer(
  { notes }: Reading,
  name: string,
  scheme: unknown,
  extension: Record<string, unknown>,
  authType: string | undefined,
): AuthorizerParts | undefined {
  const type = TYPES.get(String(textMember(extension, 'type')).toLowerCase());
  if (type === undefined) {
    // deviation: The sentence for an authorizer of a type that REST APIs do not have is ours; AWS's is not recorded.
    notes.error(`Unable to create authorizer '${name}': Invalid authorizer type ${shown(member(extension, 'type'))}`);
    return undefined;
  }
  for (const member of Object.keys(extension)) {
    // deviation: The sentence for a member of an authorizer that AWS does not name is ours; AWS's is not recorded.
    if (!AUTHORIZER_MEMBERS.has(member)) notes.warn(`Unknown property '${member}' in authorizer '${name}'. Ignoring.`);
  }
  const providerARNs = member(extension, 'providerARNs');
  const ttl = textMember(extension, 'authorizerResultTtlInSeconds');
  return {
    name,
    type,
    ...optional('providerARNs', Array.isArray(providerARNs) ? providerARNs.map(String) : undefined),
    ...optional('authType', authType),
    ...optional('authorizerUri', textMember(extension, 'authorizerUri')),
    ...optional('authorizerCredentials', textMember(extension, 'authorizerCredentials')),
    ...optional('identitySource', textMember(extension, 'identitySource') ?? sourceOf(scheme)),
    ...optional('identityValidationExpression', textMember(extension, 'identityValidationExpression')),
    // What is not said stays unsaid: 300 is the default of CreateAuthorizer only (recorded: test_import_swagger_api).
    ...optional('authorizerResultTtlInSeconds', ttl === undefined ? undefined : Number(ttl)),
  };
}

/**
 * The place that the scheme itself names (recorded: test_import_swagger_api, test_import_with_cognito_auth_identity_source);
 * `Unused` is none (AWS developer guide, x-amazon-apigateway-authorizer).
 */
function sourceOf(scheme: unknown): string | undefined {
  const place = textMember(scheme, 'in') === 'query' ? 'querystring' : 'header';
  const name = textMember(scheme, 'name');
  return name === undefined || name === 'Unused' ? undefined : `method.request.${place}.${name}`;
}

/** What a method asks of its callers, as a method has it. */
export interface MethodSecurity {
  readonly authorizationType: string;
  readonly authorizer?: string;
  readonly authorizationScopes?: readonly string[];
  readonly apiKeyRequired: boolean;
}

/**
 * What lists of security requirements ask, all of them together: a REST method has no alternatives.
 *
 * @param requirements the operation's own `security`, or the document's (recorded: test_import_with_global_api_key_authorizer)
 * @param auth `x-amazon-apigateway-auth`, which wins
 * @param where `'GET' on resource at path '/pets'`
 * @returns undefined when the method is not to be made: who would have to authorize is not known
 */
export function readSecurity(
  reading: Reading,
  schemes: ReadonlyMap<string, Scheme>,
  requirements: unknown,
  auth: unknown,
  where: string,
): MethodSecurity | undefined {
  const { notes } = reading;
  let authorization: Omit<MethodSecurity, 'apiKeyRequired'> | undefined;
  let apiKeyRequired = false;
  if (!isRequirements(requirements)) {
    // deviation: A method whose security is not a list of objects is refused in our words, not imported without it; AWS's are not recorded.
    notes.error(`Unable to put method ${where}: Invalid security specified: ${shown(requirements)}`);
    return undefined;
  }
  for (const [name, scopes] of named(requirements)) {
    takeRoom(reading, 1);
    const scheme = schemes.get(name);
    // What AWS SAM writes for an operation that is open though the document is not.
    if (scheme === undefined && name === 'NONE') continue;
    if (scheme === undefined) {
      // deviation: A method that asks for a security scheme which the document does not have is refused in our words, not imported without it.
      notes.error(`Unable to put method ${where}: Invalid security definition specified: ${name}`);
    } else if (scheme.kind === 'no authorizer') {
      return undefined;
    } else if (scheme.kind === 'api key') {
      apiKeyRequired = true;
    } else if (scheme.kind === 'iam') {
      authorization ??= { authorizationType: 'AWS_IAM' };
    } else if (scheme.kind === 'authorizer') {
      if (authorization !== undefined) {
        // deviation: Of several authorizers that an operation asks for the first counts, with a warning whose sentence is ours.
        notes.warn(`More than one authorizer for method ${where}. Ignoring '${name}'.`);
        continue;
      }
      authorization = authorizedBy(scheme.authorizer, scopes);
    }
  }
  const forced = textMember(auth, 'type')?.toUpperCase();
  if (forced === 'NONE' || forced === 'AWS_IAM') authorization = { authorizationType: forced };
  else if (auth !== undefined && auth !== null) {
    // deviation: The sentence for an x-amazon-apigateway-auth of no type that AWS names is ours; AWS's is not recorded.
    notes.error(`Unable to put method ${where}: Invalid x-amazon-apigateway-auth type ${shown(forced ?? auth)}`);
  }
  return { ...(authorization ?? { authorizationType: 'NONE' }), apiKeyRequired };
}

type Requirements = readonly Readonly<Record<string, unknown>>[];

function isRequirements(value: unknown): value is Requirements | null | undefined {
  return value === undefined || value === null || (Array.isArray(value) && value.every(isObject));
}

function* named(requirements: Requirements | null | undefined): Iterable<readonly [name: string, scopes: unknown]> {
  for (const requirement of requirements ?? []) yield* Object.entries(requirement);
}

function authorizedBy({ name, type }: AuthorizerParts, scopes: unknown): Omit<MethodSecurity, 'apiKeyRequired'> {
  if (type !== 'COGNITO_USER_POOLS') return { authorizationType: 'CUSTOM', authorizer: name };
  const authorizationScopes = Array.isArray(scopes) && scopes.length > 0 ? scopes.map(String) : undefined;
  return { authorizationType: type, authorizer: name, ...optional('authorizationScopes', authorizationScopes) };
}
