import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gatehouseCommand } from '../../built.ts';
import { Child, freePort } from '../../child.ts';
import { createApi, type Route } from './api.ts';
import { type Contender, type Place, ROUTES, SMALL, START_MS, type StartContender } from './contender.ts';
import { seedResources } from './seed.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** What every Gatehouse here is started with, beside its port and where it keeps its data; `--gatehouse` adds to it. */
export const START_OPTIONS: readonly string[] = ['--log-level', 'warn'];

export const startHttpProxy: StartContender = (place) =>
  start(
    place,
    ROUTES.map((route) => ({
      ...route,
      type: 'HTTP_PROXY',
      uri: `http://127.0.0.1:${place.upstreamPort}${route.path}`,
    })),
  );

export const startMock: StartContender = (place) =>
  start(place, [{ path: '/small', httpMethod: 'GET', type: 'MOCK', body: SMALL }]);

/** Gatehouse as who installs the package runs it, set up with the AWS SDK. */
async function start(place: Place, routes: readonly Route[]): Promise<Contender> {
  const { folder, resources } = place;
  const port = await freePort();
  const endpoint = `http://127.0.0.1:${port}`;
  const data = resources === undefined ? ['--ephemeral'] : ['--data-dir', join(folder, 'data')];
  let child = await run(place, port, data);
  const id = await createApi(endpoint, resources === undefined ? routes : routes.slice(0, 1));
  if (resources !== undefined) {
    await child.stop();
    await seedResources(join(folder, 'data/gatehouse.db'), resources, `http://127.0.0.1:${place.upstreamPort}/small`);
    child = await run(place, port, data);
  }
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  const options = [...START_OPTIONS, ...place.startOptions, ...data.slice(0, 1)].join(' ');
  return {
    version,
    notes: [
      `run from dist/, as npm run build compiles it for the package, with ${options}; called by its execute-api host, on a deployed stage`,
    ],
    at: (path) => ({ url: `${endpoint}/v1${path}`, headers: { Host: `${id}.execute-api.us-east-1.amazonaws.com` } }),
    pid: child.pid,
    stop: () => child.stop(),
  };
}

async function run({ folder, prefix, startOptions, profile }: Place, port: number, data: readonly string[]) {
  const profiling = profile === undefined ? [] : ['--cpu-prof', '--cpu-prof-dir', profile];
  const options = ['--port', String(port), ...data, ...START_OPTIONS, ...startOptions];
  const [first = '', ...rest] = [...prefix, ...gatehouseCommand(profiling), 'start', ...options];
  const child = new Child({ command: [first, ...rest], folder, log: join(folder, 'server.log') });
  await child.ready(`http://127.0.0.1:${port}/_gatehouse/health`, 200, START_MS);
  return child;
}
