import type { IntegrationRecord, ResolvedVpcLink } from '../definition/definition.ts';
import { fillStageVariables } from './mapping/stage-variables.ts';
import type { Surroundings } from './resolve.ts';

/** The VPC link of an HTTP integration; its id may come from a stage variable (developer guide, "Set up a private integration"). */
export function resolveVpcLink(
  { connectionType, connectionId, integrationTarget }: IntegrationRecord,
  { scope, variables }: Surroundings,
): ResolvedVpcLink | null {
  if (connectionType !== 'VPC_LINK') return null;
  const target = integrationTarget === undefined ? null : fillStageVariables(integrationTarget, variables);
  return { scope, id: fillStageVariables(connectionId ?? '', variables), target };
}
