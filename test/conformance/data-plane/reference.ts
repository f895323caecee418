/**
 * The rows of the reference of AWS's behaviour, sections 1.8 to 1.14 and 2.0 to 2.12, and where each is tested: by rows of this
 * folder, by other tests, or why by none.
 */
export interface Referenced {
  readonly row: string;
  /** What rows of this folder are called. */
  readonly here?: readonly string[];
  /** `[file, words in it]`: of a test's name, or of a table that tests are made of. */
  readonly tests?: readonly (readonly [file: string, words: string])[];
  /** Why nothing is tested, or what of the row is not. */
  readonly not?: string;
}

const GATEWAY = 'src/gateway';
const INTEGRATIONS = 'src/integrations';
const USAGE = `${GATEWAY}/usage-plans.test.ts`;
const IAM = `${GATEWAY}/aws-iam.test.ts`;
const AUTHORIZERS = `${GATEWAY}/authorizers.test.ts`;
const ORDER = `${GATEWAY}/gate-order.test.ts`;

const HTTP_API = 'not a REST API’s';

/** The rows of a section that are tested here alone, under their own names. */
const own = (section: string, ...names: readonly string[]): Referenced[] =>
  names.map((name) => ({ row: `§${section} ${name}`, here: [`§${section} ${name}`] }));

export const reference: readonly Referenced[] = [
  ...own('1.8', 'MOCK', 'HTTP'),
  {
    row: '§1.8 HTTP_PROXY',
    here: ['§1.8 HTTP_PROXY'],
    tests: [[`${GATEWAY}/endpoint-request.test.ts`, 'values of the URI, then mapped, then the client’s']],
  },
  {
    row: '§1.8 AWS',
    here: ['§1.8 AWS', '§1.8 AWS credentials'],
    tests: [
      [`${INTEGRATIONS}/aws/aws-call.test.ts`, 'DynamoDB, Kinesis and Step Functions get X-Amz-Target too'],
      [`${GATEWAY}/roles.test.ts`, '§1.8 credentials: the role of an integration'],
    ],
    not: 'SSM gets no X-Amz-Target, a declared deviation (aws/services.ts); the legacy wrapper around its answers is that service’s own',
  },
  ...own('1.8', 'AWS_PROXY'),
  {
    row: '§1.8 VPC link V1',
    tests: [[`${GATEWAY}/vpc-links.test.ts`, 'HTTP_PROXY through a link: to its address']],
  },
  {
    row: '§1.8 VPC link V2',
    tests: [[`${GATEWAY}/vpc-links.test.ts`, '§1.8 VPC link V2: the request’s path with its stage']],
  },
  { row: '§1.8 HTTP subtypes, HTTP custom', not: HTTP_API },
  {
    row: '§1.8 response streaming',
    tests: [
      [`${GATEWAY}/streaming.test.ts`, 'HTTP_PROXY with responseTransferMode STREAM'],
      [`${GATEWAY}/streaming.test.ts`, 'AWS_PROXY with responseTransferMode STREAM'],
      [`${GATEWAY}/streaming.test.ts`, 'BUFFERED and a function of the streaming format'],
    ],
  },
  ...own('1.9', 'keys', 'sources', 'single value', 'header lookup', 'empty/absent', 'body mapping'),
  {
    row: '§1.9 name regexp',
    tests: [['test/conformance/control-errors/methods.ts', 'Invalid mapping expression specified']],
    not: 'Refused when it is put: of the control plane',
  },
  ...own('1.9', 'illegal mapped headers', 'never reach mapping', 'template choice', 'passthroughBehavior'),
  ...own('1.9', 'precedence'),
  {
    row: '§1.9 path params in uri',
    here: ['§1.9 path params in uri'],
    tests: [['src/plan/resolve.test.ts', 'the qualifier and stage variables in the ARN']],
  },
  {
    row: '§1.10 selection',
    here: ['§1.10 selection, HTTP', '§1.10 selection, Lambda', '§1.10 selection, other AWS', '§1.10 selection, none'],
  },
  ...own('1.10', 'responseParameters', 'response template', 'status'),
  ...own('1.11', '$input', '$input.body', 'stringification', '$context', '$util', '$stageVariables'),
  ...own('1.11', '$method/$integration'),
  {
    row: '§1.11 Velocity subset',
    here: ['§1.11 Velocity subset'],
    tests: [
      ['src/vtl/vtl.test.ts', '1,000 iterations of a loop'],
      ['src/vtl/vtl.test.ts', '300 KB of a template'],
    ],
  },
  {
    row: '§1.11 engine',
    here: ['§1.11 engine'],
    tests: [['test/conformance/vtl/vtl.test.ts', 'render as Apache Velocity 1.7 rendered them']],
  },
  ...own('1.11', 'gateway-response templates'),
  {
    row: '§1.12 REST binaryMediaTypes',
    here: ['§1.12 contentHandling'],
    tests: [[`${INTEGRATIONS}/mapped/payload.test.ts`, 'Content type conversions in API Gateway']],
  },
  ...own('1.12', 'Lambda proxy'),
  { row: '§1.12 HTTP API, WS', not: HTTP_API },
  {
    row: '§1.12 minimumCompressionSize',
    here: ['§1.12 minimumCompressionSize', '§1.12 Content-Encoding of requests'],
    tests: [['src/plan/content-coding.test.ts', 'a packed answer']],
  },
  {
    row: '§1.13 validation',
    here: [
      '§1.13 parameters',
      '§1.13 body',
      '§1.13 models',
      '§1.13 model by Content-Type',
      '§1.13 validationErrorString',
    ],
    tests: [['test/conformance/json-schema/json-schema.test.ts', 'test(']],
  },
  {
    row: '§1.13 models, when they are made',
    tests: [['test/conformance/control-errors/models.ts', 'Model schema must have at least 1 property']],
  },
  {
    row: '§1.14 types, their defaults and what is sent',
    tests: [
      ['src/plan/gateway-response.test.ts', 'Refused before the integration (aws-behaviour.md §1.14)'],
      ['src/plan/gateway-response.test.ts', '413 is plain text'],
    ],
    not: 'WAF_FILTERED is rendered, and no request meets it: there are no web ACLs',
  },
  {
    row: '§1.14 customised, fallback',
    here: ['§1.14 fallback', '§1.14 INTEGRATION_FAILURE', '§1.14 header mapping keys'],
    tests: [['src/plan/resolve-gateway-responses.test.ts', 'a 413 is never customised (G18)']],
  },
  {
    row: '§1.14 operations',
    tests: [['src/control/rest/parts/gateway-responses.test.ts', 'test(']],
  },
  {
    row: '§2.0 pipeline order',
    here: ['§2.0 pipeline order'],
    tests: [
      [ORDER, '§2.0 route, resource policy, authorizer, API key, throttle, quota, parameters, body, template'],
      [USAGE, 'the order of gates: key, throttle, quota'],
    ],
    not: 'mTLS, custom domains, web ACLs and the cache are not there; what is configured of them is refused',
  },
  {
    row: '§2.1 REST',
    here: ['§2.1 always present'],
    tests: [[`${GATEWAY}/execute.test.ts`, "in AWS's order, with the ids"]],
  },
  {
    row: '§2.1 gateway error, body spacing',
    here: ['§2.7 unknown path/method', '§2.7 HTTP endpoint'],
    tests: [[`${GATEWAY}/execute.test.ts`, 'what the gateway itself answers, to the byte']],
  },
  { row: '§2.1 HTTP API', not: HTTP_API },
  {
    row: '§2.2 request',
    here: [
      '§2.2 request, http_proxy',
      '§2.2 request, lambda',
      '§2.2 request, HTTP mapped',
      '§2.2 request, HTTP_PROXY mapped',
    ],
    not: 'A mapped Upgrade is dropped, a declared deviation (header-tables.ts); Transfer-Encoding to a function: AWS’s exception is not recorded',
  },
  {
    row: '§2.2 response',
    here: [
      '§2.2 response, HTTP',
      '§2.2 response, AWS',
      '§2.2 response, MOCK',
      '§2.2 response, http_proxy',
      '§2.2 response, lambda',
    ],
  },
  { row: '§2.2 names', here: ['§2.2 names'] },
  {
    row: '§2.3 event',
    here: ['§2.3 event', '§2.3 query', '§2.3 path'],
    tests: [
      [`${INTEGRATIONS}/lambda-event.test.ts`, 'the whole event (aws-behaviour.md §2.3'],
      [
        `${INTEGRATIONS}/lambda-event.test.ts`,
        'who calls: AWS_IAM, the API key of a method that wants one, the authorizer',
      ],
      ['src/authorizers/lambda.test.ts', '§2.3 requestContext.authorizer'],
      ['src/authorizers/cognito.test.ts', '§2.3 requestContext.authorizer of Cognito'],
    ],
    not: 'Members of mTLS, custom domains and private APIs: those are not served',
  },
  {
    row: '§2.4 authorizer input, REST',
    tests: [
      ['src/authorizers/lambda.test.ts', '§2.4 authorizer input'],
      [`${GATEWAY}/test-method.test.ts`, 'a REQUEST authorizer gets the whole request'],
    ],
  },
  { row: '§2.5 HTTP API events', not: HTTP_API },
  {
    row: '§2.6 returned',
    here: ['§2.6 returned', '§2.6 isBase64Encoded', '§2.7 Lambda'],
    tests: [[`${INTEGRATIONS}/lambda-response.test.ts`, 'aws-behaviour.md §2.6, column REST']],
    not: 'A number as a header’s value is refused, a declared deviation: AWS’s answer is not recorded',
  },
  ...own('2.7', 'unknown path/method', 'unknown stage'),
  {
    row: '§2.7 unknown API host',
    tests: [[`${GATEWAY}/execute.test.ts`, 'an unknown API, an unknown stage, a disabled endpoint']],
  },
  {
    row: '§2.7 API key',
    tests: [[USAGE, '§2.7 API key missing, unknown, disabled, in no plan of the stage: 403 Forbidden']],
  },
  {
    row: '§2.7 throttled',
    tests: [
      [USAGE, '§2.7 throttled: 429 Too Many Requests'],
      ['test/system/usage.test.ts', '§2.7 throttled: --account-throttle is kept over all of'],
    ],
  },
  {
    row: '§2.7 quota',
    tests: [
      [USAGE, '§2.7 quota: 429 Limit Exceeded'],
      ['test/system/usage.test.ts', '§2.7 API key and quota: over two threads and a restart'],
    ],
  },
  {
    row: '§2.7 Lambda authorizer: missing/invalid identity, throws, no principalId, no policyDocument, no permission',
    tests: [
      [AUTHORIZERS, '§2.7 Lambda authorizer'],
      ['src/authorizers/lambda.test.ts', '§2.7 Lambda authorizer: missing or invalid identity'],
      ['src/authorizers/lambda.test.ts', '§2.7 throws'],
      ['src/authorizers/lambda.test.ts', '§2.7 Lambda authorizer: bad output'],
      ['src/authorizers/lambda.test.ts', '§2.7 Lambda authorizer: it cannot be asked'],
    ],
  },
  {
    row: '§2.7 policy Deny, no statement matches',
    tests: [[`${GATEWAY}/authorization.test.ts`, '§2.7 policy Deny, no statement matches']],
  },
  {
    row: '§2.7 Cognito invalid/expired token',
    tests: [
      [AUTHORIZERS, '§2.7 Cognito'],
      ['src/authorizers/cognito.test.ts', '§2.7 Cognito invalid token'],
      ['src/authorizers/cognito.test.ts', '§2.7 Cognito expired token'],
    ],
  },
  ...[
    'no Authorization',
    'malformed Authorization',
    'bad signature',
    'clock',
    'wrong region/service scope',
    'unknown access key / session token bad',
    'IAM policy denies',
  ].map(
    (words): Referenced => ({
      row: `§2.7 AWS_IAM ${words}`,
      tests: [
        [IAM, '§2.7 AWS_IAM: a request that is refused'],
        [IAM, words],
      ],
    }),
  ),
  { row: '§2.7 resource policy', here: ['§2.7 resource policy'] },
  { row: '§2.7 validation, 415', here: ['§1.13 parameters', '§1.13 body', '§1.9 passthroughBehavior'] },
  {
    row: '§2.7 payload >10 MB',
    tests: [[`${GATEWAY}/execute.test.ts`, 'a body that is too large, by its declared length']],
  },
  {
    row: '§2.7 headers >10 240 B',
    tests: [
      ['src/wire/http2.test.ts', 'headers of 10,241 bytes'],
      ['src/wire/request.test.ts', "'a'.repeat(10_240)"],
    ],
    not: 'AWS’s answer is an open question of the reference (§4.4); ours is declared (wire/bounds.ts)',
  },
  { row: '§2.7 method ARN >1600 B with auth', tests: [[ORDER, '§2.7 method ARN >1600 B with auth: 414']] },
  {
    row: '§2.7 integration timeout',
    tests: [
      [`${GATEWAY}/endpoint-response.test.ts`, 'one that takes too long is a 504'],
      [`${INTEGRATIONS}/lambda-proxy.test.ts`, 'a function that takes longer than the limit is a 504'],
    ],
  },
  {
    row: '§2.7 HTTP backend unreachable',
    here: ['§2.7 HTTP endpoint'],
    tests: [[`${GATEWAY}/endpoint-response.test.ts`, 'a name that does not resolve is a 500']],
  },
  { row: '§2.7 AWS_PROXY with GET', here: ['§1.8 AWS_PROXY'] },
  { row: '§2.7 CORS preflight', here: ['§2.7 unknown path/method'] },
  { row: '§2.8 CORS', here: ['§2.8 REST'], not: 'CORS by itself is an HTTP API’s' },
  { row: '§2.9 HTTP API headers', not: HTTP_API },
  { row: '§2.10 MOCK, §2.11 streaming', not: 'They refer to §1.8' },
  {
    row: '§2.12 test-invoke log',
    tests: [
      ['test/conformance/data-plane/test-invoke.test.ts', '§2.12 HTTP'],
      [`${GATEWAY}/test-method.test.ts`, 'a function is invoked as for a request; the log has its event and answer'],
    ],
  },
];
