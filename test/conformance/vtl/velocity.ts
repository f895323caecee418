import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { askJava, base64, hasJdk } from '../java.ts';

/** Where Debian's packages `velocity`, `libcommons-collections3-java` and `libcommons-lang-java` put them. */
const JARS = ['velocity', 'commons-collections3', 'commons-lang'].map((name) => `/usr/share/java/${name}.jar`);

/** Whether Apache Velocity 1.7 can be asked here: a JDK and the jars. */
export function hasVelocity(): boolean {
  return JARS.every((jar) => existsSync(jar)) && hasJdk();
}

/** What Apache Velocity 1.7 renders of each: its output behind `=`, or `!`. */
export function velocity(templates: readonly string[]): readonly string[] {
  return askJava(join(import.meta.dirname, 'Velocity17.java'), JARS, templates.map(base64));
}
