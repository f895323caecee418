import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Child, freePort } from '../../child.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const START_MS = 30_000;

export interface Running {
  readonly origin: string;
  readonly pid: number;
  stop(): Promise<void>;
}

/** What `npm run gatehouse`, like the package, gives Node: `--max-semi-space-size=8` and whatever else. */
function nodeOptions(): readonly string[] {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    scripts: { gatehouse: string };
  };
  return scripts.gatehouse.split(' ').filter((word) => word.startsWith('--'));
}

/** Gatehouse from its sources, as a user starts it. `profile` is a folder that takes a CPU profile. */
export async function startGatehouse(
  folder: string,
  options: readonly string[],
  profile: string | undefined,
): Promise<Running> {
  mkdirSync(folder, { recursive: true });
  const port = await freePort();
  const profiling = profile === undefined ? [] : ['--cpu-prof', '--cpu-prof-dir', profile];
  const child = new Child({
    command: [
      process.execPath,
      ...nodeOptions(),
      ...profiling,
      join(root, 'src/main.ts'),
      'start',
      '--port',
      String(port),
      ...options,
    ],
    folder,
    log: join(folder, 'server.log'),
  });
  const origin = `http://127.0.0.1:${port}`;
  await child.ready(`${origin}/_gatehouse/health`, 200, START_MS);
  return { origin, pid: child.pid, stop: () => child.stop() };
}
