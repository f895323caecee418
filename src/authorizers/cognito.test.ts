import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { describe, test } from 'node:test';
import type { ResolvedCognitoAuthorizer } from '../definition/definition.ts';
import { type Context, type Fault, isFault, RequestRecord } from '../exchange/exchange.ts';
import { ManualClock } from '../lib/clock.ts';
import { signedToken, signingKey } from '../lib/jwt.fixture.ts';
import type { Authenticated } from './authenticate.ts';
import { ARN, context, NOW, request, STAGE } from './authorizers.fixture.ts';
import { compileCognito } from './cognito.ts';
import { openAuthorizerResults } from './results.ts';
import type { FoundKey, UserPoolKeys } from './user-pool-keys.ts';

const KEY = signingKey('key-1');
const OTHER = signingKey('key-2');
const POOL = { id: 'eu-west-1_y0bLG4i27', region: 'eu-west-1' };
const ISSUER = 'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_y0bLG4i27';
const SECOND = { id: 'eu-west-1_second', region: 'eu-west-1' };

const AUTHORIZER: ResolvedCognitoAuthorizer = {
  type: 'COGNITO_USER_POOLS',
  id: 'auth01',
  userPools: [POOL],
  header: 'Authorization',
  identityValidationExpression: null,
  ttlMs: 300_000,
};

const SECONDS = NOW / 1000;
const ID = { sub: 'd2f5', aud: 'client-1', token_use: 'id', iss: ISSUER, exp: SECONDS + 3600, iat: SECONDS - 60 };
const { aud: _, ...withoutAudience } = ID;
const ACCESS = { ...withoutAudience, token_use: 'access', client_id: 'client-1', scope: 'pets/read pets/write' };

interface Asking {
  readonly authorizer?: Partial<ResolvedCognitoAuthorizer>;
  readonly scopes?: readonly string[];
  readonly find?: (kid: string) => FoundKey | Promise<FoundKey>;
}

const known = (kid: string): FoundKey => (kid === KEY.kid ? KEY.publicKey : 'unknown');

function bench({ authorizer = {}, scopes = [], find = known }: Asking = {}) {
  const clock = new ManualClock(NOW);
  const asked: string[] = [];
  const userPoolKeys: UserPoolKeys = {
    issuersOf: ({ id, region }) => [`https://cognito-idp.${region}.amazonaws.com/${id}`],
    find(pool, kid) {
      asked.push(`${pool.id} ${kid}`);
      return find(kid);
    },
  };
  const access = {
    clock,
    results: openAuthorizerResults(clock),
    userPoolKeys,
    invokeFunction: () => assert.fail('invoked'),
  };
  const compiled = compileCognito({ ...AUTHORIZER, ...authorizer }, scopes, STAGE, access);
  if (isFault(compiled)) assert.fail(compiled.detail);
  const ask = async (header: string | undefined, cx: Context = context()): Promise<Authenticated | Fault> =>
    compiled(request(header === undefined ? {} : { headers: ['authorization', header] }), cx, ARN);
  return { clock, asked, ask, results: access.results };
}

const unauthorized = (result: Authenticated | Fault): string | undefined => {
  assert.ok(isFault(result));
  assert.deepEqual([result.fault, result.status, result.errorType], ['UNAUTHORIZED', 401, 'UnauthorizedException']);
  assert.doesNotMatch(result.detail ?? '', /eyJ/);
  return result.message ?? undefined;
};

/** aws-behaviour.md §2.7, §1.20; developer guide, "Integrate a REST API with an Amazon Cognito user pool". */
describe('§2.7 Cognito: who is let in', () => {
  test('an identity token, with and without Bearer', async () => {
    const token = signedToken(KEY, ID);
    for (const header of [token, `Bearer ${token}`, `bearer ${token}`]) {
      const { ask } = bench();
      const result = await ask(header);
      assert.ok(!isFault(result));
      assert.deepEqual([result.policy, result.principal.arn], [null, null]);
    }
  });

  test('an access token with one of the scopes', async () => {
    const { ask } = bench({ scopes: ['pets/delete', 'pets/write'] });
    assert.ok(!isFault(await ask(signedToken(KEY, ACCESS))));
  });

  test('a token of any of the pools', async () => {
    const { ask, asked } = bench({ authorizer: { userPools: [SECOND, POOL] } });
    assert.ok(!isFault(await ask(signedToken(KEY, ID))));
    assert.deepEqual(asked, [`${POOL.id} key-1`]);
  });

  test('one whose audience fits the expression', async () => {
    const { ask } = bench({ authorizer: { identityValidationExpression: 'client-\\d' } });
    assert.ok(!isFault(await ask(signedToken(KEY, ID))));
  });
});

describe('§2.7 Cognito invalid token: 401 {"message":"Unauthorized"}', () => {
  const token = signedToken(KEY, ID);
  const [head = '', claims = '', signature = ''] = token.split('.');
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const flipped = `${signature.slice(0, 20)}${signature[20] === 'A' ? 'B' : 'A'}${signature.slice(21)}`;
  const pem = KEY.publicKey.export({ type: 'spki', format: 'pem' });
  const hmac = `${part({ alg: 'HS256', kid: 'key-1' })}.${claims}`;
  /** The last character of a signature of 256 bytes stands for two bits: each of these four for the same as the one behind it. */
  const ALIKE: { readonly [last: string]: string } = { A: 'B', Q: 'R', g: 'h', w: 'x' };
  const rows: readonly [what: string, header: string | undefined, asking?: Asking][] = [
    ['no header', undefined],
    ['an empty header', ''],
    ['what is no token', 'Bearer'],
    ['two parts', `${head}.${claims}`],
    ['four parts', `${token}.${signature}`],
    ['no signature', `${head}.${claims}.`],
    ['a signature with bits behind its end', `${token.slice(0, -1)}${ALIKE[token.at(-1) ?? '']}`],
    ['two blanks before it', `Bearer  ${token}`],
    ['another scheme', `Basic ${token}`],
    ['two tokens', `${token} ${token}`],
    ['a token of 20,000 characters', signedToken(KEY, { ...ID, more: 'x'.repeat(15_000) })],
    ['another signature', `${head}.${claims}.${flipped}`],
    ['other claims', `${head}.${part({ ...ID, sub: 'root' })}.${signature}`],
    ['a key that is not the pool’s', signedToken({ ...OTHER, kid: 'key-1' }, ID)],
    ['a key that is unknown', signedToken(OTHER, ID)],
    ['no key', signedToken(KEY, ID, { kid: undefined })],
    ['a key that is no text', signedToken(KEY, ID, { kid: ['key-1'] })],
    ['the algorithm none', `${part({ alg: 'none', kid: 'key-1' })}.${claims}.`],
    ['the algorithm none, signed', signedToken(KEY, ID, { alg: 'none' })],
    ['the public key as a secret', `${hmac}.${createHmac('sha256', pem).update(hmac).digest('base64url')}`],
    ['another RSA algorithm', signedToken(KEY, ID, { alg: 'RS512' })],
    ['no algorithm', signedToken(KEY, ID, { alg: undefined })],
    ['an extension that has to be understood', signedToken(KEY, ID, { crit: ['exp'] })],
    ['a header that is no object', `${part([1])}.${claims}.${signature}`],
    ['claims that are no object', signedToken(KEY, '["iss"]')],
    ['claims that are no JSON', signedToken(KEY, '{"iss":')],
    ['claims that nest without end', signedToken(KEY, `${'['.repeat(5_000)}${']'.repeat(5_000)}`)],
    ['another issuer', signedToken(KEY, { ...ID, iss: 'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_other' })],
    ['an issuer that begins alike', signedToken(KEY, { ...ID, iss: `${ISSUER}/` })],
    ['no issuer', signedToken(KEY, { ...ID, iss: undefined })],
    ['no expiration', signedToken(KEY, { ...ID, exp: undefined })],
    ['an expiration that is a text', signedToken(KEY, { ...ID, exp: String(ID.exp) })],
    ['an expiration beyond all dates', signedToken(KEY, JSON.stringify(ID).replace(String(ID.exp), '1e400'))],
    ['not valid yet', signedToken(KEY, { ...ID, nbf: SECONDS + 61 })],
    ['issued in the future', signedToken(KEY, { ...ID, iat: SECONDS + 61 })],
    ['an access token where there are no scopes', signedToken(KEY, ACCESS)],
    ['an identity token where there are scopes', token, { scopes: ['pets/read'] }],
    ['an identity token with the scope', signedToken(KEY, { ...ID, scope: 'pets/read' }), { scopes: ['pets/read'] }],
    ['none of the scopes', signedToken(KEY, ACCESS), { scopes: ['pets/delete', 'pets/rea', 'pets'] }],
    ['no scope', signedToken(KEY, { ...ACCESS, scope: undefined }), { scopes: ['pets/read'] }],
    ['scopes as a list', signedToken(KEY, { ...ACCESS, scope: ['pets/read'] }), { scopes: ['pets/read'] }],
    ['no use', signedToken(KEY, { ...ID, token_use: undefined })],
    ['an audience that does not fit', token, { authorizer: { identityValidationExpression: 'client' } }],
    [
      'an audience that is a list',
      signedToken(KEY, { ...ID, aud: ['client-1'] }),
      { authorizer: { identityValidationExpression: '.*' } },
    ],
    // It has no audience (same page).
    [
      'an access token where there is an expression',
      signedToken(KEY, ACCESS),
      { scopes: ['pets/read'], authorizer: { identityValidationExpression: '.*' } },
    ],
    ['an expression that cannot be read', token, { authorizer: { identityValidationExpression: '(?=c).*' } }],
  ];
  for (const [what, header, asking] of rows) {
    test(what, async () => {
      const { ask } = bench(asking);
      for (let i = 0; i < 2; i++) {
        const cx = context({ record: new RequestRecord(undefined) });
        assert.equal(unauthorized(await ask(header, cx)), 'Unauthorized');
        assert.equal(cx.authorizer, undefined);
        assert.equal(cx.record?.authorizer?.status, 401);
      }
    });
  }
});

describe('§2.7 Cognito expired token: 401 {"message":"The incoming token has expired"}', () => {
  test('at the second that it names, also when it was let in before', async () => {
    const { ask, clock } = bench();
    const token = signedToken(KEY, { ...ID, exp: SECONDS + 10 });
    assert.ok(!isFault(await ask(token)));
    clock.advance(9_999);
    assert.ok(!isFault(await ask(token)));
    clock.advance(1);
    assert.equal(unauthorized(await ask(token)), 'The incoming token has expired');
  });

  test('and only of one that the pool signed', async () => {
    const { ask } = bench();
    const token = signedToken({ ...OTHER, kid: 'key-1' }, { ...ID, exp: SECONDS - 10 });
    assert.equal(unauthorized(await ask(token)), 'Unauthorized');
  });
});

describe('§2.7 Cognito: the keys of the pool', () => {
  test('that cannot be had are 500, and let nobody in', async () => {
    const { ask } = bench({ find: () => ({ unreachable: 'no answer' }) });
    const result = await ask(signedToken(KEY, ID));
    assert.ok(isFault(result));
    assert.deepEqual([result.fault, result.status, result.message], ['AUTHORIZER_CONFIGURATION_ERROR', 500, null]);
    assert.match(result.detail ?? '', /no answer$/);
  });

  test('may have to be waited for', async () => {
    const { ask } = bench({ find: async (kid) => known(kid) });
    assert.ok(!isFault(await ask(signedToken(KEY, ID))));
  });

  test('are not asked for again for a token that was let in, until its time is over or the stage is flushed', async () => {
    const { ask, asked, clock, results } = bench();
    const token = signedToken(KEY, ID);
    for (let i = 0; i < 3; i++) assert.ok(!isFault(await ask(token)));
    assert.equal(asked.length, 1);
    clock.advance(300_000);
    await ask(token);
    assert.equal(asked.length, 2);
    results.flush(STAGE);
    await ask(token);
    assert.equal(asked.length, 3);
  });

  test('are not there where the process has none', () => {
    const access = { clock: new ManualClock(NOW), invokeFunction: () => assert.fail('invoked') };
    const compiled = compileCognito(AUTHORIZER, [], STAGE, access);
    assert.ok(isFault(compiled));
    assert.equal(compiled.status, 500);
  });
});

/**
 * Events of AWS: aws-powertools/powertools-lambda-typescript, apigw-rest/jwt-authorizer-auth.json (2024); of groups and identities, an
 * AWS user's published event of 2024; of booleans, of 2021.
 */
describe('§2.3 requestContext.authorizer of Cognito', () => {
  test('is the claims in their order, all as texts', async () => {
    const claims = {
      origin_jti: '37cc02cf-5c14-4636-beb3-4f8ca887935b',
      sub: 'd2f50444-0041-7036-aea2-a955fca33d37',
      'cognito:groups': ['eu-west-1_wdX1z5e3m_Google', 'USERS'],
      email_verified: false,
      identities: [
        {
          dateCreated: '1726743746954',
          userId: '105231934780827471165',
          providerName: 'Google',
          providerType: 'Google',
          issuer: null,
          primary: 'true',
        },
      ],
      token_use: 'id',
      auth_time: 1718636404,
      iss: ISSUER,
      exp: 1718722804,
      iat: 1718636404,
      'custom:empty': [],
    };
    const { ask, clock } = bench();
    clock.advance(1718636404_000 - NOW);
    const cx = context();
    assert.ok(!isFault(await ask(signedToken(KEY, claims), cx)));
    assert.equal(
      cx.authorizer?.event,
      JSON.stringify({
        claims: {
          origin_jti: '37cc02cf-5c14-4636-beb3-4f8ca887935b',
          sub: 'd2f50444-0041-7036-aea2-a955fca33d37',
          'cognito:groups': 'eu-west-1_wdX1z5e3m_Google,USERS',
          email_verified: 'false',
          identities:
            '{"dateCreated":"1726743746954","userId":"105231934780827471165","providerName":"Google","providerType":"Google","issuer":null,"primary":"true"}',
          token_use: 'id',
          auth_time: '1718636404',
          iss: ISSUER,
          exp: 'Tue Jun 18 15:00:04 UTC 2024',
          iat: 'Mon Jun 17 15:00:04 UTC 2024',
          'custom:empty': '',
        },
      }),
    );
    const { values } = cx.authorizer ?? {};
    assert.deepEqual(
      ['claims.sub', 'claims.cognito:groups', 'claims.exp', 'claims', 'principalId'].map((name) => values?.get(name)),
      [claims.sub, 'eu-west-1_wdX1z5e3m_Google,USERS', 'Tue Jun 18 15:00:04 UTC 2024', undefined, undefined],
    );
  });
});
