import type { IntegrationRecord } from '../../../src/definition/definition.ts';
import type { Invoke } from '../../../src/gateway/gateway.fixture.ts';
import { API, returned } from '../../../src/gateway/gateway.fixture.ts';
import { custom, service, toEndpoint } from './given.ts';
import { BROKEN, type Claim, type Row, responseParameters, rowsOf } from './row.ts';

/** §1.10: from the endpoint's answer to the client's, where it is no proxy's. */

const failing =
  (errorMessage: string): Invoke =>
  () => ({
    outcome: 'failed',
    payload: Buffer.from(JSON.stringify({ errorMessage, errorType: 'Exception' })),
    version: '$LATEST',
    requestId: 'x',
    functionError: 'Unhandled',
  });

type Responses = NonNullable<IntegrationRecord['integrationResponses']>;

/** Of test_lambda_selection_patterns; the last shows that a function's status is not looked at. */
const BY_MESSAGE: Responses = {
  200: { statusCode: '200', selectionPattern: '' },
  405: { statusCode: '405', selectionPattern: '.*four hundred.*' },
  502: { statusCode: '502', selectionPattern: '.+' },
  504: { statusCode: '504', selectionPattern: '200' },
};

const BY_STATUS: Responses = {
  200: { statusCode: '200' },
  400: { statusCode: '400', selectionPattern: '4\\d{2}' },
};

const get: Claim['when'] = ['GET /prod/x'];

const selectionRows: readonly Row[] = [
  ...rowsOf(
    '§1.10 selection, HTTP',
    'test_http_integration_status_code_selection',
    ...[
      [404, 400],
      [201, 200],
    ].map(
      ([status = 0, answered = 0]): Claim => ({
        claim: `the endpoint's ${status} is answered ${answered}`,
        integration: toEndpoint({ integrationResponses: BY_STATUS }),
        when: get,
        endpoint: { status },
        answer: { status: answered },
      }),
    ),
  ),
  ...rowsOf('§1.10 selection, other AWS', 'API reference, IntegrationResponse, "selectionPattern"', {
    claim: "a service's status chooses, as an HTTP endpoint's",
    integration: service('dynamodb:action/PutItem', { integrationResponses: BY_STATUS }),
    when: get,
    endpoint: { status: 413, body: '{"__type":"x"}' },
    answer: { status: 400, body: '{"__type":"x"}' },
  }),
  ...rowsOf(
    '§1.10 selection, Lambda',
    'test_lambda_selection_patterns',
    {
      claim: 'a function that returns has an empty message, and its status is not looked at',
      integration: custom({ integrationResponses: BY_MESSAGE }),
      when: get,
      invoked: () => returned('"Pass"'),
      answer: { status: 200, body: '"Pass"' },
    },
    {
      claim: 'the message of a function that fails chooses, and its error is the body',
      integration: custom({ integrationResponses: BY_MESSAGE }),
      when: get,
      invoked: failing('Error: Raising four hundred from within the Lambda function'),
      answer: {
        status: 405,
        body: JSON.stringify({
          errorMessage: 'Error: Raising four hundred from within the Lambda function',
          errorType: 'Exception',
        }),
      },
    },
    {
      claim: 'any other message',
      integration: custom({
        integrationResponses: { ...BY_MESSAGE, 405: { statusCode: '405', selectionPattern: 'four' } },
      }),
      when: get,
      invoked: failing('not just four'),
      answer: { status: 502 },
    },
    {
      claim: 'a function that may not be invoked is a 500, whatever the patterns',
      integration: custom({ integrationResponses: BY_MESSAGE }),
      when: get,
      invoked: () => ({ outcome: 'refused', error: 'AccessDeniedException', message: 'no' }),
      answer: BROKEN,
    },
  ),
  ...rowsOf(
    '§1.10 selection, none',
    'AWS’s execution log, "No match for output mapping and no default output mapping configured"',
    {
      claim: 'no pattern that matches and no default is a 500',
      integration: toEndpoint({ integrationResponses: { 400: { statusCode: '400', selectionPattern: '4\\d{2}' } } }),
      when: get,
      answer: BROKEN,
    },
    {
      claim: 'no integration responses at all',
      integration: toEndpoint({ integrationResponses: {} }),
      when: get,
      answer: BROKEN,
    },
  ),
];

const FROM: { readonly [from: string]: string | null } = {
  'integration.response.header.X-One': '1',
  'integration.response.header.X-Many': '3',
  'integration.response.multivalueheader.X-Many': '2,3',
  'integration.response.header.nowhere': null,
  'integration.response.body.pet.name': 'Rex',
  'integration.response.body.list[1]': '2',
  'integration.response.body.nowhere': null,
  'context.apiId': API,
  'stageVariables.colour': 'red',
  "'static'": 'static',
};

const ANSWERED: Claim['endpoint'] = {
  headers: ['Content-Type', 'application/json', 'X-One', '1', 'X-Many', '2', 'X-Many', '3'],
  body: '{"pet":{"name":"Rex"},"list":[1,2]}',
};

const parameterRows: readonly Row[] = rowsOf(
  '§1.10 responseParameters',
  'developer guide, "Parameter mapping source reference"',
  ...Object.entries(FROM).map(
    ([from, value]): Claim => ({
      claim: `${from} is ${value ?? 'left out'}`,
      integration: toEndpoint({
        integrationResponses: { 200: { statusCode: '200', ...responseParameters({ mapped: from }) } },
      }),
      stage: { variables: { colour: 'red' } },
      when: get,
      endpoint: ANSWERED,
      answer: { status: 200, headers: { mapped: value, 'x-one': null } },
    }),
  ),
  {
    claim: 'a body that starts like JSON and is none is a 500',
    integration: toEndpoint({
      integrationResponses: {
        200: { statusCode: '200', ...responseParameters({ mapped: 'integration.response.body.a' }) },
      },
    }),
    when: get,
    endpoint: { body: '{"a":' },
    answer: BROKEN,
  },
);

const templates = (responseTemplates: { readonly [type: string]: string }): Partial<IntegrationRecord> => ({
  integrationResponses: { 200: { statusCode: '200', responseTemplates } },
});

const BOTH = { 'text/html': '<p>', 'application/json': '{"made":1}' };

const templateRows: readonly Row[] = [
  ...rowsOf(
    '§1.10 response template',
    'recorded: comments of LocalStack’s get_response_template; developer guide, "Mapping template transformations"',
    ...(
      [
        ['Accept: text/html', BOTH, '<p>'],
        ['Accept: application/json', BOTH, '{"made":1}'],
        ['Accept: image/png', BOTH, '{"made":1}'],
        ['X-None: 1', BOTH, '{"made":1}'],
        ['Accept: image/png', { 'text/html': '<p>', 'text/plain': 'p' }, '<p>'],
        ['Accept: image/png', {}, 'as it was'],
      ] as const
    ).map(
      ([header, made, body]): Claim => ({
        claim: `${header} of ${Object.keys(made).join(' and ') || 'no templates'}: ${body}`,
        integration: toEndpoint(templates(made)),
        when: ['GET /prod/x', [header]],
        endpoint: { body: 'as it was' },
        answer: { status: 200, body, headers: { 'content-type': 'application/json' } },
      }),
    ),
  ),
  ...rowsOf('§1.10 response template', 'test_lambda_aws_integration_response_with_mapping_templates', {
    claim: 'a template makes body and status of what a function returned',
    integration: custom(
      templates({
        'application/json':
          "#set($body = $input.path('$.body'))#set($status = $input.path('$.statusCode'))" +
          '#if($body == "customerror")#set($context.responseOverride.status = 400)' +
          '#else#set($context.responseOverride.status = 202)#end{"body":"$body","statusCode":$status}',
      }),
    ),
    when: ['POST /prod/x', [], '{}'],
    invoked: () => returned({ statusCode: 200, body: 'customerror' }),
    answer: { status: 400, body: '{"body":"customerror","statusCode":200}' },
  }),
  ...rowsOf('§1.10 status', 'developer guide, "Override your API’s request and response parameters"', {
    claim: 'the override comes before the status of the integration response, and a header over the mapped one',
    integration: toEndpoint({
      integrationResponses: {
        200: {
          statusCode: '200',
          ...responseParameters({ 'X-Own': "'mapped'", kept: "'kept'" }),
          responseTemplates: {
            'application/json':
              "#set($context.responseOverride.header.x-own = 'template')#set($context.responseOverride.status = 409)done",
          },
        },
      },
    }),
    when: get,
    answer: { status: 409, body: 'done', headers: { 'x-own': 'template', kept: 'kept' } },
  }),
];

export const responseMappingRows: readonly Row[] = [...selectionRows, ...parameterRows, ...templateRows];
