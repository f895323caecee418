import { type GroupRecord, userKey } from '../../definition/definition.ts';
import type { OperationsOf } from '../../model/model.ts';
import type { Call } from '../../protocol/protocol.ts';
import { assertWithoutPolicies, attachedPolicies, userOf } from './attached-policies.ts';
import { deleteConflict } from './errors.ts';
import { newIamId } from './ids.ts';
import { inlinePolicies } from './inline-policies.ts';
import { page, pageOf } from './paging.ts';
import { adding, changeUsage, removing } from './policy-reference.ts';
import {
  arnOf,
  assertFree,
  countOf,
  findPrincipal,
  group,
  type Iam,
  type IamHandlers,
  now,
  user,
} from './principals.ts';
import { shownUser } from './users.ts';

type Group = OperationsOf<'iam'>['GetGroup']['output']['Group'];

export type GroupHandlers = IamHandlers<
  | 'CreateGroup'
  | 'GetGroup'
  | 'ListGroups'
  | 'UpdateGroup'
  | 'DeleteGroup'
  | 'AddUserToGroup'
  | 'RemoveUserFromGroup'
  | 'ListGroupsForUser'
  | 'PutGroupPolicy'
  | 'GetGroupPolicy'
  | 'ListGroupPolicies'
  | 'DeleteGroupPolicy'
  | 'AttachGroupPolicy'
  | 'DetachGroupPolicy'
  | 'ListAttachedGroupPolicies'
>;

/** Groups of users. Who is in a group stands in both records, which are written together. */
export function groupHandlers(iam: Iam): GroupHandlers {
  const { store, checkQuota } = iam;
  const inline = inlinePolicies(iam, group);
  const attached = attachedPolicies(iam, group);

  return {
    async CreateGroup({ GroupName, Path = '/' }, call) {
      const record: GroupRecord = {
        name: GroupName,
        path: Path,
        id: newIamId('AGPA'),
        createDate: now(iam),
        inlinePolicies: {},
        attachedPolicies: [],
        users: [],
      };
      await store.transact(async (tx) => {
        await assertFree(tx, call, group, GroupName);
        const key = group.key(call.account, GroupName);
        checkQuota('GroupsPerAccount', (await countOf(tx, key)) + 1);
        tx.put(key, record);
      });
      return { Group: shown(call, record) };
    },

    async GetGroup(input, call) {
      const record = await findPrincipal(store, call, group, input.GroupName);
      const { items, end } = pageOf([...record.users].sort(), input);
      const users = await Promise.all(items.map(async (id) => (await store.get(userKey(call.account, id)))?.value));
      const Users = users.filter((one) => one !== undefined).map((one) => shownUser(call, one));
      return { Group: shown(call, record), Users, ...end };
    },

    async ListGroups(input, call) {
      const { PathPrefix = '/' } = input;
      const { scope, kind } = group.key(call.account, '');
      const { items, end } = await page<GroupRecord>(store, { scope, kind }, input, ({ path }) =>
        path.startsWith(PathPrefix),
      );
      return { Groups: items.map((record) => shown(call, record)), ...end };
    },

    async UpdateGroup({ GroupName, NewPath, NewGroupName }, call) {
      await store.transact(async (tx) => {
        const before = await findPrincipal(tx, call, group, GroupName);
        const after = { ...before, name: NewGroupName ?? before.name, path: NewPath ?? before.path };
        const [from, to] = [group.key(call.account, before.name), group.key(call.account, after.name)];
        if (from.id !== to.id) {
          await assertFree(tx, call, group, after.name);
          tx.delete(from);
          for (const id of before.users) {
            const record = (await tx.get(userKey(call.account, id)))?.value;
            if (record === undefined) continue;
            const groups = adding(to.id)(removing(from.id)(record.groups));
            tx.put(userKey(call.account, id), { ...record, groups });
          }
          const moved = (using: readonly string[]) =>
            adding(userOf('group', after))(removing(userOf('group', before))(using));
          for (const arn of before.attachedPolicies) await changeUsage(tx, call, arn, 'attachedTo', moved);
        }
        tx.put(to, after);
      });
    },

    async DeleteGroup({ GroupName }, call) {
      await store.transact(async (tx) => {
        const record = await findPrincipal(tx, call, group, GroupName);
        // As users of AWS's tools quote it.
        if (record.users.length > 0) throw deleteConflict('Cannot delete entity, must remove users from group first.');
        assertWithoutPolicies(record);
        tx.delete(group.key(call.account, GroupName));
      });
    },

    /** Who is in the group already stays in it: recorded, test_add_user_to_group_idempotent. */
    async AddUserToGroup({ GroupName, UserName }, call) {
      await store.transact(async (tx) => {
        const member = await findPrincipal(tx, call, user, UserName);
        const record = await findPrincipal(tx, call, group, GroupName);
        const [memberKey, key] = [user.key(call.account, UserName), group.key(call.account, GroupName)];
        const groups = adding(key.id)(member.groups);
        checkQuota('GroupsPerUser', groups.length);
        tx.put(memberKey, { ...member, groups });
        tx.put(key, { ...record, users: adding(memberKey.id)(record.users) });
      });
    },

    /** The user is looked for first: recorded, test_remove_user_from_unknown_group. */
    async RemoveUserFromGroup({ GroupName, UserName }, call) {
      await store.transact(async (tx) => {
        const member = await findPrincipal(tx, call, user, UserName);
        const record = await findPrincipal(tx, call, group, GroupName);
        const [memberKey, key] = [user.key(call.account, UserName), group.key(call.account, GroupName)];
        tx.put(memberKey, { ...member, groups: removing(key.id)(member.groups) });
        tx.put(key, { ...record, users: removing(memberKey.id)(record.users) });
      });
    },

    async ListGroupsForUser(input, call) {
      const member = await findPrincipal(store, call, user, input.UserName);
      const { items, end } = pageOf([...member.groups].sort(), input);
      const groups = await Promise.all(items.map((id) => findPrincipal(store, call, group, id)));
      return { Groups: groups.map((record) => shown(call, record)), ...end };
    },

    PutGroupPolicy: (input, call) => inline.put(call, input.GroupName, input.PolicyName, input.PolicyDocument),
    async GetGroupPolicy({ GroupName, PolicyName }, call) {
      return { GroupName, ...(await inline.get(call, GroupName, PolicyName)) };
    },
    ListGroupPolicies: (input, call) => inline.list(call, input.GroupName, input),
    DeleteGroupPolicy: (input, call) => inline.remove(call, input.GroupName, input.PolicyName),
    AttachGroupPolicy: (input, call) => attached.attach(call, input.GroupName, input.PolicyArn),
    DetachGroupPolicy: (input, call) => attached.detach(call, input.GroupName, input.PolicyArn),
    ListAttachedGroupPolicies: (input, call) => attached.list(call, input.GroupName, input),
  };
}

function shown(call: Call, record: GroupRecord): Group {
  return {
    Path: record.path,
    GroupName: record.name,
    GroupId: record.id,
    Arn: arnOf(call, 'group', record),
    CreateDate: record.createDate,
  };
}
