import type { IntegrationRecord, ResolvedIntegration } from '../definition/definition.ts';
import { parseParameters } from './mapping/parameter-source.ts';
import { fillStageVariables } from './mapping/stage-variables.ts';
import type { Surroundings } from './resolve.ts';

export function resolveHttpProxy(record: IntegrationRecord, around: Surroundings): ResolvedIntegration {
  const uri = fillStageVariables(record.uri ?? '', around.variables);
  // A placeholder in the authority would let a client choose the host.
  if (!/^https?:\/\/[^/?#{}\s@]+([/?].*)?$/i.test(uri)) {
    return { type: 'MISCONFIGURED', reason: `Invalid endpoint address ${uri}` };
  }
  return {
    type: 'HTTP_PROXY',
    httpMethod: record.httpMethod ?? 'ANY',
    uri,
    parameters: parseParameters(record.requestParameters ?? {}, around.variables),
    insecureSkipVerification: record.tlsConfig?.insecureSkipVerification ?? false,
    timeoutMs: record.timeoutInMillis,
  };
}
