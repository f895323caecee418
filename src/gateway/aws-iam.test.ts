/** Requests to methods with AWS_IAM, signed with the signer of AWS's SDK. Rows are those of aws-behaviour.md. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import type { ApiDefinition, IntegrationRecord } from '../definition/definition.ts';
import { type Signable, type Signing, signed } from '../lib/signer.fixture.ts';
import type { Store } from '../store/store.ts';
import {
  definition,
  HOST,
  http,
  lambda,
  mock,
  type RawResponse,
  type Running,
  run,
  stageRecord,
} from './gateway.fixture.ts';
import { ACCOUNT, policyText, putAccessKey, putRole, putSession, putUser, SECRET } from './iam-directory.fixture.ts';
import { type FollowingDirectory, openIamDirectory } from './iam-directory.ts';

const NOW = Date.UTC(2026, 10, 22, 18, 30, 5);
const ADA: Signing = { accessKeyId: 'AKIAADA', secretAccessKey: SECRET, at: NOW };
const SESSION: Signing = {
  accessKeyId: 'ASIACALLER',
  secretAccessKey: SECRET,
  sessionToken: 'session+token/=',
  at: NOW,
};
const API_ARN = `arn:aws:execute-api:eu-west-1:${ACCOUNT}:abcdef1234`;

interface Protected extends AsyncDisposable {
  readonly running: Running;
  readonly store: Store;
  send(request: Signable): Promise<RawResponse>;
  /** Signed, in the headers or in the query. */
  ask(request: Partial<Signable>, signing?: Signing): Promise<RawResponse>;
  caughtUp(): Promise<void>;
}

/** An API whose methods have AWS_IAM, the user Ada and a session of the role Caller, who may call all of it. */
async function open(
  routes: { readonly [route: string]: IntegrationRecord },
  more: Partial<ApiDefinition['api']> = {},
): Promise<Protected> {
  let directory: FollowingDirectory | undefined;
  const api = definition(routes, { api: more, method: { authorizationType: 'AWS_IAM' } });
  const running = await run(api, stageRecord(), undefined, () => ({
    iam: { find: (accessKey) => directory?.find(accessKey), findRole: (arn) => directory?.findRole(arn) },
  }));
  const { store } = running;
  const allows = { inlinePolicies: { all: policyText('Allow', { Resource: `${API_ARN}/*` }) } };
  await putUser(store, allows);
  await putAccessKey(store);
  await putRole(store, allows);
  await putSession(store);
  directory = await openIamDirectory(store, { credentials: new Map(), log: running.log });
  const opened = directory;

  const send = ({ method, path, query = '', headers, body }: Signable): Promise<RawResponse> => {
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
    return running.send(`${method} ${path}${query === '' ? '' : `?${query}`}`, lines, body);
  };
  return {
    running,
    store,
    send,
    ask: async (request, signing = ADA) =>
      send(await signed({ method: 'GET', path: '/prod/pets', headers: { host: HOST }, ...request }, signing)),
    caughtUp: () => opened.caughtUp(),
    async [Symbol.asyncDispose]() {
      opened.close();
      await running[Symbol.asyncDispose]();
    },
  };
}

/** Status, error and body of an answer. */
function words(answer: RawResponse): readonly unknown[] {
  return [answer.status, answer.header('x-amzn-errortype'), answer.body.toString()];
}

function eventOf({ running }: Protected): Record<string, unknown> & {
  readonly headers: Record<string, string>;
  readonly requestContext: { readonly identity: Record<string, unknown> };
} {
  return JSON.parse(String(running.invocations.at(-1)?.payload));
}

describe('§2.3 AWS_IAM: a request that is signed by somebody who may', () => {
  const routes = { 'ANY /{proxy+}': lambda };
  const requests: readonly (readonly [string, Partial<Signable>])[] = [
    ['a path', {}],
    ['an encoded path', { path: '/prod/caf%C3%A9/a%20b/test%2Balias@gmail.com' }],
    ['a query', { query: 'plus=test+alias&email=test%2Balias&a=2&a=1&empty=' }],
    ['a body', { method: 'POST', body: '{"name":"ü"}', headers: { host: HOST, 'content-type': 'application/json' } }],
  ];
  for (const [name, request] of requests) {
    for (const [how, signing] of [
      ['by a user', ADA],
      ['presigned by a user', { ...ADA, presign: 300 }],
      ['by a session', SESSION],
      ['presigned by a session', { ...SESSION, presign: 300 }],
    ] as const) {
      test(`${name}, ${how}`, async () => {
        await using api = await open(routes);
        const answer = await api.ask(request, signing);
        assert.equal(answer.status, 200, answer.body.toString());
        assert.equal(eventOf(api)['body'], request.body ?? null);
      });
    }
  }

  test('its integration is told who it is', async () => {
    await using api = await open(routes);
    await api.ask({});
    const { identity } = eventOf(api).requestContext;
    const { accessKey, accountId, caller, user, userArn } = identity;
    assert.deepEqual(
      { accessKey, accountId, caller, user, userArn },
      {
        accessKey: 'AKIAADA',
        accountId: ACCOUNT,
        caller: 'AIDAADA',
        user: 'AIDAADA',
        userArn: `arn:aws:iam::${ACCOUNT}:user/Ada`,
      },
    );
    await api.ask({}, SESSION);
    const session = eventOf(api).requestContext.identity;
    assert.deepEqual(
      [session['accessKey'], session['caller'], session['userArn']],
      ['ASIACALLER', 'AROACALLER:me', `arn:aws:sts::${ACCOUNT}:assumed-role/Caller/me`],
    );
  });

  test('a body goes on to an HTTP endpoint that reads it after the signature was verified', async () => {
    await using endpoint = await run(definition({ 'POST /in': lambda }));
    const uri = `http://127.0.0.1:${endpoint.listener.port}/restapis/abcdef1234/prod/_user_request_/in`;
    await using api = await open({ 'POST /pets': http(uri) });
    const answer = await api.ask({ method: 'POST', body: 'x'.repeat(70_000) });
    assert.equal(answer.status, 200, answer.body.toString());
    const event = JSON.parse(String(endpoint.invocations[0]?.payload));
    assert.equal(event.body, 'x'.repeat(70_000));
    assert.equal(event.headers.Authorization, undefined);
  });
});

test('of a packed body, what was sent is what is signed; the integration gets it unpacked', async () => {
  await using api = await open({ 'POST /pets': lambda });
  const headers = { host: HOST, 'content-encoding': 'gzip' };
  const answer = await api.ask({ method: 'POST', headers, body: gzipSync('{"name":"a"}') });
  assert.equal(answer.status, 200, answer.body.toString());
  assert.equal(eventOf(api)['body'], '{"name":"a"}');
});

describe('§2.2 Authorization: dropped if it is a SigV4 signature or the method has AWS_IAM', () => {
  test('on a method with AWS_IAM; the other headers of the signature pass', async () => {
    await using api = await open({ 'GET /pets': lambda });
    await api.ask({}, SESSION);
    const names = Object.keys(eventOf(api).headers).map((name) => name.toLowerCase());
    assert.equal(names.includes('authorization'), false);
    assert.equal(names.includes('x-amz-date') && names.includes('x-amz-security-token'), true);
  });

  test('on an open method, where it is a signature', async () => {
    await using running = await run(definition({ 'GET /pets': lambda }));
    const passed = async (authorization: string) => {
      await running.send('GET /prod/pets', [`authorization: ${authorization}`]);
      return JSON.parse(String(running.invocations.at(-1)?.payload)).headers.Authorization;
    };
    assert.equal(await passed('AWS4-HMAC-SHA256 Credential=a'), undefined);
    assert.equal(await passed('Bearer AWS4-HMAC-SHA256'), 'Bearer AWS4-HMAC-SHA256');
  });
});

describe('§2.7 AWS_IAM: a request that is refused', () => {
  const routes = { 'GET /pets': mock, 'POST /pets': mock };

  test('no Authorization', async () => {
    await using api = await open(routes);
    const answer = await api.send({ method: 'GET', path: '/prod/pets', headers: { host: HOST } });
    assert.deepEqual(words(answer), [
      403,
      'MissingAuthenticationTokenException',
      '{"message":"Missing Authentication Token"}',
    ]);
  });

  test('malformed Authorization, on a method and where there is none', async () => {
    await using api = await open(routes);
    for (const path of ['/prod/pets', '/prod/elsewhere']) {
      const answer = await api.send({ method: 'GET', path, headers: { host: HOST, authorization: 'Bearer xyz' } });
      assert.deepEqual(words(answer), [
        403,
        'IncompleteSignatureException',
        // As an API of AWS answers since 2023 (awslabs/time-addressable-media-store#8); the hash is that of the header.
        `{"message":"Invalid key=value pair (missing equal-sign) in Authorization header (hashed with SHA-256 and encoded with Base64): 'zyc3Ntxgrok+f83ynVWygiLlbsRSBgJKn5TLWxgJTvs='."}`,
      ]);
    }
    const { headers } = await signed({ method: 'GET', path: '/prod/elsewhere', headers: { host: HOST } }, ADA);
    const unknown = await api.send({ method: 'GET', path: '/prod/elsewhere', headers });
    assert.equal(unknown.body.toString(), '{"message":"Missing Authentication Token"}');
  });

  test('bad signature', async () => {
    await using api = await open(routes);
    const answer = await api.ask({}, { ...ADA, secretAccessKey: 'other' });
    assert.deepEqual(words(answer).slice(0, 2), [403, 'InvalidSignatureException']);
    assert.match(
      answer.body.toString(),
      /^\{"message":"The request signature we calculated does not match the signature you provided\. Check your AWS Secret Access Key and signing method\. Consult the service documentation for details\.\\n\\nThe Canonical String for this request should have been\\n'GET\\n\/prod\/pets\\n/,
    );
  });

  test('clock', async () => {
    await using api = await open(routes);
    const answer = await api.ask({}, { ...ADA, at: NOW - 600_000 });
    assert.deepEqual(words(answer), [
      403,
      'InvalidSignatureException',
      '{"message":"Signature expired: 20261122T182005Z is now earlier than 20261122T182505Z (20261122T183005Z - 5 min.)"}',
    ]);
  });

  test('wrong region/service scope', async () => {
    await using api = await open(routes);
    const answer = await api.ask({}, { ...ADA, region: 'us-east-1', service: 'apigateway' });
    assert.deepEqual(words(answer), [
      403,
      'InvalidSignatureException',
      `{"message":"Credential should be scoped to a valid region. Credential should be scoped to correct service: 'execute-api'. "}`,
    ]);
  });

  test('unknown access key / session token bad', async () => {
    await using api = await open(routes);
    for (const signing of [
      { ...ADA, accessKeyId: 'AKIANOBODY' },
      { ...SESSION, sessionToken: 'other' },
    ]) {
      assert.deepEqual(words(await api.ask({}, signing)), [
        403,
        'UnrecognizedClientException',
        '{"message":"The security token included in the request is invalid."}',
      ]);
    }
    const said = api.running.log.lines.map(({ message }) => message).join('\n');
    assert.match(said, /AKIANOBODY.*CreateAccessKey/);
    assert.doesNotMatch(said, /wJalrXUtn|session\+token/);
  });

  test('§1.14 EXPIRED_TOKEN: a session that is over', async () => {
    await using api = await open(routes);
    await putSession(api.store, 'ASIACALLER', { expiration: NOW });
    await api.caughtUp();
    assert.deepEqual(words(await api.ask({}, SESSION)), [
      403,
      'ExpiredTokenException',
      '{"message":"The security token included in the request is expired"}',
    ]);
  });

  test('IAM policy denies: the text is that of AWS re:Post, "How do I troubleshoot signature mismatch errors"', async () => {
    await using api = await open(routes);
    await putUser(api.store, { inlinePolicies: { a: policyText('Allow', { Resource: `${API_ARN}/prod/GET/*` }) } });
    await api.caughtUp();
    assert.equal((await api.ask({})).status, 200);
    const answer = await api.ask({ method: 'POST', body: 'x' });
    assert.deepEqual(words(answer).slice(0, 2), [403, 'AccessDeniedException']);
    assert.match(
      answer.body.toString(),
      /^\{"Message":"User: arn:aws:iam::123456789012:user\/Ada is not authorized to perform: execute-api:Invoke on resource: arn:aws:execute-api:eu-west-1:.*:abcdef1234\/prod\/POST\/pets because no identity-based policy allows the execute-api:Invoke action"\}$/,
    );
  });

  test("another account's user needs the API's policy too (§1.20, cross account)", async () => {
    await using api = await open(routes);
    const other = '999999999999';
    await putUser(api.store, { inlinePolicies: { a: policyText('Allow') }, accessKeys: ['AKIAOTHER'] }, other);
    await api.store.transact(async (tx) => {
      tx.put(
        { scope: `${other}/global`, kind: 'iam-access-key', id: 'AKIAOTHER' },
        { user: 'ada', status: 'Active', secretAccessKey: SECRET, createDate: 0 },
      );
    });
    await api.caughtUp();
    assert.equal((await api.ask({}, { ...ADA, accessKeyId: 'AKIAOTHER' })).status, 403);
  });

  test('SigV4a', async () => {
    await using api = await open(routes);
    const headers = { host: HOST, authorization: 'AWS4-ECDSA-P256-SHA256 Credential=a' };
    const answer = await api.send({ method: 'GET', path: '/prod/pets', headers });
    assert.deepEqual(words(answer), [
      501,
      'NotImplementedException',
      '{"message":"Gatehouse does not implement SigV4a yet"}',
    ]);
  });
});
