import type { IntegrationRecord, IntegrationResponseRecord } from '../../definition/definition.ts';
import { type Node, unlessEmpty } from './node.ts';

const DEFAULT_TIMEOUT = 29_000;

/**
 * `x-amazon-apigateway-integration`. What has AWS's default is left out, as in AWS's exports (recorded:
 * test_export_oas30_openapi), and the namespace of a cache when nothing is cached in it.
 */
export function integrationNode(integration: IntegrationRecord): Node {
  const { cacheNamespace, cacheKeyParameters, connectionType, timeoutInMillis } = integration;
  return {
    connectionId: integration.connectionId,
    credentials: integration.credentials,
    httpMethod: integration.httpMethod,
    uri: integration.uri,
    responses: responsesNode(integration.integrationResponses),
    requestParameters: integration.requestParameters,
    requestTemplates: integration.requestTemplates,
    passthroughBehavior: integration.passthroughBehavior.toLowerCase(),
    connectionType: connectionType === 'INTERNET' ? undefined : connectionType,
    contentHandling: integration.contentHandling,
    timeoutInMillis: timeoutInMillis === DEFAULT_TIMEOUT ? undefined : timeoutInMillis,
    cacheNamespace: cacheNamespace === '' ? undefined : cacheNamespace,
    cacheKeyParameters: unlessEmpty(cacheKeyParameters),
    tlsConfig: integration.tlsConfig,
    responseTransferMode: integration.responseTransferMode,
    integrationTarget: integration.integrationTarget,
    type: integration.type.toLowerCase(),
  };
}

/** Keyed by selection pattern; the response without one is the `default`. Of two with one pattern the document can hold the first. */
function responsesNode(responses: IntegrationRecord['integrationResponses']): Node | undefined {
  const all = Object.values(responses ?? {});
  if (all.length === 0) return undefined;
  const byPattern = new Map<string, IntegrationResponseRecord>();
  for (const response of all) {
    const pattern = response.selectionPattern || 'default';
    if (!byPattern.has(pattern)) byPattern.set(pattern, response);
  }
  return Object.fromEntries(
    [...byPattern].map(([pattern, { statusCode, responseParameters, responseTemplates, contentHandling }]) => [
      pattern,
      { statusCode, responseParameters, responseTemplates, contentHandling },
    ]),
  );
}
