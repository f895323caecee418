import type { IntegrationRecord, ResolvedIntegration } from '../definition/definition.ts';
import { ILLEGAL_FOR_AWS } from '../integrations/integrations.ts';
import { resolveMapping } from './mapping/mapping.ts';
import { fillStageVariables } from './mapping/stage-variables.ts';
import type { Surroundings } from './resolve.ts';
import { resolveAwsCall } from './resolve-aws-call.ts';
import { parseFunctionUri, resolveCredentials } from './resolve-lambda-proxy.ts';
import { problemOf } from './resolve-mock.ts';

/** AWS: a Lambda function, or any other service, that is given what is mapped. */
export function resolveAws(record: IntegrationRecord, around: Surroundings): ResolvedIntegration {
  const mapping = resolveMapping(record, around.variables);
  const wrong = problemOf(record, mapping, ILLEGAL_FOR_AWS);
  if (wrong !== undefined) return { type: 'MISCONFIGURED', reason: wrong };
  const named = parseFunctionUri(fillStageVariables(record.uri ?? '', around.variables));
  if (named !== undefined) {
    const credentials = resolveCredentials(record.credentials, around.variables);
    return { type: 'LAMBDA', ...named, credentials, timeoutMs: record.timeoutInMillis, mapping };
  }
  const call = resolveAwsCall(record, around.variables);
  // Functions are not called over HTTP: what else of Lambda's is named is no invocation.
  if (call === undefined || call.service === 'lambda') {
    return {
      type: 'MISCONFIGURED',
      reason: `${record.uri ?? 'An empty URI'} does not name a Lambda function or a service`,
    };
  }
  return { type: 'AWS', call, mapping };
}
