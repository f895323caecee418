import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  CreateDeploymentCommand,
  PutIntegrationResponseCommand,
  UpdateStageCommand,
} from '@aws-sdk/client-api-gateway';
import { Lane, load } from './lanes.ts';
import { mockApi } from './mock-api.ts';
import { startProcess } from './start.ts';
import { clientsFor, invokeUrl } from './walk.ts';

/** §1.17: a canary takes its share, is promoted by copying and is gone; AWS's guide on promoting a canary has these operations. */
const PROMOTION = [
  { op: 'copy', from: '/canarySettings/stageVariableOverrides', path: '/variables' },
  { op: 'copy', from: '/canarySettings/deploymentId', path: '/deploymentId' },
  { op: 'remove', path: '/canarySettings' },
] as const;

for (const threads of ['0', '2']) {
  test(`20 canaries released and promoted under load fail no request, with ${threads} threads`, async () => {
    const gatehouse = await startProcess(['--ephemeral', '--threads', threads]);
    try {
      const clients = clientsFor(gatehouse.endpoint);
      const { restApiId, resourceId } = await mockApi(clients);
      const url = invokeUrl(gatehouse.endpoint, restApiId, '/version');
      const running = load(url, { clients: 16, every: 50 });
      const lane = new Lane(url);
      for (let version = 1; version <= 20; version++) {
        await clients.gateway.send(
          new PutIntegrationResponseCommand({
            ...{ restApiId, resourceId, httpMethod: 'GET', statusCode: '200' },
            responseTemplates: { 'application/json': String(version) },
          }),
        );
        const canarySettings = { percentTraffic: 50, stageVariableOverrides: { version: String(version) } };
        await clients.gateway.send(new CreateDeploymentCommand({ restApiId, stageName: 'v1', canarySettings }));
        // Each of the two answers half of them: that one of them is not seen in 200 has no chance worth a name.
        const seen = new Set<string>();
        for (let asked = 0; asked < 200 && seen.size < 2; asked++) seen.add((await lane.get()).body);
        assert.deepEqual([...seen].sort(), [String(version - 1), String(version)].sort(), `canary ${version}`);
        await clients.gateway.send(
          new UpdateStageCommand({ restApiId, stageName: 'v1', patchOperations: [...PROMOTION] }),
        );
        assert.equal((await lane.get()).body, String(version), 'promoted');
      }
      lane.close();
      await running.stop();
      assert.deepEqual(running.failed, []);
      assert.ok(running.answered > 500, `${running.answered} requests`);
    } finally {
      assert.deepEqual(await gatehouse.stop(), [0, null]);
    }
  });
}
