import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { IntegrationRecord, ResolvedIntegration } from '../definition/definition.ts';
import { definition, integration, method, SCOPE, stage } from './plan.fixture.ts';
import { resolveStage } from './resolve.ts';

const FUNCTION = 'arn:aws:lambda:us-east-1:210987654321:function:fn';
const uriOf = (arn: string): string =>
  `arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/${arn}/invocations`;

function resolved(record: Partial<IntegrationRecord>, variables = {}): ResolvedIntegration | undefined {
  const written = definition({ GET: method({ methodIntegration: integration(record) }) });
  return resolveStage(SCOPE, written, stage({ variables })).resources[1]?.methods[0]?.integration;
}

test('a stage, resolved: still JSON, nothing optional left', () => {
  const written = definition({
    ANY: method({
      httpMethod: 'ANY',
      operationName: 'Pets',
      methodIntegration: integration({ type: 'AWS_PROXY', httpMethod: 'POST', uri: uriOf(FUNCTION) }),
    }),
    OPTIONS: method({
      httpMethod: 'OPTIONS',
      methodIntegration: integration({
        requestTemplates: { 'application/json': '{statusCode: 200}' },
        integrationResponses: {
          200: {
            statusCode: '200',
            responseParameters: { 'method.response.header.Access-Control-Allow-Origin': "'*'" },
            responseTemplates: { 'application/json': '' },
          },
        },
      }),
    }),
  });
  const golden = resolveStage(SCOPE, written, stage({ variables: { a: 'b' } }));
  assert.deepEqual(golden, {
    accountId: '123456789012',
    region: 'eu-west-1',
    apiId: 'abcdef1234',
    stage: 'prod',
    deploymentId: 'dep001',
    isCanary: null,
    variables: { a: 'b' },
    binaryMediaTypes: [],
    minimumCompressionSize: null,
    disableExecuteApiEndpoint: false,
    streamIdleMs: 30_000,
    policy: null,
    apiKeySource: 'HEADER',
    authorizers: Object.create(null),
    throttles: Object.assign(Object.create(null), { '*/*': { rateLimit: 10_000, burstLimit: 5000 } }),
    unhonoured: [],
    gatewayResponses: {},
    models: [],
    clientCertificate: null,
    logs: null,
    resources: [
      { id: 'root01', path: '/', methods: [] },
      {
        id: 'res001',
        path: '/pets',
        methods: [
          {
            httpMethod: 'ANY',
            operationName: 'Pets',
            authorization: { type: 'NONE' },
            apiKeyRequired: false,
            unhonoured: [],
            validation: null,
            integration: {
              type: 'AWS_PROXY',
              functionScope: '210987654321/us-east-1',
              functionName: 'fn',
              qualifier: '',
              functionArn: FUNCTION,
              credentials: null,
              timeoutMs: 29_000,
              transferMode: 'BUFFERED',
            },
          },
          {
            httpMethod: 'OPTIONS',
            operationName: null,
            authorization: { type: 'NONE' },
            apiKeyRequired: false,
            unhonoured: [],
            validation: null,
            integration: {
              type: 'MOCK',
              mapping: {
                parameters: [],
                requestTemplates: { 'application/json': '{statusCode: 200}' },
                passthroughBehavior: 'WHEN_NO_MATCH',
                contentHandling: null,
                responses: [
                  {
                    status: 200,
                    selectionPattern: '',
                    parameters: [{ name: 'Access-Control-Allow-Origin', from: { source: 'static', value: '*' } }],
                    templates: { 'application/json': '' },
                    contentHandling: null,
                  },
                ],
              },
            },
          },
        ],
      },
    ],
  });
  assert.deepEqual(JSON.parse(JSON.stringify(golden)), structuredClone(golden));
});

describe('AWS_PROXY', () => {
  test('the qualifier and stage variables in the ARN', () => {
    const record = {
      type: 'AWS_PROXY',
      httpMethod: 'POST',
      uri: uriOf(`${FUNCTION}:\${stageVariables.alias}`),
    } as const;
    const live = resolved(record, { alias: 'live' });
    assert.ok(live?.type === 'AWS_PROXY');
    assert.deepEqual([live.functionName, live.qualifier, live.functionArn], ['fn', 'live', `${FUNCTION}:live`]);
    assert.equal(resolved(record)?.type, 'MISCONFIGURED');
  });

  test('another integration method than POST (recorded: test_lambda_aws_proxy_integration_non_post_method)', () => {
    for (const httpMethod of ['GET', 'ANY']) {
      assert.equal(resolved({ type: 'AWS_PROXY', httpMethod, uri: uriOf(FUNCTION) })?.type, 'MISCONFIGURED');
    }
  });

  // Recorded: test_apigateway_header_remapping_aws[AWS_PROXY].
  for (const name of ['Content-Length', 'Transfer-Encoding', 'Authorization', 'Connection', 'Expect']) {
    test(`a mapping to ${name} is a configuration error although it is not applied`, () => {
      const requestParameters = { [`integration.request.header.${name}`]: "'x'" };
      const record = { type: 'AWS_PROXY', httpMethod: 'POST', uri: uriOf(FUNCTION), requestParameters } as const;
      assert.equal(resolved(record)?.type, 'MISCONFIGURED');
    });
  }

  test('any other mapping is not applied (recorded: test_lambda_aws_proxy_integration_request_data_mapping)', () => {
    const requestParameters = { 'integration.request.header.headerVar': 'method.request.header.foobar' };
    assert.equal(
      resolved({ type: 'AWS_PROXY', httpMethod: 'POST', uri: uriOf(FUNCTION), requestParameters })?.type,
      'AWS_PROXY',
    );
  });
});

describe('HTTP_PROXY', () => {
  test('every default', () => {
    const record = { type: 'HTTP_PROXY', httpMethod: 'GET', uri: 'http://${stageVariables.host}/{x}' } as const;
    assert.deepEqual(resolved(record, { host: 'h.example' }), {
      type: 'HTTP_PROXY',
      httpMethod: 'GET',
      uri: 'http://h.example/{x}',
      parameters: [],
      vpcLink: null,
      insecureSkipVerification: false,
      timeoutMs: 29_000,
      transferMode: 'BUFFERED',
    });
  });

  for (const uri of [
    '',
    'ftp://h',
    'http://',
    'http:///x',
    'http://{h}/',
    'http://a@b/',
    'http://${stageVariables.none}',
  ]) {
    test(`${uri || 'no'} address`, () => {
      assert.equal(resolved({ type: 'HTTP_PROXY', httpMethod: 'GET', uri })?.type, 'MISCONFIGURED');
    });
  }

  // Recorded: test_apigateway_header_remapping_http[HTTP_PROXY].
  for (const name of ['content-length', 'Transfer-Encoding', 'X-Amzn-Trace-Id', 'X-Amzn-Apigateway-Api-Id']) {
    test(`a mapping to ${name} is a configuration error`, () => {
      const requestParameters = { [`integration.request.header.${name}`]: "'x'" };
      const record = { type: 'HTTP_PROXY', httpMethod: 'GET', uri: 'http://h', requestParameters } as const;
      assert.equal(resolved(record)?.type, 'MISCONFIGURED');
    });
  }
});

describe('MOCK', () => {
  for (const [name, over] of [
    ['a status that is interim', { statusCode: '100' }],
    ['CR and LF in a header', { statusCode: '200', responseParameters: { 'method.response.header.A': "'a\r\nB: c'" } }],
    ['a header without a name', { statusCode: '200', responseParameters: { 'method.response.header.': "'a'" } }],
  ] as const) {
    test(`${name} cannot be sent`, () => {
      assert.equal(resolved({ integrationResponses: { 200: over } })?.type, 'MISCONFIGURED');
    });
  }
});

test('a method without an integration', () => {
  const { methodIntegration: _, ...bare } = method();
  const resolvedStage = resolveStage(SCOPE, definition({ GET: bare }), stage());
  assert.equal(resolvedStage.resources[1]?.methods[0]?.integration.type, 'MISCONFIGURED');
});
