import type { Expression } from './ast.ts';
import { TemplateSyntaxError } from './errors.ts';
import { parseBlocks } from './parse.ts';
import type { Token } from './token.ts';
import type { Tokens } from './tokens.ts';

/** A string literal; one in double quotes that has a `$` or a `#` is a template of its own. */
export function parseString(token: Token, { depth, macros }: Tokens): Expression {
  const { image } = token;
  const span = { first: token, last: token };
  const double = image.startsWith('"');
  let value = image.slice(1, -1);
  if (double) value = withCharacters(value, token);
  value = undouble(value, double ? '"' : "'");
  if (!double || !/[$#]/.test(image)) return { type: 'string', span, value, template: undefined, cut: false };
  // A `$` at the end would be an error: Velocity puts a space there, which it takes off what was rendered. A line comment would hide it.
  const cut = !value.includes('##');
  try {
    return { type: 'string', span, value, template: parseBlocks(cut ? `${value} ` : value, depth + 1, macros), cut };
  } catch (error) {
    if (!(error instanceof TemplateSyntaxError)) throw error;
    throw new TemplateSyntaxError(`In a string: ${error.message}`, token.place);
  }
}

/** `\uXXXX` only: other escapes are there for the quotes, and stay. */
function withCharacters(text: string, { place }: Token): string {
  return text.replace(/\\u([\s\S]{0,4})/g, (_, digits: string) => {
    if (!/^[0-9a-fA-F]{4}$/.test(digits)) throw new TemplateSyntaxError(`"\\u${digits}" is no character`, place);
    return String.fromCharCode(Number.parseInt(digits, 16));
  });
}

/** Two quotes stand for one. */
function undouble(text: string, quote: string): string {
  return text.replaceAll(quote + quote, quote);
}
