import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Context, MethodRequest } from '../exchange/exchange.ts';
import { compileBinary } from './binary.ts';
import { context, EPOCH, REQUEST_ID, request, STAGE } from './integrations.fixture.ts';
import { compileProxyEvent, compileRequestMembers } from './lambda-event.ts';

const HOST = 'abcdef1234.execute-api.us-east-1.amazonaws.com';

interface Given {
  readonly rq?: Partial<MethodRequest>;
  readonly cx?: Partial<Context>;
  readonly body?: string | Buffer;
  readonly binaryMediaTypes?: readonly string[];
  readonly variables?: { readonly [name: string]: string };
  readonly operationName?: string;
}

type Event = { readonly [key: string]: unknown } & {
  readonly headers: { readonly [name: string]: string };
  readonly multiValueHeaders: { readonly [name: string]: readonly string[] };
};

function event(given: Given = {}): Event {
  const stage = { ...STAGE, variables: given.variables ?? null };
  const method = { resourcePath: '/{proxy+}', operationName: given.operationName ?? null };
  const render = compileProxyEvent(stage, method, compileBinary(given.binaryMediaTypes ?? []));
  return JSON.parse(render(request(given.rq), Buffer.from(given.body ?? ''), context(given.cx)));
}

/** What the recordings were made with, by python-requests. */
const HEADERS = [
  ['Host', HOST],
  ['User-Agent', 'python-requests/testing'],
  ['Accept-Encoding', 'gzip, deflate'],
  ['Accept', '*/*'],
  ['Connection', 'keep-alive'],
  ['tEsT-HEADeR', 'aValUE'],
  ['authorization', 'random-value'],
].flat();

const SEEN = {
  Accept: '*/*',
  'Accept-Encoding': 'gzip, deflate',
  Authorization: 'random-value',
  Host: HOST,
  'User-Agent': 'python-requests/testing',
  'X-Amzn-Trace-Id': 'Root=1-5e6a8b9e-000000000000000000000001',
  'X-Forwarded-For': '1.2.3.4',
  'X-Forwarded-Port': '443',
  'X-Forwarded-Proto': 'https',
  'tEsT-HEADeR': 'aValUE',
};

function lists(single: { readonly [name: string]: string }): { [name: string]: string[] } {
  return Object.fromEntries(Object.entries(single).map(([name, value]) => [name, [value]]));
}

// deviation: Events have no CloudFront headers (Via, X-Amz-Cf-Id, CloudFront-…), which edge-optimized APIs add on AWS.
test('the whole event (aws-behaviour.md §2.3; recorded: test_lambda_aws_proxy_integration)', () => {
  assert.deepEqual(event({ rq: { headers: HEADERS } }), {
    resource: '/{proxy+}',
    path: '/proxy-value',
    httpMethod: 'GET',
    headers: SEEN,
    multiValueHeaders: lists(SEEN),
    queryStringParameters: null,
    multiValueQueryStringParameters: null,
    pathParameters: { proxy: 'proxy-value' },
    stageVariables: null,
    requestContext: {
      accountId: '111111111111',
      apiId: 'abcdef1234',
      deploymentId: 'dep001',
      domainName: HOST,
      domainPrefix: 'abcdef1234',
      extendedRequestId: 'ABCDEFGHIJKLMNO=',
      httpMethod: 'GET',
      identity: {
        accessKey: null,
        accountId: null,
        caller: null,
        cognitoAuthenticationProvider: null,
        cognitoAuthenticationType: null,
        cognitoIdentityId: null,
        cognitoIdentityPoolId: null,
        principalOrgId: null,
        sourceIp: '1.2.3.4',
        user: null,
        userAgent: 'python-requests/testing',
        userArn: null,
      },
      path: '/stage/proxy-value',
      protocol: 'HTTP/1.1',
      requestId: REQUEST_ID,
      requestTime: '12/Mar/2020:19:03:58 +0000',
      requestTimeEpoch: EPOCH,
      resourceId: 'r1',
      resourcePath: '/{proxy+}',
      stage: 'stage',
    },
    body: null,
    isBase64Encoded: false,
  });
});

test('who calls: AWS_IAM, the API key of a method that wants one, the authorizer (aws-behaviour.md §2.3)', () => {
  const shown = event({
    cx: {
      iam: {
        accessKey: 'AKIAEXAMPLE',
        accountId: '111111111111',
        caller: 'AIDAEXAMPLE',
        user: 'AIDAEXAMPLE',
        userArn: 'arn:aws:iam::111111111111:user/"a"',
      },
      apiKey: { id: 'key1', value: 'v"alue' },
      authorizer: {
        values: new Map(),
        event: '{"principalId":"p","integrationLatency":7,"level":"3"}',
        usageIdentifierKey: undefined,
      },
    },
  });
  const { identity, authorizer } = shown['requestContext'] as { identity: object; authorizer: object };
  assert.deepEqual(identity, {
    accessKey: 'AKIAEXAMPLE',
    accountId: '111111111111',
    apiKey: 'v"alue',
    apiKeyId: 'key1',
    caller: 'AIDAEXAMPLE',
    cognitoAuthenticationProvider: null,
    cognitoAuthenticationType: null,
    cognitoIdentityId: null,
    cognitoIdentityPoolId: null,
    principalOrgId: null,
    sourceIp: '1.2.3.4',
    user: 'AIDAEXAMPLE',
    userAgent: 'python-requests/testing',
    userArn: 'arn:aws:iam::111111111111:user/"a"',
  });
  assert.deepEqual(authorizer, { principalId: 'p', integrationLatency: 7, level: '3' });
});

test('authorizers see {} for what is empty (developer guide, "Input to an API Gateway Lambda authorizer")', () => {
  const render = compileRequestMembers(STAGE, { resourcePath: '/', operationName: null }, '{}');
  const shown = JSON.parse(`{${render(request({ pathParameters: null }), context())}}`) as Event;
  const empty = ['queryStringParameters', 'multiValueQueryStringParameters', 'pathParameters', 'stageVariables'];
  assert.deepEqual(
    empty.map((name) => shown[name]),
    [{}, {}, {}, {}],
  );
  assert.ok(!('body' in shown) && !('isBase64Encoded' in shown));
});

describe('query strings', () => {
  test('are decoded, + is a space ("invocation-payload-with-params-encoding")', () => {
    const query =
      'dateTimeOffset=2023-06-12T18:05:10.123456+00:00&email=test%2Balias@gmail.com&plus=test+alias@gmail.com' +
      '&url=https://www.google.com/&whitespace=foo%20bar&zhash=abort/';
    const expected = {
      dateTimeOffset: '2023-06-12T18:05:10.123456 00:00',
      email: 'test+alias@gmail.com',
      plus: 'test alias@gmail.com',
      url: 'https://www.google.com/',
      whitespace: 'foo bar',
      zhash: 'abort/',
    };
    const { queryStringParameters, multiValueQueryStringParameters } = event({ rq: { query } });
    assert.deepEqual(queryStringParameters, expected);
    assert.deepEqual(multiValueQueryStringParameters, lists(expected));
  });

  test('with a repeated name show its last value and all ("…-params-encoding-multi")', () => {
    const rendered = event({ rq: { query: 'category=electronics&category=books&price=10&price=20&price=30' } });
    assert.deepEqual(rendered['queryStringParameters'], { category: 'books', price: '30' });
    assert.deepEqual(rendered['multiValueQueryStringParameters'], {
      category: ['electronics', 'books'],
      price: ['10', '20', '30'],
    });
  });

  test('without a value, and with a name that every object has', () => {
    const rendered = event({ rq: { query: 'a&b=&=c&__proto__=d&&' } });
    assert.equal(JSON.stringify(rendered['queryStringParameters']), '{"a":"","b":"","":"c","__proto__":"d"}');
  });
});

test('paths stay percent-encoded ("invocation-payload-with-path-encoded-email")', () => {
  const proxy = 'proxy-value/api/user/test%2Balias@gmail.com/plus/test+alias@gmail.com';
  const rendered = event({ rq: { path: `/${proxy}`, pathParameters: { proxy } }, cx: { path: `/stage/${proxy}` } });
  assert.equal(rendered['path'], `/${proxy}`);
  assert.deepEqual(rendered['pathParameters'], { proxy });
  assert.equal((rendered['requestContext'] as { path: string }).path, `/stage/${proxy}`);
});

test('without path parameters there is null ("invocation-hardcoded")', () => {
  const rendered = event({ rq: { path: '/hardcoded', pathParameters: null }, cx: { path: '/stage//hardcoded' } });
  assert.equal(rendered['pathParameters'], null);
  assert.equal((rendered['requestContext'] as { path: string }).path, '/stage//hardcoded');
});

describe('headers', () => {
  const headersOf = (...headers: string[]): Event['headers'] => event({ rq: { headers } }).headers;

  test('keep their case, except for Authorization and User-Agent (§2.2)', () => {
    const headers = headersOf('aUThorization', 'Bearer token123;API key456', 'uSER-agent', 'x', 'accept', '*/*');
    assert.deepEqual(Object.keys(headers).slice(0, 3), ['Authorization', 'User-Agent', 'accept']);
  });

  for (const count of [31, 32, 33, 100]) {
    test(`are all there, in their order, when there are ${count}, also when the last repeats the first`, () => {
      const many = Array.from({ length: count }, (_, i) => [`X-H${i}`, `v"${i}`]).flat();
      const ours = ['X-Amzn-Trace-Id', 'X-Forwarded-For', 'X-Forwarded-Port', 'X-Forwarded-Proto'];
      const shown = event({ rq: { headers: many } });
      assert.deepEqual(Object.keys(shown.headers), [...many.filter((_, i) => i % 2 === 0), ...ours]);
      assert.equal(shown.headers[`X-H${count - 1}`], `v"${count - 1}`);
      const repeated = event({ rq: { headers: [...many, 'x-h0', 'again'] } });
      assert.deepEqual(Object.keys(repeated.multiValueHeaders), [...many.filter((_, i) => i % 2 === 0), ...ours]);
      assert.deepEqual([repeated.headers['X-H0'], repeated.multiValueHeaders['X-H0']], ['again', ['v"0', 'again']]);
    });
  }

  test('may be named as what every object has', () => {
    assert.deepEqual(headersOf('constructor', '1', '__proto__', '2', 'toString', '3').constructor, '1');
    assert.equal(headersOf('toString', '3')['toString'], '3');
  });

  test('of one name in two spellings are one, in the first', () => {
    const { headers, multiValueHeaders } = event({ rq: { headers: ['X-a', '1', 'x-A', '2'] } });
    assert.equal(headers['X-a'], '2');
    assert.deepEqual(multiValueHeaders['X-a'], ['1', '2']);
    assert.equal('x-A' in headers, false);
  });

  test('that AWS drops are absent (test_apigateway_header_remapping_aws[AWS_PROXY] "no-param-integration")', () => {
    const dropped = ['Connection', 'Content-Length', 'Content-MD5', 'Expect', 'Max-Forwards', 'Proxy-Authenticate'];
    dropped.push('Server', 'TE', 'Trailer', 'Transfer-Encoding', 'Upgrade', 'WWW-Authenticate');
    const passed = [
      'Accept-Charset',
      'Age',
      'Content-Encoding',
      'Date',
      'Host',
      'Pragma',
      'Range',
      'Referer',
      'Via',
      'Warn',
    ];
    const seen = headersOf(...[...dropped, ...passed].flatMap((name) => [name, 'v']));
    assert.deepEqual(Object.keys(seen).slice(0, passed.length), passed);
    assert.equal(Object.keys(seen).length, passed.length + 4);
  });

  test('the client address goes behind what X-Forwarded-For had; port and scheme are ours', () => {
    const sent = ['x-forwarded-for', '9.9.9.9', 'X-FORWARDED-PORT', '1', 'x-forwarded-proto', 'gopher'];
    const { headers, multiValueHeaders } = event({ rq: { headers: sent, port: 80, secure: false } });
    assert.equal(headers['X-Forwarded-For'], '9.9.9.9, 1.2.3.4');
    assert.equal(headers['X-Forwarded-Port'], '80');
    assert.equal(headers['X-Forwarded-Proto'], 'http');
    assert.equal(Object.keys(multiValueHeaders).length, 4);
  });

  test('are escaped', () => {
    const [name, value] = ['"\\', '"},"x":{"\\'];
    assert.equal(headersOf(name as string, value as string)[name as string], value);
  });
});

describe('bodies (§1.12)', () => {
  test('are text', () => {
    const { body, isBase64Encoded } = event({ body: '{"message":"hällo\\u0000 \u2028"}' });
    assert.deepEqual([body, isBase64Encoded], ['{"message":"hällo\\u0000 \u2028"}', false]);
  });

  test('of a binary media type are base64', () => {
    const png = Buffer.from([0x89, 0x50, 0xff, 0x00]);
    const headers = ['content-TYPE', 'image/PNG; x=1'];
    const binary = event({ rq: { headers }, body: png, binaryMediaTypes: ['image/png'] });
    assert.deepEqual([binary['body'], binary['isBase64Encoded']], [png.toString('base64'), true]);
    const other = event({
      rq: { headers: ['Content-Type', 'text/plain'] },
      body: 'x',
      binaryMediaTypes: ['image/png'],
    });
    assert.deepEqual([other['body'], other['isBase64Encoded']], ['x', false]);
    const all = event({ body: 'x', binaryMediaTypes: ['*/*'] });
    assert.deepEqual([all['body'], all['isBase64Encoded']], ['eA==', true]);
  });

  test('that are empty are null and never base64', () => {
    const { body, isBase64Encoded } = event({ binaryMediaTypes: ['*/*'] });
    assert.deepEqual([body, isBase64Encoded], [null, false]);
  });
});

test('stage variables and the operation name', () => {
  const rendered = event({ variables: { lambda: 'fn"' }, operationName: 'GetPets' });
  assert.deepEqual(rendered['stageVariables'], { lambda: 'fn"' });
  assert.equal((rendered['requestContext'] as { operationName: string }).operationName, 'GetPets');
});

test('a request without User-Agent', () => {
  const rendered = event({ cx: { userAgent: null } });
  assert.equal((rendered['requestContext'] as { identity: { userAgent: unknown } }).identity.userAgent, null);
});
