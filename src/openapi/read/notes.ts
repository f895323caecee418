/** So many remarks of a kind are kept, */
const MOST = 500;
/** and so many characters of each: names in a document may be of any length. */
const LONGEST = 1_000;

/** What is said about a document, in the order of finding it: errors refuse it, warnings do not. */
export interface Notes {
  readonly errors: readonly string[];
  readonly warnings: readonly string[];
  error(sentence: string): void;
  warn(sentence: string): void;
}

export function newNotes(): Notes {
  const errors: string[] = [];
  const warnings: string[] = [];
  return {
    errors,
    warnings,
    error: (sentence) => keep(errors, sentence),
    warn: (sentence) => keep(warnings, sentence),
  };
}

function keep(kept: string[], sentence: string): void {
  if (kept.length < MOST) kept.push(sentence.length > LONGEST ? `${sentence.slice(0, LONGEST)}…` : sentence);
  else if (kept.length === MOST) kept.push('There is more, which is not listed.');
}
