import { readFileSync } from 'node:fs';
import { findProgram } from './programs.ts';

/** Which part of the bench runs on which processors. */
export interface Cores {
  readonly gateway: number;
  readonly generator: number;
  readonly upstream: number;
}

/** Linux's lists of processors: `0-2,5` is 0, 1, 2, 5. */
export function parseCpuList(text: string): number[] {
  return text
    .trim()
    .split(',')
    .flatMap((part) => {
      const [first = Number.NaN, last = first] = part.split('-').map(Number);
      return Array.from({ length: last - first + 1 }, (_, i) => first + i);
    });
}

/** The gateway gets the last one alone, if there are two; generator and upstream share what is left, if that is one. */
export function pickCores(allowed: readonly number[]): Cores {
  const gateway = allowed.at(-1) ?? 0;
  const others = allowed.length > 1 ? allowed.slice(0, -1) : [gateway];
  return { gateway, generator: others[0] ?? gateway, upstream: others[1] ?? others[0] ?? gateway };
}

/** The processors of this machine; `undefined` where nothing can be pinned. */
export function findCores(): Cores | undefined {
  if (process.platform !== 'linux' || findProgram('taskset') === undefined) return undefined;
  const list = /^Cpus_allowed_list:\s*(.+)$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
  return list === undefined ? undefined : pickCores(parseCpuList(list));
}

/** What stands before a command that runs on one processor only, with all its threads and children. */
export function pinTo(core: number | undefined): readonly string[] {
  return core === undefined ? [] : ['taskset', '-c', String(core)];
}
