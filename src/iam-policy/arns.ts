import type { PolicyQuestion } from './policy.ts';
import { type Piece, parseTemplate, type Template } from './template.ts';
import { compileTexts, like, type Match, type Matcher, matchAny } from './text-match.ts';

/**
 * ArnEquals and ArnLike: "Each of the six colon-delimited components of the ARN is checked separately and each can include …
 * wildcards". The sixth holds all colons that follow.
 *
 * deviation: Whether an ARN has a form of fewer than six components, `*` among them, counts as not known: a statement that allows does not match, one that denies does.
 */
export function compileArns(texts: readonly string[], variables: boolean): Matcher {
  const arns = texts.map((text) => compileArn(parseTemplate(text, variables)));
  return (text, question) => {
    const given = components(text);
    return matchAny(arns, (arn) => arn(given, question));
  };
}

function compileArn(template: Template): (given: readonly string[], question: PolicyQuestion) => Match {
  const parts = componentsOf(template).map((part) => compileTexts([part], like));
  return (given, question) => {
    if (given.length !== 6 || parts.length !== 6) return 'unreadable';
    let result: Match = true;
    for (const [i, part] of parts.entries()) {
      const one = part(given[i] ?? '', question);
      if (one === false) return false;
      if (one !== true) result = one;
    }
    return result;
  };
}

/** At most six. */
function components(arn: string): readonly string[] {
  const parts = arn.split(':');
  return parts.length <= 6 ? parts : [...parts.slice(0, 5), parts.slice(5).join(':')];
}

/** The colons that separate are those of the policy: one in the value of a variable does not. */
function componentsOf(template: Template): readonly Template[] {
  const parts: Piece[][] = [[]];
  for (const piece of template) {
    if (piece.kind !== 'text') {
      parts.at(-1)?.push(piece);
      continue;
    }
    const room = 6 - parts.length;
    const split = piece.text.split(':');
    const texts = split.length <= room + 1 ? split : [...split.slice(0, room), split.slice(room).join(':')];
    for (const [i, text] of texts.entries()) {
      if (i > 0) parts.push([]);
      if (text !== '' || i > 0) parts.at(-1)?.push({ kind: 'text', text });
    }
  }
  return parts.map((pieces) => (pieces.length === 0 ? [{ kind: 'text', text: '' }] : pieces));
}
