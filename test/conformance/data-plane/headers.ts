import { http, lambda, returned } from '../../../src/gateway/gateway.fixture.ts';
import { custom, mocked, toEndpoint } from './given.ts';
import { type Claim, type Headers, type Row, requestParameters, responseParameters, rowsOf } from './row.ts';

/** §2.2: headers that are dropped or renamed on their way, column by column; and §2.1: those that are always there. */

type Fate = 'passes' | 'is dropped' | 'is remapped';

const named = (fate: Fate, ...names: readonly string[]): (readonly [string, Fate])[] =>
  names.map((name) => [name, fate]);

/** What the client gets of a header with the value `own`. */
function answered(name: string, fate: Fate): Headers {
  const lower = name.toLowerCase();
  if (fate === 'passes') return { [lower]: 'own' };
  const remapped = { [`x-amzn-remapped-${lower}`]: fate === 'is remapped' ? 'own' : null };
  // Date and Connection have a value of the gateway's own.
  return GATEWAYS_OWN.has(lower) ? remapped : { ...remapped, [lower]: null };
}

const GATEWAYS_OWN = new Set(['date', 'connection', 'content-length']);

/** Mapped values of integration responses. */
const MAPPED = [
  ...named(
    'passes',
    'Accept',
    'Accept-Charset',
    'Accept-Encoding',
    'Age',
    'Content-Encoding',
    'Content-Type',
    'Pragma',
  ),
  ...named('passes', 'Range', 'Referer', 'TE', 'Via', 'Warn'),
  ...named('is remapped', 'Authorization', 'Connection', 'Content-Length', 'Content-MD5', 'Date', 'Expect', 'Host'),
  ...named('is remapped', 'Max-Forwards', 'Proxy-Authenticate', 'Server', 'Trailer', 'Upgrade', 'User-Agent'),
  ...named('is remapped', 'WWW-Authenticate'),
  ...named('is dropped', 'Transfer-Encoding'),
];

const mappedRows: readonly Row[] = (
  [
    ['HTTP', toEndpoint()],
    ['AWS', custom()],
    ['MOCK', mocked('{"statusCode": 200}')],
  ] as const
).flatMap(([type, integration]) =>
  rowsOf(
    `§2.2 response, ${type}`,
    'test_apigateway_header_remapping_http[HTTP] and _aws[AWS] "full-integration"',
    ...MAPPED.map(
      ([name, fate]): Claim => ({
        claim: `a mapped ${name} ${fate}`,
        integration: {
          ...integration,
          integrationResponses: { 200: { statusCode: '200', ...responseParameters({ [name]: "'own'" }) } },
        },
        when: ['GET /prod/x'],
        answer: { status: 200, headers: answered(name, fate) },
      }),
    ),
  ),
);

/** What a proxy's endpoint answers. */
const PROXIED = [
  ...named(
    'passes',
    'Accept',
    'Accept-Charset',
    'Accept-Encoding',
    'Age',
    'Content-Encoding',
    'Content-Type',
    'Pragma',
  ),
  ...named('passes', 'Range', 'Referer', 'Warn'),
  ...named('is remapped', 'Authorization', 'Content-MD5', 'Date', 'Max-Forwards', 'Server', 'User-Agent'),
  ...named('is remapped', 'WWW-Authenticate'),
  ...named('is dropped', 'Expect', 'Proxy-Authenticate', 'TE', 'Host', 'Via'),
];

const proxyRows: readonly Row[] = [
  ...rowsOf(
    '§2.2 response, http_proxy',
    'developer guide, "Important notes"; test_apigateway_header_remapping_http[HTTP_PROXY]',
    ...PROXIED.map(
      ([name, fate]): Claim => ({
        claim: `${name} ${fate}`,
        integration: http('<endpoint>/'),
        when: ['GET /prod/x'],
        endpoint: { headers: [name, 'own'] },
        answer: { status: 200, headers: answered(name, fate) },
      }),
    ),
    {
      claim: "Connection and Content-Length are the gateway's, the endpoint's are remapped",
      integration: http('<endpoint>/'),
      when: ['GET /prod/x'],
      endpoint: { headers: ['Connection', 'keep-alive', 'Content-Length', '2'] },
      answer: { headers: { 'x-amzn-remapped-connection': 'keep-alive', 'x-amzn-remapped-content-length': '2' } },
    },
    {
      claim: "the endpoint's trace id is the client's",
      integration: http('<endpoint>/'),
      when: ['GET /prod/x'],
      endpoint: { headers: ['X-Amzn-Trace-Id', 'own'] },
      answer: { headers: { 'x-amzn-trace-id': 'own' } },
    },
    {
      claim: "the endpoint's x-amzn-RequestId is remapped",
      integration: http('<endpoint>/'),
      when: ['GET /prod/x'],
      endpoint: { headers: ['x-amzn-RequestId', 'own'] },
      answer: { headers: { 'x-amzn-remapped-x-amzn-requestid': 'own', 'x-amzn-requestid': /^[0-9a-f-]{36}$/ } },
    },
  ),
  ...rowsOf(
    '§2.2 response, lambda',
    'developer guide, "Important notes"',
    ...[
      ...PROXIED,
      ...named('is dropped', 'Trailer', 'Upgrade', 'Transfer-Encoding'),
      ...named('is remapped', 'Connection'),
    ].map(
      ([name, fate]): Claim => ({
        claim: `${name} ${fate}`,
        integration: lambda,
        when: ['GET /prod/x'],
        invoked: () => returned({ statusCode: 200, headers: { [name]: 'own' }, body: '{}' }),
        answer: { status: 200, headers: answered(name, fate) },
      }),
    ),
  ),
];

const PASSING = [
  'Accept',
  'Accept-Charset',
  'Accept-Encoding',
  'Age',
  'Authorization',
  'Content-Type',
  'Date',
  'Pragma',
];
PASSING.push('Range', 'Referer', 'User-Agent', 'Warn', 'X-Own');
const DROPPED = ['Content-MD5', 'Max-Forwards', 'Proxy-Authenticate', 'Server', 'TE', 'Trailer', 'WWW-Authenticate'];
const VALUES = (names: readonly string[], value: string | null): Headers =>
  Object.fromEntries(names.map((name) => [name.toLowerCase(), value]));

/** Mapped values that are sent to an HTTP endpoint. Upgrade, which AWS sends, is declared: integrations/header-tables.ts. */
const SENT = ['Accept', 'Accept-Charset', 'Accept-Encoding', 'Age', 'Authorization', 'Content-Encoding', 'Content-MD5'];
SENT.push('Content-Type', 'Date', 'Host', 'Max-Forwards', 'Pragma', 'Range', 'Referer', 'Server', 'Trailer');
SENT.push('User-Agent', 'Warn', 'WWW-Authenticate');
const NOT_SENT = ['Expect', 'Proxy-Authenticate', 'TE', 'Via'];

const requestRows: readonly Row[] = [
  ...rowsOf('§2.2 request, http_proxy', 'test_apigateway_header_remapping_http[HTTP_PROXY] "no-param-integration"', {
    claim: 'what passes and what is dropped',
    integration: http('<endpoint>/'),
    when: ['GET /prod/x', [...PASSING, ...DROPPED, 'Via'].map((name) => `${name}: own`)],
    sent: {
      headers: {
        ...VALUES(PASSING, 'own'),
        ...VALUES([...DROPPED, 'Via', 'Content-Encoding'], null),
        host: /^127\.0\.0\.1:/,
        'x-amzn-trace-id': /^Root=/,
      },
    },
  }),
  ...rowsOf('§2.2 request, lambda', 'test_apigateway_header_remapping_aws[AWS_PROXY] "no-param-integration"', {
    claim: 'what passes, Via among it, and what is dropped',
    integration: lambda,
    when: ['GET /prod/x', [...PASSING, ...DROPPED, 'Via'].map((name) => `${name}: own`)],
    event: {
      headers: {
        ...Object.fromEntries([...PASSING, 'Via'].map((name) => [name, 'own'])),
        ...Object.fromEntries([...DROPPED, 'Connection', 'Content-Length'].map((name) => [name, undefined])),
      },
    },
  }),
  ...(
    [
      ['HTTP', toEndpoint()],
      ['HTTP_PROXY', http('<endpoint>/')],
    ] as const
  ).flatMap(([type, integration]) =>
    rowsOf(`§2.2 request, ${type} mapped`, `test_apigateway_header_remapping_http[${type}] "full-integration"`, {
      claim: 'mapped values that are sent, and those that are not',
      integration: {
        ...integration,
        ...requestParameters(Object.fromEntries([...SENT, ...NOT_SENT].map((name) => [`header.${name}`, "'own'"]))),
      },
      when: ['GET /prod/x'],
      sent: { headers: { ...VALUES(SENT, 'own'), ...VALUES(NOT_SENT, null) } },
    }),
  ),
  ...rowsOf('§2.2 names', 'test_lambda_aws_proxy_integration; G6', {
    claim: 'keep their case, but for Authorization and User-Agent',
    integration: lambda,
    when: ['GET /prod/x', ['tEsT-HEADeR: aValUE', 'authorization: random-value', 'user-agent: x']],
    event: { headers: { 'tEsT-HEADeR': 'aValUE', Authorization: 'random-value', 'User-Agent': 'x' } },
  }),
];

const IDS: Headers = {
  date: 'Sun, 22 Nov 2026 18:30:05 GMT',
  'content-length': /^\d+$/,
  connection: 'close',
  'x-amzn-requestid': /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
  'x-amz-apigw-id': /^[\w+/-]{15}=$/,
};

const TRACE = 'Root=1-3152b799-8954dae64eda91bc9a23a7e8';
const NEW_TRACE = /^Root=1-[0-9a-f]{8}-[0-9a-f]{24};Parent=[0-9a-f]{16};Sampled=0/;

const alwaysRows: readonly Row[] = rowsOf(
  '§2.1 always present',
  'test_invocation_trace_id; G15',
  ...(
    [
      ['AWS_PROXY', lambda, NEW_TRACE],
      ['AWS', custom(), NEW_TRACE],
      ['HTTP', toEndpoint(), NEW_TRACE],
      ['HTTP_PROXY', http('<endpoint>/'), null],
      ['MOCK', mocked('{"statusCode": 200}'), null],
    ] as const
  ).map(
    ([type, integration, trace]): Claim => ({
      claim: `${type}: ids, type, length, date${trace === null ? ', and no trace id' : ', and a trace id'}`,
      integration,
      when: ['GET /prod/x'],
      answer: {
        status: 200,
        headers: { ...IDS, 'content-type': 'application/json', 'x-amzn-trace-id': trace, 'x-amzn-errortype': null },
      },
    }),
  ),
  {
    claim: "a client's whole trace id is kept",
    integration: lambda,
    when: ['GET /prod/x', [`x-amzn-trace-id: ${TRACE};Parent=7fa8c0f79203be72;Sampled=1`]],
    answer: { headers: { 'x-amzn-trace-id': `${TRACE};Parent=7fa8c0f79203be72;Sampled=1` } },
  },
  {
    claim: 'a Root alone gets a Parent',
    integration: lambda,
    when: ['GET /prod/x', [`x-amzn-trace-id: ${TRACE}`]],
    answer: { headers: { 'x-amzn-trace-id': new RegExp(`^${TRACE};Parent=[0-9a-f]{16};Sampled=0`) } },
  },
  {
    claim: 'a MOCK has no trace id, though its client has',
    integration: mocked('{"statusCode": 200}'),
    when: ['GET /prod/x', [`x-amzn-trace-id: ${TRACE};Parent=7fa8c0f79203be72;Sampled=1`]],
    answer: { headers: { 'x-amzn-trace-id': null } },
  },
);

export const headerRows: readonly Row[] = [...alwaysRows, ...mappedRows, ...proxyRows, ...requestRows];
