import { CALLERS_CREDENTIALS, regionOf } from '../definition/definition.ts';
import type { IamIdentity } from '../exchange/exchange.ts';
import type { Clock } from '../lib/clock.ts';
import type { IamCaller, IamDirectory, IamRole } from './iam-directory.ts';

/** Why nothing is done with the caller's credentials. */
export const nobodySigned = `${CALLERS_CREDENTIALS} stands for the caller of a method with AWS_IAM, and there is none`;

const SERVICE = 'apigateway.amazonaws.com';

export interface InvokerAccess {
  readonly clock: Clock;
  /** Absent: there are no roles, and nobody signs. */
  readonly iam?: IamDirectory;
}

/** A function, and the API that invokes it. */
export interface Invocable {
  readonly functionArn: string;
  readonly functionScope: string;
  readonly accountId: string;
}

/** @returns why the function may not be invoked, for the log; `undefined`: it may */
export type MayInvoke = (caller: IamIdentity | undefined) => string | undefined;

/**
 * Whether a function may be invoked with the `credentials` of an integration or authorizer: by the role that they name, whose trust policy has
 * to let API Gateway assume it, or by the caller of the method. What is asked is `lambda:InvokeFunction` of the policies of the one or the other
 * ("API Gateway permissions model for invoking an API", developer guide); it is asked for each request, for roles change without deployments.
 *
 * deviation: With credentials of an integration or authorizer, the policy of the role or caller alone decides about the function; on AWS, a statement of the function's policy that names the role or caller would do too.
 * deviation: A role of another account, or for a function of another account, is not assumed: the policies of both accounts would have to say so.
 */
export function compileMayInvoke(
  credentials: string,
  { functionArn, functionScope, accountId }: Invocable,
  { clock, iam }: InvokerAccess,
): MayInvoke {
  const [, , , , account] = functionArn.split(':');
  const around = new Map([
    ['aws:requestedregion', [regionOf(functionScope)]],
    ['aws:securetransport', ['true']],
  ]);

  /** Whether the policies of a principal let it invoke the function. */
  function allows({ policy, principal, condition }: IamRole | IamCaller): boolean {
    if (principal.accountId !== account) return false;
    const now = clock.now();
    return (
      policy({
        action: 'lambda:InvokeFunction',
        resource: functionArn,
        principal,
        condition: (key) => around.get(key) ?? timeKeys(key, now) ?? condition(key),
      }) === 'ALLOW'
    );
  }

  const notAllowed = (who: string): string =>
    `${who} is not authorized to perform: lambda:InvokeFunction on resource: ${functionArn}`;

  if (credentials === CALLERS_CREDENTIALS) {
    return (identity) => {
      const caller = identity === undefined ? undefined : iam?.find(identity.accessKey);
      if (caller === undefined) return nobodySigned;
      return allows(caller) ? undefined : notAllowed(`User: ${caller.principal.arn}`);
    };
  }

  // Nobody's principal: the service asks for itself.
  const service = { arn: null, accountId: null, userId: null, roleArn: null, service: SERVICE };
  const ofService = new Map([
    ['aws:sourceaccount', [accountId]],
    ['aws:principalisawsservice', ['true']],
    ['aws:principalservicename', [SERVICE]],
  ]);
  const trusts = ({ trust }: IamRole): boolean => {
    const now = clock.now();
    const condition = (key: string) => ofService.get(key) ?? timeKeys(key, now);
    return trust({ action: 'sts:AssumeRole', resource: credentials, principal: service, condition }) === 'ALLOW';
  };
  return () => {
    const role = iam?.findRole(credentials);
    // AWS's words (users' reports of this message).
    const unassumed = `API Gateway does not have permission to assume the provided role ${credentials}`;
    if (role === undefined) return `${unassumed}: there is no such role`;
    if (role.principal.accountId !== accountId) return `${unassumed}: it is of another account`;
    if (!trusts(role)) return `${unassumed}: its trust policy does not allow ${SERVICE} sts:AssumeRole`;
    return allows(role) ? undefined : notAllowed(`User: ${role.principal.arn}`);
  };
}

function timeKeys(lowerKey: string, now: number): readonly string[] | undefined {
  if (lowerKey === 'aws:currenttime') return [new Date(now).toISOString()];
  return lowerKey === 'aws:epochtime' ? [String(Math.floor(now / 1000))] : undefined;
}
