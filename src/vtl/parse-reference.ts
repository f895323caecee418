import { type Expression, type Reference, type Span, type Step, sourceOf } from './ast.ts';
import { parseIndex, parseParameters } from './parse-expression.ts';
import { T, type Token } from './token.ts';
import type { Tokens } from './tokens.ts';

/** Whether a reference comes next, and no brace or word of the text. */
export function atReference(tokens: Tokens): boolean {
  if (tokens.at(T.IDENTIFIER)) return true;
  return tokens.at(T.LCURLY) && tokens.second().kind === T.IDENTIFIER;
}

export function parseReference(tokens: Tokens): Reference {
  const first = tokens.peek();
  const braced = tokens.skip(T.LCURLY);
  const name = tokens.expect(T.IDENTIFIER);
  const steps: Step[] = [];
  indexes(tokens, steps);
  while (tokens.at(T.DOT) && tokens.second().kind === T.IDENTIFIER) {
    tokens.take();
    const { image, place } = tokens.take();
    if (tokens.at(T.LPAREN) && atArguments(tokens)) {
      tokens.take();
      const args: readonly Expression[] = tokens.nested(() => parseParameters(tokens, T.REFMOD2_RPAREN));
      tokens.expect(T.REFMOD2_RPAREN);
      steps.push({ type: 'method', name: image, args, place });
    } else steps.push({ type: 'property', name: image });
    indexes(tokens, steps);
  }
  if (braced) tokens.expect(T.RCURLY);
  return root({ first, last: tokens.last as Token }, name, steps);
}

const ARGUMENT_STARTS: readonly number[] = [
  T.REFMOD2_RPAREN,
  T.WHITESPACE,
  T.STRING_LITERAL,
  T.INTEGER,
  T.FLOAT,
  T.LBRACKET,
  T.LEFT_CURLEY,
  T.TRUE,
  T.FALSE,
  T.IDENTIFIER,
  T.LCURLY,
];

/** A parenthesis behind a property is text when nothing that can be an argument follows it. */
function atArguments(tokens: Tokens): boolean {
  return ARGUMENT_STARTS.includes(tokens.second().kind);
}

function indexes(tokens: Tokens, steps: Step[]): void {
  while (tokens.at(T.INDEX_LBRACKET)) {
    const { place } = tokens.take();
    const key = tokens.nested(() => parseIndex(tokens));
    tokens.expect(T.INDEX_RBRACKET);
    steps.push({ type: 'index', key, place });
  }
}

/** Takes the first token's image apart; what is left of it is what the source of whatever is around shows. */
function root(span: Span, name: Token, steps: readonly Step[]): Reference {
  const token = span.first;
  const common = { type: 'reference', span, place: token.place, steps } as const;
  const slashBang = token.image.indexOf('\\!');
  if (slashBang !== -1 && token.image.includes('$')) {
    const start = token.image.indexOf('\\', token.image.indexOf('$'));
    const text = token.image.slice(0, start) + token.image.slice(start + 1);
    return { ...common, root: text, reading: 'none', prefix: '', escapes: '', source: text };
  }
  const backslashes = /^\\*/.exec(token.image)?.[0].length ?? 0;
  const escapes = '\\'.repeat(backslashes >> 1);
  const escaped = backslashes % 2 === 1;
  token.image = token.image.slice(backslashes);
  const dollar = Math.max(0, token.image.lastIndexOf('$'));
  const prefix = escapes + token.image.slice(0, dollar);
  token.image = token.image.slice(dollar);
  const quiet = token.image.startsWith('$!');
  const isReference = token.image.startsWith('$');
  return {
    ...common,
    root: isReference ? (token === name ? token.image.slice(quiet ? 2 : 1) : name.image) : token.image,
    reading: isReference ? (escaped ? 'escaped' : 'value') : 'text',
    prefix,
    escapes,
    source: quiet && !escaped ? '' : sourceOf(span),
  };
}
