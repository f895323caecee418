import {
  type InvokeFunction,
  type InvokeOutcome,
  type InvokeRequest,
  type ResolvedLambdaAuthorizer,
  regionOf,
} from '../definition/definition.ts';
import { apiArn } from '../exchange/exchange.ts';
import type { Clock } from '../lib/clock.ts';
import { compileMayInvoke, type InvokerAccess } from './invoker.ts';

/** Milliseconds. */
// deviation: A Lambda authorizer has 29 seconds to answer; AWS documents no limit for those of REST APIs.
const TIMEOUT_MS = 29_000;

/** What stands for the error of a function that was not called, for want of its role. */
export const NOT_ASSUMED = 'RoleNotAssumed';

export interface AuthorizerInvoker extends InvokerAccess {
  readonly invokeFunction: InvokeFunction;
}

/** What of an authorizer names its function. */
export type AuthorizerFunction = Pick<
  ResolvedLambdaAuthorizer,
  'id' | 'functionScope' | 'functionName' | 'functionArn' | 'qualifier' | 'credentials'
>;

/** How the function of an authorizer is invoked: its resource policy has to name the authorizer's ARN, or a role is allowed to. */
export function compileInvocation(
  authorizer: AuthorizerFunction,
  api: { readonly region: string; readonly accountId: string; readonly apiId: string },
  access: AuthorizerInvoker,
): {
  readonly uri: string;
  /** The first of the answer and the time limit. A function that answers later answers nobody. */
  readonly invoke: (payload: string, traceId?: string) => Promise<InvokeOutcome | 'timeout'>;
} {
  const { functionScope: scope, functionName: name, functionArn: arn, qualifier, credentials } = authorizer;
  const service = 'apigateway.amazonaws.com';
  const caller = { service, sourceArn: `${apiArn(api)}/authorizers/${authorizer.id}`, sourceAccount: api.accountId };
  const mayInvoke =
    credentials === null
      ? undefined
      : compileMayInvoke(credentials, { ...authorizer, accountId: api.accountId }, access);
  return {
    uri: `https://lambda.${regionOf(scope)}.amazonaws.com/2015-03-31/functions/${arn}/invocations`,
    invoke(payload, traceId) {
      const refused = mayInvoke?.(undefined);
      if (refused !== undefined) {
        const error = refused.not === 'assumed' ? NOT_ASSUMED : 'AccessDeniedException';
        return Promise.resolve({ outcome: 'refused', error, message: refused.why });
      }
      const request: InvokeRequest = {
        scope,
        name,
        arn,
        qualifier,
        payload,
        type: 'RequestResponse',
        ...(traceId !== undefined && { traceId }),
        ...(mayInvoke === undefined && { caller }),
      };
      return withinLimit(access.invokeFunction(request), access.clock);
    },
  };
}

function withinLimit(invoked: Promise<InvokeOutcome>, clock: Clock): Promise<InvokeOutcome | 'timeout'> {
  return new Promise((resolve, reject) => {
    const cancel = clock.after(TIMEOUT_MS, () => resolve('timeout'));
    invoked.then(resolve, reject).finally(cancel);
  });
}
