import type { IamCaller, IamDirectory, IamRole } from '../authorizers/authorizers.ts';
import type { AccessKeyRecord, RoleRecord, SessionRecord } from '../definition/definition.ts';
import type { Log } from '../lib/log.ts';
import { type Change, follow, type Key, type Store } from '../store/store.ts';
import {
  byAccessKey,
  byConfiguration,
  byRole,
  bySession,
  roleArnOf,
  rootWho,
  sessionWho,
  userWho,
} from './iam-directory-caller.ts';
import { openPolicies, type Policies, trustOf } from './iam-directory-policies.ts';
import { type Held, type IamRecords, openRecords } from './iam-directory-records.ts';

/** The directory of a thread, kept in step with the store. */
export interface FollowingDirectory extends IamDirectory {
  /** Resolves once what was committed before the call is in it. */
  caughtUp(): Promise<void>;
  close(): void;
}

export interface DirectoryOptions {
  /** What the operator configured, by access key id. They stand for the root users of their accounts, as on the control plane. */
  readonly credentials: ReadonlyMap<string, { readonly secretAccessKey: string }>;
  readonly log: Log;
  /** Sessions that are known at once. */
  readonly mostSessions?: number;
}

const KINDS = ['iam-user', 'iam-role', 'iam-group', 'iam-policy', 'iam-access-key', 'sts-session'] as const;
/** Lines of the log about policies that deny because they cannot be checked. */
const MOST_COMPLAINTS = 1_000;

/**
 * Users, roles and sessions of the store, and what the operator configured. What a caller may is put together when it first calls, and again
 * when a record of IAM has changed.
 */
export async function openIamDirectory(
  store: Store,
  { credentials, log, mostSessions }: DirectoryOptions,
): Promise<FollowingDirectory> {
  let view = openView(openRecords(mostSessions), log);

  const reader = {
    async rescan() {
      const records = openRecords(mostSessions);
      for (const kind of KINDS) {
        for (const { key, value } of await store.scan<unknown>(kind)) records.put(key, value);
      }
      view = openView(records, log);
    },
    async apply(changes: readonly Change[]) {
      const touched = new Map<string, Key<unknown>>();
      for (const { key } of changes) if (isOurs(key)) touched.set(`${key.scope} ${key.kind} ${key.id}`, key);
      const keys = [...touched.values()];
      const entries = await Promise.all(keys.map((key) => store.get(key)));
      // All at once: nobody is to be looked up among records of which some are old and some new.
      for (const [i, key] of keys.entries()) view.put(key, entries[i]?.value);
    },
  };
  const follower = await follow(store, reader, log);

  const configured = new Map<string, IamCaller>();
  for (const [accessKey, { secretAccessKey }] of credentials) {
    const account = /^\d{12}$/.test(accessKey) ? accessKey : '000000000000';
    configured.set(accessKey, byConfiguration(accessKey, secretAccessKey, rootWho(account)));
  }

  return {
    // A key that IAM made stands for its user, also where the operator configured it.
    find: (accessKey) => (view.has(accessKey) ? view.find(accessKey) : configured.get(accessKey)),
    findRole: (arn) => view.findRole(arn),
    caughtUp: () => follower.caughtUp(),
    close: () => follower.close(),
  };
}

function isOurs({ kind }: Key<unknown>): boolean {
  return (KINDS as readonly string[]).includes(kind);
}

interface View {
  put(key: Key<unknown>, value: unknown): void;
  has(accessKey: string): boolean;
  find(accessKey: string): IamCaller | undefined;
  findRole(arn: string): IamRole | undefined;
}

const ROLE_ARN = /^arn:aws:iam::(\d{12}):role\/(?:[!-~]*\/)?([\w+=,.@-]{1,64})$/;

function openView(records: IamRecords, log: Log): View {
  const policies = openPolicies(records);
  const complain = complainer(log);
  /** By the record of the credentials, until anything of IAM changes. */
  let callers = new WeakMap<AccessKeyRecord | SessionRecord, IamCaller>();
  let roles = new WeakMap<RoleRecord, IamRole>();

  function known(record: AccessKeyRecord | SessionRecord, make: () => IamCaller | undefined): IamCaller | undefined {
    const before = callers.get(record);
    if (before !== undefined) return before;
    const made = make();
    if (made !== undefined) callers.set(record, made);
    return made;
  }

  return {
    put(key, value) {
      records.put(key, value);
      if (key.kind === 'iam-access-key' || key.kind === 'sts-session') return;
      callers = new WeakMap();
      roles = new WeakMap();
    },
    has: (id) => records.accessKey(id) !== undefined || records.session(id) !== undefined,
    find(id) {
      const key = records.accessKey(id);
      if (key !== undefined) return known(key.record, () => ofAccessKey(id, key, records, policies, complain));
      const session = records.session(id);
      return session && known(session.record, () => ofSession(id, session, records, policies, complain));
    },
    findRole(arn) {
      const [, account = '', name = ''] = ROLE_ARN.exec(arn) ?? [];
      const record = records.role(account, name.toLowerCase());
      // The path and the case of the name belong to it.
      if (record === undefined || arn !== roleArnOf(account, record)) return undefined;
      const before = roles.get(record);
      if (before !== undefined) return before;
      const who = `Role ${record.name} of ${account}`;
      const trust = trustOf(record, complain(who, 'is assumed by nobody who invokes functions'));
      const policy = policies.ofRole(account, record, complain(who, 'may invoke no function'));
      const role = byRole(account, record, trust, policy);
      roles.set(record, role);
      return role;
    },
  };
}

function ofAccessKey(
  id: string,
  key: Held<AccessKeyRecord>,
  records: IamRecords,
  policies: Policies,
  complain: Complainer,
): IamCaller | undefined {
  const { account } = key;
  const user = records.user(account, key.record.user);
  if (user === undefined || !user.accessKeys.includes(id)) return undefined;
  const policy = policies.ofUser(account, user, complain(`User ${user.name} of ${account}`));
  return byAccessKey(id, key, userWho(account, user, policy));
}

/** Who opened a session goes on to be who they were: a role or user of the same name that was made later is another one. */
function ofSession(
  id: string,
  session: Held<SessionRecord>,
  records: IamRecords,
  policies: Policies,
  complain: Complainer,
): IamCaller | undefined {
  const { account, record } = session;
  if (record.role !== undefined) {
    const role = records.role(account, record.role);
    if (role === undefined || !record.userId.startsWith(`${role.id}:`)) return undefined;
    const policy = policies.ofSession(account, role, record, complain(`Role ${role.name} of ${account}`));
    return bySession(id, session, sessionWho(account, role, record, policy));
  }
  if (record.arn === `arn:aws:iam::${account}:root`) return bySession(id, session, rootWho(account));
  const user = records.userById(account, record.userId);
  if (user === undefined) return undefined;
  const policy = policies.ofUser(account, user, complain(`User ${user.name} of ${account}`));
  return bySession(id, session, userWho(account, user, policy));
}

type Complainer = (who: string, what?: string) => (problem: string) => void;

/** Says each thing once. */
function complainer(log: Log): Complainer {
  const said = new Set<string>();
  return (who, what = 'may call no method with AWS_IAM') =>
    (problem) => {
      const line = `${who} ${what}: ${problem}`;
      if (said.has(line)) return;
      if (said.size >= MOST_COMPLAINTS) said.clear();
      said.add(line);
      log.warn(line);
    };
}
