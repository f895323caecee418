import type { OperationName } from '../../model/model.ts';
import type { Handlers } from '../../protocol/protocol.ts';

/** Operations of STS that answer 501 with their name. */
export const later = [
  'AssumeRole',
  'AssumeRoleWithSAML',
  'AssumeRoleWithWebIdentity',
  'AssumeRoot',
  'DecodeAuthorizationMessage',
  'GetAccessKeyInfo',
  'GetDelegatedAccessToken',
  'GetFederationToken',
  'GetSessionToken',
  'GetWebIdentityToken',
] as const satisfies readonly OperationName<'sts'>[];

/** deviation: Every caller is the root user of its account; AWS names the user or the assumed role that signed. */
export function stsHandlers(): Handlers<'sts', (typeof later)[number]> {
  return {
    async GetCallerIdentity(_, { account }) {
      return { UserId: account, Account: account, Arn: `arn:aws:iam::${account}:root` };
    },
  };
}
