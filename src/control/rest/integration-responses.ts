import type { IntegrationResponseRecord, MethodRecord } from '../../definition/definition.ts';
import { changeMethod, changeResource, without } from './change-resource.ts';
import { notFound } from './errors.ts';
import { findResource, integrationOf, methodOf, responseOf } from './lookup.ts';
import type { RestControl, RestHandlers } from './operations.ts';
import { applyPatch, mapEntries, type PatchTable, replaceEnum } from './patch.ts';
import { optional } from './rest-apis.ts';
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
        return [withResponse(method, response), response];
      });
    },

    async GetIntegrationResponse(input, call) {
      const method = methodOf(await findResource(control.store, call, input), input.httpMethod);
      return responseOf(integrationOf(method).integrationResponses, input.statusCode);
    },

    async UpdateIntegrationResponse(input, call) {
      return changeMethod(control, call, input, (method) => {
        const before = responseOf(integrationOf(method).integrationResponses, input.statusCode);
        const after = applyPatch(before, input.patchOperations, integrationResponsePatches);
        return [withResponse(method, after), after];
      });
    },

    async DeleteIntegrationResponse(input, call) {
      await changeResource(control, call, input, (resource) => {
        const method = resource.resourceMethods[input.httpMethod];
        // Recorded on AWS: here a method that is missing is an integration that is missing.
        if (method === undefined) throw notFound('Invalid Integration identifier specified');
        const { integrationResponses, ...integration } = integrationOf(method);
        responseOf(integrationResponses, input.statusCode);
        const rest = optional('integrationResponses', without(integrationResponses, input.statusCode));
        const next = { ...method, methodIntegration: { ...integration, ...rest } };
        return [{ ...resource, resourceMethods: { ...resource.resourceMethods, [input.httpMethod]: next } }, undefined];
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

/** The response must fit the method response of its status, whose headers it maps to. */
function withResponse(method: MethodRecord, response: IntegrationResponseRecord): MethodRecord {
  const integration = integrationOf(method);
  const methodResponse = responseOf(method.methodResponses, response.statusCode);
  checkResponseMappings(response.responseParameters, methodResponse.responseParameters);
  checkTemplates(response.responseTemplates);
  const integrationResponses = { ...integration.integrationResponses, [response.statusCode]: response };
  return { ...method, methodIntegration: { ...integration, integrationResponses } };
}
