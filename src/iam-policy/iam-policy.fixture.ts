import { compileIdentityPolicy } from './compile.ts';
import type { Decision, PolicyPrincipal, PolicyQuestion } from './policy.ts';

export const API = 'arn:aws:execute-api:us-east-1:111122223333:abcdef1234';

export const anonymous: PolicyPrincipal = { arn: null, accountId: null, userId: null, roleArn: null };

export const user: PolicyPrincipal = {
  arn: 'arn:aws:iam::123456789012:user/division/Bob',
  accountId: '123456789012',
  userId: 'AIDAJQABLZS4A3QDU576Q',
  roleArn: null,
};

export const session: PolicyPrincipal = {
  arn: 'arn:aws:sts::123456789012:assumed-role/developer/me',
  accountId: '123456789012',
  userId: 'AROAJQABLZS4A3QDU576Q:me',
  roleArn: 'arn:aws:iam::123456789012:role/team/developer',
};

/** Condition keys as AWS writes them → one value or several. */
export type Keys = Readonly<Record<string, string | readonly string[]>>;

export function asked(change: Partial<Omit<PolicyQuestion, 'condition'>> = {}, keys: Keys = {}): PolicyQuestion {
  const values = new Map(Object.entries(keys).map(([key, value]) => [key.toLowerCase(), [value].flat()]));
  return {
    action: 'execute-api:Invoke',
    resource: `${API}/prod/GET/pets`,
    principal: anonymous,
    ...change,
    condition: (key) => values.get(key),
  };
}

/** What a policy of one statement with this condition says; its effect is the one asked about. */
export function underCondition(condition: object, keys: Keys, effect: 'Allow' | 'Deny' = 'Allow'): Decision {
  const statement = { Effect: effect, Action: '*', Resource: '*', Condition: condition };
  return compileIdentityPolicy({ Version: '2012-10-17', Statement: statement })(asked({}, keys));
}
