import type { MethodRecord, MethodResponseRecord } from '../../../definition/definition.ts';
import { conflict, notFound } from '../errors.ts';
import { findResource, methodOf, responseOf } from '../lookup.ts';
import type { RestControl, RestHandlers } from '../operations.ts';
import { applyPatch, mapEntries, type PatchTable } from '../patch.ts';
import { optional, without } from '../record.ts';
import { changeMethod } from './change-resource.ts';
import { checkModels, checkResponseParameterName } from './validate.ts';

export function methodResponseHandlers(
  control: RestControl,
): RestHandlers<'PutMethodResponse' | 'GetMethodResponse' | 'UpdateMethodResponse' | 'DeleteMethodResponse'> {
  return {
    async PutMethodResponse(input, call) {
      return changeMethod(control, call, input, async (method, _resource, reader) => {
        if (method.methodResponses?.[input.statusCode] !== undefined) {
          // Quoted from AWS by its users; not among the recorded ones.
          throw conflict('Response already exists for this resource');
        }
        for (const name of Object.keys(input.responseParameters ?? {})) checkResponseParameterName(name);
        await checkModels(reader, call, input.restApiId, input.responseModels);
        const response: MethodResponseRecord = {
          statusCode: input.statusCode,
          ...optional('responseParameters', input.responseParameters),
          ...optional('responseModels', input.responseModels),
        };
        return [withResponse(method, response), response];
      });
    },

    async GetMethodResponse(input, call) {
      const method = methodOf(await findResource(control.store, call, input), input.httpMethod);
      return responseOf(method.methodResponses, input.statusCode);
    },

    async UpdateMethodResponse(input, call) {
      return changeMethod(control, call, input, async (method, _resource, reader) => {
        const before = responseOf(method.methodResponses, input.statusCode);
        const after = applyPatch(before, input.patchOperations, methodResponsePatches);
        await checkModels(reader, call, input.restApiId, after.responseModels);
        return [withResponse(method, after), after];
      });
    },

    async DeleteMethodResponse(input, call) {
      await changeMethod(control, call, input, (method) => {
        responseOf(method.methodResponses, input.statusCode);
        const { methodResponses, ...rest } = method;
        return [{ ...rest, ...optional('methodResponses', without(methodResponses, input.statusCode)) }, undefined];
      });
    },
  };
}

/** UpdateMethodResponse (recorded: test_update_method_response, test_update_method_wrong_param_names). */
const methodResponsePatches: PatchTable<MethodResponseRecord> = {
  wording: 'named',
  rules: [
    mapEntries<MethodResponseRecord>(
      'responseParameters',
      (value, name) => {
        checkResponseParameterName(name);
        return value === 'true';
      },
      () => notFound('Invalid parameter name specified'),
    ),
    mapEntries<MethodResponseRecord>(
      'responseModels',
      (value = '') => value,
      () => notFound('Content-Type specified was not found'),
    ),
  ],
};

function withResponse(method: MethodRecord, response: MethodResponseRecord): MethodRecord {
  return { ...method, methodResponses: { ...method.methodResponses, [response.statusCode]: response } };
}
