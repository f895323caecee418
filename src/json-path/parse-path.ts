import { JsonSyntaxError, parseJson } from '../lib/json-parse.ts';
import { JsonPathError } from './errors.ts';
import { FUNCTIONS } from './functions.ts';
import { parseFilter } from './parse-filter.ts';
import { isFunctionPath, type Parameter, type Path, type Segment } from './path.ts';
import { closing, isBlank, significant, unquoted } from './scan-text.ts';

/** A path inside a longer text: filters and parameters have paths of their own. */
export interface Part {
  readonly text: string;
  readonly from: number;
  readonly end: number;
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
  const trimmed = given.trim();
  if (trimmed === '') throw new JsonPathError('A path cannot be empty', 0);
  if (trimmed.length > MAX_LENGTH) throw new JsonPathError('The path is too long', MAX_LENGTH);
  const rooted = /^[$@]/.test(trimmed);
  const text = rooted ? trimmed : `$.${trimmed}`;
  try {
    return parsePart({ text, from: 0, end: text.length, depth: 0 });
  } catch (error) {
    if (!(error instanceof JsonPathError)) throw error;
    const shift = given.length - given.trimStart().length - (rooted ? 0 : 2);
    const what = error.message.replace(/ at position \d+$/, '');
    throw new JsonPathError(what, Math.max(0, error.position + shift));
  }
}

export function parsePart(part: Part): Path {
  const { text, from, end, depth } = part;
  if (depth > MAX_DEPTH) throw new JsonPathError('Too many filters inside of one another', from);
  const root = text[from];
  if (root !== '$' && root !== '@') throw new JsonPathError("A path begins with '$' or '@'", from);
  if (end > from + 1 && text[end - 1] === '.') throw new JsonPathError("A path must not end with a '.'", end - 1);
  const segments: Segment[] = [];
  let at = from + 1;
  if (at < end && text[at] !== '.' && text[at] !== '[') throw new JsonPathError("Expected '.' or '['", at);
  while (at < end) {
    if (segments.length >= MAX_SEGMENTS) throw new JsonPathError('The path has too many segments', at);
    at = readSegment(part, at, segments);
  }
  return withFunctionOfScan({ root, segments });
}

/** Reads what begins at `at` and returns where the next begins. */
function readSegment(part: Part, at: number, segments: Segment[]): number {
  const { text, end } = part;
  if (text[at] === '.') {
    if (text[at + 1] === '.') {
      segments.push({ kind: 'scan' });
      at++;
    }
    at++;
    if (at >= end || text[at] === '.') throw new JsonPathError("Unexpected '.'", at - 1);
  }
  if (text[at] === '[') return readBracket(part, at, segments);
  if (text[at] === '*') {
    segments.push({ kind: 'wildcard' });
    return at + 1;
  }
  return readName(part, at, segments);
}

/** `name` or `name(…)`. */
function readName(part: Part, from: number, segments: Segment[]): number {
  const { text, end } = part;
  let at = from;
  for (; at < end && text[at] !== '.' && text[at] !== '[' && text[at] !== '('; at++) {
    if (text[at] === ' ') throw new JsonPathError("A name with blanks stands in brackets: ['my name']", at);
  }
  const name = text.slice(from, at);
  if (text[at] !== '(' || at >= end) {
    segments.push({ kind: 'property', names: [name] });
    return at;
  }
  const close = closing(text, at, end, false);
  if (close < 0) throw new JsonPathError(`The parameters of ${name} are not closed`, at);
  if (!Object.hasOwn(FUNCTIONS, name)) throw new JsonPathError(`There is no function ${JSON.stringify(name)}`, from);
  const parameters = parseParameters({ ...part, from: at + 1, end: close });
  segments.push({ kind: 'function', name, parameters });
  return close + 1;
}

function parseParameters(part: Part): Parameter[] {
  const { text, end, depth } = part;
  const parameters: Parameter[] = [];
  for (let from = significant(text, part.from, end); from >= 0; ) {
    const comma = nextComma(text, from, end);
    const to = trimmedEnd(text, from, comma);
    if (to <= from) throw new JsonPathError('Expected a parameter', from);
    if (text[from] === '$' || text[from] === '@') {
      parameters.push({ kind: 'path', path: parsePart({ text, from, end: to, depth: depth + 1 }) });
    } else parameters.push({ kind: 'value', value: jsonAt(text, from, to) });
    if (comma >= end) break;
    from = significant(text, comma + 1, end);
    if (from < 0) throw new JsonPathError('Expected a parameter', comma);
  }
  return parameters;
}

function nextComma(text: string, from: number, end: number): number {
  for (let i = from; i < end; i++) {
    const character = text[i] as string;
    if (character === ',') return i;
    if (character === '"' || character === "'") {
      const close = text.indexOf(character, i + 1);
      i = close < 0 || close >= end ? end : close;
    } else if (character === '(' || character === '[' || character === '{') {
      const close = closing(text, i, end, false);
      if (close < 0) throw new JsonPathError(`${character} is not closed`, i);
      i = close;
    }
  }
  return end;
}

/** A JSON literal, read as leniently as json-smart does. */
export function jsonAt(text: string, from: number, to: number): ReturnType<typeof parseJson> {
  try {
    return parseJson(text.slice(from, to), 'lenient');
  } catch (error) {
    if (error instanceof JsonSyntaxError) throw new JsonPathError('Expected JSON', from + error.position);
    throw error;
  }
}

function readBracket(part: Part, open: number, segments: Segment[]): number {
  const { text, end } = part;
  const first = significant(text, open + 1, end);
  const character = first < 0 ? '' : (text[first] as string);
  if (character === "'" || character === '"') return readNames(part, first, character, segments);
  if (/[-\d:]/.test(character)) return readArray(part, open, segments);
  if (character === '*') {
    const close = significant(text, first + 1, end);
    if (text[close] !== ']') throw new JsonPathError("Expected ']'", first + 1);
    segments.push({ kind: 'wildcard' });
    return close + 1;
  }
  if (character === '?') return readFilter(part, open, first, segments);
  throw new JsonPathError("Expected a name in quotes, a number, '*' or '?'", open + 1);
}

/** `['a', 'b']` */
function readNames(part: Part, from: number, quote: string, segments: Segment[]): number {
  const { text, end } = part;
  const names: string[] = [];
  for (let at = from; ; ) {
    if (at < 0 || text[at] !== quote) throw new JsonPathError(`Expected ${quote}`, at < 0 ? end : at);
    let close = at + 1;
    while (close < end && text[close] !== quote) close += text[close] === '\\' ? 2 : 1;
    if (close >= end) throw new JsonPathError(`${quote} is not closed`, at);
    names.push(unquoted(text.slice(at + 1, close)));
    const next = significant(text, close + 1, end);
    if (next >= 0 && text[next] === ']') {
      segments.push({ kind: 'property', names });
      return next + 1;
    }
    if (next < 0 || text[next] !== ',') throw new JsonPathError("Expected ',' or ']'", close + 1);
    at = significant(text, next + 1, end);
  }
}

/** `[0]`, `[0, -1]`, `[1:3]`, `[:2]`, `[-2:]`. A step is read and has no effect, as in Jayway. */
function readArray(part: Part, open: number, segments: Segment[]): number {
  const { text, end } = part;
  const close = text.indexOf(']', open);
  if (close < 0 || close >= end) throw new JsonPathError("'[' is not closed", open);
  const inside = text.slice(open + 1, close).trim();
  const bounds = /^(-?\d+)?(?::(-?\d+)?)(?::-?\d*)*$/.exec(inside);
  if (bounds !== null) {
    const [, first, second] = bounds;
    if (first === undefined && second === undefined) throw new JsonPathError('A slice needs a bound', open + 1);
    segments.push({ kind: 'slice', from: int(first, open), to: int(second, open) });
  } else if (/^-?\d+(?: *, *-?\d+)*(?: *,)*$/.test(inside)) {
    const indexes = inside.split(',').filter((part) => part.trim() !== '');
    segments.push({ kind: 'index', indexes: indexes.map((index) => int(index.trim(), open) as number) });
  } else throw new JsonPathError('Expected indexes or a slice', open + 1);
  return close + 1;
}

function int(digits: string | undefined, at: number): number | undefined {
  if (digits === undefined) return undefined;
  const value = Number(digits);
  if (value > 2_147_483_647 || value < -2_147_483_648) throw new JsonPathError('The index is too large', at + 1);
  return value;
}

/** `[?(…)]` */
function readFilter(part: Part, open: number, mark: number, segments: Segment[]): number {
  const { text, end, depth } = part;
  const begin = significant(text, mark + 1, end);
  if (begin < 0 || text[begin] !== '(') throw new JsonPathError("Expected '('", mark + 1);
  const close = closing(text, begin, end, true);
  if (close < 0) throw new JsonPathError("'(' is not closed", begin);
  const bracket = significant(text, close + 1, end);
  if (bracket < 0 || text[bracket] !== ']') throw new JsonPathError("Expected ']'", close + 1);
  if (depth >= MAX_DEPTH) throw new JsonPathError('Too many filters inside of one another', open);
  segments.push({ kind: 'filter', test: parseFilter({ text, from: begin, end: close + 1, depth: depth + 1 }) });
  return bracket + 1;
}

function trimmedEnd(text: string, from: number, end: number): number {
  while (end > from && isBlank(text.charCodeAt(end - 1))) end--;
  return end;
}

/** `$..price.max()` is the maximum of all prices: the function gets what the path before it finds. */
function withFunctionOfScan(path: Path): Path {
  const last = path.segments.at(-1);
  if (path.segments[0]?.kind !== 'scan' || last?.kind !== 'function' || !isFunctionPath(path)) return path;
  const found: Path = { root: path.root, segments: path.segments.slice(0, -1) };
  return { root: path.root, segments: [{ ...last, parameters: [{ kind: 'path', path: found }] }] };
}
