import { compileJavaPattern } from '../../lib/java-pattern.ts';

/** An integration response that can be chosen. */
export interface Choosable {
  readonly status: number;
  /** Java regular expression; empty is the default response. */
  readonly selectionPattern: string;
}

/** Subjects that each method remembers: statuses are few, error messages need not be. */
const MAX_REMEMBERED = 64;
const MAX_SUBJECT = 256;

/**
 * Chooses by a subject: a status, or a function's error message. Among the responses whose pattern matches it whole, the
 * one whose own status code it is wins, else the first; then the one without a pattern (measured on AWS, aws-behaviour.md
 * §1.8 and §1.10). Patterns are users': they run in linear time.
 */
// deviation: A method with a selectionPattern that has lookarounds, back references or possessive quantifiers answers 501 (plan/unhonoured.ts), because patterns run in linear time.
export function compileSelection<T extends Choosable>(responses: readonly T[]): (subject: string) => T | undefined {
  const patterned = responses
    .filter(({ selectionPattern }) => selectionPattern !== '')
    .map((response) => ({ response, matches: compileJavaPattern(response.selectionPattern) }));
  const fallback = responses.find(({ selectionPattern }) => selectionPattern === '');
  if (patterned.length === 0) return () => fallback;
  const known = new Map<string, T | undefined>();
  return (subject) => {
    if (known.has(subject)) return known.get(subject);
    const matching = patterned.filter(({ matches }) => matches?.(subject) === true).map(({ response }) => response);
    const chosen = matching.find(({ status }) => String(status) === subject) ?? matching[0] ?? fallback;
    if (known.size < MAX_REMEMBERED && subject.length <= MAX_SUBJECT) known.set(subject, chosen);
    return chosen;
  };
}
