import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, open, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { CreateRestApiCommand, GetRestApisCommand } from '@aws-sdk/client-api-gateway';
import { mockApi } from './mock-api.ts';
import { type Running, startProcess } from './start.ts';
import { clientsFor, createFunction, deploy, invokeUrl, putApi } from './walk.ts';

let dir: string;

before(async () => {
  dir = await mkdtemp(join(tmpdir(), 'gatehouse-life-'));
});

after(async () => {
  await rm(dir, { recursive: true, force: true });
});

const MAIN = fileURLToPath(new URL('../../src/main.ts', import.meta.url));

/** A command that is expected to end by itself. */
async function command(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Ended> {
  const child = spawn(process.execPath, [MAIN, ...args], { env: { PATH: process.env['PATH'], ...env } });
  const out = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream].setEncoding('utf8').on('data', (chunk: string) => {
      out[stream] += chunk;
    });
  }
  const [code] = await once(child, 'close');
  return { code, ...out };
}

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function oneLine({ stderr }: Ended): string {
  const lines = stderr.trimEnd().split('\n');
  assert.equal(lines.length, 1, stderr);
  return lines[0] as string;
}

test('kill -9 in the middle of writes loses nothing that was acknowledged', async () => {
  const place = join(dir, 'killed');
  const first = await startProcess(['--data-dir', place]);
  const { gateway } = clientsFor(first.endpoint);
  const acknowledged: string[] = [];
  const writers = Array.from({ length: 4 }, async () => {
    for (let n = 0; n < 250; n++) {
      const { id = '' } = await gateway.send(new CreateRestApiCommand({ name: `api-${n}` }));
      acknowledged.push(id);
      if (acknowledged.length === 333) first.process.kill('SIGKILL');
    }
  });
  const outcomes = await Promise.allSettled(writers);
  assert.ok(
    outcomes.every(({ status }) => status === 'rejected'),
    'the process died before the writes were done',
  );
  assert.ok(acknowledged.length >= 333);

  const second = await startProcess(['--data-dir', place]);
  const kept = new Set<string>();
  let position: string | undefined;
  do {
    const page = await clientsFor(second.endpoint).gateway.send(new GetRestApisCommand({ limit: 500, position }));
    for (const { id } of page.items ?? []) kept.add(id ?? '');
    position = page.position;
  } while (position !== undefined);
  assert.deepEqual(
    acknowledged.filter((id) => !kept.has(id)),
    [],
  );
  assert.deepEqual(await second.stop(), [0, null]);
});

test('SIGTERM: requests in flight are finished, then it ends with 0', async () => {
  const gatehouse = await startProcess(['--ephemeral']);
  const clients = clientsFor(gatehouse.endpoint);
  const arn = await createFunction(
    clients,
    'slow',
    `export const handler = async () => {
       console.log('the slow function runs');
       await new Promise((resolve) => setTimeout(resolve, 700));
       return { statusCode: 200, body: 'finished' };
     };`,
  );
  const { restApiId } = await putApi(clients, arn, 'slow');
  await deploy(clients, restApiId);
  const answer = fetch(invokeUrl(gatehouse.endpoint, restApiId, '/slow'));
  await gatehouse.logged(/the slow function runs/);
  const ended = gatehouse.stop();
  const response = await answer;
  assert.equal(response.status, 200);
  assert.equal(response.headers.get('connection'), 'close');
  assert.equal(await response.text(), 'finished');
  assert.deepEqual(await ended, [0, null]);
});

test('SIGTERM: it ends within 5 seconds though a function hangs and ignores the signal', async () => {
  const gatehouse = await startProcess(['--ephemeral']);
  const clients = clientsFor(gatehouse.endpoint);
  const arn = await createFunction(
    clients,
    'hanging',
    `process.on('SIGTERM', () => undefined);
     export const handler = () => {
       console.log('the hanging function runs');
       return new Promise(() => setInterval(() => undefined, 1000));
     };`,
  );
  const { restApiId } = await putApi(clients, arn, 'hang');
  await deploy(clients, restApiId);
  const answer = fetch(invokeUrl(gatehouse.endpoint, restApiId, '/hang')).catch(() => 'cut off');
  await gatehouse.logged(/the hanging function runs/);
  const from = performance.now();
  assert.deepEqual(await gatehouse.stop(), [0, null]);
  assert.ok(performance.now() - from < 5_000);
  assert.equal(await answer, 'cut off');
});

test('--ephemeral keeps nothing, not even its temporary directory', async () => {
  const temporary = await mkdtemp(join(dir, 'tmp-'));
  const cwd = process.cwd();
  // An earlier start may have left its data here.
  const before = (await readdir(cwd)).includes('.gatehouse');
  const gatehouse = await startProcess(['--ephemeral'], { TMPDIR: temporary });
  const clients = clientsFor(gatehouse.endpoint);
  const arn = await createFunction(clients, 'f', 'export const handler = async () => ({ statusCode: 204 });');
  const { restApiId } = await putApi(clients, arn, 'x');
  await deploy(clients, restApiId);
  assert.equal((await fetch(invokeUrl(gatehouse.endpoint, restApiId, '/x'))).status, 204);
  assert.equal((await readdir(temporary)).length, 1);
  assert.deepEqual(await gatehouse.stop(), [0, null]);
  assert.deepEqual(await readdir(temporary), []);
  assert.equal((await readdir(cwd)).includes('.gatehouse'), before);
});

test('one clear line and a code other than 0 when it cannot start', async () => {
  const place = join(dir, 'taken');
  const holder: Running = await startProcess(['--data-dir', place]);
  try {
    const port = await command(['start', '--ephemeral', '--port', String(holder.port)]);
    assert.equal(port.code, 1);
    assert.match(oneLine(port), new RegExp(`127\\.0\\.0\\.1:${holder.port} is in use.*--port`));

    const locked = await command(['start', '--port', '0', '--data-dir', place]);
    assert.equal(locked.code, 1);
    assert.match(oneLine(locked), new RegExp(`${place}.*${holder.process.pid}`));
  } finally {
    await holder.stop();
  }

  const file = join(dir, 'a-file');
  await writeFile(file, '');
  await chmod(file, 0o444);
  const notWritable = await command(['start', '--port', '0', '--data-dir', join(file, 'data')]);
  assert.equal(notWritable.code, 1);
  assert.match(oneLine(notWritable), /a-file/);

  const wrong: readonly [args: readonly string[], line: RegExp][] = [
    [['start', '--port', 'x'], /--port must be a port number from 0 to 65535, not "x"/],
    [['start', '--nonsense'], /--nonsense/],
    [['stort'], /there is no verb "stort"/],
    [['start', '--log-level', 'loud'], /--log-level must be one of debug, info, warn, error, silent, not "loud"/],
  ];
  for (const [args, line] of wrong) {
    const ended = await command(args);
    assert.equal(ended.code, 2, args.join(' '));
    assert.match(oneLine(ended), line);
  }
});

for (const threads of ['0', '1']) {
  test(`a database that is damaged is told of in one line, and nothing is served without what is in it: ${threads} threads`, async () => {
    const place = join(dir, `damaged-${threads}`);
    const first = await startProcess(['--data-dir', place]);
    await mockApi(clientsFor(first.endpoint));
    await first.stop();
    const file = await open(join(place, 'gatehouse.db'), 'r+');
    // Its first page has the schema; of the others, every one that holds something.
    const { size } = await file.stat();
    for (let page = 4096; page < size; page += 4096) {
      const { buffer } = await file.read(Buffer.alloc(4096), 0, 4096, page);
      if (buffer.includes('/v1')) await file.write(Buffer.alloc(4096, 0x5a), 0, 4096, page);
    }
    await file.close();
    const ended = await command(['start', '--port', '0', '--data-dir', place, '--threads', threads]);
    assert.equal(ended.code, 1);
    assert.match(oneLine(ended), /gatehouse\.db cannot be used, because it is damaged: restore it from a backup\.$/);
  });
}

test('help names every verb and option; version prints the version', async () => {
  const help = await command(['--help']);
  assert.equal(help.code, 0);
  assert.match(help.stdout, /start/);
  assert.match((await command(['version'])).stdout, /^gatehouse \d+\.\d+\.\d+\n$/);
  const options = await command(['start', '--help']);
  assert.equal(options.code, 0);
  for (const option of ['--port', '--host', '--data-dir', '--ephemeral', '--log-level', 'GATEHOUSE_CREDENTIALS']) {
    assert.ok(options.stdout.includes(option), option);
  }
});

test('an unknown variable with our prefix is warned of; a secret file that cannot be read is fatal', async () => {
  const gatehouse = await startProcess(['--ephemeral'], { GATEHOUSE_PROT: '1' });
  assert.match(await gatehouse.logged(/GATEHOUSE_PROT/), /no setting of Gatehouse/);
  await gatehouse.stop();
  const secret = await command(['start', '--ephemeral', '--port', '0'], {
    GATEHOUSE_CREDENTIALS_FILE: join(dir, 'no'),
  });
  assert.equal(secret.code, 2);
  assert.match(oneLine(secret), /GATEHOUSE_CREDENTIALS_FILE names .* cannot be read/);
});

test('with credentials configured, a call must be signed with one of them', async () => {
  const gatehouse = await startProcess(['--ephemeral'], { GATEHOUSE_CREDENTIALS: 'AKIDEXAMPLE:a-good-secret' });
  try {
    const { APIGatewayClient } = await import('@aws-sdk/client-api-gateway');
    const as = (accessKeyId: string, secretAccessKey: string): InstanceType<typeof APIGatewayClient> =>
      new APIGatewayClient({
        endpoint: gatehouse.endpoint,
        region: 'us-east-1',
        credentials: { accessKeyId, secretAccessKey },
        maxAttempts: 1,
      });
    await as('AKIDEXAMPLE', 'a-good-secret').send(new GetRestApisCommand({}));
    await assert.rejects(as('AKIDEXAMPLE', 'another-secret').send(new GetRestApisCommand({})), {
      name: 'InvalidSignatureException',
    });
    await assert.rejects(as('test', 'test').send(new GetRestApisCommand({})), { name: 'UnrecognizedClientException' });
  } finally {
    await gatehouse.stop();
  }
});
