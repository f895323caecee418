/**
 * The integration status that a MOCK's rendered request template names, read as leniently as AWS reads it: keys bare or
 * in either quote, any integer as value; a string "200" is refused (recorded on AWS, aws-behaviour.md §1.8).
 * @returns `null` when the text is no such object or names no integer `statusCode` at its top level.
 */
export function readMockStatus(text: string): number | null {
  if (text.length > MAX_TEXT) return null;
  const tokens = text.match(TOKEN) ?? [];
  if (tokens[0] !== '{' || tokens.at(-1) !== '}') return null;
  let depth = 0;
  let status: number | null = null;
  for (const [i, token] of tokens.entries()) {
    if (token === '{' || token === '[') depth++;
    if (token === '}' || token === ']') depth--;
    if (depth < 0) return null;
    const isKey = depth === 1 && tokens[i + 1] === ':' && (tokens[i - 1] === '{' || tokens[i - 1] === ',');
    if (isKey && token.replace(/^["']|["']$/g, '') === 'statusCode') {
      const value = tokens[i + 2] ?? '';
      status = /^-?\d{1,9}$/.test(value) ? Number(value) : null;
    }
  }
  return depth === 0 ? status : null;
}

/** A string that does not end takes all the rest: looking for its end again from each quote in it would take quadratic time. */
const TOKEN = /"(?:[^"\\]|\\[\s\S])*(?:"|\\?$)|'(?:[^'\\]|\\[\s\S])*(?:'|\\?$)|[{}[\]:,]|[^\s{}[\]:,"']+/g;

/** A client's body can stand in for the template; what is longer than a template may be is not looked through. */
const MAX_TEXT = 307_200;
