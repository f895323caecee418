import type { Json } from '../../lib/json.ts';
import type { ApiParts } from '../api-parts.ts';
import { type Node, nodes, unlessEmpty } from './node.ts';

/** What can be asked for with `extensions` (API reference, GetExport; `apigateway` stands for several of them). */
export type ExportExtension =
  | 'integrations'
  | 'authorizers'
  | 'documentation'
  | 'validators'
  | 'gatewayresponses'
  | 'apigateway';

/** What each name in a list of `extensions` brings. */
export const EXPORT_EXTENSIONS: { readonly [name: string]: readonly ExportExtension[] } = {
  integrations: ['integrations'],
  authorizers: ['authorizers'],
  documentation: ['documentation'],
  validators: ['validators'],
  gatewayresponses: ['gatewayresponses'],
  apigateway: ['apigateway', 'integrations', 'authorizers', 'validators', 'gatewayresponses'],
};

/** `x-amazon-apigateway-…` of the document itself, each with the extension that brings it. */
const ROOT: readonly {
  readonly name: string;
  readonly of: ExportExtension;
  readonly value: (parts: ApiParts) => Json | undefined;
}[] = [
  {
    name: 'request-validators',
    of: 'validators',
    value: ({ requestValidators }) =>
      requestValidators.length === 0
        ? undefined
        : Object.fromEntries(
            requestValidators.map(({ name, validateRequestParameters, validateRequestBody }) => [
              name,
              { validateRequestParameters, validateRequestBody },
            ]),
          ),
  },
  {
    name: 'gateway-responses',
    of: 'gatewayresponses',
    value: ({ gatewayResponses }) =>
      gatewayResponses.length === 0
        ? undefined
        : Object.fromEntries(
            gatewayResponses.map(({ responseType, statusCode, responseParameters, responseTemplates }) => [
              responseType,
              {
                statusCode: statusCode === undefined ? undefined : Number(statusCode),
                responseParameters: nodes(responseParameters, (value) => value),
                responseTemplates: nodes(responseTemplates, (value) => value),
              },
            ]),
          ),
  },
  { name: 'binary-media-types', of: 'apigateway', value: ({ api }) => unlessEmpty(api.binaryMediaTypes) },
  { name: 'minimum-compression-size', of: 'apigateway', value: ({ api }) => api.minimumCompressionSize },
  {
    name: 'api-key-source',
    of: 'apigateway',
    value: ({ api }) => (api.apiKeySource === 'HEADER' ? undefined : api.apiKeySource),
  },
  { name: 'policy', of: 'apigateway', value: ({ api }) => policyNode(api.policy) },
  { name: 'security-policy', of: 'apigateway', value: ({ api }) => api.securityPolicy },
  { name: 'endpoint-access-mode', of: 'apigateway', value: ({ api }) => api.endpointAccessMode },
];

export function rootExtensions(parts: ApiParts, wanted: ReadonlySet<ExportExtension>): Node {
  return Object.fromEntries(
    ROOT.filter(({ of }) => wanted.has(of)).map(({ name, value }) => [`x-amazon-apigateway-${name}`, value(parts)]),
  );
}

/** Swagger 2.0 has it at the top, OpenAPI 3.0 in the server (developer guide, x-amazon-apigateway-endpoint-configuration). */
export function endpointExtension({ api }: ApiParts, wanted: ReadonlySet<ExportExtension>): Node {
  const vpcEndpointIds = unlessEmpty(api.endpointConfiguration?.vpcEndpointIds);
  const disableExecuteApiEndpoint = api.disableExecuteApiEndpoint || undefined;
  if (!wanted.has('apigateway') || (vpcEndpointIds ?? disableExecuteApiEndpoint) === undefined) return {};
  return { 'x-amazon-apigateway-endpoint-configuration': { disableExecuteApiEndpoint, vpcEndpointIds } };
}

/** A policy is an object in documents; one that is not JSON stays the text that it is. */
function policyNode(policy: string | undefined): Json | undefined {
  if (policy === undefined) return undefined;
  try {
    return JSON.parse(policy) as Json;
  } catch {
    return policy;
  }
}
