import {
  type InvokeFunction,
  type InvokeOutcome,
  type InvokeRequest,
  type ResolvedLambdaProxy,
  regionOf,
} from '../definition/definition.ts';
import {
  badGateway,
  type Context,
  type EndpointResponse,
  type Fault,
  integrationFailure,
  integrationTimeout,
  invalidPermissions,
  isFault,
  type MethodPlan,
  type MethodResponse,
  type StageContext,
} from '../exchange/exchange.ts';
import type { Clock } from '../lib/clock.ts';
import { hasHeader, lastHeader, type RawHeaders } from '../lib/headers.ts';
import { compileBinary } from './binary.ts';
import { responseHeaders } from './header-tables.ts';
import { compileProxyEvent } from './lambda-event.ts';
import { parsePrelude, preludeHeaders, splitPrelude } from './lambda-prelude.ts';
import { parseProxyResponse } from './lambda-response.ts';

export interface LambdaProxyCapabilities {
  readonly invokeFunction: InvokeFunction;
  readonly clock: Clock;
}

export interface LambdaRequest {
  readonly event: string;
  readonly binaryAccepted: boolean;
  readonly sourceArn: string;
}

/** What the function returned: its payload, still unread. */
interface LambdaResponse extends EndpointResponse {
  readonly body: Buffer;
  readonly binaryAccepted: boolean;
  readonly version: string;
  readonly requestId: string;
}

/** AWS_PROXY to a Lambda function, payload format 1.0. */
export function compileLambdaProxy(
  proxy: ResolvedLambdaProxy,
  method: { readonly resourcePath: string; readonly operationName: string | null },
  stage: StageContext,
  binaryMediaTypes: readonly string[],
  { invokeFunction, clock }: LambdaProxyCapabilities,
): MethodPlan<LambdaRequest, LambdaResponse> {
  const binary = compileBinary(binaryMediaTypes);
  const renderEvent = compileProxyEvent(stage, method, binary);
  const sourceArn = compileSourceArn(stage, method.resourcePath);
  const host = `lambda.${regionOf(proxy.functionScope)}.amazonaws.com`;
  return {
    admit: undefined,
    reads: { body: true },
    toEndpoint: (rq, body, cx) => ({
      event: renderEvent(rq, body, cx),
      binaryAccepted: binary.accepts(lastHeader(rq.headers, 'accept')),
      sourceArn: sourceArn(rq.httpMethod),
    }),
    integrate(rq, cx) {
      const invoked = invokeFunction(invocationOf(proxy, rq, cx));
      // The first of the answer and the time limit. A function that answers later answers nobody, as on AWS.
      return new Promise((resolve, reject) => {
        const cancel = clock.after(proxy.timeoutMs, () => resolve(integrationTimeout(proxy.timeoutMs)));
        const answered = (outcome: InvokeOutcome): void => {
          cancel();
          try {
            resolve(readOutcome(outcome, rq));
          } catch (error) {
            reject(error);
          }
        };
        invoked.then(answered, (error: unknown) => {
          cancel();
          reject(error);
        });
      });
    },
    toClient: readResponse,
    shown: {
      request: (rq, cx) => ({
        uri: `https://${host}/2015-03-31/functions/${proxy.functionArn}/invocations`,
        headers: shownHeaders(rq, cx, host),
        body: rq.event,
      }),
      responseHeaders: (rs, cx) => shownResponseHeaders(rs, cx),
      status: (answer) => answer.status,
    },
  };
}

/** The invocation of a proxy's function, answered. */
export function invocationOf(
  { functionScope: scope, functionName: name, functionArn: arn, qualifier }: ResolvedLambdaProxy,
  { event: payload, sourceArn }: LambdaRequest,
  { traceId, stage }: Context,
): InvokeRequest {
  const caller = { service: 'apigateway.amazonaws.com', sourceArn, sourceAccount: stage.accountId };
  return { scope, name, arn, qualifier, payload, type: 'RequestResponse', traceId, caller };
}

/** The function's answer, or why there is none. A function that failed and one that answers nonsense look the same: 502. */
function readOutcome(outcome: InvokeOutcome, rq: LambdaRequest): LambdaResponse | Fault {
  if (outcome.outcome === 'refused') return notInvoked(outcome);
  if (outcome.outcome === 'accepted') return badGateway('An asynchronous invocation has no answer');
  if (outcome.outcome === 'failed') return badGateway(`The function failed: ${excerpt(outcome.payload)}`);
  const { payload: body, version, requestId } = outcome;
  return { status: 200, headers: [], body, binaryAccepted: rq.binaryAccepted, version, requestId };
}

/** Lambda did not let the function be invoked. */
export function notInvoked({ error, message }: Extract<InvokeOutcome, { outcome: 'refused' }>): Fault {
  return error === 'AccessDeniedException' ? invalidPermissions(message) : integrationFailure(`${error}: ${message}`);
}

function readResponse(rs: LambdaResponse, cx: Context): MethodResponse | Fault {
  const response = parseProxyResponse(rs.body, rs.binaryAccepted);
  if ('fault' in response) return readStreamed(rs.body, cx) ?? response;
  const headers = responseHeaders(response.headers);
  if (!hasHeader(response.headers, 'x-amzn-trace-id')) headers.push('X-Amzn-Trace-Id', cx.traceId);
  return { status: response.status, headers, body: response.body };
}

/** "API Gateway returns the HTTP headers and status code but not the response body" (developer guide, of the format for streaming over Invoke). */
function readStreamed(payload: Buffer, cx: Context): MethodResponse | undefined {
  const prelude = splitPrelude(payload);
  const response = prelude === undefined ? undefined : parsePrelude(prelude.json);
  if (response === undefined || isFault(response)) return undefined;
  return { status: response.status, headers: preludeHeaders(response, cx), body: '' };
}

/** What the log shows of the call, in AWS's order (an AWS CLI user's published log of 2024). Gatehouse calls functions without a signature. */
function shownHeaders(rq: LambdaRequest, cx: Context, host: string): RawHeaders {
  return [
    'X-Amz-Date',
    new Date(cx.requestTimeEpoch).toISOString().replace(/[-:]|\.\d+/g, ''),
    'x-amzn-apigateway-api-id',
    cx.stage.apiId,
    'Accept',
    'application/json',
    'User-Agent',
    `AmazonAPIGateway_${cx.stage.apiId}`,
    'Host',
    host,
    'X-Amzn-Trace-Id',
    cx.traceHeader,
    'x-amzn-lambda-integration-tag',
    cx.requestId,
    'X-Amz-Source-Arn',
    rq.sourceArn,
  ];
}

function shownResponseHeaders(rs: LambdaResponse, cx: Context): RawHeaders {
  return [
    'Content-Type',
    'application/json',
    'Content-Length',
    String(rs.body.length),
    'x-amzn-RequestId',
    rs.requestId,
    'X-Amz-Executed-Version',
    rs.version,
    'X-Amzn-Trace-Id',
    cx.traceId,
  ];
}

function excerpt(payload: Buffer): string {
  return payload.subarray(0, 512).toString('utf8');
}

/**
 * `arn:aws:execute-api:{region}:{account}:{api}/{stage}/{verb}/{path}` with `*` for each path parameter: what the
 * function's resource policy is asked about, and what the console puts into it.
 */
// deviation: The source ARN given to a function's resource policy has * in place of path parameters; AWS documents this form for policies, not for the value it compares.
export function compileSourceArn(stage: StageContext, resourcePath: string): (httpMethod: string) => string {
  const prefix = `arn:aws:execute-api:${stage.region}:${stage.accountId}:${stage.apiId}/${stage.stage}/`;
  const suffix = resourcePath.replace(/\{[^}]*\}/g, '*');
  return (httpMethod) => prefix + httpMethod + suffix;
}
