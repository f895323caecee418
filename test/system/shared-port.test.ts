import assert from 'node:assert/strict';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { load } from './lanes.ts';
import { mockApi } from './mock-api.ts';
import { type Running, startProcess } from './start.ts';
import { clientsFor, invokeUrl } from './walk.ts';

let dir: string;

before(async () => {
  dir = await mkdtemp(join(tmpdir(), 'gatehouse-shared-'));
});

after(async () => {
  await rm(dir, { recursive: true, force: true });
});

for (const threads of ['0', '2']) {
  test(`one after the other of two processes that share a port is restarted, with ${threads} threads: no request fails`, async () => {
    const [one, other] = [join(dir, `one-${threads}`), join(dir, `other-${threads}`)];
    const first = await startProcess(['--data-dir', one]);
    const { restApiId } = await mockApi(clientsFor(first.endpoint));
    await first.stop();
    await cp(one, other, { recursive: true });

    const shared = (place: string, port: number): Promise<Running> =>
      startProcess(['--data-dir', place, '--threads', threads, '--share-port', '--port', String(port)]);
    const running = [await shared(one, 0)];
    const { port, endpoint } = running[0] as Running;
    running.push(await shared(other, port));
    try {
      // Clients that keep their connections until they are told to come again.
      const clients = load(invokeUrl(endpoint, restApiId, '/version'), {
        clients: 16,
        every: Number.POSITIVE_INFINITY,
      });
      for (const place of [one, other, one]) {
        const process = running.shift() as Running;
        // Every client has its connection: one that comes while a listener closes can be reset (decision 9).
        await clients.reached(clients.answered + 1_000);
        const before = clients.answered;
        assert.deepEqual(await process.stop(), [0, null]);
        running.push(await shared(place, port));
        assert.ok(clients.answered > before);
      }
      await clients.stop();
      assert.deepEqual(clients.failed, []);
    } finally {
      for (const process of running) assert.deepEqual(await process.stop(), [0, null]);
    }
  });
}

test('who does not say --share-port is refused, whatever the other one said', async () => {
  const holder = await startProcess(['--ephemeral', '--share-port']);
  try {
    for (const threads of ['0', '1']) {
      const second = startProcess(['--ephemeral', '--threads', threads, '--port', String(holder.port)]);
      await assert.rejects(second, { message: /127\.0\.0\.1:\d+ is in use/ });
    }
  } finally {
    await holder.stop();
  }
});
