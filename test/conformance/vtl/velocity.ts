import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

/** Where Debian's packages `velocity`, `libcommons-collections3-java` and `libcommons-lang-java` put them. */
const JARS = ['velocity', 'commons-collections3', 'commons-lang'].map((name) => `/usr/share/java/${name}.jar`);

/** Whether Apache Velocity 1.7 can be asked here: a JDK and the jars. */
export function hasVelocity(): boolean {
  return JARS.every((jar) => existsSync(jar)) && spawnSync('javac', ['-version']).status === 0;
}

/** What Apache Velocity 1.7 renders of each: its output behind `=`, or `!`. */
export function velocity(templates: readonly string[]): readonly string[] {
  const classes = mkdtempSync(join(tmpdir(), 'velocity-'));
  const classPath = [...JARS, classes].join(delimiter);
  try {
    const source = join(import.meta.dirname, 'Velocity17.java');
    const compiled = spawnSync('javac', ['-nowarn', '-cp', classPath, '-d', classes, source], { encoding: 'utf8' });
    if (compiled.status !== 0) throw new Error(compiled.stderr);
    const input = templates.map((template) => `${Buffer.from(template).toString('base64')}\n`).join('');
    const run = spawnSync('java', ['-XX:TieredStopAtLevel=1', '-cp', classPath, 'Velocity17'], {
      encoding: 'utf8',
      input,
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
