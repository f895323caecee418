import { randomBytes } from 'node:crypto';
import { type SessionRecord, sessionExpiryKey, sessionKey } from '../../definition/definition.ts';
import type { Clock } from '../../lib/clock.ts';
import type { OperationsOf } from '../../model/model.ts';
import type { Transaction } from '../../store/store.ts';
import { newAccessKeyId, newSecretAccessKey } from '../iam/ids.ts';

export type SessionCredentials = NonNullable<OperationsOf<'sts'>['AssumeRole']['output']['Credentials']>;

/** So many sessions that are over are deleted for each new one: what is kept is bounded by those that live. */
const SWEPT = 10;

/**
 * Writes down a session of `seconds` seconds.
 *
 * @returns its credentials
 */
export async function openSession(
  tx: Transaction,
  clock: Clock,
  account: string,
  seconds: number,
  session: Omit<SessionRecord, 'secretAccessKey' | 'sessionToken' | 'issueDate' | 'expiration'>,
): Promise<SessionCredentials> {
  await sweep(tx, account, clock.now());
  const AccessKeyId = newAccessKeyId('ASIA', account);
  const record: SessionRecord = {
    ...session,
    secretAccessKey: newSecretAccessKey(),
    sessionToken: randomBytes(192).toString('base64'),
    issueDate: Math.trunc(clock.now() / 1000) * 1000,
    expiration: Math.trunc(clock.now() / 1000 + seconds) * 1000,
  };
  tx.put(sessionKey(account, AccessKeyId), record);
  tx.put(sessionExpiryKey(account, record.expiration, AccessKeyId), {});
  return {
    AccessKeyId,
    SecretAccessKey: record.secretAccessKey,
    SessionToken: record.sessionToken,
    Expiration: record.expiration,
  };
}

async function sweep(tx: Transaction, account: string, nowMs: number): Promise<void> {
  const { scope, kind } = sessionExpiryKey(account, 0, '');
  for (const { key } of await tx.list({ scope, kind, limit: SWEPT })) {
    const [expiration, accessKeyId = ''] = key.id.split('/');
    if (Number(expiration) > nowMs) return;
    tx.delete(key);
    tx.delete(sessionKey(account, accessKeyId));
  }
}
