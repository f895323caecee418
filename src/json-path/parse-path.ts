import { JsonPathError } from './errors.ts';
import { parseFilter } from './parse-filter.ts';
import { parseParameters } from './parse-parameters.ts';
import { isFunctionPath, type Path, type Segment } from './path.ts';
import { closing, significant, trimmed, unquoted } from './scan-text.ts';

/** A part of a longer text: filters and parameters have paths of their own. */
export interface Part {
  readonly text: string;
  /** Where it begins in the whole. */
  readonly offset: number;
  /** How many filters and functions this is inside of. */
  readonly depth: number;
}

/** Bounds of what is compiled; longer paths are not written by people. */
// deviation: A JSONPath of more than 10,000 characters, 200 segments or 20 filters inside of one another is refused; AWS's bounds are not recorded.
const MAX_LENGTH = 10_000;
const MAX_SEGMENTS = 200;
export const MAX_DEPTH = 20;

/**
 * Jayway's dialect, as its PathCompiler reads it: a path that begins with neither `$` nor `@` begins at `$.`.
 * @throws JsonPathError
 */
export function parsePath(given: string): Path {
  if (given.length > MAX_LENGTH) throw new JsonPathError('The path is too long', MAX_LENGTH);
  let { length } = given;
  while (given[length - 1] === ' ') length--;
  if (length === 0) throw new JsonPathError('A path cannot be empty', 0);
  const path = given.slice(0, length);
  const rooted = /^[$@]/.test(path);
  return parseWhole({ text: rooted ? path : `$.${path}`, offset: rooted ? 0 : -2, depth: 0 });
}

/** A path that is no parameter. */
export function parseWhole(part: Part): Path {
  const last = part.text.length - 1;
  if (last > 0 && part.text[last] === '.') throw errorAt(part, last, "A path must not end with a '.'");
  return parsePart(part);
}

export function parsePart(part: Part): Path {
  const { text } = part;
  if (part.depth > MAX_DEPTH) throw errorAt(part, 0, 'Too many filters inside of one another');
  const root = text[0];
  if (root !== '$' && root !== '@') throw errorAt(part, 0, "A path begins with '$' or '@'");
  const segments: Segment[] = [];
  if (text.length > 1 && text[1] !== '.' && text[1] !== '[') throw errorAt(part, 1, "Expected '.' or '['");
  if (text.length > 1) {
    let at = 1;
    // A single character behind a segment is not looked at.
    do {
      if (segments.length >= MAX_SEGMENTS) throw errorAt(part, at, 'The path has too many segments');
      at = readSegment(part, at, segments);
    } while (at < text.length - 1);
  }
  return withFunctionOfScan({ root, segments });
}

export function errorAt(part: Part, at: number, what: string): JsonPathError {
  return new JsonPathError(what, Math.max(0, part.offset + at));
}

/** Reads what begins at `at` and returns where the next begins. */
function readSegment(part: Part, at: number, segments: Segment[]): number {
  const { text } = part;
  if (text[at] === '.') {
    if (text[at + 1] === '.') {
      segments.push({ kind: 'scan' });
      at++;
    }
    at++;
    if (at >= text.length || text[at] === '.') throw errorAt(part, at - 1, "Unexpected '.'");
  }
  if (text[at] === '[') return readBracket(part, at, segments);
  if (text[at] !== '*') return readName(part, at, segments);
  segments.push({ kind: 'wildcard' });
  return at + 1;
}

/** `name` or `name(…)`. */
function readName(part: Part, from: number, segments: Segment[]): number {
  const { text } = part;
  let at = from;
  for (; at < text.length && text[at] !== '.' && text[at] !== '[' && text[at] !== '('; at++) {
    if (text[at] === ' ') throw errorAt(part, at, "A name with blanks stands in brackets: ['my name']");
  }
  const name = text.slice(from, at);
  if (text[at] !== '(') {
    segments.push({ kind: 'property', names: [name] });
    return at;
  }
  let open = 1;
  for (let i = at + 1; i < text.length && open > 0; i++) open += text[i] === '(' ? 1 : text[i] === ')' ? -1 : 0;
  if (open > 0) throw errorAt(part, at, `The parameters of ${name} are not closed`);
  // What follows `()` begins with the parenthesis.
  if (text[at + 1] === ')') {
    segments.push({ kind: 'function', name, parameters: [], scanned: false });
    return at + 1;
  }
  const { parameters, end } = parseParameters(part, at + 1);
  segments.push({ kind: 'function', name, parameters, scanned: false });
  return end;
}

function readBracket(part: Part, open: number, segments: Segment[]): number {
  const { text } = part;
  const first = significant(text, open + 1);
  const character = text[first] ?? '';
  if (character === "'" || character === '"') return readNames(part, open, character, segments);
  if (/[-\d:]/.test(character)) return readArray(part, open, segments);
  if (character === '?') return readFilter(part, open, first, segments);
  const close = significant(text, first + 1);
  if (character !== '*') throw errorAt(part, open + 1, "Expected a name in quotes, a number, '*' or '?'");
  if (text[close] !== ']') throw errorAt(part, first + 1, "Expected ']'");
  segments.push({ kind: 'wildcard' });
  return close + 1;
}

/** `['a', 'b']`. What stands between the names besides commas is not looked at. */
function readNames(part: Part, open: number, quote: string, segments: Segment[]): number {
  const { text } = part;
  const names: string[] = [];
  let begin = -1;
  let end = open;
  let afterComma = false;
  for (let at = open + 1; at < text.length; at++) {
    const character = text[at];
    if (character === '\\') at++;
    else if (character === quote && begin < 0) {
      [begin, afterComma] = [at + 1, false];
    } else if (character === quote) {
      end = significant(text, at + 1);
      if (text[end] !== ',' && text[end] !== ']') throw errorAt(part, end, "Expected ',' or ']'");
      const name = unquoted(text.slice(begin, at));
      if (name === undefined) throw errorAt(part, begin, 'Expected four digits behind \\u');
      names.push(name);
      begin = -1;
    } else if (begin < 0 && character === ']') {
      if (afterComma) throw errorAt(part, at, 'Expected a name');
      break;
    } else if (begin < 0 && character === ',') {
      if (afterComma) throw errorAt(part, at, 'Expected a name');
      afterComma = true;
    }
  }
  if (begin >= 0 || text[end] !== ']') throw errorAt(part, text.length, `Expected ${begin >= 0 ? quote : "']'"}`);
  segments.push({ kind: 'property', names });
  return end + 1;
}

/** `[0]`, `[0, -1]`, `[1:3]`, `[:2]`, `[-2:]`. A step is read and has no effect, as in Jayway. */
function readArray(part: Part, open: number, segments: Segment[]): number {
  const { text } = part;
  const close = text.indexOf(']', open);
  if (close < 0) throw errorAt(part, open, "'[' is not closed");
  const inside = trimmed(text.slice(open + 1, close));
  const number = (digits: string): number => {
    const value = /^-?\d+$/.test(digits) ? Number(digits) : Number.NaN;
    if (!(value <= 2_147_483_647 && value >= -2_147_483_648))
      throw errorAt(part, open + 1, 'Expected indexes or a slice');
    return value;
  };
  if (/^[-\d:]+$/.test(inside) && inside.includes(':')) {
    const [from, to] = inside.split(':').map((digits, i) => (digits === '' || i > 1 ? undefined : number(digits)));
    if (from === undefined && to === undefined) throw errorAt(part, open + 1, 'A slice needs a bound');
    segments.push({ kind: 'slice', from, to });
  } else segments.push({ kind: 'index', indexes: inside.split(',').map((digits) => number(withoutBlanks(digits))) });
  return close + 1;
}

/** Only spaces are blank. */
function withoutBlanks(text: string): string {
  let [from, to] = [0, text.length];
  while (text[from] === ' ') from++;
  while (to > from && text[to - 1] === ' ') to--;
  return text.slice(from, to);
}

/** `[?(…)]` */
function readFilter(part: Part, open: number, mark: number, segments: Segment[]): number {
  const { text, depth, offset } = part;
  const begin = significant(text, mark + 1);
  if (text[begin] !== '(') throw errorAt(part, mark + 1, "Expected '('");
  const close = closing(text, begin, true);
  if (close < 0) throw errorAt(part, begin, "'(' is not closed");
  const bracket = significant(text, close + 1);
  if (text[bracket] !== ']') throw errorAt(part, close + 1, "Expected ']'");
  if (depth >= MAX_DEPTH) throw errorAt(part, open, 'Too many filters inside of one another');
  const inside = { text: text.slice(begin, close + 1), offset: offset + begin, depth: depth + 1 };
  segments.push({ kind: 'filter', test: parseFilter(inside) });
  return bracket + 1;
}

/** `$..price.max()` is the maximum of all prices: the first function gets what the path before it finds. */
function withFunctionOfScan(path: Path): Path {
  const { root, segments } = path;
  if (segments[0]?.kind !== 'scan' || !isFunctionPath(path)) return path;
  const at = segments.findIndex(({ kind }) => kind === 'function');
  const found: Path = { root, segments: segments.slice(0, at) };
  const first = segments[at] as Segment & { readonly kind: 'function' };
  const parameters = [{ kind: 'path', path: found }] as const;
  return { root, segments: [{ ...first, parameters, scanned: true }, ...segments.slice(at + 1)] };
}
