import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { test } from 'node:test';
import { startProcess } from './start.ts';

/** Without credentials configured nobody's body is needed to refuse them. */
for (const threads of ['0', '1']) {
  test(`a stranger without a signature is refused before any of the body has come, with ${threads} threads`, async () => {
    const gatehouse = await startProcess(['--ephemeral', '--threads', threads]);
    try {
      const socket = connect(gatehouse.port, '127.0.0.1');
      socket.write('POST /restapis HTTP/1.1\r\nHost: localhost\r\nContent-Length: 70000000\r\n\r\n');
      const [first] = (await once(socket, 'data')) as [Buffer];
      assert.match(first.toString('latin1'), /^HTTP\/1\.1 403 [\s\S]*Missing Authentication Token/);
      socket.destroy();
    } finally {
      await gatehouse.stop();
    }
  });
}

test('what waits for it hears which services are up', async () => {
  const gatehouse = await startProcess(['--ephemeral']);
  try {
    const health = await fetch(`${gatehouse.endpoint}/_localstack/health`);
    const { services } = (await health.json()) as { services: object };
    assert.deepEqual(Object.keys(services), ['apigateway', 'iam', 'lambda', 'logs', 'sts']);
  } finally {
    await gatehouse.stop();
  }
});
