import assert from 'node:assert/strict';
import { test } from 'node:test';
import { domainCertificateKey } from '../../../definition/definition.ts';
import { selfSigned } from '../account/self-signed.ts';
import { openRest, refused } from '../rest.fixture.ts';
import { EDGE_CERTIFICATE } from './domains.fixture.ts';

test('a certificate given as PEM is kept and never shown', async () => {
  await using rest = await openRest();
  const create = (input: object) => rest.send('POST', '/domainnames', { domainName: 'api.example.com', ...input });
  const [mine, other] = [await selfSigned(0, 1e12), await selfSigned(0, 1e12)];
  const input = {
    certificateName: 'mine',
    certificateBody: mine.certificate,
    certificatePrivateKey: mine.privateKey,
    certificateChain: other.certificate,
  };
  const wrong: readonly (readonly [input: object, message: string])[] = [
    [{ certificatePrivateKey: undefined }, 'An imported certificate needs certificatePrivateKey'],
    [{ certificateName: undefined }, 'An imported certificate needs certificateName'],
    [{ certificateArn: EDGE_CERTIFICATE }, 'Specify either certificateArn or certificateBody, not both'],
    ...[
      { certificatePrivateKey: other.privateKey },
      { certificateBody: 'x' },
      { certificatePrivateKey: 'x' },
      { certificateChain: 'x' },
      { certificateBody: `${mine.certificate}\n${'x'.repeat(32_768)}` },
      { certificatePrivateKey: `${mine.privateKey}\n${'x'.repeat(5_120)}` },
      { certificateChain: `${other.certificate}\n${'x'.repeat(2_097_152)}` },
    ].map((part) => [part, 'The certificate, its private key and its chain must be PEM and belong together'] as const),
  ];
  for (const [part, message] of wrong) {
    refused(await create({ ...input, ...part }), 'BadRequestException', message);
  }
  const { status, body } = await create(input);
  assert.equal(status, 201);
  assert.equal(body['certificateName'], 'mine');
  assert.equal(
    /BEGIN|imported/.test(JSON.stringify([body, await rest.ok('GET', '/domainnames/api.example.com')])),
    false,
  );
  const key = domainCertificateKey('111111111111/us-east-1', 'api.example.com');
  assert.equal((await rest.store.get(key))?.value.certificatePrivateKey, mine.privateKey);
  await rest.ok('DELETE', '/domainnames/api.example.com');
  assert.equal(await rest.store.get(key), undefined);
});

test('a private key goes when a certificate by ARN takes its place, and does not come back', async () => {
  await using rest = await openRest();
  const { certificate, privateKey } = await selfSigned(0, 1e12);
  const pem = { certificateName: 'mine', certificateBody: certificate, certificatePrivateKey: privateKey };
  await rest.ok('POST', '/domainnames', { domainName: 'api.example.com', ...pem });
  const key = domainCertificateKey('111111111111/us-east-1', 'api.example.com');
  const at = '/domainnames/api.example.com';
  assert.equal((await rest.patch(at, ['replace', '/securityPolicy', 'TLS_1_0'])).status, 200);
  assert.equal((await rest.store.get(key))?.value.certificatePrivateKey, privateKey);
  assert.equal((await rest.patch(at, ['replace', '/certificateArn', EDGE_CERTIFICATE])).status, 200);
  assert.equal(await rest.store.get(key), undefined);
  const message = 'A certificate was not provided for the endpoint type EDGE.';
  refused(await rest.patch(at, ['remove', '/certificateArn']), 'BadRequestException', message);
});
