import type { IntegrationResponseRecord, MethodRecord } from '../../../definition/definition.ts';
import type { IntegrationResponse } from '../../../model/generated/apigateway.ts';
import type { Limits } from '../../limits.ts';
import { notFound } from '../errors.ts';
import { findResource, integrationOf, methodOf, responseOf } from '../lookup.ts';
import type { RestControl, RestHandlers } from '../operations.ts';
import { applyPatch, mapEntries, type PatchTable, replaceEnum } from '../patch.ts';
import { optional, without } from '../record.ts';
import { changeMethod, changeResource } from './change-resource.ts';
import { checkResponseMappings, checkTemplates } from './validate.ts';

export function integrationResponseHandlers(
  control: RestControl,
): RestHandlers<
  'PutIntegrationResponse' | 'GetIntegrationResponse' | 'UpdateIntegrationResponse' | 'DeleteIntegrationResponse'
> {
  return {
    async PutIntegrationResponse(input, call) {
      return changeMethod(control, call, input, (method) => {
        const response: IntegrationResponseRecord = {
          statusCode: input.statusCode,
          ...optional('selectionPattern', input.selectionPattern),
          ...optional('responseParameters', input.responseParameters),
          ...optional('responseTemplates', input.responseTemplates),
          ...optional('contentHandling', input.contentHandling),
        };
        return [withResponse(method, response, control.limits), integrationResponseView(response)];
      });
    },

    async GetIntegrationResponse(input, call) {
      const method = methodOf(await findResource(control.store, call, input), input.httpMethod);
      return integrationResponseView(responseOf(integrationOf(method).integrationResponses, input.statusCode));
    },

    async UpdateIntegrationResponse(input, call) {
      return changeMethod(control, call, input, (method) => {
        const before = responseOf(integrationOf(method).integrationResponses, input.statusCode);
        const after = applyPatch(before, input.patchOperations, integrationResponsePatches);
        return [withResponse(method, after, control.limits), integrationResponseView(after)];
      });
    },

    async DeleteIntegrationResponse(input, call) {
      await changeResource(control, call, input, (resource) => {
        const methods = resource.resourceMethods;
        const method = Object.hasOwn(methods, input.httpMethod) ? methods[input.httpMethod] : undefined;
        // Here a method that is missing is an integration that is missing (recorded: test_delete_integration_response_errors).
        if (method === undefined) throw notFound('Invalid Integration identifier specified');
        const { integrationResponses, ...integration } = integrationOf(method);
        responseOf(integrationResponses, input.statusCode);
        const rest = optional('integrationResponses', without(integrationResponses, input.statusCode));
        const next = { ...method, methodIntegration: { ...integration, ...rest } };
        return [{ ...resource, resourceMethods: { ...methods, [input.httpMethod]: next } }, undefined];
      });
    },
  };
}

/** UpdateIntegrationResponse (patch paths: API reference). */
const integrationResponsePatches: PatchTable<IntegrationResponseRecord> = {
  wording: 'named',
  rules: [
    {
      path: '/selectionPattern',
      ops: ['replace'],
      apply(draft, { value = '' }) {
        draft.selectionPattern = value;
      },
    },
    replaceEnum<IntegrationResponseRecord>('contentHandling', ['CONVERT_TO_BINARY', 'CONVERT_TO_TEXT'], true),
    mapEntries<IntegrationResponseRecord>(
      'responseParameters',
      (value = '') => value,
      () => notFound('Invalid parameter name specified'),
    ),
    mapEntries<IntegrationResponseRecord>(
      'responseTemplates',
      (value = '') => value,
      () => notFound('Content-Type specified was not found'),
    ),
  ],
};

/** The headers that the response maps to must be those of the method response of its status, if it maps to any. */
function withResponse(method: MethodRecord, response: IntegrationResponseRecord, limits: Limits): MethodRecord {
  const integration = integrationOf(method);
  checkResponseMappings(response.responseParameters, method.methodResponses?.[response.statusCode]);
  checkTemplates(response.responseTemplates, limits);
  const integrationResponses = { ...integration.integrationResponses, [response.statusCode]: response };
  return { ...method, methodIntegration: { ...integration, integrationResponses } };
}

/** A template that is empty shows as null, one that is not there does not show (recorded: test_put_integration_response_templates). */
export function integrationResponseView(response: IntegrationResponseRecord): IntegrationResponse {
  const { responseTemplates } = response;
  if (responseTemplates === undefined || !Object.values(responseTemplates).includes('')) return response;
  const shown = Object.entries(responseTemplates).map(([type, text]) => [type, text === '' ? null : text]);
  return { ...response, responseTemplates: Object.fromEntries(shown) as Record<string, string> };
}
