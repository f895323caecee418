import { type RequestValidatorRecord, requestValidatorKey, restApiKey } from '../../../definition/definition.ts';
import { newId } from '../../../lib/ids.ts';
import type { Call } from '../../../protocol/protocol.ts';
import type { Reader } from '../../../store/store.ts';
import { checkRoom } from '../../limits.ts';
import { badRequest, notFound } from '../errors.ts';
import { find, findApi, ofApi } from '../lookup.ts';
import type { RestControl, RestHandlers } from '../operations.ts';
import { page } from '../page.ts';
import { applyPatch, type PatchTable, replaceBoolean } from '../patch.ts';
import { optional } from '../record.ts';
import { changePart, changeParts, partsOf } from './change-part.ts';
import { checkValidatorUnused } from './references.ts';

export function requestValidatorHandlers(
  control: RestControl,
): RestHandlers<
  | 'CreateRequestValidator'
  | 'GetRequestValidator'
  | 'GetRequestValidators'
  | 'UpdateRequestValidator'
  | 'DeleteRequestValidator'
> {
  const { store, limits } = control;
  return {
    async CreateRequestValidator(input, call) {
      const validator: RequestValidatorRecord = {
        id: newId(6),
        ...optional('name', input.name),
        validateRequestBody: input.validateRequestBody ?? false,
        validateRequestParameters: input.validateRequestParameters ?? false,
      };
      return changeParts(control, call, input.restApiId, async (tx) => {
        // Not AWS's usual 404 (recorded: test_validators_crud_no_api).
        if ((await find(tx, restApiKey(call.scope, input.restApiId))) === undefined) {
          throw badRequest('Invalid REST API identifier specified');
        }
        const all = await partsOf<RequestValidatorRecord>(tx, call, 'requestvalidator', input.restApiId);
        checkName(validator, all);
        checkRoom(limits, 'requestValidators', all.length);
        tx.put(requestValidatorKey(call.scope, input.restApiId, validator.id), validator);
        return validator;
      });
    },

    async GetRequestValidator(input, call) {
      return findValidator(store, call, input);
    },

    async GetRequestValidators(input, call) {
      await findApi(store, call, input.restApiId);
      const range = ofApi<RequestValidatorRecord>(call.scope, 'requestvalidator', input.restApiId);
      return page(store, range, input, (validator) => validator);
    },

    async UpdateRequestValidator(input, call) {
      const key = requestValidatorKey(call.scope, input.restApiId, input.requestValidatorId);
      return changePart(control, call, input.restApiId, key, async (tx) => {
        const before = await findValidator(tx, call, input);
        const after = applyPatch(before, input.patchOperations, validatorPatches);
        if (after.name !== before.name) {
          checkName(after, await partsOf<RequestValidatorRecord>(tx, call, 'requestvalidator', input.restApiId));
        }
        return { before, after };
      });
    },

    async DeleteRequestValidator(input, call) {
      await changeParts(control, call, input.restApiId, async (tx) => {
        const validator = await findValidator(tx, call, input);
        await checkValidatorUnused(tx, call, input.restApiId, validator);
        tx.delete(requestValidatorKey(call.scope, input.restApiId, validator.id));
      });
    },
  };
}

/** UpdateRequestValidator (recorded: test_invalid_update_request_validator_operations). */
const validatorPatches: PatchTable<RequestValidatorRecord> = {
  wording: 'listed',
  rules: [
    {
      path: '/name',
      ops: ['replace'],
      apply(draft, { value = '' }) {
        if (value === '') throw badRequest('Request Validator name cannot be blank');
        draft.name = value;
      },
    },
    replaceBoolean<RequestValidatorRecord>('validateRequestParameters'),
    replaceBoolean<RequestValidatorRecord>('validateRequestBody'),
  ],
};

/** A name may be missing when a validator is made; two cannot have the same (serverless/serverless#10099). */
function checkName({ id, name }: RequestValidatorRecord, all: readonly RequestValidatorRecord[]): void {
  if (name === undefined) return;
  if (name === '') throw badRequest('Request Validator name cannot be blank');
  if (all.some((other) => other.name === name && other.id !== id)) {
    throw badRequest('Request Validator name must be unique');
  }
}

/** An unknown API and an unknown validator look the same here (recorded: test_invalid_get_request_validator). */
async function findValidator(
  reader: Reader,
  call: Call,
  at: { readonly restApiId: string; readonly requestValidatorId: string },
): Promise<RequestValidatorRecord> {
  const validator = await find(reader, requestValidatorKey(call.scope, at.restApiId, at.requestValidatorId));
  if (validator === undefined) throw notFound('Invalid Request Validator identifier specified');
  return validator;
}
