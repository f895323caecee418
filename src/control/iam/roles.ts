import type { RoleRecord } from '../../definition/definition.ts';
import type { OperationsOf } from '../../model/model.ts';
import type { Call } from '../../protocol/protocol.ts';
import { assertWithoutPolicies, attachedPolicies } from './attached-policies.ts';
import { boundaries, enterBoundary, leaveBoundary, shownBoundary } from './boundaries.ts';
import { newIamId } from './ids.ts';
import { inlinePolicies } from './inline-policies.ts';
import { page, pageOf } from './paging.ts';
import { checkTrustPolicy, encodePolicy, policySize } from './policy-document.ts';
import { arnOf, assertFree, countOf, findPrincipal, type Iam, type IamHandlers, now, role } from './principals.ts';
import { addTags, readTags, removeTags } from './tags.ts';

type Role = OperationsOf<'iam'>['GetRole']['output']['Role'];

export type RoleHandlers = IamHandlers<
  | 'CreateRole'
  | 'GetRole'
  | 'ListRoles'
  | 'UpdateRole'
  | 'UpdateRoleDescription'
  | 'DeleteRole'
  | 'UpdateAssumeRolePolicy'
  | 'PutRolePermissionsBoundary'
  | 'DeleteRolePermissionsBoundary'
  | 'TagRole'
  | 'UntagRole'
  | 'ListRoleTags'
  | 'PutRolePolicy'
  | 'GetRolePolicy'
  | 'ListRolePolicies'
  | 'DeleteRolePolicy'
  | 'AttachRolePolicy'
  | 'DetachRolePolicy'
  | 'ListAttachedRolePolicies'
  | 'ListInstanceProfilesForRole'
>;

export function roleHandlers(iam: Iam): RoleHandlers {
  const { store, checkQuota } = iam;
  const inline = inlinePolicies(iam, role);
  const attached = attachedPolicies(iam, role);
  const boundary = boundaries(iam, role);
  const change = (call: Call, name: string, edit: (before: RoleRecord) => RoleRecord): Promise<RoleRecord> =>
    store.transact(async (tx) => {
      const after = edit(await findPrincipal(tx, call, role, name));
      tx.put(role.key(call.account, name), after);
      return after;
    });
  const checkTrust = (document: string) => {
    checkTrustPolicy(document);
    checkQuota('ACLSizePerRole', policySize(document));
  };

  return {
    async CreateRole(input, call) {
      checkTrust(input.AssumeRolePolicyDocument);
      const record: RoleRecord = {
        name: input.RoleName,
        path: input.Path ?? '/',
        id: newIamId('AROA'),
        createDate: now(iam),
        inlinePolicies: {},
        attachedPolicies: [],
        ...(input.Description !== undefined && { description: input.Description }),
        assumeRolePolicyDocument: input.AssumeRolePolicyDocument,
        maxSessionDuration: input.MaxSessionDuration ?? 3600,
        ...(input.PermissionsBoundary !== undefined && { permissionsBoundary: input.PermissionsBoundary }),
        tags: readTags(input.Tags, false),
      };
      await store.transact(async (tx) => {
        await assertFree(tx, call, role, record.name);
        const key = role.key(call.account, record.name);
        checkQuota('RolesPerAccount', (await countOf(tx, key)) + 1);
        await enterBoundary(tx, call, 'role', record, record.permissionsBoundary);
        tx.put(key, record);
      });
      return { Role: { ...created(call, record), ...shownBoundary(record), ...shownTags(record) } };
    },

    async GetRole({ RoleName }, call) {
      const record = await findPrincipal(store, call, role, RoleName);
      // deviation: When and where a role was last used is not kept: RoleLastUsed is always empty.
      return {
        Role: { ...listed(call, record), RoleLastUsed: {}, ...shownBoundary(record), ...shownTags(record) },
      };
    },

    async ListRoles(input, call) {
      const { PathPrefix = '/' } = input;
      const { scope, kind } = role.key(call.account, '');
      const { items, end } = await page<RoleRecord>(store, { scope, kind }, input, ({ path }) =>
        path.startsWith(PathPrefix),
      );
      return { Roles: items.map((record) => listed(call, record)), ...end };
    },

    /** What is not given stays: recorded, test_update_role. */
    async UpdateRole({ RoleName, Description, MaxSessionDuration }, call) {
      await change(call, RoleName, (before) => ({
        ...before,
        ...(Description !== undefined && { description: Description }),
        ...(MaxSessionDuration !== undefined && { maxSessionDuration: MaxSessionDuration }),
      }));
      return {};
    },

    async UpdateRoleDescription({ RoleName, Description }, call) {
      const record = await change(call, RoleName, (before) => ({ ...before, description: Description }));
      return { Role: created(call, record) };
    },

    async DeleteRole({ RoleName }, call) {
      await store.transact(async (tx) => {
        const record = await findPrincipal(tx, call, role, RoleName);
        assertWithoutPolicies(record);
        await leaveBoundary(tx, call, 'role', record);
        tx.delete(role.key(call.account, RoleName));
      });
    },

    async UpdateAssumeRolePolicy({ RoleName, PolicyDocument }, call) {
      checkTrust(PolicyDocument);
      await change(call, RoleName, (before) => ({ ...before, assumeRolePolicyDocument: PolicyDocument }));
    },

    PutRolePermissionsBoundary: (input, call) => boundary.put(call, input.RoleName, input.PermissionsBoundary),
    DeleteRolePermissionsBoundary: (input, call) => boundary.remove(call, input.RoleName),

    async TagRole({ RoleName, Tags }, call) {
      await change(call, RoleName, (before) => ({ ...before, tags: addTags(before.tags, Tags, false) }));
    },
    async UntagRole({ RoleName, TagKeys }, call) {
      await change(call, RoleName, (before) => ({ ...before, tags: removeTags(before.tags, TagKeys, false) }));
    },
    async ListRoleTags(input, call) {
      const { items, end } = pageOf((await findPrincipal(store, call, role, input.RoleName)).tags, input);
      return { Tags: items, ...end };
    },

    PutRolePolicy: (input, call) => inline.put(call, input.RoleName, input.PolicyName, input.PolicyDocument),
    async GetRolePolicy({ RoleName, PolicyName }, call) {
      return { RoleName, ...(await inline.get(call, RoleName, PolicyName)) };
    },
    ListRolePolicies: (input, call) => inline.list(call, input.RoleName, input),
    DeleteRolePolicy: (input, call) => inline.remove(call, input.RoleName, input.PolicyName),
    AttachRolePolicy: (input, call) => attached.attach(call, input.RoleName, input.PolicyArn),
    DetachRolePolicy: (input, call) => attached.detach(call, input.RoleName, input.PolicyArn),
    ListAttachedRolePolicies: (input, call) => attached.list(call, input.RoleName, input),

    /** None exists: they are for EC2. */
    async ListInstanceProfilesForRole({ RoleName }, call) {
      await findPrincipal(store, call, role, RoleName);
      return { InstanceProfiles: [], IsTruncated: false };
    },
  };
}

/** As CreateRole and UpdateRoleDescription show it: without MaxSessionDuration (recorded: test_create_role_defaults, test_update_role). */
function created(call: Call, record: RoleRecord): Role {
  return {
    Path: record.path,
    RoleName: record.name,
    RoleId: record.id,
    Arn: arnOf(call, 'role', record),
    CreateDate: record.createDate,
    AssumeRolePolicyDocument: encodePolicy(record.assumeRolePolicyDocument),
    ...(record.description !== undefined && { Description: record.description }),
  };
}

/** As ListRoles shows it: without tags and permissions boundary. */
function listed(call: Call, record: RoleRecord): Role {
  return { ...created(call, record), MaxSessionDuration: record.maxSessionDuration };
}

function shownTags({ tags }: RoleRecord) {
  return tags.length === 0 ? {} : { Tags: tags };
}
