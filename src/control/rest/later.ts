import type { RestOperation } from './operations.ts';

/** Operations of the REST control plane that answer 501 with their name. */
export const restLater = [] as const satisfies readonly RestOperation[];
