import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Child, freePort } from '../../child.ts';
import { START_MS, type StartContender } from './contender.ts';
import { findProgram, said } from './programs.ts';

export const startHaproxy: StartContender = async ({ folder, prefix, upstreamPort }) => {
  const file = findProgram('haproxy');
  if (file === undefined) return { missing: 'NOT INSTALLED', why: 'haproxy is not there: apt-get install haproxy' };
  const port = await freePort();
  const config = join(folder, 'haproxy.cfg');
  writeFileSync(
    config,
    `global
  nbthread 1
defaults
  mode http
  option http-keep-alive
  http-reuse always
  timeout connect 5s
  timeout client 310s
  timeout server 60s
frontend front
  bind 127.0.0.1:${port} backlog 4096
  default_backend behind
backend behind
  server upstream 127.0.0.1:${upstreamPort}
`,
  );
  const [first = file, ...rest] = [...prefix, file, '-db', '-f', config];
  const child = new Child({ command: [first, ...rest], folder, log: join(folder, 'server.log') });
  await child.ready(`http://127.0.0.1:${port}/small`, 200, START_MS);
  return {
    version: /version (\S+)/i.exec(said(file, '-v'))?.[1] ?? 'of unknown version',
    notes: ['nbthread 1, http-reuse always, no log'],
    at: (path) => ({ url: `http://127.0.0.1:${port}${path}`, headers: {} }),
    pid: child.pid,
    stop: () => child.stop(),
  };
};
