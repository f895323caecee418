import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const program = join(root, 'dist/main.js');

let built = false;

/**
 * What starts Gatehouse as who installs the package runs it, ready to be followed by its options. It is built first, once in a run: from
 * source, Node would strip the types while it starts, and keep some 27 MB of memory for it.
 *
 * @param more options of Node's
 */
export function gatehouseCommand(more: readonly string[]): readonly [program: string, ...args: string[]] {
  if (!built) {
    const { status } = spawnSync(process.execPath, [join(root, 'scripts/build.ts')], { stdio: 'inherit' });
    if (status !== 0) throw new Error('Gatehouse was not built');
    built = true;
  }
  return [process.execPath, ...flagsOf(program), ...more, program];
}

/** What the program's first line has Node started with. */
function flagsOf(path: string): string[] {
  const [line = ''] = readFileSync(path, 'utf8').split('\n', 1);
  return line.split(' ').filter((word) => word.startsWith('--'));
}
