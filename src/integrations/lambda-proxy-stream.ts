import { type InvokeOutcome, type ResolvedLambdaProxy, regionOf } from '../definition/definition.ts';
import {
  type EndpointResponse,
  type Fault,
  integrationTimeout,
  isFault,
  type MethodPlan,
  type StageContext,
} from '../exchange/exchange.ts';
import { type BodyFlow, flowOf, limitFlow } from '../lib/body-flow.ts';
import type { Streaming } from './http-proxy.ts';
import {
  MAX_PRELUDE,
  malformedStream,
  type Prelude,
  parsePrelude,
  preludeHeaders,
  splitPrelude,
} from './lambda-prelude.ts';
import {
  compileLambdaProxy,
  invocationOf,
  type LambdaProxyCapabilities,
  type LambdaRequest,
  notInvoked,
} from './lambda-proxy.ts';

interface StreamedResponse extends EndpointResponse {
  readonly prelude: Prelude;
  readonly stream: BodyFlow;
}

/**
 * AWS_PROXY to a Lambda function that streams its response: the event is that of any proxy integration; what comes back is
 * metadata, eight NUL bytes and the payload, which the client gets as it comes (aws-behaviour.md §1.8).
 */
// deviation: A client that goes away does not stop a function that streams: what it still writes is dropped, until its Timeout; AWS says that it "might continue to execute".
export function compileLambdaProxyStream(
  proxy: ResolvedLambdaProxy,
  method: { readonly resourcePath: string; readonly operationName: string | null },
  stage: StageContext,
  binaryMediaTypes: readonly string[],
  { invokeFunction, clock, idleMs }: LambdaProxyCapabilities & Streaming,
): MethodPlan<LambdaRequest, StreamedResponse> {
  const buffered = compileLambdaProxy(proxy, method, stage, binaryMediaTypes, { invokeFunction, clock });
  const { timeoutMs } = proxy;
  const host = `lambda.${regionOf(proxy.functionScope)}.amazonaws.com`;

  return {
    admit: undefined,
    reads: buffered.reads,
    toEndpoint: buffered.toEndpoint,
    integrate(rq, cx) {
      const until = clock.now() + timeoutMs;
      return new Promise((resolve, reject) => {
        let stream: BodyFlow | undefined;
        const cancelAlarm = clock.after(timeoutMs, () => {
          stream?.cancel();
          resolve(integrationTimeout(timeoutMs));
        });
        const begin = (begun: BodyFlow): void => {
          // Nobody waits any more.
          if (clock.now() >= until) {
            begun.cancel();
            return;
          }
          stream = begun;
          readPrelude(begun, (read) => {
            cancelAlarm();
            if (isFault(read)) {
              begun.cancel();
              resolve(read);
              return;
            }
            limitFlow(begun, clock, { idleMs, totalMs: until - clock.now() });
            resolve({ status: read.status, headers: read.headers, body: EMPTY, prelude: read, stream: begun });
          });
        };
        const ended = (outcome: InvokeOutcome): void => {
          // What it streamed has told how it ended.
          if (stream !== undefined) return;
          if (outcome.outcome === 'returned') {
            begin(flowOf(outcome.payload));
            return;
          }
          cancelAlarm();
          resolve(failureOf(outcome));
        };
        invokeFunction({ ...invocationOf(proxy, rq, cx), onResponse: begin }).then(ended, (error: unknown) => {
          cancelAlarm();
          stream?.cut('The invocation was lost');
          reject(error);
        });
      });
    },
    toClient({ prelude, stream }, cx) {
      stream.length = prelude.length;
      return { status: prelude.status, headers: preludeHeaders(prelude, cx), body: EMPTY, stream };
    },
    shown: {
      request(rq, cx) {
        const uri = `https://${host}/2021-11-15/functions/${proxy.functionArn}/response-streaming-invocations`;
        return { headers: [], body: rq.event, ...buffered.shown?.request(rq, cx), uri };
      },
      responseHeaders: ({ headers }) => headers,
      status: (answer) => answer.status,
    },
  };
}

const EMPTY = Buffer.alloc(0);

/** @param done is called once, with the metadata when the payload is next, or with why there is none */
function readPrelude(stream: BodyFlow, done: (prelude: Prelude | Fault) => void): void {
  let seen: Buffer = EMPTY;
  stream.take({
    piece(bytes) {
      const before = seen.length;
      seen = before === 0 ? bytes : Buffer.concat([seen, bytes]);
      const split = splitPrelude(seen, before);
      if (split === undefined && seen.length < MAX_PRELUDE) return;
      stream.hold();
      if (split === undefined) {
        done(malformedStream(`there is no delimiter in its first ${MAX_PRELUDE} bytes`));
        return;
      }
      stream.giveBack(split.rest);
      done(parsePrelude(split.json));
    },
    end: () => done(malformedStream('there is no delimiter')),
    fail: (why) => done(malformedStream(`the function failed: ${why}`)),
  });
}

function failureOf(outcome: Exclude<InvokeOutcome, { outcome: 'returned' }>): Fault {
  if (outcome.outcome === 'refused') return notInvoked(outcome);
  if (outcome.outcome === 'accepted') return malformedStream('an asynchronous invocation has no answer');
  return malformedStream(`the function failed: ${outcome.payload.subarray(0, 512).toString('utf8')}`);
}
