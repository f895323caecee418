import type { IntegrationRecord, MethodRecord, ResourceRecord } from '../../../definition/definition.ts';
import type { Integration, PutIntegrationRequest } from '../../../model/generated/apigateway.ts';
import { findResource, integrationOf, methodOf } from '../lookup.ts';
import type { RestControl, RestHandlers } from '../operations.ts';
import { applyPatch } from '../patch.ts';
import { optional } from '../record.ts';
import { changeMethod } from './change-resource.ts';
import { integrationResponseView } from './integration-responses.ts';
import { checkIntegration, integrationPatches } from './integration-rules.ts';

export function integrationHandlers(
  control: RestControl,
): RestHandlers<'PutIntegration' | 'GetIntegration' | 'UpdateIntegration' | 'DeleteIntegration'> {
  return {
    async PutIntegration(input, call) {
      return changeMethod(control, call, input, (method, resource) => {
        const integration = newIntegration(input, resource);
        checkIntegration(integration, method, control.limits);
        return [withIntegration(method, integration), integrationView(integration)];
      });
    },

    async GetIntegration(input, call) {
      return integrationView(integrationOf(methodOf(await findResource(control.store, call, input), input.httpMethod)));
    },

    async UpdateIntegration(input, call) {
      return changeMethod(control, call, input, (method) => {
        const integration = applyPatch(integrationOf(method), input.patchOperations, integrationPatches);
        checkIntegration(integration, method, control.limits);
        return [withIntegration(method, integration), integrationView(integration)];
      });
    },

    async DeleteIntegration(input, call) {
      await changeMethod(control, call, input, (method) => {
        integrationOf(method);
        const { methodIntegration: _, ...rest } = method;
        return [rest, undefined];
      });
    },
  };
}

/** Putting an integration replaces the one before, responses and all, and fills AWS's defaults in. */
function newIntegration(input: PutIntegrationRequest, resource: ResourceRecord): IntegrationRecord {
  return {
    type: input.type,
    ...optional('httpMethod', input.integrationHttpMethod),
    // Recorded on AWS: a MOCK integration has no URI, even when one is sent.
    ...optional('uri', input.type === 'MOCK' ? undefined : input.uri),
    ...optional('connectionType', input.connectionType ?? (input.type.startsWith('HTTP') ? 'INTERNET' : undefined)),
    ...optional('connectionId', input.connectionId),
    ...optional('credentials', input.credentials),
    ...optional('requestParameters', input.requestParameters),
    ...optional('requestTemplates', input.requestTemplates),
    passthroughBehavior: (input.passthroughBehavior ?? 'WHEN_NO_MATCH') as IntegrationRecord['passthroughBehavior'],
    ...optional('contentHandling', input.contentHandling),
    timeoutInMillis: input.timeoutInMillis ?? 29_000,
    cacheNamespace: input.cacheNamespace ?? resource.id,
    cacheKeyParameters: input.cacheKeyParameters ?? [],
    ...optional(
      'tlsConfig',
      input.tlsConfig && { insecureSkipVerification: input.tlsConfig.insecureSkipVerification ?? false },
    ),
    ...optional('responseTransferMode', input.responseTransferMode),
    ...optional('integrationTarget', input.integrationTarget),
  };
}

function withIntegration(method: MethodRecord, integration: IntegrationRecord): MethodRecord {
  return { ...method, methodIntegration: integration };
}

export function integrationView(integration: IntegrationRecord): Integration {
  const responses = Object.entries(integration.integrationResponses ?? {});
  const shown = responses.map(([status, response]) => [status, integrationResponseView(response)] as const);
  // Mostly they show as they are.
  if (shown.every(([, view], i) => view === responses[i]?.[1])) return integration;
  return { ...integration, integrationResponses: Object.fromEntries(shown) };
}
