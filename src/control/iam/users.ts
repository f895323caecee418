import { accessKeyKey, groupKey, type UserRecord } from '../../definition/definition.ts';
import type { OperationsOf } from '../../model/model.ts';
import type { Call } from '../../protocol/protocol.ts';
import type { Transaction } from '../../store/store.ts';
import { assertWithoutPolicies, attachedPolicies, userOf } from './attached-policies.ts';
import { boundaries, enterBoundary, leaveBoundary, shownBoundary } from './boundaries.ts';
import { callerOf } from './caller.ts';
import { deleteConflict, validationError } from './errors.ts';
import { newIamId } from './ids.ts';
import { inlinePolicies } from './inline-policies.ts';
import { page, pageOf } from './paging.ts';
import { adding, changeUsage, removing } from './policy-reference.ts';
import { arnOf, assertFree, countOf, findPrincipal, type Iam, type IamHandlers, now, user } from './principals.ts';
import { addTags, readTags, removeTags } from './tags.ts';

type User = NonNullable<OperationsOf<'iam'>['GetUser']['output']['User']>;

export type UserHandlers = IamHandlers<
  | 'CreateUser'
  | 'GetUser'
  | 'ListUsers'
  | 'UpdateUser'
  | 'DeleteUser'
  | 'TagUser'
  | 'UntagUser'
  | 'ListUserTags'
  | 'PutUserPermissionsBoundary'
  | 'DeleteUserPermissionsBoundary'
  | 'PutUserPolicy'
  | 'GetUserPolicy'
  | 'ListUserPolicies'
  | 'DeleteUserPolicy'
  | 'AttachUserPolicy'
  | 'DetachUserPolicy'
  | 'ListAttachedUserPolicies'
>;

export function userHandlers(iam: Iam): UserHandlers {
  const { store, clock, checkQuota } = iam;
  const inline = inlinePolicies(iam, user);
  const attached = attachedPolicies(iam, user);
  const boundary = boundaries(iam, user);
  const retag = (call: Call, name: string, edit: (tags: UserRecord['tags']) => UserRecord['tags']): Promise<void> =>
    store.transact(async (tx) => {
      const record = await findPrincipal(tx, call, user, name);
      tx.put(user.key(call.account, name), { ...record, tags: edit(record.tags) });
    });

  return {
    async CreateUser(input, call) {
      const record: UserRecord = {
        name: input.UserName,
        path: input.Path ?? '/',
        id: newIamId('AIDA'),
        createDate: now(iam),
        inlinePolicies: {},
        attachedPolicies: [],
        ...(input.PermissionsBoundary !== undefined && { permissionsBoundary: input.PermissionsBoundary }),
        tags: readTags(input.Tags, false),
        groups: [],
        accessKeys: [],
      };
      await store.transact(async (tx) => {
        await assertFree(tx, call, user, record.name);
        const key = user.key(call.account, record.name);
        checkQuota('UsersPerAccount', (await countOf(tx, key)) + 1);
        await enterBoundary(tx, call, 'user', record, record.permissionsBoundary);
        tx.put(key, record);
      });
      return { User: shownWhole(call, record) };
    },

    /** "If you do not specify a user name, IAM determines the user name implicitly based on the access key" (GetUser). */
    async GetUser({ UserName }, call) {
      const name = UserName ?? (await callerOf(store, clock, call)).userName;
      if (name === undefined) throw validationError('Must specify userName when calling with non-User credentials');
      return { User: shownWhole(call, await findPrincipal(store, call, user, name)) };
    },

    async ListUsers(input, call) {
      const { PathPrefix = '/' } = input;
      const { scope, kind } = user.key(call.account, '');
      const { items, end } = await page<UserRecord>(store, { scope, kind }, input, ({ path }) =>
        path.startsWith(PathPrefix),
      );
      return { Users: items.map((record) => shownUser(call, record)), ...end };
    },

    async UpdateUser({ UserName, NewPath, NewUserName }, call) {
      await store.transact(async (tx) => {
        const before = await findPrincipal(tx, call, user, UserName);
        const after = { ...before, name: NewUserName ?? before.name, path: NewPath ?? before.path };
        if (user.key(call.account, after.name).id !== user.key(call.account, before.name).id) {
          await assertFree(tx, call, user, after.name);
          await rename(tx, call, before, after);
        }
        tx.put(user.key(call.account, after.name), after);
      });
    },

    async DeleteUser({ UserName }, call) {
      await store.transact(async (tx) => {
        const record = await findPrincipal(tx, call, user, UserName);
        assertWithoutPolicies(record);
        // Both as users of AWS's tools quote them.
        if (record.groups.length > 0) throw deleteConflict('Cannot delete entity, must remove users from group first.');
        if (record.accessKeys.length > 0) throw deleteConflict('Cannot delete entity, must delete access keys first.');
        await leaveBoundary(tx, call, 'user', record);
        tx.delete(user.key(call.account, UserName));
      });
    },

    TagUser: (input, call) => retag(call, input.UserName, (tags) => addTags(tags, input.Tags, false)),
    UntagUser: (input, call) => retag(call, input.UserName, (tags) => removeTags(tags, input.TagKeys, false)),
    async ListUserTags(input, call) {
      const { items, end } = pageOf((await findPrincipal(store, call, user, input.UserName)).tags, input);
      return { Tags: items, ...end };
    },

    PutUserPermissionsBoundary: (input, call) => boundary.put(call, input.UserName, input.PermissionsBoundary),
    DeleteUserPermissionsBoundary: (input, call) => boundary.remove(call, input.UserName),
    PutUserPolicy: (input, call) => inline.put(call, input.UserName, input.PolicyName, input.PolicyDocument),
    async GetUserPolicy({ UserName, PolicyName }, call) {
      return { UserName, ...(await inline.get(call, UserName, PolicyName)) };
    },
    ListUserPolicies: (input, call) => inline.list(call, input.UserName, input),
    DeleteUserPolicy: (input, call) => inline.remove(call, input.UserName, input.PolicyName),
    AttachUserPolicy: (input, call) => attached.attach(call, input.UserName, input.PolicyArn),
    DetachUserPolicy: (input, call) => attached.detach(call, input.UserName, input.PolicyArn),
    ListAttachedUserPolicies: (input, call) => attached.list(call, input.UserName, input),
  };
}

/** A new name: everything that names the user by its id follows. */
async function rename(tx: Transaction, call: Call, before: UserRecord, after: UserRecord): Promise<void> {
  const { account } = call;
  const [from, to] = [user.key(account, before.name), user.key(account, after.name)];
  tx.delete(from);
  for (const group of before.groups) {
    const record = (await tx.get(groupKey(account, group)))?.value;
    if (record !== undefined)
      tx.put(groupKey(account, group), { ...record, users: adding(to.id)(removing(from.id)(record.users)) });
  }
  for (const accessKey of before.accessKeys) {
    const record = (await tx.get(accessKeyKey(account, accessKey)))?.value;
    if (record !== undefined) tx.put(accessKeyKey(account, accessKey), { ...record, user: to.id });
  }
  const moved = (users: readonly string[]) => adding(userOf('user', after))(removing(userOf('user', before))(users));
  for (const arn of before.attachedPolicies) await changeUsage(tx, call, arn, 'attachedTo', moved);
  if (before.permissionsBoundary !== undefined)
    await changeUsage(tx, call, before.permissionsBoundary, 'boundaryOf', moved);
}

/** As lists show it: without tags and permissions boundary. */
export function shownUser(call: Call, record: UserRecord): User {
  return {
    Path: record.path,
    UserName: record.name,
    UserId: record.id,
    Arn: arnOf(call, 'user', record),
    CreateDate: record.createDate,
  };
}

function shownWhole(call: Call, record: UserRecord): User {
  return {
    ...shownUser(call, record),
    ...shownBoundary(record),
    ...(record.tags.length > 0 && { Tags: record.tags }),
  };
}
