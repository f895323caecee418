import type { Key } from '../store/store.ts';
import { scopeOf } from './scope.ts';

/**
 * What the nouns of IAM and STS write. Names are AWS's, times milliseconds since the epoch, policy documents the text that the
 * caller gave. IAM has no regions: the scope of every record is `account/global`. Names are not distinguished by case, so
 * ids hold them in lower case.
 */

export const iamScope = (account: string): string => scopeOf(account, 'global');

export interface Tag {
  readonly Key: string;
  readonly Value: string;
}

/** What roles, users and groups have in common. */
export interface PrincipalRecord {
  readonly name: string;
  /** Starts and ends with a slash. */
  readonly path: string;
  /** `AROA…`, `AIDA…` or `AGPA…`. */
  readonly id: string;
  readonly createDate: number;
  readonly inlinePolicies: { readonly [policyName: string]: string };
  /** ARNs, in the order in which they were attached. */
  readonly attachedPolicies: readonly string[];
}

/** Kind `iam-role`, id = name. */
export interface RoleRecord extends PrincipalRecord {
  readonly description?: string;
  readonly assumeRolePolicyDocument: string;
  /** Seconds, 3600–43200. */
  readonly maxSessionDuration: number;
  /** A policy's ARN. */
  readonly permissionsBoundary?: string;
  /** By key. */
  readonly tags: readonly Tag[];
}

/** Kind `iam-user`, id = name. */
export interface UserRecord extends PrincipalRecord {
  readonly permissionsBoundary?: string;
  readonly tags: readonly Tag[];
  /** Ids of groups. */
  readonly groups: readonly string[];
  /** Access key ids, oldest first. */
  readonly accessKeys: readonly string[];
}

/** Kind `iam-group`, id = name. */
export interface GroupRecord extends PrincipalRecord {
  /** Ids of users. */
  readonly users: readonly string[];
}

/** Kind `iam-policy`, id = name: a policy that the account manages. */
export interface PolicyRecord extends PolicyUsage {
  readonly name: string;
  readonly path: string;
  /** `ANPA…` */
  readonly id: string;
  readonly description?: string;
  readonly createDate: number;
  readonly updateDate: number;
  readonly tags: readonly Tag[];
  /** Oldest first. */
  readonly versions: readonly PolicyVersionRecord[];
  readonly defaultVersion: number;
  readonly nextVersion: number;
}

export interface PolicyVersionRecord {
  readonly version: number;
  readonly document: string;
  readonly createDate: number;
}

/** Who uses a policy: `role/{id}`, `user/{id}` or `group/{id}`. Kind `iam-aws-policy`, id = ARN, for policies that AWS manages. */
export interface PolicyUsage {
  readonly attachedTo: readonly string[];
  readonly boundaryOf: readonly string[];
}

/** Kind `iam-access-key`, id = access key id. */
export interface AccessKeyRecord {
  /** Id of the user. */
  readonly user: string;
  readonly status: 'Active' | 'Inactive';
  readonly secretAccessKey: string;
  readonly createDate: number;
}

/** Temporary credentials. Kind `sts-session`, id = access key id (`ASIA…`). They end at `expiration`, whether or not they are still here. */
export interface SessionRecord {
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  /** When it was opened; absent in sessions that were opened before this was kept. */
  readonly issueDate?: number;
  readonly expiration: number;
  /** Who acts with them: `arn:aws:sts::{account}:assumed-role/{role}/{session}`, or the ARN of who asked for them. */
  readonly arn: string;
  /** `{role id}:{session}`, or the id of who asked for them. */
  readonly userId: string;
  /** Id of the role whose permissions they have; absent: those of who asked for them. */
  readonly role?: string;
  /** Access key of who asked for them. */
  readonly issuedTo?: string;
  /** Session policies: they may take away from what the role allows. */
  readonly policies: readonly string[];
  readonly policyArns: readonly string[];
  readonly tags: readonly Tag[];
  readonly transitiveTagKeys: readonly string[];
  readonly sourceIdentity?: string;
}

const lower = (name: string) => name.toLowerCase();

export const roleKey = (account: string, name: string): Key<RoleRecord> => ({
  scope: iamScope(account),
  kind: 'iam-role',
  id: lower(name),
});
export const userKey = (account: string, name: string): Key<UserRecord> => ({
  scope: iamScope(account),
  kind: 'iam-user',
  id: lower(name),
});
export const groupKey = (account: string, name: string): Key<GroupRecord> => ({
  scope: iamScope(account),
  kind: 'iam-group',
  id: lower(name),
});
export const policyKey = (account: string, name: string): Key<PolicyRecord> => ({
  scope: iamScope(account),
  kind: 'iam-policy',
  id: lower(name),
});
export const awsPolicyKey = (account: string, arn: string): Key<PolicyUsage> => ({
  scope: iamScope(account),
  kind: 'iam-aws-policy',
  id: arn,
});
export const accessKeyKey = (account: string, accessKeyId: string): Key<AccessKeyRecord> => ({
  scope: iamScope(account),
  kind: 'iam-access-key',
  id: accessKeyId,
});
export const sessionKey = (account: string, accessKeyId: string): Key<SessionRecord> => ({
  scope: iamScope(account),
  kind: 'sts-session',
  id: accessKeyId,
});
/** Sessions in the order in which they end: kind `sts-expiry`, id = `{milliseconds, 15 digits}/{access key id}`. */
export const sessionExpiryKey = (
  account: string,
  expiration: number,
  accessKeyId: string,
): Key<Record<string, never>> => ({
  scope: iamScope(account),
  kind: 'sts-expiry',
  id: `${String(expiration).padStart(15, '0')}/${accessKeyId}`,
});
