import type { Block, Branch, Node } from './ast.ts';
import { parseDirective, unescapedDirective } from './parse-directive.ts';
import { parseExpression } from './parse-expression.ts';
import { atReference, parseReference } from './parse-reference.ts';
import { literalOf, T, type Token } from './token.ts';
import { Tokens } from './tokens.ts';

/** @throws TemplateSyntaxError */
export function parseTemplate(text: string): Block {
  return parseBlocks(text, 0);
}

/** `depth` is how deep in other templates' strings this one is, `macros` those that they have defined. @throws TemplateSyntaxError */
export function parseBlocks(text: string, depth: number, macros = new Set<string>()): Block {
  const tokens = new Tokens(text, depth, macros);
  const block = parseBlock(tokens);
  if (!tokens.at(T.EOF)) throw tokens.unexpected();
  return block;
}

const ENDS: readonly number[] = [T.EOF, T.END, T.ELSE, T.ELSEIF];

/** Statements up to what is none. */
export function parseBlock(tokens: Tokens): Block {
  return tokens.nested(() => {
    const block: Node[] = [];
    while (!ENDS.includes(tokens.peek().kind)) append(block, statement(tokens));
    return block;
  });
}

/** Texts side by side become one. */
function append(block: Node[], node: Node): void {
  const before = block.at(-1);
  if (node.type !== 'text') block.push(node);
  else if (node.text === '') return;
  else if (before?.type === 'text') block[block.length - 1] = { type: 'text', text: before.text + node.text };
  else block.push(node);
}

const text = (value: string): Node => ({ type: 'text', text: value });

function statement(tokens: Tokens): Node {
  if (tokens.at(T.IF)) return ifStatement(tokens);
  if (atReference(tokens)) return parseReference(tokens);
  const token = tokens.peek();
  switch (token.kind) {
    case T.SINGLE_LINE_COMMENT_START:
      tokens.take();
      tokens.skip(T.SINGLE_LINE_COMMENT);
      return text(beforeComment(token));
    case T.MULTI_LINE_COMMENT:
    case T.FORMAL_COMMENT:
      tokens.take();
      return text(beforeComment(token));
    case T.TEXTBLOCK:
      tokens.take();
      // A `$` before it takes the place of one of its own characters, in Velocity too.
      return text(token.image.slice(3, -3));
    case T.SET_DIRECTIVE:
      return set(tokens);
    case T.ESCAPE_DIRECTIVE:
      tokens.take();
      token.image = unescapedDirective(token.image, tokens.macros);
      return text(token.image);
    case T.DOUBLE_ESCAPE:
      return escapes(tokens);
    case T.WORD:
    case T.BRACKETED_WORD:
      return parseDirective(tokens);
    case T.TEXT:
    case T.DOT:
    case T.RPAREN:
    case T.LPAREN:
    case T.INTEGER:
    case T.FLOAT:
    case T.STRING_LITERAL:
    case T.ESCAPE:
    case T.LCURLY:
    case T.RCURLY:
    case T.EMPTY_INDEX:
      tokens.take();
      return text(literalOf(token));
    default:
      throw tokens.unexpected();
  }
}

/** A `$` may have been read together with the mark. */
function beforeComment({ image }: Token): string {
  const line = image.indexOf('##');
  const at = line === -1 ? image.indexOf('#*') : line;
  return at === -1 ? '' : image.slice(0, at);
}

function set(tokens: Tokens): Node {
  tokens.take();
  tokens.skip(T.WHITESPACE);
  const left = parseReference(tokens);
  tokens.skip(T.WHITESPACE);
  tokens.expect(T.EQUALS);
  const right = parseExpression(tokens);
  tokens.expect(T.RPAREN);
  tokens.lexer.inSet = false;
  return { type: 'set', left, right };
}

/** Backslashes in pairs: each stands for one before a directive, and for itself before anything else. */
function escapes(tokens: Tokens): Node {
  let count = 0;
  while (tokens.skip(T.DOUBLE_ESCAPE)) count++;
  const next = tokens.peek();
  const control =
    [T.END, T.IF, T.ELSE, T.ELSEIF].some((kind) => kind === next.kind) ||
    isDirective(next.image.slice(1), tokens.macros);
  return text((control ? '\\' : '\\\\').repeat(count));
}

const DIRECTIVES: readonly string[] = [
  'foreach',
  'include',
  'parse',
  'macro',
  'literal',
  'evaluate',
  'break',
  'define',
  'stop',
];

/** Those whose name alone makes them one; `if`, `set` and their kind are tokens. */
export function isDirective(name: string, macros: ReadonlySet<string>): boolean {
  return DIRECTIVES.includes(name) || macros.has(name);
}

function ifStatement(tokens: Tokens): Node {
  const branches: Branch[] = [];
  let otherwise: Block | undefined;
  do {
    tokens.take();
    tokens.skip(T.WHITESPACE);
    tokens.expect(T.LPAREN);
    const condition = parseExpression(tokens);
    tokens.expect(T.RPAREN);
    branches.push({ condition, body: parseBlock(tokens) });
  } while (tokens.at(T.ELSEIF));
  if (tokens.skip(T.ELSE)) otherwise = parseBlock(tokens);
  tokens.expect(T.END);
  return { type: 'if', branches, otherwise };
}
