import type { PrincipalRecord } from '../../definition/definition.ts';
import type { Call } from '../../protocol/protocol.ts';
import { deleteConflict, noSuchEntity } from './errors.ts';
import { type PageEnd, type PageRequest, pageOf } from './paging.ts';
import { adding, changeUsage, findPolicy, policyNameOf, removing } from './policy-reference.ts';
import { findPrincipal, type Iam, type Principal } from './principals.ts';

const QUOTA = { role: 'PoliciesPerRole', user: 'PoliciesPerUser', group: 'PoliciesPerGroup' } as const;

type Attached = { readonly PolicyArn: string; readonly PolicyName: string };

/** The managed policies of a role, user or group. Attaching twice is attaching once, as on AWS. */
export function attachedPolicies<R extends PrincipalRecord>(iam: Iam, principal: Principal<R>) {
  const { store, checkQuota } = iam;
  const { kind, key } = principal;

  return {
    attach(call: Call, name: string, arn: string): Promise<void> {
      return store.transact(async (tx) => {
        const record = await findPrincipal(tx, call, principal, name);
        await changeUsage(tx, call, arn, 'attachedTo', adding(userOf(kind, record)));
        if (record.attachedPolicies.includes(arn)) return;
        checkQuota(QUOTA[kind], record.attachedPolicies.length + 1);
        tx.put(key(call.account, name), { ...record, attachedPolicies: [...record.attachedPolicies, arn] });
      });
    },

    detach(call: Call, name: string, arn: string): Promise<void> {
      return store.transact(async (tx) => {
        const record = await findPrincipal(tx, call, principal, name);
        // Also for a policy that exists and is not attached: recorded, test_role_managed_policy_errors.
        if ((await findPolicy(tx, call, arn)) === undefined || !record.attachedPolicies.includes(arn))
          throw noSuchEntity(`Policy ${arn} was not found.`);
        await changeUsage(tx, call, arn, 'attachedTo', removing(userOf(kind, record)));
        const rest = record.attachedPolicies.filter((other) => other !== arn);
        tx.put(key(call.account, name), { ...record, attachedPolicies: rest });
      });
    },

    async list(
      call: Call,
      name: string,
      input: PageRequest & { readonly PathPrefix?: string | undefined },
    ): Promise<{ AttachedPolicies: readonly Attached[] } & PageEnd> {
      const record = await findPrincipal(store, call, principal, name);
      const { PathPrefix = '/' } = input;
      const fitting = record.attachedPolicies.filter((arn) => arn.split(':policy')[1]?.startsWith(PathPrefix) === true);
      const { items, end } = pageOf(fitting, input);
      return { AttachedPolicies: items.map((arn) => ({ PolicyArn: arn, PolicyName: policyNameOf(arn) })), ...end };
    },
  };
}

/** How a policy's record names who uses it. */
export function userOf(kind: string, { name }: PrincipalRecord): string {
  return `${kind}/${name.toLowerCase()}`;
}

/** Recorded: test_delete_role_with_attached_policy, test_delete_role_with_inline_policy and those of users. */
export function assertWithoutPolicies({ attachedPolicies: attached, inlinePolicies }: PrincipalRecord): void {
  if (attached.length > 0) throw deleteConflict('Cannot delete entity, must detach all policies first.');
  if (Object.keys(inlinePolicies).length > 0) throw deleteConflict('Cannot delete entity, must delete policies first.');
}
