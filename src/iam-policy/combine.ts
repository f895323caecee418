import type { Decision } from './policy.ts';

/** How access to a method is controlled beside the API's resource policy. */
export type Flow =
  /** Nothing else: the resource policy alone. */
  | 'RESOURCE_POLICY'
  /** AWS_IAM, and the caller is of the API's account. */
  | 'IAM'
  /** AWS_IAM, and the caller is of another account. */
  | 'IAM_CROSS_ACCOUNT'
  /** A Lambda authorizer; what it returned is the caller's policy. */
  | 'LAMBDA_AUTHORIZER'
  /** A Cognito user pool, by which the caller was authenticated. */
  | 'COGNITO';

export type Outcome = 'ALLOW' | 'EXPLICIT_DENY' | 'IMPLICIT_DENY';

/** What the caller's policy says → what the resource policy says → what comes of both. */
type Table = { readonly [caller in Decision]: { readonly [resource in Decision]: Outcome } };

/** Amazon API Gateway developer guide, "How API Gateway resource policies affect authorization workflow", Table A: either may allow. */
const EITHER: Table = {
  ALLOW: { ALLOW: 'ALLOW', NONE: 'ALLOW', DENY: 'EXPLICIT_DENY' },
  NONE: { ALLOW: 'ALLOW', NONE: 'IMPLICIT_DENY', DENY: 'EXPLICIT_DENY' },
  DENY: { ALLOW: 'EXPLICIT_DENY', NONE: 'EXPLICIT_DENY', DENY: 'EXPLICIT_DENY' },
};

/** Table B there: both must allow. */
const BOTH: Table = {
  ALLOW: { ALLOW: 'ALLOW', NONE: 'IMPLICIT_DENY', DENY: 'EXPLICIT_DENY' },
  NONE: { ALLOW: 'IMPLICIT_DENY', NONE: 'IMPLICIT_DENY', DENY: 'EXPLICIT_DENY' },
  DENY: { ALLOW: 'EXPLICIT_DENY', NONE: 'EXPLICIT_DENY', DENY: 'EXPLICIT_DENY' },
};

/** "API Gateway resource policy only" there: who calls has no policy, and "an explicit allow" is sought. */
const RESOURCE_ALONE: Table = { ALLOW: EITHER.NONE, NONE: EITHER.NONE, DENY: EITHER.NONE };

/** No resource policy is attached: the caller's policy alone. */
const CALLER_ALONE = { ALLOW: 'ALLOW', NONE: 'IMPLICIT_DENY', DENY: 'EXPLICIT_DENY' } as const;

const FLOWS: {
  readonly [flow in Flow]: {
    readonly table: Table;
    readonly unattached: { readonly [caller in Decision]: Outcome };
    /** What a caller without a policy stands for. */
    readonly nobody: Decision;
  };
} = {
  RESOURCE_POLICY: {
    table: RESOURCE_ALONE,
    unattached: { ALLOW: 'ALLOW', NONE: 'ALLOW', DENY: 'ALLOW' },
    nobody: 'NONE',
  },
  IAM: { table: EITHER, unattached: CALLER_ALONE, nobody: 'NONE' },
  // Table B: "cross-account access requires that both … explicitly grant access".
  IAM_CROSS_ACCOUNT: {
    table: BOTH,
    unattached: { ALLOW: 'IMPLICIT_DENY', NONE: 'IMPLICIT_DENY', DENY: 'EXPLICIT_DENY' },
    nobody: 'NONE',
  },
  LAMBDA_AUTHORIZER: { table: EITHER, unattached: CALLER_ALONE, nobody: 'NONE' },
  // "… the resource policy is evaluated independently, and an explicit allow is required."
  COGNITO: { table: BOTH, unattached: CALLER_ALONE, nobody: 'ALLOW' },
};

/**
 * Whether a request may pass.
 *
 * @param caller what the policies of the caller say, or the policy of the Lambda authorizer; `null`: there is none, which says nothing, but
 * that whom Cognito let in is allowed
 * @param resource what the API's policy says; `null`: none is attached
 */
export function combine(flow: Flow, caller: Decision | null, resource: Decision | null): Outcome {
  const { table, unattached, nobody } = FLOWS[flow];
  const own = caller ?? nobody;
  return resource === null ? unattached[own] : table[own][resource];
}
