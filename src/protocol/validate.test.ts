import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadModel, type Model, type ServiceName } from '../model/model.ts';
import { ServiceError } from './service-error.ts';
import { compileValidation } from './validate.ts';

function refusal(service: ServiceName, operation: string, input: object): string {
  const model = loadModel(service) as Model;
  try {
    compileValidation(model, operation, model.operations[operation]?.input)(input);
  } catch (error) {
    assert.ok(error instanceof ServiceError);
    assert.equal(error.status, 400);
    return `${error.code}: ${error.message}`;
  }
  return 'accepted';
}

const method = { restApiId: 'a', resourceId: 'b', httpMethod: 'GET' };

// Every sentence: aws-behaviour §2.13, recorded from AWS by LocalStack's snapshot tests named here.
const recorded: readonly [name: string, operation: string, input: object, message: string][] = [
  [
    'test_put_integration_wrong_type',
    'PutIntegration',
    { ...method, type: 'HTTPS_PROXY' },
    "Value 'HTTPS_PROXY' at 'putIntegrationInput.type' failed to satisfy constraint: Member must satisfy enum value set: [HTTP, MOCK, AWS_PROXY, HTTP_PROXY, AWS]",
  ],
  [
    'test_invalid_create_documentation_part_operations',
    'CreateDocumentationPart',
    { restApiId: 'a', location: { type: 'INVALID' }, properties: '{}' },
    "Value 'INVALID' at 'createDocumentationPartInput.location.type' failed to satisfy constraint: Member must satisfy enum value set: [RESPONSE_BODY, RESPONSE, METHOD, MODEL, AUTHORIZER, RESPONSE_HEADER, RESOURCE, PATH_PARAMETER, REQUEST_BODY, QUERY_PARAMETER, API, REQUEST_HEADER]",
  ],
  [
    'test_create_rest_api_verify_defaults',
    'CreateRestApi',
    { name: 'x', endpointConfiguration: { types: ['wrong'] } },
    "Value '[wrong]' at 'createRestApiInput.endpointConfiguration.types' failed to satisfy constraint: Member must satisfy constraint: [Member must satisfy enum value set: [PRIVATE, EDGE, REGIONAL]]",
  ],
  [
    'test_create_rest_api_private_type',
    'CreateRestApi',
    { name: 'x', endpointConfiguration: { ipAddressType: 'wrong' } },
    "Value 'wrong' at 'createRestApiInput.endpointConfiguration.ipAddressType' failed to satisfy constraint: Member must satisfy enum value set: [ipv4, dualstack]",
  ],
  [
    'test_integration_response_invalid_statuscode',
    'PutIntegrationResponse',
    { ...method, statusCode: 'wrong' },
    "Value 'wrong' at 'statusCode' failed to satisfy constraint: Member must satisfy regular expression pattern: [1-5]\\d\\d",
  ],
  [
    'test_update_gateway_response',
    'UpdateGatewayResponse',
    { restApiId: 'a', responseType: 'DEFAULT_4XX', patchOperations: [{ op: 'wrong-op' }] },
    "Value 'wrong-op' at 'updateGatewayResponseInput.patchOperations.1.member.op' failed to satisfy constraint: Member must satisfy enum value set: [add, remove, move, test, replace, copy]",
  ],
];

for (const [name, operation, input, message] of recorded)
  test(`recorded: ${name}`, () =>
    assert.equal(
      refusal('apigateway', operation, input),
      `ValidationException: 1 validation error detected: ${message}`,
    ));

test('recorded: test_gateway_response_validation, as far as its text is kept', () => {
  const text = refusal('apigateway', 'GetGatewayResponse', { restApiId: 'a', responseType: 'FAKE_RESPONSE_TYPE' });
  assert.ok(
    text.startsWith(
      "ValidationException: 1 validation error detected: Value 'FAKE_RESPONSE_TYPE' at 'responseType' failed to satisfy constraint: Member must satisfy enum value set: [REQUEST_TOO_LARGE, RESOURCE_NOT_FOUND, AUTHORIZER_CONFIGURATION_ERROR, MISSING_AUTHENTICATION_TOKEN, BAD_REQUEST_BODY, INVALID_SIGNATURE, INVALID_API_KEY, BAD_REQUEST_PARAMETERS, AUTHORIZER_FAILURE, UNAUTHORIZED, INTEGRATION_TIMEOUT, ACCESS_DENIED, DEFAULT_4XX",
    ),
    text,
  );
});

test('several failing constraints are joined (aws-behaviour §2.13)', () => {
  assert.equal(
    refusal('apigateway', 'PutIntegration', { ...method, type: 'X', connectionType: 'Y' }).replaceAll(
      /\[.*?\]/g,
      '[…]',
    ),
    "ValidationException: 2 validation errors detected: Value 'X' at 'putIntegrationInput.type' failed to satisfy constraint: Member must satisfy enum value set: […]; Value 'Y' at 'putIntegrationInput.connectionType' failed to satisfy constraint: Member must satisfy enum value set: […]",
  );
});

test('a required member that is missing', () => {
  assert.equal(
    refusal('apigateway', 'CreateRestApi', {}),
    "ValidationException: 1 validation error detected: Value null at 'createRestApiInput.name' failed to satisfy constraint: Member must not be null",
  );
});

test("Lambda: names without a prefix, AWS's pattern of a role (LocalStack and moto print the same sentence)", () => {
  assert.equal(
    refusal('lambda', 'CreateFunction', { FunctionName: 'f', Role: 'r', Code: {} }),
    "ValidationException: 1 validation error detected: Value 'r' at 'role' failed to satisfy constraint: Member must satisfy regular expression pattern: arn:(aws[a-zA-Z-]*)?:iam::\\d{12}:role/?[a-zA-Z_0-9+=,.@\\-_/]+",
  );
});

test('Lambda: bounds of timeout and memory (Lambda quotas), the runtime is left to the handler', () => {
  const sound = {
    FunctionName: 'f',
    Role: 'arn:aws:iam::123456789012:role/r',
    Code: {},
    Timeout: 900,
    MemorySize: 128,
    Runtime: 'anything',
    Handler: 'i.h',
  };
  assert.equal(refusal('lambda', 'CreateFunction', sound), 'accepted');
  assert.match(
    refusal('lambda', 'CreateFunction', { ...sound, Timeout: 901, MemorySize: 127 }),
    /^ValidationException: 2 validation errors detected: .*'901' at 'timeout' failed to satisfy constraint: Member must have value less than or equal to 900.*'127' at 'memorySize' failed to satisfy constraint: Member must have value greater than or equal to 128$/,
  );
  assert.match(
    refusal('lambda', 'CreateFunction', { ...sound, Handler: 'x'.repeat(129) }),
    /at 'handler' .* Member must have length less than or equal to 128$/,
  );
});

test('what is sensitive is not printed', () => {
  const text = refusal('lambda', 'CreateFunction', {
    FunctionName: 'f',
    Role: 'arn:aws:iam::123456789012:role/r',
    Code: {},
    Description: 'x'.repeat(300),
  });
  assert.match(text, /'x+' at 'description'/);
  const model = structuredClone(loadModel('lambda')) as Model;
  const member = model.shapes['CreateFunctionRequest']?.members['Description'];
  assert.ok(member);
  Object.assign(member, { sensitive: true });
  assert.throws(
    () =>
      compileValidation(
        model,
        'CreateFunction',
        'CreateFunctionRequest',
      )({ FunctionName: 'f', Role: 'arn:aws:iam::123456789012:role/r', Code: {}, Description: 'x'.repeat(300) }),
    {
      message: /detected: Value at 'description' failed/,
    },
  );
});

test('IAM: ValidationError, without the value (recorded: test_role_tag_errors)', () => {
  assert.match(
    refusal('iam', 'CreateRole', { RoleName: 'bad name', AssumeRolePolicyDocument: '{}' }),
    /^ValidationError: 1 validation error detected: Value at 'roleName' failed to satisfy constraint: Member must satisfy regular expression pattern: \[\\w\+=,\.@-\]\+$/,
  );
});
