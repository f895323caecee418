import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { openAuthorizerResults } from '../authorizers/authorizers.ts';
import {
  type ApiDefinition,
  type AuthorizerRecord,
  type InvokeOutcome,
  type MethodRecord,
  stageFlushKey,
} from '../definition/definition.ts';
import { signedToken, signingKey } from '../lib/jwt.fixture.ts';
import { openClient } from '../wire/wire.ts';
import { upstream } from './endpoint.fixture.ts';
import {
  API,
  definition,
  INVOCATION_URI,
  type Invoke,
  integration,
  lambda,
  type Running,
  returned,
  run,
  SCOPE,
  stageRecord,
} from './gateway.fixture.ts';
import { openUserPools } from './user-pools.ts';

const ARN = `arn:aws:execute-api:eu-west-1:123456789012:${API}`;
const AUTHORIZER_URI = INVOCATION_URI.replace('function:fn', 'function:authorizer');

const token: AuthorizerRecord = {
  id: 'auth01',
  name: 'token',
  type: 'TOKEN',
  authorizerUri: AUTHORIZER_URI,
  identitySource: 'method.request.header.Authorization',
};
const asks: AuthorizerRecord = { ...token, type: 'REQUEST', identitySource: 'method.request.header.Authorization' };

function guarded(
  routes: Parameters<typeof definition>[0],
  authorizer: AuthorizerRecord,
  method: Partial<MethodRecord> = { authorizationType: 'CUSTOM' },
): ApiDefinition {
  return { ...definition(routes, { method: { ...method, authorizerId: authorizer.id } }), authorizers: [authorizer] };
}

const policy = (Effect: string, Resource: string | string[], more: object = {}): InvokeOutcome =>
  returned({
    principalId: 'me',
    policyDocument: { Version: '2012-10-17', Statement: [{ Action: 'execute-api:Invoke', Effect, Resource }] },
    ...more,
  });

const threw = (errorMessage: string): InvokeOutcome => ({
  outcome: 'failed',
  payload: Buffer.from(JSON.stringify({ errorMessage })),
  version: '1',
  requestId: 'r',
  functionError: 'Unhandled',
});

/** The authorizer answers what it is given; the integration, always. */
function answering(answer: Invoke): Invoke {
  return (request) => (request.name === 'authorizer' ? answer(request) : returned({ statusCode: 200, body: 'in' }));
}

async function serve(api: ApiDefinition, answer: Invoke, stage = stageRecord()): Promise<Running> {
  return run(api, stage, answering(answer), (_store, clock) => ({ results: openAuthorizerResults(clock) }));
}

const askedOf = ({ invocations }: Running): number => invocations.filter(({ name }) => name === 'authorizer').length;

/** aws-behaviour.md §2.7; what the policy then says: authorization.ts. */
describe('§2.7 Lambda authorizer', () => {
  const rows: readonly [
    what: string,
    answer: Invoke,
    headers: readonly string[],
    status: number,
    errorType: string | undefined,
    body: RegExp,
  ][] = [
    [
      'an identity that is missing',
      () => assert.fail('asked'),
      [],
      401,
      'UnauthorizedException',
      /^\{"message":"Unauthorized"\}$/,
    ],
    [
      'throws Unauthorized',
      () => threw('Unauthorized'),
      ['Authorization: x'],
      401,
      'UnauthorizedException',
      /^\{"message":"Unauthorized"\}$/,
    ],
    [
      'throws anything else',
      () => threw('Error: no'),
      ['Authorization: x'],
      500,
      'AuthorizerConfigurationException',
      /^\{"message":null\}$/,
    ],
    [
      'bad output',
      () => returned({ principalId: 'me' }),
      ['Authorization: x'],
      500,
      'AuthorizerConfigurationException',
      /^\{"message":null\}$/,
    ],
    [
      'no permission',
      () => ({ outcome: 'refused', error: 'AccessDeniedException', message: 'no' }),
      ['Authorization: x'],
      500,
      'AuthorizerConfigurationException',
      /^\{"message":null\}$/,
    ],
    [
      'policy Deny',
      () => policy('Deny', '*'),
      ['Authorization: x'],
      403,
      'AccessDeniedException',
      /^\{"Message":"User is not authorized to access this resource with an explicit deny/,
    ],
    [
      'no statement matches',
      () => policy('Allow', `${ARN}/prod/POST/pets`),
      ['Authorization: x'],
      403,
      'AccessDeniedException',
      /^\{"Message":"User is not authorized to access this resource/,
    ],
    ['policy Allow', () => policy('Allow', `${ARN}/prod/GET/*`), ['aUTHORIZATION: x'], 200, undefined, /^in$/],
  ];
  for (const [what, answer, headers, status, errorType, body] of rows) {
    test(what, async () => {
      await using gateway = await serve(guarded({ 'GET /pets': lambda }, token), answer);
      const response = await gateway.send('GET /prod/pets', headers);
      assert.deepEqual([response.status, response.header('x-amzn-errortype')], [status, errorType]);
      assert.match(response.body.toString(), body);
      assert.equal(gateway.invocations.length, status === 401 && headers.length === 0 ? 0 : status === 200 ? 2 : 1);
    });
  }

  test('what it says of the caller reaches events and mappings', async () => {
    const mapped = integration({
      type: 'MOCK',
      requestTemplates: { 'application/json': '{"statusCode": 200}' },
      integrationResponses: {
        200: {
          statusCode: '200',
          responseTemplates: { 'application/json': '$context.authorizer.principalId $context.authorizer.tenant' },
        },
      },
    });
    const api = guarded({ 'GET /event': lambda, 'GET /mapped': mapped }, token);
    await using gateway = await serve(api, () => policy('Allow', '*', { context: { tenant: 7 } }));
    assert.equal((await gateway.send('GET /prod/mapped', ['Authorization: x'])).body.toString(), 'me 7');
    await gateway.send('GET /prod/event', ['Authorization: x']);
    const event = JSON.parse(String(gateway.invocations.at(-1)?.payload));
    assert.deepEqual(event.requestContext.authorizer, { tenant: '7', principalId: 'me', integrationLatency: 0 });
    assert.equal(askedOf(gateway), 1);
  });

  test('an expression that cannot be read lets nobody in', async () => {
    const expression = { ...token, identityValidationExpression: '(?=x)x' };
    await using gateway = await serve(guarded({ 'GET /pets': lambda }, expression), () => assert.fail('asked'));
    assert.equal((await gateway.send('GET /prod/pets', ['Authorization: x'])).status, 500);
  });
});

describe('§4.1 G10: a kept policy', () => {
  test('is asked about each method', async () => {
    const api = guarded({ 'GET /pets': lambda, 'GET /dogs': lambda }, token);
    const only = (request: { readonly payload: unknown }): InvokeOutcome =>
      policy('Allow', JSON.parse(String(request.payload)).methodArn);
    await using gateway = await serve(api, only);
    const ask = async (path: string): Promise<number> =>
      (await gateway.send(`GET /prod${path}`, ['Authorization: x'])).status;
    assert.deepEqual([await ask('/pets'), await ask('/dogs'), await ask('/pets')], [200, 403, 200]);
    assert.equal(askedOf(gateway), 1);
    gateway.clock.advance(300_000);
    assert.equal(await ask('/dogs'), 200);
    assert.equal(askedOf(gateway), 2);
  });

  test('goes with FlushStageAuthorizersCache', async () => {
    await using gateway = await serve(guarded({ 'GET /pets': lambda }, token), () => policy('Allow', '*'));
    const ask = async (): Promise<number> => (await gateway.send('GET /prod/pets', ['Authorization: x'])).status;
    const flush = async (stage: string): Promise<void> => {
      const key = stageFlushKey(SCOPE, API, stage);
      await gateway.store.transact(async (tx) => tx.put(key, { at: 0 }));
      await gateway.store.transact(async (tx) => tx.delete(key));
      await gateway.plans.caughtUp();
    };
    await ask();
    await flush('other');
    await ask();
    assert.equal(askedOf(gateway), 1);
    await flush('prod');
    await ask();
    assert.equal(askedOf(gateway), 2);
  });
});

/** The event that AWS sent in 2024: aws-powertools/powertools-lambda-typescript, apigw-rest/authorizer-request.json. */
test('§2.4 authorizer input: REQUEST', async () => {
  const api = guarded({ 'POST /pets/{id}': lambda }, asks);
  const variables = { tier: 'gold' };
  await using gateway = await serve(api, () => policy('Allow', '*'), stageRecord({ variables }));
  await gateway.send('POST /prod/pets/1?a=1&a=2', ['Authorization: Bearer foo', 'Accept: */*'], 'not shown');
  await gateway.send('POST /prod/pets/2', ['Authorization: other']);
  const [first, second] = gateway.invocations
    .filter(({ name }) => name === 'authorizer')
    .map(({ payload }) => JSON.parse(String(payload)));
  assert.deepEqual(Object.keys(first), [
    'type',
    'methodArn',
    'resource',
    'path',
    'httpMethod',
    'headers',
    'multiValueHeaders',
    'queryStringParameters',
    'multiValueQueryStringParameters',
    'pathParameters',
    'stageVariables',
    'requestContext',
  ]);
  const { headers, multiValueHeaders, requestContext, ...rest } = first;
  assert.deepEqual(rest, {
    type: 'REQUEST',
    methodArn: `${ARN}/prod/POST/pets/1`,
    resource: '/pets/{id}',
    path: '/pets/1',
    httpMethod: 'POST',
    queryStringParameters: { a: '2' },
    multiValueQueryStringParameters: { a: ['1', '2'] },
    pathParameters: { id: '1' },
    stageVariables: variables,
  });
  assert.deepEqual([headers.Authorization, multiValueHeaders.Accept], ['Bearer foo', ['*/*']]);
  assert.deepEqual(Object.keys(requestContext).toSorted(), [
    'accountId',
    'apiId',
    'deploymentId',
    'domainName',
    'domainPrefix',
    'extendedRequestId',
    'httpMethod',
    'identity',
    'path',
    'protocol',
    'requestId',
    'requestTime',
    'requestTimeEpoch',
    'resourceId',
    'resourcePath',
    'stage',
  ]);
  assert.deepEqual([second.queryStringParameters, second.multiValueQueryStringParameters], [{}, {}]);
});

test('§2.4 authorizer input: TOKEN', async () => {
  await using gateway = await serve(guarded({ 'POST /lambda-token': lambda }, token), () => policy('Allow', '*'));
  await gateway.send('POST /prod/lambda-token', ['Authorization: Bearer foo']);
  assert.deepEqual(JSON.parse(String(gateway.invocations[0]?.payload)), {
    type: 'TOKEN',
    authorizationToken: 'Bearer foo',
    methodArn: `${ARN}/prod/POST/lambda-token`,
  });
});

describe('§2.7 Cognito', () => {
  const KEY = signingKey('one');
  const cognito: AuthorizerRecord = {
    id: 'auth01',
    name: 'pool',
    type: 'COGNITO_USER_POOLS',
    providerARNs: [`arn:aws:cognito-idp:eu-west-1:123456789012:userpool/\${stageVariables.pool}`],
    identitySource: 'method.request.header.Authorization',
  };
  const issuer = 'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_abc';
  const at = Date.UTC(2026, 10, 22, 18, 30, 5) / 1000;
  const claims = {
    sub: 's1',
    aud: 'c1',
    'cognito:groups': ['a', 'b'],
    token_use: 'id',
    iss: issuer,
    exp: at + 60,
    iat: at,
  };
  const bearer = (more: object): readonly string[] => [
    `Authorization: Bearer ${signedToken(KEY, { ...claims, ...more })}`,
  ];

  async function pool(method: Partial<MethodRecord> = {}, isThere = true) {
    const endpoint = await upstream((rq, rs) => {
      rs.statusCode = rq.url === '/eu-west-1_abc/.well-known/jwks.json' && isThere ? 200 : 404;
      rs.end(JSON.stringify({ keys: [KEY.jwk] }));
    });
    const api = guarded({ 'GET /pets': lambda }, cognito, { authorizationType: 'COGNITO_USER_POOLS', ...method });
    const stage = stageRecord({ variables: { pool: 'eu-west-1_abc' } });
    let client: ReturnType<typeof openClient> | undefined;
    const gateway = await run(
      api,
      stage,
      answering(() => assert.fail('asked')),
      (_store, clock) => {
        client = openClient({ clock, maxResponseBytes: 1_000_000, connections: 1 });
        const { send } = client;
        return {
          results: openAuthorizerResults(clock),
          userPoolKeys: openUserPools(new Map([['*', endpoint.uri]]), { clock, sendHttp: (request) => send(request) }),
        };
      },
    );
    return {
      gateway,
      endpoint,
      async [Symbol.asyncDispose]() {
        await gateway[Symbol.asyncDispose]();
        await client?.close();
        await endpoint[Symbol.asyncDispose]();
      },
    };
  }

  test('a token of the pool is let in, with its claims', async () => {
    await using there = await pool();
    const { gateway, endpoint } = there;
    for (let i = 0; i < 3; i++) assert.equal((await gateway.send('GET /prod/pets', bearer({ jti: i }))).status, 200);
    assert.equal(endpoint.requests.length, 1);
    const { authorizer } = JSON.parse(String(gateway.invocations.at(-1)?.payload)).requestContext;
    assert.deepEqual(authorizer, {
      claims: {
        sub: 's1',
        aud: 'c1',
        'cognito:groups': 'a,b',
        token_use: 'id',
        iss: issuer,
        exp: 'Sun Nov 22 18:31:05 UTC 2026',
        iat: 'Sun Nov 22 18:30:05 UTC 2026',
        jti: '2',
      },
    });
  });

  test('invalid and expired tokens', async () => {
    await using there = await pool();
    const rows: readonly [headers: readonly string[], message: string][] = [
      [[], 'Unauthorized'],
      [['Authorization: Bearer x.y.z'], 'Unauthorized'],
      [bearer({ token_use: 'access' }), 'Unauthorized'],
      [bearer({ exp: at }), 'The incoming token has expired'],
    ];
    for (const [headers, message] of rows) {
      const response = await there.gateway.send('GET /prod/pets', headers);
      assert.deepEqual(
        [response.status, response.header('x-amzn-errortype'), response.body.toString()],
        [401, 'UnauthorizedException', JSON.stringify({ message })],
      );
    }
    assert.equal(there.gateway.invocations.length, 0);
  });

  // Developer guide, "Integrate a REST API with an Amazon Cognito user pool": 401 where no scope matches.
  test('scopes', async () => {
    await using there = await pool({ authorizationScopes: ['pets/read'] });
    const ask = async (more: object): Promise<number> =>
      (await there.gateway.send('GET /prod/pets', bearer(more))).status;
    assert.deepEqual(
      [
        await ask({}),
        await ask({ token_use: 'access', scope: 'pets/write' }),
        await ask({ token_use: 'access', scope: 'x pets/read' }),
      ],
      [401, 401, 200],
    );
  });

  test('a pool that cannot be reached lets nobody in', async () => {
    await using there = await pool({}, false);
    const { status, body } = await there.gateway.send('GET /prod/pets', bearer({}));
    assert.deepEqual([status, body.toString()], [500, '{"message":null}']);
  });
});
