import { type Token, tokensOf } from './tokens.ts';

export interface ImportStatement {
  /** What is imported; `undefined` for an `import()` of something that is computed. */
  readonly specifier: string | undefined;
  readonly line: number;
}

/** Every `import`, `export … from` and `import()` of a source, those of types alone included. */
export function importStatements(source: string): ImportStatement[] {
  const tokens = tokensOf(source);
  return tokens.flatMap((token, i) => {
    // A member or a property that has the name.
    if (token.kind !== 'word' || tokens[i - 1]?.text === '.') return [];
    if (token.text === 'import') return importAt(tokens, i);
    if (token.text === 'export') return exportAt(tokens, i);
    return [];
  });
}

function importAt(tokens: readonly Token[], at: number): ImportStatement[] {
  const [{ line }, next] = [tokens[at] ?? { line: 0 }, tokens[at + 1]];
  if (next === undefined || next.text === '.' || next.text === ':') return [];
  if (next.text === '(') {
    const argument = tokens[at + 2];
    return [{ specifier: argument?.kind === 'string' ? argument.text : undefined, line }];
  }
  if (next.kind === 'string') return [{ specifier: next.text, line }];
  return [{ specifier: fromAfter(tokens, at)?.text, line }];
}

/** Only `export *` and `export {`, with or without `type`, can have a `from`. */
function exportAt(tokens: readonly Token[], at: number): ImportStatement[] {
  const begins = tokens[at + 1]?.text === 'type' ? tokens[at + 2]?.text : tokens[at + 1]?.text;
  if (begins !== '*' && begins !== '{') return [];
  const from = fromAfter(tokens, at);
  return from === undefined ? [] : [{ specifier: from.text, line: tokens[at]?.line ?? 0 }];
}

/** The string after the `from` that ends the statement's list of names, if it has one. */
function fromAfter(tokens: readonly Token[], at: number): Token | undefined {
  for (let i = at + 1; i < tokens.length; i++) {
    const { kind, text } = tokens[i] ?? { kind: 'sign', text: ';' };
    const next = tokens[i + 1];
    if (text === 'from' && next?.kind === 'string') return next;
    const inNames = kind === 'word' || ['{', '}', ',', '*'].includes(text) || kind === 'string';
    // `export { a }` without `from` ends at its brace.
    if (!inNames || (text === '}' && next?.text !== 'from')) return undefined;
  }
  return undefined;
}
