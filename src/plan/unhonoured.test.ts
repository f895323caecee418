import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  type ApiDefinition,
  DEFAULT_METHOD_SETTING,
  type IntegrationRecord,
  type MethodRecord,
  type StageRecord,
} from '../definition/definition.ts';
import { isFault } from '../exchange/exchange.ts';
import { ManualClock } from '../lib/clock.ts';
import { compileStage } from './compile.ts';
import { context, definition, integration, method, request, SCOPE, stage } from './plan.fixture.ts';
import { resolveStage } from './resolve.ts';

interface Given {
  readonly api?: Partial<ApiDefinition['api']>;
  readonly definition?: Partial<ApiDefinition>;
  readonly stage?: Partial<StageRecord>;
  readonly method?: Partial<MethodRecord>;
  readonly integration?: Partial<IntegrationRecord>;
}

/** What GET /pets answers; the integration must not be reached. */
async function answer(given: Given): Promise<unknown> {
  const methodIntegration =
    given.integration === undefined ? {} : { methodIntegration: integration(given.integration) };
  const written = definition({ GET: method({ ...methodIntegration, ...given.method }) });
  const api = { ...written, ...given.definition, api: { ...written.api, ...given.api } };
  const plan = compileStage(resolveStage(SCOPE, api, stage(given.stage)), {
    clock: new ManualClock(),
    invokeFunction: () => assert.fail('the function was invoked'),
    sendHttp: () => assert.fail('the endpoint was called'),
  });
  const route = plan.routes.find('/pets', 'GET');
  assert.ok(route);
  const answered = await route.value.run(request({ pathParameters: null }), context());
  return isFault(answered) ? [answered.status, answered.errorType, answered.message] : answered;
}

const LAMBDA_URI =
  'arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/arn:aws:lambda:eu-west-1:123456789012:function:fn/invocations';
const lambda = { type: 'AWS_PROXY', httpMethod: 'POST', uri: LAMBDA_URI } as const;
const http = { type: 'HTTP_PROXY', httpMethod: 'GET', uri: 'http://example.com' } as const;
const response = (over: object): Partial<IntegrationRecord> => ({
  integrationResponses: { 200: { statusCode: '200', ...over } },
});

/** One or more for each line of unhonoured.ts. */
const SETTINGS: readonly [named: string, given: Given][] = [
  ['private APIs', { api: { endpointConfiguration: { types: ['PRIVATE'], ipAddressType: 'ipv4' } } }],
  ['endpointAccessMode STRICT', { api: { endpointAccessMode: 'STRICT' } }],
  [
    'gateway responses with a status below 200 (THROTTLED)',
    {
      definition: {
        gatewayResponses: [{ responseType: 'DEFAULT_4XX' }, { responseType: 'THROTTLED', statusCode: '102' }],
      },
    },
  ],
  ['the stage cache (cacheClusterEnabled)', { stage: { cacheClusterEnabled: true } }],
  [
    'the access log to arn:aws:s3:::bucket',
    { stage: { accessLogSettings: { format: '$context.requestId', destinationArn: 'arn:aws:s3:::bucket' } } },
  ],
  [
    'access log formats of several lines',
    { stage: { accessLogSettings: { format: 'a\nb', destinationArn: 'arn:aws:logs:eu-west-1:1:log-group:a' } } },
  ],
  ['tracing (tracingEnabled)', { stage: { tracingEnabled: true } }],
  ['the client certificate abc, which is not there', { stage: { clientCertificateId: 'abc' } }],
  [
    'method settings (pets/GET: cacheTtlInSeconds)',
    { stage: { methodSettings: { 'pets/GET': { ...DEFAULT_METHOD_SETTING, cacheTtlInSeconds: 1 } } } },
  ],
  ['the request validator v, which the deployment lacks', { method: { requestValidatorId: 'v' } }],
  [
    'integration credentials of MOCK',
    { integration: { ...http, type: 'MOCK', credentials: 'arn:aws:iam::123456789012:role/r' } },
  ],
  [
    'response streaming of HTTP (responseTransferMode STREAM)',
    { integration: { ...http, type: 'HTTP', responseTransferMode: 'STREAM' } },
  ],
  ['contentHandling CONVERT_TO_TEXT of AWS_PROXY', { integration: { ...lambda, contentHandling: 'CONVERT_TO_TEXT' } }],
  ['cache keys (cacheKeyParameters)', { integration: { ...http, cacheKeyParameters: ['method.request.path.a'] } }],
  [
    'AWS_PROXY to arn:aws:apigateway:eu-west-1:firehose:action/PutRecord',
    { integration: { ...lambda, uri: 'arn:aws:apigateway:eu-west-1:firehose:action/PutRecord' } },
  ],
  [
    'streaming invocations of AWS (response-streaming-invocations)',
    {
      integration: {
        ...lambda,
        type: 'AWS',
        uri: LAMBDA_URI.replace('/invocations', '/response-streaming-invocations'),
      },
    },
  ],
  [
    'the request parameter mapping integration.request.header.A = context.nothing',
    { integration: { ...http, requestParameters: { 'integration.request.header.A': 'context.nothing' } } },
  ],
  [
    'the response parameter mapping method.response.header.A = context.nothing',
    { integration: response({ responseParameters: { 'method.response.header.A': 'context.nothing' } }) },
  ],
  ['the selectionPattern ^(?!2).*', { integration: response({ selectionPattern: '^(?!2).*' }) }],
  ['the selectionPattern (a)\\1', { integration: response({ selectionPattern: '(a)\\1' }) }],
];

describe('a setting that is not honoured answers 501 with its name', () => {
  for (const [named, given] of SETTINGS) {
    test(named, async () => {
      assert.deepEqual(await answer(given), [
        501,
        'NotImplementedException',
        `Gatehouse does not implement ${named} yet`,
      ]);
    });
  }
});

describe('what is honoured passes', () => {
  for (const [name, given] of [
    ['a stage with the default settings', {}],
    ['an API without a policy', { api: { policy: '' } }],
    [
      'a MOCK whose templates are text and whose header is static',
      {
        integration: {
          requestTemplates: { 'application/json': '{"statusCode": 200}' },
          ...response({ responseParameters: { 'method.response.header.A': "'$#'" } }),
        },
      },
    ],
  ] as const satisfies readonly (readonly [string, Given])[]) {
    test(name, async () => {
      const written = { ...definition({ GET: method() }) };
      const merged = { ...written, api: { ...written.api, ...('api' in given ? given.api : {}) } };
      const own = 'integration' in given ? { methodIntegration: integration(given.integration) } : {};
      const resources = [{ id: 'r', path: '/pets', resourceMethods: { GET: method(own) } }];
      const resolved = resolveStage(SCOPE, { ...merged, resources }, stage());
      assert.deepEqual([resolved.unhonoured, resolved.resources[0]?.methods[0]?.unhonoured], [[], []]);
    });
  }

  test('the templates of proxy integrations, which AWS does not apply either', () => {
    const requestTemplates = { 'application/json': '$input.body' };
    const methods = { GET: method({ methodIntegration: integration({ ...lambda, requestTemplates }) }) };
    assert.deepEqual(resolveStage(SCOPE, definition(methods), stage()).resources[1]?.methods[0]?.unhonoured, []);
  });
});
