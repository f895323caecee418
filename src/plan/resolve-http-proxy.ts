import type { IntegrationRecord, ResolvedIntegration } from '../definition/definition.ts';
import { ILLEGAL_FOR_HTTP } from '../integrations/integrations.ts';
import { illegalHeader, parseParameters } from './mapping/parameter-source.ts';
import { fillStageVariables } from './mapping/stage-variables.ts';
import type { Surroundings } from './resolve.ts';
import { resolveVpcLink } from './resolve-vpc-link.ts';
import { timeoutMs, transferMode } from './streaming.ts';

export function resolveHttpProxy(record: IntegrationRecord, around: Surroundings): ResolvedIntegration {
  const illegal = illegalHeader(record.requestParameters ?? {}, ILLEGAL_FOR_HTTP);
  if (illegal !== undefined) return { type: 'MISCONFIGURED', reason: `Illegal request parameter mapping ${illegal}` };
  const uri = fillStageVariables(record.uri ?? '', around.variables);
  if (!isEndpointUri(uri)) return { type: 'MISCONFIGURED', reason: `Invalid endpoint address ${uri}` };
  return {
    type: 'HTTP_PROXY',
    httpMethod: record.httpMethod ?? 'ANY',
    uri,
    parameters: parseParameters(record.requestParameters ?? {}, around.variables),
    vpcLink: resolveVpcLink(record, around),
    insecureSkipVerification: record.tlsConfig?.insecureSkipVerification ?? false,
    timeoutMs: timeoutMs(record),
    transferMode: transferMode(record),
  };
}

// deviation: A placeholder in the host of an HTTP endpoint answers 500, for it would let the client choose the host;
// what AWS does with it is not recorded.
export function isEndpointUri(uri: string): boolean {
  return /^https?:\/\/[^/?#{}\s@]+([/?].*)?$/i.test(uri);
}
