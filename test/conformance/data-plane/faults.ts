import type { ApiDefinition, GatewayResponseRecord } from '../../../src/definition/definition.ts';
import { type Invoke, lambda, mock } from '../../../src/gateway/gateway.fixture.ts';
import { toEndpoint } from './given.ts';
import { type Answer, BROKEN, type Claim, type Row, rowsOf } from './row.ts';

/** §1.14, §2.0 and §2.7: what the gateway answers itself, and in which order it looks. */

/** A fault as it is rendered before the integration, without a space, or in it, with one (G4). */
function told(status: number, errorType: string, body: string): Answer {
  return {
    status,
    body,
    headers: {
      'content-type': 'application/json',
      'content-length': String(body.length),
      'x-amzn-errortype': errorType,
      'x-amzn-trace-id': null,
    },
  };
}

const MISSING = told(403, 'MissingAuthenticationTokenException', '{"message":"Missing Authentication Token"}');
const FORBIDDEN = told(403, 'ForbiddenException', '{"message":"Forbidden"}');
const UNSUPPORTED = told(415, 'BadRequestException', '{"message": "Unsupported Media Type"}');

const refused =
  (error: string): Invoke =>
  () => ({ outcome: 'refused', error, message: 'no' });

const failed: Invoke = () => ({
  outcome: 'failed',
  payload: Buffer.from('{"errorMessage":"boom","errorType":"Error"}'),
  version: '$LATEST',
  requestId: 'x',
  functionError: 'Unhandled',
});

const catalogueRows: readonly Row[] = [
  ...rowsOf(
    '§2.7 unknown path/method',
    'test_routing_not_found',
    { claim: 'a path that there is not', integration: mock, when: ['GET /prod/random-non-existing'], answer: MISSING },
    { claim: 'a verb that no API has', integration: mock, when: ['PROPFIND /prod/x'], answer: MISSING },
    {
      claim: "a preflight that nobody configured, in a browser's words",
      integration: mock,
      when: ['OPTIONS /prod/y', ['Origin: https://example.com', 'Access-Control-Request-Method: POST']],
      answer: MISSING,
    },
  ),
  ...rowsOf('§2.7 unknown stage', 'best guess (K) of the reference; declared in exchange/fault.ts', {
    claim: 'a stage that there is not',
    integration: mock,
    when: ['GET /none/x'],
    answer: FORBIDDEN,
  }),
  ...rowsOf(
    '§2.7 Lambda',
    'test_lambda_aws_proxy_integration_any_method and reports; BROKEN to the byte: recorded',
    {
      claim: 'a function that fails is a 502',
      integration: lambda,
      when: ['GET /prod/x'],
      invoked: failed,
      answer: { ...BROKEN, status: 502 },
    },
    {
      claim: 'no permission to invoke it is a 500',
      integration: lambda,
      when: ['GET /prod/x'],
      invoked: refused('AccessDeniedException'),
      answer: BROKEN,
    },
    {
      claim: 'throttled: 500',
      integration: lambda,
      when: ['GET /prod/x'],
      invoked: refused('TooManyRequestsException'),
      answer: BROKEN,
    },
  ),
  ...rowsOf('§2.7 HTTP endpoint', 'recorded: "Network error communicating with endpoint" (G2: 504)', {
    claim: 'an endpoint that refuses the connection is a 504',
    integration: toEndpoint({ uri: 'http://127.0.0.1:1/' }),
    when: ['GET /prod/x'],
    answer: told(504, 'InternalServerErrorException', '{"message": "Network error communicating with endpoint"}'),
  }),
];

function customised(
  claim: string,
  response: GatewayResponseRecord | readonly GatewayResponseRecord[],
  given: Omit<Claim, 'claim' | 'captured'>,
): Claim {
  const gatewayResponses = 'responseType' in response ? [response] : response;
  return { claim, captured: { gatewayResponses } satisfies Partial<ApiDefinition>, ...given };
}

const TEMPLATE = {
  'application/json': '{"type":"$context.error.responseType","message":$context.error.messageString}',
};
const throttled = { integration: lambda, when: ['GET /prod/x'], invoked: refused('TooManyRequestsException') } as const;
const elsewhere = { integration: mock, when: ['GET /prod/elsewhere?q=query', ['X-In: in']] } as const;

const customisedRows: readonly Row[] = [
  ...rowsOf(
    '§1.14 fallback',
    'developer guide, "Gateway response types"; status of a family: the reference',
    customised(
      'a type has its own status and template',
      { responseType: 'MISSING_AUTHENTICATION_TOKEN', statusCode: '404', responseTemplates: TEMPLATE },
      {
        ...elsewhere,
        answer: told(
          404,
          'MissingAuthenticationTokenException',
          '{"type":"MISSING_AUTHENTICATION_TOKEN","message":"Missing Authentication Token"}',
        ),
      },
    ),
    customised(
      'else that of its family, whose status replaces its own',
      { responseType: 'DEFAULT_4XX', statusCode: '418', responseTemplates: TEMPLATE },
      {
        ...elsewhere,
        answer: {
          status: 418,
          body: '{"type":"MISSING_AUTHENTICATION_TOKEN","message":"Missing Authentication Token"}',
        },
      },
    ),
    customised(
      'its own comes first',
      [
        { responseType: 'DEFAULT_4XX', statusCode: '418' },
        { responseType: 'MISSING_AUTHENTICATION_TOKEN', statusCode: '404', responseTemplates: TEMPLATE },
      ],
      { ...elsewhere, answer: { status: 404 } },
    ),
    customised(
      'a family does not touch the other',
      { responseType: 'DEFAULT_5XX', statusCode: '503' },
      { ...elsewhere, answer: MISSING },
    ),
  ),
  ...rowsOf(
    '§1.14 INTEGRATION_FAILURE',
    'G2, a report that AWS answered',
    customised(
      'once customised it answers the documented 504, which PutGatewayResponse stores with it',
      { responseType: 'INTEGRATION_FAILURE', statusCode: '504', responseTemplates: TEMPLATE },
      { ...throttled, answer: { status: 504 } },
    ),
  ),
  ...rowsOf(
    '§1.14 header mapping keys',
    'developer guide, "Gateway responses for REST APIs"',
    customised(
      'static text, the request, context and stage variables',
      {
        responseType: 'DEFAULT_4XX',
        responseParameters: {
          'gatewayresponse.header.Access-Control-Allow-Origin': "'*'",
          'gatewayresponse.header.X-Query': 'method.request.querystring.q',
          'gatewayresponse.header.X-In': 'method.request.header.X-In',
          'gatewayresponse.header.X-Stage': 'context.stage',
          'gatewayresponse.header.X-Variable': 'stageVariables.v',
        },
        responseTemplates: TEMPLATE,
      },
      {
        ...elsewhere,
        stage: { variables: { v: 'variable' } },
        answer: {
          headers: {
            'access-control-allow-origin': '*',
            'x-query': 'query',
            'x-in': 'in',
            'x-stage': 'prod',
            'x-variable': 'variable',
          },
        },
      },
    ),
  ),
];

const validated: Partial<Claim> = {
  method: {
    requestValidatorId: 'v',
    requestParameters: { 'method.request.header.needed': true },
    requestModels: { $default: 'M' },
  },
  captured: {
    requestValidators: [{ id: 'v', validateRequestBody: true, validateRequestParameters: true }],
    models: [{ id: 'm', name: 'M', contentType: 'application/json', schema: '{"required":["a"]}' }],
  },
};
const strict = toEndpoint({ passthroughBehavior: 'NEVER', requestTemplates: { 'text/xml': '<a/>' } });
const TEXT = 'Content-Type: text/plain';

const orderRows: readonly Row[] = rowsOf(
  '§2.0 pipeline order',
  'the reference: measured for routing; LocalStack’s order of handlers, recorded piece by piece, for the rest',
  {
    ...validated,
    claim: 'routing comes before validation',
    integration: strict,
    when: ['POST /prod/elsewhere', [TEXT], '{}'],
    answer: MISSING,
  },
  {
    ...validated,
    claim: 'parameters come before the body',
    integration: strict,
    when: ['POST /prod/x', [TEXT], '{}'],
    answer: told(400, 'BadRequestException', '{"message": "Missing required request parameters: [needed]"}'),
  },
  {
    ...validated,
    claim: 'the body comes before the choice of a template',
    integration: strict,
    when: ['POST /prod/x', [TEXT, 'needed: 1'], '{}'],
    answer: told(400, 'BadRequestException', '{"message": "Invalid request body"}'),
  },
  {
    ...validated,
    claim: 'the choice of a template comes before the integration',
    integration: strict,
    when: ['POST /prod/x', [TEXT, 'needed: 1'], '{"a":1}'],
    sent: 'nothing',
    answer: UNSUPPORTED,
  },
);

export const faultRows: readonly Row[] = [...catalogueRows, ...customisedRows, ...orderRows];
