import type { Clock } from '../../lib/clock.ts';
import type { Handlers } from '../../protocol/protocol.ts';
import type { Store } from '../../store/store.ts';
import type { LimitsMode } from '../limits.ts';
import { absentHandlers } from './absent.ts';
import { accessKeyHandlers } from './access-keys.ts';
import { groupHandlers } from './groups.ts';
import { later } from './later.ts';
import { policyHandlers } from './policies.ts';
import { policyVersionHandlers } from './policy-versions.ts';
import { quotasOf } from './quotas.ts';
import { roleHandlers } from './roles.ts';
import { userHandlers } from './users.ts';

export { later };

export interface IamOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly limits: LimitsMode;
}

/** What IAM's operations mean. RevisionConflict passes through: the caller answers it. */
export function iamHandlers({ store, clock, limits }: IamOptions): Handlers<'iam', (typeof later)[number]> {
  const iam = { store, clock, checkQuota: quotasOf(limits) };
  return {
    ...roleHandlers(iam),
    ...userHandlers(iam),
    ...accessKeyHandlers(iam),
    ...groupHandlers(iam),
    ...policyHandlers(iam),
    ...policyVersionHandlers(iam),
    ...absentHandlers(iam),
  };
}
