/** What a caller's policy and the API's come to (aws-behaviour.md §1.20, §2.7), and how it is told. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { openAuthorizerResults } from '../authorizers/authorizers.ts';
import type { ApiDefinition, AuthorizerRecord } from '../definition/definition.ts';
import { API, definition, INVOCATION_URI, type Invoke, mock, type Running, returned, run } from './gateway.fixture.ts';

const ARN = `arn:aws:execute-api:eu-west-1:123456789012:${API}`;

const authorizer: AuthorizerRecord = {
  id: 'auth01',
  name: 'token',
  type: 'TOKEN',
  authorizerUri: INVOCATION_URI.replace('function:fn', 'function:authorizer'),
  identitySource: 'method.request.header.Authorization',
};

const POOL = 'arn:aws:cognito-idp:eu-west-1:123456789012:userpool/eu-west-1_abc';
const TWO = 'method.request.header.A,method.request.header.B';

type Effect = 'Allow' | 'Deny' | 'nothing';

/** A statement about GET /x; `nothing`: about another method. */
function statement(effect: Effect): object {
  const Resource = effect === 'nothing' ? `${ARN}/prod/POST/x` : `${ARN}/prod/GET/x`;
  return { Effect: effect === 'nothing' ? 'Allow' : effect, Action: 'execute-api:Invoke', Resource };
}

function says(effect: Effect): Invoke {
  const policyDocument = { Version: '2012-10-17', Statement: [statement(effect)] };
  return () => returned({ principalId: 'me', policyDocument });
}

function guarded(policy: Effect | 'none', over: Partial<ApiDefinition> = {}): ApiDefinition {
  const text = JSON.stringify({ Statement: [{ ...statement(policy as Effect), Principal: '*' }] });
  const api = definition(
    { 'GET /x': mock },
    {
      api: policy === 'none' ? {} : { policy: text },
      method: { authorizationType: 'CUSTOM', authorizerId: 'auth01' },
    },
  );
  return { ...api, authorizers: [authorizer], ...over };
}

function serve(api: ApiDefinition, invoke: Invoke): Promise<Running> {
  return run(api, undefined, invoke, (_store, clock) => ({ results: openAuthorizerResults(clock) }));
}

const CALLER = {
  explicit: 'User is not authorized to access this resource with an explicit deny in an identity-based policy',
  implicit:
    'User is not authorized to access this resource because no identity-based policy allows the execute-api:Invoke action',
} as const;
const asked = `User: anonymous is not authorized to perform: execute-api:Invoke on resource: ${ARN.replace('12345678', '********')}/prod/GET/x`;
const BY_API = `${asked} with an explicit deny in a resource-based policy`;

/** Sentences: as users of APIs on AWS published them in 2025 and 2026; older ones end after "resource", and "with an explicit deny". */
describe('§2.7 policy Deny, no statement matches, with and without a resource policy', () => {
  const rows: readonly [authorizer: Effect, api: Effect | 'none', message: string | null][] = [
    ['Allow', 'none', null],
    ['nothing', 'none', CALLER.implicit],
    ['Deny', 'none', CALLER.explicit],
    // Table A of "How API Gateway resource policies affect authorization workflow" (developer guide).
    ['Allow', 'Allow', null],
    ['Allow', 'nothing', null],
    ['Allow', 'Deny', BY_API],
    ['nothing', 'Allow', null],
    ['nothing', 'nothing', CALLER.implicit],
    ['nothing', 'Deny', BY_API],
    ['Deny', 'Allow', CALLER.explicit],
    ['Deny', 'nothing', CALLER.explicit],
    ['Deny', 'Deny', BY_API],
  ];
  for (const [own, ofApi, message] of rows) {
    test(`the authorizer’s: ${own}, the API’s: ${ofApi}`, async () => {
      await using gateway = await serve(guarded(ofApi), says(own));
      const answer = await gateway.send('GET /prod/x', ['Authorization: me']);
      assert.equal(answer.status, message === null ? 200 : 403);
      if (message !== null) {
        assert.equal(answer.body.toString(), JSON.stringify({ Message: message }));
        assert.equal(answer.header('x-amzn-errortype'), 'AccessDeniedException');
      }
      // "If an explicit denial is found, the caller is denied access immediately" (same page).
      assert.equal(gateway.invocations.length, ofApi === 'Deny' ? 0 : 1);
    });
  }

  test('the gateway response ACCESS_DENIED has the message, and what the authorizer said', async () => {
    const responseTemplates = {
      'application/json': '{"m":$context.error.messageString,"p":"$context.authorizer.principalId"}',
    };
    const gatewayResponses = [{ responseType: 'ACCESS_DENIED', statusCode: '404', responseTemplates }];
    await using gateway = await serve(guarded('none', { gatewayResponses }), says('Deny'));
    const answer = await gateway.send('GET /prod/x', ['Authorization: me']);
    assert.deepEqual([answer.status, answer.body.toString()], [404, `{"m":"${CALLER.explicit}","p":"me"}`]);
  });

  test('a condition of the authorizer’s policy is asked of each request', async () => {
    const Condition = { StringEquals: { 'aws:UserAgent': 'curl' } };
    const policyDocument = { Statement: [{ ...statement('Allow'), Condition }] };
    await using gateway = await serve(guarded('none'), () => returned({ principalId: 'me', policyDocument }));
    const statuses = ['curl', 'wget', 'curl'].map(
      async (agent) => (await gateway.send('GET /prod/x', ['Authorization: me', `User-Agent: ${agent}`])).status,
    );
    assert.deepEqual(await Promise.all(statuses), [200, 403, 200]);
  });
});

describe('what a client writes into its path opens nothing', () => {
  const routes = { 'ANY /{proxy+}': mock };
  /** Denies what begins with admin, and allows what it was asked about. */
  const careful: Invoke = ({ payload }) => {
    const { methodArn } = JSON.parse(String(payload)) as { readonly methodArn: string };
    const Effect = methodArn.startsWith(`${ARN}/prod/GET/admin`) ? 'Deny' : 'Allow';
    const Statement = [{ Effect, Action: 'execute-api:Invoke', Resource: methodArn }];
    return returned({ principalId: 'me', policyDocument: { Version: '2012-10-17', Statement } });
  };
  const api: ApiDefinition = {
    ...definition(routes, { method: { authorizationType: 'CUSTOM', authorizerId: 'auth01' } }),
    authorizers: [authorizer],
  };
  for (const path of ['/prod/*', '/prod/$%7Baws:UserAgent%7D', '/prod/${aws:UserAgent}', '/prod/?', '/prod/a*']) {
    test(`${path}: the policy that is kept for it allows no other`, async () => {
      await using gateway = await serve(api, careful);
      const me = ['Authorization: me', 'User-Agent: admin/x'];
      await gateway.send(`GET ${path}`, me);
      assert.equal((await gateway.send('GET /prod/admin/x', me)).status, 403);
    });
  }

  for (const path of ['/admin/keys', '/admin//keys', '/admin/keys/', '//admin///keys//']) {
    test(`${path}: denied like the path that it leads to`, async () => {
      const text = (Effect: string, Resource: string) => ({ Effect, Principal: '*', Action: '*', Resource });
      const statements = [text('Allow', '*'), text('Deny', 'execute-api:/prod/*/admin/keys')];
      const policy = JSON.stringify({ Statement: statements });
      await using gateway = await serve(definition({ 'GET /admin/keys': mock }, { api: { policy } }), says('nothing'));
      assert.equal((await gateway.send(`GET /prod${path}`)).status, 403);
    });
  }
});

describe('conditions on where the API is (IAM user guide, "AWS global condition context keys")', () => {
  for (const [key, own, other] of [
    ['aws:RequestedRegion', 'eu-west-1', 'us-east-1'],
    ['aws:ResourceAccount', '123456789012', '210987654321'],
  ] as const) {
    test(key, async () => {
      for (const [value, status] of [
        [own, 403],
        [other, 200],
      ] as const) {
        const deny = { Effect: 'Deny', Condition: { StringEquals: { [key]: value } } };
        const all = { Principal: '*', Action: '*', Resource: '*' };
        const policy = JSON.stringify({
          Statement: [
            { ...all, Effect: 'Allow' },
            { ...all, ...deny },
          ],
        });
        await using gateway = await serve(definition({ 'GET /x': mock }, { api: { policy } }), says('nothing'));
        assert.equal((await gateway.send('GET /prod/x')).status, status);
      }
    });
  }
});

describe('a method whose authorizer cannot be: 500, and nobody passes', () => {
  for (const [what, over] of [
    ['it is not there', { authorizers: [] }],
    ['it is of another kind', { authorizers: [{ ...authorizer, type: 'COGNITO_USER_POOLS', providerARNs: [POOL] }] }],
    ['its URI names no function', { authorizers: [{ ...authorizer, authorizerUri: 'arn:aws:s3:::bucket' }] }],
    ['its identity source is none', { authorizers: [{ ...authorizer, identitySource: 'method.request.body.a' }] }],
    ['a token comes from two places', { authorizers: [{ ...authorizer, identitySource: TWO }] }],
  ] as const satisfies readonly (readonly [string, Partial<ApiDefinition>])[]) {
    test(what, async () => {
      await using gateway = await serve(guarded('none', over), says('Allow'));
      const answer = await gateway.send('GET /prod/x', ['Authorization: me']);
      assert.deepEqual(
        [answer.status, answer.body.toString(), answer.header('x-amzn-errortype')],
        [500, '{"message":null}', 'AuthorizerConfigurationException'],
      );
      assert.deepEqual(gateway.invocations, []);
    });
  }
});
