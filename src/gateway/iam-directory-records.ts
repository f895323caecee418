import {
  type AccessKeyRecord,
  accountOf,
  type GroupRecord,
  type PolicyRecord,
  type RoleRecord,
  type SessionRecord,
  type UserRecord,
} from '../definition/definition.ts';
import type { Key } from '../store/store.ts';

/** A record and the account that it is of. */
export interface Held<R> {
  readonly account: string;
  readonly record: R;
}

/** The nouns of IAM and STS of all accounts, as the store has them. Ids are those of their keys, but for `userById`. */
export interface IamRecords {
  /** @param value `undefined`: it is gone */
  put(key: Key<unknown>, value: unknown): void;
  user(account: string, id: string): UserRecord | undefined;
  /** @param uniqueId `AIDA…` */
  userById(account: string, uniqueId: string): UserRecord | undefined;
  role(account: string, id: string): RoleRecord | undefined;
  group(account: string, id: string): GroupRecord | undefined;
  policy(account: string, id: string): PolicyRecord | undefined;
  accessKey(id: string): Held<AccessKeyRecord> | undefined;
  session(id: string): Held<SessionRecord> | undefined;
}

/** So many sessions are known at most: they come by the thousand, and each lasts for hours. */
const MOST_SESSIONS = 50_000;

export function openRecords(mostSessions = MOST_SESSIONS): IamRecords {
  const users = new Map<string, UserRecord>();
  const usersById = new Map<string, UserRecord>();
  const roles = new Map<string, RoleRecord>();
  const groups = new Map<string, GroupRecord>();
  const policies = new Map<string, PolicyRecord>();
  const accessKeys = new Map<string, Held<AccessKeyRecord>>();
  const sessions = new Map<string, Held<SessionRecord>>();

  /** A new name is a record that is gone and one that has come, in whatever order. */
  function putUser(account: string, id: string, user: UserRecord | undefined): void {
    const before = users.get(`${account}/${id}`);
    if (before !== undefined && usersById.get(`${account}/${before.id}`) === before) {
      usersById.delete(`${account}/${before.id}`);
    }
    set(users, `${account}/${id}`, user);
    if (user !== undefined) usersById.set(`${account}/${user.id}`, user);
  }

  // deviation: Of more than 50,000 sessions in a thread, those that came first are refused on methods with AWS_IAM; AWS has no such bound.
  function putSession(account: string, id: string, session: SessionRecord | undefined): void {
    sessions.delete(id);
    if (session === undefined) return;
    if (sessions.size >= mostSessions) {
      const [first] = sessions.keys();
      if (first !== undefined) sessions.delete(first);
    }
    sessions.set(id, { account, record: session });
  }

  /** Into maps by account and id. */
  const into =
    <R>(records: Map<string, R>): Put<R> =>
    (account, id, record) =>
      set(records, `${account}/${id}`, record);
  /** By kind, which says what a value is. */
  const putters = new Map<string, Put<never>>([
    ['iam-user', putUser],
    ['iam-role', into(roles)],
    ['iam-group', into(groups)],
    ['iam-policy', into(policies)],
    [
      'iam-access-key',
      (account, id, record: AccessKeyRecord | undefined) => set(accessKeys, id, record && { account, record }),
    ],
    ['sts-session', putSession],
  ]);

  return {
    put: ({ scope, kind, id }, value) => putters.get(kind)?.(accountOf(scope), id, value as undefined),
    user: (account, id) => users.get(`${account}/${id}`),
    userById: (account, uniqueId) => usersById.get(`${account}/${uniqueId}`),
    role: (account, id) => roles.get(`${account}/${id}`),
    group: (account, id) => groups.get(`${account}/${id}`),
    policy: (account, id) => policies.get(`${account}/${id}`),
    accessKey: (id) => accessKeys.get(id),
    session: (id) => sessions.get(id),
  };
}

type Put<R> = (account: string, id: string, record: R | undefined) => void;

function set<T>(records: Map<string, T>, name: string, record: T | undefined): void {
  if (record === undefined) records.delete(name);
  else records.set(name, record);
}
