import { API, badRequest, type Given, notFound, patch, type Row, validation } from './row.ts';

const DEFAULT_4XX = `${API}/gatewayresponses/DEFAULT_4XX`;
const ORIGIN = 'gatewayresponse.header.Access-Control-Allow-Origin';

const givenResponse: Given = [
  'PUT',
  DEFAULT_4XX,
  {
    statusCode: '404',
    responseParameters: { [ORIGIN]: "'a.b.c'" },
    responseTemplates: { 'application/xml': '<message>$context.error.messageString</message>' },
  },
];

export const gatewayResponseRows: readonly Row[] = [
  notFound('test_gateway_response_validation', 'Invalid API identifier specified 111111111111:fake-api-id', [
    'GET',
    '/restapis/fake-api-id/gatewayresponses',
  ]),
  notFound('test_gateway_response_validation', 'Gateway response type not defined on api', ['DELETE', DEFAULT_4XX]),
  validation(
    'test_gateway_response_validation',
    "1 validation error detected: Value 'FAKE_RESPONSE_TYPE' at 'responseType' failed to satisfy constraint: Member must satisfy enum value set: [REQUEST_TOO_LARGE, RESOURCE_NOT_FOUND, AUTHORIZER_CONFIGURATION_ERROR, MISSING_AUTHENTICATION_TOKEN, BAD_REQUEST_BODY, INVALID_SIGNATURE, INVALID_API_KEY, BAD_REQUEST_PARAMETERS, AUTHORIZER_FAILURE, UNAUTHORIZED, INTEGRATION_TIMEOUT, ACCESS_DENIED, DEFAULT_4XX, DEFAULT_5XX, WAF_FILTERED, QUOTA_EXCEEDED, THROTTLED, API_CONFIGURATION_ERROR, UNSUPPORTED_MEDIA_TYPE, INTEGRATION_FAILURE, EXPIRED_TOKEN]",
    ['GET', `${API}/gatewayresponses/FAKE_RESPONSE_TYPE`],
  ),
  badRequest(
    'test_update_gateway_response',
    'Invalid null or empty value in responseTemplates',
    patch(DEFAULT_4XX, ['replace', '/responseTemplates/application~1xml', null]),
    givenResponse,
  ),
  badRequest(
    'test_update_gateway_response',
    'Invalid null or empty value in responseParameters',
    patch(DEFAULT_4XX, ['replace', `/responseParameters/${ORIGIN}`, null]),
    givenResponse,
  ),
  badRequest(
    'test_update_gateway_response',
    'Invalid patch path /statusCode',
    patch(DEFAULT_4XX, ['add', '/statusCode', '444']),
    givenResponse,
  ),
  badRequest(
    'test_update_gateway_response',
    'Invalid patch path /wrongPath',
    patch(DEFAULT_4XX, ['add', '/wrongPath', "'example.com'"]),
    givenResponse,
  ),
  badRequest(
    'test_update_gateway_response',
    'Invalid patch path null',
    patch(DEFAULT_4XX, ['add', undefined, "'example.com'"]),
    givenResponse,
  ),
  notFound(
    'test_update_gateway_response',
    'Invalid parameter name specified',
    patch(`${API}/gatewayresponses/DEFAULT_5XX`, ['replace', `/responseParameters/${ORIGIN}`, "'example.com'"]),
  ),
  validation(
    'test_update_gateway_response',
    "1 validation error detected: Value 'wrong-op' at 'updateGatewayResponseInput.patchOperations.1.member.op' failed to satisfy constraint: Member must satisfy enum value set: [add, remove, move, test, replace, copy]",
    patch(DEFAULT_4XX, ['wrong-op', '/statusCode', "'example.com'"]),
    givenResponse,
  ),
];
