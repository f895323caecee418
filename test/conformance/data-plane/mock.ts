import { mocked, templated } from './given.ts';
import { BROKEN, type Claim, type Row, requestParameters, rowsOf } from './row.ts';

/** §1.8: MOCK. */

const GET: Claim['when'] = ['GET /prod/x'];

/** By the template: whether AWS finds the integer `statusCode` that a MOCK must have. */
const STATUSES: readonly [template: string, found: boolean][] = [
  ['{"statusCode": 200}', true],
  ['{statusCode: 200}', true],
  ["{'statusCode': 200}", true],
  ['{"statusCode": 20}', true],
  ['{"statusCode": "200"}', false],
  ['{}', false],
  ['', false],
];

const OVERRIDING = `
#set($context.responseOverride.status = 444)
#set($context.responseOverride.header.foo = "bar")
#set($context.responseOverride.custom = "is also passed around")
{ "statusCode": 200 }
`;

const DECODING = `#set($body = $util.base64Decode($input.params('testPath')))
#set($context.requestOverride.path.body = $body)
{ "statusCode": 200 }`;

const DECODED = `
#set($body = $util.parseJson($context.requestOverride.path.body))
#set($inputBody = $body.message)
#if($inputBody == "path1")
path one
#elseif($inputBody == "path2")
path two
#else
the else clause
#end
`;

export const mockRows: readonly Row[] = [
  ...rowsOf(
    '§1.8 MOCK',
    'developer guide, "Mock integrations"; leniency: G9; any integer: RestApiMockIntegration of LocalStack',
    ...STATUSES.map(
      ([template, found]): Claim => ({
        claim: `the template ${template || '(empty)'} ${found ? 'names' : 'does not name'} a status`,
        integration: mocked(template),
        when: GET,
        answer: found ? { status: 200, body: '' } : BROKEN,
      }),
    ),
  ),
  ...rowsOf('§1.8 MOCK', 'measured, ministack #1756', {
    claim: 'of several responses that match, that of the integration status wins',
    integration: mocked('{"statusCode": 404}', {
      integrationResponses: {
        400: { statusCode: '400', selectionPattern: '4\\d{2}' },
        404: { statusCode: '404', selectionPattern: '40\\d' },
      },
    }),
    when: GET,
    answer: { status: 404 },
  }),
  ...rowsOf('§1.8 MOCK', 'test_integration_mock_with_path_param', {
    claim: 'path mappings are evaluated and go nowhere',
    resource: '/{testPath}',
    integration: mocked('{statusCode: 200}', {
      ...requestParameters({ 'path.integrationPath': 'method.request.path.testPath' }),
      integrationResponses: templated('{}'),
    }),
    when: ['GET /prod/anything'],
    answer: { status: 200, body: '{}' },
  }),
  ...rowsOf(
    '§1.8 MOCK',
    'test_integration_mock_with_response_override_in_request_template',
    {
      claim:
        'a request template overrides status and headers, which the response template sees, and members of its own',
      integration: mocked(OVERRIDING, {
        integrationResponses: templated(`
#set($custom = $context.responseOverride.custom)
{"statusOverride":"$context.responseOverride.status","fooHeader":"$context.responseOverride.header.foo","custom":"$custom"}`),
      }),
      when: GET,
      answer: {
        status: 444,
        body: '{"statusOverride":"444","fooHeader":"bar","custom":"is also passed around"}',
        headers: { foo: 'bar' },
      },
    },
    {
      claim: 'and without a response template the body is empty',
      integration: mocked(OVERRIDING, {
        integrationResponses: { 200: { statusCode: '200', selectionPattern: '2\\d{2}' } },
      }),
      when: GET,
      answer: { status: 444, body: '', headers: { foo: 'bar' } },
    },
  ),
  ...rowsOf(
    '§1.8 MOCK',
    'test_integration_mock_with_request_overrides_in_response_template',
    ...(
      [
        ['path1', 'path one'],
        ['path2', 'path two'],
        ['whatever', 'the else clause'],
      ] as const
    ).map(
      ([message, body]): Claim => ({
        claim: `what the request template overrides is there in the response template: ${message}`,
        resource: '/{testPath}',
        integration: mocked(DECODING, { integrationResponses: templated(DECODED) }),
        when: [`GET /prod/${Buffer.from(JSON.stringify({ message })).toString('base64')}`],
        answer: { status: 200, body },
      }),
    ),
  ),
  ...rowsOf('§1.8 MOCK', 'test_integration_mock_with_vtl_map_assignation', {
    claim: 'overrides are set by index and by put() as well',
    integration: mocked(
      `
#set($paramName = "foo")
#set($context.requestOverride.querystring[$paramName] = "bar")
#set($paramPutName = "putfoo")
$context.requestOverride.querystring.put($paramPutName, "putBar")
#set($context["requestOverride"].querystring["nestedfoo"] = "nestedFoo")
{ "statusCode": 200 }
`,
      {
        integrationResponses: templated(
          '#set($q = $context.requestOverride.querystring)$q["foo"] $q["putfoo"] $q["nestedfoo"]',
        ),
      },
    ),
    when: GET,
    answer: { status: 200, body: 'bar putBar nestedFoo' },
  }),
];
