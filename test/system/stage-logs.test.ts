import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { test } from 'node:test';
import { UpdateStageCommand } from '@aws-sdk/client-api-gateway';
import { mockApi } from './mock-api.ts';
import { type Running, startProcess } from './start.ts';
import { clientsFor, invokeUrl } from './walk.ts';

/** As Terraform and the console switch them on. */
async function loggedApi(gatehouse: Running): Promise<{ readonly id: string; get(): Promise<string> }> {
  const clients = clientsFor(gatehouse.endpoint);
  const { restApiId: id } = await mockApi(clients);
  await clients.gateway.send(
    new UpdateStageCommand({
      restApiId: id,
      stageName: 'v1',
      patchOperations: [
        {
          op: 'replace',
          path: '/accessLogSettings/destinationArn',
          value: 'arn:aws:logs:us-east-1:000000000000:log-group:access',
        },
        { op: 'replace', path: '/accessLogSettings/format', value: '$context.requestId $context.status' },
        { op: 'replace', path: '/*/*/logging/loglevel', value: 'INFO' },
      ],
    }),
  );
  const url = invokeUrl(gatehouse.endpoint, id, '/version');
  return {
    id,
    async get() {
      const answer = await fetch(url);
      assert.equal(await answer.text(), '0');
      return `${answer.headers.get('x-amzn-requestid')} 200`;
    },
  };
}

const linesOf = async (path: string): Promise<string[]> => (await readFile(path, 'utf8')).trimEnd().split('\n');

for (const threads of ['0', '2'])
  test(`access and execution logs are files, opened again on SIGHUP, with ${threads} threads`, async () => {
    const dir = await mkdtemp(join(tmpdir(), 'gatehouse-logs-'));
    try {
      const gatehouse = await startProcess(['--ephemeral', '--log-dir', dir, '--threads', threads]);
      const api = await loggedApi(gatehouse);
      const first = await Promise.all(Array.from({ length: 50 }, () => api.get()));
      const access = join(dir, 'us-east-1.000000000000.logs.access.log');
      const second: string[] = [];
      // The files are made at the first batch, a second after its first line.
      for (let seen = false; !seen; seen = (await readdir(dir)).length === 2) second.push(await api.get());
      await rename(access, `${access}.1`);
      gatehouse.process.kill('SIGHUP');
      await gatehouse.logged(/SIGHUP: the files of stages' logs are open again/);
      const last = await api.get();
      assert.deepEqual(await gatehouse.stop(), [0, null]);
      assert.equal((await linesOf(access)).at(-1), last);
      const all = [...(await linesOf(`${access}.1`)), ...(await linesOf(access))];
      assert.deepEqual(all.sort(), [...first, ...second, last].sort());
      const execution = await linesOf(
        join(dir, `us-east-1.000000000000.logs.API-Gateway-Execution-Logs_${api.id}%2Fv1.log`),
      );
      assert.equal(execution.filter((line) => line.endsWith('Method completed with status: 200')).length, all.length);
    } finally {
      await rm(dir, { recursive: true });
    }
  });

test('where nothing is kept, they are on standard output', async () => {
  const gatehouse = await startProcess(['--ephemeral']);
  const lines: string[] = [];
  const output = createInterface({ input: gatehouse.process.stdout as NodeJS.ReadableStream });
  output.on('line', (line) => lines.push(line));
  const ended = once(output, 'close');
  const api = await loggedApi(gatehouse);
  const line = await api.get();
  assert.deepEqual(await gatehouse.stop(), [0, null]);
  await ended;
  assert.ok(lines.includes(line), lines.join('\n'));
  assert.ok(lines.some((shown) => /^\S+ \(\S+\) Method completed with status: 200$/.test(shown)));
});
