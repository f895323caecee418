import type { BinaryOperator, Expression, Span } from './ast.ts';
import { parseReference } from './parse-reference.ts';
import { parseString } from './parse-string.ts';
import { type Kind, T, type Token } from './token.ts';
import type { Tokens } from './tokens.ts';

/** The binary operators, from what binds least to what binds most. */
const LEVELS: readonly (readonly (readonly [Kind, BinaryOperator])[])[] = [
  [[T.OR, 'or']],
  [[T.AND, 'and']],
  [
    [T.EQ, 'eq'],
    [T.NE, 'ne'],
  ],
  [
    [T.LT, 'lt'],
    [T.GT, 'gt'],
    [T.LE, 'le'],
    [T.GE, 'ge'],
  ],
  [
    [T.PLUS, 'add'],
    [T.MINUS, 'sub'],
  ],
  [
    [T.MULTIPLY, 'mul'],
    [T.DIVIDE, 'div'],
    [T.MODULUS, 'mod'],
  ],
];

export function parseExpression(tokens: Tokens): Expression {
  const first = tokens.peek();
  const expression = tokens.nested(() => binary(tokens, 0));
  return { ...expression, span: { first, last: tokens.last as Token } };
}

function binary(tokens: Tokens, level: number): Expression {
  const operators = LEVELS[level];
  if (operators === undefined) return unary(tokens);
  let left = binary(tokens, level + 1);
  for (;;) {
    const found = operators.find(([kind]) => tokens.at(kind));
    if (found === undefined) return left;
    tokens.take();
    const first = tokens.peek();
    const right = binary(tokens, level + 1);
    // The source of such a node begins behind its operator, as Velocity's does.
    left = { type: found[1], span: { first, last: tokens.last as Token }, left, right };
  }
}

function unary(tokens: Tokens): Expression {
  const first = tokens.peek();
  const white = first.kind === T.WHITESPACE;
  if ((white ? tokens.second() : first).kind !== T.NOT) return primary(tokens);
  if (white) tokens.take();
  tokens.take();
  const operand = tokens.nested(() => unary(tokens));
  return { type: 'not', span: { first, last: tokens.last as Token }, operand };
}

function primary(tokens: Tokens): Expression {
  tokens.skip(T.WHITESPACE);
  let expression: Expression;
  if (tokens.skip(T.LPAREN)) {
    expression = parseExpression(tokens);
    tokens.expect(T.RPAREN);
  } else expression = parseValue(tokens);
  tokens.skip(T.WHITESPACE);
  return expression;
}

// deviation: An integer of more than 2,400 digits in a template is a syntax error, because printing one takes more than linear time.
const MAX_DIGITS = 2400;

/** A literal, a list, a range, a map or a reference. */
export function parseValue(tokens: Tokens): Expression {
  const first = tokens.peek();
  const span = (): Span => ({ first, last: tokens.last as Token });
  switch (first.kind) {
    case T.STRING_LITERAL:
      tokens.take();
      return parseString(first, tokens);
    case T.INTEGER:
      // A `#` or `$` before it was read with it.
      if (/[$#]/.test(first.image) || first.image.length > MAX_DIGITS) throw tokens.unexpected();
      return { type: 'integer', image: tokens.take().image, span: span() };
    case T.FLOAT:
      if (/[$#]/.test(first.image)) throw tokens.unexpected();
      return { type: 'float', image: tokens.take().image, span: span() };
    case T.TRUE:
    case T.FALSE:
      return { type: 'boolean', value: tokens.take().kind === T.TRUE, span: span() };
    case T.LBRACKET:
      return tokens.nested(() => list(tokens, first));
    case T.LEFT_CURLEY:
      return tokens.nested(() => map(tokens, first));
    case T.IDENTIFIER:
    case T.LCURLY:
      return parseReference(tokens);
    default:
      throw tokens.unexpected();
  }
}

function list(tokens: Tokens, first: Token): Expression {
  tokens.take();
  const from = parameterUnless(tokens, T.RBRACKET);
  if (from !== undefined && (from.type === 'reference' || from.type === 'integer') && tokens.skip(T.DOUBLEDOT)) {
    const to = parameter(tokens);
    if (to.type !== 'reference' && to.type !== 'integer') throw tokens.unexpected();
    const last = tokens.expect(T.RBRACKET);
    return { type: 'range', span: { first, last }, from, to };
  }
  const items = from === undefined ? [] : [from, ...more(tokens)];
  const last = tokens.expect(T.RBRACKET);
  return { type: 'list', span: { first, last }, items };
}

function map(tokens: Tokens, first: Token): Expression {
  tokens.take();
  const entries: (readonly [Expression, Expression])[] = [];
  const white = tokens.at(T.WHITESPACE);
  const inner = white ? tokens.second() : tokens.peek();
  if (inner.kind === T.RIGHT_CURLEY || inner.kind === T.RCURLY) tokens.skip(T.WHITESPACE);
  else
    do {
      const key = parameter(tokens);
      tokens.expect(T.COLON);
      entries.push([key, parameter(tokens)]);
    } while (tokens.skip(T.COMMA));
  const last = tokens.expect(T.RIGHT_CURLEY, T.RCURLY);
  return { type: 'map', span: { first, last }, entries };
}

function parameter(tokens: Tokens): Expression {
  tokens.skip(T.WHITESPACE);
  const value = parseValue(tokens);
  tokens.skip(T.WHITESPACE);
  return value;
}

/** What may be empty has no white space inside. */
function parameterUnless(tokens: Tokens, end: Kind): Expression | undefined {
  return tokens.at(end) ? undefined : parameter(tokens);
}

function more(tokens: Tokens): Expression[] {
  const items: Expression[] = [];
  while (tokens.skip(T.COMMA)) items.push(parameter(tokens));
  return items;
}

export function parseParameters(tokens: Tokens, end: Kind): readonly Expression[] {
  const first = parameterUnless(tokens, end);
  return first === undefined ? [] : [first, ...more(tokens)];
}

/** What may stand in the brackets behind a reference. */
export function parseIndex(tokens: Tokens): Expression {
  tokens.skip(T.WHITESPACE);
  if (tokens.at(T.FLOAT, T.LBRACKET, T.LEFT_CURLEY)) throw tokens.unexpected();
  const value = parseValue(tokens);
  tokens.skip(T.WHITESPACE);
  return value;
}
