/**
 * Asks Apache Velocity 1.7 what the generated templates render to, and writes it down. By hand, when the generator has changed:
 *
 *     node test/conformance/vtl/record.ts
 */
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Templates } from './generate.ts';
import { COUNT, SEED } from './known.ts';
import { velocity } from './velocity.ts';

const FILE = join(import.meta.dirname, 'recorded.txt');

export function generated(): readonly string[] {
  const templates = new Templates(SEED);
  return Array.from({ length: COUNT }, () => templates.next());
}

const hashOf = (templates: readonly string[]): string =>
  createHash('sha256').update(JSON.stringify(templates)).digest('hex');

/** Of the same templates: an error says that they are not. */
export function recorded(templates: readonly string[]): readonly string[] {
  const [hash, ...lines] = readFileSync(FILE, 'utf8').trimEnd().split('\n');
  if (hash !== hashOf(templates)) throw new Error('The generator has changed: run test/conformance/vtl/record.ts');
  return lines.map((line) => JSON.parse(line) as string);
}

if (import.meta.main) {
  const templates = generated();
  const lines = velocity(templates).map((line) => JSON.stringify(line));
  writeFileSync(FILE, `${[hashOf(templates), ...lines].join('\n')}\n`);
}
