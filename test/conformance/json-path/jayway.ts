import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { askJava, base64, hasJdk } from '../java.ts';

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
  return hasJdk() ? false : 'missing: a JDK';
}

/** What Jayway finds of each: its JSON behind `=`, or `!`. */
export function jayway(pairs: readonly Pair[]): readonly string[] {
  const lines = pairs.map(({ path, document }) => `${base64(path)} ${base64(document)}`);
  return askJava(join(import.meta.dirname, 'Jayway.java'), jars(), lines);
}
