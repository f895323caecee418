import { lambda, returned } from '../../../src/gateway/gateway.fixture.ts';
import { type Answer, BROKEN, type Claim, type Row, rowsOf } from './row.ts';

/** §2.3 and §2.6, column REST: the event of a Lambda proxy, and what may be returned to it. */

const event = (claim: string, line: string, expected: unknown, over: Partial<Claim> = {}): Claim => ({
  claim,
  resource: '/{proxy+}',
  integration: lambda,
  when: [line],
  event: expected,
  ...over,
});

const eventRows: readonly Row[] = [
  ...rowsOf(
    '§2.3 event',
    'test_lambda_aws_proxy_integration; the whole event, member by member: lambda-event.test.ts',
    event('what is empty is null', 'GET /prod/proxy-value', {
      resource: '/{proxy+}',
      path: '/proxy-value',
      httpMethod: 'GET',
      queryStringParameters: null,
      multiValueQueryStringParameters: null,
      pathParameters: { proxy: 'proxy-value' },
      stageVariables: null,
      body: null,
      isBase64Encoded: false,
      requestContext: {
        path: '/prod/proxy-value',
        protocol: 'HTTP/1.1',
        requestTime: '22/Nov/2026:18:30:05 +0000',
        requestTimeEpoch: Date.UTC(2026, 10, 22, 18, 30, 5),
        resourcePath: '/{proxy+}',
        stage: 'prod',
        identity: { accessKey: null, sourceIp: '127.0.0.1', user: null },
      },
    }),
    event(
      'stage variables are there',
      'GET /prod/x',
      { stageVariables: { v: 'w' } },
      { stage: { variables: { v: 'w' } } },
    ),
    event('content-length and connection are not', 'POST /prod/x', {
      headers: { 'Content-Length': undefined, Connection: undefined },
    }),
  ),
  ...rowsOf(
    '§2.3 query',
    'test_lambda_aws_proxy_integration ("invocation-payload-with-params-encoding", "…-multi")',
    event('+ is a space and %2B a plus', 'GET /prod/x?plus=test+alias&email=test%2Balias%40gmail.com', {
      queryStringParameters: { plus: 'test alias', email: 'test+alias@gmail.com' },
    }),
    event('of several values the last is single, and all are multi', 'GET /prod/x?k=2&k=1', {
      queryStringParameters: { k: '1' },
      multiValueQueryStringParameters: { k: ['2', '1'] },
    }),
  ),
  ...rowsOf(
    '§2.3 path',
    'test_lambda_aws_proxy_integration ("invocation-payload-with-path-encoded-email", trailing and double slashes)',
    event('stays percent-encoded', 'GET /prod/user/test%2Balias@gmail.com/plus', {
      path: '/user/test%2Balias@gmail.com/plus',
      pathParameters: { proxy: 'user/test%2Balias@gmail.com/plus' },
    }),
    event('keeps a trailing slash, which the parameter loses', 'GET /prod/proxy-value/', {
      path: '/proxy-value/',
      pathParameters: { proxy: 'proxy-value' },
    }),
    event('keeps double slashes within', 'GET /prod/proxy-value//double-slash', {
      path: '/proxy-value//double-slash',
      pathParameters: { proxy: 'proxy-value//double-slash' },
    }),
  ),
];

const BAD_GATEWAY: Answer = { ...BROKEN, status: 502 };

const NOTHING: Answer = { status: 200, body: '', headers: { 'content-type': 'application/json' } };

const ENCODED = Buffer.from('test-data').toString('base64');

/** What a function returned, and what its client gets. A text is returned as it is. */
const RETURNED: readonly [value: unknown, answer: Answer][] = [
  [{ statusCode: 200 }, NOTHING],
  [{ headers: { 'test-header': 'value' } }, { status: 200, body: '', headers: { 'test-header': 'value' } }],
  [{ statusCode: 200, wrongValue: 'value' }, BAD_GATEWAY],
  [{}, NOTHING],
  ['{"name": "John Doe", "age":', BAD_GATEWAY],
  ['"justAString"', BAD_GATEWAY],
  ['12', BAD_GATEWAY],
  ['[{"statusCode":200}]', BAD_GATEWAY],
  [{ statusCode: '201' }, { status: 201 }],
  [{ statusCode: 'test' }, BAD_GATEWAY],
  [{ statusCode: 0 }, BAD_GATEWAY],
  [{ statusCode: 200.5 }, BAD_GATEWAY],
  [{ statusCode: 200, headers: null }, NOTHING],
  [
    { statusCode: 200, headers: { 'test-header': 'value', 'header-bool': true } },
    { status: 200, headers: { 'test-header': 'value', 'header-bool': 'true' } },
  ],
  [{ statusCode: 200, headers: { a: { b: 1 } } }, BAD_GATEWAY],
  [{ statusCode: 200, multiValueHeaders: { 'test-multi-invalid': 'value1' } }, BAD_GATEWAY],
  [{ statusCode: 200, body: { an: 'object' } }, BAD_GATEWAY],
  [{ statusCode: 200, cookies: ['a=b'] }, BAD_GATEWAY],
  [
    { statusCode: 200, body: ENCODED, isBase64Encoded: false },
    { status: 200, body: ENCODED },
  ],
];

const returnedRows: readonly Row[] = [
  ...rowsOf(
    '§2.6 returned',
    'test_aws_proxy_response_payload_format_validation, test_lambda_aws_proxy_response_format',
    ...RETURNED.map(
      ([value, answer]): Claim => ({
        claim: `${typeof value === 'string' ? value : JSON.stringify(value)}: ${answer.status}`,
        integration: lambda,
        when: ['GET /prod/x'],
        invoked: () => returned(value),
        answer,
      }),
    ),
    ...(['test-multi', 'tesT-Multi'] as const).map(
      (name): Claim => ({
        claim: `of ${name} in both kinds of headers the multi values come first`,
        integration: lambda,
        when: ['GET /prod/x'],
        invoked: () =>
          returned({
            statusCode: 200,
            multiValueHeaders: { [name]: ['value-multi'] },
            headers: { 'test-multi': 'value-solo' },
          }),
        answer: { status: 200, headers: { 'test-multi': ['value-multi', 'value-solo'] } },
      }),
    ),
  ),
  ...rowsOf('§2.6 isBase64Encoded', 'the reference', {
    claim: 'a body that says it is base64 and is none is a 500 for a client that accepts bytes',
    api: { binaryMediaTypes: ['image/png'] },
    integration: lambda,
    when: ['GET /prod/x', ['Accept: image/png']],
    invoked: () => returned({ statusCode: 200, body: 'no base64!', isBase64Encoded: true }),
    answer: BROKEN,
  }),
];

export const lambdaProxyRows: readonly Row[] = [...eventRows, ...returnedRows];
