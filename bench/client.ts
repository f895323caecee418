/**
 * What a request to an endpoint costs: CPU microseconds of this process, ours beside undici's and Node's own client. The
 * contenders alternate within each round; the table shows medians and the raw rounds. The endpoint is another process: pin the
 * two to different cores, or it is measured how they share one. `node bench/client.ts [rounds] [requests] [core of the endpoint]`
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Agent as HttpAgent, request as httpRequest } from 'node:http';
import { fileURLToPath } from 'node:url';
import { Agent } from 'undici';
import { systemClock } from '../src/lib/clock.ts';
import { openClient } from '../src/wire/wire.ts';

/** Sends one request. @returns the length of the body that came */
type Send = () => Promise<number>;

const CONCURRENCY = 32;
const BODY = '{"id":1,"name":"Oslo","temperature":-3.5,"wind":{"speed":4.1,"from":"NW"}}';
const PATH = '/weather/oslo?x=1';
/** As an HTTP_PROXY integration sends them. */
const HEADERS = [
  ['User-Agent', 'curl/7.88.1'],
  ['Accept', '*/*'],
  ['Accept-Encoding', 'gzip, deflate'],
  ['Authorization', 'Bearer 0123456789abcdef0123456789abcdef'],
  ['X-Amzn-Trace-Id', 'Root=1-67891233-abcdef012345678912345678'],
  ['X-Forwarded-For', '127.0.0.1'],
  ['X-Forwarded-Port', '4566'],
  ['X-Forwarded-Proto', 'http'],
  ['X-Amzn-Apigateway-Api-Id', 'abcdefghij'],
] as const;

const [rounds = 5, requests = 20_000, core] = process.argv.slice(2).map(Number);
const ceiling = fileURLToPath(new URL('ceiling.ts', import.meta.url));
const pinned = core === undefined ? [] : ['taskset', '-c', String(core)];
const [command = '', ...args] = [...pinned, process.execPath, ceiling, BODY];
const endpoint = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'] });
const [port] = (await once(endpoint.stdout, 'data')) as [Buffer];
const origin = `http://127.0.0.1:${Number(port)}`;

const client = openClient({ clock: systemClock, maxResponseBytes: 10_485_760, connections: CONCURRENCY });
const undici = new Agent({ connections: CONCURRENCY, pipelining: 1 });
const agent = new HttpAgent({ keepAlive: true, maxSockets: CONCURRENCY });

const contenders: { readonly [name: string]: Send } = {
  gatehouse: ours,
  'undici request': theirs,
  'node:http Agent': nodes,
};
const flat = HEADERS.flat();

async function ours(): Promise<number> {
  const answered = await client.send({
    origin,
    method: 'GET',
    path: PATH,
    headers: flat,
    body: undefined,
    timeoutMs: 29_000,
  });
  return answered.answer === 'response' ? answered.body.length : -1;
}

async function theirs(): Promise<number> {
  const { body } = await undici.request({ origin, path: PATH, method: 'GET', headers: flat, responseHeaders: 'raw' });
  return (await body.arrayBuffer()).byteLength;
}

function nodes(): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = httpRequest(`${origin}${PATH}`, { agent, headers: Object.fromEntries(HEADERS) }, (response) => {
      let length = 0;
      response.on('data', (piece: Buffer) => {
        length += piece.length;
      });
      response.on('end', () => resolve(length));
    });
    sent.on('error', reject);
    sent.end();
  });
}

/** @returns CPU microseconds per request */
async function lap(send: Send): Promise<number> {
  let left = requests;
  const lane = async () => {
    while (left-- > 0) if ((await send()) !== BODY.length) throw new Error('A contender answered with something else.');
  };
  const before = process.cpuUsage();
  await Promise.all(Array.from({ length: CONCURRENCY }, lane));
  const { user, system } = process.cpuUsage(before);
  return (user + system) / requests;
}

const results = new Map<string, number[]>();
// The first round warms the optimiser up and is not counted.
for (let round = 0; round <= rounds; round++)
  for (const [name, send] of Object.entries(contenders)) {
    const cost = await lap(send);
    if (round > 0) results.set(name, [...(results.get(name) ?? []), cost]);
  }
console.log('CPU µs per request, median and rounds');
for (const [name, all] of results) {
  const median = [...all].sort((a, b) => a - b)[all.length >> 1] ?? Number.NaN;
  const raw = all.map((cost) => cost.toFixed(1)).join(' ');
  console.log(`${name.padEnd(20)} ${median.toFixed(1).padStart(6)}  (${raw})`);
}
await Promise.all([client.close(), undici.close()]);
agent.destroy();
endpoint.kill();
