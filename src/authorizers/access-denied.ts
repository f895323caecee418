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
export function deniedToAuthorized(isExplicit: boolean): Fault {
  const message = `User is not authorized to access this resource ${because({ isExplicit, byApi: false })}`;
  return refusal('ACCESS_DENIED', { message });
}

/** @param principal its ARN; `null`: nobody has signed */
export function deniedToPrincipal(principal: string | null, resource: string, denial: Denial): Fault {
  const message = `User: ${principal ?? 'anonymous'} is not authorized to perform: execute-api:Invoke on resource: ${masked(resource)} ${because(denial)}`;
  return refusal('ACCESS_DENIED', { message });
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
