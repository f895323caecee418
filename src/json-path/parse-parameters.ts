import { errorAt, type Part, parsePart } from './parse-path.ts';
import type { Parameter } from './path.ts';

const OPENS = '([{';
const CLOSES = ')]}';

/**
 * The parameters of a function, from behind its parenthesis on, as Jayway parts them: by commas outside of brackets and
 * double quotes. What comes before a digit, a minus, a double quote, a brace or the root of a path is no part of one.
 *
 * @returns them, and where the path goes on
 * @throws JsonPathError
 */
export function parseParameters(part: Part, from: number): { readonly parameters: Parameter[]; readonly end: number } {
  const { text } = part;
  const open = { '(': 1, '[': 0, '{': 0 };
  const parameters: Parameter[] = [];
  let kind: Parameter['kind'] | undefined;
  let written = '';
  let quotes = 0;
  let before = '';
  let at = from;
  for (let ended = false; at < text.length && !ended; ) {
    const character = text[at++] as string;
    if (kind === undefined) {
      if (/[ \t\n\r]/.test(character)) continue;
      kind = /[{\d"-]/.test(character) ? 'json' : /[$@]/.test(character) ? 'path' : undefined;
    }
    const closes = OPENS[CLOSES.indexOf(character)] as keyof typeof open | undefined;
    if (character === '"') quotes += before !== '\\' && quotes > 0 ? -1 : 1;
    else if (OPENS.includes(character)) open[character as keyof typeof open]++;
    else if (closes !== undefined && --open[closes] < 0 && closes !== '(') {
      throw errorAt(part, at - 1, `Unexpected ${character}`);
    }
    // An empty pair of parentheses belongs to a function of the parameter.
    if (character === ')' && (open['('] < 0 || before === '(')) written += character;
    const outside = quotes === 0 && open['['] === 0 && open['{'] === 0;
    if (outside && ((character === ')' && open['('] === 0) || (/[),]/.test(character) && open['('] === 1))) {
      ended = open['('] === 0;
      if (kind === 'json') parameters.push({ kind, text: written });
      if (kind === 'path') {
        parameters.push({
          kind,
          path: parsePart({ text: written, offset: part.offset + from, depth: part.depth + 1 }),
        });
      }
      if (kind !== undefined) [written, kind] = ['', undefined];
    }
    // A comma in double quotes parts nothing, and is lost.
    const isComma = character === ',' && open['('] === 1 && open['['] === 0 && open['{'] === 0;
    if (kind !== undefined && !isComma) written += character;
    before = character;
  }
  if (open['('] !== 0 || open['['] !== 0 || open['{'] !== 0) throw errorAt(part, from, 'The parameters are not closed');
  return { parameters, end: at };
}
