import type { IamCaller, IamRole } from '../authorizers/authorizers.ts';
import type { AccessKeyRecord, RoleRecord, SessionRecord, Tag, UserRecord } from '../definition/definition.ts';
import type { Policy } from '../iam-policy/iam-policy.ts';
import { everything } from './iam-directory-policies.ts';
import type { Held } from './iam-directory-records.ts';

/** Who it is, beside the credentials that it signs with. */
interface Who {
  readonly account: string;
  /** As `$context.identity.userArn` and resource policies have it. */
  readonly arn: string;
  readonly userId: string;
  /** Of a session: the ARN of its role, with the path. */
  readonly roleArn: string | null;
  readonly type: 'Account' | 'AssumedRole' | 'User';
  readonly userName?: string;
  readonly tags: readonly Tag[];
  readonly policy: Policy;
}

type Credentials = Pick<IamCaller, 'secretAccessKey' | 'sessionToken' | 'expiration' | 'status'>;

export function rootWho(account: string): Who {
  const arn = `arn:aws:iam::${account}:root`;
  return { account, arn, userId: account, roleArn: null, type: 'Account', tags: [], policy: everything };
}

export function userWho(account: string, { name, path, id, tags }: UserRecord, policy: Policy): Who {
  const arn = `arn:aws:iam::${account}:user${path}${name}`;
  return { account, arn, userId: id, roleArn: null, type: 'User', userName: name, tags, policy };
}

/** Tags of the session go before the role's ("Pass session tags in AWS STS", IAM user guide). */
export function sessionWho(
  account: string,
  role: RoleRecord,
  { arn, userId, tags }: SessionRecord,
  policy: Policy,
): Who {
  const roleArn = roleArnOf(account, role);
  return { account, arn, userId, roleArn, type: 'AssumedRole', tags: [...role.tags, ...tags], policy };
}

/** A role, as a service of AWS has it that assumes it; for the name of its sessions see users' reports of API Gateway's denials. */
export function byRole(account: string, role: RoleRecord, trust: Policy, policy: Policy): IamRole {
  const arn = `arn:aws:sts::${account}:assumed-role/${role.name}/${SERVICE_SESSION}`;
  const userId = `${role.id}:${SERVICE_SESSION}`;
  const roleArn = roleArnOf(account, role);
  const conditions = new Map(
    conditionsOf({ account, arn, userId, roleArn, type: 'AssumedRole', tags: role.tags, policy }),
  );
  const condition = (lowerKey: string) => conditions.get(lowerKey);
  return { trust, policy, principal: { arn, accountId: account, userId, roleArn }, condition };
}

const SERVICE_SESSION = 'BackplaneAssumeRoleSession';

export const roleArnOf = (account: string, { path, name }: RoleRecord): string =>
  `arn:aws:iam::${account}:role${path}${name}`;

/** With the secret of an operator's configuration. */
export function byConfiguration(accessKey: string, secretAccessKey: string, who: Who): IamCaller {
  return callerOf(accessKey, { secretAccessKey, status: 'Active' }, who, undefined);
}

export function byAccessKey(accessKey: string, { record }: Held<AccessKeyRecord>, who: Who): IamCaller {
  return callerOf(accessKey, { secretAccessKey: record.secretAccessKey, status: record.status }, who, undefined);
}

export function bySession(accessKey: string, { record }: Held<SessionRecord>, who: Who): IamCaller {
  const { secretAccessKey, sessionToken, expiration } = record;
  return callerOf(accessKey, { secretAccessKey, sessionToken, expiration, status: 'Active' }, who, record);
}

function callerOf(
  accessKey: string,
  credentials: Credentials,
  who: Who,
  session: SessionRecord | undefined,
): IamCaller {
  const { account: accountId, arn, userId, roleArn, policy } = who;
  const conditions = new Map([...conditionsOf(who), ...(session === undefined ? [] : conditionsOfSession(session))]);
  return {
    ...credentials,
    identity: { accessKey, accountId, caller: userId, user: userId, userArn: arn },
    principal: { arn, accountId, userId, roleArn },
    policy,
    condition: (lowerKey) => conditions.get(lowerKey),
  };
}

type Condition = [lowerKey: string, values: readonly string[]];

/**
 * The condition keys of principals ("AWS condition keys that can be used in API Gateway resource policies", developer guide; "AWS global
 * condition context keys", IAM user guide). There are no organizations here.
 */
function conditionsOf({ account, arn, userId, roleArn, type, userName, tags }: Who): Condition[] {
  return [
    ['aws:principalaccount', [account]],
    ['aws:principalarn', [roleArn ?? arn]],
    ['aws:principaltype', [type]],
    ['aws:userid', [userId]],
    ...(userName === undefined ? [] : [['aws:username', [userName]] satisfies Condition]),
    ...tags.map(({ Key, Value }): Condition => [`aws:principaltag/${Key.toLowerCase()}`, [Value]]),
    // Nobody calls for somebody else here.
    ['aws:principalisawsservice', ['false']],
    ['aws:viaawsservice', ['false']],
  ];
}

/** No session was opened with a second factor: STS refuses to here. */
function conditionsOfSession({ issueDate = 0, sourceIdentity }: SessionRecord): Condition[] {
  return [
    ['aws:tokenissuetime', [`${new Date(issueDate).toISOString().slice(0, 19)}Z`]],
    ['aws:multifactorauthpresent', ['false']],
    ...(sourceIdentity === undefined ? [] : [['aws:sourceidentity', [sourceIdentity]] satisfies Condition]),
  ];
}
