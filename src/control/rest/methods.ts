import type { MethodRecord } from '../../definition/definition.ts';
import type { Method } from '../../model/generated/apigateway.ts';
import { changeMethod, changeResource } from './change-resource.ts';
import { badRequest, conflict, notFound } from './errors.ts';
import { findResource, methodOf } from './lookup.ts';
import type { RestControl, RestHandlers } from './operations.ts';
import { applyPatch, mapEntries, type PatchTable, replaceBoolean, replaceText } from './patch.ts';
import { optional } from './rest-apis.ts';
import { checkHttpMethod, checkMethodParameters, checkModel, checkModels } from './validate.ts';

export function methodHandlers(
  control: RestControl,
): RestHandlers<'PutMethod' | 'GetMethod' | 'UpdateMethod' | 'DeleteMethod'> {
  return {
    async PutMethod(input, call) {
      checkHttpMethod(input.httpMethod);
      return changeResource(control, call, input, (resource) => {
        if (Object.hasOwn(resource.resourceMethods, input.httpMethod)) {
          // deviation: The sentence for putting a method that exists is the service's as practitioners quote it; it is not among the recorded ones.
          throw conflict('Method already exists for this resource');
        }
        checkMethodParameters(input.requestParameters);
        const method: MethodRecord = {
          httpMethod: input.httpMethod,
          authorizationType: input.authorizationType,
          ...optional('authorizerId', input.authorizerId),
          apiKeyRequired: input.apiKeyRequired ?? false,
          ...optional('requestValidatorId', input.requestValidatorId),
          ...optional('operationName', input.operationName),
          ...optional('requestParameters', nonEmpty(input.requestParameters)),
          ...optional('requestModels', nonEmpty(input.requestModels)),
          ...optional('authorizationScopes', input.authorizationScopes),
        };
        checkMethod(method);
        return [{ ...resource, resourceMethods: { ...resource.resourceMethods, [method.httpMethod]: method } }, method];
      });
    },

    async GetMethod(input, call) {
      return methodView(methodOf(await findResource(control.store, call, input), input.httpMethod));
    },

    async UpdateMethod(input, call) {
      return changeMethod(control, call, input, (method) => {
        const patched = applyPatch(method, input.patchOperations, methodPatches);
        checkMethod(patched);
        const next = withoutIdleAuthorizer(patched);
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
        draft.authorizationType = value ?? 'NONE';
      },
    },
    replaceText<MethodRecord>('authorizerId'),
    replaceText<MethodRecord>('operationName'),
    replaceText<MethodRecord>('requestValidatorId'),
    replaceBoolean<MethodRecord>('apiKeyRequired'),
    mapEntries<MethodRecord>(
      'requestParameters',
      (value, name) => {
        checkMethodParameters({ [name]: true });
        // Recorded on AWS: an added parameter without a value is required.
        return value !== 'false';
      },
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

/** What a method refers to must exist; authorizers and validators cannot yet, so naming one is always wrong. */
function checkMethod(method: MethodRecord): void {
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
}

/** An authorizer that the authorization type does not use is dropped (recorded: skip-auth-id-with-wrong-type). */
function withoutIdleAuthorizer(method: MethodRecord): MethodRecord {
  const { authorizerId: _, ...rest } = method;
  return rest;
}

function nonEmpty<T>(entries: { readonly [key: string]: T } | undefined): { readonly [key: string]: T } | undefined {
  return entries === undefined || Object.keys(entries).length === 0 ? undefined : entries;
}

function methodView(method: MethodRecord): Method {
  return method;
}
