import type { OperationsOf } from '../../model/model.ts';
import type { Call } from '../../protocol/protocol.ts';
import { callerOf } from '../iam/caller.ts';
import { notImplemented } from '../iam/errors.ts';
import { accessDenied } from './errors.ts';
import { openSession } from './sessions.ts';
import type { StsOptions } from './sts.ts';

type Input = OperationsOf<'sts'>['GetSessionToken']['input'];
type Output = OperationsOf<'sts'>['GetSessionToken']['output'];

/** Seconds: "Sessions for users default to 43,200 seconds; for account owners, to one hour at the most" (GetSessionToken). */
const OF_USERS = 43_200;
const OF_ROOT = 3_600;

/** Temporary credentials of whoever asks for them. */
export async function getSessionToken({ store, clock }: StsOptions, input: Input, call: Call): Promise<Output> {
  for (const member of ['SerialNumber', 'TokenCode', 'MinimumSessionTokenSize'] as const)
    if (input[member] !== undefined) throw notImplemented(`GetSessionToken with ${member}`);
  // As users of AWS's tools quote it.
  if (call.accessKey?.startsWith('ASIA') === true)
    throw accessDenied('Cannot call GetSessionToken with session credentials');
  const { arn, userId, userName } = await callerOf(store, clock, call);
  const seconds = userName === undefined ? Math.min(input.DurationSeconds ?? OF_ROOT, OF_ROOT) : input.DurationSeconds;
  const Credentials = await store.transact((tx) =>
    openSession(tx, clock, call.account, seconds ?? OF_USERS, {
      arn,
      userId,
      ...(call.accessKey !== undefined && { issuedTo: call.accessKey }),
      policies: [],
      policyArns: [],
      tags: [],
      transitiveTagKeys: [],
    }),
  );
  return { Credentials };
}
