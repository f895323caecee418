import { type Fault, refusal } from '../exchange/exchange.ts';

/**
 * ACCESS_DENIED in AWS's words, as clients of APIs on AWS published them in 2025 and 2026: AWS says since then which kind of policy it was.
 * The account in the ARN of what was asked for is shown by its last four digits, as in the same reports.
 */

/** Whether a policy denied, or none allowed; and whose: the API's or the caller's. */
export interface Denial {
  readonly isExplicit: boolean;
  readonly byApi: boolean;
}

/** By the policy that a Lambda authorizer returned. */
export function deniedToAuthorized(resource: string, isExplicit: boolean): Fault {
  const message = `User is not authorized to access this resource ${because({ isExplicit, byApi: false })}`;
  const detail = isExplicit
    ? `The authorizer's policy denies execute-api:Invoke on ${resource}`
    : `The authorizer's policy does not allow execute-api:Invoke on ${resource}. What an authorizer returns is kept by identity and asked for every method: a policy for event.methodArn alone allows no other`;
  return refusal('ACCESS_DENIED', { message, detail });
}

/** @param principal its ARN; `null`: nobody has signed */
export function deniedToPrincipal(principal: string | null, resource: string, denial: Denial): Fault {
  const message = `User: ${principal ?? 'anonymous'} is not authorized to perform: execute-api:Invoke on resource: ${masked(resource)} ${because(denial)}`;
  const policies = denial.byApi ? 'The resource policy of the API' : 'What the policies of the caller say';
  const verb = denial.isExplicit ? 'denies' : 'does not allow';
  const detail = `${policies} ${verb} execute-api:Invoke on ${resource} to ${principal ?? 'anonymous callers'}`;
  return refusal('ACCESS_DENIED', { message, detail });
}

function because({ isExplicit, byApi }: Denial): string {
  const kind = byApi ? 'resource-based' : 'identity-based';
  return isExplicit
    ? `with an explicit deny in ${byApi ? 'a' : 'an'} ${kind} policy`
    : `because no ${kind} policy allows the execute-api:Invoke action`;
}

/** `arn:aws:execute-api:us-east-2:********1977:fywvr4qneh/api/GET/sentiment/` */
function masked(arn: string): string {
  return arn.replace(/^(arn:[^:]*:[^:]*:[^:]*:)\d{8}(\d{4}:)/, '$1********$2');
}
