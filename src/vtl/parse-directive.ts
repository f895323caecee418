import { type Expression, type Node, type Span, sourceOf } from './ast.ts';
import { TemplateSyntaxError } from './errors.ts';
import { isDirective, parseBlock } from './parse.ts';
import { parseValue } from './parse-expression.ts';
import { T, type Token } from './token.ts';
import type { Tokens } from './tokens.ts';

const CONTROL: readonly string[] = ['if', 'end', 'set', 'else', 'elseif'];
/** Those that have a body, up to `#end`. */
const BLOCKS: readonly string[] = ['foreach', 'macro', 'literal', 'define'];

/** An escaped directive prints half of its backslashes; what is no directive prints as it is. */
export function unescapedDirective(image: string, macros: ReadonlySet<string>): string {
  const last = image.lastIndexOf('\\');
  const directive = image.slice(last + 1);
  const name = directive.startsWith('#{') ? directive.slice(2, -1) : directive.slice(1);
  if (!CONTROL.includes(name) && !isDirective(name, macros)) return image;
  return image.slice(0, last >> 1) + directive;
}

/** `#name`, `#{name}`, with parentheses or without. */
export function parseDirective(tokens: Tokens): Node {
  const first = tokens.take();
  const name = first.kind === T.BRACKETED_WORD ? first.image.slice(2, -1) : first.image.slice(1);
  if (name === 'include' || name === 'parse') throw new TemplateSyntaxError(`#${name} is not supported`, first.place);
  tokens.lexer.switchTo('DIRECTIVE');
  if (!tokens.lexer.leftParenthesisAhead()) {
    tokens.lexer.pop();
    return withoutArguments(first, name);
  }
  tokens.skip(T.WHITESPACE);
  tokens.expect(T.LPAREN);
  const args = directiveArguments(tokens, name);
  tokens.expect(T.RPAREN);
  const make = MAKE[name];
  const hasBody = BLOCKS.includes(name) || name.startsWith('@');
  if (!hasBody) {
    const span = { first, last: tokens.last as Token };
    if (make !== undefined) return make({ name, first, args, body: [], bodySpan: undefined });
    return { type: 'call', name, args, body: undefined, span, place: first.place };
  }
  const start = tokens.peek();
  const body = parseBlock(tokens);
  const bodySpan = start.kind === T.END ? undefined : { first: start, last: tokens.last as Token };
  const last = tokens.expect(T.END);
  if (name === 'macro') tokens.macros.add(macroName(first, args));
  if (make !== undefined) return make({ name, first, args, body, bodySpan });
  return { type: 'call', name: name.slice(1), args, body, span: { first, last }, place: first.place };
}

function directiveArguments(tokens: Tokens, name: string): readonly Expression[] {
  const args: Expression[] = [];
  for (;;) {
    tokens.skip(T.WHITESPACE);
    if (tokens.skip(T.COMMA)) tokens.skip(T.WHITESPACE);
    else if (tokens.at(T.RPAREN)) return args;
    const first = tokens.peek();
    if (first.kind !== T.WORD) args.push(tokens.nested(() => parseValue(tokens)));
    else {
      const allowed =
        name === 'macro' ? args.length === 0 : name === 'foreach' ? args.length === 1 : MAKE[name] === undefined;
      if (!allowed) throw tokens.unexpected();
      args.push({ type: 'word', span: { first, last: tokens.take() }, image: first.image });
    }
  }
}

/** Two directives do without parentheses; the others are calls of macros then, or text. */
function withoutArguments(first: Token, name: string): Node {
  const { place } = first;
  switch (name) {
    case 'stop':
      return { type: 'stop', message: undefined };
    case 'break':
      return { type: 'break', scope: undefined, place };
    default:
  }
  if (MAKE[name] !== undefined) throw new TemplateSyntaxError(`#${name} needs arguments in parentheses`, place);
  // Without a body such a call is text.
  if (name.startsWith('@')) return { type: 'text', text: `#${name}` };
  return { type: 'call', name, args: [], body: undefined, span: { first, last: first }, place };
}

interface Parts {
  readonly name: string;
  readonly first: Token;
  readonly args: readonly Expression[];
  readonly body: readonly Node[];
  /** `undefined` when there is nothing in it. */
  readonly bodySpan: Span | undefined;
}

function refuse({ name, first }: Parts, why: string): never {
  throw new TemplateSyntaxError(`#${name} ${why}`, first.place);
}

function macroName(first: Token, args: readonly Expression[]): string {
  const [name] = args;
  if (name?.type !== 'word') throw new TemplateSyntaxError('#macro needs a name', first.place);
  return name.image;
}

const nameOf = ({ span: { first } }: Expression): string => first.image.slice(1);

/** The directives that Velocity comes with, from their arguments. */
const MAKE: { readonly [name: string]: ((parts: Parts) => Node) | undefined } = Object.assign(Object.create(null), {
  foreach: (parts: Parts): Node => {
    const [variable, , list] = parts.args;
    if (parts.args.length < 2 || parts.args.length > 3 || variable === undefined)
      return refuse(parts, 'needs ($variable in $list)');
    const { body, first } = parts;
    return {
      type: 'foreach',
      variable: variable.type === 'reference' ? variable.root : nameOf(variable),
      list,
      body,
      place: first.place,
    };
  },
  macro: ({ first, args, body }: Parts): Node => {
    const parameters = args.slice(1).map(({ span }) => span.first.image.replace(/^\$/, ''));
    return { type: 'macro', name: macroName(first, args), parameters, body };
  },
  literal: ({ args, body, bodySpan }: Parts): Node => {
    const of = args[0]?.span ?? bodySpan;
    return { type: 'literal', text: of === undefined ? '' : sourceOf(of), body };
  },
  define: (parts: Parts): Node => {
    const [name] = parts.args;
    if (parts.args.length !== 1 || name === undefined) return refuse(parts, 'needs one name');
    return { type: 'define', name: nameOf(name), body: parts.body };
  },
  evaluate: (parts: Parts): Node => {
    const [source] = parts.args;
    if (parts.args.length !== 1 || source === undefined || (source.type !== 'reference' && source.type !== 'string'))
      return refuse(parts, 'needs one string or reference');
    return { type: 'evaluate', source, place: parts.first.place };
  },
  stop: (parts: Parts): Node => {
    if (parts.args.length > 1) refuse(parts, 'takes one message at most');
    return { type: 'stop', message: parts.args[0] };
  },
  break: (parts: Parts): Node => {
    if (parts.args.length > 1) refuse(parts, 'takes one scope at most');
    return { type: 'break', scope: parts.args[0], place: parts.first.place };
  },
});
