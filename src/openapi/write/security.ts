import type { ApiParts, MethodParts } from '../api-parts.ts';
import { type Node, unlessEmpty } from './node.ts';

type AuthorizerParts = ApiParts['authorizers'][number];

/** Names of security schemes that authorizers cannot have: they stand for API keys and IAM. */
const API_KEY = 'api_key';
const SIGV4 = 'sigv4';
export const RESERVED_SCHEMES: readonly string[] = [API_KEY, SIGV4];

const API_KEY_SCHEME: Node = { type: 'apiKey', name: 'x-api-key', in: 'header' };
/** AWS developer guide, x-amazon-apigateway-authtype. */
const SIGV4_SCHEME: Node = {
  type: 'apiKey',
  name: 'Authorization',
  in: 'header',
  'x-amazon-apigateway-authtype': 'awsSigv4',
};

/** `security` of an operation. */
export function securityNode(method: MethodParts): readonly Node[] | undefined {
  return unlessEmpty([
    ...(method.authorizationType === 'AWS_IAM' ? [{ [SIGV4]: [] }] : []),
    ...(method.authorizer === undefined
      ? []
      : [Object.fromEntries([[method.authorizer, method.authorizationScopes ?? []]])]),
    ...(method.apiKeyRequired ? [{ [API_KEY]: [] }] : []),
  ]);
}

/** Every security scheme that the API has or its methods use, by its name; undefined when there is none. */
export function securitySchemes(parts: ApiParts, withAuthorizers: boolean): Node | undefined {
  const methods = parts.resources.flatMap((resource) => Object.values(resource.methods));
  const used = new Set(methods.map(({ authorizer }) => authorizer));
  const schemes: [string, Node][] = parts.authorizers
    .filter(({ name }) => withAuthorizers || used.has(name))
    .map((authorizer) => [authorizer.name, authorizerScheme(authorizer, withAuthorizers)]);
  if (methods.some(({ authorizationType }) => authorizationType === 'AWS_IAM')) schemes.push([SIGV4, SIGV4_SCHEME]);
  if (methods.some(({ apiKeyRequired }) => apiKeyRequired)) schemes.push([API_KEY, API_KEY_SCHEME]);
  return schemes.length === 0 ? undefined : Object.fromEntries(schemes);
}

/** AWS developer guide, x-amazon-apigateway-authorizer: what a single header or query parameter does not say is `Unused`. */
function authorizerScheme(authorizer: AuthorizerParts, withAuthorizer: boolean): Node {
  const source = /^method\.request\.(header|querystring)\.([^,\s]+)$/.exec(authorizer.identitySource ?? '');
  const inQuery = source?.[1] === 'querystring' && authorizer.type === 'REQUEST';
  const named = source !== null && (source[1] === 'header' || inQuery);
  return {
    type: 'apiKey',
    name: named ? source[2] : 'Unused',
    in: inQuery ? 'query' : 'header',
    'x-amazon-apigateway-authtype':
      authorizer.authType ?? (authorizer.type === 'COGNITO_USER_POOLS' ? 'cognito_user_pools' : 'custom'),
    'x-amazon-apigateway-authorizer': withAuthorizer ? authorizerNode(authorizer, named) : undefined,
  };
}

/** The header of a token is said by the scheme's name; requests say all that identifies them. */
function authorizerNode(authorizer: AuthorizerParts, named: boolean): Node {
  return {
    type: authorizer.type.toLowerCase(),
    authorizerUri: authorizer.authorizerUri,
    authorizerCredentials: authorizer.authorizerCredentials,
    identitySource: named && authorizer.type !== 'REQUEST' ? undefined : authorizer.identitySource,
    identityValidationExpression: authorizer.identityValidationExpression,
    authorizerResultTtlInSeconds: authorizer.authorizerResultTtlInSeconds,
    providerARNs: unlessEmpty(authorizer.providerARNs),
  };
}
