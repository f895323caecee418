import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Child, freePort } from '../../child.ts';
import { SMALL, START_MS } from './contender.ts';
import { startStaticUpstream } from './nginx.ts';

export interface Upstream {
  readonly port: number;
  readonly notes: readonly string[];
  stop(): Promise<void>;
}

/** @param reads whether it has to read bodies and to answer with some, or just the same small JSON to everything */
export async function startUpstream(reads: boolean, folder: string, prefix: readonly string[]): Promise<Upstream> {
  const fast = reads ? undefined : await startStaticUpstream(folder, prefix, SMALL);
  if (fast !== undefined && 'port' in fast)
    return { port: fast.port, notes: ['nginx that returns a fixed JSON'], stop: () => fast.child.stop() };
  const port = await freePort();
  const program = fileURLToPath(new URL('upstream-server.ts', import.meta.url));
  const [first = '', ...rest] = [...prefix, process.execPath, program, String(port)];
  const child = new Child({ command: [first, ...rest], folder, log: join(folder, 'upstream.log') });
  await child.ready(`http://127.0.0.1:${port}/small`, 200, START_MS);
  const slow = fast === undefined ? [] : ['which is slower than nginx would be: no contender is driven to its limit'];
  return { port, notes: ['node:http', ...slow], stop: () => child.stop() };
}
