import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type Context, integrationTimeout, missingAuthenticationToken } from '../exchange/exchange.ts';
import { compileAccessLogFormat, type FinishedRequest } from './access-log-format.ts';

const stage = {
  accountId: '000000000000',
  region: 'eu-west-1',
  apiId: 'a1b2c3d4e5',
  stage: 'dev',
  deploymentId: 'dep123',
  isCanary: null,
  variables: null,
};

const context: Context = {
  stage,
  requestId: '6499588b-5e44-45d7-84fa-cafc8a3b8ffd',
  extendedRequestId: 'ZiFxuH9eFiAFYVw=',
  requestTimeEpoch: Date.UTC(2024, 6, 10, 18, 15, 21, 799),
  httpMethod: 'GET',
  path: '/dev/pets/7',
  protocol: 'HTTP/1.1',
  domainName: 'a1b2c3d4e5.execute-api.localhost',
  domainPrefix: 'a1b2c3d4e5',
  sourceIp: '192.0.2.7',
  userAgent: 'curl/8',
  traceHeader: '',
  traceId: '',
  resourceId: 'res123',
  resourcePath: '/pets/{petId}',
};

const answered: FinishedRequest = {
  context,
  status: 201,
  responseLength: 223_042,
  responseLatency: 124,
  integration: { endpointStatus: 200, status: 201, latency: 116, requestId: 'cbe0b9a3', error: undefined },
  fault: undefined,
};

const render = (format: string, rq: Partial<FinishedRequest> = {}, cx: Partial<Context> = {}) =>
  compileAccessLogFormat(format, stage)({ ...answered, ...rq, context: { ...context, ...cx } });

describe('the formats of the developer guide ("Set up CloudWatch logging", Examples of log formats)', () => {
  test('CLF', () => {
    assert.equal(
      render(
        '$context.identity.sourceIp $context.identity.caller $context.identity.user [$context.requestTime]"$context.httpMethod $context.resourcePath $context.protocol" $context.status $context.responseLength $context.requestId $context.extendedRequestId',
      ),
      '192.0.2.7 - - [10/Jul/2024:18:15:21 +0000]"GET /pets/{petId} HTTP/1.1" 201 223042 6499588b-5e44-45d7-84fa-cafc8a3b8ffd ZiFxuH9eFiAFYVw=\n',
    );
  });

  test('JSON', () => {
    const line = render(
      '{ "requestId":"$context.requestId", "extendedRequestId":"$context.extendedRequestId","ip": "$context.identity.sourceIp", "caller":"$context.identity.caller", "user":"$context.identity.user", "requestTime":"$context.requestTime", "httpMethod":"$context.httpMethod", "resourcePath":"$context.resourcePath", "status":"$context.status", "protocol":"$context.protocol", "responseLength":"$context.responseLength" }\n',
    );
    assert.deepEqual(JSON.parse(line), {
      requestId: context.requestId,
      extendedRequestId: context.extendedRequestId,
      ip: '192.0.2.7',
      caller: '-',
      user: '-',
      requestTime: '10/Jul/2024:18:15:21 +0000',
      httpMethod: 'GET',
      resourcePath: '/pets/{petId}',
      status: '201',
      protocol: 'HTTP/1.1',
      responseLength: '223042',
    });
    assert.equal(line.indexOf('\n'), line.length - 1);
  });
});

describe('variables', () => {
  for (const [format, expected] of [
    ['$context.accountId $context.apiId $context.stage $context.deploymentId', '000000000000 a1b2c3d4e5 dev dep123'],
    ['$context.requestTimeEpoch', '1720635321799'],
    ['$context.responseLatency $context.integrationLatency $context.integration.latency', '124 116 116'],
    // "integrationStatus: the status code returned from AWS Lambda, not from the backend Lambda function code."
    ['$context.integrationStatus $context.integration.integrationStatus', '200 200'],
    // "integration.status: for Lambda proxy integrations, the status code returned from your Lambda function code."
    ['$context.integration.status', '201'],
    ['$context.integration.requestId $context.awsEndpointRequestId', 'cbe0b9a3 cbe0b9a3'],
    ['$context.integration.error $context.integrationErrorMessage $context.error.message', '- - -'],
    // A name that AWS does not know, one that an object has without being asked, and case.
    ['$context.nonsense $context.constructor $context.requestid', '- - -'],
    ['${context.status}0', '2010'],
    ['$context.status. $context.status,$context.status', '201. 201,201'],
    ['$context', '$context'],
    ['$context. $$context.status $stageVariables.x $input', '$context. $201 $stageVariables.x $input'],
    ['', ''],
  ] as const)
    test(format, () => assert.equal(render(format), `${expected}\n`));

  test('a request that no method takes has no resource and no integration', () => {
    assert.equal(
      render(
        '$context.resourceId $context.resourcePath $context.integration.status $context.integrationLatency $context.error.responseType $context.error.messageString',
        { status: 403, integration: undefined, fault: missingAuthenticationToken },
        { resourceId: '', resourcePath: '' },
      ),
      '- - - - MISSING_AUTHENTICATION_TOKEN "Missing Authentication Token"\n',
    );
  });

  test('an integration that timed out', () => {
    const fault = integrationTimeout(50);
    assert.equal(
      render('$context.status|$context.error.message|$context.integration.error|$context.integration.status', {
        status: 504,
        fault,
        integration: {
          endpointStatus: undefined,
          status: undefined,
          latency: 50,
          requestId: undefined,
          error: fault.detail,
        },
      }),
      '504|Endpoint request timed out|The integration did not answer within 50 ms|-\n',
    );
  });

  test('a fault without a message', () => {
    const fault = { ...missingAuthenticationToken, message: null };
    assert.equal(render('$context.error.message $context.error.messageString', { fault }), '- -\n');
  });

  test('HTTP/2 is logged as HTTP/1.1', () => {
    assert.equal(render('$context.protocol', {}, { protocol: 'HTTP/2.0' }), 'HTTP/1.1\n');
    assert.equal(render('$context.protocol', {}, { protocol: 'HTTP/1.0' }), 'HTTP/1.0\n');
  });

  test('the time of each request is its own', () => {
    const line = compileAccessLogFormat('$context.requestTime', stage);
    const at = (ms: number) => line({ ...answered, context: { ...context, requestTimeEpoch: ms } });
    assert.equal(at(Date.UTC(2024, 6, 10, 18, 15, 21, 999)), '10/Jul/2024:18:15:21 +0000\n');
    assert.equal(at(Date.UTC(2024, 6, 10, 18, 15, 22)), '10/Jul/2024:18:15:22 +0000\n');
    assert.equal(at(Date.UTC(2024, 6, 10, 18, 15, 21)), '10/Jul/2024:18:15:21 +0000\n');
  });
});

describe('what a client sends', () => {
  // DataBiosphere/azul issue 4348: the User-Agents and what the log of a REST API had, 10 July 2024.
  for (const [userAgent, logged] of [
    ['""This is a special user-agent""', String.raw`\"\"This is a special user-agent\"\"`],
    [String.raw`""\"This is a special user-agent\"""`, String.raw`\"\"\\\"This is a special user-agent\\\"\"\"`],
  ] as const)
    test(`${userAgent} is escaped as on AWS`, () =>
      assert.equal(render('"$context.identity.userAgent"', {}, { userAgent }), `"${logged}"\n`));

  test('forges neither a line nor a member, whatever reads the log', () => {
    const every = Array.from({ length: 0x100 }, (_, i) => String.fromCharCode(i)).join('');
    const hostile = `${every}\u2028\u2029", "status": "200"}\n{"forged": "`;
    const line = render(
      '{"ua": "$context.identity.userAgent", "path": "$context.path", "error": $context.error.messageString}',
      { fault: { ...missingAuthenticationToken, message: hostile } },
      { userAgent: hostile, path: hostile },
    );
    assert.deepEqual(JSON.parse(line), { ua: hostile, path: hostile, error: hostile });
    // Every line end that Unicode knows (UAX 14, section 4: LF, VT, FF, CR, NEL, LS, PS), and every other control.
    assert.doesNotMatch(line.slice(0, -1), /[\p{Cc}\u2028\u2029]/u);
  });

  test('nothing, and empty values, are a dash', () => {
    assert.equal(render('$context.identity.userAgent', {}, { userAgent: null }), '-\n');
    assert.equal(render('$context.identity.userAgent', {}, { userAgent: '' }), '-\n');
  });

  test('that looks like a variable is not one', () => {
    assert.equal(render('$context.path', {}, { path: '/$context.status' }), '/$context.status\n');
  });
});

test('a format of several lines is refused', () => {
  for (const format of ['$context.requestId\n$context.status', '$context.requestId\n\n', '$context.requestId\r'])
    assert.throws(
      () => compileAccessLogFormat(format, stage),
      /^Error: Access Log format must be single line, new line character is allowed only at end of the format$/,
    );
  assert.equal(render('$context.status\r\n'), '201\n');
});
