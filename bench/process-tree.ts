import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

/** What a process and all its descendants are and have used, from Linux's /proc. */
export interface TreeUsage {
  /** User and system time in seconds, of the living and of every ended child that its parent has waited for. */
  readonly cpuSeconds: number;
  readonly processes: number;
  readonly threads: number;
  /** Resident memory in MB, shared pages counted once for each process. */
  readonly residentMb: number;
}

interface Stat {
  readonly parent: number;
  readonly ticks: number;
  readonly threads: number;
  readonly residentPages: number;
}

/** `undefined` where there is no /proc. */
export function treeUsage(root: number): TreeUsage | undefined {
  if (process.platform !== 'linux') return undefined;
  const stats = readStats();
  const tree = [...descendants(root, stats)].flatMap((pid) => stats.get(pid) ?? []);
  const sum = (of: (stat: Stat) => number) => tree.reduce((total, stat) => total + of(stat), 0);
  return {
    cpuSeconds: sum((stat) => stat.ticks) / systemValue('CLK_TCK'),
    processes: tree.length,
    threads: sum((stat) => stat.threads),
    residentMb: (sum((stat) => stat.residentPages) * systemValue('PAGESIZE')) / 2 ** 20,
  };
}

/** Seconds that a processor was busy since the machine started, whoever with; `undefined` where there is no /proc. */
export function busySeconds(core: number): number | undefined {
  if (process.platform !== 'linux') return undefined;
  const ticks = parseBusy(readFileSync('/proc/stat', 'utf8'), core);
  return ticks === undefined ? undefined : ticks / systemValue('CLK_TCK');
}

/** proc_stat(5): user, nice, system, idle, iowait, irq, softirq, steal; all but idle and iowait is work. */
export function parseBusy(text: string, core: number): number | undefined {
  const line = new RegExp(`^cpu${core} (.+)$`, 'm').exec(text)?.[1];
  if (line === undefined) return undefined;
  const [user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0, steal = 0] = line.trim().split(' ').map(Number);
  return user + nice + system + irq + softirq + steal;
}

/** Seconds that the host took from all processors of this machine since it started, where it is a guest; `undefined` where there is no /proc. */
export function stolenSeconds(): number | undefined {
  if (process.platform !== 'linux') return undefined;
  const stolen = parseStolen(readFileSync('/proc/stat', 'utf8'));
  return stolen === undefined ? undefined : stolen / systemValue('CLK_TCK');
}

/** The eighth number of the line of all processors (proc_stat(5)). */
export function parseStolen(text: string): number | undefined {
  const steal = /^cpu +(?:\d+ ){7}(\d+)/m.exec(text)?.[1];
  return steal === undefined ? undefined : Number(steal);
}

/** The process and all below it, parents first. */
export function treePids(root: number): number[] {
  return process.platform === 'linux' ? [...descendants(root, readStats())] : [root];
}

function descendants(root: number, stats: ReadonlyMap<number, Stat>): Set<number> {
  const found = new Set([root]);
  // A set is walked in order of insertion, and what is added on the way is walked too.
  for (const pid of found) for (const [child, { parent }] of stats) if (parent === pid) found.add(child);
  return found;
}

function readStats(): Map<number, Stat> {
  const stats = new Map<number, Stat>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const stat = readStat(name);
    if (stat !== undefined) stats.set(Number(name), stat);
  }
  return stats;
}

/** proc_pid_stat(5). The second field is the command in parentheses, which may itself hold spaces and parentheses. */
export function parseStat(text: string): Stat {
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  // Numbered as in the manual page, where `state`, the first after the command, is 3.
  const field = (number: number) => Number(fields[number - 3]);
  const [utime, stime, cutime, cstime] = [14, 15, 16, 17];
  return {
    parent: field(4),
    ticks: field(utime) + field(stime) + field(cutime) + field(cstime),
    threads: field(20),
    residentPages: field(24),
  };
}

function readStat(pid: string): Stat | undefined {
  try {
    return parseStat(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch (error) {
    // It ended since the folder was read.
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ESRCH'))
      return undefined;
    throw error;
  }
}

const systemValues = new Map<string, number>();

function systemValue(name: 'CLK_TCK' | 'PAGESIZE'): number {
  const known = systemValues.get(name);
  if (known !== undefined) return known;
  const value = Number(execFileSync('getconf', [name], { encoding: 'utf8' }));
  systemValues.set(name, value);
  return value;
}
