import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { gatehouseCommand } from '../../built.ts';
import { Child, freePort } from '../../child.ts';

const START_MS = 30_000;

export interface Running {
  readonly origin: string;
  readonly pid: number;
  stop(): Promise<void>;
}

/** Gatehouse as who installs the package runs it. `profile` is a folder that takes a CPU profile. */
export async function startGatehouse(
  folder: string,
  options: readonly string[],
  profile: string | undefined,
): Promise<Running> {
  mkdirSync(folder, { recursive: true });
  const port = await freePort();
  const profiling = profile === undefined ? [] : ['--cpu-prof', '--cpu-prof-dir', profile];
  const child = new Child({
    command: [...gatehouseCommand(profiling), 'start', '--port', String(port), ...options],
    folder,
    log: join(folder, 'server.log'),
  });
  const origin = `http://127.0.0.1:${port}`;
  await child.ready(`${origin}/_gatehouse/health`, 200, START_MS);
  return { origin, pid: child.pid, stop: () => child.stop() };
}
