import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { test } from 'node:test';
import { startProcess } from './start.ts';

/** Nobody's body is needed to refuse those who do not sign. */
const WAYS = [
  ['0', {}],
  ['1', {}],
  ['0', { GATEHOUSE_CREDENTIALS: 'AKIDEXAMPLE:a-good-secret' }],
] as const;

for (const [threads, environment] of WAYS) {
  const how = `with ${threads} threads and ${Object.keys(environment).length} credentials`;
  test(`a stranger without a signature is refused before any of the body has come, ${how}`, async () => {
    const gatehouse = await startProcess(['--ephemeral', '--threads', threads], environment);
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

test('where services are told apart by their body, a stranger’s is not waited for when it is large', async () => {
  const gatehouse = await startProcess(['--ephemeral'], { GATEHOUSE_CREDENTIALS: 'AKIDEXAMPLE:a-good-secret' });
  try {
    const socket = connect(gatehouse.port, '127.0.0.1');
    socket.write('POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 70000000\r\n\r\n');
    const [first] = (await once(socket, 'data')) as [Buffer];
    assert.match(first.toString('latin1'), /^HTTP\/1\.1 413 /);
    socket.destroy();
    const body = new URLSearchParams({ Action: 'GetUser', Version: '2010-05-08' });
    const small = await fetch(gatehouse.endpoint, { method: 'POST', body });
    assert.equal(small.status, 403);
    assert.match(await small.text(), /<Code>MissingAuthenticationToken<\/Code>/);
  } finally {
    await gatehouse.stop();
  }
});

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
