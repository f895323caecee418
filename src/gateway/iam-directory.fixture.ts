/** Users, roles and sessions in a store, as the operations of IAM and STS write them, for the tests of who may call. */
import {
  type AccessKeyRecord,
  accessKeyKey,
  type GroupRecord,
  groupKey,
  type PolicyRecord,
  policyKey,
  type RoleRecord,
  roleKey,
  type SessionRecord,
  sessionKey,
  type UserRecord,
  userKey,
} from '../definition/definition.ts';
import type { Store } from '../store/store.ts';

export const ACCOUNT = '123456789012';
export const SECRET = 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY';

/** A policy of one statement about calls of APIs. */
export function policyText(Effect: 'Allow' | 'Deny', more: object = {}): string {
  const statement = { Effect, Action: 'execute-api:Invoke', Resource: '*', ...more };
  return JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
}

const nobody = { path: '/', createDate: 0, inlinePolicies: {}, attachedPolicies: [] };

export async function putUser(store: Store, over: Partial<UserRecord> = {}, account = ACCOUNT): Promise<void> {
  const record: UserRecord = {
    ...nobody,
    name: 'Ada',
    id: 'AIDAADA',
    tags: [],
    groups: [],
    accessKeys: ['AKIAADA'],
    ...over,
  };
  await store.transact(async (tx) => {
    tx.put(userKey(account, record.name), record);
  });
}

export async function putAccessKey(store: Store, id = 'AKIAADA', over: Partial<AccessKeyRecord> = {}): Promise<void> {
  const record: AccessKeyRecord = { user: 'ada', status: 'Active', secretAccessKey: SECRET, createDate: 0, ...over };
  await store.transact(async (tx) => {
    tx.put(accessKeyKey(ACCOUNT, id), record);
  });
}

export async function putGroup(store: Store, over: Partial<GroupRecord>): Promise<void> {
  const record: GroupRecord = { ...nobody, name: 'Devs', id: 'AGPADEVS', users: ['ada'], ...over };
  await store.transact(async (tx) => {
    tx.put(groupKey(ACCOUNT, record.name), record);
  });
}

export async function putRole(store: Store, over: Partial<RoleRecord> = {}, account = ACCOUNT): Promise<void> {
  const record: RoleRecord = {
    ...nobody,
    name: 'Caller',
    path: '/apps/',
    id: 'AROACALLER',
    assumeRolePolicyDocument: '{}',
    maxSessionDuration: 3600,
    tags: [],
    ...over,
  };
  await store.transact(async (tx) => {
    tx.put(roleKey(account, record.name), record);
  });
}

/** Of a role; what is undefined in `over` is not written. */
export async function putSession(store: Store, id = 'ASIACALLER', over: object = {}): Promise<void> {
  const record: SessionRecord = {
    secretAccessKey: SECRET,
    sessionToken: 'session+token/=',
    issueDate: Date.UTC(2026, 10, 22, 18, 0, 0),
    expiration: Date.UTC(2026, 10, 22, 19, 0, 0),
    arn: `arn:aws:sts::${ACCOUNT}:assumed-role/Caller/me`,
    userId: 'AROACALLER:me',
    role: 'caller',
    policies: [],
    policyArns: [],
    tags: [],
    transitiveTagKeys: [],
    ...over,
  };
  await store.transact(async (tx) => {
    tx.put(sessionKey(ACCOUNT, id), record);
  });
}

/** A policy of the account's own, of whose versions the last is the default. @returns its ARN */
export async function putPolicy(store: Store, name: string, ...documents: readonly string[]): Promise<string> {
  const record: PolicyRecord = {
    name,
    path: '/',
    id: `ANPA${name}`,
    createDate: 0,
    updateDate: 0,
    tags: [],
    attachedTo: [],
    boundaryOf: [],
    versions: documents.map((document, i) => ({ version: i + 1, document, createDate: 0 })),
    defaultVersion: documents.length,
    nextVersion: documents.length + 1,
  };
  await store.transact(async (tx) => {
    tx.put(policyKey(ACCOUNT, name), record);
  });
  return `arn:aws:iam::${ACCOUNT}:policy/${name}`;
}
