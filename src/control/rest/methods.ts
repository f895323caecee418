import type { MethodRecord } from '../../definition/definition.ts';
import type { Method } from '../../model/generated/apigateway.ts';
import { changeMethod, changeResource } from './change-resource.ts';
import { badRequest, conflict, notFound } from './errors.ts';
import { integrationView } from './integrations.ts';
import { findResource, methodOf } from './lookup.ts';
import type { RestControl, RestHandlers } from './operations.ts';
import { applyPatch, mapEntries, type PatchTable, replaceBoolean, replaceText } from './patch.ts';
import { optional } from './record.ts';
import { checkHttpMethod, checkMethodParameters, checkModel, checkModels } from './validate.ts';

export function methodHandlers(
  control: RestControl,
): RestHandlers<'PutMethod' | 'GetMethod' | 'UpdateMethod' | 'DeleteMethod'> {
  return {
    async PutMethod(input, call) {
      return changeResource(control, call, input, (resource) => {
        checkHttpMethod(input.httpMethod);
        if (Object.hasOwn(resource.resourceMethods, input.httpMethod)) {
          // Quoted from AWS by its users; not among the recorded ones.
          throw conflict('Method already exists for this resource');
        }
        const method = checkedMethod({
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
      return changeMethod(control, call, input, (method) => {
        const next = checkedMethod(applyPatch(method, input.patchOperations, methodPatches));
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
      (value = '') => {
        checkModel(value);
        return value;
      },
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

const AUTHORIZATION_TYPES = new Set(['NONE', 'AWS_IAM', 'CUSTOM', 'COGNITO_USER_POOLS']);

/**
 * A method that may be stored: what it refers to must exist, and an authorizer that its authorization type does not use
 * is dropped (recorded: test_update_method_validation). Authorizers and validators cannot exist yet, so naming one is
 * always wrong.
 */
function checkedMethod(method: MethodRecord): MethodRecord {
  // deviation: The sentence for an unknown authorization type is ours; AWS's is not recorded.
  if (!AUTHORIZATION_TYPES.has(method.authorizationType)) {
    throw badRequest('Invalid Authorization Type specified. Valid options are NONE,AWS_IAM,CUSTOM,COGNITO_USER_POOLS');
  }
  if (method.authorizationType === 'CUSTOM' || method.authorizationType === 'COGNITO_USER_POOLS') {
    throw badRequest(
      'Invalid authorizer ID specified. Setting the authorization type to CUSTOM or COGNITO_USER_POOLS requires a valid authorizer.',
    );
  }
  if (method.requestValidatorId !== undefined) throw badRequest('Invalid Request Validator identifier specified');
  checkModels(method.requestModels);
  checkMethodParameters(method.requestParameters);
  const { authorizerId: _, ...rest } = method;
  return rest;
}

export function methodView(method: MethodRecord): Method {
  const { methodIntegration, ...rest } = method;
  return methodIntegration === undefined ? rest : { ...rest, methodIntegration: integrationView(methodIntegration) };
}
