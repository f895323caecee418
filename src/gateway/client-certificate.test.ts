import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clientCertificateKey, clientCertificateKeyKey } from '../definition/definition.ts';
import type { Capabilities } from '../plan/plan.ts';
import { definition, deploy, integration, run, SCOPE, stageRecord } from './gateway.fixture.ts';

test('HTTP endpoints are shown the certificate of their stage, and a stage whose certificate is gone answers 501', async () => {
  const sent: Parameters<Capabilities['sendHttp']>[0][] = [];
  const sendHttp: Capabilities['sendHttp'] = async (request) => {
    sent.push(request);
    return { answer: 'response', status: 200, headers: [], body: Buffer.from('{}') };
  };
  const proxy = integration({ type: 'HTTP_PROXY', httpMethod: 'GET', uri: 'https://backend.example/' });
  const api = definition({ 'GET /pets': proxy });
  await using gateway = await run(api, stageRecord({ clientCertificateId: 'abc123' }), undefined, () => ({ sendHttp }));
  const ask = async (): Promise<number> => (await gateway.send('GET /prod/pets')).status;
  assert.equal(await ask(), 501);
  await gateway.store.transact(async (tx) => {
    tx.put(clientCertificateKey(SCOPE, 'abc123'), {
      ...{ clientCertificateId: 'abc123', pemEncodedCertificate: 'PEM of it', tags: {} },
      ...{ createdDate: 0, expirationDate: 1 },
    });
    tx.put(clientCertificateKeyKey(SCOPE, 'abc123'), { privateKey: 'PEM of its key' });
  });
  await deploy(gateway.store, api, stageRecord({ clientCertificateId: 'abc123', description: 'again' }));
  await gateway.plans.caughtUp();
  assert.equal(await ask(), 200);
  await deploy(gateway.store, api, stageRecord());
  await gateway.plans.caughtUp();
  assert.equal(await ask(), 200);
  assert.deepEqual(
    sent.map(({ clientCertificate }) => clientCertificate),
    [{ id: `${SCOPE}/abc123`, certificate: 'PEM of it', privateKey: 'PEM of its key' }, undefined],
  );
});
