import { API, badRequest, conflict, type Given, notFound, patch, type Row, validation } from './row.ts';

const properties = '{ "description": "Sample API description" }';
const givenPart: Given = [
  'POST',
  `${API}/documentation/parts`,
  { location: { type: 'API' }, properties },
  { part: 'id' },
];
const PART = `${API}/documentation/parts/<part>`;

const givenValidator: Given = ['POST', `${API}/requestvalidators`, { name: 'test-validator' }, { validator: 'id' }];
const VALIDATOR = `${API}/requestvalidators/<validator>`;

const AUTHORIZER = {
  name: 'fake-auth-name',
  type: 'TOKEN',
  authorizerUri:
    'arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:123456789012:function:myApiAuthorizer/invocations',
  identitySource: 'method.request.header.Authorization',
};

/** Documentation parts, request validators and authorizers. */
export const partRows: readonly Row[] = [
  notFound(
    'test_invalid_create_documentation_part_operations',
    'Invalid API identifier specified 111111111111:api_id',
    ['POST', '/restapis/api_id/documentation/parts', { location: { type: 'API' }, properties }],
  ),
  validation(
    'test_invalid_create_documentation_part_operations',
    "1 validation error detected: Value 'INVALID' at 'createDocumentationPartInput.location.type' failed to satisfy constraint: Member must satisfy enum value set: [RESPONSE_BODY, RESPONSE, METHOD, MODEL, AUTHORIZER, RESPONSE_HEADER, RESOURCE, PATH_PARAMETER, REQUEST_BODY, QUERY_PARAMETER, API, REQUEST_HEADER]",
    ['POST', `${API}/documentation/parts`, { location: { type: 'INVALID' }, properties }],
  ),
  notFound(
    'test_invalid_delete_documentation_part',
    'Invalid Documentation part identifier specified',
    ['DELETE', PART],
    givenPart,
    ['DELETE', PART],
  ),
  badRequest(
    'test_invalid_update_documentation_part',
    "Invalid patch path  '/invalidPath' specified for op 'replace'. Must be one of: [/properties]",
    patch(PART, ['replace', '/invalidPath', properties]),
    givenPart,
  ),
  badRequest(
    'test_invalid_update_documentation_part',
    "Invalid patch path  '/properties' specified for op 'add'. Please choose supported operations",
    patch(PART, ['add', '/properties', properties]),
    givenPart,
  ),
  badRequest('test_import_documentation_parts_bad_file', 'Unable to build importer with provided input.', [
    'PUT',
    `${API}/documentation/parts`,
    'foo',
  ]),
  badRequest('test_create_request_validator_invalid_api_id', 'Invalid REST API identifier specified', [
    'POST',
    '/restapis/api_id/requestvalidators',
    { name: 'test-validator' },
  ]),
  notFound(
    'test_invalid_delete_request_validator',
    'Invalid Request Validator identifier specified',
    ['DELETE', '/restapis/api_id/requestvalidators/<validator>'],
    givenValidator,
  ),
  badRequest(
    'test_invalid_update_request_validator_operations',
    "Invalid patch path  '/invalidPath' specified for op 'replace'. Must be one of: [/name, /validateRequestParameters, /validateRequestBody]",
    patch(VALIDATOR, ['replace', '/invalidPath', 'true']),
    givenValidator,
  ),
  badRequest(
    'test_invalid_update_request_validator_operations',
    "Invalid patch path  '/validateRequestBody' specified for op 'add'. Please choose supported operations",
    patch(VALIDATOR, ['add', '/validateRequestBody', 'true']),
    givenValidator,
  ),
  badRequest(
    'test_invalid_update_request_validator_operations',
    "Invalid patch path  '/validateRequestBody' specified for op 'remove'. Please choose supported operations",
    patch(VALIDATOR, ['remove', '/validateRequestBody', 'true']),
    givenValidator,
  ),
  badRequest(
    'test_invalid_update_request_validator_operations',
    'Request Validator name cannot be blank',
    patch(VALIDATOR, ['replace', '/name']),
    givenValidator,
  ),
  conflict(
    'test_authorizer_crud_no_api',
    'Unable to complete operation due to concurrent modification. Please try again later.',
    ['POST', '/restapis/test-fake-rest-id/authorizers', AUTHORIZER],
  ),
  notFound('test_authorizer_crud_no_api', 'Invalid API identifier specified 111111111111:test-fake-rest-id', [
    'GET',
    '/restapis/test-fake-rest-id/authorizers',
  ]),
];
