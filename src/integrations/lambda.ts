import { type InvokeFunction, type InvokeOutcome, type ResolvedLambda, regionOf } from '../definition/definition.ts';
import {
  type EndpointResponse,
  type Fault,
  integrationTimeout,
  type MethodPlan,
  type StageContext,
} from '../exchange/exchange.ts';
import type { Clock } from '../lib/clock.ts';
import { parsedObject } from '../lib/json.ts';
import { compileBinary } from './binary.ts';
import { compileSourceArn, notInvoked } from './lambda-proxy.ts';
import { compileRequestMapping, type MappedRequest } from './mapped/request-mapping.ts';
import { compileResponseMapping } from './mapped/response-mapping.ts';
import { withTraceId } from './mapped/trace-id.ts';

interface LambdaResponse extends EndpointResponse {
  readonly mapped: MappedRequest;
  /** What selection patterns match: the error message of a failed invocation, else nothing (aws-behaviour.md §1.10). */
  readonly errorMessage: string;
}

/** AWS with a Lambda function: its event is what the request is mapped to, its answer is mapped back. */
export function compileLambda(
  lambda: ResolvedLambda,
  resourcePath: string,
  stage: StageContext,
  binaryMediaTypes: readonly string[],
  { invokeFunction, clock }: { readonly invokeFunction: InvokeFunction; readonly clock: Clock },
): MethodPlan<MappedRequest, LambdaResponse> {
  const binary = compileBinary(binaryMediaTypes);
  const request = compileRequestMapping(lambda.mapping, binary);
  const respond = compileResponseMapping(lambda.mapping, binary);
  const sourceArn = compileSourceArn(stage, resourcePath);
  const { functionScope, functionName, functionArn, qualifier, timeoutMs } = lambda;

  return {
    admit: undefined,
    reads: { body: request.readsBody },
    toEndpoint: (rq, body, cx) => request.map(rq, body, cx),
    async integrate(mapped, cx) {
      const invoked = invokeFunction({
        scope: functionScope,
        name: functionName,
        arn: functionArn,
        qualifier,
        // An empty body is an empty event.
        payload: mapped.body.length === 0 ? '{}' : mapped.body,
        type: isEvent(mapped) ? 'Event' : 'RequestResponse',
        traceId: cx.traceId,
        caller: {
          service: 'apigateway.amazonaws.com',
          sourceArn: sourceArn(mapped.rq.httpMethod),
          sourceAccount: stage.accountId,
        },
      });
      const outcome = await withinLimit(invoked, clock, timeoutMs);
      return outcome === 'timeout' ? integrationTimeout(timeoutMs) : read(outcome, mapped);
    },
    toClient: (rs, cx) => withTraceId(respond(rs, rs.errorMessage, rs.mapped, cx), cx),
    shown: {
      request: (mapped) => ({
        uri: `https://lambda.${regionOf(functionScope)}.amazonaws.com/2015-03-31/functions/${functionArn}/invocations`,
        headers: mapped.headers.flat(),
        body: mapped.body.toString(),
      }),
      responseHeaders: (rs) => rs.headers,
    },
  };
}

/** `integration.request.header.X-Amz-Invocation-Type` mapped to `'Event'`: nobody waits for the function. */
function isEvent({ headers }: MappedRequest): boolean {
  return headers.some(([name, value]) => name.toLowerCase() === 'x-amz-invocation-type' && value === 'Event');
}

/** The first of the answer and the time limit. */
function withinLimit(
  invoked: Promise<InvokeOutcome>,
  clock: Clock,
  timeoutMs: number,
): Promise<InvokeOutcome | 'timeout'> {
  return new Promise((resolve, reject) => {
    const cancel = clock.after(timeoutMs, () => resolve('timeout'));
    invoked.then(resolve, reject).finally(cancel);
  });
}

const NOTHING = Buffer.alloc(0);
const JSON_HEADERS = ['Content-Type', 'application/json'];

function read(outcome: InvokeOutcome, mapped: MappedRequest): LambdaResponse | Fault {
  if (outcome.outcome === 'refused') return notInvoked(outcome);
  // Lambda answers an asynchronous invocation with 202 and nothing.
  if (outcome.outcome === 'accepted') {
    return { status: 202, headers: [], body: NOTHING, mapped, errorMessage: '' };
  }
  const errorMessage = outcome.outcome === 'failed' ? messageOf(outcome.payload) : '';
  return { status: 200, headers: JSON_HEADERS, body: outcome.payload, mapped, errorMessage };
}

const MAX_DEPTH = 64;

function messageOf(payload: Buffer): string {
  const message = parsedObject(payload.toString('utf8'), MAX_DEPTH)?.['errorMessage'];
  return typeof message === 'string' ? message : '';
}
