import assert from 'node:assert/strict';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import type { TLSSocket } from 'node:tls';
import {
  GenerateClientCertificateCommand,
  GetClientCertificateCommand,
  PutIntegrationCommand,
  TestInvokeMethodCommand,
  UpdateStageCommand,
} from '@aws-sdk/client-api-gateway';
import { cert, key } from '../../src/wire/tls.fixture.ts';
import { Lane } from './lanes.ts';
import { mockApi } from './mock-api.ts';
import { startProcess } from './start.ts';
import { clientsFor, deploy, invokeUrl } from './walk.ts';

/** Developer guide, "Generate and configure an SSL certificate for backend authentication in API Gateway". */
for (const threads of ['0', '1']) {
  test(`a backend that takes nobody but the holder of a generated certificate takes its stage, with ${threads} threads`, async () => {
    const gatehouse = await startProcess(['--ephemeral', '--threads', threads]);
    const clients = clientsFor(gatehouse.endpoint);
    const { clientCertificateId } = await clients.gateway.send(new GenerateClientCertificateCommand({}));
    const { pemEncodedCertificate = '' } = await clients.gateway.send(
      new GetClientCertificateCommand({ clientCertificateId }),
    );
    const backend = createServer(
      { cert, key, ca: pemEncodedCertificate, requestCert: true, rejectUnauthorized: true },
      (request, response) => response.end(`known: ${(request.socket as TLSSocket).authorized}`),
    );
    await new Promise<void>((resolve) => backend.listen(0, '127.0.0.1', resolve));
    try {
      const { restApiId, resourceId } = await mockApi(clients);
      await clients.gateway.send(
        new PutIntegrationCommand({
          ...{ restApiId, resourceId, httpMethod: 'GET', type: 'HTTP_PROXY', integrationHttpMethod: 'GET' },
          uri: `https://localhost:${(backend.address() as AddressInfo).port}/`,
          tlsConfig: { insecureSkipVerification: true },
        }),
      );
      await deploy(clients, restApiId);
      const lane = new Lane(invokeUrl(gatehouse.endpoint, restApiId, '/version'));
      assert.match((await lane.get()).body, /Network error communicating with endpoint/, 'without a certificate');
      const tested = { restApiId, resourceId, httpMethod: 'GET' };
      const without = await clients.gateway.send(new TestInvokeMethodCommand(tested));
      const shown = await clients.gateway.send(new TestInvokeMethodCommand({ ...tested, clientCertificateId }));
      assert.deepEqual([without.status, shown.status, shown.body], [504, 200, 'known: true']);
      await assert.rejects(
        clients.gateway.send(new TestInvokeMethodCommand({ ...tested, clientCertificateId: 'nobody' })),
        { name: 'BadRequestException', message: 'Invalid client certificate identifier specified' },
      );
      const set = { op: 'replace', path: '/clientCertificateId', value: clientCertificateId } as const;
      await clients.gateway.send(new UpdateStageCommand({ restApiId, stageName: 'v1', patchOperations: [set] }));
      const { status, body } = await lane.get();
      assert.deepEqual([status, body], [200, 'known: true']);
      lane.close();
    } finally {
      assert.deepEqual(await gatehouse.stop(), [0, null]);
      backend.closeAllConnections();
      backend.close();
    }
  });
}
