import { DEFAULT_METHOD_SETTING, type MethodRecord } from '../../../src/definition/definition.ts';
import { lambda } from '../../../src/gateway/gateway.fixture.ts';
import { toEndpoint } from './given.ts';
import { type Answer, type Claim, type Row, rowsOf } from './row.ts';

/**
 * §2.7: what AWS answers where a gate stands that is not there yet is not shown here. These show that nobody gets past the place where it will be:
 * each request is answered 501 with the name of what is missing, whatever it brings, and neither endpoint nor function is asked.
 */
const WHY = 'Gatehouse never fails open; AWS’s answers belong to the gates';

function missing(what: string): Answer {
  return {
    status: 501,
    body: `{"message":"Gatehouse does not implement ${what} yet"}`,
    headers: { 'x-amzn-errortype': 'NotImplementedException' },
  };
}

const SIGNED =
  'Authorization: AWS4-HMAC-SHA256 Credential=AKID/20261122/eu-west-1/execute-api/aws4_request, SignedHeaders=host, Signature=00';

/** With what would be let in, and with nothing; to an endpoint, and to a function. */
function denied(
  claim: string,
  what: string,
  given: Pick<Claim, 'method' | 'stage' | 'api'>,
  bring: readonly string[],
  path = '/prod/x',
): Claim[] {
  const both = [
    { to: 'an endpoint', integration: toEndpoint(), sent: 'nothing' },
    { to: 'a function', integration: lambda, event: 'nothing' },
  ] as const;
  return both.flatMap(({ to, ...rest }) =>
    [bring, []].map((headers) => ({
      claim: `${claim}: ${to}, ${headers.length === 0 ? 'with nothing' : 'with what would be let in'}`,
      ...rest,
      ...given,
      when: [`GET ${path}`, headers] as const,
      answer: missing(what),
    })),
  );
}

const authorized = (authorizationType: string): { readonly method: Partial<MethodRecord> } => ({
  method: { authorizationType, authorizerId: 'auth01' },
});

export const refusedRows: readonly Row[] = [
  ...rowsOf(
    '§2.7 API key, quota',
    WHY,
    ...denied('a method that wants a key', 'API keys (apiKeyRequired)', { method: { apiKeyRequired: true } }, [
      'x-api-key: a-key-of-the-plan',
    ]),
  ),
  ...rowsOf(
    '§2.7 throttled',
    WHY,
    ...denied(
      'a stage with a rate of its own',
      'method settings (*/*: throttlingRateLimit)',
      { stage: { methodSettings: { '*/*': { ...DEFAULT_METHOD_SETTING, throttlingRateLimit: 1 } } } },
      ['x-forwarded-for: 192.0.2.1'],
    ),
  ),
  ...rowsOf(
    '§2.7 Lambda authorizer',
    WHY,
    ...denied('CUSTOM', 'the authorization type CUSTOM', authorized('CUSTOM'), ['Authorization: allow']),
    ...denied(
      'CUSTOM, with a path whose ARN is longer than 1,600 bytes',
      'the authorization type CUSTOM',
      authorized('CUSTOM'),
      ['Authorization: allow'],
      `/prod/x?q=${'q'.repeat(1700)}`,
    ),
  ),
  ...rowsOf(
    '§2.7 Cognito',
    WHY,
    ...denied('COGNITO_USER_POOLS', 'the authorization type COGNITO_USER_POOLS', authorized('COGNITO_USER_POOLS'), [
      'Authorization: e30.e30.c2ln',
    ]),
  ),
  ...rowsOf(
    '§2.7 AWS_IAM',
    WHY,
    ...denied('AWS_IAM', 'the authorization type AWS_IAM', { method: { authorizationType: 'AWS_IAM' } }, [SIGNED]),
  ),
  ...rowsOf(
    '§2.7 resource policy',
    WHY,
    ...denied(
      'a policy that allows everything',
      'resource policies',
      {
        api: {
          policy: '{"Statement":[{"Effect":"Allow","Principal":"*","Action":"execute-api:Invoke","Resource":"*"}]}',
        },
      },
      [SIGNED],
    ),
  ),
];
