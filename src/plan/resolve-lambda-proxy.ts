import {
  type IntegrationRecord,
  type ResolvedIntegration,
  type ResolvedLambdaProxy,
  scopeOf,
} from '../definition/definition.ts';
import { ILLEGAL_FOR_AWS } from '../integrations/integrations.ts';
import { illegalHeader } from './mapping/parameter-source.ts';
import { fillStageVariables } from './mapping/stage-variables.ts';
import type { Surroundings } from './resolve.ts';

const INVOCATION_URI = /:lambda:path\/\/?2015-03-31\/functions\/(.+)\/invocations$/;
const FUNCTION_ARN = /^arn:aws[a-z-]*:lambda:([a-z0-9-]+):(\d{12}):function:([A-Za-z0-9_-]+)(?::([A-Za-z0-9_$-]+))?$/;

export function resolveLambdaProxy(record: IntegrationRecord, around: Surroundings): ResolvedIntegration {
  // Recorded on AWS: any other integration method is accepted by PutIntegration and fails each request.
  if (record.httpMethod !== 'POST') {
    return {
      type: 'MISCONFIGURED',
      reason: `A Lambda function is invoked with POST, not ${record.httpMethod ?? 'nothing'}`,
    };
  }
  // Recorded on AWS: the mappings of AWS_PROXY are not applied, but an illegal one fails each request.
  const illegal = illegalHeader(record.requestParameters ?? {}, ILLEGAL_FOR_AWS);
  if (illegal !== undefined) return { type: 'MISCONFIGURED', reason: `Illegal request parameter mapping ${illegal}` };
  const named = parseFunctionUri(fillStageVariables(record.uri ?? '', around.variables));
  if (named === undefined) {
    return { type: 'MISCONFIGURED', reason: `${record.uri ?? 'An empty URI'} does not name a Lambda function` };
  }
  return { type: 'AWS_PROXY', ...named, timeoutMs: record.timeoutInMillis };
}

/** `arn:aws:apigateway:{region}:lambda:path/2015-03-31/functions/{function ARN}/invocations`, of integrations and authorizers. */
export function parseFunctionUri(
  uri: string,
): Pick<ResolvedLambdaProxy, 'functionScope' | 'functionName' | 'qualifier' | 'functionArn'> | undefined {
  const functionArn = INVOCATION_URI.exec(uri)?.[1];
  const parsed = functionArn === undefined ? null : FUNCTION_ARN.exec(functionArn);
  if (functionArn === undefined || parsed === null) return undefined;
  const [, region = '', account = '', functionName = '', qualifier = ''] = parsed;
  return { functionScope: scopeOf(account, region), functionName, qualifier, functionArn };
}
