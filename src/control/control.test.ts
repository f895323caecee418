import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ManualClock } from '../lib/clock.ts';
import { silentLog } from '../lib/log.ts';
import { canonicalRequest, sha256, signature, signingKey, signingTime } from '../lib/sigv4.ts';
import type { Credentials, WireRequest } from '../protocol/protocol.ts';
import { openSqliteStore } from '../store/store.ts';
import { type ControlOptions, openControl } from './control.ts';
import { textOf, trust } from './sts/sts.fixture.ts';

/** The control plane; what the tests do not reach is not here. */
async function openIdentity(credentials?: Credentials) {
  const clock = new ManualClock();
  const store = await openSqliteStore({ path: ':memory:', log: silentLog, clock });
  const elsewhere = {} as Pick<ControlOptions, 'testInvoke' | 'functions'>;
  const control = openControl({
    ...{ testInvoke: elsewhere.testInvoke, functions: elsewhere.functions },
    ...{ store, clock, log: silentLog, limits: 'open', credentials, caughtUp: () => Promise.resolve() },
  });
  return {
    control,
    clock,
    /** Answers `POST /` with `Action` and the members given, as signed with an access key. */
    async ok(service: 'iam' | 'sts', accessKey: string, action: string, members: Record<string, string> = {}) {
      const headers: Record<string, string> = {
        host: 'localhost:4566',
        'x-amz-date': '20260101T000000Z',
        authorization: `AWS4-HMAC-SHA256 Credential=${accessKey}/20260101/eu-west-1/${service}/aws4_request, SignedHeaders=host, Signature=0`,
      };
      const body = Buffer.from(new URLSearchParams({ Action: action, ...members }).toString());
      const request: WireRequest = { method: 'POST', path: '/', query: '', headers: (name) => headers[name], body };
      const server = control.choose(request);
      assert.equal(server?.service, service);
      assert.equal(control.admit(server, request), undefined);
      const answer = await control.answer(server, request, 'r');
      assert.equal(answer.status, 200, `${action}: ${answer.body}`);
      return Buffer.from(answer.body ?? '').toString();
    },
    [Symbol.asyncDispose]: () => store.close(),
  };
}

const identity = (xml: string) => ['Account', 'Arn'].map((name) => textOf(xml, name));

test('what is signed with a key of IAM or STS happens in the account that the key was made in, as its user or session', async () => {
  await using open = await openIdentity();
  const [own, other] = ['222222222222', '333333333333'];
  await open.ok('iam', own, 'CreateUser', { UserName: 'ada' });
  const key = textOf(await open.ok('iam', own, 'CreateAccessKey', { UserName: 'ada' }), 'AccessKeyId') ?? '';
  const ada = `arn:aws:iam::${own}:user/ada`;
  assert.deepEqual(identity(await open.ok('sts', key, 'GetCallerIdentity')), [own, ada]);
  assert.equal(textOf(await open.ok('iam', key, 'GetUser'), 'Arn'), ada);

  // Terraform's `assume_role`: what follows is in the other account.
  await open.ok('iam', other, 'CreateRole', { RoleName: 'r', AssumeRolePolicyDocument: trust({ AWS: ada }) });
  const RoleArn = `arn:aws:iam::${other}:role/r`;
  const session = await open.ok('sts', key, 'AssumeRole', { RoleArn, RoleSessionName: 'me' });
  const temporary = textOf(session, 'AccessKeyId') ?? '';
  const arn = `arn:aws:sts::${other}:assumed-role/r/me`;
  assert.deepEqual(identity(await open.ok('sts', temporary, 'GetCallerIdentity')), [other, arn]);
  assert.match(await open.ok('iam', temporary, 'GetRole', { RoleName: 'r' }), /<RoleName>r</);
});

test('a key that was made elsewhere stands for account 000000000000, whatever account stands in it', async () => {
  await using open = await openIdentity();
  const root = ['000000000000', 'arn:aws:iam::000000000000:root'];
  for (const key of ['AKIAIOSFODNN7EXAMPLE', 'ASIAIOSFODNN7EXAMPLE', 'test', '__proto__'])
    assert.deepEqual(identity(await open.ok('sts', key, 'GetCallerIdentity')), root, key);
});

test('with credentials, who signs is looked at before the body comes, and the body before anything is done', async () => {
  await using open = await openIdentity((id) => (id === 'KEY' ? { secretAccessKey: 'secret' } : undefined));
  const { control, clock } = open;
  const time = signingTime(clock.now());
  const scope = { date: time.slice(0, 8), region: 'eu-west-1', service: 'apigateway', terminator: 'aws4_request' };
  const body = Buffer.from('{"name":"pets"}');
  const headers: Record<string, string> = { host: 'gateway.example.com', 'x-amz-date': time };
  const canonical = canonicalRequest({
    ...{ method: 'POST', path: '/restapis', query: [], payloadHash: sha256(body) },
    headers: Object.entries(headers),
  });
  const signed = (key: string, secret: string) =>
    `AWS4-HMAC-SHA256 Credential=${key}/${Object.values(scope).join('/')}, SignedHeaders=host;x-amz-date, ` +
    `Signature=${signature(signingKey(secret, scope), scope, time, canonical)}`;
  const request = (authorization: string | undefined, body: Uint8Array): WireRequest => ({
    ...{ method: 'POST', path: '/restapis', query: '', body },
    headers: (name) => ({ ...headers, authorization })[name],
  });
  const server = control.choose(request(signed('KEY', 'secret'), body));
  assert.ok(server);
  const nothing = new Uint8Array();
  const refusal = (authorization: string | undefined) => control.admit(server, request(authorization, nothing))?.code;
  assert.equal(refusal(undefined), 'MissingAuthenticationTokenException');
  assert.equal(refusal(signed('OTHER', 'secret')), 'UnrecognizedClientException');
  assert.equal(refusal(signed('KEY', 'guessed')), undefined, 'the signature covers the body');

  const status = async (authorization: string | undefined, bytes: Uint8Array) =>
    (await control.answer(server, request(authorization, bytes), 'r')).status;
  assert.equal(await status(undefined, body), 403);
  assert.equal(await status(signed('KEY', 'guessed'), body), 403);
  assert.equal(await status(signed('KEY', 'secret'), Buffer.from('{"name":"cats"}')), 403);
  assert.equal(await status(signed('KEY', 'secret'), body), 201);
  clock.advance(301_000);
  assert.equal(refusal(signed('KEY', 'secret')), 'InvalidSignatureException');
  assert.equal(await status(signed('KEY', 'secret'), body), 403);
});

test('a record that is too large for its noun is refused in the words of its service, and nothing is written', async () => {
  await using open = await openIdentity();
  const authorization =
    'AWS4-HMAC-SHA256 Credential=test/20260101/eu-west-1/apigateway/aws4_request, SignedHeaders=host, Signature=0';
  const headers: Record<string, string> = { host: 'localhost:4566', authorization };
  const send = async (method: string, path: string, sent = {}) => {
    const body = Buffer.from(method === 'GET' ? '' : JSON.stringify(sent));
    const request: WireRequest = { method, path, query: '', headers: (name) => headers[name.toLowerCase()], body };
    const server = open.control.choose(request);
    assert.ok(server);
    const answer = await open.control.answer(server, request, 'r');
    return { status: answer.status, body: Buffer.from(answer.body ?? '').toString() };
  };
  const link = (length: number) => ({
    name: 'link',
    description: 'x'.repeat(length),
    targetArns: ['arn:aws:elasticloadbalancing:us-east-1:000000000000:loadbalancer/net/a/1'],
  });
  const refused = await send('POST', '/vpclinks', link(1_048_576));
  assert.equal(refused.status, 400);
  assert.match(refused.body, /A vpclink may have 1048576 characters, and not 10\d+/);
  assert.doesNotMatch((await send('GET', '/vpclinks')).body, /targetArns/);
  assert.equal((await send('POST', '/vpclinks', link(1_000_000))).status, 202);
  assert.match((await send('GET', '/vpclinks')).body, /targetArns/);
});
