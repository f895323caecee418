import { custom, mocked, toEndpoint } from './given.ts';
import { type Claim, JSON_TYPE, type Row, rowsOf } from './row.ts';

/** §1.11: what the templates of a stage render. The language itself is compared with Velocity in test/conformance/vtl. */

const echo = (template: string, json: unknown): Pick<Claim, 'integration' | 'when' | 'endpoint'> => ({
  integration: toEndpoint({
    integrationResponses: { 200: { statusCode: '200', responseTemplates: { 'application/json': template } } },
  }),
  when: ['POST /prod/x', [JSON_TYPE], JSON.stringify(json)],
  endpoint: { body: JSON.stringify(json === undefined ? {} : { json }) },
});

const RESULT = '#set($result = $input.path("$.json"))';
const states = (path: string): string =>
  `#set($result = $input.path("${path}")){"body": $result, "nested": $result.nested, ` +
  '"isNull": #if( $result == $null )"true"#else"false"#end, "isEmptyString": #if( $result == "" )"true"#else"false"#end}';

const FORMATS: readonly [recordedAs: string, template: string, json: unknown, rendered: string][] = [
  ['dict-response', `${RESULT}$result`, { foo: 'bar' }, '{foo=bar}'],
  ['json-list', `${RESULT}$result`, [{ foo: 'bar' }], '[{"foo":"bar"}]'],
  ['nested-dict', `${RESULT}$result.nested`, { nested: { foo: 'bar' } }, '{foo=bar}'],
  ['nested-list', `${RESULT}$result.nested`, { nested: [{ foo: 'bar' }] }, '[{"foo":"bar"}]'],
  ['dict-in-list', `${RESULT}$result[0]`, [{ foo: 'bar' }], '{foo=bar}'],
  ['list-with-nested-list', `${RESULT}$result[0]`, [[{ foo: 'bar' }]], '[{"foo":"bar"}]'],
  ['dict-with-nested-list', `${RESULT}$result`, { foo: [{ nested: 'bar' }] }, '{foo=[{"nested":"bar"}]}'],
  ['bigger-dict', `${RESULT}$result`, { bigger: 'dict', to: 'test' }, '{bigger=dict, to=test}'],
  ['to-string', `${RESULT}$result.toString()`, { foo: 'bar' }, '{foo=bar}'],
  ['list-to-string', `${RESULT}$result.toString()`, { list: [{ foo: 'bar' }] }, '{list=[{"foo":"bar"}]}'],
  [
    'empty-body',
    states('$.nonExisting'),
    undefined,
    '{"body": , "nested": , "isNull": "true", "isEmptyString": "true"}',
  ],
  [
    'nested-empty-list',
    states('$.json.listValue'),
    { listValue: [] },
    '{"body": [], "nested": , "isNull": "false", "isEmptyString": "false"}',
  ],
  [
    'nested-null-list',
    states('$.json.listValue'),
    { listValue: null },
    '{"body": , "nested": , "isNull": "true", "isEmptyString": "true"}',
  ],
];

const BODIES = { 'empty-body': '', 'json-body': '{"some": "value"}', 'str-body': 'some raw data' } as const;

const RAW = '#set($result = $input.body)$result';
const IN_TEXT = 'Action=SendMessage&MessageBody=$input.body';
const ATTRIBUTE = '#set($result = $input.body.testAccess)$result';
const ENCODED = 'EncodedBody=$util.urlEncode($input.body)&EncodedBodyAccess=$util.urlEncode($input.body.testAccess)';

/** Of test_input_body_formatting: what the endpoint gets, by the client's body. */
const SENT: readonly [template: string, sent: { readonly [body in keyof typeof BODIES]: string }][] = [
  [RAW, { 'empty-body': '{}', 'json-body': '{"some": "value"}', 'str-body': 'some raw data' }],
  [
    IN_TEXT,
    {
      'empty-body': 'Action=SendMessage&MessageBody={}',
      'json-body': 'Action=SendMessage&MessageBody={"some": "value"}',
      'str-body': 'Action=SendMessage&MessageBody=some raw data',
    },
  ],
  [ATTRIBUTE, { 'empty-body': '', 'json-body': '', 'str-body': '' }],
  [
    ENCODED,
    {
      'empty-body': 'EncodedBody=%7B%7D&EncodedBodyAccess=',
      'json-body': 'EncodedBody=%7B%22some%22%3A+%22value%22%7D&EncodedBodyAccess=',
      'str-body': 'EncodedBody=some+raw+data&EncodedBodyAccess=',
    },
  ],
];

const inputRows: readonly Row[] = [
  ...rowsOf(
    '§1.11 stringification',
    'test_input_path_template_formatting; G13',
    ...FORMATS.map(
      ([recordedAs, template, json, body]): Claim => ({
        claim: `"${recordedAs}"`,
        ...echo(template, json),
        answer: { status: 200, body },
      }),
    ),
  ),
  ...rowsOf(
    '§1.11 $input.body',
    'test_input_body_formatting; G14',
    ...SENT.flatMap(([template, sent]) =>
      (Object.keys(BODIES) as (keyof typeof BODIES)[]).map(
        (recordedAs): Claim => ({
          claim: `${template} of "${recordedAs}"`,
          integration: toEndpoint({ requestTemplates: { 'application/json': template } }),
          when: ['POST /prod/x', [JSON_TYPE], BODIES[recordedAs]],
          sent: { body: sent[recordedAs] },
        }),
      ),
    ),
    {
      claim: 'of an endpoint that answers nothing is {} in the response too ("response-body-attr-access")',
      ...echo(RAW, {}),
      endpoint: { body: '' },
      answer: { status: 200, body: '{}' },
    },
  ),
];

/** A template of the request, as the function gets it in a list of one text. */
const rendered = (template: string, expected: string, over: Partial<Claim> = {}): Claim => ({
  claim: `${template} is ${expected === '' ? 'nothing' : expected}`,
  resource: '/{id}',
  integration: toEndpoint({ requestTemplates: { 'application/json': template } }),
  stage: { variables: { colour: 'red' } },
  when: ['POST /prod/p?q=1&q=2&both=query', [JSON_TYPE, 'X-Own: h', 'both: header'], '{"a": {"b": [1, "two"]}}'],
  sent: { body: expected },
  ...over,
});

const GUIDE = 'developer guide, "Variables for data transformations for API Gateway"';

const variableRows: readonly Row[] = [
  ...rowsOf(
    '§1.11 $input',
    GUIDE,
    rendered("$input.json('$.a')", '{"b":[1,"two"]}'),
    rendered("$input.json('$.a.b[1]')", '"two"'),
    rendered("$input.path('$.a.b').size()", '2'),
    rendered("$input.params('id') $input.params('q') $input.params('X-Own')", 'p 2 h'),
    rendered("$input.params('both')", 'query'),
    rendered(
      "$input.params().header.get('X-Own') $input.params().path $input.params().querystring.get('q')",
      'h {id=p} 2',
    ),
  ),
  ...rowsOf(
    '§1.11 $context',
    GUIDE,
    rendered(
      '$context.stage $context.httpMethod $context.resourcePath $context.identity.sourceIp',
      'prod POST /{id} 127.0.0.1',
    ),
    rendered('[$context.authorizer.principalId$context.nothing]', '[]'),
  ),
  ...rowsOf(
    '§1.11 $stageVariables',
    GUIDE,
    rendered("$stageVariables.colour $stageVariables['colour'] ${stageVariables['colour']}", 'red red red'),
    rendered('[$stageVariables.missing]', '[]'),
  ),
  ...rowsOf(
    '§1.11 $util',
    GUIDE,
    rendered('$util.escapeJavaScript("it\'s")', "it\\'s"),
    rendered('$util.parseJson(\'{"k": [1, 2]}\').k[1]', '2'),
    rendered("$util.urlEncode('a b&c')", 'a+b%26c'),
    rendered("$util.urlDecode('a+b%26c')", 'a b&c'),
    rendered("$util.base64Encode('data')", 'ZGF0YQ=='),
    rendered("$util.base64Decode('ZGF0YQ==')", 'data'),
    rendered("[$util.toJson('data')]", '[]'),
  ),
  ...rowsOf('§1.11 $method/$integration', GUIDE, rendered('[$method.request.path.id$integration.response.body]', '[]')),
];

const languageRows: readonly Row[] = [
  ...rowsOf(
    '§1.11 Velocity subset',
    GUIDE,
    rendered(
      "#foreach($x in $input.path('$.a.b'))$foreach.index/$foreach.count/$velocityCount:$x#if($foreach.hasNext), #end#end",
      '0/1/1:1, 1/2/2:two',
    ),
    rendered("#set($m = {})#set($s = $m.put('k', 'v'))$m.get('k')$m.size()$m.containsKey('z')", 'v1false'),
    rendered("#set($s = 'a-b')$s.replaceAll('-', '+')$s.substring(2)$s.split('-').size()$s.contains('a')", 'a+bb2true'),
    rendered('\n\n  text  \n\n', 'text', { claim: 'blanks around what is rendered go (recorded)' }),
  ),
  ...rowsOf(
    '§1.11 engine',
    'measured: Velocity 1.7 that renders what has no value as an empty text',
    rendered('Hello $name.', 'Hello .'),
    rendered('#if($undefined)yes#{else}no#end', 'yes'),
    rendered('#if(!$null)yes#{else}no#end', 'no'),
  ),
  ...rowsOf('§1.11 engine', 'developer guide; AWS’s 500 of a template that cannot be rendered', {
    claim: 'an endless template is a 500, and its API goes on',
    integration: mocked(`${'#foreach($a in [1..1000])'.repeat(4)}x${'#end'.repeat(4)}`),
    when: ['GET /prod/x'],
    answer: { status: 500, body: '{"message": "Internal server error"}' },
  }),
  ...rowsOf('§1.11 gateway-response templates', 'developer guide, "Gateway responses for REST APIs"', {
    claim: 'are no VTL: directives stand as they are, variables are filled in',
    integration: custom(),
    captured: {
      gatewayResponses: [
        {
          responseType: 'MISSING_AUTHENTICATION_TOKEN',
          responseTemplates: { 'application/json': '#if(true)$context.stage $stageVariables.v#end' },
        },
      ],
    },
    stage: { variables: { v: 'w' } },
    when: ['GET /prod/elsewhere'],
    answer: { status: 403, body: '#if(true)prod w#end' },
  }),
];

export const templateRows: readonly Row[] = [...inputRows, ...variableRows, ...languageRows];
