import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { ResolvedGatewayResponse } from '../definition/definition.ts';
import * as faults from '../exchange/exchange.ts';
import { compileGatewayResponses, renderFault } from './gateway-response.ts';

/** aws-behaviour.md §1.14 and §2.7; the space after the colon: §2.1, G4. */
const RENDERED: readonly [fault: faults.Fault, status: number, errorType: string, body: string][] = [
  [
    faults.missingAuthenticationToken,
    403,
    'MissingAuthenticationTokenException',
    '{"message":"Missing Authentication Token"}',
  ],
  [faults.forbidden('why'), 403, 'ForbiddenException', '{"message":"Forbidden"}'],
  [faults.unsupportedMediaType, 415, 'BadRequestException', '{"message": "Unsupported Media Type"}'],
  [faults.configurationError('why'), 500, 'InternalServerErrorException', '{"message": "Internal server error"}'],
  [faults.integrationFailure('why'), 500, 'InternalServerErrorException', '{"message": "Internal server error"}'],
  [faults.badGateway('why'), 502, 'InternalServerErrorException', '{"message": "Internal server error"}'],
  [faults.integrationTimeout(50), 504, 'InternalServerErrorException', '{"message": "Endpoint request timed out"}'],
  [
    faults.networkError('why'),
    504,
    'InternalServerErrorException',
    '{"message": "Network error communicating with endpoint"}',
  ],
  [
    faults.notImplemented('tracing'),
    501,
    'NotImplementedException',
    '{"message":"Gatehouse does not implement tracing yet"}',
  ],
];

/** Refused before the integration (aws-behaviour.md §1.14); ACCESS_DENIED says Message (G3). */
const REFUSED: readonly [
  type: Parameters<typeof faults.refusal>[0],
  status: number,
  errorType: string,
  body: string,
][] = [
  ['ACCESS_DENIED', 403, 'AccessDeniedException', '{"Message":"User is not authorized to access this resource"}'],
  ['AUTHORIZER_CONFIGURATION_ERROR', 500, 'AuthorizerConfigurationException', '{"message":null}'],
  ['AUTHORIZER_FAILURE', 500, 'AuthorizerFailureException', '{"message":null}'],
  [
    'EXPIRED_TOKEN',
    403,
    'ExpiredTokenException',
    '{"message":"The security token included in the request is expired"}',
  ],
  ['INVALID_API_KEY', 403, 'ForbiddenException', '{"message":"Forbidden"}'],
  [
    'INVALID_SIGNATURE',
    403,
    'InvalidSignatureException',
    '{"message":"The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details."}',
  ],
  ['QUOTA_EXCEEDED', 429, 'LimitExceededException', '{"message":"Limit Exceeded"}'],
  ['RESOURCE_NOT_FOUND', 404, 'NotFoundException', '{"message":"Not Found"}'],
  ['THROTTLED', 429, 'TooManyRequestsException', '{"message":"Too Many Requests"}'],
  ['UNAUTHORIZED', 401, 'UnauthorizedException', '{"message":"Unauthorized"}'],
  ['WAF_FILTERED', 403, 'ForbiddenException', '{"message":"Forbidden"}'],
];

for (const [fault, status, errorType, body] of [
  ...RENDERED,
  ...REFUSED.map(([type, ...rest]) => [faults.refusal(type), ...rest] as const),
]) {
  test(`${status} ${fault.fault}: ${body}`, () => {
    assert.deepEqual(renderFault(fault), {
      status,
      headers: ['Content-Type', 'application/json', 'x-amzn-ErrorType', errorType],
      body,
    });
  });
}

test('"Internal server error" is 36 bytes long (recorded: Content-Length 36)', () => {
  assert.equal(Buffer.byteLength(renderFault(faults.configurationError('')).body), 36);
});

test('413 is plain text (§2.7, G18)', () => {
  const { status, headers, body } = renderFault(faults.requestTooLarge);
  assert.deepEqual([status, headers[1], body], [413, 'text/*', 'HTTP content length exceeded 10485760 bytes.']);
});

test('a message without text is null, as AWS has it', () => {
  assert.equal(renderFault({ ...faults.missingAuthenticationToken, message: null }).body, '{"message":null}');
});

const stage: faults.StageContext = {
  accountId: '123456789012',
  region: 'eu-west-1',
  apiId: 'abcdef1234',
  stage: 'prod',
  deploymentId: 'dep001',
  isCanary: null,
  variables: null,
};
const cx = { stage, requestId: 'id-1' } as unknown as faults.Context;

const request = (headers: readonly string[] = [], query = ''): faults.MethodRequest =>
  ({ headers, query, pathParameters: null }) as unknown as faults.MethodRequest;

const DEFAULT = { 'application/json': '{"message":$context.error.messageString}' };

function answer(
  over: Partial<ResolvedGatewayResponse>,
  fault: faults.Fault = faults.missingAuthenticationToken,
  rq = request(),
): faults.MethodResponse {
  const response = { status: null, headers: [], templateByType: DEFAULT, ...over };
  return compileGatewayResponses({ [fault.fault]: response }, stage)(fault, rq, cx);
}

describe('customised', () => {
  test('the template renders what AWS words otherwise by default: no space, no Message', () => {
    assert.equal(answer({}, faults.configurationError('')).body, '{"message":"Internal server error"}');
    assert.equal(
      answer({}, faults.refusal('ACCESS_DENIED')).body,
      '{"message":"User is not authorized to access this resource"}',
    );
  });

  test('INTEGRATION_FAILURE answers the documented 504 instead of 500 once it is (G2)', () => {
    const fault = faults.integrationFailure('');
    assert.deepEqual([renderFault(fault).status, answer({ status: 504 }, fault).status], [500, 504]);
  });

  test('without a status of its own it keeps that of the fault', () => {
    assert.equal(answer({}, faults.badGateway('')).status, 502);
  });

  test('413, what is no type of AWS, and types that are not customised keep their defaults', () => {
    const render = compileGatewayResponses({ THROTTLED: { status: 503, headers: [], templateByType: {} } }, stage);
    for (const fault of [faults.requestTooLarge, faults.forbidden(''), faults.notImplemented('x'), faults.clientGone]) {
      assert.deepEqual(render(fault, request(), cx), renderFault(fault));
    }
  });
});

describe('which template', () => {
  const templateByType = { 'text/html': '<p>', 'application/json': '{}', 'application/xml': '<x/>' };
  const typeAndBody = (accept: string | undefined, templates: ResolvedGatewayResponse['templateByType']) => {
    const rq = request(accept === undefined ? [] : ['accept', accept]);
    const { headers, body } = answer({ templateByType: templates }, undefined, rq);
    return [headers[1], body];
  };

  test('that of the first type of Accept, else application/json, else the first', () => {
    assert.deepEqual(typeAndBody('Application/XML;q=0.9, text/html', templateByType), ['application/xml', '<x/>']);
    for (const accept of [undefined, '*/*', 'text/plain', 'constructor']) {
      assert.deepEqual(typeAndBody(accept, templateByType), ['application/json', '{}']);
    }
    assert.deepEqual(typeAndBody('text/plain', { 'text/html': 'a', 'text/css': 'b' }), ['text/html', 'a']);
  });

  test('none: an empty body; a type that no header can have is application/json', () => {
    assert.deepEqual(typeAndBody(undefined, {}), ['application/json', '']);
    assert.deepEqual(typeAndBody(undefined, { 'a\r\nb': 'x' }), ['application/json', 'x']);
  });
});

describe('headers', () => {
  const header = (name: string, value: string) => ({ name, from: { source: 'static', value } }) as const;

  test('come after x-amzn-ErrorType, and in the place of what has their name', () => {
    const headers = [header('content-type', 'text/html'), header('Access-Control-Allow-Origin', '*')];
    assert.deepEqual(answer({ headers }).headers, [
      'Content-Type',
      'text/html',
      'x-amzn-ErrorType',
      'MissingAuthenticationTokenException',
      'Access-Control-Allow-Origin',
      '*',
    ]);
  });

  test('from the request and the error; absent and empty ones are left out', () => {
    const headers = [
      { name: 'a', from: { source: 'header', name: 'X-Id' } },
      { name: 'b', from: { source: 'multivaluequerystring', name: 'q' } },
      { name: 'c', from: { source: 'querystring', name: 'none' } },
      { name: 'd', from: { source: 'context', name: 'requestId' } },
      { name: 'e', from: { source: 'context', name: 'error.responseType' } },
      { name: 'f', from: { source: 'context', name: 'authorizer.principalId' } },
    ] as const;
    const mapped = answer({ headers }, undefined, request(['X-Id', '7'], 'q=1&q=2')).headers.slice(4);
    assert.deepEqual(mapped, ['a', '7', 'b', '1,2', 'd', 'id-1', 'e', 'MISSING_AUTHENTICATION_TOKEN']);
  });

  test('a client cannot add one by a line feed in a value', () => {
    const headers = [{ name: 'a', from: { source: 'querystring', name: 'q' } }] as const;
    assert.deepEqual(answer({ headers }, undefined, request([], 'q=x%0D%0ASet-Cookie:%20a')).headers.slice(4), []);
  });

  test('those that govern the message are remapped or dropped; a 401 may ask for credentials', () => {
    const headers = ['Content-Length', 'Transfer-Encoding', 'Connection', 'WWW-Authenticate', 'a b'].map((name) =>
      header(name, '1'),
    );
    assert.deepEqual(
      answer({ headers })
        .headers.slice(4)
        .filter((_, i) => i % 2 === 0),
      ['x-amzn-Remapped-Content-Length', 'x-amzn-Remapped-Connection', 'WWW-Authenticate'],
    );
  });
});
