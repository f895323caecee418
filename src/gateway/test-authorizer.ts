import type {
  AuthorizerRecord,
  InvokeOutcome,
  TestAuthorizerResult,
  TestInput,
  TestInvokeAuthorizer,
} from '../definition/definition.ts';
import type { ExecutionLog, StageContext } from '../exchange/exchange.ts';
import { clfDate } from '../lib/dates.ts';
import { lastHeader } from '../lib/headers.ts';
import { newExtendedRequestId, newUuid } from '../lib/ids.ts';
import { compileJavaPattern } from '../lib/java-pattern.ts';
import { isObject } from '../lib/json.ts';
import { parseQuery } from '../lib/query.ts';
import { type Capabilities, fillStageVariables, openTestLog, parseFunctionUri } from '../plan/plan.ts';
import { TEST_STAGE, testStage } from './test-method.ts';

/** The stage of a test's method ARN (an AWS user's published log of 2019). */
const ARN_STAGE = 'ESTestInvoke-stage';

/**
 * TestInvokeAuthorizer: asks the Lambda function of an authorizer as a request would, and tells what it said. The policy
 * is shown, not evaluated, as on AWS. Sentences of the log: AWS's, from users' published logs of 2017 and 2019.
 */
// deviation: The endpoint's headers are absent from the log of TestInvokeAuthorizer, and identities and principals stand in it as stars but for their last six characters.
export function testAuthorizers({ clock, invokeFunction }: Capabilities): TestInvokeAuthorizer {
  return async ({ scope, restApiId, authorizer, input }) => {
    const start = clock.now();
    const requestId = newUuid();
    const log = openTestLog(requestId, clock);
    const end = (result: Omit<TestAuthorizerResult, 'log' | 'latencyMs'>): TestAuthorizerResult => ({
      ...result,
      log: log.text(),
      latencyMs: Math.round(clock.now() - start),
    });

    log.line(`Starting authorizer: ${authorizer.id} for request: ${requestId}`);
    const stage = testStage(scope, restApiId, input.stageVariables);
    const identity = identityOf(authorizer, input, stage);
    if (identity === undefined) {
      log.line(`Unauthorized request: ${requestId}`);
      log.line('Unauthorized');
      return end({ status: 401 });
    }
    log.line(`Incoming identity: ${starred(identity)}`);
    const target = parseFunctionUri(fillStageVariables(authorizer.authorizerUri ?? '', input.stageVariables));
    if (target === undefined) {
      log.line(`Execution failed due to configuration error: Invalid authorizer URI ${authorizer.authorizerUri ?? ''}`);
      return end({ status: 500 });
    }
    const uri = `https://lambda.${stage.region}.amazonaws.com/2015-03-31/functions/${target.functionArn}/invocations`;
    const payload = JSON.stringify(eventOf(authorizer, input, stage, { requestId, now: start, identity }));
    log.line(`Endpoint request URI: ${uri}`);
    log.line(`Endpoint request body after transformations: ${payload}`);
    log.line(`Sending request to ${uri}`);
    const outcome = await invokeFunction({
      scope: target.functionScope,
      name: target.functionName,
      arn: target.functionArn,
      qualifier: target.qualifier,
      payload,
      type: 'RequestResponse',
      caller: {
        service: 'apigateway.amazonaws.com',
        sourceArn: `arn:aws:execute-api:${stage.region}:${stage.accountId}:${restApiId}/authorizers/${authorizer.id}`,
        sourceAccount: stage.accountId,
      },
    });
    return end(read(outcome, requestId, log));
  };
}

/** What the function said. `Unauthorized`, thrown as an error, is how it says 401; any other failure is a 500. */
function read(
  outcome: InvokeOutcome,
  requestId: string,
  log: ExecutionLog,
): Pick<TestAuthorizerResult, 'status' | 'principalId' | 'policy'> {
  const failed = (why: string): { status: number } => {
    log.line(`Execution failed due to configuration error: ${why}`);
    return { status: 500 };
  };
  if (outcome.outcome === 'refused') return failed(`${outcome.error}: ${outcome.message}`);
  if (outcome.outcome === 'accepted') return failed('An asynchronous invocation has no answer');
  const text = outcome.payload.toString('utf8');
  const value = parsed(text);
  if (outcome.outcome === 'failed') {
    if (!isObject(value) || value['errorMessage'] !== 'Unauthorized') return failed(`Authorizer error: ${text}`);
    log.line(`Unauthorized request: ${requestId}`);
    log.line('Unauthorized');
    return { status: 401 };
  }
  log.line(`Authorizer result body before parsing: ${text}`);
  if (!isObject(value) || typeof value['principalId'] !== 'string' || !isObject(value['policyDocument'])) {
    return failed('Invalid JSON in response: principalId and policyDocument are needed');
  }
  const { principalId } = value;
  log.line(`Using valid authorizer policy for principal: ${starred(principalId)}`);
  log.line('Successfully completed authorizer execution');
  return { status: 200, principalId, policy: JSON.stringify(value['policyDocument']) };
}

/** The token, or the shown values of every identity source; `undefined` when one is missing or does not fit. */
function identityOf(authorizer: AuthorizerRecord, input: TestInput, stage: StageContext): string | undefined {
  const sources = (authorizer.identitySource ?? '').split(',').map((source) => source.trim());
  const values = sources.filter((source) => source !== '').map((source) => identityValue(source, input, stage));
  if (values.some((value) => value === undefined || value === '')) return undefined;
  const identity = values.join(',');
  const expression = authorizer.identityValidationExpression;
  if (authorizer.type !== 'TOKEN' || expression === undefined || expression === '') return identity;
  return fits(expression, identity) ? identity : undefined;
}

const SOURCE = /^(?:method\.request\.(header|querystring)|(stageVariables|context))\.(.+)$/;

function identityValue(source: string, input: TestInput, stage: StageContext): string | undefined {
  const [, place, other, name = ''] = SOURCE.exec(source) ?? [];
  if (place === 'header') return lastHeader(input.headers, name.toLowerCase());
  if (place === 'querystring') return new Map(parseQuery(queryOf(input))).get(name);
  if (other === 'stageVariables')
    return Object.hasOwn(stage.variables ?? {}, name) ? stage.variables?.[name] : undefined;
  // A test has no client of which a context could tell; what AWS takes here is not recorded.
  return other === 'context' ? `test-invoke-${name}` : undefined;
}

/** In linear time, whatever the expression: it is the user's. Java's dialect, matched whole. */
// deviation: An identityValidationExpression with lookarounds or back references matches nothing, because expressions run in linear time.
function fits(expression: string, identity: string): boolean {
  return compileJavaPattern(expression)?.(identity) === true;
}

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
      resourceId: 'test-invoke-resource-id',
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
    values.set(name, [...(values.get(name) ?? []), pairs[i + 1] as string]);
  }
  return values;
}

function lastOf(values: ReadonlyMap<string, readonly string[]>): { [name: string]: string } {
  return Object.fromEntries([...values].map(([name, all]) => [name, all[all.length - 1] as string]));
}

/** The log is shown to whoever tests; the secret in it is not theirs. */
function starred(secret: string): string {
  return '*'.repeat(Math.max(0, secret.length - 6)) + secret.slice(-6);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
