/** The data plane: from a request on the wire to a stage's plan. */
export { restExecutor } from './execute.ts';
export { findTarget, type Target } from './hosts.ts';
export { openPlans, type Plans } from './plans.ts';
