import type { ApiDefinition, MethodRecord } from '../../../src/definition/definition.ts';
import { API, mock } from '../../../src/gateway/gateway.fixture.ts';
import { type Answer, type Claim, JSON_TYPE, type Row, rowsOf } from './row.ts';

/** §1.13: request validators. */

const VALIDATOR = { id: 'val001', validateRequestBody: true, validateRequestParameters: true };

const ref = (model: string): object => ({ $ref: `https://apigateway.amazonaws.com/restapis/${API}/models/${model}` });

const models: ApiDefinition['models'] = Object.entries({
  testSchema: {
    title: 'testSchema',
    type: 'object',
    properties: { a: { type: 'number' }, b: { type: 'number' } },
    required: ['a', 'b'],
  },
  testSchemaList: { type: 'array', items: ref('testSchema') },
  StatusModel: {
    type: 'object',
    properties: { Status: { type: 'string' }, Order: { type: 'integer' } },
    required: ['Status', 'Order'],
  },
  TestModel: {
    type: 'object',
    properties: { status: { oneOf: [{ type: 'null' }, ref('StatusModel')] } },
    required: ['status'],
  },
  Circular: {
    type: 'object',
    properties: { name: { type: 'string' }, next: ref('Circular') },
    required: ['name'],
  },
}).map(([name, schema], i) => ({
  id: `model${i}`,
  name,
  contentType: 'application/json',
  schema: JSON.stringify(schema),
}));

const REQUIRED: Partial<MethodRecord> = {
  requestParameters: {
    'method.request.path.test': true,
    'method.request.querystring.qs1': true,
    'method.request.header.x-header-param': true,
    'method.request.header.optional': false,
  },
};

const refused = (message: string): Answer => ({
  status: 400,
  body: `{"message": "${message}"}`,
  headers: { 'x-amzn-errortype': 'BadRequestException', 'x-amzn-trace-id': null },
});

const missing = (...names: readonly string[]): Answer =>
  refused(`Missing required request parameters: [${names.join(', ')}]`);

const INVALID = refused('Invalid request body');
const PASSED: Answer = { status: 200 };

function validated(
  claim: string,
  method: Partial<MethodRecord>,
  when: Claim['when'],
  answer: Answer,
  validator: object = VALIDATOR,
): Claim {
  return {
    claim,
    resource: '/nested/{test}',
    integration: { ...mock, requestTemplates: { $default: '{"statusCode": 200}' } },
    method: { requestValidatorId: 'val001', ...method },
    captured: { requestValidators: [{ ...VALIDATOR, ...validator }], models },
    when,
    answer,
  };
}

const at = '/prod/nested/value';
const HEADER = 'x-header-param: test';

const byModel = (model: string): Partial<MethodRecord> => ({ requestModels: { 'application/json': model } });

const posted = (model: string, body: string | undefined, answer: Answer): Claim =>
  validated(
    `${body ?? 'no body'} against ${model}`,
    byModel(model),
    ['POST /prod/nested/value', [JSON_TYPE], body ?? ''],
    answer,
  );

export const validationRows: readonly Row[] = [
  ...rowsOf(
    '§1.13 parameters',
    'test_api_gateway_request_validator',
    validated('all are there', REQUIRED, [`POST ${at}?qs1=test`, [HEADER], '{}'], PASSED),
    validated('header and query are missing', REQUIRED, [`POST ${at}`], missing('x-header-param', 'qs1')),
    validated('the header is', REQUIRED, [`GET ${at}?qs1=test`], missing('x-header-param')),
    validated('the query is', REQUIRED, [`GET ${at}`, [HEADER]], missing('qs1')),
    validated(
      'of a path that has no such part all three are named, headers first',
      {
        requestParameters: {
          'method.request.path.issuer': true,
          'method.request.querystring.qs1': true,
          'method.request.header.x-header-param': true,
        },
      },
      [`POST ${at}`, [], '{"test":"test"}'],
      missing('x-header-param', 'issuer', 'qs1'),
    ),
    validated('a blank value is missing', REQUIRED, [`GET ${at}?qs1=%20`, [HEADER]], missing('qs1')),
    validated('a validator may not ask', REQUIRED, [`GET ${at}`], PASSED, { validateRequestParameters: false }),
  ),
  ...rowsOf(
    '§1.13 body',
    'test_api_gateway_request_validator',
    posted('testSchema', '{"a": 1, "b": 2}', PASSED),
    posted('testSchema', '{"test": "test"}', INVALID),
    validated('a GET without a body, typed', byModel('testSchema'), [`GET ${at}`, [JSON_TYPE]], INVALID),
    validated('a GET without a body or type', byModel('testSchema'), [`GET ${at}`], INVALID),
    validated(
      'parameters come first',
      { ...REQUIRED, ...byModel('testSchema') },
      [`POST ${at}?qs1=1`, [], '{}'],
      missing('x-header-param'),
    ),
    validated('a validator may not ask', byModel('testSchema'), [`POST ${at}`, [JSON_TYPE], '{}'], PASSED, {
      validateRequestBody: false,
    }),
  ),
  ...rowsOf(
    '§1.13 models',
    'test_api_gateway_request_validator_with_ref_models, …_with_ref_one_ofmodels; circular: recorded',
    posted('testSchemaList', '[{"a": 1, "b": 2}]', PASSED),
    posted('testSchemaList', undefined, INVALID),
    posted('TestModel', '{"status": null}', PASSED),
    posted('TestModel', '{"status": {"Status": "works", "Order": 1}}', PASSED),
    posted('TestModel', undefined, INVALID),
    posted('TestModel', '{"badFormat": "bla"}', INVALID),
    posted('Circular', '{"name": "a", "next": {"name": "b", "next": {"name": "c"}}}', PASSED),
    posted('Circular', '{"name": "a", "next": {"name": "b", "next": {}}}', INVALID),
  ),
  ...rowsOf(
    '§1.13 model by Content-Type',
    'developer guide, "Request validation for REST APIs"; best guess (K) of the reference',
    validated(
      '$default is for every other type',
      { requestModels: { $default: 'testSchema' } },
      [`POST ${at}`, ['Content-Type: text/x'], '{}'],
      INVALID,
    ),
    validated(
      'a body of a type without a model passes',
      byModel('testSchema'),
      [`POST ${at}`, ['Content-Type: text/x'], '{}'],
      PASSED,
    ),
  ),
  ...rowsOf('§1.13 validationErrorString', 'developer guide, "Gateway response types"; everit’s sentence (K)', {
    ...validated('a gateway response can show it', byModel('testSchema'), [`POST ${at}`, [JSON_TYPE], '{"b": 1}'], {
      status: 400,
      body: '{"message":"Invalid request body","why":"[object has missing required properties (["a"])]"}',
    }),
    captured: {
      requestValidators: [VALIDATOR],
      models,
      gatewayResponses: [
        {
          responseType: 'BAD_REQUEST_BODY',
          responseTemplates: {
            'application/json': '{"message":$context.error.messageString,"why":"$context.error.validationErrorString"}',
          },
        },
      ],
    },
  }),
];
