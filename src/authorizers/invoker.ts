import { accountOf, CALLERS_CREDENTIALS, type ResolvedLambdaProxy, regionOf } from '../definition/definition.ts';
import type { IamIdentity } from '../exchange/exchange.ts';
import type { Policy, PolicyPrincipal } from '../iam-policy/iam-policy.ts';
import type { Clock } from '../lib/clock.ts';
import type { IamCaller, IamDirectory, IamRole } from './iam-directory.ts';
import { timeCondition } from './request-condition.ts';

/** Why nothing is done with the caller's credentials. */
export const nobodySigned = `${CALLERS_CREDENTIALS} stands for the caller of a method with AWS_IAM, and there is none`;

const SERVICE = 'apigateway.amazonaws.com';

export interface InvokerAccess {
  readonly clock: Clock;
  /** Absent: there are no roles, and nobody signs. */
  readonly iam?: IamDirectory;
}

/** A function, and the account of the API that invokes it. */
export interface Invocable extends Pick<ResolvedLambdaProxy, 'functionScope' | 'functionName' | 'qualifier'> {
  readonly accountId: string;
}

/** Why a function may not be invoked: the role is not to be had, or whoever invokes it may not. */
export interface NotInvocable {
  readonly not: 'assumed' | 'permitted';
  /** For the log. */
  readonly why: string;
}

/** @returns `undefined`: it may be invoked */
export type MayInvoke = (caller: IamIdentity | undefined) => NotInvocable | undefined;

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
  { functionScope, functionName, qualifier, accountId }: Invocable,
  { clock, iam }: InvokerAccess,
): MayInvoke {
  const [region, account] = [regionOf(functionScope), accountOf(functionScope)];
  // As it is known here, whichever partition the integration writes.
  const functionArn = `arn:aws:lambda:${region}:${account}:function:${functionName}${qualifier && `:${qualifier}`}`;
  const ofFunction = conditions({ ...OF_ANY, 'aws:requestedregion': region, 'aws:resourceaccount': account });

  /** Whether the policies of a principal let it invoke the function. */
  function permits({ policy, principal, condition }: IamRole | IamCaller): NotInvocable | undefined {
    const asked = { action: 'lambda:InvokeFunction', resource: functionArn, principal };
    const says =
      principal.accountId === account && ask(policy, asked, clock, (key) => ofFunction(key) ?? condition(key), UNKNOWN);
    if (says === true) return undefined;
    const who = `User: ${principal.arn} is not authorized to perform: lambda:InvokeFunction on resource: ${functionArn}`;
    return { not: 'permitted', why: says === false ? who : `${who}: ${says}` };
  }

  if (credentials === CALLERS_CREDENTIALS) {
    return (identity) => {
      const caller = identity === undefined ? undefined : iam?.find(identity.accessKey);
      return caller === undefined ? { not: 'assumed', why: nobodySigned } : permits(caller);
    };
  }

  const ofService = conditions({
    ...OF_ANY,
    'aws:requestedregion': region,
    'aws:resourceaccount': accountId,
    'aws:sourceaccount': accountId,
    'aws:principalisawsservice': 'true',
    'aws:principalservicename': SERVICE,
  });
  const assumed = { action: 'sts:AssumeRole', resource: credentials, principal: NOBODY_BUT_THE_SERVICE };

  /** @returns why not */
  function assume(role: IamRole): string | undefined {
    if (role.principal.accountId !== accountId) return 'it is of another account';
    const says = ask(role.trust, assumed, clock, ofService, UNKNOWN_TO_TRUST);
    if (says === true) return undefined;
    return says === false ? `its trust policy does not allow ${SERVICE} sts:AssumeRole` : `its trust policy: ${says}`;
  }

  return () => {
    const role = iam?.findRole(credentials);
    const why = role === undefined ? 'there is no such role' : assume(role);
    if (role !== undefined && why === undefined) return permits(role);
    // AWS's words, as users published them of their logs (2023 and 2025); the reason is ours.
    return {
      not: 'assumed',
      why: `API Gateway does not have permission to assume the provided role ${credentials}: ${why}`,
    };
  };
}

/** The service asks for itself. */
const NOBODY_BUT_THE_SERVICE: PolicyPrincipal = {
  arn: null,
  accountId: null,
  userId: null,
  roleArn: null,
  service: SERVICE,
};

type ReadCondition = (lowerKey: string) => readonly string[] | undefined;

const OF_ANY = { 'aws:securetransport': 'true' };

function conditions(values: { readonly [lowerKey: string]: string }): ReadCondition {
  const all = new Map(Object.entries(values).map(([key, value]) => [key, [value]]));
  return (key) => all.get(key);
}

/** What AWS would know of an invocation: the tags of the function, where the request comes from, since when there is the session. */
const UNKNOWN = /^(?:aws:(?:resourcetag\/.*|sourceip|sourcevpc.*|vpc.*|useragent|tokenissuetime)|lambda:.*)$/;
/** What it would know of the service that assumes a role. */
// deviation: A trust policy with a condition on aws:SourceArn lets API Gateway assume no role: what AWS gives as the source is not recorded.
const UNKNOWN_TO_TRUST = /^(?:aws:(?:resourcetag\/.*|source(?:arn|ip|vpc.*|org.*)|vpc.*|useragent)|iam:.*|sts:.*)$/;

/**
 * deviation: Who has a policy with a condition on what AWS knows of an invocation and Gatehouse does not, such as the function's tags, may not invoke it with credentials, whichever way the condition would go.
 *
 * @returns whether the policy allows it, or why that cannot be told: what a policy says of an unknown key decides nothing
 */
function ask(
  policy: Policy,
  asked: { readonly action: string; readonly resource: string; readonly principal: PolicyPrincipal },
  clock: Clock,
  read: ReadCondition,
  unknown: RegExp,
): boolean | string {
  let doubt: string | undefined;
  const condition: ReadCondition = (key) => {
    const values = timeCondition(key, clock) ?? read(key);
    if (values === undefined && unknown.test(key)) doubt = key;
    return values;
  };
  const decision = policy({ ...asked, condition });
  if (doubt !== undefined) return `the value of the condition key ${doubt} is not known here`;
  return decision === 'ALLOW';
}
