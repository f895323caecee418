import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { InvokeCommand, PutFunctionConcurrencyCommand } from '@aws-sdk/client-lambda';
import { Lane, load, refused } from './lanes.ts';
import { deployVersion, mockApi } from './mock-api.ts';
import { startProcess } from './start.ts';
import { clientsFor, createFunction, deploy, invokeUrl, putApi } from './walk.ts';

/** Answers once the file that the query names is there. */
const WAITS = `import { existsSync } from 'node:fs';
export const handler = async ({ queryStringParameters: { gate } }) => {
  console.log('waiting at the gate');
  while (!existsSync(gate)) await new Promise((resolve) => setTimeout(resolve, 5));
  return { statusCode: 200, body: String(process.pid) };
};`;

let dir: string;

before(async () => {
  dir = await mkdtemp(join(tmpdir(), 'gatehouse-threads-'));
});

after(async () => {
  await rm(dir, { recursive: true, force: true });
});

test('what was deployed answers the next request on every thread', async () => {
  const gatehouse = await startProcess(['--ephemeral', '--threads', '3']);
  try {
    const clients = clientsFor(gatehouse.endpoint);
    const api = await mockApi(clients);
    const url = invokeUrl(gatehouse.endpoint, api.restApiId, '/version');
    // The system spreads connections over the threads: of 100 none misses one (2/3 to the power of 100).
    const lanes = Array.from({ length: 100 }, () => new Lane(url));
    for (let version = 1; version <= 10; version++) {
      await deployVersion(clients, api, version);
      const replies = await Promise.all(lanes.map((lane) => lane.get()));
      assert.deepEqual(
        replies.filter(({ status, body }) => status !== 200 || body !== String(version)),
        [],
        `after deployment ${version}`,
      );
    }
    for (const lane of lanes) lane.close();
  } finally {
    assert.deepEqual(await gatehouse.stop(), [0, null]);
  }
});

test('100 deployments swapped in under load fail no request', async () => {
  const gatehouse = await startProcess(['--ephemeral', '--threads', '2']);
  try {
    const clients = clientsFor(gatehouse.endpoint);
    const api = await mockApi(clients);
    const running = load(invokeUrl(gatehouse.endpoint, api.restApiId, '/version'), { clients: 16, every: 50 });
    for (let version = 1; version <= 100; version++) await deployVersion(clients, api, version);
    await running.stop();
    assert.deepEqual(running.failed, []);
    assert.ok(running.answered > 1_000, `${running.answered} requests`);
  } finally {
    assert.deepEqual(await gatehouse.stop(), [0, null]);
  }
});

test('reserved concurrency is counted over all threads', async () => {
  const gatehouse = await startProcess(['--ephemeral', '--threads', '2']);
  try {
    const clients = clientsFor(gatehouse.endpoint);
    const gate = join(dir, 'reserved');
    const arn = await createFunction(clients, 'reserved', WAITS);
    await clients.lambda.send(
      new PutFunctionConcurrencyCommand({ FunctionName: arn, ReservedConcurrentExecutions: 1 }),
    );
    const { restApiId } = await putApi(clients, arn, 'wait');
    await deploy(clients, restApiId);
    const url = `${invokeUrl(gatehouse.endpoint, restApiId, '/wait')}?gate=${gate}`;
    const lanes = Array.from({ length: 20 }, () => new Lane(url));
    let answered = 0;
    const replies = await Promise.all(
      lanes.map(async (lane) => {
        const reply = await lane.get();
        // Were two of them under way, there would be no nineteenth, and nobody would open the gate.
        if (++answered === 19) await writeFile(gate, '');
        return reply.status;
      }),
    );
    assert.equal(replies.filter((status) => status === 200).length, 1);
    // Each in its turn: what one thread gave back, the other may have at once.
    for (const lane of lanes) assert.equal((await lane.get()).status, 200);
    for (const lane of lanes) lane.close();
  } finally {
    assert.deepEqual(await gatehouse.stop(), [0, null]);
  }
});

for (const [bound, threads] of [
  [1, 2],
  [3, 2],
] as const) {
  test(`${threads} threads have ${bound} processes of a function, with --function-environments ${bound}`, async () => {
    const bounds = ['--threads', String(threads), '--function-environments', String(bound)];
    const gatehouse = await startProcess(['--ephemeral', ...bounds]);
    try {
      const clients = clientsFor(gatehouse.endpoint);
      const arn = await createFunction(
        clients,
        'pid',
        `export const handler = async () => {
           await new Promise((resolve) => setTimeout(resolve, 60));
           return { statusCode: 200, body: String(process.pid) };
         };`,
      );
      const { restApiId } = await putApi(clients, arn, 'pid');
      await deploy(clients, restApiId);
      const lanes = Array.from({ length: 20 }, () => new Lane(invokeUrl(gatehouse.endpoint, restApiId, '/pid')));
      const pids = new Set<string>();
      for (let round = 0; round < 2; round++) {
        for (const { status, body } of await Promise.all(lanes.map((lane) => lane.get()))) {
          assert.equal(status, 200, body);
          pids.add(body);
        }
      }
      const invoked = await clients.lambda.send(new InvokeCommand({ FunctionName: arn }));
      pids.add(JSON.parse(Buffer.from(invoked.Payload ?? []).toString()).body);
      assert.ok(pids.size <= bound, [...pids].join());
      for (const lane of lanes) lane.close();
    } finally {
      assert.deepEqual(await gatehouse.stop(), [0, null]);
    }
  });
}

test('SIGTERM: requests in flight on every thread are finished, and their connections closed', async () => {
  const gatehouse = await startProcess(['--ephemeral', '--threads', '2']);
  const clients = clientsFor(gatehouse.endpoint);
  const gate = join(dir, 'drained');
  const arn = await createFunction(clients, 'waits', WAITS);
  const { restApiId } = await putApi(clients, arn, 'wait');
  await deploy(clients, restApiId);
  const url = `${invokeUrl(gatehouse.endpoint, restApiId, '/wait')}?gate=${gate}`;
  const answers = Array.from({ length: 20 }, () => new Lane(url).get());
  await gatehouse.logged(/waiting at the gate.* thread=1/);
  await gatehouse.logged(/waiting at the gate.* thread=2/);
  // What comes over the Lambda API is run by the main thread, for the thread that has the connection.
  const event = JSON.stringify({ queryStringParameters: { gate } });
  const invoked = clients.lambda.send(new InvokeCommand({ FunctionName: arn, Payload: Buffer.from(event) }));
  await gatehouse.logged(/waiting at the gate(?!.* thread=)/);
  const from = performance.now();
  const ended = gatehouse.stop();
  await refused(gatehouse.endpoint);
  await writeFile(gate, '');
  for (const { status, closes } of await Promise.all(answers)) {
    assert.equal(status, 200);
    assert.equal(closes, true);
  }
  assert.equal(JSON.parse(Buffer.from((await invoked).Payload ?? []).toString()).statusCode, 200);
  assert.deepEqual(await ended, [0, null]);
  assert.ok(performance.now() - from < 5_000);
});

test('SIGTERM: threads end within 5 seconds though a function hangs and ignores the signal', async () => {
  const gatehouse = await startProcess(['--ephemeral', '--threads', '2']);
  const clients = clientsFor(gatehouse.endpoint);
  const source = `process.on('SIGTERM', () => undefined);\n${WAITS}`;
  const arn = await createFunction(clients, 'hangs', source);
  const { restApiId } = await putApi(clients, arn, 'wait');
  await deploy(clients, restApiId);
  const url = `${invokeUrl(gatehouse.endpoint, restApiId, '/wait')}?gate=${join(dir, 'never')}`;
  const answer = new Lane(url).get().catch(() => 'cut off');
  await gatehouse.logged(/waiting at the gate/);
  const from = performance.now();
  assert.deepEqual(await gatehouse.stop(), [0, null]);
  assert.ok(performance.now() - from < 5_000);
  assert.equal(await answer, 'cut off');
});

test('a port that another process has is refused in one line, also when that one shares it among its threads', async () => {
  for (const holding of [[], ['--threads', '1']]) {
    const holder = await startProcess(['--ephemeral', ...holding]);
    try {
      for (const threads of ['0', '2']) {
        const second = startProcess(['--ephemeral', '--threads', threads, '--port', String(holder.port)]);
        await assert.rejects(second, ({ message }: Error) => {
          assert.match(
            message,
            new RegExp(`ended with 1: gatehouse: 127\\.0\\.0\\.1:${holder.port} is in use[^\\n]*$`),
          );
          return true;
        });
      }
    } finally {
      await holder.stop();
    }
  }
});
