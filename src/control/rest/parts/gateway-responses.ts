import { type GatewayResponseRecord, gatewayResponseKey } from '../../../definition/definition.ts';
import type { Call } from '../../../protocol/protocol.ts';
import type { Reader } from '../../../store/store.ts';
import type { Limits } from '../../limits.ts';
import { badRequest, notFound } from '../errors.ts';
import { find, findApi } from '../lookup.ts';
import { checkTemplates } from '../methods/validate.ts';
import type { RestControl, RestHandlers } from '../operations.ts';
import { applyPatch, mapEntries, type PatchRule, type PatchTable } from '../patch.ts';
import { changePart, changeParts, partsOf } from './change-part.ts';
import { GATEWAY_RESPONSE_TYPES, gatewayResponseView, withDefaults } from './gateway-response-types.ts';

export function gatewayResponseHandlers(
  control: RestControl,
): RestHandlers<
  | 'PutGatewayResponse'
  | 'GetGatewayResponse'
  | 'GetGatewayResponses'
  | 'UpdateGatewayResponse'
  | 'DeleteGatewayResponse'
> {
  const { store, limits } = control;
  return {
    async PutGatewayResponse(input, call) {
      // What was set before, for this type or for its family, does not matter (recorded: test_gateway_response_put).
      const response = withDefaults(input.responseType, input);
      await changeParts(control, call, input.restApiId, async (tx) => {
        await findApi(tx, call, input.restApiId);
        checkResponse(response, limits);
        tx.put(gatewayResponseKey(call.scope, input.restApiId, input.responseType), response);
      });
      return { ...response, responseType: input.responseType, defaultResponse: false };
    },

    async GetGatewayResponse(input, call) {
      await findApi(store, call, input.restApiId);
      return gatewayResponseView(input.responseType, await setResponses(store, call, input.restApiId));
    },

    /** All of them at once: the collection has no pages (API reference, GetGatewayResponses). */
    async GetGatewayResponses(input, call) {
      await findApi(store, call, input.restApiId);
      const set = await setResponses(store, call, input.restApiId);
      return { items: GATEWAY_RESPONSE_TYPES.map((type) => gatewayResponseView(type, set)) };
    },

    async UpdateGatewayResponse(input, call) {
      const { responseType } = input;
      const key = gatewayResponseKey(call.scope, input.restApiId, responseType);
      const response = await changePart<GatewayResponseRecord>(control, call, input.restApiId, key, async (tx) => {
        await findApi(tx, call, input.restApiId);
        // deviation: A gateway response that was not set is patched from AWS's default, not from its family's response; what AWS does is not recorded.
        const before = (await find(tx, key)) ?? withDefaults(responseType);
        const patched = applyPatch(before, input.patchOperations, gatewayResponsePatches);
        // A map whose last entry went is empty: it does not get the default back.
        const after = { responseParameters: {}, responseTemplates: {}, ...patched };
        checkResponse(after, limits);
        return { before, after };
      });
      const set = await setResponses(store, call, input.restApiId);
      return set.has(responseType)
        ? { ...response, responseType, defaultResponse: false }
        : gatewayResponseView(responseType, set);
    },

    async DeleteGatewayResponse(input, call) {
      await changeParts(control, call, input.restApiId, async (tx) => {
        await findApi(tx, call, input.restApiId);
        const key = gatewayResponseKey(call.scope, input.restApiId, input.responseType);
        if ((await find(tx, key)) === undefined) throw notFound('Gateway response type not defined on api');
        tx.delete(key);
      });
    },
  };
}

/** A map whose entries must say something (recorded: test_update_gateway_response). */
function entries(
  member: 'responseParameters' | 'responseTemplates',
  missing: string,
): PatchRule<GatewayResponseRecord> {
  return mapEntries<GatewayResponseRecord>(
    member,
    (value = '') => {
      if (value === '') throw badRequest(`Invalid null or empty value in ${member}`);
      return value;
    },
    () => notFound(missing),
  );
}

/** UpdateGatewayResponse (recorded: test_update_gateway_response). */
const gatewayResponsePatches: PatchTable<GatewayResponseRecord> = {
  wording: 'named',
  rules: [
    {
      path: '/statusCode',
      ops: ['replace'],
      apply(draft, { value = '' }) {
        // deviation: The sentence for a gateway response's status that is none is ours; AWS's is not recorded.
        if (!/^[1-5]\d\d$/.test(value)) throw badRequest('Invalid statusCode specified');
        draft.statusCode = value;
      },
    },
    {
      path: '/statusCode',
      ops: ['add', 'remove', 'move', 'copy', 'test'],
      apply() {
        throw badRequest('Invalid patch path /statusCode');
      },
    },
    entries('responseParameters', 'Invalid parameter name specified'),
    entries('responseTemplates', 'Content-Type specified was not found'),
  ],
};

const PARAMETER = /^gatewayresponse\.header\.[a-zA-Z0-9!#$%&'*+\-.^_`|~]+$/;
const SOURCE =
  /^('[^']*'|method\.request\.(path|querystring|header|multivaluequerystring|multivalueheader)\.[^\s]+|context\.[\w.-]+|stageVariables\.\w+)$/;

/** Room for what one patch after the other could add. */
const MAX_ENTRIES = 500;

/** Both sides of parameter mappings (developer guide, Gateway response types), and the templates. */
// deviation: A gateway response can have at most 500 parameters and 500 templates; AWS's bounds are not recorded.
// deviation: A malformed parameter mapping of a gateway response gets the sentence AWS has for one of an integration; its own is not recorded.
export function checkResponse(response: GatewayResponseRecord, limits: Limits): void {
  for (const member of ['responseParameters', 'responseTemplates'] as const) {
    if (Object.keys(response[member] ?? {}).length > MAX_ENTRIES) {
      throw badRequest(`A gateway response can have at most ${MAX_ENTRIES} entries in ${member}`);
    }
  }
  for (const [to, from] of Object.entries(response.responseParameters ?? {})) {
    const wrong = PARAMETER.test(to) ? (SOURCE.test(from) ? undefined : from) : to;
    if (wrong !== undefined) {
      throw badRequest(
        `Invalid mapping expression specified: Validation Result: warnings : [], errors : [Invalid mapping expression specified: ${wrong}]`,
      );
    }
  }
  checkTemplates(response.responseTemplates, limits);
}

async function setResponses(
  reader: Reader,
  call: Call,
  restApiId: string,
): Promise<ReadonlyMap<string, GatewayResponseRecord>> {
  const all = await partsOf<GatewayResponseRecord>(reader, call, 'gatewayresponse', restApiId);
  return new Map(all.map((response) => [response.responseType, response]));
}
