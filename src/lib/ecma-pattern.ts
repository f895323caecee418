import { createRequire } from 'node:module';
import type * as Re2js from 're2js';

const require = createRequire(import.meta.url);

/**
 * A regular expression of a user, in JavaScript's dialect, that runs in linear time whatever it is and whatever it is asked
 * about. Look-arounds and back references are not in it.
 *
 * @returns whether it is found anywhere in a subject; `undefined` for what is no such expression
 */
export function compileEcmaPattern(pattern: string): ((subject: string) => boolean) | undefined {
  // Loaded when the first pattern comes: most processes have none.
  const { RE2JS } = require('re2js') as typeof Re2js;
  try {
    const compiled = RE2JS.compile(RE2JS.translateRegExp(pattern));
    return (subject) => compiled.test(subject);
  } catch {
    return undefined;
  }
}
