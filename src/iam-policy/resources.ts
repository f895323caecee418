import { PolicySyntaxError, shown } from './errors.ts';
import { type Pattern, parseTemplate, type Template } from './template.ts';
import { compileTexts, firstWildcard, like, type Matcher, type Reading } from './text-match.ts';

/** The API that a resource policy is attached to. */
export interface OwnApi {
  /** `arn:aws:execute-api:eu-west-1:123456789012:abcdef1234` */
  readonly arn?: string;
}

/**
 * `Resource` and `NotResource`: ARNs, compared with regard to case. Within the parts that colons separate, wildcards stand for what is
 * in the part; a `*` that ends a part "can expand to match beyond the colon boundaries" (IAM User Guide, "Resource"). Behind the
 * fifth colon a colon is a character like any other, and only there may variables stand.
 *
 * @param own whose short form `execute-api:/stage/GET/pets` may be used
 * @throws PolicySyntaxError for what is neither `*` nor an ARN
 */
export function compileResources(texts: readonly string[], variables: boolean, own: OwnApi): Matcher {
  return compileTexts(
    texts.map((text) => resourceTemplate(text, variables, own)),
    resource,
  );
}

function resourceTemplate(text: string, variables: boolean, own: OwnApi): Template {
  const template = parseTemplate(fullArn(text, own), variables);
  const [head] = template;
  if (head?.kind !== 'text' || !/^(?:arn:|\*)/.test(head.text))
    throw new PolicySyntaxError(`The resource ${shown(text)} is neither an ARN nor "*"`);
  if (template.length > 1 && endOfHead(head.text) < 0)
    throw new PolicySyntaxError(`The resource ${shown(text)} has a variable before the fifth colon`);
  return template;
}

/** API Gateway resource policy examples: "API Gateway converts the abbreviated syntax to the full ARN when you save the policy." */
function fullArn(text: string, { arn }: OwnApi): string {
  return arn !== undefined && text.startsWith('execute-api:/') ? arn + text.slice('execute-api:'.length) : text;
}

const resource: Reading = {
  exact: like.exact,
  compile: (pattern) => (keepsToParts(pattern) ? (text) => arnMatches(pattern, text) : like.compile(pattern)),
};

/** Behind the fifth colon of an ARN; less than 0: it has fewer. */
function endOfHead(arn: string): number {
  let at = 0;
  for (let colons = 0; colons < 5; colons++) {
    at = arn.indexOf(':', at) + 1;
    if (at === 0) return -1;
  }
  return at;
}

/** Whether a wildcard before the fifth colon does not reach over colons, which a common one would. Few patterns have one. */
function keepsToParts(pattern: Pattern): boolean {
  const end = endOfHead(pattern.text);
  for (let at = firstWildcard(pattern); at >= 0 && (end < 0 || at < end); at = firstWildcard(pattern, at + 1))
    if (!endsPart(pattern.text, at)) return true;
  return false;
}

function endsPart(arn: string, at: number): boolean {
  if (arn[at] !== '*') return false;
  while (arn[at] === '*') at++;
  return at === arn.length || arn[at] === ':';
}

/**
 * Where in a text a pattern may have come to: some places, and every place from one on. Few patterns come to many, so that a
 * long text costs little more than a look at it for each star.
 */
interface Reached {
  readonly places: readonly number[];
  /** Infinity: there is no such place. */
  readonly from: number;
}

/** Follows all ways at once, so that it takes the product of both lengths at the most. */
function arnMatches({ text: arn, quoted }: Pattern, text: string): boolean {
  const end = endOfHead(arn);
  let reached: Reached = { places: [0], from: Number.POSITIVE_INFINITY };
  for (let p = 0; p < arn.length; p++) {
    const character = arn[p] as string;
    const wild = (character === '*' || character === '?') && quoted?.has(p) !== true;
    const overColons = (end >= 0 && p >= end) || endsPart(arn, p);
    if (!wild) reached = afterCharacter(reached, text, (t) => text[t] === character);
    else if (character === '?') reached = afterCharacter(reached, text, (t) => overColons || text[t] !== ':');
    else reached = afterStar(reached, text, overColons);
    if (reached.places.length === 0 && reached.from > text.length) return false;
  }
  return reached.from <= text.length || reached.places.at(-1) === text.length;
}

function afterCharacter({ places, from }: Reached, text: string, passes: (t: number) => boolean): Reached {
  const after: number[] = [];
  for (const t of places) if (t < from && t < text.length && passes(t)) after.push(t + 1);
  for (let t = from; t < text.length; t++) if (passes(t)) after.push(t + 1);
  return { places: after, from: Number.POSITIVE_INFINITY };
}

function afterStar({ places, from }: Reached, text: string, overColons: boolean): Reached {
  if (overColons) return { places: [], from: Math.min(from, places[0] ?? from) };
  const after: number[] = [];
  for (const place of places) {
    // From a place that was come to already, no further than from there.
    if (place <= (after.at(-1) ?? -1)) continue;
    for (let t = place; t <= text.length && t < from; t++) {
      after.push(t);
      if (text[t] === ':') break;
    }
  }
  return { places: after, from };
}
