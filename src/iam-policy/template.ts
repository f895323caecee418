import { PolicySyntaxError, shown } from './errors.ts';
import type { PolicyQuestion } from './policy.ts';

/** A text of a policy with its variables (IAM User Guide, "IAM policy elements: Variables and tags"). */
export type Template = readonly Piece[];

export type Piece =
  | { readonly kind: 'text'; readonly text: string }
  /** `${*}`, `${?}`, `${$}`: stands for itself, whatever a wildcard would mean there. */
  | { readonly kind: 'quoted'; readonly text: string }
  | { readonly kind: 'variable'; readonly lowerKey: string; readonly fallback: string | undefined };

/** A text in which `*` and `?` are wildcards where `quoted` does not have their position. */
export interface Pattern {
  readonly text: string;
  readonly quoted: ReadonlySet<number> | undefined;
}

/**
 * @param variables whether the policy's Version has variables; without, `${` is a text like any other
 * @throws PolicySyntaxError for a variable that cannot be read
 */
export function parseTemplate(text: string, variables: boolean): Template {
  if (!variables) return [{ kind: 'text', text }];
  const pieces: Piece[] = [];
  let at = 0;
  for (let begin = text.indexOf('${'); begin >= 0; begin = text.indexOf('${', at)) {
    const end = text.indexOf('}', begin);
    if (end < 0) throw new PolicySyntaxError(`The variable in ${shown(text)} does not end`);
    if (begin > at) pieces.push({ kind: 'text', text: text.slice(at, begin) });
    pieces.push(parseVariable(text.slice(begin + 2, end)));
    at = end + 1;
  }
  if (at < text.length || pieces.length === 0) pieces.push({ kind: 'text', text: text.slice(at) });
  return pieces;
}

function parseVariable(inside: string): Piece {
  if (inside === '*' || inside === '?' || inside === '$') return { kind: 'quoted', text: inside };
  const comma = inside.indexOf(',');
  const key = comma < 0 ? inside : inside.slice(0, comma);
  const fallback = comma < 0 ? undefined : quotedText(inside.slice(comma + 1).trim());
  if (!/^[\w.-]+:[^\s*?$'{][^*?$'{]*$/.test(key) || (comma >= 0 && fallback === undefined))
    throw new PolicySyntaxError(`The variable ${shown(inside)} cannot be read`);
  return { kind: 'variable', lowerKey: key.toLowerCase(), fallback };
}

function quotedText(text: string): string | undefined {
  const inside = text.slice(1, -1);
  return text.length >= 2 && text === `'${inside}'` && !inside.includes("'") ? inside : undefined;
}

export function hasVariable(template: Template): boolean {
  return template.some(({ kind }) => kind === 'variable');
}

/**
 * The pattern that a request makes of a template; `undefined` where a variable has no value: the key is not in the request and the
 * variable has no default, or the key has several values, "you cannot use a multivalued context key as a policy variable".
 *
 * deviation: A wildcard in the value of a policy variable stands for itself; AWS's reading of it is not documented.
 */
export function render(template: Template, question: PolicyQuestion | undefined): Pattern | undefined {
  const [only] = template;
  if (template.length === 1 && only?.kind === 'text') return { text: only.text, quoted: undefined };
  let text = '';
  let quoted: Set<number> | undefined;
  for (const piece of template) {
    const value = piece.kind === 'variable' ? valueOfVariable(piece, question) : piece.text;
    if (value === undefined) return undefined;
    if (piece.kind !== 'text')
      for (let i = 0; i < value.length; i++)
        if (value[i] === '*' || value[i] === '?') quoted = (quoted ?? new Set()).add(text.length + i);
    text += value;
  }
  return { text, quoted };
}

function valueOfVariable(
  { lowerKey, fallback }: Extract<Piece, { kind: 'variable' }>,
  question: PolicyQuestion | undefined,
): string | undefined {
  const values = question?.condition(lowerKey);
  if (values === undefined || values.length === 0) return fallback;
  return values.length === 1 ? values[0] : undefined;
}
