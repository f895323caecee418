import { groupKey, type PrincipalRecord, roleKey, userKey } from '../../definition/definition.ts';
import type { Clock } from '../../lib/clock.ts';
import type { OperationName } from '../../model/model.ts';
import type { Call, Handlers } from '../../protocol/protocol.ts';
import type { Key, Reader, Store } from '../../store/store.ts';
import { alreadyExists, noSuchEntity } from './errors.ts';
import type { CheckQuota } from './quotas.ts';

/** What every noun of IAM works with. */
export interface Iam {
  readonly store: Store;
  readonly clock: Clock;
  readonly checkQuota: CheckQuota;
}

/** The handlers of some operations; a noun's file exports those of its noun. */
export type IamHandlers<Op extends OperationName<'iam'>> = Pick<Handlers<'iam'>, Op>;

export type PrincipalKind = 'role' | 'user' | 'group';

/** Roles, users and groups: policies are put into and attached to all three alike. */
export interface Principal<R extends PrincipalRecord> {
  readonly kind: PrincipalKind;
  readonly key: (account: string, name: string) => Key<R>;
}

export const role = { kind: 'role', key: roleKey } as const;
export const user = { kind: 'user', key: userKey } as const;
export const group = { kind: 'group', key: groupKey } as const;

export async function findPrincipal<R extends PrincipalRecord>(
  reader: Reader,
  call: Call,
  { kind, key }: Principal<R>,
  name: string,
): Promise<R> {
  const record = (await reader.get(key(call.account, name)))?.value;
  if (record === undefined) throw noSuchEntity(`The ${kind} with name ${name} cannot be found.`);
  return record;
}

/** @throws EntityAlreadyExists */
export async function assertFree<R extends PrincipalRecord>(
  reader: Reader,
  call: Call,
  { kind, key }: Principal<R>,
  name: string,
): Promise<void> {
  if ((await reader.get(key(call.account, name))) === undefined) return;
  throw alreadyExists(`${kind.charAt(0).toUpperCase()}${kind.slice(1)} with name ${name} already exists.`);
}

/** How many records there are of the kind of a key. */
export async function countOf(reader: Reader, { scope, kind }: Key<unknown>): Promise<number> {
  return (await reader.list({ scope, kind })).length;
}

/** IAM's times are shown in whole seconds. */
export function now({ clock }: Iam): number {
  return Math.trunc(clock.now() / 1000) * 1000;
}

export function arnOf(
  call: Call,
  kind: PrincipalKind | 'policy',
  { path, name }: { path: string; name: string },
): string {
  return `arn:aws:iam::${call.account}:${kind}${path}${name}`;
}
