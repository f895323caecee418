import type { IntegrationRecord, ResolvedIntegration, ResolvedMapping } from '../definition/definition.ts';
import { ILLEGAL_FOR_HTTP } from '../integrations/integrations.ts';
import { isHeaderName, isHeaderValue } from '../lib/headers.ts';
import { resolveMapping } from './mapping/mapping.ts';
import { illegalHeader } from './mapping/parameter-source.ts';
import type { Surroundings } from './resolve.ts';

export function resolveMock(record: IntegrationRecord, around: Surroundings): ResolvedIntegration {
  const mapping = resolveMapping(record, around.variables);
  const wrong = problemOf(record, mapping);
  return wrong === undefined ? { type: 'MOCK', mapping } : { type: 'MISCONFIGURED', reason: wrong };
}

/** Why an integration that is no proxy's answers 500 to every request. */
// deviation: An integration with an integration response that no HTTP/1.1 response can be (status below 200, CR or LF in a header)
// answers 500 to every request; AWS's behaviour is not recorded.
export function problemOf(
  record: IntegrationRecord,
  mapping: ResolvedMapping,
  illegalHeaders: ReadonlySet<string> = ILLEGAL_FOR_HTTP,
): string | undefined {
  const illegal = illegalHeader(record.requestParameters ?? {}, illegalHeaders);
  if (illegal !== undefined) return `Illegal request parameter mapping ${illegal}`;
  for (const { status, parameters } of mapping.responses) {
    if (!(status >= 200 && status <= 599)) return `The integration response has the status code ${status}`;
    for (const { name, from } of parameters) {
      if (!isHeaderName(name)) return `${JSON.stringify(name)} cannot stand in a response header`;
      if (from.source === 'static' && !isHeaderValue(from.value)) {
        return `${JSON.stringify(from.value)} cannot stand in a response header`;
      }
    }
  }
  return undefined;
}
