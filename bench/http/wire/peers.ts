import { execFileSync } from 'node:child_process';
import { copyFileSync, cpSync, existsSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Child, freePort } from '../../child.ts';
import { type Contender, type Missing, type Place, START_MS, type StartContender } from './contender.ts';

const peers = fileURLToPath(new URL('../../peers', import.meta.url));
const modules = join(peers, 'node_modules');

interface Peer {
  /** The package, whose version is shown. */
  readonly name: string;
  /** In the folder `peers` beside this file; its arguments are a port and the upstream's URL. */
  readonly program: string;
  readonly notes: readonly string[];
  /** Writes what it reads when it starts. */
  readonly configure?: (folder: string, port: number, upstream: string) => Promise<void>;
}

export const startFastify: StartContender = (place) =>
  start(
    {
      name: '@fastify/http-proxy',
      program: 'fastify-http-proxy.mjs',
      notes: [`fastify ${versionOf('fastify')}, undici behind it; all at its default but for the limit of a body`],
    },
    place,
  );

export const startHttpProxy3: StartContender = (place) =>
  start(
    { name: 'http-proxy-3', program: 'http-proxy-3.mjs', notes: ['with an http.Agent that keeps connections'] },
    place,
  );

export const startExpressGateway: StartContender = (place) =>
  start(
    {
      name: 'express-gateway',
      program: 'express-gateway.mjs',
      notes: ['one pipeline with the proxy policy alone; its database is emulated in memory, as it is by default'],
      configure: configureExpressGateway,
    },
    place,
  );

async function start({ name, program, notes, configure }: Peer, place: Place): Promise<Contender | Missing> {
  const { folder, prefix, upstreamPort } = place;
  const port = await freePort();
  const upstream = `http://127.0.0.1:${upstreamPort}`;
  const file = join(folder, basename(program));
  copyFileSync(fileURLToPath(new URL(`peers/${program}`, import.meta.url)), file);
  symlinkSync(modules, join(folder, 'node_modules'));
  await configure?.(folder, port, upstream);
  const [first = '', ...rest] = [...prefix, process.execPath, file, String(port), upstream];
  const child = new Child({
    command: [first, ...rest],
    folder,
    variables: { NODE_ENV: 'production' },
    log: join(folder, 'server.log'),
  });
  await child.ready(`http://127.0.0.1:${port}/small`, 200, START_MS);
  return {
    version: versionOf(name),
    notes,
    at: (path) => ({ url: `http://127.0.0.1:${port}${path}`, headers: {} }),
    pid: child.pid,
    stop: () => child.stop(),
  };
}

/** Its own configuration with our gateway.config.yml instead of the one it comes with. */
async function configureExpressGateway(folder: string, port: number, upstream: string): Promise<void> {
  const config = join(folder, 'config');
  cpSync(join(modules, 'express-gateway/lib/config'), config, { recursive: true });
  writeFileSync(
    join(config, 'gateway.config.yml'),
    `http:
  port: ${port}
  hostname: 127.0.0.1
admin:
  port: ${await freePort()}
  hostname: 127.0.0.1
apiEndpoints:
  api:
    host: '*'
serviceEndpoints:
  upstream:
    url: '${upstream}'
policies:
  - proxy
pipelines:
  all:
    apiEndpoints:
      - api
    policies:
      - proxy:
          - action:
              serviceEndpoint: upstream
`,
  );
}

/** Makes sure that the peers are there as the lock says; the line to show when they are not. */
export function installPeers(): Missing | undefined {
  if (['express-gateway', '@fastify/http-proxy', 'http-proxy-3', 'fastify'].every(isInstalled)) return undefined;
  try {
    // Nothing of it needs its install scripts to serve HTTP.
    const args = ['ci', '--prefix', peers, '--ignore-scripts', '--no-audit', '--no-fund'];
    execFileSync('npm', args, { stdio: ['ignore', 'ignore', 'inherit'] });
    return undefined;
  } catch (error) {
    return {
      missing: 'NOT INSTALLED',
      why: `npm ci in bench/peers failed: ${error instanceof Error ? error.message : error}`,
    };
  }
}

function isInstalled(name: string): boolean {
  return existsSync(join(modules, name, 'package.json'));
}

function versionOf(name: string): string {
  const { version } = JSON.parse(readFileSync(join(modules, name, 'package.json'), 'utf8')) as { version: string };
  return version;
}
