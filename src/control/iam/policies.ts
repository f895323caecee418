import { type PolicyRecord, policyKey } from '../../definition/definition.ts';
import type { OperationsOf } from '../../model/model.ts';
import type { Call } from '../../protocol/protocol.ts';
import { knownAwsManagedPolicies } from './aws-managed.ts';
import { alreadyExists, deleteConflict, noSuchEntity } from './errors.ts';
import { newIamId } from './ids.ts';
import { pageOf } from './paging.ts';
import { checkIdentityPolicy, policySize } from './policy-document.ts';
import { findOwnPolicy, findPolicy, type PolicyFound, usageOf } from './policy-reference.ts';
import { arnOf, countOf, type Iam, type IamHandlers, now } from './principals.ts';
import { addTags, readTags, removeTags } from './tags.ts';

type Policy = NonNullable<OperationsOf<'iam'>['GetPolicy']['output']['Policy']>;

export type PolicyHandlers = IamHandlers<
  | 'CreatePolicy'
  | 'GetPolicy'
  | 'ListPolicies'
  | 'DeletePolicy'
  | 'ListEntitiesForPolicy'
  | 'TagPolicy'
  | 'UntagPolicy'
  | 'ListPolicyTags'
>;

/** Managed policies; `policy-versions.ts` has their versions. */
export function policyHandlers(iam: Iam): PolicyHandlers {
  const { store, checkQuota } = iam;
  const found = async (call: Call, arn: string): Promise<PolicyFound> => {
    const policy = await findPolicy(store, call, arn);
    if (policy === undefined) throw noSuchEntity(`Policy ${arn} was not found.`);
    return policy;
  };
  const retag = (call: Call, arn: string, edit: (tags: PolicyRecord['tags']) => PolicyRecord['tags']): Promise<void> =>
    store.transact(async (tx) => {
      const record = await findOwnPolicy(tx, call, arn);
      tx.put(policyKey(call.account, record.name), { ...record, tags: edit(record.tags) });
    });

  return {
    async CreatePolicy(input, call) {
      checkIdentityPolicy(input.PolicyDocument);
      checkQuota('PolicySize', policySize(input.PolicyDocument));
      const createDate = now(iam);
      const record: PolicyRecord = {
        name: input.PolicyName,
        path: input.Path ?? '/',
        id: newIamId('ANPA'),
        ...(input.Description !== undefined && { description: input.Description }),
        createDate,
        updateDate: createDate,
        tags: readTags(input.Tags, true),
        versions: [{ version: 1, document: input.PolicyDocument, createDate }],
        defaultVersion: 1,
        nextVersion: 2,
        attachedTo: [],
        boundaryOf: [],
      };
      await store.transact(async (tx) => {
        const key = policyKey(call.account, record.name);
        if ((await tx.get(key)) !== undefined)
          throw alreadyExists(`A policy called ${record.name} already exists. Duplicate names are not allowed.`);
        checkQuota('PoliciesPerAccount', (await countOf(tx, key)) + 1);
        tx.put(key, record);
      });
      // Tags in the order given, and no description: recorded, test_policy_tag_lifecycle.
      return { Policy: { ...shown(call, record), ...(record.tags.length > 0 && { Tags: input.Tags ?? [] }) } };
    },

    async GetPolicy({ PolicyArn }, call) {
      const policy = await found(call, PolicyArn);
      if (policy.by === 'account') {
        const { description, tags } = policy.record;
        return {
          Policy: {
            ...shown(call, policy.record),
            ...(description !== undefined && { Description: description }),
            Tags: tags,
          },
        };
      }
      const { description } = policy.policy;
      return {
        Policy: {
          ...(await shownAws(call, PolicyArn, policy)),
          ...(description !== undefined && { Description: description }),
          Tags: [],
        },
      };
    },

    /** deviation: Of the policies that AWS manages, ListPolicies has those whose documents are known here. */
    async ListPolicies(input, call) {
      const { Scope = 'All', OnlyAttached = false, PathPrefix = '/', PolicyUsageFilter: filter } = input;
      const { scope, kind } = policyKey(call.account, '');
      const own: PolicyRecord[] = [];
      if (Scope !== 'AWS') for (const { value } of await store.list<PolicyRecord>({ scope, kind })) own.push(value);
      const all = own.map((record) => shown(call, record));
      if (Scope !== 'Local')
        for (const policy of knownAwsManagedPolicies())
          all.push(await shownAws(call, policy.arn, { by: 'aws', policy }));
      const fitting = all.filter(
        ({ Path = '', AttachmentCount, PermissionsBoundaryUsageCount }) =>
          Path.startsWith(PathPrefix) &&
          (!OnlyAttached || AttachmentCount !== 0) &&
          (filter !== 'PermissionsPolicy' || AttachmentCount !== 0) &&
          (filter !== 'PermissionsBoundary' || PermissionsBoundaryUsageCount !== 0),
      );
      const { items, end } = pageOf(fitting, input);
      return { Policies: items, ...end };
    },

    async DeletePolicy({ PolicyArn }, call) {
      await store.transact(async (tx) => {
        const record = await findOwnPolicy(tx, call, PolicyArn);
        // Both as users of AWS's tools quote them.
        if (record.attachedTo.length + record.boundaryOf.length > 0)
          throw deleteConflict('Cannot delete a policy attached to entities.');
        if (record.versions.length > 1)
          throw deleteConflict(
            "This policy has more than one version. Before you delete a policy, you must delete the policy's versions. The default version is deleted with the policy.",
          );
        tx.delete(policyKey(call.account, record.name));
      });
    },

    async ListEntitiesForPolicy(input, call) {
      const { attachedTo, boundaryOf } = await usageOf(
        store,
        call,
        input.PolicyArn,
        await found(call, input.PolicyArn),
      );
      const using =
        input.PolicyUsageFilter === 'PermissionsBoundary'
          ? boundaryOf
          : input.PolicyUsageFilter === 'PermissionsPolicy'
            ? attachedTo
            : [...new Set([...attachedTo, ...boundaryOf])];
      const entities = await entitiesOf(iam, call, using);
      const filter = FILTERS.get(input.EntityFilter ?? '');
      const { PathPrefix = '/' } = input;
      const fitting = entities.filter(
        ({ kind, path }) => (filter === undefined || kind === filter) && path.startsWith(PathPrefix),
      );
      const { items, end } = pageOf(fitting, input);
      const of = (wanted: string) => items.filter(({ kind }) => kind === wanted);
      return {
        PolicyGroups: of('group').map(({ name, id }) => ({ GroupName: name, GroupId: id })),
        PolicyUsers: of('user').map(({ name, id }) => ({ UserName: name, UserId: id })),
        PolicyRoles: of('role').map(({ name, id }) => ({ RoleName: name, RoleId: id })),
        ...end,
      };
    },

    TagPolicy: (input, call) => retag(call, input.PolicyArn, (tags) => addTags(tags, input.Tags, true)),
    UntagPolicy: (input, call) => retag(call, input.PolicyArn, (tags) => removeTags(tags, input.TagKeys, true)),
    async ListPolicyTags(input, call) {
      const policy = await found(call, input.PolicyArn);
      const { items, end } = pageOf(policy.by === 'account' ? policy.record.tags : [], input);
      return { Tags: items, ...end };
    },
  };

  async function shownAws(call: Call, arn: string, policy: PolicyFound & { by: 'aws' }): Promise<Policy> {
    const { name, path, id, createDate } = policy.policy;
    const { attachedTo, boundaryOf } = await usageOf(store, call, arn, policy);
    return {
      PolicyName: name,
      PolicyId: id,
      Arn: arn,
      Path: path,
      DefaultVersionId: 'v1',
      AttachmentCount: attachedTo.length,
      PermissionsBoundaryUsageCount: boundaryOf.length,
      IsAttachable: true,
      CreateDate: createDate,
      UpdateDate: createDate,
    };
  }
}

const FILTERS: ReadonlyMap<string, string> = new Map([
  ['User', 'user'],
  ['Role', 'role'],
  ['Group', 'group'],
]);

interface Entity {
  readonly kind: string;
  readonly name: string;
  readonly id: string;
  readonly path: string;
}

async function entitiesOf({ store }: Iam, call: Call, using: readonly string[]): Promise<readonly Entity[]> {
  const entities: Entity[] = [];
  for (const one of using) {
    const [kind = '', id = ''] = one.split('/');
    const { scope } = policyKey(call.account, '');
    const record = (await store.get<Omit<Entity, 'kind'>>({ scope, kind: `iam-${kind}`, id }))?.value;
    if (record !== undefined) entities.push({ kind, name: record.name, id: record.id, path: record.path });
  }
  return entities;
}

/** As lists and CreatePolicy show it. */
function shown(call: Call, record: PolicyRecord): Policy {
  return {
    PolicyName: record.name,
    PolicyId: record.id,
    Arn: arnOf(call, 'policy', record),
    Path: record.path,
    DefaultVersionId: `v${record.defaultVersion}`,
    AttachmentCount: record.attachedTo.length,
    PermissionsBoundaryUsageCount: record.boundaryOf.length,
    IsAttachable: true,
    CreateDate: record.createDate,
    UpdateDate: record.updateDate,
  };
}
