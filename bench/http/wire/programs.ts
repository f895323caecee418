import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Where servers are on Debian: not in every user's PATH. */
const SERVER_FOLDERS = ['/usr/sbin', '/usr/local/sbin', '/sbin'];

/** The file of a program; `undefined` when it is not installed. */
export function findProgram(name: string): string | undefined {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), ...SERVER_FOLDERS];
  return folders.map((folder) => join(folder, name)).find((file) => existsSync(file));
}

/** What a program says to an option, on either output. */
export function said(file: string, option: string): string {
  const { stdout, stderr } = spawnSync(file, [option], { encoding: 'utf8' });
  return `${stdout}${stderr}`;
}

/** The number of open files that this process and its children may have: soft and hard limit are the same under Node. */
export function openFilesLimit(): number {
  if (process.platform !== 'linux') return Number.POSITIVE_INFINITY;
  return parseOpenFiles(readFileSync('/proc/self/limits', 'utf8'));
}

/** The hard limit in the text of proc_pid_limits(5). */
export function parseOpenFiles(limits: string): number {
  const hard = /^Max open files\s+\S+\s+(\S+)/m.exec(limits)?.[1];
  return hard === undefined || hard === 'unlimited' ? Number.POSITIVE_INFINITY : Number(hard);
}

/** Raises it for this process and what it starts from now on. False when this user may not: only root may. */
export function raiseOpenFiles(files: number): boolean {
  if (openFilesLimit() >= files) return true;
  const prlimit = findProgram('prlimit');
  if (prlimit === undefined) return false;
  try {
    execFileSync(prlimit, ['--pid', String(process.pid), `--nofile=${files}:${files}`], { stdio: 'ignore' });
  } catch {
    // It says so by its exit code: the limit itself is looked at.
  }
  return openFilesLimit() >= files;
}
