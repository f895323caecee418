import type { Place } from './errors.ts';

/** Kinds of tokens, numbered as in Velocity 1.7: of matches of one length the least wins. */
export const T = {
  EOF: 0,
  INDEX_LBRACKET: 1,
  INDEX_RBRACKET: 2,
  LBRACKET: 3,
  RBRACKET: 4,
  COMMA: 5,
  DOUBLEDOT: 6,
  COLON: 7,
  LEFT_CURLEY: 8,
  RIGHT_CURLEY: 9,
  LPAREN: 10,
  RPAREN: 11,
  REFMOD2_RPAREN: 12,
  ESCAPE_DIRECTIVE: 13,
  SET_DIRECTIVE: 14,
  DOLLAR: 15,
  DOLLARBANG: 16,
  TEXTBLOCK_START: 17,
  FORMAL_COMMENT_START: 18,
  MULTI_LINE_COMMENT_START: 19,
  HASH: 20,
  SINGLE_LINE_COMMENT_START: 21,
  DOUBLE_ESCAPE: 22,
  ESCAPE: 23,
  TEXT: 24,
  SINGLE_LINE_COMMENT: 25,
  FORMAL_COMMENT: 26,
  MULTI_LINE_COMMENT: 27,
  TEXTBLOCK: 28,
  SKIP: 29,
  MORE: 30,
  WHITESPACE: 31,
  STRING_LITERAL: 32,
  TRUE: 33,
  FALSE: 34,
  MINUS: 36,
  PLUS: 37,
  MULTIPLY: 38,
  DIVIDE: 39,
  MODULUS: 40,
  AND: 41,
  OR: 42,
  LT: 43,
  LE: 44,
  GT: 45,
  GE: 46,
  EQ: 47,
  NE: 48,
  NOT: 49,
  EQUALS: 50,
  END: 51,
  IF: 52,
  ELSEIF: 53,
  ELSE: 54,
  INTEGER: 56,
  FLOAT: 57,
  WORD: 61,
  BRACKETED_WORD: 62,
  IDENTIFIER: 66,
  DOT: 67,
  LCURLY: 68,
  RCURLY: 69,
  REFERENCE_TERMINATOR: 70,
  DIRECTIVE_TERMINATOR: 71,
  EMPTY_INDEX: 72,
} as const;

export type Kind = (typeof T)[keyof typeof T];

export interface Token {
  readonly kind: Kind;
  /** Its text with what came before it without being a token: the backslashes and `$` of `\\$foo`, the `#` of `#if`. */
  image: string;
  readonly place: Place;
  /** Characters that the lexer looked at, found to begin nothing, and gave back: each image, in order. */
  readonly special: readonly string[];
  /** Filled in when the parser goes on. */
  next?: Token;
}

/** The text of a token in the output. */
export function literalOf(token: Token): string {
  if (token.kind === T.MULTI_LINE_COMMENT) return '';
  const first = token.special.at(-1);
  if (first === undefined || first.startsWith('##')) return token.image;
  return specialText(token) + token.image;
}

/** Of what was given back only `$` and `#` were not read again. */
function specialText(token: Token): string {
  let text = '';
  for (const image of token.special) {
    for (let i = 0; i < image.length; i++) {
      const c = image[i];
      if (c === '$' || c === '#') text += c;
      if (c !== '\\') continue;
      let j = i;
      while (image[j] === '\\') j++;
      if (image[j] !== '$') continue;
      text += image.slice(i, j + 1);
      i = j + 1;
    }
  }
  return text;
}
