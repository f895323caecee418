import { accessKeyKey, sessionKey, userKey } from '../../definition/definition.ts';
import type { Clock } from '../../lib/clock.ts';
import type { Call } from '../../protocol/protocol.ts';
import type { Reader } from '../../store/store.ts';
import { arnOf } from './principals.ts';

/** Who signed a call. */
export interface CallerIdentity {
  readonly arn: string;
  readonly userId: string;
  /** The user's name, when it is a user of IAM's. */
  readonly userName?: string;
}

/**
 * Who the access key of a call belongs to: a user, a session, or the account's root user.
 *
 * deviation: Every access key that IAM did not make here stands for the root user of its account.
 */
export async function callerOf(reader: Reader, clock: Clock, call: Call): Promise<CallerIdentity> {
  const { account, accessKey } = call;
  const root = { arn: `arn:aws:iam::${account}:root`, userId: account };
  if (accessKey === undefined || !/^A[KS]IA[A-Z2-7]{16}$/.test(accessKey)) return root;
  if (accessKey.startsWith('ASIA')) {
    const session = (await reader.get(sessionKey(account, accessKey)))?.value;
    if (session === undefined || session.expiration <= clock.now()) return root;
    return { arn: session.arn, userId: session.userId };
  }
  const key = (await reader.get(accessKeyKey(account, accessKey)))?.value;
  const record = key && (await reader.get(userKey(account, key.user)))?.value;
  if (record === undefined) return root;
  return { arn: arnOf(call, 'user', record), userId: record.id, userName: record.name };
}

/** Whether IAM or STS made an access key here, in the account that stands in it. */
export async function isKeyOf(reader: Reader, account: string, accessKey: string): Promise<boolean> {
  const key = accessKey.startsWith('ASIA') ? sessionKey(account, accessKey) : accessKeyKey(account, accessKey);
  return (await reader.get<unknown>(key)) !== undefined;
}
