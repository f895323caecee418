import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import {
  CreateApiKeyCommand,
  CreateUsagePlanCommand,
  CreateUsagePlanKeyCommand,
  GetAccountCommand,
  GetUsageCommand,
  UpdateApiKeyCommand,
  UpdateMethodCommand,
  UpdateUsageCommand,
} from '@aws-sdk/client-api-gateway';
import { Lane } from './lanes.ts';
import { mockApi } from './mock-api.ts';
import { startProcess } from './start.ts';
import { type Clients, clientsFor, deploy, invokeUrl } from './walk.ts';

interface Planned {
  readonly keyId: string;
  readonly value: string;
  readonly usagePlanId: string;
}

/** A key in a plan of the stage `v1`. */
async function planned({ gateway }: Clients, apiId: string, limit: number): Promise<Planned> {
  const { id: usagePlanId } = await gateway.send(
    new CreateUsagePlanCommand({
      name: 'basic',
      apiStages: [{ apiId, stage: 'v1' }],
      quota: { limit, period: 'DAY' },
      throttle: { rateLimit: 10_000, burstLimit: 5_000 },
    }),
  );
  const { id: keyId = '', value = '' } = await gateway.send(new CreateApiKeyCommand({ name: 'k', enabled: true }));
  await gateway.send(new CreateUsagePlanKeyCommand({ usagePlanId, keyId, keyType: 'API_KEY' }));
  return { keyId, value, usagePlanId: usagePlanId ?? '' };
}

/** The days around now, so that midnight does not matter: their sum. */
async function usage(
  { gateway }: Clients,
  { usagePlanId, keyId }: Planned,
): Promise<[used: number, remaining: number]> {
  const day = (ms: number) => new Date(ms).toISOString().slice(0, 10);
  const { items } = await gateway.send(
    new GetUsageCommand({ usagePlanId, keyId, startDate: day(Date.now() - 86_400_000), endDate: day(Date.now()) }),
  );
  const days = items?.[keyId] ?? [];
  return [days.reduce((sum, [used = 0]) => sum + used, 0), days.at(-1)?.[1] ?? Number.NaN];
}

test('§2.7 API key and quota: over two threads and a restart, each admitted request is counted once', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'gatehouse-usage-'));
  const args = ['--data-dir', join(dir, 'data'), '--threads', '2'];
  let gatehouse = await startProcess(args);
  try {
    let clients = clientsFor(gatehouse.endpoint);
    const { restApiId, resourceId } = await mockApi(clients);
    const required = { op: 'replace', path: '/apiKeyRequired', value: 'true' } as const;
    await clients.gateway.send(
      new UpdateMethodCommand({ restApiId, resourceId, httpMethod: 'GET', patchOperations: [required] }),
    );
    await deploy(clients, restApiId);
    const key = await planned(clients, restApiId, 150);
    const url = (): string => invokeUrl(gatehouse.endpoint, restApiId, '/version');
    const send = async (count: number, value = key.value): Promise<Record<number, number>> => {
      const lanes = Array.from({ length: 20 }, () => new Lane(url(), { 'x-api-key': value }));
      const by: Record<number, number> = {};
      for (let i = 0; i < count; i += lanes.length)
        for (const { status } of await Promise.all(lanes.map((lane) => lane.get()))) by[status] = (by[status] ?? 0) + 1;
      for (const lane of lanes) lane.close();
      return by;
    };

    assert.deepEqual(await send(20, 'no-key-of-anybody-0123456789'), { 403: 20 });
    assert.deepEqual(await send(100), { 200: 100 });
    assert.deepEqual(await usage(clients, key), [100, 50]);
    assert.deepEqual(await gatehouse.stop(), [0, null]);

    gatehouse = await startProcess(args);
    clients = clientsFor(gatehouse.endpoint);
    assert.deepEqual(await send(100), { 200: 50, 429: 50 });
    assert.deepEqual(await usage(clients, key), [150, 0]);

    const more = { op: 'replace', path: '/remaining', value: '30' } as const;
    const { usagePlanId, keyId } = key;
    await clients.gateway.send(new UpdateUsageCommand({ usagePlanId, keyId, patchOperations: [more] }));
    assert.deepEqual(await send(60), { 200: 30, 429: 30 });
    assert.deepEqual(await usage(clients, key), [180, 0]);

    const off = { op: 'replace', path: '/enabled', value: 'false' } as const;
    await clients.gateway.send(new UpdateApiKeyCommand({ apiKey: keyId, patchOperations: [off] }));
    assert.deepEqual(await send(40), { 403: 40 });
    const shown = gatehouse.log.filter((line) => line.includes(key.value));
    assert.deepEqual(shown, [], 'the log shows no key');
  } finally {
    await gatehouse.stop();
    await rm(dir, { recursive: true });
  }
});

for (const threads of ['0', '2'])
  test(`§2.7 throttled: --account-throttle is kept over all of ${threads} threads, and shown by GetAccount`, async () => {
    // So slow that no token comes back within the test.
    const gatehouse = await startProcess(['--ephemeral', '--threads', threads, '--account-throttle', '0.0001:30']);
    try {
      const clients = clientsFor(gatehouse.endpoint);
      const { restApiId } = await mockApi(clients);
      const { throttleSettings } = await clients.gateway.send(new GetAccountCommand({}));
      assert.deepEqual(throttleSettings, { burstLimit: 30, rateLimit: 0.0001 });
      const lanes = Array.from({ length: 50 }, () => new Lane(invokeUrl(gatehouse.endpoint, restApiId, '/version')));
      const answers = await Promise.all(lanes.map((lane) => lane.get()));
      assert.equal(answers.filter(({ status }) => status === 200).length, 30);
      assert.equal(answers.filter(({ status }) => status === 429).length, 20);
      for (const lane of lanes) lane.close();
    } finally {
      assert.deepEqual(await gatehouse.stop(), [0, null]);
    }
  });
