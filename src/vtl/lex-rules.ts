/** What may come next in each state of the lexer: Velocity 1.7's token definitions, as a table. */
import { type Kind, T } from './token.ts';

/** States of the lexer; the names are Velocity's. */
export type State =
  | 'REFERENCE'
  | 'REFMODIFIER'
  | 'REFINDEX'
  | 'DIRECTIVE'
  | 'REFMOD2'
  | 'DEFAULT'
  | 'TEXTBLOCK'
  | 'COMMENT'
  | 'FORMAL_COMMENT'
  | 'LINE_COMMENT'
  | 'PRE_DIRECTIVE';

/** How long the match at `at` is; 0 is none. */
export type Match = (text: string, at: number) => number;

export interface Rule {
  readonly kind: Kind;
  readonly match: Match;
}

/** The rules by the first character of what they match. */
export type Rules = (first: string) => readonly Rule[];

const sticky = (pattern: string): Match => {
  const regex = new RegExp(pattern, 'y');
  return (text, at) => {
    regex.lastIndex = at;
    return regex.test(text) ? regex.lastIndex - at : 0;
  };
};

const one: Match = () => 1;

/** Where the run of backslashes ends that goes through `at`: remembered, since each of them is asked for it. */
let run = { text: '', from: 0, to: 0 };
function backslashes(text: string, at: number): number {
  if (run.text !== text || at < run.from || at >= run.to) {
    let to = at;
    while (text.charCodeAt(to) === 92) to++;
    run = { text, from: at, to };
  }
  return run.to - at;
}

const dollar: Match = (text, at) => {
  const n = backslashes(text, at);
  return text[at + n] === '$' ? n + 1 : 0;
};
const dollarBang: Match = (text, at) => {
  const n = dollar(text, at);
  if (n === 0) return 0;
  const m = backslashes(text, at + n);
  return text[at + n + m] === '!' ? n + m + 1 : 0;
};
const word = sticky('[A-Za-z_@][A-Za-z0-9_@]*|\\{[A-Za-z_][A-Za-z0-9_@]*\\}');
const escapeDirective: Match = (text, at) => {
  const n = backslashes(text, at);
  if (n % 2 === 0 || text[at + n] !== '#') return 0;
  const m = word(text, at + n + 1);
  return m === 0 ? 0 : n + 1 + m;
};

/** The longest there is: two quotes in it stand for one, and a backslash for itself. Where no quote is left for its end, a pair's first is. */
const stringLiteral: Match = (text, at) => {
  const quote = text[at] as string;
  let end = 0;
  for (let i = text.indexOf(quote, at + 1); i !== -1; i = text.indexOf(quote, i + 2)) {
    end = i + 1 - at;
    if (text[i + 1] !== quote) break;
  }
  return end;
};

const LINE_END = '(?:[ \\t]*(?:\\r\\n|\\n|\\r))?';
const ANY = /[\s\S]/;

/** kind, first characters, match, states: `*` is all of them. */
const TABLE: readonly (readonly [Kind, RegExp, Match, string])[] = [
  [T.INDEX_LBRACKET, /\[/, one, 'REFERENCE REFMODIFIER'],
  [T.INDEX_RBRACKET, /\]/, one, 'REFINDEX'],
  [T.LBRACKET, /\[/, one, 'DIRECTIVE REFMOD2'],
  [T.RBRACKET, /\]/, one, 'DIRECTIVE REFMOD2'],
  [T.COMMA, /,/, one, 'DIRECTIVE REFMOD2'],
  [T.DOUBLEDOT, /\./, sticky('\\.\\.'), 'DIRECTIVE REFMOD2'],
  [T.COLON, /:/, one, 'DIRECTIVE REFMOD2'],
  [T.LEFT_CURLEY, /\{/, one, 'DIRECTIVE REFMOD2'],
  [T.RIGHT_CURLEY, /\}/, one, 'DIRECTIVE REFMOD2'],
  [T.LPAREN, /\(/, one, 'DIRECTIVE REFMODIFIER'],
  [T.RPAREN, /\)/, sticky(`\\)${LINE_END}`), 'DIRECTIVE'],
  [T.REFMOD2_RPAREN, /\)/, one, 'REFMOD2'],
  [T.ESCAPE_DIRECTIVE, /\\/, escapeDirective, 'DEFAULT'],
  [T.SET_DIRECTIVE, /[ \t#]/, sticky('[ \\t]*(?:#set|#\\{set\\}) *\\('), 'DEFAULT REFERENCE REFMODIFIER REFMOD2'],
  [T.DOLLAR, /[\\$]/, dollar, '*'],
  [T.DOLLARBANG, /[\\$]/, dollarBang, '*'],
  [T.TEXTBLOCK_START, /#/, sticky('#\\[\\['), '*'],
  [T.FORMAL_COMMENT_START, /#/, sticky('#\\*\\*[^#]'), '*'],
  [T.MULTI_LINE_COMMENT_START, /#/, sticky('#\\*'), '*'],
  [T.HASH, /#/, one, '*'],
  [T.SINGLE_LINE_COMMENT_START, /#/, sticky('##'), 'REFERENCE DIRECTIVE DEFAULT PRE_DIRECTIVE'],
  [T.DOUBLE_ESCAPE, /\\/, sticky('\\\\\\\\'), 'DEFAULT'],
  [T.ESCAPE, /\\/, one, 'DEFAULT'],
  [T.TEXT, /[^$#\\]/, sticky('[^$#\\\\]+'), 'DEFAULT'],
  [T.SINGLE_LINE_COMMENT, /[\r\n]/, sticky('\\r\\n|\\n|\\r'), 'LINE_COMMENT'],
  [T.FORMAL_COMMENT, /\*/, sticky('\\*#'), 'FORMAL_COMMENT'],
  [T.MULTI_LINE_COMMENT, /\*/, sticky('\\*#'), 'COMMENT'],
  [T.TEXTBLOCK, /\]/, sticky('\\]\\]#'), 'TEXTBLOCK'],
  [T.SKIP, ANY, one, 'LINE_COMMENT FORMAL_COMMENT COMMENT'],
  [T.MORE, ANY, one, 'TEXTBLOCK'],
  [T.WHITESPACE, /[ \t\r\n]/, sticky('[ \\t\\r\\n]+'), 'DIRECTIVE REFMOD2 REFINDEX'],
  [T.STRING_LITERAL, /["']/, stringLiteral, 'DIRECTIVE REFMOD2 REFINDEX'],
  [T.TRUE, /t/, sticky('true'), 'REFERENCE DIRECTIVE REFMODIFIER REFMOD2 REFINDEX'],
  [T.FALSE, /f/, sticky('false'), 'REFERENCE DIRECTIVE REFMODIFIER REFMOD2 REFINDEX'],
  [T.MINUS, /-/, one, 'DIRECTIVE'],
  [T.PLUS, /\+/, one, 'DIRECTIVE'],
  [T.MULTIPLY, /\*/, one, 'DIRECTIVE'],
  [T.DIVIDE, /\//, one, 'DIRECTIVE'],
  [T.MODULUS, /%/, one, 'DIRECTIVE'],
  [T.AND, /[&a]/, sticky('&&|and'), 'DIRECTIVE'],
  [T.OR, /[|o]/, sticky('\\|\\||or'), 'DIRECTIVE'],
  [T.LT, /[<l]/, sticky('<|lt'), 'DIRECTIVE'],
  [T.LE, /[<l]/, sticky('<=|le'), 'DIRECTIVE'],
  [T.GT, /[>g]/, sticky('>|gt'), 'DIRECTIVE'],
  [T.GE, /[>g]/, sticky('>=|ge'), 'DIRECTIVE'],
  [T.EQ, /[=e]/, sticky('==|eq'), 'DIRECTIVE'],
  [T.NE, /[!n]/, sticky('!=|ne'), 'DIRECTIVE'],
  [T.NOT, /[!n]/, sticky('!|not'), 'DIRECTIVE'],
  [T.EQUALS, /=/, one, 'DIRECTIVE'],
  [T.END, /[e{]/, sticky(`(?:end|\\{end\\})${LINE_END}`), 'PRE_DIRECTIVE'],
  [T.IF, /[i{]/, sticky('if|\\{if\\}'), 'PRE_DIRECTIVE'],
  [T.ELSEIF, /[e{]/, sticky('elseif|\\{elseif\\}'), 'PRE_DIRECTIVE'],
  [T.ELSE, /[e{]/, sticky(`(?:else|\\{else\\})${LINE_END}`), 'PRE_DIRECTIVE'],
  [T.INTEGER, /[-0-9]/, sticky('-?[0-9]+(?:\\.\\.)?'), 'PRE_DIRECTIVE DIRECTIVE REFMOD2 REFINDEX'],
  [
    T.FLOAT,
    /[-.0-9]/,
    sticky('-?(?:[0-9]+\\.[0-9]*(?:[eE][+-]?[0-9]+)?|\\.[0-9]+(?:[eE][+-]?[0-9]+)?|[0-9]+[eE][+-]?[0-9]+)'),
    'PRE_DIRECTIVE DIRECTIVE REFMOD2 REFINDEX',
  ],
  [T.WORD, /[A-Za-z_@]/, sticky('[A-Za-z_@][A-Za-z0-9_@]*'), 'PRE_DIRECTIVE DIRECTIVE'],
  [T.BRACKETED_WORD, /\{/, sticky('\\{[A-Za-z_][A-Za-z0-9_@]*\\}'), 'PRE_DIRECTIVE DIRECTIVE'],
  [T.IDENTIFIER, /[A-Za-z_]/, sticky('[A-Za-z_][A-Za-z0-9_-]*'), 'REFERENCE REFMODIFIER REFMOD2'],
  [T.DOT, /\./, sticky('\\.[A-Za-z]'), 'REFERENCE REFMODIFIER REFMOD2'],
  [T.LCURLY, /\{/, one, 'REFERENCE REFMODIFIER'],
  [T.RCURLY, /\}/, one, 'REFERENCE REFMODIFIER'],
  [T.REFERENCE_TERMINATOR, ANY, one, 'REFERENCE REFMODIFIER'],
  [T.DIRECTIVE_TERMINATOR, ANY, one, 'PRE_DIRECTIVE'],
  [T.EMPTY_INDEX, /\$/, sticky('\\$[[.]|\\$!\\[|\\$\\\\!\\['), 'DEFAULT REFERENCE'],
];

function rulesOf(state: State): Rules {
  const mine = TABLE.filter(([, , , states]) => states === '*' || states.split(' ').includes(state));
  const startingWith = (c: string): readonly Rule[] =>
    mine.filter(([, first]) => first.test(c)).map(([kind, , match]) => ({ kind, match }));
  const ascii = Array.from({ length: 128 }, (_, code) => startingWith(String.fromCharCode(code)));
  const others = startingWith('\u0080'); // no rule tells one from another
  return (first) => ascii[first.charCodeAt(0)] ?? others;
}

const STATES: readonly State[] = [
  'REFERENCE',
  'REFMODIFIER',
  'REFINDEX',
  'DIRECTIVE',
  'REFMOD2',
  'DEFAULT',
  'TEXTBLOCK',
  'COMMENT',
  'FORMAL_COMMENT',
  'LINE_COMMENT',
  'PRE_DIRECTIVE',
];

export const RULES = Object.fromEntries(STATES.map((state) => [state, rulesOf(state)])) as {
  readonly [S in State]: Rules;
};
