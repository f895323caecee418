import {
  authorizerKey,
  type ResourceRecord,
  readClientCertificate,
  type TestInput,
} from '../../../definition/definition.ts';
import { isHeaderName, isHeaderValue } from '../../../lib/headers.ts';
import { setMember } from '../../../lib/json.ts';
import { badRequest, notFound, notImplemented } from '../errors.ts';
import { find, findApi, findResource, methodOf, ofApi } from '../lookup.ts';
import type { RestControl, RestHandlers } from '../operations.ts';
import { freeze } from '../stages/deployments.ts';
import { checkVariables } from '../stages/stage-rules.ts';

/** TestInvokeMethod and TestInvokeAuthorizer: what is configured now is run, whether or not it is deployed. */
export function testInvokeHandlers({
  store,
  testInvoke,
  limits,
}: RestControl): RestHandlers<'TestInvokeMethod' | 'TestInvokeAuthorizer'> {
  return {
    async TestInvokeMethod(input, call) {
      const { restApiId, httpMethod, resourceId, clientCertificateId: id } = input;
      checkVariables(limits, input.stageVariables);
      const method = methodOf(await findResource(store, call, input), httpMethod);
      // deviation: The sentence for testing a method without an integration is the one of a deployment; AWS's is not recorded.
      if (method.methodIntegration === undefined) throw badRequest('No integration defined for method');
      const api = await findApi(store, call, restApiId);
      const all = await store.list<ResourceRecord>(ofApi(call.scope, 'resource', restApiId));
      const resources = all.map(({ value }) => value);
      const definition = await freeze(store, call, api, '', resources);
      const clientCertificate = id === undefined ? null : await readClientCertificate(store, call.scope, id);
      // deviation: The sentence for testing with a client certificate that is not there is the one of a stage; AWS's is not recorded.
      if (id !== undefined && clientCertificate === null)
        throw badRequest('Invalid client certificate identifier specified');
      const { scope } = call;
      const test = { scope, definition, resourceId, httpMethod, clientCertificate, input: testInput(input) };
      const { status, headers, body, log, latencyMs } = await testInvoke.method(test);
      return { status, body, ...shownHeaders(headers), log, latency: latencyMs };
    },

    async TestInvokeAuthorizer(input, call) {
      checkVariables(limits, input.stageVariables);
      if (Object.keys(input.additionalContext ?? {}).length > 0) {
        throw notImplemented('additionalContext of TestInvokeAuthorizer');
      }
      await findApi(store, call, input.restApiId);
      const authorizer = await find(store, authorizerKey(call.scope, input.restApiId, input.authorizerId));
      if (authorizer === undefined) throw notFound('Invalid Authorizer identifier specified');
      if (authorizer.type === 'COGNITO_USER_POOLS') {
        throw notImplemented('TestInvokeAuthorizer for authorizers of type COGNITO_USER_POOLS');
      }
      const test = { scope: call.scope, restApiId: input.restApiId, authorizer, input: testInput(input) };
      const { status, log, latencyMs, principalId, policy } = await testInvoke.authorizer(test);
      return {
        clientStatus: status,
        log,
        latency: latencyMs,
        ...(principalId === undefined ? {} : { principalId }),
        ...(policy === undefined ? {} : { policy }),
      };
    },
  };
}

interface Given {
  readonly pathWithQueryString?: string | undefined;
  readonly body?: string | undefined;
  readonly headers?: { readonly [name: string]: string } | undefined;
  readonly multiValueHeaders?: { readonly [name: string]: readonly string[] } | undefined;
  readonly stageVariables?: { readonly [name: string]: string } | undefined;
}

/** Of a header in both maps, the values of the multi form count, as in a proxy response. */
function testInput(given: Given): TestInput {
  const multi = Object.entries(given.multiValueHeaders ?? {});
  const names = new Set(multi.map(([name]) => name.toLowerCase()));
  const single = Object.entries(given.headers ?? {}).filter(([name]) => !names.has(name.toLowerCase()));
  const headers = [...single, ...multi.flatMap(([name, values]) => values.map((value) => [name, value] as const))];
  const wrong = headers.find(([name, value]) => !isHeaderName(name) || !isHeaderValue(value));
  // deviation: The sentence for a header that cannot be sent is ours; AWS's is not recorded.
  if (wrong !== undefined) throw badRequest(`Invalid header specified: ${wrong[0]}`);
  return {
    // It becomes part of a request line as it stands.
    pathWithQueryString: given.pathWithQueryString?.toWellFormed().replace(/[^\x21-\x7e]/gu, encodeURIComponent),
    headers: headers.flat(),
    body: given.body ?? '',
    stageVariables: given.stageVariables ?? {},
  };
}

function shownHeaders(pairs: readonly string[]): {
  headers: { [name: string]: string };
  multiValueHeaders: { [name: string]: string[] };
} {
  const headers: { [name: string]: string } = {};
  const multiValueHeaders: { [name: string]: string[] } = {};
  for (let i = 0; i < pairs.length; i += 2) {
    const [name, value] = [pairs[i] as string, pairs[i + 1] as string];
    const before = Object.hasOwn(multiValueHeaders, name) ? (multiValueHeaders[name] as string[]) : [];
    setMember(headers, name, value);
    setMember(multiValueHeaders, name, [...before, value]);
  }
  return { headers, multiValueHeaders };
}
