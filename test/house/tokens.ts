/** A token of a TypeScript source. Comments and white space are none. */
export interface Token {
  /** `regex` stands for a regular expression or a piece of a template literal, whose text is of no interest. */
  readonly kind: 'word' | 'string' | 'regex' | 'sign';
  /** A string's text is what stands between its quotes. */
  readonly text: string;
  readonly line: number;
}

const BLANK = /(?:\s|\/\/[^\n]*|\/\*[\s\S]*?\*\/)+/y;
const WORD = /[\p{ID_Start}$_#@][\p{ID_Continue}$]*|\d[\w.]*/uy;
const STRING = /'(?:[^'\\\n]|\\[\s\S])*'|"(?:[^"\\\n]|\\[\s\S])*"/y;
const REGEX = /\/(?:[^/\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[a-z]*/y;
/** From the backtick, or from the brace that ends a substitution, to the next substitution or the end. */
const TEMPLATE = /[`}](?:[^`\\$]|\\[\s\S]|\$(?!\{))*(?:`|\$\{)/y;
const SIGN = /\.\.\.|=>|[\s\S]/y;
const SHEBANG = /#![^\n]*/y;

/** After these words a slash begins a regular expression; after every other it divides. */
const BEFORE_REGEX = new Set([
  'return',
  'typeof',
  'case',
  'in',
  'of',
  'do',
  'else',
  'void',
  'delete',
  'throw',
  'await',
  'yield',
]);

/**
 * The tokens of a source that compiles. Close enough to find import statements and names in code: a slash after `)` or `}` is
 * taken as a division, so that a regular expression there would be read as signs and words.
 */
export function tokensOf(source: string): Token[] {
  const tokens: Token[] = [];
  /** For each template that is open, how many braces are open inside its substitution. */
  const templates: number[] = [];
  let at = 0;
  let line = 1;

  const take = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    const text = pattern.exec(source)?.[0];
    if (text !== undefined) at += text.length;
    return text;
  };
  const push = (kind: Token['kind'], text: string, raw = text) => {
    tokens.push({ kind, text, line });
    line += raw.split('\n').length - 1;
  };
  const takeTemplate = (): boolean => {
    const piece = take(TEMPLATE);
    if (piece === undefined) throw new Error(`Line ${line}: a template literal without an end`);
    push('regex', '', piece);
    return piece.endsWith('${');
  };

  take(SHEBANG);
  for (;;) {
    line += (take(BLANK) ?? '').split('\n').length - 1;
    if (at === source.length) return tokens;
    const open = templates.at(-1);
    if (source[at] === '`') {
      if (takeTemplate()) templates.push(0);
    } else if (source[at] === '}' && open === 0) {
      if (!takeTemplate()) templates.pop();
    } else {
      const word = take(WORD);
      const string = word === undefined ? take(STRING) : undefined;
      const regex =
        word === undefined && string === undefined && regexMayBegin(tokens.at(-1)) ? take(REGEX) : undefined;
      if (word !== undefined) push('word', word);
      else if (string !== undefined) push('string', string.slice(1, -1), string);
      else if (regex !== undefined) push('regex', regex);
      else {
        const sign = take(SIGN) ?? '';
        push('sign', sign);
        if (open !== undefined) templates[templates.length - 1] = open + (sign === '{' ? 1 : sign === '}' ? -1 : 0);
      }
    }
  }
}

function regexMayBegin(before: Token | undefined): boolean {
  if (before === undefined) return true;
  if (before.kind === 'word') return BEFORE_REGEX.has(before.text);
  return before.kind === 'sign' && ![')', ']', '}'].includes(before.text);
}
