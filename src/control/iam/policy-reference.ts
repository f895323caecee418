import { awsPolicyKey, type PolicyRecord, type PolicyUsage, policyKey } from '../../definition/definition.ts';
import type { Call } from '../../protocol/protocol.ts';
import type { Reader, Transaction } from '../../store/store.ts';
import { type AwsManagedPolicy, awsManagedPolicy } from './aws-managed.ts';
import { noSuchEntity, validationError } from './errors.ts';
import { arnOf } from './principals.ts';

/** What a policy's ARN leads to. */
export type PolicyFound =
  | { readonly by: 'account'; readonly record: PolicyRecord }
  | { readonly by: 'aws'; readonly policy: AwsManagedPolicy };

/** Undefined when there is no such policy in the account. @throws ValidationError for what is no ARN */
export async function findPolicy(reader: Reader, call: Call, arn: string): Promise<PolicyFound | undefined> {
  const { owner, path, name } = parseArn(arn);
  if (owner === 'aws') return { by: 'aws', policy: awsManagedPolicy(arn, path, name) };
  if (owner !== call.account) return undefined;
  const record = (await reader.get(policyKey(call.account, name)))?.value;
  return record === undefined || arnOf(call, 'policy', record) !== arn ? undefined : { by: 'account', record };
}

/** A policy of the account's own. */
export async function findOwnPolicy(
  reader: Reader,
  call: Call,
  arn: string,
  missing = `Policy ${arn} was not found.`,
): Promise<PolicyRecord> {
  const found = await findPolicy(reader, call, arn);
  if (found?.by === 'aws') throw noSuchEntity(`Policy ${arn} is an AWS managed policy, which cannot be changed.`);
  if (found === undefined) throw noSuchEntity(missing);
  return found.record;
}

/** "ARN … is not valid.": recorded, test_role_managed_policy_errors. */
function parseArn(arn: string): { owner: string; path: string; name: string } {
  const [, owner, path, name] =
    /^arn:aws[\w-]*:iam::(aws|\d{12}):policy(\/(?:[!-~]*\/)?)([\w+=,.@-]{1,128})$/.exec(arn) ?? [];
  if (owner === undefined || path === undefined || name === undefined)
    throw validationError(`ARN ${arn} is not valid.`);
  return { owner, path, name };
}

export function policyNameOf(arn: string): string {
  return parseArn(arn).name;
}

/** Who uses a policy. */
export async function usageOf(reader: Reader, call: Call, arn: string, found: PolicyFound): Promise<PolicyUsage> {
  if (found.by === 'account') return found.record;
  return (await reader.get(awsPolicyKey(call.account, arn)))?.value ?? { attachedTo: [], boundaryOf: [] };
}

/** Writes down that someone uses a policy, or uses it no more. The policy cannot be deleted meanwhile: its record is written. */
export async function changeUsage(
  tx: Transaction,
  call: Call,
  arn: string,
  member: keyof PolicyUsage,
  edit: (users: readonly string[]) => readonly string[],
): Promise<void> {
  const found = await findPolicy(tx, call, arn);
  if (found === undefined) throw noSuchEntity(`Policy ${arn} does not exist or is not attachable.`);
  const usage = await usageOf(tx, call, arn, found);
  const users = edit(usage[member]);
  if (found.by === 'account') {
    tx.put(policyKey(call.account, found.record.name), { ...found.record, [member]: users });
    return;
  }
  const after = { ...usage, [member]: users };
  const key = awsPolicyKey(call.account, arn);
  if (after.attachedTo.length + after.boundaryOf.length === 0) tx.delete(key);
  else tx.put(key, after);
}

export const adding = (one: string) => (users: readonly string[]) => (users.includes(one) ? users : [...users, one]);
export const removing = (one: string) => (users: readonly string[]) => users.filter((other) => other !== one);
