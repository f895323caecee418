import type { Clock } from '../../lib/clock.ts';
import type { OperationName } from '../../model/model.ts';
import type { Handlers } from '../../protocol/protocol.ts';
import type { Store } from '../../store/store.ts';
import { callerOf } from '../iam/caller.ts';
import { validationError } from '../iam/errors.ts';
import { accountOfAccessKey } from '../iam/ids.ts';
import { assumeRole } from './assume-role.ts';
import { getSessionToken } from './session-token.ts';

/** Operations of STS that answer 501 with their name. */
export const later = [
  'AssumeRoleWithSAML',
  'AssumeRoleWithWebIdentity',
  'AssumeRoot',
  'DecodeAuthorizationMessage',
  'GetDelegatedAccessToken',
  'GetFederationToken',
  'GetWebIdentityToken',
] as const satisfies readonly OperationName<'sts'>[];

export interface StsOptions {
  readonly store: Store;
  readonly clock: Clock;
}

/** What STS's operations mean. Sessions are records: later calls can be signed with them until they end. */
export function stsHandlers(options: StsOptions): Handlers<'sts', (typeof later)[number]> {
  const { store, clock } = options;
  return {
    async GetCallerIdentity(_, call) {
      const { userId, arn } = await callerOf(store, clock, call);
      return { UserId: userId, Account: call.account, Arn: arn };
    },

    AssumeRole: (input, call) => assumeRole(options, input, call),
    GetSessionToken: (input, call) => getSessionToken(options, input, call),

    /** The account stands in the key, which need not exist. */
    async GetAccessKeyInfo({ AccessKeyId }) {
      const account = accountOfAccessKey(AccessKeyId);
      // deviation: The sentence for an access key id that holds no account is ours; AWS's is not recorded.
      if (account === undefined) throw validationError(`Access key ${AccessKeyId} is invalid`);
      return { Account: account };
    },
  };
}
