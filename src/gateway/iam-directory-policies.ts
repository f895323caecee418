import type { PolicyRecord, PrincipalRecord, RoleRecord, SessionRecord, UserRecord } from '../definition/definition.ts';
import {
  anyOf,
  awsManagedPolicy,
  compileIdentityPolicy,
  compileTrustPolicy,
  type Policy,
  PolicySyntaxError,
} from '../iam-policy/iam-policy.ts';
import type { IamRecords } from './iam-directory-records.ts';

/** A policy, or why there is none. */
export type Compiled = Policy | { readonly problem: string };

/** Told of what denies because it cannot be checked. */
export type Complain = (problem: string) => void;

export interface Policies {
  /** What a user may: its own policies and those of its groups, within its boundary. */
  ofUser(account: string, user: UserRecord, complain: Complain): Policy;
  /** What a session of a role may: the role's policies, within its boundary and the policies of the session. */
  ofSession(account: string, role: RoleRecord, session: SessionRecord, complain: Complain): Policy;
  /** What a session of a role may that says nothing of itself. */
  ofRole(account: string, role: RoleRecord, complain: Complain): Policy;
}

/** Root users may do everything in their account ("AWS account root user", IAM user guide). */
export const everything: Policy = () => 'ALLOW';

/** What cannot be checked denies: it may be what denies. */
const denies: Policy = () => 'DENY';

/**
 * The policies of principals ("Policy evaluation logic", IAM user guide). A document is compiled once for the record that it stands in:
 * what has not changed is not compiled again.
 */
export function openPolicies(records: IamRecords): Policies {
  const inline = new WeakMap<PrincipalRecord | SessionRecord, readonly Compiled[]>();
  const managed = new WeakMap<PolicyRecord, Compiled>();
  const ofAws = new Map<string, Compiled>();

  function inlineOf(
    record: PrincipalRecord | SessionRecord,
    documents: Iterable<[string, string]>,
  ): readonly Compiled[] {
    const before = inline.get(record);
    if (before !== undefined) return before;
    const compiled = [...documents].map(([name, document]) => compile(name, document));
    inline.set(record, compiled);
    return compiled;
  }

  function managedOf(account: string, arn: string): Compiled {
    const known = ofAws.get(arn);
    if (known !== undefined) return known;
    const [, owner = '', path = '', name = ''] = POLICY_ARN.exec(arn) ?? [];
    if (owner === 'aws') {
      const document = awsManagedPolicy(arn);
      if (document === undefined) return { problem: `what the policy ${arn} of AWS says is not known here` };
      const compiled = compile(arn, document);
      ofAws.set(arn, compiled); // As many as there are documents.
      return compiled;
    }
    const record = owner === account ? records.policy(account, name.toLowerCase()) : undefined;
    if (record === undefined || record.path !== path || record.name !== name) {
      return { problem: `there is no policy ${arn}` };
    }
    const before = managed.get(record);
    if (before !== undefined) return before;
    const version = record.versions.find(({ version }) => version === record.defaultVersion);
    const compiled =
      version === undefined ? { problem: `the policy ${arn} has no default version` } : compile(arn, version.document);
    managed.set(record, compiled);
    return compiled;
  }

  const ofPrincipal = (account: string, record: PrincipalRecord): readonly Compiled[] => [
    ...inlineOf(record, Object.entries(record.inlinePolicies)),
    ...record.attachedPolicies.map((arn) => managedOf(account, arn)),
  ];
  const boundaryOf = (account: string, arn: string | undefined): readonly (readonly Compiled[])[] =>
    arn === undefined ? [] : [[managedOf(account, arn)]];

  return {
    ofUser(account, user, complain) {
      const groups = user.groups.map((id) => {
        const group = records.group(account, id);
        return group === undefined ? [{ problem: `there is no group ${id}` }] : ofPrincipal(account, group);
      });
      const own = [...ofPrincipal(account, user), ...groups.flat()];
      return within(own, boundaryOf(account, user.permissionsBoundary), complain);
    },

    ofSession(account, role, session, complain) {
      const { policies, policyArns } = session;
      const ofSession = [
        ...inlineOf(
          session,
          policies.map((document) => ['of its session', document]),
        ),
        ...policyArns.map((arn) => managedOf(account, arn)),
      ];
      const bounds = [...boundaryOf(account, role.permissionsBoundary), ...(ofSession.length === 0 ? [] : [ofSession])];
      return within(ofPrincipal(account, role), bounds, complain);
    },

    ofRole: (account, role, complain) =>
      within(ofPrincipal(account, role), boundaryOf(account, role.permissionsBoundary), complain),
  };
}

const POLICY_ARN = /^arn:aws[\w-]*:iam::(aws|\d{12}):policy(\/(?:[!-~]*\/)?)([\w+=,.@-]{1,128})$/;

/** Who may assume a role. */
export function trustOf(role: RoleRecord, complain: Complain): Policy {
  return joined([compile('that says who may assume it', role.assumeRolePolicyDocument, compileTrustPolicy)], complain);
}

function compile(name: string, document: string, read = compileIdentityPolicy as (text: string) => Policy): Compiled {
  try {
    return read(document);
  } catch (error) {
    if (error instanceof PolicySyntaxError) return { problem: `the policy ${name} cannot be read: ${error.message}` };
    throw error;
  }
}

/** What a principal's policies allow and each of the bounds allows too. */
// deviation: What a permissions boundary or a session policy does not allow, no resource policy makes up for; on AWS one that names the user or the session does.
function within(own: readonly Compiled[], bounds: readonly (readonly Compiled[])[], complain: Complain): Policy {
  const allows = joined(own, complain);
  const limits = bounds.map((bound) => joined(bound, complain));
  if (limits.length === 0) return allows;
  return (question) => (limits.every((limit) => limit(question) === 'ALLOW') ? allows(question) : 'DENY');
}

function joined(compiled: readonly Compiled[], complain: Complain): Policy {
  return anyOf(
    compiled.map((one) => {
      if (typeof one === 'function') return one;
      complain(one.problem);
      return denies;
    }),
  );
}
