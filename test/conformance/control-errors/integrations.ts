import {
  badRequest,
  type Given,
  givenMethod,
  givenMock,
  METHOD,
  notFound,
  type Request,
  type Row,
  serialization,
  validation,
} from './row.ts';

const INTEGRATION = `${METHOD}/integration`;

const put = (input: object): Request => ['PUT', INTEGRATION, input];
const aws = (type: string, uri: string): Request => put({ type, httpMethod: 'POST', uri });
const putResponse = (statusCode: string, input: object = {}): Request => [
  'PUT',
  `${INTEGRATION}/responses/${statusCode}`,
  { selectionPattern: '', ...input },
];

const givenParameter: Given = [
  'PUT',
  METHOD,
  { authorizationType: 'NONE', requestParameters: { 'method.request.path.testPath': true } },
];

export const integrationRows: readonly Row[] = [
  badRequest(
    'test_put_integration_validation',
    'Enumeration value for HttpMethod must be non-empty',
    put({ type: 'HTTP', uri: 'http://example.com' }),
    givenMethod,
  ),
  badRequest(
    'test_put_integration_validation',
    'Invalid HTTP endpoint specified for URI',
    put({ type: 'HTTP', httpMethod: 'POST', uri: 'non-valid-http' }),
    givenMethod,
  ),
  badRequest(
    'test_put_integration_aws_proxy_uri',
    'Invalid ARN specified in the request',
    aws('AWS_PROXY', 'non-valid-arn'),
    givenMethod,
  ),
  badRequest(
    'test_put_integration_aws_proxy_uri',
    'AWS ARN for integration must contain path or action',
    aws('AWS_PROXY', 'arn:aws:lambda:us-east-1:111111111111:function:test'),
    givenMethod,
  ),
  badRequest(
    'test_error_aws_proxy_not_supported',
    "Integrations of type 'AWS_PROXY' currently only supports Lambda function and Firehose stream invocations.",
    aws('AWS_PROXY', 'arn:aws:apigateway:us-east-1:s3:path/bucket/key'),
    givenMethod,
  ),
  validation(
    'test_put_integration_wrong_type',
    "1 validation error detected: Value 'HTTPS_PROXY' at 'putIntegrationInput.type' failed to satisfy constraint: Member must satisfy enum value set: [HTTP, MOCK, AWS_PROXY, HTTP_PROXY, AWS]",
    put({ type: 'HTTPS_PROXY' }),
  ),
  serialization(
    'test_put_integration_request_parameter_bool_type',
    'class java.lang.Boolean can not be converted to an String',
    put({ type: 'HTTP_PROXY', requestParameters: { 'integration.request.path.testPath': true } }),
    givenParameter,
  ),
  notFound('test_get_integration_non_existent', 'Invalid Method identifier specified', ['GET', INTEGRATION]),
  notFound(
    'test_delete_integration_response_errors',
    'Invalid Integration identifier specified',
    ['DELETE', `${INTEGRATION}/responses/200`],
    givenMethod,
  ),
  notFound(
    'test_delete_integration_response_errors',
    'Invalid Response status code specified',
    ['DELETE', `${INTEGRATION}/responses/400`],
    ...givenMock,
  ),
  validation(
    'test_integration_response_invalid_statuscode',
    "1 validation error detected: Value 'wrong' at 'statusCode' failed to satisfy constraint: Member must satisfy regular expression pattern: [1-5]\\d\\d",
    putResponse('wrong', { responseTemplates: { 'application/json': '"created"' } }),
  ),
  serialization(
    'test_integration_response_invalid_responsetemplates',
    'class com.amazon.coral.value.json.numbers.TruncatingBigNumber can not be converted to an String',
    putResponse('200', { responseTemplates: { 'application/json': 123 } }),
    ...givenMock,
  ),
  badRequest(
    'test_integration_response_invalid_responsetemplates',
    'Validation Result: warnings : [], errors : [Invalid content type specified: 123]',
    putResponse('200', { responseTemplates: { 123: '{"statusCode": 200}' } }),
    ...givenMock,
  ),
];
