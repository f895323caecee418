/** DENY: a statement denies. NONE: no statement says anything, which denies too, but an ALLOW elsewhere may make up for it. */
export type Decision = 'ALLOW' | 'DENY' | 'NONE';

/** Who asks, for policies that name principals. */
export interface PolicyPrincipal {
  /** Of a user, a session (`arn:aws:sts::…:assumed-role/role/name`) or a root user; `null`: anonymous. */
  readonly arn: string | null;
  readonly accountId: string | null;
  /** `AIDA…` of a user, `AROA…:name` of a session. */
  readonly userId: string | null;
  /** Of a session: the ARN of its role, with the path. */
  readonly roleArn: string | null;
  /** `states.amazonaws.com`: a service that asks for itself. */
  readonly service?: string | null;
}

export interface PolicyQuestion {
  /** `execute-api:Invoke` */
  readonly action: string;
  /** An ARN. */
  readonly resource: string;
  /** Looked at by resource policies alone: any other policy belongs to the principal. */
  readonly principal: PolicyPrincipal;
  /** A condition key in lower case → its values; `undefined`: the request does not have it. */
  readonly condition: (lowerKey: string) => readonly string[] | undefined;
}

export type Policy = (question: PolicyQuestion) => Decision;

/** Several policies as one: any DENY, else any ALLOW (IAM User Guide, "Policy evaluation logic"). */
export function anyOf(policies: readonly Policy[]): Policy {
  const [only] = policies;
  if (only !== undefined && policies.length === 1) return only;
  return (question) => {
    let decision: Decision = 'NONE';
    for (const policy of policies) {
      const one = policy(question);
      if (one === 'DENY') return one;
      if (one === 'ALLOW') decision = one;
    }
    return decision;
  };
}
