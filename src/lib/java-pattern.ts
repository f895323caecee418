import { createRequire } from 'node:module';
import type * as Re2js from 're2js';
import { remember } from './names.ts';

const require = createRequire(import.meta.url);

/**
 * A regular expression of a user, in Java's dialect, that runs in linear time whatever it is and whatever it is asked
 * about. Look-arounds, back references, possessive quantifiers, classes in classes and the POSIX classes `\p{Alpha}` … are
 * not in it.
 *
 * @returns whether a subject matches as a whole; `undefined` for what is no such expression
 */
export const compileJavaPattern = remember((pattern): ((subject: string) => boolean) | undefined => {
  if (nestsClasses(pattern)) return undefined;
  // Loaded when the first pattern comes: most processes have none.
  const { RE2JS } = require('re2js') as typeof Re2js;
  try {
    const compiled = RE2JS.compile(pattern, RE2JS.DOTALL);
    return (subject) => compiled.matches(subject);
  } catch {
    return undefined;
  }
});

/** Classes in classes and intersections, `[a-d[m-p]]` and `[a-z&&[^b]]`: RE2 would read them, as something else. */
export function nestsClasses(pattern: string): boolean {
  let inClass = false;
  for (const [part] of pattern.matchAll(/\\Q.*?(?:\\E|$)|\\.|&&|\[\^?\]?|./gs)) {
    if (inClass && (part === '&&' || part.startsWith('['))) return true;
    if (part.startsWith('[')) inClass = true;
    else if (part === ']') inClass = false;
  }
  return false;
}
