import type { LimitsMode } from '../limits.ts';
import { limitExceeded } from './errors.ts';

/** IAM's quotas at their defaults, and what `--limits open` allows instead, so that no store grows without end. */
const QUOTAS = {
  RolesPerAccount: { aws: 1_000, open: 10_000 },
  UsersPerAccount: { aws: 5_000, open: 10_000 },
  GroupsPerAccount: { aws: 300, open: 10_000 },
  PoliciesPerAccount: { aws: 1_500, open: 10_000 },
  GroupsPerUser: { aws: 10, open: 10 },
  PoliciesPerRole: { aws: 10, open: 25 },
  PoliciesPerUser: { aws: 10, open: 25 },
  PoliciesPerGroup: { aws: 10, open: 25 },
  AccessKeysPerUser: { aws: 2, open: 2 },
  PolicySize: { aws: 6_144, open: 6_144 },
  ACLSizePerRole: { aws: 2_048, open: 4_096 },
} as const;

export type Quota = keyof typeof QUOTAS;

/** Throws when `count` is more than there may be. The sentence: recorded for AccessKeysPerUser, test_access_key_limit. */
export type CheckQuota = (quota: Quota, count: number) => void;

export function quotasOf(mode: LimitsMode): CheckQuota {
  return (quota, count) => {
    const most = QUOTAS[quota][mode];
    if (count > most) throw limitExceeded(`Cannot exceed quota for ${quota}: ${most}`);
  };
}

/** Characters that the inline policies of one role, user or group may have together (IAM quotas). */
const INLINE_POLICIES = { role: 10_240, user: 2_048, group: 5_120 } as const;

export function checkInlinePolicies(kind: keyof typeof INLINE_POLICIES, name: string, size: number): void {
  const most = INLINE_POLICIES[kind];
  if (size > most) throw limitExceeded(`Maximum policy size of ${most} bytes exceeded for ${kind} ${name}`);
}
