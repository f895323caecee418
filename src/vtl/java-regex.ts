/** Java's regular expressions where String's methods take them, in linear time. */
import { RE2JS } from 're2js';
import { nestsClasses } from '../lib/java-pattern.ts';
import { TemplateFault } from './errors.ts';
import type { Run } from './run.ts';

const META = /[\\^$.|?*+()[\]{}]/;

/** Compiled expressions, for templates that use the same ones each time. */
const MAX_KNOWN = 256;
const known = new Map<string, RE2JS>();
const MAX_PATTERN = 4096;

/** Nothing in it means anything but itself. */
const isPlain = (pattern: string): boolean => !META.test(pattern);

/** Steps for each instruction that an expression compiles to: `a{1000}` is a thousand. */
const INSTRUCTION = 16;

/**
 * deviation: Regular expressions are RE2's, so that they take linear time: back-references, lookaround, and classes in classes are errors.
 * @throws TemplateFault
 */
function javaRegex(pattern: string, run: Run): RE2JS {
  const before = known.get(pattern);
  if (before !== undefined) return before;
  if (pattern.length > MAX_PATTERN) throw new TemplateFault('A regular expression is too long');
  if (nestsClasses(pattern)) throw new TemplateFault('A regular expression has a class in a class');
  let compiled: RE2JS;
  run.step(INSTRUCTION * pattern.length);
  try {
    compiled = RE2JS.compile(pattern);
  } catch (error) {
    throw new TemplateFault(`No regular expression: ${error instanceof Error ? error.message : String(error)}`);
  }
  run.step(INSTRUCTION * compiled.programSize());
  if (known.size >= MAX_KNOWN) known.delete(known.keys().next().value as string);
  known.set(pattern, compiled);
  return compiled;
}

/** Pieces of a replacement: text, or the number of a group. */
type Replacement = readonly (string | number)[];

/** Java's: `$1` is a group, with as many digits as there are groups for, `${name}` too, and `\` takes the next character as it is. @throws TemplateFault */
function parseReplacement(text: string, groups: number, named: { readonly [name: string]: number }): Replacement {
  const pieces: (string | number)[] = [];
  let plain = '';
  for (let i = 0; i < text.length; i++) {
    const c = text[i] as string;
    if (c === '\\') {
      i++;
      if (i === text.length) throw new TemplateFault('character to be escaped is missing');
      plain += text[i];
    } else if (c === '$') {
      i++;
      const [, name] = /^\{([A-Za-z][A-Za-z0-9]*)\}/.exec(text.slice(i, i + MAX_NAME)) ?? [];
      if (name !== undefined) {
        if (!Object.hasOwn(named, name)) throw new TemplateFault(`No group with name {${name}}`);
        pieces.push(plain, named[name] as number);
        plain = '';
        i += name.length + 1;
        continue;
      }
      let group = digit(text, i);
      if (group < 0) throw new TemplateFault('Illegal group reference');
      if (group > groups) throw new TemplateFault(`No group ${group}`);
      for (let next = digit(text, i + 1); next >= 0 && group * 10 + next <= groups; next = digit(text, i + 1)) {
        group = group * 10 + next;
        i++;
      }
      pieces.push(plain, group);
      plain = '';
    } else plain += c;
  }
  pieces.push(plain);
  return pieces;
}

/** Characters of a group's name, with its braces. */
const MAX_NAME = 256;

function digit(text: string, at: number): number {
  const code = text.charCodeAt(at) - 48;
  return code >= 0 && code <= 9 ? code : -1;
}

/** @throws TemplateFault; `charge` is told of every piece of the result */
export function replace(text: string, pattern: string, by: string, all: boolean, run: Run): string {
  if (text.length > 0 && pattern !== '' && isPlain(pattern) && !/[\\$]/.test(by)) {
    if (!text.includes(pattern)) return text;
    if (all) run.allocate(text.length + by.length * occurrences(text, pattern, run));
    else run.allocate(text.length + by.length);
    return all ? text.replaceAll(pattern, () => by) : text.replace(pattern, () => by);
  }
  const matcher = matcherOf(text, pattern, run);
  let pieces: Replacement | undefined;
  let result = '';
  let from = 0;
  while (matcher.find()) {
    // Where nothing matches, Java does not look at the replacement.
    pieces ??= parseReplacement(by, matcher.groupCount(), matcher.namedGroups);
    let piece = text.slice(from, matcher.start());
    for (const part of pieces) piece += typeof part === 'string' ? part : (matcher.group(part) ?? '');
    run.step(MATCH);
    run.allocate(piece.length + 1);
    result += piece;
    from = matcher.end();
    if (!all) break;
  }
  run.allocate(text.length - from);
  return result + text.slice(from);
}

/** How often a part is in a text. */
export function occurrences(text: string, part: string, run: Run): number {
  let count = 0;
  for (let at = text.indexOf(part); at !== -1; at = text.indexOf(part, at + part.length)) {
    count++;
    if ((count & 3) === 0) run.step();
  }
  return count;
}

/** Steps that a match takes, beside what it takes to go through the text. */
const MATCH = 4;

/** @throws TemplateFault */
function matcherOf(text: string, pattern: string, run: Run): ReturnType<RE2JS['matcher']> {
  run.step(text.length >> 3);
  return javaRegex(pattern, run).matcher(text);
}

/** `String.split`: nothing at the end of a limit of 0, and nothing before a match of no length at the start. */
export function split(text: string, pattern: string, limit: number, run: Run): string[] {
  const parts: string[] = [];
  const add = (part: string): void => {
    run.step();
    run.allocate(part.length + 16);
    parts.push(part);
  };
  let from = 0;
  const cut = (start: number, end: number): void => {
    if (end === 0) return;
    add(text.slice(from, start));
    from = end;
  };
  const room = (): boolean => limit <= 0 || parts.length < limit - 1;
  if (pattern !== '' && isPlain(pattern))
    for (let at = text.indexOf(pattern); at !== -1 && room(); at = text.indexOf(pattern, from))
      cut(at, at + pattern.length);
  else {
    const matcher = matcherOf(text, pattern, run);
    while (room() && matcher.find()) {
      run.step(MATCH);
      cut(matcher.start(), matcher.end());
    }
  }
  if (from === 0) return [text];
  add(text.slice(from));
  if (limit === 0) while (parts.at(-1) === '') parts.pop();
  return parts;
}

export function matches(text: string, pattern: string, run: Run): boolean {
  return matcherOf(text, pattern, run).matches();
}
