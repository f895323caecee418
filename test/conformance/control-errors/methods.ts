import {
  badRequest,
  type Given,
  givenMethod,
  givenMock,
  METHOD,
  notFound,
  patch,
  ROOT,
  type Row,
  validation,
} from './row.ts';

const put = (input: object, httpMethod = 'ANY'): ['PUT', string, object] => [
  'PUT',
  `${ROOT}/methods/${httpMethod}`,
  { authorizationType: 'NONE', ...input },
];

const RESPONSE = `${METHOD}/responses/200`;
const givenResponse: readonly Given[] = [
  ...givenMock,
  [
    'PUT',
    RESPONSE,
    {
      responseParameters: { 'method.response.header.my-header': false },
      responseModels: { 'application/json': 'Empty' },
    },
  ],
];
const givenEmptyResponse: readonly Given[] = [
  ...givenMock,
  ['PUT', RESPONSE, { responseParameters: {}, responseModels: {} }],
];

export const methodRows: readonly Row[] = [
  badRequest(
    'test_put_method_validation',
    'Invalid HttpMethod specified. Valid options are GET,PUT,POST,DELETE,PATCH,OPTIONS,HEAD,ANY',
    put({}, 'WRONG'),
  ),
  badRequest(
    'test_put_method_validation',
    'Invalid authorizer ID specified. Setting the authorization type to CUSTOM or COGNITO_USER_POOLS requires a valid authorizer.',
    put({ authorizationType: 'CUSTOM' }),
  ),
  badRequest(
    'test_put_method_validation',
    'Invalid Request Validator identifier specified',
    put({ requestValidatorId: 'fake-validator' }),
  ),
  badRequest(
    'test_put_method_validation',
    'Invalid model identifier specified: petModel',
    put({ requestModels: { 'application/json': 'petModel' } }),
  ),
  badRequest(
    'test_method_request_parameters',
    'Parameter names must be unique across querystring, header and path',
    put({
      requestParameters: { 'method.request.querystring.optional': false, 'method.request.header.optional': false },
    }),
  ),
  badRequest(
    'test_put_integration_request_parameter_bool_type',
    'Invalid mapping expression specified: Validation Result: warnings : [], errors : [Invalid mapping expression specified: true]',
    put({ requestParameters: { 'method.request.path.testPath': true, true: true } }),
  ),
  badRequest(
    'test_update_method_validation',
    'Invalid patch operation specified. Must be one of: [replace]',
    patch(METHOD, ['add', '/operationName', 'operationName']),
    givenMethod,
  ),
  badRequest(
    'test_update_method_validation',
    'Invalid patch path /httpMethod',
    patch(METHOD, ['add', '/httpMethod', 'PUT']),
    givenMethod,
  ),
  badRequest(
    'test_update_method_validation',
    'Invalid patch path /requestModels/application/json',
    patch(METHOD, ['add', '/requestModels/application/json', 'Empty']),
    givenMethod,
  ),
  badRequest(
    'test_update_method_validation',
    'Invalid patch path /requestParameters',
    patch(METHOD, ['replace', '/requestParameters', 'method.request.querystring.optional=false']),
    givenMethod,
  ),
  badRequest(
    'test_update_method_lack_response_parameters_and_models',
    'Invalid patch path /wrong/method.response.header.my-header',
    patch(RESPONSE, ['remove', '/wrong/method.response.header.my-header', 'true']),
    ...givenEmptyResponse,
  ),
  notFound(
    'test_update_method_lack_response_parameters_and_models',
    'Content-Type specified was not found',
    patch(RESPONSE, ['remove', '/responseModels/application~1json', 'Empty']),
    ...givenEmptyResponse,
  ),
  validation(
    'test_update_method_response_wrong_operations',
    "1 validation error detected: Value 'wrong_op' at 'updateMethodResponseInput.patchOperations.1.member.op' failed to satisfy constraint: Member must satisfy enum value set: [add, remove, move, test, replace, copy]",
    patch(RESPONSE, ['wrong_op', '/responseParameters/method.response.header.my-header', 'true']),
    ...givenResponse,
  ),
];
