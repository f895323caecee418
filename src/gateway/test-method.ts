import {
  type ApiDefinition,
  accountOf,
  type MethodRecord,
  regionOf,
  type StageRecord,
  type TestInput,
  type TestInvokeMethod,
  type TestMethodResult,
} from '../definition/definition.ts';
import {
  type Context,
  isFault,
  type MethodRequest,
  type MethodResponse,
  RequestRecord,
  type StageContext,
  wholeBody,
} from '../exchange/exchange.ts';
import { type BodyFlow, readUpTo } from '../lib/body-flow.ts';
import type { Clock } from '../lib/clock.ts';
import { lastHeader } from '../lib/headers.ts';
import { newExtendedRequestId, newTraceRoot, newUuid, randomHex } from '../lib/ids.ts';
import {
  type Capabilities,
  compileObserved,
  compileRoutes,
  logClosing,
  logOpening,
  openTestLog,
  recording,
  resolveStage,
} from '../plan/plan.ts';

/** The stage's name in events and ARNs, and what stands for the client (an AWS CLI user's published log of 2024; AWS's variables page). */
export const TEST_STAGE = 'test-invoke-stage';
const TEST_DOMAIN_PREFIX = 'testPrefix';
const TEST_DOMAIN = 'testPrefix.testDomainName';
const TEST_SOURCE_IP = 'test-invoke-source-ip';

/**
 * TestInvokeMethod: the method as it stands, compiled as a deployment would compile it, with its execution log. What
 * guards an API from its clients is passed by, as on AWS: authorizers, API keys, resource policies, the endpoint's kind.
 */
// deviation: TestInvokeMethod has no caller: an integration with the credentials arn:aws:iam::*:user/* answers 500.
// deviation: The event and headers that TestInvokeMethod sends carry the forwarding headers of a real request, and an identity without AWS's test-invoke-api-key.
export function testMethods(capabilities: Capabilities): TestInvokeMethod {
  const { clock } = capabilities;
  return async ({ scope, definition, resourceId, httpMethod, clientCertificate, input }) => {
    const start = clock.now();
    const requestId = newUuid();
    const log = openTestLog(requestId, clock);
    const resolved = resolveStage(scope, unguarded(definition), stageOf(input, start), null, clientCertificate);
    const compiled = compileObserved(resolved, { resourceId, httpMethod }, capabilities, recording(clock, true));
    if (compiled === undefined) throw new Error(`${httpMethod} of resource ${resourceId} is not in the definition`);
    const { context: stage, method, renderFault } = compiled;
    const request = requestOf(input, method.resourcePath, httpMethod);
    const traceHeader = newTraceRoot(start);
    const cx: Context = {
      ...testContext(stage, requestId, start),
      httpMethod: request.httpMethod,
      path: request.path,
      userAgent: lastHeader(input.headers, 'user-agent') ?? null,
      traceHeader,
      traceId: `${traceHeader};Parent=${randomHex(8)};Sampled=0`,
      resourceId,
      resourcePath: method.resourcePath,
      record: new RequestRecord(log),
    };

    logOpening(log, request, cx, true);
    const answer = await method.run(request, cx);
    const result = isFault(answer) ? renderFault(answer, request, cx) : answer;
    const { status } = result;
    const headers = shownHeaders(result, isFault(answer));
    const { stream } = result;
    const body = stream === undefined ? result.body.toString() : await collected(stream, clock);
    logClosing(log, status, isFault(answer) ? answer : undefined, { headers, body });
    return {
      status,
      headers,
      body,
      // "API Gateway doesn't produce any execution logs" of what is streamed (developer guide, "Troubleshoot issues with response streaming").
      log: stream === undefined ? log.text() : '',
      latencyMs: Math.round(clock.now() - start),
    } satisfies TestMethodResult;
  };
}

/** "Once any of the following conditions have been met": it is complete, 35 seconds have elapsed, 1 MB has been buffered (same page). */
const MAX_COLLECTED_MS = 35_000;
const MAX_COLLECTED_BYTES = 1_048_576;

// deviation: Of a streamed response, a test shows what came in the 35 s after its head; AWS counts them from the test's beginning, and shows status 0 when there was no head by then.
async function collected(stream: BodyFlow, clock: Clock): Promise<string> {
  const cancelAlarm = clock.after(MAX_COLLECTED_MS, () => stream.cut('The test is over'));
  const { bytes } = await readUpTo(stream, MAX_COLLECTED_BYTES);
  cancelAlarm();
  stream.cancel();
  return bytes.toString();
}

/** The API without what a test passes by. */
function unguarded(definition: ApiDefinition): ApiDefinition {
  const { policy: _p, minimumCompressionSize: _m, endpointAccessMode: _e, ...api } = definition.api;
  const open = (method: MethodRecord): MethodRecord => ({
    ...method,
    authorizationType: 'NONE',
    apiKeyRequired: false,
  });
  return {
    ...definition,
    api: { ...api, endpointConfiguration: { types: ['REGIONAL'], ipAddressType: 'ipv4' } },
    resources: definition.resources.map((resource) => ({
      ...resource,
      resourceMethods: Object.fromEntries(Object.entries(resource.resourceMethods).map(([verb, m]) => [verb, open(m)])),
    })),
  };
}

function stageOf(input: TestInput, now: number): StageRecord {
  return {
    stageName: TEST_STAGE,
    deploymentId: '',
    cacheClusterEnabled: false,
    methodSettings: {},
    variables: input.stageVariables,
    tracingEnabled: false,
    tags: {},
    createdDate: now,
    lastUpdatedDate: now,
  };
}

/** The members of a context that all tests share. */
export function testContext(
  stage: StageContext,
  requestId: string,
  now: number,
): Pick<
  Context,
  | 'stage'
  | 'requestId'
  | 'extendedRequestId'
  | 'requestTimeEpoch'
  | 'protocol'
  | 'domainName'
  | 'domainPrefix'
  | 'sourceIp'
> {
  return {
    stage,
    requestId,
    extendedRequestId: newExtendedRequestId(),
    requestTimeEpoch: now,
    protocol: 'HTTP/1.1',
    domainName: TEST_DOMAIN,
    domainPrefix: TEST_DOMAIN_PREFIX,
    sourceIp: TEST_SOURCE_IP,
  };
}

export function testStage(scope: string, apiId: string, variables: TestInput['stageVariables']): StageContext {
  return {
    accountId: accountOf(scope),
    region: regionOf(scope),
    apiId,
    stage: TEST_STAGE,
    deploymentId: '',
    isCanary: null,
    variables: Object.keys(variables).length === 0 ? null : variables,
  };
}

/** A path that does not fit the resource is taken as it is, and gives no path parameters (recorded: test_invoke_test_method). */
export function requestOf(input: TestInput, resourcePath: string, httpMethod: string): MethodRequest {
  const [given = '', ...query] = (input.pathWithQueryString ?? '').split('?');
  const path = given === '' ? resourcePath : given;
  const route = compileRoutes([{ path: resourcePath, httpMethod: 'ANY', value: true }]).find(path, 'ANY');
  return {
    // A test names the method as it is stored; ANY is called with GET.
    httpMethod: httpMethod === 'ANY' ? 'GET' : httpMethod,
    path: path.startsWith('/') ? path : `/${path}`,
    query: query.join('?'),
    signedPath: path,
    headers: input.headers,
    pathParameters: route?.pathParameters ?? null,
    port: 443,
    secure: true,
    body: wholeBody(Buffer.from(input.body)),
  };
}

/** The trace id comes first; a fault's Content-Type is not shown (recorded on AWS, aws-behaviour.md §2.12). */
function shownHeaders({ headers }: MethodResponse, isFault: boolean): string[] {
  const pairs: [string, string][] = [];
  for (let i = 0; i < headers.length; i += 2) pairs.push([headers[i] as string, headers[i + 1] as string]);
  if (isFault) return pairs.filter(([name]) => name.toLowerCase() !== 'content-type').flat();
  const isTrace = ([name]: readonly [string, string]): boolean => name.toLowerCase() === 'x-amzn-trace-id';
  return [...pairs.filter(isTrace), ...pairs.filter((pair) => !isTrace(pair))].flat();
}
