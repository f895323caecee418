import { readdirSync, readFileSync } from 'node:fs';

/** One line per process: the one of this id, which may be gone, and those that it has started. Nothing where there is no /proc. */
export function describeTree(root: number): readonly string[] {
  return tree(root).map((pid) => {
    const of = (file: string): string => read(`/proc/${pid}/${file}`).replaceAll('\0', ' ').trim();
    const [state] = /(?<=^State:\s+).*/m.exec(of('status')) ?? [];
    return `${pid} ${state} in ${of('wchan')}, system call ${of('syscall').split(' ')[0]}: ${of('cmdline')}`;
  });
}

/** Kills them. One that hangs between fork and exec holds all pipes and sockets of the process that started it. */
export function killTree(root: number): void {
  for (const pid of new Set([...tree(root), root])) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It has ended by itself.
    }
  }
}

function tree(root: number): number[] {
  const parents = new Map<number, number>();
  for (const name of existing()) {
    const [, parent] = /\) \S (\d+) /.exec(read(`/proc/${name}/stat`)) ?? [];
    parents.set(name, Number(parent));
  }
  const found = parents.has(root) ? [root] : [];
  for (const pid of found) for (const [child, parent] of parents) if (parent === pid) found.push(child);
  return found;
}

function existing(): number[] {
  try {
    return readdirSync('/proc').map(Number).filter(Number.isInteger);
  } catch {
    return [];
  }
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
