/**
 * Fuzzes the template engine: whatever it is given, it renders or says why not, in time, and never shows anything of JavaScript.
 *
 *     node test/fuzz/vtl.ts [--minutes 10] [--cases N] [--seed N]
 */
import { parseArgs } from 'node:util';
import { compileTemplate, JavaList, mapOf, TemplateFault, TemplateSyntaxError, type Value } from '../../src/vtl/vtl.ts';
import { Templates } from '../conformance/vtl/generate.ts';
import { Random } from './random.ts';

/** Milliseconds: what the step budget allows, on a busy machine. */
const PATIENCE = 5_000;

const WORDS = [
  '$',
  '#',
  '\\',
  '{',
  '}',
  '(',
  ')',
  '[',
  ']',
  '"',
  "'",
  '.',
  '..',
  ',',
  '##',
  '#*',
  '*#',
  '#[[',
  ']]#',
  '#set(',
  '#if(',
  '#end',
  '#foreach($x in ',
  '#macro(m',
  '#evaluate(',
  '$x',
  '!',
  '\u0000',
  '\ud800',
  '😀',
  '\r',
  '\n',
  '-1',
  '1e9',
  'constructor',
  '.constructor',
  '["__proto__"]',
  '.toString()',
  '.call(',
  'true',
  ' = ',
];
const SECRETS = /function |native code|\[object |undefined|Symbol\(/;

/** New for each: a template changes what it is given. */
function host(): ReadonlyMap<string, Value> {
  return new Map<string, Value>([
    ['s', 'text'],
    ['l', new JavaList([1, 'a', true], 'json')],
    ['m', mapOf([['k', 'v']])],
  ]);
}

export interface VtlFailure {
  readonly problem: string;
  readonly template: string;
}

/** Templates of the grammar, cut, doubled and with words put in at random. */
function mangled(template: string, random: Random): string {
  let text = template;
  for (let edits = random.below(6); edits > 0; edits--) {
    const at = random.below(text.length + 1);
    const to = at + random.below(8);
    const insert = random.chance(4) ? text.slice(at, at + random.below(40)) : (WORDS[random.below(WORDS.length)] ?? '');
    text = text.slice(0, at) + insert + text.slice(to);
  }
  return text;
}

/** Runs until `goOn` says no, or a template fails. */
export function fuzzTemplates(
  seed: number,
  goOn: (cases: number) => boolean,
): { cases: number; rendered: number; failure?: VtlFailure } {
  const random = new Random(seed);
  const templates = new Templates(seed);
  let rendered = 0;
  for (let cases = 0; ; cases++) {
    if (!goOn(cases)) return { cases, rendered };
    const template = mangled(templates.next(), random);
    const problem = check(template);
    if (problem === '') rendered++;
    else if (problem !== undefined) return { cases, rendered, failure: { problem, template } };
  }
}

/** `''` when it renders, `undefined` when it is refused, else what is wrong. */
function check(template: string): string | undefined {
  const start = performance.now();
  try {
    const output = compileTemplate(template)(host());
    const leak = SECRETS.exec(output)?.[0];
    if (leak !== undefined && !lettersOf(template).includes(lettersOf(leak))) return `it shows ${leak}`;
    return performance.now() - start > PATIENCE ? 'it takes too long' : '';
  } catch (error) {
    if (!(error instanceof TemplateSyntaxError) && !(error instanceof TemplateFault))
      return `it throws ${String(error)}`;
    return performance.now() - start > PATIENCE ? 'it takes too long' : undefined;
  }
}

/** What marks and comments within a word leave of it when they are gone: `unde]]#fined`. */
function lettersOf(text: string): string {
  return text.replace(/[^a-z]/gi, '');
}

function main(): number {
  const { values } = parseArgs({
    options: { minutes: { type: 'string' }, cases: { type: 'string' }, seed: { type: 'string' } },
  });
  const seed = Number(values.seed ?? Math.floor(performance.timeOrigin) % 1_000_000);
  const most = values.cases === undefined ? Number.POSITIVE_INFINITY : Number(values.cases);
  const end = performance.now() + Number(values.minutes ?? 10) * 60_000;
  console.log(`seed ${seed}`);
  const { cases, rendered, failure } = fuzzTemplates(seed, (done) => done < most && performance.now() < end);
  console.log(`${cases} templates, ${rendered} rendered`);
  if (failure === undefined) return 0;
  console.error(`${failure.problem}\n${JSON.stringify(failure.template)}`);
  return 1;
}

if (import.meta.main) process.exitCode = main();
