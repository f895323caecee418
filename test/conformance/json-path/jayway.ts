import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

/** A path, and the JSON text of the document that it is asked about. */
export interface Pair {
  readonly path: string;
  readonly document: string;
}

/** Release 2.10.0 and what it needs, as Maven's local repository has them. */
const JARS = [
  ['com/jayway/jsonpath', 'json-path', '2.10.0'],
  ['net/minidev', 'json-smart', '2.6.0'],
  ['net/minidev', 'accessors-smart', '2.5.2'],
  ['org/slf4j', 'slf4j-api', '2.0.17'],
].map(([group = '', name, version]) =>
  join(homedir(), '.m2/repository', ...group.split('/'), `${name}/${version}/${name}-${version}.jar`),
);

const jars = (): readonly string[] => process.env['JAYWAY_CLASSPATH']?.split(delimiter) ?? JARS;

/** Why Jayway cannot be asked here; `false` when it can. */
export function lacksJayway(): string | false {
  const missing = jars().filter((jar) => !existsSync(jar));
  if (missing.length > 0) return `missing: ${missing.join(', ')} (or JAYWAY_CLASSPATH)`;
  return spawnSync('javac', ['-version']).status === 0 ? false : 'missing: a JDK';
}

/** What Jayway finds of each: its JSON behind `=`, or `!`. */
export function jayway(pairs: readonly Pair[]): readonly string[] {
  const classes = mkdtempSync(join(tmpdir(), 'jayway-'));
  const classPath = [...jars(), classes].join(delimiter);
  try {
    const source = join(import.meta.dirname, 'Jayway.java');
    const compiled = spawnSync('javac', ['-nowarn', '-cp', classPath, '-d', classes, source], { encoding: 'utf8' });
    if (compiled.status !== 0) throw new Error(compiled.stderr);
    const run = spawnSync('java', ['-XX:TieredStopAtLevel=1', '-cp', classPath, 'Jayway'], {
      encoding: 'utf8',
      input: pairs.map(({ path, document }) => `${base64(path)} ${base64(document)}\n`).join(''),
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

const base64 = (text: string): string => Buffer.from(text).toString('base64');
