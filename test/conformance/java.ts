import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, delimiter, join } from 'node:path';

/** Whether there is a JDK here. */
export const hasJdk = (): boolean => spawnSync('javac', ['-version']).status === 0;

export const base64 = (text: string): string => Buffer.from(text).toString('base64');

/**
 * Asks a Java program, in one process. Each line of words that it is given, it answers with a line: `=` and a text in base64, or
 * `!` and why there is none. @param source its one file @returns the text behind `=`, or `!`
 */
export function askJava(source: string, jars: readonly string[], lines: readonly string[]): readonly string[] {
  const classes = mkdtempSync(join(tmpdir(), 'gatehouse-java-'));
  const classPath = [...jars, classes].join(delimiter);
  try {
    const compiled = spawnSync('javac', ['-nowarn', '-cp', classPath, '-d', classes, source], { encoding: 'utf8' });
    if (compiled.status !== 0) throw new Error(compiled.stderr);
    const run = spawnSync('java', ['-XX:TieredStopAtLevel=1', '-cp', classPath, basename(source, '.java')], {
      encoding: 'utf8',
      input: lines.map((line) => `${line}\n`).join(''),
      maxBuffer: 2 ** 30,
    });
    if (run.status !== 0) throw new Error(run.stderr);
    return run.stdout
      .trimEnd()
      .split('\n')
      .map((line) => (line.startsWith('=') ? `=${Buffer.from(line.slice(1), 'base64').toString()}` : '!'));
  } finally {
    rmSync(classes, { recursive: true });
  }
}
