/**
 * Asks Jayway's JsonPath 2.10.0 what the generated paths find, and writes it down. By hand, when the generator has changed:
 *
 *     node test/conformance/json-path/record.ts
 */
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Pairs } from './generate.ts';
import { jayway, type Pair } from './jayway.ts';
import { COUNT, SEED } from './known.ts';

const FILE = join(import.meta.dirname, 'recorded.txt');

export function generated(): readonly Pair[] {
  const pairs = new Pairs(SEED);
  return Array.from({ length: COUNT }, () => pairs.next());
}

const hashOf = (pairs: readonly Pair[]): string => createHash('sha256').update(JSON.stringify(pairs)).digest('hex');

/** Of the same pairs: an error says that they are not. */
export function recorded(pairs: readonly Pair[]): readonly string[] {
  const [hash, ...lines] = readFileSync(FILE, 'utf8').trimEnd().split('\n');
  if (hash !== hashOf(pairs)) throw new Error('The generator has changed: run test/conformance/json-path/record.ts');
  return lines;
}

if (import.meta.main) {
  const pairs = generated();
  writeFileSync(FILE, `${[hashOf(pairs), ...jayway(pairs)].join('\n')}\n`);
}
