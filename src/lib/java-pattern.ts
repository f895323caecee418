import { createRequire } from 'node:module';
import type * as Re2js from 're2js';

const require = createRequire(import.meta.url);

/**
 * A regular expression of a user, in Java's dialect, that runs in linear time whatever it is and whatever it is asked
 * about. Look-arounds, back references and the POSIX classes `\p{Alpha}` … are not in it.
 *
 * @returns whether a subject matches as a whole; `undefined` for what is no such expression
 */
export function compileJavaPattern(pattern: string): ((subject: string) => boolean) | undefined {
  // Loaded when the first pattern comes: most processes have none.
  const { RE2JS } = require('re2js') as typeof Re2js;
  try {
    const compiled = RE2JS.compile(pattern, RE2JS.DOTALL);
    return (subject) => compiled.matches(subject);
  } catch {
    return undefined;
  }
}
