import { TemplateFault } from './errors.ts';
import { matches, occurrences, replace, split } from './java-regex.ts';
import { type Body, forms, type Methods } from './method-table.ts';
import type { Run } from './run.ts';
import { JavaList, javaEquals, sameText, type Value } from './values.ts';

/** @throws TemplateFault as Java's StringIndexOutOfBoundsException */
function slice(text: string, from: number, to: number, run: Run): string {
  if (from < 0 || to > text.length || from > to)
    throw new TemplateFault(`begin ${from}, end ${to}, length ${text.length}`);
  run.allocate(to - from);
  return text.slice(from, to);
}

/** A search, or a new string, is as much work as the text is long. */
function work(text: string, run: Run): void {
  run.step(1 + (text.length >> 6));
}

/** What goes through all of the text, and of those it is given. */
function worked(body: Body): Body {
  return (self, args, run) => {
    work(self, run);
    for (const arg of args) if (typeof arg === 'string') work(arg, run);
    return body(self, args, run);
  };
}

function made(text: string, run: Run): string {
  run.allocate(text.length);
  return text;
}

const array = (parts: readonly string[]): JavaList => new JavaList([...parts], 'array');
const codeAt = (code: number): string => (code >= 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '\u0000\u0000');

/** @throws TemplateFault as Java's ClassCastException */
function text(value: Value): string {
  if (typeof value !== 'string') throw new TemplateFault('A String is compared with what is none');
  return value;
}

function compareTo(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) if (a[i] !== b[i]) return a.charCodeAt(i) - b.charCodeAt(i);
  return a.length - b.length;
}

/** What is below and at the space, as `trim()` has it. */
function trim(text: string): string {
  let from = 0;
  let to = text.length;
  while (from < to && text.charCodeAt(from) <= 32) from++;
  while (to > from && text.charCodeAt(to - 1) <= 32) to--;
  return text.slice(from, to);
}

function lastIndexOf(text: string, part: string, from: number): number {
  return from < 0 ? -1 : text.lastIndexOf(part, from);
}

const literally = (text: string, part: string, by: string, run: Run): string => {
  work(text, run);
  const count = part === '' ? text.length + 1 : occurrences(text, part, run);
  run.allocate(text.length + count * by.length);
  return text.replaceAll(part, () => by);
};

export const STRING_METHODS: Methods = {
  length: [['', (self: string) => self.length]],
  isEmpty: [['', (self: string) => self === '']],
  charAt: [['i', (self: string, [at], run) => slice(self, at, at + 1, run)]],
  codePointAt: [['i', (self: string, [at]) => self.codePointAt(at) ?? outOfBounds(at)]],
  compareTo: [['o', worked((self: string, [other]) => compareTo(self, text(other)))]],
  compareToIgnoreCase: [['s', worked((self: string, [other]) => compareTo(self.toLowerCase(), other.toLowerCase()))]],
  concat: [['s', (self: string, [other], run) => made(self + other, run)]],
  contains: [['s', worked((self: string, [part]) => self.includes(part))]],
  contentEquals: [['s', (self: string, [other], run) => sameText(self, other, run.spend)]],
  endsWith: [['s', worked((self: string, [end]) => self.endsWith(end))]],
  equals: [['o', (self: string, [other], run) => javaEquals(self, other, run.spend)]],
  equalsIgnoreCase: [['s', worked((self: string, [other]) => self.toLowerCase() === other.toLowerCase())]],
  indexOf: [
    ['s', worked((self: string, [part]) => self.indexOf(part))],
    ['i', worked((self: string, [code]) => self.indexOf(codeAt(code)))],
    ['si', worked((self: string, [part, from]) => self.indexOf(part, from))],
    ['ii', worked((self: string, [code, from]) => self.indexOf(codeAt(code), from))],
  ],
  intern: [['', (self: string) => self]],
  lastIndexOf: [
    ['s', worked((self: string, [part]) => self.lastIndexOf(part))],
    ['i', worked((self: string, [code]) => self.lastIndexOf(codeAt(code)))],
    ['si', worked((self: string, [part, from]) => lastIndexOf(self, part, from))],
    ['ii', worked((self: string, [code, from]) => lastIndexOf(self, codeAt(code), from))],
  ],
  matches: [['s', (self: string, [pattern], run) => matches(self, pattern, run)]],
  replace: [['ss', (self: string, [part, by], run) => literally(self, part, by, run)]],
  replaceAll: [['ss', worked((self: string, [pattern, by], run) => replace(self, pattern, by, true, run))]],
  replaceFirst: [['ss', worked((self: string, [pattern, by], run) => replace(self, pattern, by, false, run))]],
  split: [
    ['s', worked((self: string, [pattern], run) => array(split(self, pattern, 0, run)))],
    ['si', worked((self: string, [pattern, limit], run) => array(split(self, pattern, limit, run)))],
  ],
  startsWith: [
    ['s', worked((self: string, [start]) => self.startsWith(start))],
    ['si', worked((self: string, [start, from]) => from >= 0 && from <= self.length && self.startsWith(start, from))],
  ],
  subSequence: [['ii', (self: string, [from, to], run) => slice(self, from, to, run)]],
  substring: [
    ['i', (self: string, [from], run) => slice(self, from, self.length, run)],
    ['ii', (self: string, [from, to], run) => slice(self, from, to, run)],
  ],
  toLowerCase: [['', (self: string, _args, run) => made(self.toLowerCase(), run)]],
  toUpperCase: [['', (self: string, _args, run) => made(self.toUpperCase(), run)]],
  trim: [['', (self: string, _args, run) => made(trim(self), run)]],
  valueOf: forms(['o', (_self: string, [value], run) => run.print(value)]),
};

function outOfBounds(at: number): never {
  throw new TemplateFault(`index ${at}`);
}
