import { type AuthorizerRecord, authorizerKey, restApiKey } from '../../../definition/definition.ts';
import { newId } from '../../../lib/ids.ts';
import type { CreateAuthorizerRequest } from '../../../model/generated/apigateway.ts';
import type { Call } from '../../../protocol/protocol.ts';
import type { Reader } from '../../../store/store.ts';
import { checkRoom } from '../../limits.ts';
import { badRequest, conflict, notFound } from '../errors.ts';
import { find, findApi, ofApi } from '../lookup.ts';
import type { RestControl, RestHandlers } from '../operations.ts';
import { page } from '../page.ts';
import { applyPatch } from '../patch.ts';
import { optional } from '../record.ts';
import { authorizerPatches, checkAuthorizer, DEFAULT_AUTH_TYPE } from './authorizer-rules.ts';
import { changePart, changeParts, partsOf } from './change-part.ts';
import { authorizerUse, checkAuthorizerUnused } from './references.ts';

export function authorizerHandlers(
  control: RestControl,
): RestHandlers<'CreateAuthorizer' | 'GetAuthorizer' | 'GetAuthorizers' | 'UpdateAuthorizer' | 'DeleteAuthorizer'> {
  const { store, limits } = control;
  return {
    async CreateAuthorizer(input, call) {
      const authorizer = newAuthorizer(input);
      // Before it is known whether there is such an API (recorded: test_authorizer_crud_no_api).
      checkAuthorizer(authorizer);
      return changeParts(control, call, input.restApiId, async (tx) => {
        if ((await find(tx, restApiKey(call.scope, input.restApiId))) === undefined) {
          // What AWS says of an unknown API (recorded: test_authorizer_crud_no_api).
          throw conflict('Unable to complete operation due to concurrent modification. Please try again later.');
        }
        const all = await partsOf<AuthorizerRecord>(tx, call, 'authorizer', input.restApiId);
        checkUnique(authorizer, all);
        checkRoom(limits, 'authorizers', all.length);
        tx.put(authorizerKey(call.scope, input.restApiId, authorizer.id), authorizer);
        return authorizer;
      });
    },

    async GetAuthorizer(input, call) {
      return findAuthorizer(store, call, input);
    },

    async GetAuthorizers(input, call) {
      await findApi(store, call, input.restApiId);
      const range = ofApi<AuthorizerRecord>(call.scope, 'authorizer', input.restApiId);
      return page(store, range, input, (authorizer) => authorizer);
    },

    async UpdateAuthorizer(input, call) {
      const key = authorizerKey(call.scope, input.restApiId, input.authorizerId);
      return changePart(control, call, input.restApiId, key, async (tx) => {
        const before = await findAuthorizer(tx, call, input);
        const after = applyPatch(before, input.patchOperations, authorizerPatches);
        checkAuthorizer(after);
        checkUnique(after, await partsOf<AuthorizerRecord>(tx, call, 'authorizer', input.restApiId));
        if (isCognito(before) !== isCognito(after)) {
          const use = await authorizerUse(tx, call, input.restApiId, before.id);
          // deviation: An authorizer in use cannot change between Lambda and Cognito, so that no method is left with one of the wrong type; what AWS does is not recorded.
          if (use !== undefined) {
            throw conflict(`Cannot change the type of authorizer '${before.name}', is referenced in method: ${use}`);
          }
        }
        return { before, after };
      });
    },

    async DeleteAuthorizer(input, call) {
      await changeParts(control, call, input.restApiId, async (tx) => {
        const authorizer = await findAuthorizer(tx, call, input);
        await checkAuthorizerUnused(tx, call, input.restApiId, authorizer);
        tx.delete(authorizerKey(call.scope, input.restApiId, authorizer.id));
      });
    },
  };
}

/**
 * An authorizer with AWS's defaults, of which the time to keep results does not show (recorded:
 * test_apigateway_with_custom_authorization_method). One of a user pool has neither a result to keep nor credentials when it
 * is made, whatever is sent (hashicorp/terraform-provider-aws#16613); others have no providers.
 */
function newAuthorizer(input: CreateAuthorizerRequest): AuthorizerRecord {
  const cognito = input.type === 'COGNITO_USER_POOLS';
  return {
    id: newId(6),
    name: input.name,
    type: input.type,
    ...optional('providerARNs', cognito ? [...new Set(input.providerARNs)] : undefined),
    authType: input.authType ?? DEFAULT_AUTH_TYPE[input.type],
    ...optional('authorizerUri', cognito ? undefined : input.authorizerUri),
    ...optional('authorizerCredentials', cognito ? undefined : input.authorizerCredentials),
    ...optional('identitySource', input.identitySource || undefined),
    ...optional('identityValidationExpression', input.identityValidationExpression),
    ...optional('authorizerResultTtlInSeconds', cognito ? undefined : input.authorizerResultTtlInSeconds),
  };
}

/** The sentence that users quote from AWS (aws/aws-cdk#13711, serverless/serverless#4824). */
function checkUnique({ id, name }: AuthorizerRecord, all: readonly AuthorizerRecord[]): void {
  if (all.some((other) => other.name === name && other.id !== id)) {
    throw badRequest(`Authorizer name must be unique. Authorizer ${name} already exists in this RestApi.`);
  }
}

// deviation: The sentence for an authorizer that does not exist is ours, in the form AWS uses for other nouns.
async function findAuthorizer(
  reader: Reader,
  call: Call,
  at: { readonly restApiId: string; readonly authorizerId: string },
): Promise<AuthorizerRecord> {
  const authorizer = await find(reader, authorizerKey(call.scope, at.restApiId, at.authorizerId));
  if (authorizer === undefined) throw notFound('Invalid Authorizer identifier specified');
  return authorizer;
}

function isCognito({ type }: AuthorizerRecord): boolean {
  return type === 'COGNITO_USER_POOLS';
}
