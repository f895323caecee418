import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Child, freePort } from '../../child.ts';
import { type Contender, START_MS, type StartOptions } from './contender.ts';

const peers = fileURLToPath(new URL('../../peers', import.meta.url));
const project = fileURLToPath(new URL('weather', import.meta.url));

/** serverless-offline as `serverless offline` starts it, in a copy of the project with the peers' node_modules beside it. */
export async function startServerlessOffline({ folder }: StartOptions): Promise<Contender> {
  installPeers();
  cpSync(project, folder, { recursive: true });
  symlinkSync(join(peers, 'node_modules'), join(folder, 'node_modules'));
  const [httpPort, lambdaPort] = [await freePort(), await freePort()];
  const child = new Child({
    command: [
      process.execPath,
      join(peers, 'node_modules/serverless/bin/serverless.js'),
      'offline',
      ...['--httpPort', String(httpPort), '--lambdaPort', String(lambdaPort)],
    ],
    folder,
    variables: { SLS_TELEMETRY_DISABLED: '1', SLS_NOTIFICATIONS_MODE: 'off' },
    log: join(folder, 'server.log'),
  });
  const url = `http://127.0.0.1:${httpPort}/dev/weather`;
  await child.ready(`${url}?city=Bern`, 200, START_MS);
  return {
    name: 'serverless-offline',
    version: `${versionOf('serverless-offline')} with serverless ${versionOf('serverless')}`,
    notes: [
      'all options at their defaults but for the two ports',
      'each environment of the function is a worker thread; there is no bound on their number; one that is idle for 60 s ends',
    ],
    url,
    pid: child.pid,
    stop: () => child.stop(),
  };
}

function installPeers(): void {
  if (existsSync(join(peers, 'node_modules/serverless-offline'))) return;
  // Nothing of it needs its install scripts to serve HTTP.
  execFileSync('npm', ['ci', '--prefix', peers, '--ignore-scripts', '--no-audit', '--no-fund'], { stdio: 'inherit' });
}

function versionOf(name: string): string {
  const { version } = JSON.parse(readFileSync(join(peers, 'node_modules', name, 'package.json'), 'utf8')) as {
    version: string;
  };
  return version;
}
