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
import { timeoutMs, transferMode } from './streaming.ts';

const STREAMING_URI = /:lambda:path\/\/?2021-11-15\/functions\/(.+)\/response-streaming-invocations$/;
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
  const uri = fillStageVariables(record.uri ?? '', around.variables);
  const mode = transferMode(record);
  // "API Gateway doesn't support this integration configuration" (developer guide, "Set up a Lambda proxy integration with
  // payload response streaming"): the one mode with the other's URI.
  if (mode === 'STREAM' ? INVOCATION_URI.test(uri) : STREAMING_URI.test(uri)) {
    return { type: 'MISCONFIGURED', reason: `The transfer mode ${mode} does not go with ${uri}` };
  }
  const named = parseArn((mode === 'STREAM' ? STREAMING_URI : INVOCATION_URI).exec(uri)?.[1]);
  if (named === undefined) {
    return { type: 'MISCONFIGURED', reason: `${record.uri ?? 'An empty URI'} does not name a Lambda function` };
  }
  const credentials = resolveCredentials(record.credentials, around.variables);
  return { type: 'AWS_PROXY', ...named, credentials, timeoutMs: timeoutMs(record), transferMode: mode };
}

/** Who invokes a function, if it is not its own policy that says so: stage variables may name the role (aws-behaviour.md, stage variables). */
export function resolveCredentials(
  credentials: string | undefined,
  variables: { readonly [name: string]: string },
): string | null {
  // What a variable leaves empty names nobody, and is not the function's own policy.
  return credentials === undefined || credentials === '' ? null : fillStageVariables(credentials, variables);
}

/** `arn:aws:apigateway:{region}:lambda:path/2015-03-31/functions/{function ARN}/invocations`, of integrations and authorizers. */
export function parseFunctionUri(uri: string): NamedFunction | undefined {
  return parseArn(INVOCATION_URI.exec(uri)?.[1]);
}

type NamedFunction = Pick<ResolvedLambdaProxy, 'functionScope' | 'functionName' | 'qualifier' | 'functionArn'>;

function parseArn(functionArn: string | undefined): NamedFunction | undefined {
  const parsed = functionArn === undefined ? null : FUNCTION_ARN.exec(functionArn);
  if (functionArn === undefined || parsed === null) return undefined;
  const [, region = '', account = '', functionName = '', qualifier = ''] = parsed;
  return { functionScope: scopeOf(account, region), functionName, qualifier, functionArn };
}
