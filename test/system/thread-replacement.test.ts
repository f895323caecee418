import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import type { Worker } from 'node:worker_threads';
import { PutFunctionConcurrencyCommand } from '@aws-sdk/client-lambda';
import { type Config, readConfig } from '../../src/config/config.ts';
import { type Clock, ManualClock, systemClock } from '../../src/lib/clock.ts';
import { memoryLog } from '../../src/lib/log.ts';
import { type Gatehouse, startGatehouse } from '../../src/process/process.ts';
import { Lane } from './lanes.ts';
import { deployVersion, mockApi } from './mock-api.ts';
import { clientsFor, createFunction, deploy, invokeUrl, putApi } from './walk.ts';

let dir: string;

before(async () => {
  dir = await mkdtemp(join(tmpdir(), 'gatehouse-replacement-'));
});

after(async () => {
  await rm(dir, { recursive: true, force: true });
});

/** In this process, so that its threads can be reached. */
async function start(options: { readonly [key: string]: string }, clock: Clock = systemClock) {
  const log = memoryLog();
  const read = readConfig({ port: '0', ephemeral: 'true', ...options }, { PATH: process.env['PATH'] });
  const config: Config & { [more: string]: unknown } = { ...read.config };
  const gatehouse = await startGatehouse(config, clock, log);
  const endpoint = `http://127.0.0.1:${gatehouse.port}`;
  return { gatehouse, config, log, endpoint, clients: clientsFor(endpoint) };
}

async function until(what: string, holds: () => boolean): Promise<void> {
  for (const from = performance.now(); !holds(); await pause(5)) {
    assert.ok(performance.now() - from < 20_000, `${what} within 20 seconds`);
  }
}

function replaced(gatehouse: Gatehouse, number: number, before: Worker): boolean {
  const now = gatehouse.threads.get(number);
  return now !== undefined && now !== before;
}

const ends: { readonly [how: string]: { readonly ending: RegExp; end(worker: Worker): void } } = {
  'throws what nobody catches': {
    ending: /Gateway thread 1 ended \(A thread was asked for "nonsense", which it does not know\); another takes/,
    end: (worker) => worker.postMessage({ ask: 'nonsense' }),
  },
  'is ended': {
    ending: /Gateway thread 1 ended \(exit code 1\); another takes its place/,
    end: (worker) => void worker.terminate(),
  },
};

for (const [how, { ending, end }] of Object.entries(ends)) {
  test(`a thread that ${how} is replaced, and the others serve on`, async () => {
    const { gatehouse, log, endpoint, clients } = await start({ threads: '2' });
    try {
      const api = await mockApi(clients);
      const url = invokeUrl(endpoint, api.restApiId, '/version');
      const lanes = Array.from({ length: 40 }, () => new Lane(url));
      await Promise.all(lanes.map((lane) => lane.get()));

      const worker = gatehouse.threads.get(1) as Worker;
      end(worker);
      await until('its end is logged', () => log.lines.some(({ message }) => ending.test(message)));
      // Its connections are gone with it: their clients come again. Those of the other know nothing of it.
      const kept = await Promise.allSettled(lanes.map((lane) => lane.get()));
      assert.ok(kept.filter(({ status }) => status === 'fulfilled').length > 0);
      await until('there is another', () => replaced(gatehouse, 1, worker));
      await deployVersion(clients, api, 1);
      for (const lane of lanes) lane.close();
      const fresh = Array.from({ length: 40 }, () => new Lane(url));
      for (const { status, body } of await Promise.all(fresh.map((lane) => lane.get()))) {
        assert.equal(`${status} ${body}`, '200 1');
      }
      for (const lane of fresh) lane.close();
      assert.deepEqual([...gatehouse.threads.keys()].sort(), [1, 2]);
    } finally {
      await gatehouse.stop();
    }
    assert.equal(gatehouse.threads.size, 0);
  });
}

test('a thread that runs out of memory is replaced', async () => {
  const { gatehouse, log, endpoint, clients } = await start({ threads: '1', threadHeapMb: '48' });
  try {
    const arn = await createFunction(clients, 'any', 'export const handler = async () => ({ statusCode: 200 });');
    const { restApiId } = await putApi(clients, arn, 'any');
    await deploy(clients, restApiId);
    const url = invokeUrl(endpoint, restApiId, '/any');
    const worker = gatehouse.threads.get(1) as Worker;
    // In the JSON of the event, each of these bytes is six characters.
    assert.equal(await post(url, Buffer.alloc(9_000_000, 1)).catch(() => 'cut off'), 'cut off');
    await until('there is another', () => replaced(gatehouse, 1, worker));
    assert.deepEqual(
      log.lines.filter(({ level }) => level === 'error').map(({ message }) => message),
      ['Gateway thread 1 ended (out of memory); another takes its place'],
    );
    assert.equal(await post(url, Buffer.from('small')), 200);
  } finally {
    await gatehouse.stop();
  }
});

test('a thread that ends again and again is replaced after waits that double, until one has served for 10 seconds', async () => {
  const clock = new ManualClock();
  const { gatehouse, log } = await start({ threads: '1' }, clock);
  const waits = () => log.lines.flatMap(({ fields }) => (fields['waitMs'] === undefined ? [] : [fields['waitMs']]));
  try {
    for (const [times, wait] of [0, 100, 200, 400, 0].entries()) {
      const worker = gatehouse.threads.get(1) as Worker;
      if (times === 4) clock.advance(10_000);
      void worker.terminate();
      await until('its end is logged', () => waits().length > times);
      assert.equal(waits()[times], wait);
      clock.advance(wait);
      await until('there is another', () => replaced(gatehouse, 1, worker));
    }
  } finally {
    await gatehouse.stop();
  }
});

test('a thread in whose place none can be started is tried again, and the log says so', async () => {
  const { gatehouse, config, log } = await start({ threads: '2' });
  try {
    const worker = gatehouse.threads.get(1) as Worker;
    // What cannot be sent to a thread keeps it from being made, as a system does that has none left.
    config['unsendable'] = () => undefined;
    void worker.terminate();
    const refused = 'Gateway thread 1 cannot be started; it is tried again';
    await until('that is logged', () => log.lines.some(({ message }) => message === refused));
    config['unsendable'] = undefined;
    await until('there is another', () => replaced(gatehouse, 1, worker));
  } finally {
    await gatehouse.stop();
  }
});

test('a thread that dies gives back the reserved concurrency that it had, and its functions end', async () => {
  const { gatehouse, endpoint, clients } = await start({ threads: '2' });
  try {
    const pidFile = join(dir, 'pid');
    const gate = join(dir, 'gate');
    const arn = await createFunction(
      clients,
      'held',
      `import { existsSync, writeFileSync } from 'node:fs';
       export const handler = async () => {
         if (!existsSync('${gate}')) {
           writeFileSync('${pidFile}', String(process.pid));
           for (;;);
         }
         return { statusCode: 200 };
       };`,
    );
    const reserve = { FunctionName: arn, ReservedConcurrentExecutions: 1 };
    await clients.lambda.send(new PutFunctionConcurrencyCommand(reserve));
    const { restApiId } = await putApi(clients, arn, 'held');
    await deploy(clients, restApiId);
    const url = invokeUrl(endpoint, restApiId, '/held');
    const cut = new Lane(url).get().catch(() => 'cut off');
    await until('it runs', () => existsSync(pidFile) && readFileSync(pidFile, 'utf8') !== '');
    assert.notEqual((await new Lane(url).get()).status, 200);

    const workers = new Map(gatehouse.threads);
    for (const worker of workers.values()) void worker.terminate();
    assert.equal(await cut, 'cut off');
    await until('both are replaced', () => [...workers].every(([number, it]) => replaced(gatehouse, number, it)));
    const pid = readFileSync(pidFile, 'utf8');
    await until('the function that looped has ended', () => !isAlive(pid));
    await writeFile(gate, '');
    assert.equal((await new Lane(url).get()).status, 200);
  } finally {
    await gatehouse.stop();
  }
});

function isAlive(pid: string): boolean {
  try {
    return !/^\d+ \(.*\) Z/.test(readFileSync(`/proc/${pid}/stat`, 'latin1'));
  } catch {
    return false;
  }
}

function post(url: string, body: Buffer): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { method: 'POST', agent: false }, (response) => {
      response.on('error', reject).on('end', () => resolve(response.statusCode ?? 0));
      response.resume();
    });
    sent.on('error', reject);
    sent.end(body);
  });
}
