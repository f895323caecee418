import type { IntegrationRecord, ResolvedIntegration } from '../definition/definition.ts';
import { resolveMapping } from './mapping/mapping.ts';
import { fillStageVariables } from './mapping/stage-variables.ts';
import type { Surroundings } from './resolve.ts';
import { isEndpointUri } from './resolve-http-proxy.ts';
import { problemOf } from './resolve-mock.ts';
import { resolveVpcLink } from './resolve-vpc-link.ts';

export function resolveHttp(record: IntegrationRecord, around: Surroundings): ResolvedIntegration {
  const mapping = resolveMapping(record, around.variables);
  const wrong = problemOf(record, mapping);
  if (wrong !== undefined) return { type: 'MISCONFIGURED', reason: wrong };
  const uri = fillStageVariables(record.uri ?? '', around.variables);
  if (!isEndpointUri(uri)) return { type: 'MISCONFIGURED', reason: `Invalid endpoint address ${uri}` };
  return {
    type: 'HTTP',
    httpMethod: record.httpMethod ?? 'ANY',
    uri,
    vpcLink: resolveVpcLink(record, around),
    insecureSkipVerification: record.tlsConfig?.insecureSkipVerification ?? false,
    timeoutMs: record.timeoutInMillis,
    mapping,
  };
}
