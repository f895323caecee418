import {
  type AuthorizerRecord,
  authorizerKey,
  type MethodRecord,
  requestValidatorKey,
} from '../../../definition/definition.ts';
import type { Method } from '../../../model/generated/apigateway.ts';
import type { Call } from '../../../protocol/protocol.ts';
import type { Reader } from '../../../store/store.ts';
import { badRequest, conflict, notFound } from '../errors.ts';
import { find, findResource, methodOf } from '../lookup.ts';
import type { RestControl, RestHandlers } from '../operations.ts';
import { applyPatch, mapEntries, type PatchTable, replaceBoolean, replaceText } from '../patch.ts';
import { optional } from '../record.ts';
import { changeMethod, changeResource } from './change-resource.ts';
import { integrationView } from './integrations.ts';
import { checkHttpMethod, checkMethodParameters, checkModels } from './validate.ts';

export function methodHandlers(
  control: RestControl,
): RestHandlers<'PutMethod' | 'GetMethod' | 'UpdateMethod' | 'DeleteMethod'> {
  return {
    async PutMethod(input, call) {
      return changeResource(control, call, input, async (resource, reader) => {
        checkHttpMethod(input.httpMethod);
        if (Object.hasOwn(resource.resourceMethods, input.httpMethod)) {
          // Quoted from AWS by its users; not among the recorded ones.
          throw conflict('Method already exists for this resource');
        }
        const method = await checkedMethod(reader, call, input.restApiId, {
          httpMethod: input.httpMethod,
          authorizationType: input.authorizationType.toUpperCase(),
          ...optional('authorizerId', input.authorizerId),
          apiKeyRequired: input.apiKeyRequired ?? false,
          ...optional('requestValidatorId', input.requestValidatorId),
          ...optional('operationName', input.operationName),
          ...optional('requestParameters', input.requestParameters),
          ...optional('requestModels', input.requestModels),
          ...optional('authorizationScopes', input.authorizationScopes),
        });
        const resourceMethods = { ...resource.resourceMethods, [method.httpMethod]: method };
        return [{ ...resource, resourceMethods }, methodView(method)];
      });
    },

    async GetMethod(input, call) {
      return methodView(methodOf(await findResource(control.store, call, input), input.httpMethod));
    },

    async UpdateMethod(input, call) {
      return changeMethod(control, call, input, async (method, _resource, reader) => {
        const patched = applyPatch(method, input.patchOperations, methodPatches);
        const next = await checkedMethod(reader, call, input.restApiId, patched);
        return [next, methodView(next)];
      });
    },

    async DeleteMethod(input, call) {
      await changeResource(control, call, input, (resource) => {
        methodOf(resource, input.httpMethod);
        const { [input.httpMethod]: _, ...others } = resource.resourceMethods;
        return [{ ...resource, resourceMethods: others }, undefined];
      });
    },
  };
}

/** UpdateMethod (recorded: test_update_method, test_update_method_validation). */
const methodPatches: PatchTable<MethodRecord> = {
  wording: 'named',
  rules: [
    {
      path: '/authorizationType',
      ops: ['replace'],
      apply(draft, { value }) {
        draft.authorizationType = value?.toUpperCase() ?? 'NONE';
      },
    },
    replaceText<MethodRecord>('authorizerId'),
    replaceText<MethodRecord>('operationName'),
    replaceText<MethodRecord>('requestValidatorId'),
    replaceBoolean<MethodRecord>('apiKeyRequired'),
    mapEntries<MethodRecord>(
      'requestParameters',
      // deviation: A parameter that is added without a value is required; what AWS makes of it is not recorded.
      (value) => value !== 'false',
      () => notFound('Invalid parameter name specified'),
    ),
    mapEntries<MethodRecord>(
      'requestModels',
      (value = '') => value,
      () => notFound('Content-Type specified was not found'),
    ),
    {
      path: '/authorizationScopes',
      ops: ['add', 'remove'],
      apply(draft, { op, value = '' }) {
        const others = (draft.authorizationScopes ?? []).filter((scope) => scope !== value);
        draft.authorizationScopes = op === 'add' ? [...others, value] : others;
      },
    },
  ],
};

/** Authorization types, and the types of authorizers that they need. */
const AUTHORIZERS: { readonly [authorizationType: string]: readonly AuthorizerRecord['type'][] } = {
  NONE: [],
  AWS_IAM: [],
  CUSTOM: ['TOKEN', 'REQUEST'],
  COGNITO_USER_POOLS: ['COGNITO_USER_POOLS'],
};

/**
 * A method that may be stored: what it refers to must exist, and an authorizer that its authorization type does not use
 * is dropped (recorded: test_update_method_validation).
 */
export async function checkedMethod(
  reader: Reader,
  call: Call,
  restApiId: string,
  method: MethodRecord,
): Promise<MethodRecord> {
  const { authorizationType, authorizerId, requestValidatorId } = method;
  const types = Object.hasOwn(AUTHORIZERS, authorizationType) ? AUTHORIZERS[authorizationType] : undefined;
  if (types === undefined) {
    // deviation: The sentence for an unknown authorization type is ours; AWS's is not recorded.
    throw badRequest('Invalid Authorization Type specified. Valid options are NONE,AWS_IAM,CUSTOM,COGNITO_USER_POOLS');
  }
  if (types.length > 0) {
    const authorizer = await find(reader, authorizerKey(call.scope, restApiId, authorizerId ?? ''));
    if (authorizer === undefined || !types.includes(authorizer.type)) {
      throw badRequest(
        'Invalid authorizer ID specified. Setting the authorization type to CUSTOM or COGNITO_USER_POOLS requires a valid authorizer.',
      );
    }
  }
  if (requestValidatorId !== undefined) {
    const validator = await find(reader, requestValidatorKey(call.scope, restApiId, requestValidatorId));
    if (validator === undefined) throw badRequest('Invalid Request Validator identifier specified');
  }
  await checkModels(reader, call, restApiId, method.requestModels);
  checkMethodParameters(method.requestParameters);
  if (types.length > 0) return method;
  const { authorizerId: _, ...rest } = method;
  return rest;
}

export function methodView(method: MethodRecord): Method {
  const { methodIntegration } = method;
  const shown = methodIntegration && integrationView(methodIntegration);
  return shown === methodIntegration ? method : { ...method, ...optional('methodIntegration', shown) };
}
