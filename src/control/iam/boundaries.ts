import type { RoleRecord, UserRecord } from '../../definition/definition.ts';
import type { OperationsOf } from '../../model/model.ts';
import type { Call } from '../../protocol/protocol.ts';
import type { Transaction } from '../../store/store.ts';
import { userOf } from './attached-policies.ts';
import { noSuchEntity } from './errors.ts';
import { adding, changeUsage, removing } from './policy-reference.ts';
import { findPrincipal, type Iam, type Principal } from './principals.ts';

type User = NonNullable<OperationsOf<'iam'>['GetUser']['output']['User']>;
type Bounded = RoleRecord | UserRecord;

/** The permissions boundary of a role or user: a managed policy that its permissions cannot go beyond. */
export function boundaries<R extends Bounded>({ store }: Iam, principal: Principal<R>) {
  return {
    put(call: Call, name: string, arn: string): Promise<void> {
      return store.transact(async (tx) => {
        const record = await findPrincipal(tx, call, principal, name);
        await leaveBoundary(tx, call, principal.kind, record);
        await enterBoundary(tx, call, principal.kind, record, arn);
        tx.put(principal.key(call.account, name), { ...record, permissionsBoundary: arn });
      });
    },

    remove(call: Call, name: string): Promise<void> {
      return store.transact(async (tx) => {
        const record = await findPrincipal(tx, call, principal, name);
        if (record.permissionsBoundary === undefined)
          // deviation: The sentence for deleting a permissions boundary that is not there is ours; AWS's is not recorded.
          throw noSuchEntity(`The ${principal.kind} with name ${name} has no permissions boundary.`);
        await leaveBoundary(tx, call, principal.kind, record);
        const { permissionsBoundary: _, ...rest } = record;
        tx.put(principal.key(call.account, name), rest as R);
      });
    },
  };
}

export async function enterBoundary(
  tx: Transaction,
  call: Call,
  kind: string,
  record: Bounded,
  arn: string | undefined,
): Promise<void> {
  if (arn !== undefined) await changeUsage(tx, call, arn, 'boundaryOf', adding(userOf(kind, record)));
}

export async function leaveBoundary(tx: Transaction, call: Call, kind: string, record: Bounded): Promise<void> {
  const { permissionsBoundary: arn } = record;
  if (arn !== undefined) await changeUsage(tx, call, arn, 'boundaryOf', removing(userOf(kind, record)));
}

export function shownBoundary({ permissionsBoundary: arn }: Bounded): Pick<User, 'PermissionsBoundary'> {
  if (arn === undefined) return {};
  // What AWS sends (GetRole's answers, as its users quote them), where the model's only value is another.
  return { PermissionsBoundary: { PermissionsBoundaryType: 'Policy' as never, PermissionsBoundaryArn: arn } };
}
