import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { connect, createServer } from 'node:tls';
import { clientCertificateKeyKey } from '../../../definition/definition.ts';
import { AT_START, newStage, openRest, refused } from '../rest.fixture.ts';
import { selfSigned } from './self-signed.ts';

const YEAR = 365 * 24 * 60 * 60;

test('a certificate is generated, kept, renamed and deleted', async () => {
  await using rest = await openRest();
  const created = await rest.send('POST', '/clientcertificates', { description: 'for the shop' });
  assert.equal(created.status, 201);
  const { clientCertificateId, pemEncodedCertificate, ...rest1 } = created.body;
  assert.match(String(clientCertificateId), /^[a-z0-9]{6}$/);
  // "valid for 365 days" (Developer Guide).
  const times = { createdDate: AT_START, expirationDate: AT_START + YEAR };
  assert.deepEqual(rest1, { description: 'for the shop', ...times });
  const at = `/clientcertificates/${clientCertificateId}`;
  assert.deepEqual(await rest.ok('GET', at), { ...created.body, tags: {} });
  assert.deepEqual((await rest.ok('GET', '/clientcertificates')).item, [created.body]);
  const renamed = await rest.patch(at, ['replace', '/description', 'for all']);
  assert.deepEqual(renamed.body, { ...created.body, description: 'for all', tags: {} });
  refused(
    await rest.patch(at, ['replace', '/pemEncodedCertificate', 'x']),
    'BadRequestException',
    "Invalid patch path  '/pemEncodedCertificate' specified for op 'replace'. Must be one of: [/description]",
  );
  assert.equal((await rest.send('DELETE', at)).status, 202);
  refused(await rest.send('GET', at), 'NotFoundException', 'Invalid client certificate identifier specified');
  for (const kind of ['clientcertificate', 'clientcertificatekey']) assert.deepEqual(await rest.store.scan(kind), []);
});

test('it is an X.509 certificate whose key is kept and never shown', async () => {
  await using rest = await openRest();
  const created = await rest.ok('POST', '/clientcertificates', {});
  const id = String(created['clientCertificateId']);
  const key = (await rest.store.get(clientCertificateKeyKey('111111111111/us-east-1', id)))?.value.privateKey ?? '';
  assert.match(key, /^-----BEGIN PRIVATE KEY-----/);
  const shown = JSON.stringify([created, await rest.ok('GET', `/clientcertificates/${id}`)]);
  assert.equal(shown.includes('PRIVATE'), false);

  const certificate = new X509Certificate(String(created['pemEncodedCertificate']));
  assert.equal(certificate.subject.split('\n').at(-1), 'CN=ApiGateway');
  assert.equal(certificate.issuer, certificate.subject);
  assert.equal(certificate.ca, false);
  assert.equal(certificate.publicKey.asymmetricKeyDetails?.modulusLength, 2048);
  assert.ok(certificate.verify(certificate.publicKey), 'it signed itself');
  assert.equal(certificate.validFromDate.getTime(), AT_START * 1000);
  assert.equal(certificate.validToDate.getTime(), (AT_START + YEAR) * 1000);
});

test('a server that trusts it lets its bearer in, and nobody else', async () => {
  const now = Date.now();
  const [mine, other, server] = [await fresh(now), await fresh(now), await fresh(now)];
  const options = {
    key: server.privateKey,
    cert: server.certificate,
    ca: mine.certificate,
    requestCert: true,
    rejectUnauthorized: true,
  };
  const listener = createServer(options, (socket) => socket.end('welcome'));
  listener.on('tlsClientError', () => undefined);
  listener.listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const { port } = listener.address() as AddressInfo;
  const dial = async (client: { certificate: string; privateKey: string }) => {
    const socket = connect({
      port,
      host: '127.0.0.1',
      key: client.privateKey,
      cert: client.certificate,
      rejectUnauthorized: false,
    });
    let text = '';
    socket.on('data', (chunk) => {
      text += chunk;
    });
    // With TLS 1.3 the client has shaken hands before the server has looked at its certificate.
    await new Promise((resolve) => socket.on('error', resolve).on('end', resolve));
    socket.destroy();
    return text;
  };
  try {
    assert.equal(await dial(mine), 'welcome');
    assert.equal(await dial(other), '');
  } finally {
    listener.close();
  }
});

test('times from 2050 on have four digits of a year', async () => {
  const from = Date.UTC(2049, 6, 1);
  const until = Date.UTC(2050, 6, 1);
  const { certificate } = await selfSigned(from, until);
  const { validFromDate, validToDate } = new X509Certificate(certificate);
  assert.deepEqual([validFromDate.getTime(), validToDate.getTime()], [from, until]);
});

test('a certificate that a stage presents cannot be deleted', async () => {
  await using rest = await openRest();
  const { stage } = await newStage(rest);
  const { clientCertificateId: id } = await rest.ok('POST', '/clientcertificates', {});
  await rest.patch(stage, ['replace', '/clientCertificateId', String(id)]);
  const name = stage.replace('/restapis/', '').replace('/stages/', ':');
  refused(
    await rest.send('DELETE', `/clientcertificates/${id}`),
    'BadRequestException',
    `Cannot delete client certificate ${id}, used by stages ${name}`,
  );
  await rest.patch(stage, ['replace', '/clientCertificateId', '']);
  assert.equal((await rest.send('DELETE', `/clientcertificates/${id}`)).status, 202);
});

function fresh(now: number): Promise<{ readonly certificate: string; readonly privateKey: string }> {
  return selfSigned(now - 60_000, now + 3_600_000);
}
