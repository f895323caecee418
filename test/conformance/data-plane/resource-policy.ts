import { lambda } from '../../../src/gateway/gateway.fixture.ts';
import { toEndpoint } from './given.ts';
import { type Answer, type Claim, type Row, rowsOf } from './row.ts';

/** §2.7, resource policy: the API's own policy decides about requests that nobody signed. */

const SOURCE =
  'aws-behaviour.md §2.7; AWS’s pages “API Gateway resource policy examples” and “How API Gateway resource policies affect authorization workflow”; the ends of the messages as users of APIs on AWS published them in 2025 and 2026';

const ARN = 'arn:aws:execute-api:eu-west-1:123456789012:abcdef1234';

interface Statement {
  readonly Effect?: 'Allow' | 'Deny';
  readonly Principal?: unknown;
  readonly Action?: string;
  readonly Resource?: string;
  readonly Condition?: object;
}

function policy(...statements: readonly Statement[]): Pick<Claim, 'api'> {
  const Statement = statements.map((statement) => ({
    Effect: 'Allow',
    Principal: '*',
    Action: 'execute-api:Invoke',
    Resource: 'execute-api:/*',
    ...statement,
  }));
  return { api: { policy: JSON.stringify({ Version: '2012-10-17', Statement }) } };
}

function denied(why: string, path = 'prod/GET/x'): Answer {
  const arn = `arn:aws:execute-api:eu-west-1:********9012:abcdef1234/${path}`;
  return {
    status: 403,
    body: `{"Message":"User: anonymous is not authorized to perform: execute-api:Invoke on resource: ${arn} ${why}"}`,
    headers: { 'x-amzn-errortype': 'AccessDeniedException' },
  };
}

const EXPLICIT = denied('with an explicit deny in a resource-based policy');
const IMPLICIT = denied('because no resource-based policy allows the execute-api:Invoke action');

const passes = { integration: toEndpoint(), answer: { status: 200 } } as const;
const refused = { integration: toEndpoint(), sent: 'nothing' } as const;
const GET = { when: ['GET /prod/x', ['User-Agent: curl/8', 'Referer: https://example.com/a']] } as const;

const elsewhere = { IpAddress: { 'aws:SourceIp': ['203.0.113.0/24'] } };
const here = { IpAddress: { 'aws:SourceIp': ['127.0.0.0/8', '::1/128'] } };

export const resourcePolicyRows: readonly Row[] = [
  ...rowsOf(
    '§2.7 resource policy',
    SOURCE,
    { claim: 'an Allow for everybody', ...passes, ...policy({}), ...GET },
    {
      claim: 'the whole ARN instead of its short form',
      ...passes,
      ...policy({ Resource: `${ARN}/prod/GET/x` }),
      ...GET,
    },
    { claim: 'anonymous by AWS: *', ...passes, ...policy({ Principal: { AWS: '*' } }), ...GET },
    {
      claim: 'no statement speaks of the method',
      ...refused,
      ...policy({ Resource: 'execute-api:/prod/POST/*' }),
      ...GET,
      answer: IMPLICIT,
    },
    {
      claim: 'another stage is allowed',
      ...refused,
      ...policy({ Resource: 'execute-api:/test/*' }),
      ...GET,
      answer: IMPLICIT,
    },
    {
      claim: 'another action is allowed',
      ...refused,
      ...policy({ Action: 'execute-api:InvalidateCache' }),
      ...GET,
      answer: IMPLICIT,
    },
    {
      claim: 'an account is allowed, and nobody signed',
      ...refused,
      ...policy({ Principal: { AWS: 'arn:aws:iam::123456789012:root' } }),
      ...GET,
      answer: IMPLICIT,
    },
    { claim: 'a Deny beside an Allow', ...refused, ...policy({}, { Effect: 'Deny' }), ...GET, answer: EXPLICIT },
    {
      claim: 'a Deny of other addresses than the client’s',
      ...passes,
      ...policy({}, { Effect: 'Deny', Condition: elsewhere }),
      ...GET,
    },
    {
      claim: 'a Deny of all but some addresses',
      ...refused,
      ...policy({}, { Effect: 'Deny', Condition: { NotIpAddress: elsewhere.IpAddress } }),
      ...GET,
      answer: EXPLICIT,
    },
    { claim: 'an Allow for the client’s addresses', ...passes, ...policy({ Condition: here }), ...GET },
    {
      claim: 'an Allow for other addresses, whatever X-Forwarded-For says',
      ...refused,
      ...policy({ Condition: elsewhere }),
      when: ['GET /prod/x', ['X-Forwarded-For: 203.0.113.5']],
      answer: IMPLICIT,
    },
    {
      claim: 'a Deny without a VPC endpoint, as for private APIs',
      ...refused,
      ...policy({}, { Effect: 'Deny', Condition: { StringNotEquals: { 'aws:SourceVpce': 'vpce-1a2b3c4d' } } }),
      ...GET,
      answer: EXPLICIT,
    },
    {
      claim: 'conditions on User-Agent, Referer, SecureTransport and the time',
      ...passes,
      ...policy({
        Condition: {
          StringLike: { 'aws:UserAgent': 'curl/*', 'aws:Referer': 'https://example.com/*' },
          Bool: { 'aws:SecureTransport': 'false' },
          DateGreaterThan: { 'aws:CurrentTime': '2026-11-22T00:00:00Z' },
          NumericLessThan: { 'aws:EpochTime': '1795392000' },
        },
      }),
      ...GET,
    },
    {
      claim: 'a function is not invoked either',
      integration: lambda,
      event: 'nothing',
      ...policy({ Effect: 'Deny' }),
      ...GET,
      answer: EXPLICIT,
    },
    {
      claim: 'what has no route is answered before the policy is asked',
      ...refused,
      ...policy({ Effect: 'Deny' }),
      when: ['GET /prod/nothing'],
      answer: { status: 403, body: '{"message":"Missing Authentication Token"}' },
    },
    {
      claim: 'the path stands in the ARN as the client encoded it',
      ...refused,
      resource: '/{proxy+}',
      ...policy({ Resource: 'execute-api:/prod/GET/a' }),
      when: ['GET /prod/a%20b'],
      answer: denied('because no resource-based policy allows the execute-api:Invoke action', 'prod/GET/a%20b'),
    },
    {
      claim: 'a policy that cannot be read lets nobody pass',
      ...refused,
      api: { policy: '{"Statement":[{"Effect":"Allow"}]}' },
      ...GET,
      answer: { status: 500, body: '{"message": "Internal server error"}' },
    },
    {
      claim: 'the gateway response ACCESS_DENIED has the message',
      ...refused,
      ...policy({ Effect: 'Deny' }),
      captured: {
        gatewayResponses: [
          {
            responseType: 'ACCESS_DENIED',
            statusCode: '404',
            responseTemplates: { 'application/json': '{"why":$context.error.messageString}' },
          },
        ],
      },
      ...GET,
      answer: { status: 404, body: String(EXPLICIT.body).replace('"Message"', '"why"') },
    },
  ),
];
