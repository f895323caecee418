import { CALLERS_CREDENTIALS, type IntegrationRecord, type ResolvedIntegration } from '../definition/definition.ts';
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
  const credentials = resolveCredentials(record.credentials, around.variables);
  if (credentials !== null && !isRole(credentials))
    return { type: 'MISCONFIGURED', reason: `The credentials ${credentials} name no role` };
  return { type: 'AWS', call, mapping };
}

/**
 * Services that are no functions are called with the caller's credentials, or with those of the configuration, which stand for the role of whoever
 * owns the API.
 */
function isRole(credentials: string): boolean {
  return credentials === CALLERS_CREDENTIALS || /^arn:aws[a-z-]*:iam::\d{12}:role\//.test(credentials);
}
