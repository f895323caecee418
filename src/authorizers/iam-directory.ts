import type { IamIdentity } from '../exchange/exchange.ts';
import type { Policy, PolicyPrincipal } from '../iam-policy/iam-policy.ts';

/** Who may sign requests, and which roles there are, as of now. */
export interface IamDirectory {
  /** @returns `undefined` when nobody has such an access key */
  find(accessKeyId: string): IamCaller | undefined;
  /** @param arn `arn:aws:iam::{account}:role/{path}{name}` @returns `undefined` when there is no such role */
  findRole(arn: string): IamRole | undefined;
}

/** What a role is to a service that assumes it. */
export interface IamRole {
  /** Who may assume it. */
  readonly trust: Policy;
  /** What a session of it may: the role's policies, within its permissions boundary. */
  readonly policy: Policy;
  /** Of a session that API Gateway opens. */
  readonly principal: PolicyPrincipal;
  readonly condition: (lowerKey: string) => readonly string[] | undefined;
}

/** Who an access key stands for. */
export interface IamCaller {
  readonly secretAccessKey: string;
  /** Of temporary credentials: requests have to carry it. */
  readonly sessionToken?: string;
  /** When temporary credentials end, in milliseconds since the epoch. */
  readonly expiration?: number;
  readonly status: 'Active' | 'Inactive';
  readonly identity: IamIdentity;
  readonly principal: PolicyPrincipal;
  /** What all policies of the caller come to: those of its own, its permissions boundary and its session. */
  readonly policy: Policy;
  /** Condition keys of the caller, by their lower-case names. */
  readonly condition: (lowerKey: string) => readonly string[] | undefined;
}
