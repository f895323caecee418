import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { SignatureV4 } from '@smithy/signature-v4';
import { ManualClock } from '../lib/clock.ts';
import { readPresented } from '../lib/presented.ts';
import { Sha256 } from '../lib/signer.fixture.ts';
import type { ServiceName } from '../model/model.ts';
import { canonicalRequest } from './canonical-request.ts';
import { identify, type Secret, type ServiceError, verify, type WireRequest } from './protocol.ts';

interface Sent {
  method: string;
  path: string;
  query: string;
  headers: Record<string, string>;
  body: string;
}

const signedAt = Date.UTC(2026, 10, 22, 12, 36, 0);
const secretAccessKey = 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY';
const keys: Readonly<Record<string, Secret>> = {
  AKIDEXAMPLE: { secretAccessKey },
  ASIATEMPORARY: { secretAccessKey, sessionToken: 'session+token/=' },
};

function wire(sent: Sent): WireRequest {
  return { ...sent, headers: (name) => sent.headers[name], body: Buffer.from(sent.body) };
}

function check(sent: Sent, service: ServiceName = 'apigateway', now = signedAt): ServiceError | undefined {
  return verify(wire(sent), { credentials: (key) => keys[key], clock: new ManualClock(now), service });
}

function refused(sent: Sent, service?: ServiceName, now?: number): string {
  const error = check(sent, service, now);
  assert.equal(error?.status, 403);
  return `${error.code}: ${error.message}`;
}

const plain: Sent = {
  method: 'POST',
  path: '/restapis',
  query: '',
  headers: { host: 'localhost:4566', 'content-type': 'application/json' },
  body: '{"name":"x"}',
};

/** Signs with the SDK's signer. */
async function sign(sent: Sent, how: { presign?: number; token?: boolean; service?: string } = {}): Promise<Sent> {
  const signer = new SignatureV4({
    service: how.service ?? 'apigateway',
    region: 'eu-central-1',
    credentials: how.token
      ? { accessKeyId: 'ASIATEMPORARY', secretAccessKey, sessionToken: 'session+token/=' }
      : { accessKeyId: 'AKIDEXAMPLE', secretAccessKey },
    sha256: Sha256 as never,
  });
  const query: Record<string, string[]> = {};
  for (const [name, value] of new URLSearchParams(sent.query)) {
    const values = query[name] ?? [];
    query[name] = values;
    values.push(value);
  }
  const request = { ...sent, query, protocol: 'http:', hostname: 'localhost', headers: { ...sent.headers } };
  const signingDate = new Date(signedAt);
  const signed =
    how.presign === undefined
      ? await signer.sign(request, { signingDate })
      : await signer.presign(request, { signingDate, expiresIn: how.presign, unhoistableHeaders: new Set() });
  const pairs = Object.entries(signed.query ?? {}).flatMap(([name, value]) =>
    [value ?? ''].flat().map((item) => `${encodeURIComponent(name)}=${encodeURIComponent(item)}`),
  );
  return { ...sent, headers: signed.headers, query: pairs.join('&') };
}

const mismatch =
  'InvalidSignatureException: The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.';

test('AWS\'s worked example: IAM ListUsers ("Create a signed AWS API request", IAM user guide)', () => {
  const example: Sent = {
    method: 'GET',
    path: '/',
    query: 'Action=ListUsers&Version=2010-05-08',
    headers: {
      host: 'iam.amazonaws.com',
      'content-type': 'application/x-www-form-urlencoded; charset=utf-8',
      'x-amz-date': '20150830T123600Z',
      authorization:
        'AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/iam/aws4_request, SignedHeaders=content-type;host;x-amz-date, Signature=5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7',
    },
    body: '',
  };
  const presented = readPresented(wire(example));
  assert.ok(presented);
  const canonical = canonicalRequest(wire(example), presented, createHash('sha256').digest('hex'));
  assert.equal(
    createHash('sha256')
      .update(canonical ?? '')
      .digest('hex'),
    'f536975d06c0309214f805bb90ccff089219ecd68b2577efef23edd43b7e1a59',
  );
  assert.equal(check(example, 'iam', Date.UTC(2015, 7, 30, 12, 36)), undefined);
});

const shapes: readonly [string, Partial<Sent>][] = [
  ['a plain call', {}],
  ['no body', { method: 'GET', body: '' }],
  ['an encoded path', { path: '/tags/arn%3Aaws%3Aapigateway%3Aus-east-1%3A%3A%2Frestapis%2Fabc/%C3%BC%20~-_.' }],
  ['a path with more than one slash', { path: '/restapis//a/./b/../c/' }],
  ['a query to be sorted and encoded', { query: 'b=2&a=%C3%BC%20+1&a=0&empty=&A=%2F%3F%3D' }],
  ['headers to be trimmed', { headers: { ...plain.headers, 'x-amz-meta': '  a   b  ' } }],
];

for (const [name, part] of shapes) {
  test(`the SDK's signature holds: ${name}`, async () =>
    assert.equal(check(await sign({ ...plain, ...part })), undefined));
  test(`a presigned request holds: ${name}`, async () =>
    assert.equal(check(await sign({ ...plain, ...part }, { presign: 900 })), undefined));
}

test('temporary credentials hold with their token only', async () => {
  const signed = await sign(plain, { token: true });
  assert.equal(check(signed), undefined);
  const invalid = 'UnrecognizedClientException: The security token included in the request is invalid.';
  const { 'x-amz-security-token': _, ...without } = signed.headers;
  assert.equal(refused({ ...signed, headers: without }), invalid);
  assert.equal(refused({ ...signed, headers: { ...signed.headers, 'x-amz-security-token': 'other' } }), invalid);
  const permanent = await sign(plain);
  assert.equal(refused({ ...permanent, headers: { ...permanent.headers, 'x-amz-security-token': 'x' } }), invalid);
});

const mutations: readonly [string, (sent: Sent) => Sent][] = [
  ['method', (sent) => ({ ...sent, method: 'PUT' })],
  ['path', (sent) => ({ ...sent, path: '/restapis/x' })],
  ['query', (sent) => ({ ...sent, query: `${sent.query}&x=1` })],
  ['body', (sent) => ({ ...sent, body: '{"name":"y"}' })],
  ['host', (sent) => ({ ...sent, headers: { ...sent.headers, host: 'other' } })],
];

for (const [part, mutate] of mutations) {
  test(`another ${part} is refused`, async () => assert.equal(refused(mutate(await sign(plain))), mismatch));
  test(`another ${part} is refused when presigned`, async () =>
    assert.equal(refused(mutate(await sign(plain, { presign: 900 }))), mismatch));
}

const authorizationMutations: readonly [string, (text: string) => string][] = [
  [
    'signature',
    (text) => text.replace(/Signature=(.)/, (_, first: string) => `Signature=${first === '0' ? '1' : '0'}`),
  ],
  ['shorter signature', (text) => text.slice(0, -1)],
  ['empty signature', (text) => text.replace(/Signature=.*/, 'Signature=')],
  ['region', (text) => text.replace('eu-central-1', 'us-east-1')],
  ['fewer signed headers', (text) => text.replace('content-type;', '')],
  ['more signed headers', (text) => text.replace('content-type;', 'content-type;absent;')],
];

for (const [part, mutate] of authorizationMutations)
  test(`Authorization with another ${part} is refused`, async () => {
    const signed = await sign(plain);
    const authorization = mutate(signed.headers['authorization'] ?? '');
    assert.notEqual(authorization, signed.headers['authorization']);
    assert.equal(refused({ ...signed, headers: { ...signed.headers, authorization } }), mismatch);
  });

test("a payload hash that is not the body's is refused, UNSIGNED-PAYLOAD too", async () => {
  const signed = await sign(plain);
  for (const hash of ['UNSIGNED-PAYLOAD', '0'.repeat(64)])
    assert.equal(refused({ ...signed, headers: { ...signed.headers, 'x-amz-content-sha256': hash } }), mismatch);
});

test('time: five minutes either way, in AWS\'s words ("Troubleshoot signed requests for AWS APIs", IAM user guide)', async () => {
  const signed = await sign(plain);
  const minutes = (n: number) => signedAt + n * 60_000;
  assert.equal(check(signed, 'apigateway', minutes(5)), undefined);
  assert.equal(check(signed, 'apigateway', minutes(-5)), undefined);
  assert.equal(
    refused(signed, 'apigateway', minutes(10)),
    'InvalidSignatureException: Signature expired: 20261122T123600Z is now earlier than 20261122T124100Z (20261122T124600Z - 5 min.)',
  );
  assert.equal(
    refused(signed, 'apigateway', minutes(-10)),
    'InvalidSignatureException: Signature not yet current: 20261122T123600Z is still later than 20261122T123100Z (20261122T122600Z + 5 min.)',
  );
  const presigned = await sign(plain, { presign: 900 });
  assert.equal(check(presigned, 'apigateway', minutes(15)), undefined);
  assert.match(refused(presigned, 'apigateway', minutes(16)), /^InvalidSignatureException: Signature expired/);
  assert.match(
    refused({ ...presigned, query: presigned.query.replace('X-Amz-Expires=900', 'X-Amz-Expires=9999999') }),
    /^InvalidSignatureException/,
  );
  assert.match(
    refused({ ...presigned, query: presigned.query.replace('X-Amz-Expires=900', 'X-Amz-Expires=901') }),
    /^InvalidSignatureException/,
  );
});

test("the scope has to be the service's, of the day, and end in aws4_request", async () => {
  const signed = await sign(plain);
  const scoped = (from: string, to: string) =>
    refused({
      ...signed,
      headers: { ...signed.headers, authorization: (signed.headers['authorization'] ?? '').replace(from, to) },
    });
  assert.equal(
    refused(await sign(plain, { service: 'lambda' })),
    "InvalidSignatureException: Credential should be scoped to correct service: 'apigateway'.",
  );
  assert.equal(
    scoped('/20261122/', '/20261121/'),
    "InvalidSignatureException: Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '20261121' != '20261122', from '20261122T123600Z'.",
  );
  assert.equal(
    scoped('aws4_request', 'aws5_request'),
    "InvalidSignatureException: Credential should be scoped with a valid terminator: 'aws4_request', not 'aws5_request'.",
  );
  assert.equal(
    scoped('host;', ''),
    "InvalidSignatureException: 'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.",
  );
});

test('no signature, half a signature, an unknown key', async () => {
  assert.equal(refused(plain), 'MissingAuthenticationTokenException: Missing Authentication Token');
  assert.equal(refused(plain, 'iam'), 'MissingAuthenticationToken: Missing Authentication Token');
  for (const authorization of [
    'Bearer x',
    'AWS4-HMAC-SHA256',
    'AWS4-HMAC-SHA256 Credential=a/b/c',
    'AWS4-HMAC-SHA256 Credential=a/20261122/r/apigateway/aws4_request, SignedHeaders=host, Signature=x',
  ])
    assert.match(
      refused({ ...plain, headers: { ...plain.headers, authorization } }),
      /^IncompleteSignatureException: /,
    );
  for (const query of ['X-Amz-Signature=1', 'X-Amz-Signature=%zz'])
    assert.match(refused({ ...plain, query }), /^IncompleteSignatureException: /);
  const signed = await sign(plain);
  const authorization = (signed.headers['authorization'] ?? '').replace('AKIDEXAMPLE', 'AKIDUNKNOWN');
  assert.equal(
    refused({ ...signed, headers: { ...signed.headers, authorization } }),
    'UnrecognizedClientException: The security token included in the request is invalid.',
  );
});

test('account and region as claimed', () => {
  const claim = (credential: string) =>
    identify(
      wire({
        ...plain,
        headers: {
          authorization: `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=host, Signature=x`,
          'x-amz-date': '20261122T123600Z',
        },
      }),
    );
  assert.deepEqual(claim('123456789012/20261122/eu-west-1/apigateway/aws4_request'), {
    accessKey: '123456789012',
    account: '123456789012',
    region: 'eu-west-1',
  });
  assert.deepEqual(claim('test/20261122/us-west-2/apigateway/aws4_request'), {
    accessKey: 'test',
    account: '000000000000',
    region: 'us-west-2',
  });
  assert.deepEqual(claim('test/20261122/../apigateway/aws4_request').region, 'us-east-1');
  assert.deepEqual(identify(wire(plain)), { account: '000000000000', region: 'us-east-1' });
});
