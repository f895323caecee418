import { compileIdentity, compileInvocation, readAnswer, starred } from '../authorizers/authorizers.ts';
import type {
  AuthorizerRecord,
  InvokeOutcome,
  TestAuthorizerResult,
  TestInput,
  TestInvokeAuthorizer,
} from '../definition/definition.ts';
import type { Context, ExecutionLog, StageContext } from '../exchange/exchange.ts';
import { clfDate } from '../lib/dates.ts';
import { lastHeader } from '../lib/headers.ts';
import { newExtendedRequestId, newUuid } from '../lib/ids.ts';
import { parseQuery } from '../lib/query.ts';
import { type Capabilities, openTestLog, resolveAuthorizer } from '../plan/plan.ts';
import { requestOf, TEST_STAGE, testContext, testStage } from './test-method.ts';

/** The stage of a test's method ARN (an AWS user's published log of 2019). */
const ARN_STAGE = 'ESTestInvoke-stage';
const TEST_RESOURCE = 'test-invoke-resource-id';

/**
 * TestInvokeAuthorizer: asks the Lambda function of an authorizer as a request would, and tells what it said. The policy
 * is shown, not evaluated, as on AWS. Sentences of the log: AWS's, from users' published logs of 2017 and 2019.
 */
// deviation: The endpoint's headers are absent from the log of TestInvokeAuthorizer, and identities and principals stand in it as stars but for their last six characters.
export function testAuthorizers(capabilities: Capabilities): TestInvokeAuthorizer {
  const { clock } = capabilities;
  return async ({ scope, restApiId, authorizer: record, input }) => {
    const start = clock.now();
    const requestId = newUuid();
    const log = openTestLog(requestId, clock);
    const end = (result: Omit<TestAuthorizerResult, 'log' | 'latencyMs'>): TestAuthorizerResult => ({
      ...result,
      log: log.text(),
      latencyMs: Math.round(clock.now() - start),
    });
    const failed = (why: string): TestAuthorizerResult => {
      log.line(`Execution failed due to configuration error: ${why}`);
      return end({ status: 500 });
    };

    log.line(`Starting authorizer: ${record.id} for request: ${requestId}`);
    const stage = testStage(scope, restApiId, input.stageVariables);
    const authorizer = resolveAuthorizer(record, input.stageVariables);
    if (authorizer.type === 'MISCONFIGURED') return failed(authorizer.reason);
    if (authorizer.type === 'COGNITO_USER_POOLS') return failed(`${record.id} has no function`);
    const request = requestOf(input, '/', 'GET');
    const identity = compileIdentity(authorizer)(request, contextOf(stage, input, requestId, start));
    if (identity === undefined) {
      log.line(`Unauthorized request: ${requestId}`);
      log.line('Unauthorized');
      return end({ status: 401 });
    }
    const shown = identity.join(',');
    log.line(`Incoming identity: ${starred(shown)}`);
    const { uri, invoke } = compileInvocation(authorizer, stage, capabilities);
    const payload = JSON.stringify(eventOf(record, input, stage, { requestId, now: start, identity: shown }));
    log.line(`Endpoint request URI: ${uri}`);
    log.line(`Endpoint request body after transformations: ${payload}`);
    log.line(`Sending request to ${uri}`);
    return end(read(await invoke(payload), requestId, log));
  };
}

/** What an identity source may look at. */
function contextOf(stage: StageContext, input: TestInput, requestId: string, now: number): Context {
  return {
    ...testContext(stage, requestId, now),
    httpMethod: 'GET',
    path: '/',
    userAgent: lastHeader(input.headers, 'user-agent') ?? null,
    traceHeader: '',
    traceId: '',
    resourceId: TEST_RESOURCE,
    resourcePath: '/',
  };
}

/** What the function said. */
function read(
  outcome: InvokeOutcome | 'timeout',
  requestId: string,
  log: ExecutionLog,
): Pick<TestAuthorizerResult, 'status' | 'principalId' | 'policy'> {
  const answer = readAnswer(outcome);
  if (answer.answer === 'unauthorized') {
    log.line(`Unauthorized request: ${requestId}`);
    log.line('Unauthorized');
    return { status: 401 };
  }
  if (outcome !== 'timeout' && outcome.outcome === 'returned') {
    log.line(`Authorizer result body before parsing: ${outcome.payload.toString('utf8', 0, SHOWN_BYTES)}`);
  }
  if (answer.answer === 'failure') {
    log.line(`Execution failed due to configuration error: ${answer.why}`);
    return { status: 500 };
  }
  const { principalId, policyText: policy } = answer;
  log.line(`Using valid authorizer policy for principal: ${starred(principalId)}`);
  log.line('Successfully completed authorizer execution');
  return { status: 200, principalId, policy };
}

/** The log cuts its lines before that. */
const SHOWN_BYTES = 8_192;

/** The members and their order: aws-behaviour.md §2.4 and the log of 2019. */
function eventOf(
  authorizer: AuthorizerRecord,
  input: TestInput,
  stage: StageContext,
  about: { readonly requestId: string; readonly now: number; readonly identity: string },
): object {
  const methodArn = `arn:aws:execute-api:${stage.region}:${stage.accountId}:${stage.apiId}/${ARN_STAGE}/GET/`;
  if (authorizer.type === 'TOKEN') return { type: 'TOKEN', authorizationToken: about.identity, methodArn };
  const headers = valuesOf(input.headers);
  const query = valuesOf(parseQuery(queryOf(input)).flat());
  const path = (input.pathWithQueryString ?? '/').split('?', 1)[0] || '/';
  return {
    type: 'REQUEST',
    methodArn,
    resource: '/',
    path,
    httpMethod: 'GET',
    headers: lastOf(headers),
    multiValueHeaders: Object.fromEntries(headers),
    queryStringParameters: lastOf(query),
    multiValueQueryStringParameters: Object.fromEntries(query),
    pathParameters: {},
    stageVariables: input.stageVariables,
    requestContext: {
      resourceId: TEST_RESOURCE,
      resourcePath: '/',
      httpMethod: 'GET',
      extendedRequestId: newExtendedRequestId(),
      requestTime: clfDate(about.now),
      path,
      accountId: stage.accountId,
      protocol: 'HTTP/1.1',
      stage: TEST_STAGE,
      domainPrefix: 'testPrefix',
      requestTimeEpoch: about.now,
      requestId: about.requestId,
      identity: { apiKey: 'test-invoke-api-key', sourceIp: 'test-invoke-source-ip' },
      domainName: 'testPrefix.testDomainName',
      apiId: stage.apiId,
    },
  };
}

function queryOf({ pathWithQueryString = '' }: TestInput): string {
  const mark = pathWithQueryString.indexOf('?');
  return mark < 0 ? '' : pathWithQueryString.slice(mark + 1);
}

function valuesOf(pairs: readonly string[]): Map<string, string[]> {
  const values = new Map<string, string[]>();
  for (let i = 0; i < pairs.length; i += 2) {
    const name = pairs[i] as string;
    const known = values.get(name);
    if (known === undefined) values.set(name, [pairs[i + 1] as string]);
    else known.push(pairs[i + 1] as string);
  }
  return values;
}

function lastOf(values: ReadonlyMap<string, readonly string[]>): { [name: string]: string } {
  return Object.fromEntries([...values].map(([name, all]) => [name, all[all.length - 1] as string]));
}
