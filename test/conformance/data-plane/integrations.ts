import { API, http, lambda, returned, stageRecord } from '../../../src/gateway/gateway.fixture.ts';
import { custom, mocked, service, toEndpoint } from './given.ts';
import { BROKEN, type Claim, JSON_TYPE, type Row, requestParameters, responseParameters, rowsOf } from './row.ts';

/** §1.8: what each type of integration does, but for MOCK. */

const GET: Claim['when'] = ['GET /prod/x'];

const HELLO = JSON.stringify({ message: 'hello world' });
const SENT_HEADERS = ['accept: application/xml', 'user-Agent: test/integration', 'X-Own: own'];

const httpRows: readonly Row[] = [
  ...rowsOf('§1.8 HTTP', 'test_http_integration_with_lambda[HTTP]', {
    claim: "the endpoint gets the body, its type and the gateway's own headers; the client its answer and a trace id",
    integration: toEndpoint(),
    when: ['POST /prod/x?a=1', [JSON_TYPE, ...SENT_HEADERS], HELLO],
    endpoint: { headers: ['Content-Type', 'text/plain', 'X-Own', 'o'], body: 'answered' },
    sent: {
      method: 'POST',
      url: '/',
      body: HELLO,
      headers: {
        accept: 'application/json',
        'content-length': '25',
        'content-type': 'application/json',
        'user-agent': `AmazonAPIGateway_${API}`,
        'x-amzn-apigateway-api-id': API,
        'x-amzn-trace-id': /^Root=1-/,
        'x-own': null,
        'accept-encoding': null,
      },
    },
    answer: {
      status: 200,
      body: 'answered',
      headers: { 'content-type': 'application/json', 'x-amzn-trace-id': /^Root=1-/, 'x-own': null },
    },
  }),
  ...rowsOf('§1.8 HTTP', 'test_apigateway_header_remapping_http[HTTP] "no-param-integration"', {
    claim: "the client's Content-Type is not copied of a GET, though the endpoint is asked with POST",
    integration: toEndpoint(),
    when: ['GET /prod/x', [JSON_TYPE]],
    sent: { method: 'POST', body: '', headers: { 'content-type': null, 'content-length': '0' } },
  }),
  ...rowsOf(
    '§1.8 HTTP',
    'test_http_integration_invoke_status_code_passthrough[HTTP]',
    ...[200, 400].map(
      (status): Claim => ({
        claim: `the endpoint's ${status} is answered with the default response's 200`,
        resource: '/{map+}',
        integration: toEndpoint({
          uri: '<endpoint>/{map}',
          ...requestParameters({ 'path.map': 'method.request.path.map' }),
        }),
        when: [`POST /prod/status/${status}`],
        endpoint: { status, body: '{"message":""}' },
        sent: { url: `/status/${status}` },
        answer: { status: 200, body: '{"message":""}' },
      }),
    ),
  ),
  ...rowsOf('§1.8 HTTP_PROXY', 'test_http_integration_invoke_status_code_passthrough[HTTP_PROXY]', {
    claim: "the endpoint's status is the client's",
    resource: '/{map+}',
    integration: http('<endpoint>/{map}', requestParameters({ 'path.map': 'method.request.path.map' })),
    when: ['POST /prod/status/400'],
    endpoint: { status: 400, body: '{"message":""}' },
    answer: { status: 400, body: '{"message":""}' },
  }),
  ...rowsOf('§1.8 HTTP_PROXY', 'test_http_integration_method[HTTP_PROXY]', {
    claim: "the integration's method, and the client's own headers",
    integration: http('<endpoint>/', { httpMethod: 'POST' }),
    when: ['PUT /prod/x', [JSON_TYPE, ...SENT_HEADERS], HELLO],
    sent: {
      method: 'POST',
      body: HELLO,
      headers: { accept: 'application/xml', 'user-agent': 'test/integration', 'x-own': 'own' },
    },
  }),
];

const PUT_ITEM = 'dynamodb:action/PutItem';

const awsRows: readonly Row[] = [
  ...rowsOf(
    '§1.8 AWS',
    'developer guide, "Basic tasks of an API integration request"; test_apigateway_s3_any; X-Amz-Target: recorded for DynamoDB, Kinesis, Step Functions',
    {
      claim: 'action/ is a parameter, and for DynamoDB a target as well',
      integration: service(PUT_ITEM, { requestTemplates: { 'application/json': '{"TableName":"pets"}' } }),
      when: ['POST /prod/x', [JSON_TYPE], '{}'],
      sent: {
        method: 'POST',
        url: '/?Action=PutItem',
        body: '{"TableName":"pets"}',
        headers: {
          'x-amz-target': 'DynamoDB_20120810.PutItem',
          authorization: /^AWS4-HMAC-SHA256 Credential=[^/]+\/\d{8}\/eu-west-1\/dynamodb\/aws4_request/,
          'user-agent': `AmazonAPIGateway_${API}`,
          accept: 'application/json',
        },
      },
      answer: { status: 200, headers: { 'x-amzn-trace-id': /^Root=1-/ } },
    },
    {
      claim: 'more of the query of an action goes with it, and SQS has no target',
      integration: service('sqs:action/SendMessage&QueueUrl=here'),
      when: ['POST /prod/x', [JSON_TYPE], '{}'],
      sent: { url: '/?Action=SendMessage&QueueUrl=here', headers: { 'x-amz-target': null } },
    },
    ...(
      [
        ['kinesis:action/PutRecord', 'Kinesis_20131202.PutRecord'],
        ['states:action/StartExecution', 'AWSStepFunctions.StartExecution'],
      ] as const
    ).map(
      ([uri, target]): Claim => ({
        claim: `${uri} has the target ${target}`,
        integration: service(uri),
        when: ['POST /prod/x', [JSON_TYPE], '{}'],
        sent: {
          url: `/?${new URLSearchParams({ Action: uri.slice(uri.indexOf('/') + 1) })}`,
          headers: { 'x-amz-target': target },
        },
      }),
    ),
    {
      claim: "path/ is the request's path, with mapped placeholders; ANY is the client's method",
      resource: '/{object_path+}',
      integration: service('s3:path/bucket/{object_path}', {
        httpMethod: 'ANY',
        ...requestParameters({
          'path.object_path': 'method.request.path.object_path',
          'header.Content-Type': 'method.request.header.Content-Type',
        }),
      }),
      when: ['PUT /prod/a/test.json', [JSON_TYPE], '{"put_id": 1}'],
      sent: { method: 'PUT', url: '/bucket/a/test.json', body: '{"put_id": 1}' },
    },
    {
      claim: "a subdomain is part of the host's name, not of the service that signs",
      integration: service('data-ats.iot:path/things/a/shadow'),
      when: ['POST /prod/x', [JSON_TYPE], '{}'],
      sent: {
        url: '/things/a/shadow',
        headers: { authorization: /\/eu-west-1\/iotdata\/aws4_request/ },
      },
    },
  ),
  ...rowsOf('§1.8 AWS', 'test_sqs_aws_integration', {
    claim: 'a form made by a template reaches a queue with the mapped type',
    integration: service('sqs:path/123456789012/queue', {
      ...requestParameters({ 'header.Content-Type': "'application/x-www-form-urlencoded'" }),
      requestTemplates: { 'application/json': 'Action=SendMessage&MessageBody=$input.body' },
    }),
    when: ['POST /prod/x', [JSON_TYPE], '{"foo": "bar"}'],
    sent: {
      method: 'POST',
      url: '/123456789012/queue',
      body: 'Action=SendMessage&MessageBody={"foo": "bar"}',
      headers: { 'content-type': 'application/x-www-form-urlencoded', 'x-amz-target': null },
    },
  }),
  ...rowsOf(
    '§1.8 AWS',
    'test_lambda_aws_integration, test_lambda_aws_integration_with_request_template',
    {
      claim: 'a function gets the body as its event, and its answer is the body',
      integration: custom(),
      when: ['POST /prod/x', [], HELLO],
      invoked: ({ payload }) => returned(String(payload)),
      event: { message: 'hello world' },
      answer: { status: 200, body: HELLO, headers: { 'content-type': 'application/json' } },
    },
    {
      claim: 'a template makes the event',
      integration: custom({ requestTemplates: { 'application/json': '{"param1": "$input.params(\'param1\')"}' } }),
      when: ['GET /prod/x?param1=foobar&Signature=1'],
      invoked: ({ payload }) => returned(String(payload)),
      event: { param1: 'foobar' },
      answer: { status: 200, body: '{"param1": "foobar"}' },
    },
    {
      claim: 'no body is an empty event (test_apigateway_header_remapping_aws[AWS] "no-param-integration": {})',
      integration: custom(),
      when: GET,
      event: {},
      answer: { status: 200 },
    },
  ),
  ...rowsOf('§1.8 AWS', 'developer guide, "Set up asynchronous invocation of the backend Lambda function"', {
    claim: "X-Amz-Invocation-Type 'Event' does not wait for the function",
    integration: custom({
      ...requestParameters({ 'header.X-Amz-Invocation-Type': "'Event'" }),
      integrationResponses: { 202: { statusCode: '202' } },
    }),
    when: ['POST /prod/x', [], HELLO],
    invoked: ({ type }) => (type === 'Event' ? { outcome: 'accepted', requestId: 'r' } : returned('waited for it')),
    answer: { status: 202, body: '' },
  }),
  ...rowsOf(
    '§1.8 AWS credentials',
    'API reference, Integration: the caller’s identity is passed through; here, nobody has signed',
    {
      claim: 'arn:aws:iam::*:user/* of a method that anybody may call stands for nobody',
      integration: service(PUT_ITEM, { credentials: 'arn:aws:iam::*:user/*' }),
      when: GET,
      sent: 'nothing',
      answer: { status: 500, body: '{"message": "Internal server error"}' },
    },
  ),
];

const EVENT = { httpMethod: 'POST', body: HELLO, headers: { headerVar: 'request-value', foobar: 'mapped-value' } };

const proxyRows: readonly Row[] = [
  ...rowsOf('§1.8 AWS_PROXY', 'test_lambda_aws_proxy_integration_request_data_mapping', {
    claim: 'request parameters are not applied',
    resource: '/{pathVariable}',
    integration: { ...lambda, ...requestParameters({ 'header.headerVar': 'method.request.header.foobar' }) },
    when: [
      'POST /prod/foobar?testQueryString=foo&testVar=bar',
      [JSON_TYPE, 'foobar: mapped-value', 'headerVar: request-value'],
      HELLO,
    ],
    event: {
      ...EVENT,
      path: '/foobar',
      pathParameters: { pathVariable: 'foobar' },
      queryStringParameters: { testQueryString: 'foo', testVar: 'bar' },
      multiValueQueryStringParameters: { testQueryString: ['foo'], testVar: ['bar'] },
    },
    answer: { status: 200 },
  }),
  ...rowsOf('§1.8 AWS_PROXY', 'test_lambda_aws_proxy_integration_non_post_method', {
    claim: 'another integration method than POST is a 500',
    integration: { ...lambda, httpMethod: 'GET' },
    when: GET,
    event: 'nothing',
    answer: BROKEN,
  }),
  ...rowsOf('§1.8 AWS_PROXY', 'declared: streams of Firehose are not implemented', {
    claim: 'Firehose is refused by name',
    integration: { ...lambda, uri: 'arn:aws:apigateway:eu-west-1:firehose:action/PutRecord' },
    when: GET,
    answer: { status: 501 },
  }),
];

export const integrationRows: readonly Row[] = [...httpRows, ...awsRows, ...proxyRows];

/** AWS's MOCK for the preflight of a browser, as its console makes it (developer guide, "Enable CORS on a resource"). */
export const corsRows: readonly Row[] = rowsOf(
  '§2.8 REST',
  'developer guide, "Enable CORS on a resource using the console"',
  {
    claim: 'a MOCK answers OPTIONS with its static headers and no body',
    integration: mocked('{"statusCode": 200}', {
      integrationResponses: {
        200: {
          statusCode: '200',
          ...responseParameters({
            'Access-Control-Allow-Headers': "'Content-Type,X-Amz-Date,Authorization,X-Api-Key,X-Amz-Security-Token'",
            'Access-Control-Allow-Methods': "'GET,OPTIONS'",
            'Access-Control-Allow-Origin': "'*'",
          }),
        },
      },
    }),
    stage: stageRecord(),
    when: ['OPTIONS /prod/x', ['Origin: https://example.com', 'Access-Control-Request-Method: GET']],
    answer: {
      status: 200,
      body: '',
      headers: {
        'access-control-allow-headers': 'Content-Type,X-Amz-Date,Authorization,X-Api-Key,X-Amz-Security-Token',
        'access-control-allow-methods': 'GET,OPTIONS',
        'access-control-allow-origin': '*',
        'content-type': 'application/json',
        'x-amzn-trace-id': null,
      },
    },
  },
);
