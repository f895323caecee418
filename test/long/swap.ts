/**
 * Swaps deployments in under load, one after the other for so many seconds, and counts the requests that fail: none may.
 *
 *     node test/long/swap.ts --seconds 60 --threads 2 --deployments 100
 *
 * Beside clients that keep their connections there are as many that open a new one every 50 requests.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { load } from '../system/lanes.ts';
import { deployVersion, mockApi } from '../system/mock-api.ts';
import { startProcess } from '../system/start.ts';
import { clientsFor, invokeUrl } from '../system/walk.ts';

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '60' },
    threads: { type: 'string', default: '2' },
    deployments: { type: 'string', default: '100' },
  },
});
const [seconds, deployments] = [Number(values.seconds), Number(values.deployments)];

const gatehouse = await startProcess(['--ephemeral', '--threads', values.threads]);
const clients = clientsFor(gatehouse.endpoint);
const api = await mockApi(clients);
const url = invokeUrl(gatehouse.endpoint, api.restApiId, '/version');
const loads = [Number.POSITIVE_INFINITY, 50].map((every) => load(url, { clients: 16, every }));
const from = performance.now();
for (let version = 1; version <= deployments; version++) {
  await deployVersion(clients, api, version);
  await pause(Math.max(0, from + (version * seconds * 1000) / deployments - performance.now()));
}
await Promise.all(loads.map((it) => it.stop()));
const took = (performance.now() - from) / 1000;
const [answered, failures] = [sum(loads.map((it) => it.answered)), sum(loads.map((it) => it.failures))];
console.log(`${deployments} deployments in ${took.toFixed(1)} s: ${answered} requests answered, ${failures} failed`);
for (const failure of loads.flatMap((it) => it.failed)) console.log(`  ${failure}`);
const [code] = await gatehouse.stop();
if (failures > 0 || code !== 0) process.exitCode = 1;

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, n) => total + n, 0);
}
