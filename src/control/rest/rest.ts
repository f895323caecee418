import type { Handlers } from '../../protocol/protocol.ts';
import { deploymentHandlers } from './deployments.ts';
import { integrationResponseHandlers } from './integration-responses.ts';
import { integrationHandlers } from './integrations.ts';
import { restLater } from './later.ts';
import { methodResponseHandlers } from './method-responses.ts';
import { methodHandlers } from './methods.ts';
import type { RestControl } from './operations.ts';
import { resourceHandlers } from './resources.ts';
import { restApiHandlers } from './rest-apis.ts';
import { stageHandlers } from './stages.ts';

export type { RestControl } from './operations.ts';
export { restLater };

/** What the operations of the REST control plane mean. RevisionConflict passes through: the caller answers it. */
export function restHandlers(control: RestControl): Handlers<'apigateway', (typeof restLater)[number]> {
  return {
    ...restApiHandlers(control),
    ...resourceHandlers(control),
    ...methodHandlers(control),
    ...methodResponseHandlers(control),
    ...integrationHandlers(control),
    ...integrationResponseHandlers(control),
    ...deploymentHandlers(control),
    ...stageHandlers(control),
  };
}
