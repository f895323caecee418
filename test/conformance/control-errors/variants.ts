import {
  API,
  badRequest,
  givenMethod,
  givenMock,
  givenStage,
  METHOD,
  notFound,
  patch,
  type Request,
  type Row,
  validation,
} from './row.ts';
import { LEGAL_PATHS } from './stages.ts';

const NO_RESOURCE = 'Invalid Resource identifier specified';
const NO_METHOD = 'Invalid Method identifier specified';
const NO_INTEGRATION = 'Invalid Integration identifier specified';
const NO_STATUS = 'Invalid Response status code specified';
const NO_PART = 'Invalid Documentation part identifier specified';
const NO_VALIDATOR = 'Invalid Request Validator identifier specified';
const NO_LINK = 'Invalid Vpc Link identifier specified';
const STATUS =
  "Value 'wrong' at 'statusCode' failed to satisfy constraint: Member must satisfy regular expression pattern: [1-5]\\d\\d";
const PARAMETER = 'Invalid parameter name specified';
const CONTENT_TYPE = 'Content-Type specified was not found';

const noApi = (id: string): string => `Invalid API identifier specified 111111111111:${id}`;

/** The sentence for operations that do not exist, of which `input` has some under these numbers. */
const wrongOps = (op: string, input: string, ...numbers: readonly number[]): string =>
  numbers
    .map(
      (n) =>
        `Value '${op}' at '${input}.patchOperations.${n}.member.op' failed to satisfy constraint: Member must satisfy enum value set: [add, remove, move, test, replace, copy]`,
    )
    .join('; ');

const TYPES =
  "Value '[wrong]' at 'createRestApiInput.endpointConfiguration.types' failed to satisfy constraint: Member must satisfy constraint: [Member must satisfy enum value set: [PRIVATE, EDGE, REGIONAL]]";
const IP_TYPE =
  "Value 'wrong' at 'createRestApiInput.endpointConfiguration.ipAddressType' failed to satisfy constraint: Member must satisfy enum value set: [ipv4, dualstack]";
const create = (endpointConfiguration: object, description?: string): Request => [
  'POST',
  '/restapis',
  { name: 'pets', endpointConfiguration, description },
];

const RESPONSE = `${METHOD}/responses/200`;
const HEADER = '/responseParameters/method.response.header.my-header';
const MODEL = '/responseModels/application~1json';
const methodResponse = [
  ...givenMock,
  [
    'PUT',
    RESPONSE,
    {
      responseParameters: { 'method.response.header.my-header': false },
      responseModels: { 'application/json': 'Empty' },
    },
  ],
] as const;

const elsewhere = (path: string): string => `/restapis/fake-api/resources/<root>/methods/GET${path}`;
const nowhere = (path: string): string => `${API}/resources/fake-resource-id/methods/GET${path}`;
const mock = { type: 'MOCK' };

/** Several constraints that fail are told together, with their number, and before anything else is looked at. */
const joined: readonly Row[] = [
  validation(
    'test_update_method_response_wrong_operations',
    `2 validation errors detected: ${wrongOps('wrong_op', 'updateMethodResponseInput', 1, 2)}`,
    patch(RESPONSE, ['wrong_op', HEADER, 'true'], ['wrong_op', MODEL, 'Empty']),
    ...methodResponse,
  ),
  validation(
    'test_update_method_response_wrong_operations',
    `2 validation errors detected: ${wrongOps('wrong_op', 'updateMethodResponseInput', 1, 3)}`,
    patch(RESPONSE, ['wrong_op', HEADER, 'true'], ['remove', MODEL, 'Empty'], ['wrong_op', MODEL, 'Empty']),
    ...methodResponse,
  ),
  validation(
    'test_update_method_response_wrong_operations',
    `4 validation errors detected: ${wrongOps('wrong_op', 'updateMethodResponseInput', 1, 2, 3, 4)}`,
    patch(
      RESPONSE,
      ['wrong_op', HEADER, 'true'],
      ['wrong_op', MODEL, 'Empty'],
      ['wrong_op', HEADER, 'true'],
      ['wrong_op', MODEL, 'Empty'],
    ),
    ...methodResponse,
  ),
  validation(
    'test_update_method_response_negative_tests',
    `2 validation errors detected: ${wrongOps('wrong_op', 'updateMethodResponseInput', 1)}; ${STATUS}`,
    patch(`${METHOD}/responses/wrong`, ['wrong_op', HEADER, 'true']),
    ...methodResponse,
  ),
  validation(
    'test_update_rest_api_concatenation_of_errors',
    `3 validation errors detected: ${wrongOps('wrong', 'updateRestApiInput', 1, 2, 3)}`,
    patch(
      API,
      ['wrong', '/endpointConfiguration/types/EDGE', 'PRIVATE'],
      ['wrong', '/endpointConfiguration/types/EDGE', 'REGIONAL'],
      ['wrong', '/endpointConfiguration/ipAddressType', 'dualstack'],
    ),
  ),
  validation(
    'test_create_rest_api_with_endpoint_configuration',
    `2 validation errors detected: ${TYPES}; ${IP_TYPE}`,
    create({ types: ['wrong'], ipAddressType: 'wrong' }),
  ),
  validation(
    'test_create_rest_api_with_endpoint_configuration',
    `2 validation errors detected: ${TYPES}; ${IP_TYPE}`,
    create({ ipAddressType: 'wrong', types: ['wrong'] }, ''),
  ),
  badRequest(
    'test_create_rest_api_private_type',
    'Description cannot be an empty string',
    create({ types: ['PRIVATE'], ipAddressType: 'ipv4' }, ''),
  ),
];

/** An API that does not exist is often another thing that does not exist: which, depends on the operation. */
const missing: readonly Row[] = [
  notFound(
    'test_update_rest_api_invalid_api_id',
    noApi('api_id'),
    patch('/restapis/api_id', ['replace', '/name', 'x']),
  ),
  notFound('test_put_method_validation', NO_RESOURCE, ['PUT', elsewhere(''), { authorizationType: 'NONE' }]),
  notFound('test_put_method_validation', NO_RESOURCE, ['PUT', nowhere(''), { authorizationType: 'NONE' }]),
  notFound('test_update_method_validation', NO_RESOURCE, patch(elsewhere(''))),
  notFound('test_update_method_validation', NO_METHOD, patch(METHOD, ['replace', '/operationName', 'x'])),
  notFound('test_method_lifecycle', NO_METHOD, ['GET', METHOD]),
  notFound('test_method_lifecycle', NO_METHOD, ['DELETE', METHOD]),
  notFound('test_get_integration_non_existent', NO_RESOURCE, ['GET', elsewhere('/integration')]),
  notFound('test_get_integration_non_existent', NO_INTEGRATION, ['GET', `${METHOD}/integration`], givenMethod),
  notFound('test_put_integration_response_validation', NO_METHOD, ['PUT', `${METHOD}/integration`, mock]),
  notFound('test_put_integration_response_validation', NO_RESOURCE, ['PUT', nowhere('/integration'), mock]),
  notFound('test_integration_response_wrong_api', NO_RESOURCE, ['PUT', elsewhere('/integration/responses/200'), {}]),
  notFound('test_integration_response_wrong_api', NO_RESOURCE, ['GET', elsewhere('/integration/responses/200')]),
  notFound('test_integration_response_wrong_method', NO_METHOD, ['PUT', `${METHOD}/integration/responses/200`, {}]),
  notFound('test_integration_response_wrong_method', NO_METHOD, ['GET', `${METHOD}/integration/responses/200`]),
  notFound(
    'test_integration_response_invalid_integration',
    NO_INTEGRATION,
    ['GET', `${METHOD}/integration/responses/200`],
    givenMethod,
  ),
  notFound(
    'test_integration_response_wrong_status_code',
    NO_STATUS,
    ['GET', `${METHOD}/integration/responses/201`],
    ...givenMock,
  ),
  notFound('test_delete_integration_response_errors', NO_INTEGRATION, [
    'DELETE',
    `${METHOD}/integration/responses/200`,
  ]),
  notFound('test_delete_integration_response_errors', NO_RESOURCE, ['DELETE', elsewhere('/integration/responses/200')]),
  notFound(
    'test_update_method_response_negative_tests',
    NO_STATUS,
    patch(`${METHOD}/responses/201`, ['replace', HEADER, 'true']),
    ...methodResponse,
  ),
  notFound('test_update_method_response_negative_tests', NO_METHOD, patch(RESPONSE, ['replace', HEADER, 'true'])),
  notFound(
    'test_update_method_wrong_param_names',
    PARAMETER,
    patch(RESPONSE, ['replace', '/responseParameters/wrong', 'true']),
    ...methodResponse,
  ),
  notFound(
    'test_update_method_wrong_param_names',
    CONTENT_TYPE,
    patch(RESPONSE, ['replace', '/responseModels/wrong', 'Empty']),
    ...methodResponse,
  ),
  notFound('test_delete_resource', NO_RESOURCE, ['DELETE', `${API}/resources/fake-resource-id`]),
  notFound('test_model_validation', noApi('abcde0'), ['GET', '/restapis/abcde0/models']),
  notFound('test_model_validation', 'Invalid model name specified: MySchema', [
    'DELETE',
    '/restapis/abcde0/models/MySchema',
  ]),
  notFound('test_validators_crud_no_api', noApi('test-fake-rest-id'), [
    'GET',
    '/restapis/test-fake-rest-id/requestvalidators',
  ]),
  notFound('test_invalid_get_request_validator', NO_VALIDATOR, ['GET', `${API}/requestvalidators/validator_id`]),
  notFound('test_doc_parts_crud_no_api', noApi('test-fake-rest-id'), [
    'GET',
    '/restapis/test-fake-rest-id/documentation/parts',
  ]),
  notFound('test_invalid_get_documentation_part', NO_PART, ['GET', '/restapis/api_id/documentation/parts/abc']),
  notFound(
    'test_invalid_update_documentation_part',
    NO_PART,
    patch('/restapis/api_id/documentation/parts/abc', ['replace', '/properties', '{}']),
  ),
  notFound('test_invalid_delete_documentation_part', noApi('api_id'), [
    'DELETE',
    '/restapis/api_id/documentation/parts/abc',
  ]),
  notFound('test_gateway_response_validation', noApi('fake-api-id'), [
    'DELETE',
    '/restapis/fake-api-id/gatewayresponses/DEFAULT_4XX',
  ]),
  notFound(
    'test_gateway_response_validation',
    noApi('fake-api-id'),
    patch('/restapis/fake-api-id/gatewayresponses/DEFAULT_4XX'),
  ),
  notFound('test_get_vpc_link_invalid_id', NO_LINK, ['GET', '/vpclinks/invalid']),
  notFound('test_update_vpc_link_invalid_id', NO_LINK, patch('/vpclinks/invalid', ['replace', '/name', 'x'])),
  notFound('test_invoke_test_method', NO_RESOURCE, ['POST', nowhere(''), {}]),
  notFound('test_invoke_test_method', NO_METHOD, ['POST', METHOD, {}]),
  badRequest(
    'test_update_stage_canary_deployment_validation',
    'Deployment id does not exist',
    patch(`${API}/stages/dev`, ['replace', '/canarySettings/deploymentId', 'deploy']),
    ...givenStage,
  ),
];

/** Whatever a stage does not know is taken for a method setting. */
const stagePaths: readonly Row[] = [
  ['test_update_stage_canary_deployment_validation', '/canarySettings'],
  ['test_create_update_stages', '/documentation_version'],
  ['test_create_update_stages', '/tags/tag1'],
].map(([recorded = '', path = '']) =>
  badRequest(
    recorded,
    `Invalid method setting path: ${path}. Must be one of: ${LEGAL_PATHS}`,
    patch(`${API}/stages/dev`, ['replace', path, 'value']),
    ...givenStage,
  ),
);

/** What was recorded besides: the same sentences, of other operations and in other company. */
export const variantRows: readonly Row[] = [...joined, ...missing, ...stagePaths];
