import type { Context, Fault, MethodRequest } from '../exchange/exchange.ts';
import type { Policy, PolicyPrincipal } from '../iam-policy/iam-policy.ts';

/** Who calls, and what their own policies say. */
export interface Authenticated {
  /** As resource policies name them. */
  readonly principal: PolicyPrincipal;
  /** The caller's policies, or the one that the authorizer returned; `null`: who it is, is all that was asked. */
  readonly policy: Policy | null;
  /** Condition keys that are the caller's own, by their lower-case names: `aws:username`. */
  readonly condition: (lowerKey: string) => readonly string[] | undefined;
}

/**
 * Finds out who calls, and notes it in the context; or refuses. Compiled for one method.
 *
 * @param arn what is asked for: `methodArn`
 */
export type Authenticate = (
  rq: MethodRequest,
  cx: Context,
  arn: string,
) => Authenticated | Fault | Promise<Authenticated | Fault>;
