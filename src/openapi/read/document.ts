import type { CST, ParsedNode } from 'yaml';
import { isObject, setMember } from '../../lib/json.ts';
import { yaml } from '../yaml.ts';
import { checkJsonText } from './json-text.ts';
import type { JsonObject } from './json-values.ts';
import type { Notes } from './notes.ts';

/** Not a document that could be read at all. The message is AWS's unless there is more to say (recorded: test_import_api_bad_file). */
export class InvalidOpenApi extends Error {
  override name = 'InvalidOpenApi';

  constructor(message = 'Invalid OpenAPI input.') {
    super(message);
  }
}

/** Objects and arrays in each other. */
export const MAX_DEPTH = 128;
/** Values of a document, those that aliases repeat counted each time. */
const MAX_VALUES = 2_000_000;
/** Tokens of a YAML text, spaces and ends of lines among them: some three megabytes of usual YAML, and seconds of work. */
const MAX_TOKENS = 1_000_000;

/**
 * JSON or YAML text as a value. Objects in it have the members of the text and no others, whatever their names.
 *
 * @throws InvalidOpenApi when it is neither, or deeper or larger than we read
 */
export function parseText(text: string, notes: Notes): JsonObject {
  const value = (text.trimStart().startsWith('{') ? parseJson(text, notes) : undefined) ?? parseYaml(text, notes);
  if (!isObject(value)) throw new InvalidOpenApi();
  return value;
}

/** @returns undefined when it is not JSON: it may be YAML then */
function parseJson(text: string, notes: Notes): unknown {
  if (checkJsonText(text, MAX_DEPTH, (key) => duplicate(notes, key)) === 'too deep') throw new InvalidOpenApi();
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

// deviation: Of two members of one name the last counts, with a warning whose sentence is ours; what AWS makes of them is not recorded.
function duplicate(notes: Notes, key: string): void {
  notes.warn(`Parse issue: attribute ${key} is given more than once. Ignoring all but the last`);
}

function parseYaml(text: string, notes: Notes): unknown {
  // The library's own search for duplicate keys is quadratic; ours stands below.
  const { Composer } = yaml();
  const composer = new Composer({ uniqueKeys: false, prettyErrors: false, logLevel: 'silent', merge: false });
  // It goes on after what is wrong, and a text of nothing else takes gigabytes: the first is enough.
  Object.assign(composer, { onError: stopAtError });
  try {
    const [parsed, another] = composer.compose(tokens(text), true, text.length);
    if (parsed === undefined || another !== undefined || parsed.errors.length > 0) throw new InvalidOpenApi();
    return yamlValues(parsed.contents as ParsedNode | null, notes);
  } catch (error) {
    // The composer descends into what is nested: lines that are indented too far exhaust the stack.
    if (error instanceof RangeError) throw new InvalidOpenApi();
    throw error;
  }
}

/** As the composer calls it. */
function stopAtError(_source: unknown, _code: unknown, _message: unknown, isWarning?: boolean): void {
  if (isWarning !== true) throw new InvalidOpenApi();
}

/** What in one line opens something inside of what stands before it. */
const OPENING: ReadonlySet<string> = new Set(['[', '{', '-', '?']);

/** The tokens of a text, as far as it is no deeper than we read: depth is cheap to write and dear to parse. */
function* tokens(text: string): Generator<CST.Token> {
  const { Lexer, Parser } = yaml();
  const parser = new Parser();
  let brackets = 0;
  let indicators = 0;
  let count = 0;
  for (const lexeme of new Lexer().lex(text)) {
    // deviation: A YAML document of more than a million tokens is refused, in our words; AWS takes any of up to 6 MB, and so do we in JSON.
    if (++count > MAX_TOKENS)
      throw new InvalidOpenApi(`A YAML document has at most ${MAX_TOKENS} tokens: send it as JSON`);
    if (lexeme === '[' || lexeme === '{') brackets++;
    else if (lexeme === ']' || lexeme === '}') brackets = Math.max(0, brackets - 1);
    if (OPENING.has(lexeme)) indicators++;
    else if (lexeme.trim() !== '') indicators = 0;
    if (brackets > MAX_DEPTH || indicators > MAX_DEPTH) throw new InvalidOpenApi();
    for (const token of parser.next(lexeme)) {
      if (token.type === 'error') throw new InvalidOpenApi();
      yield token;
    }
  }
  yield* parser.end();
}

/** Aliases become copies: they are counted, and one inside of what it names ends as too deep. */
function yamlValues(contents: ParsedNode | null, notes: Notes): unknown {
  const { isAlias, isMap, isScalar, isSeq } = yaml();
  const anchors = new Map<string, ParsedNode>();
  let values = 0;

  const read = (node: ParsedNode | null, depth: number, texts: boolean): unknown => {
    values += 1;
    if (values > MAX_VALUES || depth > MAX_DEPTH) throw new InvalidOpenApi();
    if (node === null) return null;
    if (isAlias(node)) {
      const named = anchors.get(node.source);
      if (named === undefined) throw new InvalidOpenApi();
      return read(named, depth + 1, texts);
    }
    if (node.anchor !== undefined) anchors.set(node.anchor, node);
    if (isScalar(node)) return readScalar(node, texts);
    if (isSeq(node)) return node.items.map((item) => read(item as ParsedNode, depth + 1, false));
    if (isMap(node)) return readMap(node, depth, texts);
    throw new InvalidOpenApi();
  };

  const readMap = (node: { items: readonly unknown[] }, depth: number, texts: boolean): JsonObject => {
    const object: JsonObject = {};
    const merged: JsonObject = {};
    for (const item of node.items) {
      const pair = item as { key: ParsedNode | null; value: ParsedNode | null };
      const key = readKey(pair.key);
      // `info` is words: `version: 1.0` is the text 1.0.
      const value = read(pair.value, depth + 1, texts || (depth === 0 && key === 'info'));
      if (key === '<<') {
        for (const source of [value].flat()) {
          if (!isObject(source)) throw new InvalidOpenApi();
          for (const [name, one] of Object.entries(source))
            if (!Object.hasOwn(merged, name)) setMember(merged, name, one);
        }
        continue;
      }
      if (Object.hasOwn(object, key)) duplicate(notes, key);
      setMember(object, key, value);
    }
    for (const [name, one] of Object.entries(merged)) if (!Object.hasOwn(object, name)) setMember(object, name, one);
    return object;
  };

  const readKey = (node: ParsedNode | null): string => {
    const named = isAlias(node) ? anchors.get(node.source) : node;
    if (!isScalar(named)) throw new InvalidOpenApi();
    return named.source ?? String(named.value);
  };

  return read(contents, 0, false);
}

function readScalar(node: { readonly value: unknown; readonly source?: string }, texts: boolean): unknown {
  const { value, source } = node;
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value !== 'number') throw new InvalidOpenApi();
  // What JSON has no number for stays the text that it is.
  return (texts || !Number.isFinite(value)) && source !== undefined ? source : value;
}
