import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startProcess } from './start.ts';
import { clientsFor, createFunction, deploy, invokeUrl, putApi } from './walk.ts';

/** Lambda functions are told of us by AWS_ENDPOINT_URL, which every AWS SDK reads. */
const ASKS = `export const handler = async () => {
  const { status } = await fetch(process.env.AWS_ENDPOINT_URL + '/_gatehouse/health');
  return { statusCode: status, body: process.env.AWS_ENDPOINT_URL };
};`;

/** Only Linux answers on all of 127.0.0.0/8 by itself. */
const only = { skip: process.platform === 'linux' ? false : 'there is one loopback address here' };

for (const [host, told] of [
  ['127.0.0.2', '127.0.0.2'],
  ['0.0.0.0', '127.0.0.1'],
] as const) {
  test(`a function finds Gatehouse where it listens: --host ${host}`, only, async () => {
    const gatehouse = await startProcess(['--ephemeral', '--host', host]);
    try {
      const endpoint = `http://127.0.0.2:${gatehouse.port}`;
      const clients = clientsFor(endpoint);
      const { restApiId } = await putApi(clients, await createFunction(clients, 'asks', ASKS), 'asks');
      await deploy(clients, restApiId);
      const response = await fetch(invokeUrl(endpoint, restApiId, '/asks'));
      assert.deepEqual([response.status, await response.text()], [200, `http://${told}:${gatehouse.port}`]);
    } finally {
      await gatehouse.stop();
    }
  });
}
