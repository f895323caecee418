import type { IntegrationRecord } from '../../../src/definition/definition.ts';
import { API, http, lambda } from '../../../src/gateway/gateway.fixture.ts';
import { custom, mocked, toEndpoint } from './given.ts';
import { BROKEN, type Claim, JSON_TYPE, type Row, requestParameters, rowsOf } from './row.ts';

/** §1.9: from the client's request to the integration's. */

const DOCUMENTED = 'developer guide, "Parameter mapping source reference"';

/** One mapping to the header `mapped`: what the endpoint gets of it. */
function source(
  from: string,
  value: string | null,
  [line, headers, body]: Claim['when'],
  over: Partial<Claim> = {},
): Claim {
  return {
    claim: `${from} is ${value ?? 'skipped'}`,
    resource: '/{id}',
    integration: toEndpoint(requestParameters({ 'header.mapped': from })),
    when: [line, headers ?? [], body ?? ''],
    sent: { headers: { mapped: value } },
    ...over,
  };
}

const BODY = '{"pet": {"name": "Rex", "tags": ["a", "b"]}, "n": 1.50, "none": null, "yes": true}';
const POST: Claim['when'] = ['POST /prod/a%20b?q=1&q=2&one=x%26y', [JSON_TYPE, 'X-Many: 1', 'X-Many: 2'], BODY];

const sourceRows: readonly Row[] = [
  ...rowsOf(
    '§1.9 sources',
    DOCUMENTED,
    source('method.request.path.id', 'a%20b', POST),
    source('method.request.querystring.one', 'x&y', POST),
    source('method.request.header.X-Many', '2', POST),
    source('method.request.body', BODY, POST),
    source('method.request.body.pet.name', 'Rex', POST),
    source('method.request.body.pet.tags[0]', 'a', POST),
    source('method.request.body.pet', '{"name":"Rex","tags":["a","b"]}', POST),
    source('method.request.body.yes', 'true', POST),
    source('stageVariables.colour', 'red', POST, { stage: { variables: { colour: 'red' } } }),
    source('context.apiId', API, POST),
    source('context.resourcePath', '/{id}', POST),
    source("'static, value'", 'static, value', POST),
  ),
  ...rowsOf('§1.9 sources', 'test_integration_request_parameters_mapping', {
    claim: 'a header and the id of the resource become headers',
    integration: toEndpoint(
      requestParameters({
        'header.testHeader': 'method.request.header.customHeader',
        'header.contextHeader': 'context.resourceId',
      }),
    ),
    when: ['GET /prod/x', ['customHeader: test']],
    sent: { headers: { testheader: 'test', contextheader: 'r0' } },
  }),
  ...rowsOf('§1.9 keys', DOCUMENTED, {
    claim: 'path, querystring and header are where they say',
    resource: '/{id}',
    integration: toEndpoint({
      uri: '<endpoint>/pets/{pet}',
      ...requestParameters({
        'path.pet': 'method.request.path.id',
        'querystring.kind': 'method.request.header.X-Kind',
        'header.X-Kind': "'fixed'",
      }),
    }),
    when: ['POST /prod/7', ['X-Kind: dog & cat'], '{}'],
    sent: { url: '/pets/7?kind=dog%20%26%20cat', headers: { 'x-kind': 'fixed' } },
  }),
  ...rowsOf(
    '§1.9 single value',
    'recorded: LocalStack’s ParametersMapper, "the last value"',
    source('method.request.querystring.q', '2', POST),
    source('method.request.multivalueheader.X-Many', '1,2', POST),
    {
      claim: 'a multivaluequerystring is repeated',
      integration: toEndpoint(requestParameters({ 'querystring.all': 'method.request.multivaluequerystring.q' })),
      when: ['POST /prod/x?q=1&q=2', [], '{}'],
      sent: { url: '/?all=1&all=2' },
    },
  ),
  ...rowsOf(
    '§1.9 header lookup',
    'G6; recorded: LocalStack’s ParametersMapper',
    source('method.request.header.x-many', null, POST),
    source('method.request.header.X-MANY', null, POST),
  ),
  ...rowsOf(
    '§1.9 empty/absent',
    'test_http_proxy_integration_request_data_mappings ("testEmptyQs")',
    source('method.request.header.absent', null, POST),
    source('method.request.header.empty', null, ['POST /prod/x', ['empty:'], '{}']),
    source('method.request.body.none', null, POST),
    source('method.request.body.nowhere', null, POST),
    {
      claim: 'an empty value makes no parameter',
      integration: toEndpoint(requestParameters({ 'querystring.e': 'method.request.header.emptyheader' })),
      when: ['POST /prod/x', ['emptyheader:'], '{}'],
      sent: { url: '/' },
    },
  ),
];

const INVALID_JSON: Claim['answer'] = {
  status: 400,
  body: '{"message": "Invalid JSON in request body"}',
  headers: { 'x-amzn-errortype': 'BadRequestException' },
};

const bodyRows: readonly Row[] = rowsOf(
  '§1.9 body mapping',
  'recorded on AWS: comments of LocalStack’s ParametersMapper',
  ...['', 'name=Rex', '<pet/>', '12', 'true'].map((body) =>
    source('method.request.body.name', null, ['POST /prod/x', [JSON_TYPE], body], {
      claim: `the body ${body || '(none)'} does not start like JSON and counts as {}`,
    }),
  ),
  ...['{"name":', '[1,]', '"open', "'a'"].map(
    (body): Claim => ({
      claim: `the body ${body} starts like JSON, is none, and is refused`,
      integration: toEndpoint(requestParameters({ 'header.mapped': 'method.request.body.name' })),
      when: ['POST /prod/x', [JSON_TYPE], body],
      sent: 'nothing',
      answer: INVALID_JSON,
    }),
  ),
  {
    claim: 'the same of HTTP_PROXY',
    integration: http('<endpoint>/', requestParameters({ 'header.mapped': 'method.request.body.name' })),
    when: ['POST /prod/x', [JSON_TYPE], '{"name":'],
    sent: 'nothing',
    answer: INVALID_JSON,
  },
);

const ILLEGAL = ['Content-Length', 'Transfer-Encoding', 'X-Amzn-Trace-Id', 'X-Amzn-Apigateway-Api-Id'];
const ILLEGAL_OF_AWS = [...ILLEGAL, 'Authorization', 'Connection', 'Expect', 'Proxy-Authenticate', 'TE'];

const illegalRows: readonly Row[] = rowsOf(
  '§1.9 illegal mapped headers',
  'test_apigateway_header_remapping_http and _aws, one answer each',
  ...(
    [
      ['HTTP', toEndpoint(), ILLEGAL],
      ['HTTP_PROXY', http('<endpoint>/'), ILLEGAL],
      ['AWS', custom(), ILLEGAL_OF_AWS],
      ['AWS_PROXY', lambda, ILLEGAL_OF_AWS],
    ] as const
  ).flatMap(([type, integration, names]) =>
    names.map(
      (name): Claim => ({
        claim: `${name} of ${type} is a 500`,
        integration: { ...integration, ...requestParameters({ [`header.${name}`]: "''" }) },
        when: ['GET /prod/x'],
        sent: 'nothing',
        event: 'nothing',
        answer: BROKEN,
      }),
    ),
  ),
);

/** What does not come as far as mappings, and what does, among the headers of the recording. */
const LOST = ['Connection', 'Content-MD5', 'Max-Forwards', 'Proxy-Authenticate', 'Server', 'TE', 'Trailer', 'Upgrade'];
const SEEN = [
  'Accept',
  'Accept-Encoding',
  'Content-Encoding',
  'Age',
  'Authorization',
  'Date',
  'Referer',
  'User-Agent',
  'Via',
  'Warn',
];

const ingressRows: readonly Row[] = rowsOf(
  '§1.9 never reach mapping',
  'test_apigateway_header_remapping_http[HTTP] "full-integration", the body',
  {
    claim: 'headers of the connection are empty in $input.params(), others are there',
    integration: toEndpoint({
      requestTemplates: {
        'application/json': [...LOST, 'WWW-Authenticate', ...SEEN]
          .map((name) => `${name}=[$input.params('${name}')]`)
          .join(' '),
      },
    }),
    when: ['GET /prod/x', [...LOST, 'WWW-Authenticate', ...SEEN].map((name) => `${name}: close`)],
    sent: {
      body: [
        ...[...LOST, 'WWW-Authenticate'].map((name) => `${name}=[]`),
        ...SEEN.map((name) => `${name}=[close]`),
      ].join(' '),
    },
  },
);

const TYPED: Partial<IntegrationRecord> = {
  requestTemplates: { 'application/json': 'json', 'text/xml': 'xml', $default: 'default' },
};

const chosen = (type: string | undefined, body: string): Claim => ({
  claim: `${type ?? 'no type'} is rendered by the template ${body}`,
  integration: toEndpoint(TYPED),
  when: ['POST /prod/x', type === undefined ? [] : [`Content-Type: ${type}`], 'sent'],
  sent: { body },
});

const UNSUPPORTED: Claim['answer'] = {
  status: 415,
  body: '{"message": "Unsupported Media Type"}',
  headers: { 'x-amzn-errortype': 'BadRequestException' },
};

/** By behaviour: what becomes of a text/plain body where there are templates, and where there are none. */
const PASSING: readonly [
  behaviour: IntegrationRecord['passthroughBehavior'],
  templates: 'other' | 'none' | '$default',
  sent: string | undefined,
][] = [
  ['WHEN_NO_MATCH', 'other', 'sent'],
  ['WHEN_NO_MATCH', 'none', 'sent'],
  ['WHEN_NO_MATCH', '$default', 'made'],
  ['WHEN_NO_TEMPLATES', 'other', undefined],
  ['WHEN_NO_TEMPLATES', 'none', 'sent'],
  ['WHEN_NO_TEMPLATES', '$default', 'made'],
  ['NEVER', 'other', undefined],
  ['NEVER', 'none', undefined],
  ['NEVER', '$default', 'made'],
];

const TEMPLATES = { other: { 'application/json': 'json' }, none: {}, $default: { $default: 'made' } };

const templateRows: readonly Row[] = [
  ...rowsOf(
    '§1.9 template choice',
    'developer guide, "Method request behavior for payloads without mapping templates"',
    chosen('application/json', 'json'),
    chosen('Text/XML; charset=utf-8', 'xml'),
    chosen(undefined, 'json'),
    chosen('text/plain', 'default'),
  ),
  ...rowsOf(
    '§1.9 passthroughBehavior',
    'developer guide, the same page’s tables; the answer: measured, ministack #1746',
    ...PASSING.map(
      ([passthroughBehavior, templates, sent]): Claim => ({
        claim: `${passthroughBehavior}, ${templates}: ${sent ?? '415'}`,
        integration: toEndpoint({ passthroughBehavior, requestTemplates: TEMPLATES[templates] }),
        when: ['POST /prod/x', ['Content-Type: text/plain'], 'sent'],
        sent: sent === undefined ? 'nothing' : { body: sent },
        ...(sent === undefined && { answer: UNSUPPORTED }),
      }),
    ),
  ),
];

const OVERRIDES = `
#set($context.requestOverride.header.X-Own = "template")
#set($context.requestOverride.header.added = "too")
#set($context.requestOverride.querystring.q = "$input.path('$.pet.name')")
#set($context.requestOverride.path.id = "over")
{}`;

const overrideRows: readonly Row[] = [
  ...rowsOf('§1.9 precedence', 'developer guide, "Override your API’s request and response parameters"', {
    claim: 'what a template sets overrides what is mapped',
    resource: '/{id}',
    integration: toEndpoint({
      uri: '<endpoint>/pets/{id}',
      requestTemplates: { 'application/json': OVERRIDES },
      ...requestParameters({
        'path.id': 'method.request.path.id',
        'querystring.q': "'mapped'",
        'querystring.kept': "'kept'",
        'header.x-own': "'mapped'",
      }),
    }),
    when: ['POST /prod/7', [JSON_TYPE], BODY],
    sent: { url: '/pets/over?kept=kept&q=Rex', body: '{}', headers: { 'x-own': 'template', added: 'too' } },
  }),
  ...rowsOf(
    '§1.9 precedence',
    'recorded on AWS: LocalStack’s IntegrationResponseHandler, "an integer between 100 and 599"',
    ...(
      [
        ['"201"', 200],
        ['99', 200],
        ['600', 200],
        ['418', 418],
      ] as const
    ).map(
      ([set, status]): Claim => ({
        claim: `responseOverride.status = ${set} answers ${status}`,
        integration: mocked('{"statusCode": 200}', {
          integrationResponses: {
            200: {
              statusCode: '200',
              responseTemplates: { 'application/json': `#set($context.responseOverride.status = ${set})` },
            },
          },
        }),
        when: ['GET /prod/x'],
        answer: { status },
      }),
    ),
  ),
  ...rowsOf(
    '§1.9 path params in uri',
    'developer guide, "Use stage variables"; a missing one: recorded (LocalStack’s render_uri_with_stage_variables)',
    {
      claim: 'placeholders and stage variables are filled in, a missing variable with nothing',
      resource: '/{id}',
      integration: toEndpoint({
        uri: '<endpoint>/${stageVariables.v}/{id}/x${stageVariables.missing}y/{unmapped}',
        ...requestParameters({ 'path.id': 'method.request.path.id' }),
      }),
      stage: { variables: { v: 'v2' } },
      when: ['POST /prod/a%2Fb', [], '{}'],
      sent: { url: '/v2/a%2Fb/xy/{unmapped}' },
    },
  ),
];

export const requestMappingRows: readonly Row[] = [
  ...sourceRows,
  ...bodyRows,
  ...illegalRows,
  ...ingressRows,
  ...templateRows,
  ...overrideRows,
];
