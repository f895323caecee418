import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, test } from 'node:test';
import { SignatureV4 } from '@smithy/signature-v4';
import { lastHeader } from '../../lib/headers.ts';
import { Sha256 } from '../../lib/signer.fixture.ts';
import { uriEncode } from '../../lib/sigv4.ts';
import { type AwsCredentials, compileSigner, type UnsignedRequest } from './sign.ts';

const NOW = Date.UTC(2026, 10, 22, 12, 36, 5, 678);
const credentials: AwsCredentials = {
  accessKeyId: 'AKIDEXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
  sessionToken: undefined,
};

/** What the AWS SDK's own signer makes of the same request and headers. */
async function sdk(rq: UnsignedRequest, scope: { region: string; service: string }, own: AwsCredentials) {
  const { accessKeyId, secretAccessKey, sessionToken } = own;
  const isS3 = scope.service === 's3';
  const signer = new SignatureV4({
    ...scope,
    sha256: Sha256,
    credentials: { accessKeyId, secretAccessKey, ...(sessionToken === undefined ? {} : { sessionToken }) },
    uriEscapePath: !isS3,
    applyChecksum: isS3,
  });
  const query: Record<string, string[]> = {};
  for (const [name, value] of rq.query) query[name] = [...(query[name] ?? []), value];
  const headers: Record<string, string> = {};
  for (let i = 0; i < rq.headers.length; i += 2) headers[rq.headers[i] as string] = rq.headers[i + 1] as string;
  const { method, path, body } = rq;
  const message = { protocol: 'https:', hostname: 'h', method, path, query, headers, body };
  const signed = await signer.sign(message, { signingDate: new Date(NOW) });
  return signed.headers['authorization'];
}

const post: UnsignedRequest = {
  method: 'POST',
  path: '/',
  query: [['Action', 'PutItem']],
  headers: ['Host', 'dynamodb.eu-west-1.amazonaws.com', 'Content-Type', 'application/json', 'X-Amz-Target', 'D.Put'],
  body: Buffer.from('{"a":"ü"}'),
};

describe("the signature is that of the AWS SDK's signer", () => {
  const rows: readonly (readonly [name: string, rq: Partial<UnsignedRequest>, service: string, token?: string])[] = [
    ['an action with a body', {}, 'dynamodb'],
    ['temporary credentials', {}, 'dynamodb', 'session+token/='],
    [
      'repeated and strange query parameters',
      {
        query: [
          ['b', '2'],
          ['b', '1'],
          ["a b'*()", 'ü&=/+~'],
          ['a', ''],
        ],
      },
      'sqs',
    ],
    ['an encoded path, encoded again', { path: '/a%20b/%2F/c:d' }, 'iotdata'],
    [
      'a key of S3, encoded once',
      { method: 'GET', path: '/bucket/a%20b/c%2Bd', query: [], body: Buffer.alloc(0) },
      's3',
    ],
    ['spaces within a value', { headers: [...post.headers, 'x-amz-meta-a', ' a   b '] }, 's3'],
  ];
  for (const [name, over, service, sessionToken] of rows) {
    test(name, async () => {
      const rq = { ...post, ...over };
      const own = { ...credentials, sessionToken };
      const scope = { region: 'eu-west-1', service };
      const authorization = lastHeader(compileSigner(own, scope)(rq, NOW), 'authorization');
      assert.equal(authorization, await sdk(rq, scope, own));
    });
  }
});

test('the time, the token and the hash go with it; other headers are sent unsigned', () => {
  const sign = compileSigner({ ...credentials, sessionToken: 't' }, { region: 'eu-west-1', service: 's3' });
  const headers = sign({ ...post, headers: [...post.headers, 'User-Agent', 'a'] }, NOW);
  assert.equal(lastHeader(headers, 'x-amz-date'), '20261122T123605Z');
  assert.equal(lastHeader(headers, 'x-amz-security-token'), 't');
  assert.equal(lastHeader(headers, 'x-amz-content-sha256'), createHash('sha256').update(post.body).digest('hex'));
  assert.match(
    lastHeader(headers, 'authorization') ?? '',
    /SignedHeaders=content-type;host;x-amz-content-sha256;x-amz-date;x-amz-security-token;x-amz-target,/,
  );
});

test('the next day has a key of its own', () => {
  const scope = { region: 'eu-west-1', service: 'sqs' };
  const sign = compileSigner(credentials, scope);
  const dayAfter = NOW + 86_400_000;
  sign(post, NOW);
  assert.deepEqual(sign(post, dayAfter), compileSigner(credentials, scope)(post, dayAfter));
});

test('everything but the unreserved characters is encoded', () => {
  assert.equal(uriEncode("-_.~aZ9!'()* ü/"), '-_.~aZ9%21%27%28%29%2A%20%C3%BC%2F');
});
