import {
  type InvokeFunction,
  type InvokeOutcome,
  type InvokeRequest,
  type ResolvedLambdaAuthorizer,
  regionOf,
} from '../definition/definition.ts';
import { apiArn, type Fault, notImplemented } from '../exchange/exchange.ts';
import type { Clock } from '../lib/clock.ts';

/** Milliseconds. */
// deviation: A Lambda authorizer has 29 seconds to answer; AWS documents no limit for those of REST APIs.
const TIMEOUT_MS = 29_000;

/** What of an authorizer names its function. */
export type AuthorizerFunction = Pick<
  ResolvedLambdaAuthorizer,
  'id' | 'functionScope' | 'functionName' | 'functionArn' | 'qualifier'
>;

/** Of an authorizer with authorizerCredentials: functions are invoked by their resource policies alone. */
export const noRoles: Fault = notImplemented('roles that invoke authorizers (authorizerCredentials)');

/** How the function of an authorizer is invoked: its resource policy has to name the authorizer's ARN. */
export function compileInvocation(
  authorizer: AuthorizerFunction,
  api: { readonly region: string; readonly accountId: string; readonly apiId: string },
): { readonly uri: string; readonly invocationOf: (payload: string, traceId?: string) => InvokeRequest } {
  const { functionScope: scope, functionName: name, functionArn: arn, qualifier } = authorizer;
  const service = 'apigateway.amazonaws.com';
  const caller = { service, sourceArn: `${apiArn(api)}/authorizers/${authorizer.id}`, sourceAccount: api.accountId };
  return {
    uri: `https://lambda.${regionOf(scope)}.amazonaws.com/2015-03-31/functions/${arn}/invocations`,
    invocationOf: (payload, traceId) => ({
      scope,
      name,
      arn,
      qualifier,
      payload,
      type: 'RequestResponse',
      ...(traceId !== undefined && { traceId }),
      caller,
    }),
  };
}

/** The first of the answer and the time limit. A function that answers later answers nobody. */
export function invokeWithinLimit(
  invokeFunction: InvokeFunction,
  invocation: InvokeRequest,
  clock: Clock,
): Promise<InvokeOutcome | 'timeout'> {
  return new Promise((resolve, reject) => {
    const cancel = clock.after(TIMEOUT_MS, () => resolve('timeout'));
    invokeFunction(invocation).then(resolve, reject).finally(cancel);
  });
}
