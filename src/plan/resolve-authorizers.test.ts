import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AuthorizerRecord } from '../definition/definition.ts';
import { resolveAuthorization, resolveAuthorizer } from './resolve-authorizers.ts';

const FUNCTION = 'arn:aws:lambda:eu-west-1:123456789012:function:fn';
const uriOf = (name: string): string =>
  `arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/${name}/invocations`;
const HEADER = 'method.request.header.Authorization';

const token: AuthorizerRecord = {
  id: 'a1',
  name: 'x',
  type: 'TOKEN',
  authorizerUri: uriOf(FUNCTION),
  identitySource: HEADER,
};
const POOL = 'arn:aws:cognito-idp:eu-west-1:123456789012:userpool/eu-west-1_abc';
const pool: AuthorizerRecord = {
  id: 'a1',
  name: 'x',
  type: 'COGNITO_USER_POOLS',
  providerARNs: [POOL],
  identitySource: HEADER,
};

test('a TOKEN authorizer is its function, its header and five minutes (API reference, CreateAuthorizer)', () => {
  const expected = {
    type: 'TOKEN',
    id: 'a1',
    functionScope: '123456789012/eu-west-1',
    functionName: 'fn',
    qualifier: '',
    functionArn: FUNCTION,
    identitySources: [{ in: 'header', name: 'Authorization' }],
    identityValidationExpression: null,
    credentials: null,
    ttlMs: 300_000,
  };
  assert.deepEqual(resolveAuthorizer(token, {}), expected);
  const role = 'arn:aws:iam::123456789012:role/r';
  const more = {
    identityValidationExpression: 'Bearer .+',
    authorizerCredentials: role,
    authorizerResultTtlInSeconds: 0,
  };
  assert.deepEqual(resolveAuthorizer({ ...token, ...more }, {}), {
    ...expected,
    identityValidationExpression: 'Bearer .+',
    credentials: role,
    ttlMs: 0,
  });
});

test('a REQUEST authorizer has its sources in their order, and no expression', () => {
  const identitySource = `${HEADER}, method.request.querystring.who,stageVariables.tier,context.identity.sourceIp`;
  const authorizer = resolveAuthorizer(
    { ...token, type: 'REQUEST', identitySource, identityValidationExpression: 'x' },
    {},
  );
  assert.ok(authorizer.type === 'REQUEST');
  assert.equal(authorizer.identityValidationExpression, null);
  assert.deepEqual(
    authorizer.identitySources.map((source) => `${source.in} ${source.name}`),
    ['header Authorization', 'querystring who', 'stageVariables tier', 'context identity.sourceIp'],
  );
});

/** Developer guide, "Using API Gateway stage variables" and "Integrate a REST API with an Amazon Cognito user pool". */
test('stage variables name functions and user pools', () => {
  const variables = { alias: 'blue', pool: 'eu-west-1_xyz' };
  const authorizer = resolveAuthorizer(
    { ...token, authorizerUri: uriOf(`${FUNCTION}:\${stageVariables.alias}`) },
    variables,
  );
  assert.ok(authorizer.type === 'TOKEN');
  assert.deepEqual([authorizer.qualifier, authorizer.functionArn], ['blue', `${FUNCTION}:blue`]);
  const arn = 'arn:aws:cognito-idp:eu-west-1:123456789012:userpool/${stageVariables.pool}';
  const cognito = resolveAuthorizer({ ...pool, providerARNs: [POOL, arn] }, variables);
  assert.ok(cognito.type === 'COGNITO_USER_POOLS');
  assert.deepEqual(cognito.userPools, [
    { id: 'eu-west-1_abc', region: 'eu-west-1' },
    { id: 'eu-west-1_xyz', region: 'eu-west-1' },
  ]);
  assert.equal(resolveAuthorizer({ ...pool, providerARNs: [POOL, arn] }, {}).type, 'MISCONFIGURED');
});

test('one that could admit nobody says why', () => {
  const rows: readonly [authorizer: AuthorizerRecord, reason: RegExp][] = [
    [{ ...token, authorizerUri: 'arn:aws:lambda:x' }, /Invalid authorizer URI arn:aws:lambda:x/],
    [{ ...token, identitySource: 'method.request.body.x' }, /Invalid identity source/],
    [{ ...token, identitySource: '' }, /one header/],
    [{ ...token, identitySource: `${HEADER},${HEADER}` }, /one header/],
    [{ ...token, identitySource: 'method.request.querystring.x' }, /one header/],
    [{ ...token, identityValidationExpression: '(?<=a)b' }, /identityValidationExpression \(\?<=a\)b cannot be read/],
    [{ ...pool, identityValidationExpression: '(' }, /cannot be read/],
    [{ ...pool, providerARNs: [] }, /no user pool/],
    [{ ...pool, providerARNs: [POOL, 'arn:aws:cognito-idp:eu-west-1:123456789012:userpool/a/../b'] }, /no user pool/],
    [{ ...pool, providerARNs: [POOL.replace('eu-west-1:', 'evil.example:')] }, /no user pool/],
  ];
  for (const [record, expected] of rows) {
    const authorizer = resolveAuthorizer(record, {});
    assert.ok(authorizer.type === 'MISCONFIGURED', JSON.stringify(record));
    assert.match(authorizer.reason, expected);
  }
});

test('a type of authorization that is none admits nobody', () => {
  const method = { httpMethod: 'GET', apiKeyRequired: false };
  assert.deepEqual(resolveAuthorization({ ...method, authorizationType: 'NONE' }), { type: 'NONE' });
  assert.deepEqual(
    resolveAuthorization({
      ...method,
      authorizationType: 'COGNITO_USER_POOLS',
      authorizerId: 'a',
      authorizationScopes: ['s'],
    }),
    { type: 'COGNITO_USER_POOLS', authorizerId: 'a', scopes: ['s'] },
  );
  assert.deepEqual(resolveAuthorization({ ...method, authorizationType: 'JWT', authorizerId: 'a' }), {
    type: 'CUSTOM',
    authorizerId: '',
    scopes: [],
  });
});
