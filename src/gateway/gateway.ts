/** The data plane: from a request on the wire to a stage's plan. */
export type { Capabilities } from '../plan/plan.ts';
export { restExecutor } from './execute.ts';
export { findTarget, type Target } from './hosts.ts';
export { type FollowingDirectory, openIamDirectory } from './iam-directory.ts';
export { openPlans, type Plans } from './plans.ts';
export { testAuthorizers } from './test-authorizer.ts';
export { testMethods } from './test-method.ts';
export { openUsagePlans, type UsagePlans } from './usage-plans.ts';
export { openUserPools } from './user-pools.ts';
export { vpcLinkOrigins } from './vpc-links.ts';
